"""The merged tree drawn into the new revision's file: cover, generated lists, sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import zip_longest
from typing import TypeVar

from regdocs.document.block import Block, Landscape
from regdocs.document.document import Document, Kind, Section
from regdocs.finding import Place
from regdocs.formats.docx.body import Body
from regdocs.formats.docx.headings import Decision
from regdocs.formats.docx.write import heading
from regdocs.formats.office.body import Face
from regdocs.formats.office.flow import COVER, OPEN
from regdocs.formats.office.looks import HEADING_DEPTH
from regdocs.review.change import BlockPair, DocumentComparison, SectionPair, Status
from regdocs.review.redline.blocks import BlockPairs
from regdocs.review.redline.pieces import Pieces
from regdocs.review.redline.untracked import Why

Decisions = Mapping[str, Decision]
"""How each heading gets its number, by its section's id."""
_Part = TypeVar("_Part", Block, Section)


class Drawing:
    """Draws a comparison with what `blocks` draws its blocks into."""

    def __init__(
        self, old: Body, new: Body, decisions: tuple[Decisions, Decisions], blocks: BlockPairs, pieces: Pieces
    ) -> None:
        self._old, self._new = old, new
        self._old_decisions, self._new_decisions = decisions
        self._blocks = blocks
        self._pieces = pieces

    def draw(self, comparison: DocumentComparison) -> None:
        """The whole document, cover to end."""
        document = self._new.document
        paged = document.kind is Kind.PAPER
        cover, contents, sections = _whole(comparison)
        if paged and document.cover:
            self._new.face(Face.COVER)
        self._blocks.draw(cover, COVER if paged else OPEN)
        self._new.face(Face.PORTRAIT)
        self._blocks.draw(contents, OPEN)
        if paged and document.contents:
            self._new.break_page()
        for section in sections:
            self._section(section, 1)
        self._blocks.close()

    def _section(self, pair: SectionPair, depth: int) -> None:
        old, new = pair.old, pair.new
        outer, self._blocks.section = self._blocks.section, pair.id
        self._enter(old, new)
        if old is not None and new is not None:
            self._both(pair, old, new, depth)
        elif new is not None and pair.status is Status.MOVED:
            with self._pages(new):
                self._blocks.add_one_sided(self._xml(self._new, new, depth), True, pair.move)
        elif new is not None:
            self._come(new, depth)
        elif old is not None:
            move = pair.move if pair.status is Status.MOVED else ""
            self._blocks.add_one_sided(self._xml(self._old, old, depth), False, move)
        self._blocks.section = outer

    def _enter(self, old: Section | None, new: Section | None) -> None:
        """What is wrong from now on is wrong in these sections."""
        for body, section in ((self._old, old), (self._new, new)):
            if section is not None:
                body.place = Place(file=section.source or None, document=body.document.id, section=section.id)

    def _pages(self, section: Section) -> AbstractContextManager[None]:
        return self._new.turned() if section.landscape else nullcontext()

    def _both(self, pair: SectionPair, old: Section, new: Section, depth: int) -> None:
        if old.landscape != new.landscape:
            self._blocks.note(Why.ORIENTATION)
        with self._pages(new):
            before, after = self._heading(self._old, old, depth), self._heading(self._new, new, depth)
            if before and after:
                self._new.add(self._pieces.paragraph(before, after, pair.heading))
            elif before or after:
                self._new.add(self._pieces.deleted(before) if before else self._pieces.inserted(after))
            elif new.page_break:
                self._new.break_page()
            if pair.blocks:
                self._blocks.draw(pair.blocks, OPEN)
            else:
                self._blocks.plain(new.blocks)
            for section in pair.sections or _same(old, new):
                self._section(section, depth + 1)

    def _heading(self, body: Body, section: Section, depth: int) -> str:
        decisions = self._new_decisions if body is self._new else self._old_decisions
        decision = decisions.get(section.id, Decision())
        return self._blocks.aside(body, lambda: heading(body, section, min(depth, HEADING_DEPTH), decision))

    def _come(self, section: Section, depth: int) -> None:
        """A new section, on pages of its own orientation."""
        if section.landscape:
            self._blocks.note(Why.ORIENTATION)
        with self._pages(section):
            self._enter(None, section)
            self._new.add(self._pieces.inserted(self._heading(self._new, section, depth)))
            for block in section.blocks:
                self._blocks.pair(BlockPair(None, block, Status.INSERTED), OPEN)
            for child in section.sections:
                self._come(child, depth + 1)

    def _xml(self, body: Body, section: Section, depth: int) -> str:
        """A section with all below it, drawn to stand on the page at work."""
        if body is self._old:
            self._enter(section, None)
        else:
            self._enter(None, section)
        if section.landscape or any(isinstance(block, Landscape) for block in section.blocks):
            self._blocks.note(Why.ORIENTATION)
        own = self._heading(body, section, depth) + self._blocks.whole(body, section.blocks)
        return own + "".join([self._xml(body, child, depth + 1) for child in section.sections])


def _whole(
    comparison: DocumentComparison,
) -> tuple[Sequence[BlockPair], Sequence[BlockPair], Sequence[SectionPair]]:
    """The pairs; a document that only one side has is all inserted or all deleted."""
    old, new = comparison.old, comparison.new
    if old is not None and new is not None:
        return comparison.cover, comparison.contents, comparison.sections
    document = comparison.document
    status = Status.DELETED if new is None else Status.INSERTED
    sections = [SectionPair(each.id, *_sided(each, old), status) for each in document.sections]
    return _one_sided(document.cover, old, status), _one_sided(document.contents, old, status), sections


def _one_sided(blocks: Sequence[Block], old: Document | None, status: Status) -> list[BlockPair]:
    return [BlockPair(*_sided(block, old), status) for block in blocks]


def _sided(part: _Part, old: Document | None) -> tuple[_Part | None, _Part | None]:
    return (part, None) if old is not None else (None, part)


def _same(old: Section, new: Section) -> list[SectionPair]:
    """The sections below a section that is the same on both sides."""
    return [
        SectionPair((b or a).id, a, b, Status.EQUAL)
        for a, b in zip_longest(old.sections, new.sections)
        if a is not None or b is not None
    ]
