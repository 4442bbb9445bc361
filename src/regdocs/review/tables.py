"""Tables compared: rows by what they are about, columns by their heads, then cell by cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from msgspec.structs import replace

from regdocs.document.block import Cell, Row, Table
from regdocs.review.align import Member, align, merged, order
from regdocs.review.change import BlockPair, CellPair, ColumnPair, Op, RowPair, Status
from regdocs.review.content import content, is_id, named, said
from regdocs.review.pairing import Context, MovedPlaces, combined, text_status
from regdocs.review.words import spans, vocabulary

Grid = Sequence[Sequence[int]]
"""For each row the grid column, from 0, that each of its cells begins in."""


def compare_tables(old: Table, new: Table, context: Context) -> BlockPair:
    """Two tables that differ: caption, columns, rows, cells."""
    caption = spans(old.caption, new.caption)
    old_grid, new_grid = grid(old), grid(new)
    columns = _columns(old, new, old_grid, new_grid)
    rows = _Rows(old, new, old_grid, new_grid, columns, context).compare()
    one_sided = [each.status for each in columns if each.status is not Status.EQUAL]
    status = combined((text_status(caption), *one_sided, *(row.status for row in rows)))
    if status is Status.EQUAL and old.number != new.number:
        status = Status.RENUMBERED
    if status in (Status.EQUAL, Status.RENUMBERED) and _look(old) != _look(new):
        status = Status.FORMATTED
    if status is Status.EQUAL:
        return BlockPair(old, new, status)
    return BlockPair(old, new, status, caption, rows=rows, columns=columns)


def _look(table: Table) -> object:
    return table.columns, table.head, table.form


def grid(table: Table) -> Grid:
    """Where each cell begins, the cells above that reach down taken into account."""
    covered: dict[int, int] = {}
    result = []
    for row in table.rows:
        starts = []
        column = 0
        below = {at: left - 1 for at, left in covered.items() if left > 1}
        for cell in row.cells:
            while covered.get(column):
                column += 1
            starts.append(column)
            if cell.rowspan > 1:
                below |= dict.fromkeys(range(column, column + cell.colspan), cell.rowspan - 1)
            column += cell.colspan
        covered = below
        result.append(starts)
    return result


def _columns(old: Table, new: Table, old_grid: Grid, new_grid: Grid) -> tuple[ColumnPair, ...]:
    first, second = _column_members(old, old_grid), _column_members(new, new_grid)
    if len(first) == len(second) and [each.key for each in first] == [each.key for each in second]:
        return tuple(ColumnPair(index, index, Status.EQUAL) for index in range(len(first)))
    pairs = align(first, second)
    if len(first) == len(second) and len(pairs) < len(first):
        # As many columns as before are the same columns, unless some found their like elsewhere.
        same = [(index, index) for index in range(len(first))]
        pairs = same if set(pairs) <= set(same) else pairs
    return tuple(
        ColumnPair(i, j, Status.DELETED if j is None else Status.INSERTED if i is None else Status.EQUAL)
        for i, j in merged(pairs, len(first), len(second))
    )


def _column_members(table: Table, starts: Grid) -> list[Member]:
    """A column by its head and by what stands in it."""
    heads: list[list[str]] = [[] for _ in table.columns]
    words: list[set[str]] = [set() for _ in table.columns]
    for index, (row, columns) in enumerate(zip(table.rows, starts, strict=True)):
        for cell, column in zip(row.cells, columns, strict=True):
            if column < len(heads):
                text = content(cell)
                words[column] |= vocabulary(text)
                if index < table.head or (not table.head and cell.header):
                    heads[column].append(text)
    return [
        Member("\x1f".join(head) or frozenset(found), frozenset(found))
        for head, found in zip(heads, words, strict=True)
    ]


class _Rows:
    """The rows of two tables whose columns are matched already."""

    def __init__(
        self, old: Table, new: Table, old_grid: Grid, new_grid: Grid, columns: Sequence[ColumnPair], context: Context
    ) -> None:
        self.old, self.new, self.old_grid, self.new_grid, self.context = old, new, old_grid, new_grid, context
        self.place = {pair.old: index for index, pair in enumerate(columns) if pair.old is not None}
        self.new_place = {pair.new: index for index, pair in enumerate(columns) if pair.new is not None}
        self.same_columns = all(pair.status is Status.EQUAL for pair in columns)
        self.same_rows = len(old.rows) == len(new.rows)
        self.counted = counts_rows(old) and counts_rows(new)

    def compare(self) -> tuple[RowPair, ...]:
        found: list[RowPair] = []
        names: MovedPlaces = {}
        for slot in order(_members(self.old, self.counted), _members(self.new, self.counted)):
            if slot.partner is None:
                found.append(self.pair(slot.old, slot.new))
            elif slot.old is not None:
                found.append(RowPair(self.old.rows[slot.old], None, Status.MOVED, move=self.context.of(names, slot)))
            else:
                assert slot.new is not None
                cells = self.pair(slot.partner, slot.new).cells
                found.append(RowPair(None, self.new.rows[slot.new], Status.MOVED, cells, self.context.of(names, slot)))
        return tuple(found)

    def pair(self, i: int | None, j: int | None) -> RowPair:
        before, after = (self.old.rows[i] if i is not None else None), (self.new.rows[j] if j is not None else None)
        if i is None or j is None or before is None or after is None:
            return RowPair(before, after, Status.INSERTED if before is None else Status.DELETED)
        if before == after and self.same_columns:
            return RowPair(before, after, Status.EQUAL)
        cells = self.cells(before.cells, after.cells, self.old_grid[i], self.new_grid[j])
        status = combined(cell.status for cell in cells)
        return RowPair(before, after, status, () if status is Status.EQUAL else cells)

    def cells(
        self, old: Sequence[Cell], new: Sequence[Cell], starts: Sequence[int], new_starts: Sequence[int]
    ) -> tuple[CellPair, ...]:
        """The cells of two rows: those that begin in the same column, and between them as many as there are on both sides."""
        if len(old) == len(new) and self.same_columns:
            pairs = [(index, index) for index in range(len(old))]
        else:
            where = {self.new_place.get(column): index for index, column in enumerate(new_starts)}
            pairs = [
                (index, where[self.place[column]])
                for index, column in enumerate(starts)
                if self.place.get(column) in where and column in self.place
            ]
        return tuple(
            self.cell(
                old[i] if i is not None else None,
                new[j] if j is not None else None,
                starts[i] if i is not None else -1,
                new_starts[j] if j is not None else -1,
            )
            for i, j in merged(pairs, len(old), len(new))
        )

    def cell(self, old: Cell | None, new: Cell | None, column: int, new_column: int) -> CellPair:
        if old is None or new is None:
            status = Status.INSERTED if old is None else Status.DELETED
            return CellPair(old, new, status, (), column, new_column)
        found = spans(old.children, new.children) if old.children != new.children else ()
        if self.counted and column == new_column == 0:
            found = tuple(replace(span, counted=span.op in (Op.INSERT, Op.DELETE)) for span in found)
        status = text_status(found)
        spanned = self.same_rows and self.same_columns and (old.colspan, old.rowspan) != (new.colspan, new.rowspan)
        if status in (Status.EQUAL, Status.RENUMBERED) and (
            spanned or (old.header, old.align) != (new.header, new.align)
        ):
            status = Status.FORMATTED
        return CellPair(old, new, status, () if status is Status.EQUAL else found, column, new_column)


def counts_rows(table: Table) -> bool:
    """Whether the first column does nothing but count the rows: 1, 2, 3."""
    first = [said(row.cells[0].children).strip() for row in table.rows[table.head :] if row.cells]
    return len(first) > 1 and first == [str(number) for number in range(1, len(first) + 1)]


def _members(table: Table, counted: bool) -> list[Member]:
    """Rows by the list item of the metadata that they print, where no other does, else by their first cell's text.

    A first cell that only counts the rows (`counted`) is no part of what a row says.
    """
    items = [named(chain.from_iterable(cell.children for cell in row.cells)) for row in table.rows]
    counts = Counter(items)
    found: list[Member] = []
    for index, (row, item) in enumerate(zip(table.rows, items, strict=True)):
        numbered = counted and index >= table.head
        key = content(Row(row.cells[1:]) if numbered else row)
        label = said(row.cells[0].children) if row.cells and not numbered else None
        alone = item is not None and counts[item] == 1
        kind, name = "head" if index < table.head else "row", item if alone else label
        found.append(Member(key, vocabulary(key), kind, name, alone and is_id(item)))
    return found
