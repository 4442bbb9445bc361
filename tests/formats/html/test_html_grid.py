"""The grid of a table, and where a page's end may part it."""

from __future__ import annotations

from regdocs.document.block import Cell, Column, Row, Table
from regdocs.document.inline import Text
from regdocs.formats.html.grid import PART, WHOLE_GROUP, grid, lines, parted, together


def beside(rows: int) -> Table:
    """A table whose first cell stands beside `rows` short rows."""
    first = Row((Cell((Text("이름"),), rowspan=rows), Cell((Text("0"),))))
    return Table((Column(0.5), Column(0.5)), (first, *(Row((Cell((Text(str(row)),)),)) for row in range(1, rows))))


def test_rows_beside_one_cell_stay_together() -> None:
    rows = grid(beside(4))
    assert together(rows) == [True, True, True, False]
    assert parted(rows, beside(4)) == rows


def test_a_cell_beside_more_rows_than_a_page_holds_is_parted() -> None:
    table = beside(WHOLE_GROUP + 5)
    rows = parted(grid(table), table)
    parts = [placed for row in rows for placed in row if placed.column == 0]
    assert [part.rowspan for part in parts] == [PART, PART, PART, 5]
    assert [(part.opens, part.closes) for part in parts] == [
        (True, False),
        (False, False),
        (False, False),
        (False, True),
    ]
    assert ["".join(str(inline) for inline in part.cell.children) != "" for part in parts] == [
        True,
        False,
        False,
        False,
    ]
    assert together(rows).count(False) == len(parts)
    assert [sum(placed.column == 1 for placed in row) for row in rows] == [1] * len(table.rows)


def test_a_cells_width_decides_how_many_lines_it_takes() -> None:
    text = (Text("가" * 200),)
    wide = Table((Column(0.1), Column(0.9)), (Row((Cell((Text("x"),)), Cell(text))),))
    narrow = Table((Column(0.9), Column(0.1)), (Row((Cell((Text("x"),)), Cell(text))),))
    assert lines(grid(wide)[0], wide) < 6 < 30 < lines(grid(narrow)[0], narrow)
