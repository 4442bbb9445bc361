"""Whether what a submission writes stands in the file: paragraphs, captions and pictures that somebody has deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from regdocs.check.rendered.align import Alignment
from regdocs.check.rendered.content import substance
from regdocs.check.rendered.finding import finding, place, quoted
from regdocs.check.rendered.spelling import RAISED, loose
from regdocs.document.block import Block, Box, Figure, ItemList, Landscape, Paragraph, Table
from regdocs.document.document import Document, Section
from regdocs.document.inline import Field, Inline
from regdocs.finding import Finding, Severity
from regdocs.formats.html.text import heading as printed_heading
from regdocs.formats.html.text import plain
from regdocs.formats.rendered import ReadParagraph, Rendered, Use, paragraphs_of

_SHORTEST, _SHORTEST_CAPTION = 20, 6
"""Letters: what is shorter stands in many places, or is a value, which is looked for by itself."""
_PIECE, _PIECES = 10, 12
"""Letters of the pieces, and how many of them, by which a text that was written anew is known again."""
_LONGEST = 4000


def prose_findings(document: Document, rendered: Rendered, alignment: Alignment) -> Iterator[Finding]:
    """A finding for each section that lacks text of the submission, and for each that lacks pictures.

    Text that was moved or written anew isn't lacking; a section that is missing or says nothing is told elsewhere. In a
    PDF lines of a table stand among one another, and pictures have no place: there paragraphs and captions alone count.
    """
    whole = _Whole(rendered)
    found = {alignment.expected[index].id: index for index in alignment.pairs}
    headed = {each.id for each in alignment.expected}
    for section in document.walk():
        index = found.get(section.id)
        if index is None and section.id in headed:
            continue
        lost = [text for text in _texts(section, whole.torn) if not whole.holds(loose(text))]
        if index is not None and lost and not substance(alignment.own(index)).says_something:
            continue
        heading = alignment.pairs[index].paragraph if index is not None else None
        if lost:
            yield _text_missing(document, section, lost, heading)
        if index is not None and not whole.torn:
            yield from _figures_missing(document, section, alignment, index)


def _text_missing(document: Document, section: Section, lost: Sequence[str], heading: ReadParagraph | None) -> Finding:
    title, shown = printed_heading(section, document), quoted(lost[0])
    return finding(
        "text-missing",
        Severity.WARNING,
        (
            f"「{title}」: 자료로 만든 글이 파일에 없음({len(lost)}곳): 「{shown}」",
            f"“{title}” lacks text of the submission ({len(lost)}): “{shown}”",
        ),
        place(document.id, section.id, heading),
        ("되살리거나, 지운 것이 맞으면 자료에서도 지우십시오", "restore it, or take it out of the submission too"),
    )


def _figures_missing(document: Document, section: Section, alignment: Alignment, index: int) -> Iterator[Finding]:
    due = sum(1 for _ in _figures(section.blocks))
    there = sum(paragraph.figures for paragraph in paragraphs_of(alignment.own(index))) if due else 0
    if there < due:
        title = printed_heading(section, document)
        yield finding(
            "figure-missing",
            Severity.WARNING,
            (
                f"「{title}」: 그림 {due}개 가운데 {due - there}개 없음",
                f"“{title}” lacks {due - there} of {due} pictures",
            ),
            place(document.id, section.id, alignment.pairs[index].paragraph),
            ("그림을 다시 넣으십시오", "insert the picture again"),
        )


@dataclass
class _Whole:
    """All that a file says, spelled past what fonts and programs do to it."""

    rendered: Rendered

    @property
    def torn(self) -> bool:
        return self.rendered.format == "pdf"

    def holds(self, letters: str) -> bool:
        """Whether a text stands there, as it is or with at least half of its pieces."""
        letters = letters.replace(RAISED, "")
        if letters in self._paragraphs or letters in self._text:
            return True
        starts = range(0, max(1, len(letters) - _PIECE + 1), max(_PIECE, len(letters) // _PIECES))
        pieces = [letters[start : start + _PIECE] for start in starts]
        return 2 * sum(piece in self._text for piece in pieces) >= len(pieces)

    @cached_property
    def _paragraphs(self) -> frozenset[str]:
        return frozenset(self._spelled)

    @cached_property
    def _text(self) -> str:
        return "".join(self._spelled)

    @cached_property
    def _spelled(self) -> list[str]:
        paragraphs = (each.text for each in self.rendered.paragraphs() if each.use is not Use.CONTENTS)
        texts = (*paragraphs, *self.rendered.notes)
        return [loose(text).replace(RAISED, "") for text in texts]


def _texts(section: Section, torn: bool) -> Iterator[str]:
    """What the section's paragraphs, cells, notes and captions say, of those that say enough to be known again."""
    yield from (text for text in _said(section.blocks, not torn) if _SHORTEST <= len(loose(text)) <= _LONGEST)
    captions = (plain(each.caption) for each in _captioned(section.blocks))
    yield from (text for text in captions if len(loose(text)) >= _SHORTEST_CAPTION)


def _said(blocks: Iterable[Block], cells: bool) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                yield from _stretches(block.children)
            case ItemList():
                for item in block.items:
                    yield from _said(item.blocks, cells)
            case Table() if cells:
                yield from (text for row in block.rows for cell in row.cells for text in _stretches(cell.children))
            case Box() | Landscape():
                yield from _said(block.blocks, cells)


def _stretches(inlines: Iterable[Inline]) -> Iterator[str]:
    """A text, in pieces where it tells pages of other papers: those are known only once the papers are laid out."""
    for counted, stretch in groupby(inlines, lambda each: isinstance(each, Field) and not each.paths):
        if not counted:
            yield plain(tuple(stretch))


def _captioned(blocks: Iterable[Block]) -> Iterator[Table | Figure]:
    for block in blocks:
        match block:
            case Table() | Figure():
                yield block
            case Box() | Landscape():
                yield from _captioned(block.blocks)


def _figures(blocks: Iterable[Block]) -> Iterator[Figure]:
    return (each for each in _captioned(blocks) if isinstance(each, Figure))
