"""A document drawn from its start to its end: cover, lists and sections, one block after the other."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from itertools import zip_longest

from regdocs.document.block import (
    Block,
    Box,
    Contents,
    Figure,
    ItemList,
    Landscape,
    PageBreak,
    Paragraph,
    Table,
)
from regdocs.document.document import Document, Kind, Section
from regdocs.finding import Place
from regdocs.formats.closing import closes_what_precedes, kept_with_next
from regdocs.formats.office.body import Body, Face
from regdocs.formats.office.looks import HEADING_DEPTH

BOX_FILLS = {"note": "F2F5F9", "example": "F7F7F7", "question": "FFFFFF", "quote": "FAFAFA", "warning": "FDECEA"}
LONGEST_PICTURE = 0.62
"""How much of the text height a picture takes at most: one that is taller leaves half of the page before it empty."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where blocks stand: the look of their paragraphs, how far they are set in, at which list level.

    Lengths are in the file's unit. `width` is None on the open page, where it depends on the page's orientation. What
    is `followed` stays on the page of what comes next.
    """

    look: str = "BodyText"
    width: int | None = None
    indent: int = 0
    level: int = 0
    cover: bool = False
    followed: bool = False


COVER = Frame(cover=True)
OPEN = Frame()
FOLLOWED = Frame(followed=True)


class Flow(ABC):
    """Draws blocks into `body`; a format says what each kind of block is in its file."""

    body: Body

    def draw(self, blocks: Iterable[Block], frame: Frame = OPEN) -> None:
        blocks = tuple(blocks)
        inner = replace(frame, followed=False) if frame.followed else frame
        # The last block is followed by what comes after all of them.
        followed = kept_with_next(blocks) | ({len(blocks) - 1} if frame.followed else set())
        for index, block in enumerate(blocks):
            self._block(block, replace(inner, followed=True) if index in followed else inner)

    def _block(self, block: Block, frame: Frame) -> None:
        match block:
            case Paragraph():
                self._paragraph(block, frame)
            case ItemList():
                self._list(block, frame)
            case Table():
                if block.rows:
                    self._table(block, frame)
            case Figure():
                self._figure(block, frame)
            case Box():
                self._box(block, frame)
            case Landscape():
                self._landscape(block, frame)
            case PageBreak():
                if frame.width is None:
                    self.body.break_page()
            case Contents():
                self._contents(block)

    @abstractmethod
    def _paragraph(self, block: Paragraph, frame: Frame) -> None: ...

    @abstractmethod
    def _list(self, block: ItemList, frame: Frame) -> None: ...

    @abstractmethod
    def _table(self, block: Table, frame: Frame) -> None: ...

    @abstractmethod
    def _figure(self, block: Figure, frame: Frame) -> None: ...

    @abstractmethod
    def _box(self, block: Box, frame: Frame) -> None:
        """A table of one cell, so that lists and tables inside keep their own indents."""

    @abstractmethod
    def _contents(self, block: Contents) -> None: ...

    def _landscape(self, block: Landscape, frame: Frame) -> None:
        if frame.width is not None or frame.cover or frame.level:
            self.draw(block.blocks, frame)
            return
        with self.body.turned():
            self.draw(block.blocks, frame)

    def _width(self, frame: Frame) -> int:
        return (frame.width or self.body.text_width) - frame.indent


def draw_document(document: Document, blocks: Flow, heading: Callable[[Section, int], None]) -> None:
    """Draws the whole document; `heading` draws that of a section, at a depth from 1 to `HEADING_DEPTH`."""
    body, paged = blocks.body, document.kind is Kind.PAPER
    if paged and document.cover:
        body.face(Face.COVER)
    blocks.draw(document.cover, COVER if paged else OPEN)
    body.face(Face.PORTRAIT)
    blocks.draw(document.contents)
    if paged and document.contents:
        body.break_page()
    _sections(document, blocks, heading, document.sections)


def _sections(
    document: Document,
    blocks: Flow,
    heading: Callable[[Section, int], None],
    sections: Sequence[Section],
    depth: int = 1,
    followed: bool = False,
) -> None:
    """Draws `sections`; the last one's end stays on the page of what comes next where that has `followed` it."""
    body = blocks.body
    for section, following in zip_longest(sections, sections[1:]):
        kept = followed if following is None else following is sections[-1] and closes_what_precedes(following)
        body.place = Place(file=section.source or None, document=document.id, section=section.id)
        with body.turned() if section.landscape else nullcontext():
            heading(section, min(depth, HEADING_DEPTH))
            blocks.draw(section.blocks, FOLLOWED if kept and not section.sections else OPEN)
            _sections(document, blocks, heading, section.sections, depth + 1, kept)
