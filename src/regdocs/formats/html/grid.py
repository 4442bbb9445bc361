"""The grid of a table: where each cell lies, and which rows a page's end may part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from regdocs.document.block import Align, Cell, Table
from regdocs.document.inline import Break
from regdocs.formats.html.text import plain

FULL_LINE = 54
"""How many hangul syllables of table type fit across A4; in landscape a line holds more, so this errs to the safe side."""
WHOLE_ROW = 15
"""A row of more lines than this may be parted by a page's end."""
WHOLE_TABLE = 10
"""A table of no more lines than this isn't parted."""
WHOLE_FORM = 30
"""A form is filled in and signed as one thing: one of no more lines than this isn't parted."""
WHOLE_GROUP = 30
"""Rows beside one cell that take more lines than this may be parted; a page has about 45."""
PART = 10


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell, the column it begins in, its alignment, and its spans cut to the grid.

    `opens` and `closes` are false inside a cell that was parted: there it has no upper or lower border.
    """

    cell: Cell
    column: int
    align: Align
    colspan: int
    rowspan: int
    opens: bool = True
    closes: bool = True


Grid = list[list[Placed]]


class UnevenTable(ValueError):
    """A row holds more cells than there are free columns; `row` counts from 1."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


def grid(table: Table) -> Grid:
    """The table's rows, each with exactly the cells that fill it: absent ones are empty cells.

    Raises `UnevenTable` for a row with too many.
    """
    taken = [0] * len(table.columns)
    rows = []
    for number, row in enumerate(table.rows, start=1):
        limit = (table.head if number <= table.head else len(table.rows)) - number + 1
        cells = iter(row.cells)
        rows.append(list(_placed(cells, table, taken, limit)))
        if next(cells, None) is not None:
            raise UnevenTable(number)
    return rows


def parted(rows: Grid, table: Table) -> Grid:
    """The grid with cells that stand beside too many lines for one page cut into parts; the text is in the first."""
    heights = [lines(row, table) for row in rows]
    parted: Grid = [[] for _ in rows]
    for index, row in enumerate(rows):
        for placed in row:
            begin = index
            for part in _parts(placed, heights[index : index + placed.rowspan]):
                parted[begin].append(part)
                begin += part.rowspan
    return [sorted(row, key=lambda placed: placed.column) for row in parted]


def lines(row: Iterable[Placed], table: Table) -> int:
    """How many lines of type the row takes, roughly; cells that reach into further rows don't count."""
    return max((_lines(placed, table) for placed in row if placed.rowspan == 1), default=1)


def together(rows: Grid) -> list[bool]:
    """For each row whether no page may end below it: a cell reaches into the next, or one of the two would be alone."""
    joined = [len(rows) > 2 and index in (0, len(rows) - 2) for index in range(len(rows))]
    for index, row in enumerate(rows):
        reach = max((placed.rowspan for placed in row), default=1)
        joined[index : index + reach - 1] = [True] * (reach - 1)
    return joined


def _placed(cells: Iterator[Cell], table: Table, taken: list[int], rows_left: int) -> Iterator[Placed]:
    column = 0
    while column < len(taken):
        if taken[column]:
            taken[column] -= 1
            column += 1
            continue
        cell = next(cells, Cell(()))
        colspan = _free(taken, column, cell.colspan)
        rowspan = max(1, min(cell.rowspan, rows_left))
        yield Placed(cell, column, cell.align or table.columns[column].align, colspan, rowspan)
        taken[column : column + colspan] = [rowspan - 1] * colspan
        column += colspan


def _free(taken: list[int], column: int, wanted: int) -> int:
    free = 1
    while free < wanted and column + free < len(taken) and not taken[column + free]:
        free += 1
    return free


def _parts(placed: Placed, heights: list[int]) -> Iterator[Placed]:
    if placed.rowspan == 1 or sum(heights) <= WHOLE_GROUP:
        yield placed
        return
    begin, cell = 0, placed.cell
    while begin < placed.rowspan:
        end = begin + 1
        while end < placed.rowspan and sum(heights[begin : end + 1]) <= PART:
            end += 1
        yield replace(placed, cell=cell, rowspan=end - begin, opens=begin == 0, closes=end == placed.rowspan)
        begin, cell = end, Cell((), header=cell.header)


def _lines(placed: Placed, table: Table) -> int:
    width = sum(column.width for column in table.columns[placed.column : placed.column + placed.colspan])
    breaks = sum(isinstance(inline, Break) for inline in placed.cell.children)
    return 1 + breaks + int(len(plain(placed.cell.children)) / max(1.0, FULL_LINE * width))
