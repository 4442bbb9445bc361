"""The list of changes that a reader is told, taken from a merged tree, and the tree with their ids in it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from regdocs.document.block import Box, Contents, Figure, ItemList, Landscape, PageBreak, Paragraph, Table
from regdocs.document.inline import Inline, Text
from regdocs.language import Bilingual, Language
from regdocs.review.blocks import text_status
from regdocs.review.change import (
    BlockPair,
    CellPair,
    Change,
    ChangeKind,
    ColumnPair,
    DocumentComparison,
    HeadPair,
    HeadPart,
    ItemPair,
    Op,
    RowPair,
    SectionPair,
    Span,
    Status,
    Subject,
)
from regdocs.review.content import content, paths, said
from regdocs.review.flat import flat
from regdocs.review.line import plain
from regdocs.review.sections import heading
from regdocs.review.tables import grid
from regdocs.review.words import spans

_NOTHING = Bilingual("", "")
_SUBJECTS: dict[type[Struct], Subject] = {
    Paragraph: Subject.PARAGRAPH, ItemList: Subject.ITEM, Table: Subject.TABLE, Figure: Subject.FIGURE,
    Box: Subject.BOX, Landscape: Subject.LAYOUT, PageBreak: Subject.LAYOUT, Contents: Subject.LAYOUT,
}  # fmt: skip
_HEAD = {
    HeadPart.TITLE: Bilingual("문서명", "title"),
    HeadPart.NUMBER: Bilingual("문서번호", "document number"),
    HeadPart.REVISION: Bilingual("판", "revision"),
    HeadPart.DATE: Bilingual("날짜", "date"),
    HeadPart.STUDY: Bilingual("과제명", "study"),
    HeadPart.AUTHOR: Bilingual("작성기관", "author"),
    HeadPart.NOTICE: Bilingual("고지문", "notice"),
}
_HEAD_PATHS = {
    HeadPart.REVISION: ("revision",), HeadPart.DATE: ("filing.date",), HeadPart.STUDY: ("short_title", "title"),
    HeadPart.NUMBER: ("filing.document_prefix", "id"), HeadPart.AUTHOR: ("institutions",),
    HeadPart.NOTICE: ("example", "examples"),
}  # fmt: skip

P = TypeVar("P", ItemPair, RowPair)


@dataclass(frozen=True, slots=True)
class Listed:
    """A change, and every field path that is printed in what changed."""

    change: Change
    printed: tuple[str, ...]


def listed(document: DocumentComparison) -> tuple[DocumentComparison, list[Listed]]:
    """The tree with the id of its change at every pair that is one, and these changes in reading order."""
    lister = _Lister(document)
    return lister.document(), lister.found


@dataclass(frozen=True, slots=True)
class _Where:
    """Where in a document the walk is: the section, and what names the place inside it."""

    section: str = ""
    number: str = ""
    title: Bilingual = _NOTHING
    label: tuple[Bilingual, ...] = ()
    anchor: tuple[str, ...] = ()

    def inside(self, label: Bilingual | None, *anchor: str) -> _Where:
        labels = (*self.label, label) if label is not None and label.ko else self.label
        return _Where(self.section, self.number, self.title, labels, (*self.anchor, *anchor))


Part = BlockPair | ItemPair | RowPair | SectionPair
_KINDS = {
    Status.CHANGED: ChangeKind.CHANGED,
    Status.INSERTED: ChangeKind.INSERTED,
    Status.DELETED: ChangeKind.DELETED,
    Status.MOVED: ChangeKind.MOVED,
    Status.FORMATTED: ChangeKind.FORMATTED,
    Status.RENUMBERED: ChangeKind.RENUMBERED,
}


class _Lister:
    """Walks a merged tree once; gathers changes and gives the tree back with their ids."""

    def __init__(self, comparison: DocumentComparison) -> None:
        self.comparison = comparison
        self.language: Language = comparison.document.language
        self.found: list[Listed] = []
        self.identifiers: Counter[str] = Counter()
        self.moved = _moved(comparison)
        self.moves: dict[str, str] = {}

    def document(self) -> DocumentComparison:
        comparison, where = self.comparison, _Where()
        if comparison.old is None or comparison.new is None:
            title = (Text(comparison.document.title.text(self.language)),)
            printed = tuple(
                path for section in comparison.document.walk() for path in paths(flat(section, self.language))
            )
            change = self.one_sided(where, Subject.DOCUMENT, comparison.status, title, printed)
            return replace(comparison, change=change)
        return replace(
            comparison,
            head=tuple(self.head(part) for part in comparison.head),
            cover=self.blocks(comparison.cover, where.inside(Bilingual("표지", "cover"))),
            contents=self.blocks(comparison.contents, where),
            sections=tuple(self.section(section) for section in comparison.sections),
        )

    def head(self, pair: HeadPair) -> HeadPair:
        where = _Where().inside(_HEAD[pair.part], pair.part.value)
        before, after = Span(Op.DELETE, old=(Text(pair.old),)), Span(Op.INSERT, new=(Text(pair.new),))
        printed = _HEAD_PATHS.get(pair.part, ())
        return replace(pair, change=self.add(where, ChangeKind.CHANGED, Subject.HEAD, [before, after], printed))

    def section(self, pair: SectionPair) -> SectionPair:
        section = pair.new or pair.old
        assert section is not None
        where = _Where(section.id, section.number, section.title)
        if pair.old is None or pair.new is None:
            if pair.move:
                change = self.move(pair, where, Subject.SECTION)
                return replace(pair, change=change, within=self.section(pair.within) if pair.within else None)
            text = flat(section, self.language)
            return replace(pair, change=self.one_sided(where, Subject.SECTION, pair.status, text))
        change = ""
        if pair.heading:
            change = self.add(where, _kind_of(pair.heading), Subject.HEADING, pair.heading)
        elif pair.old.number != pair.new.number:
            change = self.add(where, ChangeKind.RENUMBERED, Subject.HEADING, self.numbered(pair))
        elif (pair.old.page_break, pair.old.landscape) != (pair.new.page_break, pair.new.landscape):
            title = heading(pair.new, self.language)
            change = self.add(where, ChangeKind.FORMATTED, Subject.HEADING, [Span(Op.FORMAT, title, title)])
        blocks = self.blocks(pair.blocks, where)
        return replace(pair, blocks=blocks, sections=tuple(map(self.section, pair.sections)), change=change)

    def numbered(self, pair: SectionPair) -> list[Span]:
        assert pair.old is not None
        assert pair.new is not None
        title = heading(pair.new, self.language)
        old, new = (Text(f"{pair.old.number} "),), (Text(f"{pair.new.number} "),)
        return [
            Span(Op.DELETE, old=old, counted=True),
            Span(Op.INSERT, new=new, counted=True),
            Span(Op.EQUAL, title, title),
        ]

    def blocks(
        self, pairs: Sequence[BlockPair], where: _Where, subject: Subject | None = None
    ) -> tuple[BlockPair, ...]:
        if all(pair.status is Status.EQUAL for pair in pairs):
            return tuple(pairs)
        return tuple(pair if pair.status is Status.EQUAL else self.block(pair, where, subject) for pair in pairs)

    def block(self, pair: BlockPair, where: _Where, subject: Subject | None) -> BlockPair:
        block = pair.new or pair.old
        assert block is not None
        what = _SUBJECTS[type(block)]
        subject = subject if subject and what is Subject.PARAGRAPH else what
        if isinstance(block, Table | Figure):
            where = where.inside(_named(block), block.label or said(block.caption))
        if pair.old is None or pair.new is None:
            if pair.move:
                return replace(pair, change=self.move(pair, where, subject))
            text = flat(block, self.language)
            return replace(pair, change=self.one_sided(where, subject, pair.status, text, _sources(pair)))
        match block:
            case Table():
                return self.table(pair, where)
            case ItemList() if any(item.status is not Status.EQUAL for item in pair.items):
                return replace(pair, items=tuple(self.item(item, where, n) for n, item in _counted(pair.items)))
            case Box() | Landscape() if any(each.status is not Status.EQUAL for each in pair.blocks):
                return replace(pair, blocks=self.blocks(pair.blocks, where))
        printed = _sources(pair)
        if any(span.op is not Op.EQUAL for span in pair.spans):
            subject = Subject.CAPTION if isinstance(block, Figure) and not _redrawn(pair) else subject
            return replace(pair, change=self.add(where, _KINDS[pair.status], subject, pair.spans, printed))
        return replace(pair, change=self.add(where, _KINDS[pair.status], subject, self.whole(pair), printed))

    def whole(self, pair: BlockPair) -> list[Span]:
        """Both sides of a block whose words are the same."""
        assert pair.old is not None
        assert pair.new is not None
        return [Span(Op.FORMAT, flat(pair.old, self.language), flat(pair.new, self.language))]

    def item(self, pair: ItemPair, where: _Where, number: int) -> ItemPair:
        if pair.status is Status.EQUAL:
            return pair
        inside = where.inside(Bilingual(f"항목 {number}", f"item {number}"))
        whole = pair.new or pair.old
        assert whole is not None
        if pair.old is None or pair.new is None:
            if pair.move:
                return replace(pair, change=self.move(pair, inside, Subject.ITEM))
            return replace(pair, change=self.one_sided(inside, Subject.ITEM, pair.status, flat(whole, self.language)))
        return replace(pair, blocks=self.blocks(pair.blocks, inside, Subject.ITEM))

    def table(self, pair: BlockPair, where: _Where) -> BlockPair:
        old, new = pair.old, pair.new
        assert isinstance(old, Table)
        assert isinstance(new, Table)
        change = ""
        if any(span.op is not Op.EQUAL for span in pair.spans):
            change = self.add(where, _kind_of(pair.spans), Subject.CAPTION, pair.spans)
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
            change = self.add(where, ChangeKind.FORMATTED, Subject.TABLE, self.whole(pair))
        columns = tuple(self.column(each, old, new, where) for each in pair.columns)
        gone = {each.old for each in columns if each.new is None}, {each.new for each in columns if each.old is None}
        heads = _heads(new)
        rows = tuple(self.row(row, where, n, heads, gone) for n, row in _counted(pair.rows))
        return replace(pair, columns=columns, rows=rows, change=change)

    def column(self, pair: ColumnPair, old: Table, new: Table, where: _Where) -> ColumnPair:
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
        inside = where.inside(label, *cells[:1])
        return replace(pair, change=self.one_sided(inside, Subject.COLUMN, pair.status, text, printed))

    def row(
        self,
        pair: RowPair,
        where: _Where,
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
        inside = where.inside(label, name)
        if pair.old is None or pair.new is None:
            if pair.move:
                return replace(pair, change=self.move(pair, inside, Subject.ROW))
            return replace(pair, change=self.one_sided(inside, Subject.ROW, pair.status, flat(whole, self.language)))
        return replace(pair, cells=tuple(self.cell(cell, inside, heads, gone) for cell in pair.cells))

    def cell(
        self, pair: CellPair, where: _Where, heads: Sequence[str], gone: tuple[set[int | None], set[int | None]]
    ) -> CellPair:
        in_column = (pair.new is None and pair.old_column in gone[0]) or (
            pair.old is None and pair.new_column in gone[1]
        )
        if pair.status is Status.EQUAL or in_column:
            return pair
        head = heads[pair.new_column] if 0 <= pair.new_column < len(heads) else ""
        inside = where.inside(Bilingual(head, head) if head and pair.new_column else None, head)
        if pair.old is None or pair.new is None:
            cell = pair.new or pair.old
            assert cell is not None
            return replace(pair, change=self.one_sided(inside, Subject.CELL, pair.status, cell.children))
        found = pair.spans or [Span(Op.FORMAT, pair.old.children, pair.new.children)]
        return replace(pair, change=self.add(inside, _KINDS[pair.status], Subject.CELL, found))

    def move(self, pair: Part, where: _Where, subject: Subject) -> str:
        """The id of a move; it is told at its new place."""
        old, new = self.moved[pair.move]
        if pair.move not in self.moves:
            self.moves[pair.move] = self.identifier("move", subject.value, content(old), content(new))
        if pair.new is not None:
            before, after = flat(old, self.language), flat(new, self.language)
            if isinstance(pair, SectionPair) and pair.within is not None:
                # What changed inside is told there.
                before, after = heading(old, self.language), heading(new, self.language)
            printed = tuple(paths((*before, *after)))
            self.add(where, ChangeKind.MOVED, subject, spans(before, after), printed, self.moves[pair.move])
        return self.moves[pair.move]

    def one_sided(
        self, where: _Where, subject: Subject, status: Status, text: tuple[Inline, ...], printed: tuple[str, ...] = ()
    ) -> str:
        span = Span(Op.INSERT, new=text) if status is Status.INSERTED else Span(Op.DELETE, old=text)
        return self.add(where, _KINDS[status], subject, [span], printed)

    def add(
        self,
        where: _Where,
        kind: ChangeKind,
        subject: Subject,
        text: Iterable[Span],
        printed: tuple[str, ...] = (),
        identifier: str = "",
    ) -> str:
        found = tuple(text)
        before, after = (
            tuple(span for span in found if span.op is not Op.INSERT),
            tuple(span for span in found if span.op is not Op.DELETE),
        )
        before_text = plain(inline for span in before for inline in span.old)
        after_text = plain(inline for span in after for inline in span.new)
        anchor = (where.section, *where.anchor, subject.value, kind.value, before_text, after_text)
        identifier = identifier or self.identifier(*anchor)
        document = self.comparison.document
        change = Change(
            identifier,
            kind,
            subject,
            self.comparison.id,
            self.comparison.instance,
            document.title,
            where.section,
            where.number,
            where.title,
            Bilingual(" · ".join(each.ko for each in where.label), " · ".join(each.text("en") for each in where.label)),
            before,
            after,
            before_text,
            after_text,
        )
        self.found.append(Listed(change, tuple(dict.fromkeys(printed or _printed(found)))))
        return identifier

    def identifier(self, *parts: str) -> str:
        """Ten hexadecimal digits made of what changed and where; equal changes of one place are counted."""
        whole = "\x1f".join((self.comparison.id, self.comparison.instance or "", *parts))
        digest = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:10]
        self.identifiers[digest] += 1
        return digest if self.identifiers[digest] == 1 else f"{digest}-{self.identifiers[digest]}"


def _printed(spans: Iterable[Span]) -> Iterator[str]:
    """The field paths in what changed."""
    for span in spans:
        if span.op is Op.WITHIN:
            yield from _printed(span.inner)
        elif span.op is not Op.EQUAL:
            yield from paths((*span.old, *span.new))


def _sources(pair: BlockPair) -> tuple[str, ...]:
    """The field paths that pictures show, and those printed in their captions; none for other blocks."""
    found = [figure for figure in (pair.old, pair.new) if isinstance(figure, Figure)]
    return tuple(path for figure in found for path in (*figure.sources, *paths(figure.caption)))


def _redrawn(pair: BlockPair) -> bool:
    """Whether the picture itself is another, not only its caption."""
    return (
        isinstance(pair.old, Figure)
        and isinstance(pair.new, Figure)
        and (
            (pair.old.resource, pair.old.alt) != (pair.new.resource, pair.new.alt)
            or all(span.op is Op.EQUAL for span in pair.spans)
        )
    )


def _kind_of(spans: Iterable[Span]) -> ChangeKind:
    return _KINDS[text_status(spans)]


def _counted(pairs: Sequence[P]) -> Iterator[tuple[int, P]]:
    """The pairs with their number, from 1, in the new revision; what is gone has that which it had in the old."""
    old = new = 0
    for pair in pairs:
        old, new = old + (pair.old is not None), new + (pair.new is not None)
        yield (new if pair.new is not None else old), pair


def _named(block: Table | Figure) -> Bilingual:
    """A table by its number, which is in the document's language."""
    return Bilingual(block.number, block.number)


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


def _moved(comparison: DocumentComparison) -> dict[str, tuple[Any, Any]]:
    """Both sides of each move by its name."""
    found: dict[str, list[Any]] = {}
    for pair in _pairs(comparison):
        if pair.move:
            places = found.setdefault(pair.move, [None, None])
            places[0 if pair.new is None else 1] = pair.old or pair.new
    return {name: (old, new) for name, (old, new) in found.items()}


def _pairs(comparison: DocumentComparison) -> Iterator[Part]:
    pending: list[Part] = [*comparison.cover, *comparison.contents, *comparison.sections]
    while pending:
        pair = pending.pop()
        yield pair
        if isinstance(pair, SectionPair):
            pending += (*pair.blocks, *pair.sections, *((pair.within,) if pair.within is not None else ()))
        elif isinstance(pair, BlockPair):
            pending += (*pair.blocks, *pair.items, *pair.rows)
        elif isinstance(pair, ItemPair):
            pending += pair.blocks
