"""Widths of a table's columns: as asked for, but wide enough for the longest Latin word, number or English date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regdocs.document.block import Cell, Table
from regdocs.drawing.text import text_width
from regdocs.formats.html.text import plain

LINE, TURNED = 50.0, 76.0
"""How many ems of table type fit across A4, upright and in landscape."""
_PADDING = 1.2
_SIZE = 0.9
"""Widths of text are rounded up by about a tenth."""
_LONGEST = 14.0
"""A longer word, such as an address, may break."""
# Hangul breaks anywhere, and lines break after hyphens and slashes.
_WORD = re.compile(
    r"\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}"
    r"|[^\s\-/–~가-힣ㄱ-ㆎ]{2,}"
)


def fitted(table: Table, line: float) -> list[float]:
    """The columns' shares of a table `line` ems wide; as asked for where no width would keep all words whole."""
    total = sum(column.width for column in table.columns) or 1.0
    shares = [column.width / total for column in table.columns]
    needs = [need / line for need in _needs(table)]
    if all(share >= need for share, need in zip(shares, needs, strict=True)) or sum(needs) >= 1:
        return shares
    lacking = sum(max(0.0, need - share) for share, need in zip(shares, needs, strict=True))
    spare = sum(max(0.0, share - need) for share, need in zip(shares, needs, strict=True))
    left = 1 - lacking / spare
    return [need + max(0.0, share - need) * left for share, need in zip(shares, needs, strict=True)]


def _needs(table: Table) -> list[float]:
    """How many ems each column needs."""
    needs = [0.0] * len(table.columns)
    for column, cell in _cells(table):
        for word in _WORD.findall(plain(cell.children)) if cell.colspan == 1 else ():
            width = text_width(word, _SIZE) + _PADDING
            if needs[column] < width <= _LONGEST:
                needs[column] = width
    return needs


def _cells(table: Table) -> Iterator[tuple[int, Cell]]:
    """Each cell with its column."""
    below = [0] * len(table.columns)
    for row in table.rows:
        column, covered = 0, below
        below = [max(0, rows - 1) for rows in covered]
        for cell in row.cells:
            while column < len(covered) and covered[column]:
                column += 1
            if column >= len(covered):
                break
            yield column, cell
            last = min(column + max(1, cell.colspan), len(covered))
            below[column:last] = [max(0, cell.rowspan - 1)] * (last - column)
            column = last
