"""A composed document as the rules on documents look at it: blocks flat, texts bare, places in document and section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from regdocs.check.filing import Filing
from regdocs.compose.inlines import plain
from regdocs.document.block import Block, Box, Figure, ItemList, Landscape, Paragraph, Table
from regdocs.document.document import Document, Section
from regdocs.document.inline import Field, Footnote, Gap, Inline, Link, Reference, Styled, Text
from regdocs.document.lineage import inlines_of
from regdocs.finding import Place
from regdocs.formats.rendered import ReadParagraph


def at(document: Document, section: str = "") -> Place:
    """A place in a composed document."""
    return Place(document=document.id, section=section or None)


def flat(blocks: Iterable[Block]) -> Iterator[Paragraph | Table | Figure]:
    """Paragraphs, tables and figures in reading order, out of their lists and boxes."""
    for block in blocks:
        match block:
            case Paragraph() | Table() | Figure():
                yield block
            case Box() | Landscape():
                yield from flat(block.blocks)
            case ItemList():
                for item in block.items:
                    yield from flat(item.blocks)


def as_read(blocks: Iterable[Block]) -> Iterator[ReadParagraph]:
    """What says something in the blocks, as a reader of the finished file would give it: no captions, heads, labels."""
    for block in flat(blocks):
        match block:
            case Paragraph():
                yield _read(block.children)
            case Figure():
                yield ReadParagraph("", 0, figures=1)
            case Table():
                for row in block.rows[block.head :]:
                    yield from (_read(cell.children) for cell in row.cells if not cell.header)


def _read(inlines: tuple[Inline, ...]) -> ReadParagraph:
    gaps = tuple(each.text for each in inlines if isinstance(each, Gap))
    return ReadParagraph(plain(inlines), 0, gaps=gaps)


@dataclass
class Printed:
    """What a filing's papers print, gathered in one walk: values with a single source, and labels referred to."""

    values: list[tuple[Document, Section, Field]] = field(default_factory=list)
    labels: dict[str, set[str]] = field(default_factory=dict)
    """By document stem."""


def printed(filing: Filing) -> Printed:
    """What the papers of a filing print."""
    found = Printed()
    for document in filing.documents:
        labels = found.labels.setdefault(document.stem, set())
        for section in document.walk():
            for inline in _inlines(section.blocks):
                if isinstance(inline, Field):
                    if len(inline.paths) == 1 and inline.format in _EXACT:
                        found.values.append((document, section, inline))
                elif isinstance(inline, Reference):
                    labels.add(inline.target)
                elif isinstance(inline, Styled | Link | Footnote):
                    labels.update(
                        each.target for each in inlines_of([Paragraph((inline,))]) if isinstance(each, Reference)
                    )
    return found


_EXACT = frozenset({"text", "number", "quantity", "limit"})
"""The forms of a value that no place in a text changes."""


def _inlines(blocks: Iterable[Block]) -> Iterator[Inline]:
    """The outermost inlines: values stand in no style of their own often enough to matter."""
    for block in flat(blocks):
        if isinstance(block, Paragraph):
            yield from block.children
        elif isinstance(block, Table):
            yield from block.caption
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.children
        else:
            yield from block.caption


def says_much(blocks: Iterable[Block], letters: int) -> bool:
    """A quick look whether the blocks hold at least so many letters or a figure; no text is built for it."""
    for block in flat(blocks):
        if isinstance(block, Figure):
            return True
        cells = (
            (block.children,)
            if isinstance(block, Paragraph)
            else [cell.children for row in block.rows[block.head :] for cell in row.cells if not cell.header]
        )
        for children in cells:
            for inline in children:
                if isinstance(inline, Text | Field):
                    letters -= len(inline.text)
            if letters <= 0:
                return True
    return False


def shown(section: Section) -> str:
    """A section's number and title as a message names it."""
    return f"{section.number} {section.title.ko}".strip()
