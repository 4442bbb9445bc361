"""Tables whose cells all stand there, but not in the rows or columns in which they ought to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from regdocs.check.rendered.said import line
from regdocs.check.rendered.spelling import loose
from regdocs.document.block import Table
from regdocs.formats.rendered import ReadBlock, ReadTable

_Row = tuple[str, ...]


def scattered(tables: Sequence[Table], blocks: Sequence[ReadBlock]) -> list[str]:
    """The rows whose cells stand in other rows or in another order, as they ought to read.

    A table that was built anew as a whole, all of its columns moved or its cells framed, is left alone.
    """
    found = [_read(row) for block in blocks if isinstance(block, ReadTable) for row in block.rows]
    if not found:
        return []
    exact = set(found)
    due = [[tuple(loose(line(cell.children)) for cell in row.cells) for row in table.rows] for table in tables]
    if all(key in exact for rows in due for key in rows):
        return []
    cells = Counter(cell for row in found for cell in row)
    cells.subtract(cell for rows in due for key in rows for cell in key)
    wrong: list[str] = []
    for table, rows in zip(tables, due, strict=True):
        lost = [position for position, key in enumerate(rows) if key not in exact]
        if not lost or len(lost) == len(rows):
            continue
        for position in lost:
            key = rows[position]
            if all(cells[cell] >= 0 for cell in key) and not _regrouped(key, exact):
                texts = (line(cell.children).strip() for cell in table.rows[position].cells)
                wrong.append(" | ".join(filter(None, texts)))
    return wrong


def _read(row: Iterable[object]) -> _Row:
    return tuple(loose(getattr(cell, "text", "")) for cell in row)


def _regrouped(key: _Row, found: Iterable[_Row]) -> bool:
    """Whether the row stands there with more or fewer cells, as after cells were joined or parted over rows."""
    due, joined = set(key), "".join(key)
    return any(
        len(row) != len(key) and ("".join(row) == joined or due <= set(row) or (len(row) > 1 and set(row) <= due))
        for row in found
    )
