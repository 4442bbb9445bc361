"""The changes of a table: its caption, columns, rows and cells, each told by what stands at its head."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from regdocs.document.block import Table
from regdocs.document.inline import Text
from regdocs.language import Bilingual
from regdocs.review.change import (
    BlockPair,
    CellPair,
    ChangeKind,
    ColumnPair,
    Op,
    RowPair,
    Span,
    Status,
    Subject,
)
from regdocs.review.content import paths
from regdocs.review.flat import flat
from regdocs.review.line import plain
from regdocs.review.tables import grid
from regdocs.review.telling import KINDS, Teller, Where, counted, kind_of


class TableTeller(Teller):
    """Tells what changed in tables."""

    def table(self, pair: BlockPair, where: Where) -> BlockPair:
        old, new = pair.old, pair.new
        assert isinstance(old, Table)
        assert isinstance(new, Table)
        change = ""
        if any(span.op is not Op.EQUAL for span in pair.spans):
            change = self.add(where, kind_of(pair.spans), Subject.CAPTION, pair.spans)
        elif old.number != new.number:
            numbers = [
                Span(Op.DELETE, (Text(f"{old.number} "),), counted=True),
                Span(Op.INSERT, (), (Text(f"{new.number} "),), True),
            ]
            change = self.add(
                where, ChangeKind.RENUMBERED, Subject.CAPTION, [*numbers, Span(Op.EQUAL, old.caption, new.caption)]
            )
        elif pair.status is Status.FORMATTED and all(
            row.status in (Status.EQUAL, Status.RENUMBERED) for row in pair.rows
        ):
            change = self.add(
                where,
                ChangeKind.FORMATTED,
                Subject.TABLE,
                [Span(Op.FORMAT, flat(old, self.language), flat(new, self.language))],
            )
        columns = tuple(self.column(each, old, new, where) for each in pair.columns)
        gone = {each.old for each in columns if each.new is None}, {each.new for each in columns if each.old is None}
        heads = _heads(new)
        rows = tuple(self.row(row, where, n, heads, gone) for n, row in counted(pair.rows))
        return replace(pair, columns=columns, rows=rows, change=change)

    def column(self, pair: ColumnPair, old: Table, new: Table, where: Where) -> ColumnPair:
        if pair.old is not None and pair.new is not None:
            return pair
        table, index = (old, pair.old) if pair.old is not None else (new, pair.new)
        assert index is not None
        cells = _column(table, index)
        label = Bilingual(f"열 {cells[0]}", f"column {cells[0]}") if cells else None
        text = (Text(" | ".join(cells)),)
        printed = (
            tuple(path for row in table.rows for cell in row.cells for path in paths(cell.children)) if cells else ()
        )
        inside = where.inside(label, *cells[:1]).at(
            old if pair.old is not None else None, new if pair.new is not None else None
        )
        return replace(pair, change=self.one_sided(inside, Subject.COLUMN, pair.status, text, printed))

    def row(
        self,
        pair: RowPair,
        where: Where,
        number: int,
        heads: Sequence[str],
        gone: tuple[set[int | None], set[int | None]],
    ) -> RowPair:
        if pair.status is Status.EQUAL:
            return pair
        whole = pair.new or pair.old
        assert whole is not None
        name = plain(whole.cells[0].children).strip() if whole.cells else ""
        label = Bilingual(name, name) if 0 < len(name) <= 60 else Bilingual(f"{number}행", f"row {number}")
        inside = where.inside(label, name).at(pair.old, pair.new)
        if pair.old is None or pair.new is None:
            if pair.move:
                return replace(pair, change=self.move(pair, inside, Subject.ROW))
            return replace(pair, change=self.one_sided(inside, Subject.ROW, pair.status, flat(whole, self.language)))
        return replace(pair, cells=tuple(self.cell(cell, inside, heads, gone) for cell in pair.cells))

    def cell(
        self, pair: CellPair, where: Where, heads: Sequence[str], gone: tuple[set[int | None], set[int | None]]
    ) -> CellPair:
        in_column = (pair.new is None and pair.old_column in gone[0]) or (
            pair.old is None and pair.new_column in gone[1]
        )
        if pair.status is Status.EQUAL or in_column:
            return pair
        head = heads[pair.new_column] if 0 <= pair.new_column < len(heads) else ""
        label = Bilingual(head, head) if head and pair.new_column else None
        inside = where.inside(label, head).at(pair.old, pair.new)
        if pair.old is None or pair.new is None:
            cell = pair.new or pair.old
            assert cell is not None
            return replace(pair, change=self.one_sided(inside, Subject.CELL, pair.status, cell.children))
        found = pair.spans or [Span(Op.FORMAT, pair.old.children, pair.new.children)]
        return replace(pair, change=self.add(inside, KINDS[pair.status], Subject.CELL, found))


def _heads(table: Table) -> list[str]:
    """What stands at the head of each column; its lowest head row speaks."""
    heads = [""] * len(table.columns)
    for row, starts in list(zip(table.rows, grid(table), strict=True))[: table.head]:
        for cell, start in zip(row.cells, starts, strict=True):
            for column in range(start, min(start + cell.colspan, len(heads))):
                heads[column] = plain(cell.children).strip() or heads[column]
    return heads


def _column(table: Table, index: int) -> list[str]:
    """The texts of the cells that begin in a column."""
    return [
        plain(cell.children)
        for row, starts in zip(table.rows, grid(table), strict=True)
        for cell, start in zip(row.cells, starts, strict=True)
        if start == index
    ]
