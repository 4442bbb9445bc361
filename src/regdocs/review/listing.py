"""The list of changes that a reader is told, taken from a merged tree, and the tree with their ids in it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from regdocs.document.block import Box, Contents, Figure, ItemList, Landscape, PageBreak, Paragraph, Table
from regdocs.document.inline import Text
from regdocs.language import Bilingual
from regdocs.review.change import (
    BlockPair,
    ChangeKind,
    DocumentComparison,
    HeadPair,
    HeadPart,
    ItemPair,
    Op,
    SectionPair,
    Span,
    Status,
    Subject,
)
from regdocs.review.content import paths, said
from regdocs.review.flat import flat
from regdocs.review.listing_tables import TableTeller
from regdocs.review.sections import heading
from regdocs.review.telling import KINDS, Listed, Where, counted, kind_of

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


def listed(document: DocumentComparison) -> tuple[DocumentComparison, list[Listed]]:
    """The tree with the id of its change at every pair that is one, and these changes in reading order."""
    lister = _Lister(document)
    return lister.document(), lister.found


class _Lister(TableTeller):
    """Walks a merged tree once; gathers changes and gives the tree back with their ids."""

    def document(self) -> DocumentComparison:
        comparison = self.comparison
        where = Where().at(comparison.old, comparison.new)
        if comparison.old is None or comparison.new is None:
            title = (Text(comparison.document.title.text(self.language)),)
            printed = tuple(
                path for section in comparison.document.walk() for path in paths(flat(section, self.language))
            )
            if comparison.instance:
                # One of several that say the same: it is there for its institution's sake.
                printed = (f"institutions[{comparison.instance}]",)
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
        where = Where().inside(_HEAD[pair.part], pair.part.value).at(self.comparison.old, self.comparison.new)
        before, after = Span(Op.DELETE, old=(Text(pair.old),)), Span(Op.INSERT, new=(Text(pair.new),))
        printed = _HEAD_PATHS.get(pair.part, ())
        return replace(pair, change=self.add(where, ChangeKind.CHANGED, Subject.HEAD, [before, after], printed))

    def section(self, pair: SectionPair) -> SectionPair:
        section = pair.new or pair.old
        assert section is not None
        where = Where(section.id, section.number, section.title).at(pair.old, pair.new)
        if pair.old is None or pair.new is None:
            if pair.move:
                change = self.move(pair, where, Subject.SECTION)
                return replace(pair, change=change, within=self.section(pair.within) if pair.within else None)
            text = flat(section, self.language)
            return replace(pair, change=self.one_sided(where, Subject.SECTION, pair.status, text))
        change = ""
        if pair.heading:
            change = self.add(where, kind_of(pair.heading), Subject.HEADING, pair.heading)
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

    def blocks(self, pairs: Sequence[BlockPair], where: Where, subject: Subject | None = None) -> tuple[BlockPair, ...]:
        if all(pair.status is Status.EQUAL for pair in pairs):
            return tuple(pairs)
        return tuple(pair if pair.status is Status.EQUAL else self.block(pair, where, subject) for pair in pairs)

    def block(self, pair: BlockPair, where: Where, subject: Subject | None) -> BlockPair:
        block = pair.new or pair.old
        assert block is not None
        what = _SUBJECTS[type(block)]
        subject = subject if subject and what is Subject.PARAGRAPH else what
        where = where.at(pair.old, pair.new)
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
                return replace(pair, items=tuple(self.item(item, where, n) for n, item in counted(pair.items)))
            case Box() | Landscape() if any(each.status is not Status.EQUAL for each in pair.blocks):
                return replace(pair, blocks=self.blocks(pair.blocks, where))
        printed = _sources(pair)
        if any(span.op is not Op.EQUAL for span in pair.spans):
            subject = Subject.CAPTION if isinstance(block, Figure) and not _redrawn(pair) else subject
            return replace(pair, change=self.add(where, KINDS[pair.status], subject, pair.spans, printed))
        return replace(pair, change=self.add(where, KINDS[pair.status], subject, self.whole(pair), printed))

    def whole(self, pair: BlockPair) -> list[Span]:
        """Both sides of a block whose words are the same."""
        assert pair.old is not None
        assert pair.new is not None
        return [Span(Op.FORMAT, flat(pair.old, self.language), flat(pair.new, self.language))]

    def item(self, pair: ItemPair, where: Where, number: int) -> ItemPair:
        if pair.status is Status.EQUAL:
            return pair
        inside = where.inside(Bilingual(f"항목 {number}", f"item {number}")).at(pair.old, pair.new)
        whole = pair.new or pair.old
        assert whole is not None
        if pair.old is None or pair.new is None:
            if pair.move:
                return replace(pair, change=self.move(pair, inside, Subject.ITEM))
            return replace(pair, change=self.one_sided(inside, Subject.ITEM, pair.status, flat(whole, self.language)))
        return replace(pair, blocks=self.blocks(pair.blocks, inside, Subject.ITEM))


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


def _named(block: Table | Figure) -> Bilingual:
    """A table by its number, which is in the document's language."""
    return Bilingual(block.number, block.number)
