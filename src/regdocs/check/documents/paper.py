"""A composed document as the rules on documents look at it: blocks flat, texts bare, places in document and section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from regdocs.check.filing import Filing
from regdocs.compose.inlines import plain
from regdocs.document.block import Block, Box, Figure, ItemList, Landscape, Paragraph, Table
from regdocs.document.document import Document, Section
from regdocs.document.inline import Break, Field, Gap, Inline, Reference, Text
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


def as_read(blocks: Iterable[Paragraph | Table | Figure]) -> Iterator[ReadParagraph]:
    """What says something in the blocks, as a reader of the finished file would give it."""
    for block in blocks:
        if isinstance(block, Figure):
            yield ReadParagraph("", 0, figures=1)
        else:
            yield from map(_read, _saying(block))


def _read(inlines: tuple[Inline, ...]) -> ReadParagraph:
    gaps = tuple(each.text for each in inlines if isinstance(each, Gap))
    return ReadParagraph(plain(inlines), 0, gaps=gaps)


class Part(NamedTuple):
    """The own content of one section of a paper, flat."""

    document: Document
    section: Section
    blocks: tuple[Paragraph | Table | Figure, ...]


def parts(filing: Filing) -> tuple[Part, ...]:
    """Every section of a filing's papers, in reading order."""
    return tuple(
        Part(document, section, tuple(flat(section.blocks)))
        for document in filing.documents
        for section in document.walk()
    )


@dataclass
class Printed:
    """What a filing's papers print, gathered in one walk: values that read differently, and labels referred to."""

    otherwise: list[tuple[Document, Section, Field, str, Document]] = field(default_factory=list)
    """Each value that read otherwise where it first stood in this form: where it stands, itself, its first text, where."""
    labels: dict[str, set[str]] = field(default_factory=dict)
    """By document stem."""


def printed(filing: Filing) -> Printed:
    """What the papers of a filing print."""
    found = Printed()
    known: dict[str, dict[tuple[str, ...], tuple[str, Document]]] = {format: {} for format in _EXACT}
    for document, section, blocks in filing.once(parts):
        labels = found.labels.setdefault(document.stem, set())
        for inline in [inline for block in blocks for line in _lines(block) for inline in line]:
            if type(inline) is Text:
                continue
            if type(inline) is Field:
                firsts = known.get(inline.format)
                if firsts is None or len(inline.paths) > 1:
                    continue
                first = firsts.get(inline.paths)
                if first is None:
                    firsts[inline.paths] = inline.text, document
                elif first[0] != inline.text:
                    found.otherwise.append((document, section, inline, *first))
            elif not isinstance(inline, Break):
                labels.update(each.target for each in inlines_of([Paragraph((inline,))]) if isinstance(each, Reference))
    return found


_EXACT = ("text", "number", "quantity", "limit")
"""The forms of a value that no place in a text changes."""


def _lines(block: Paragraph | Table | Figure) -> list[tuple[Inline, ...]]:
    """The lines of a block: values stand in no style of their own often enough to matter."""
    if isinstance(block, Paragraph):
        return [block.children]
    cells = [cell.children for row in block.rows for cell in row.cells] if isinstance(block, Table) else []
    return [block.caption, *cells]


def says_much(blocks: Iterable[Paragraph | Table | Figure], letters: int) -> bool:
    """A quick look whether the blocks hold at least so many letters or a figure; no text is built for it."""
    for block in blocks:
        if isinstance(block, Figure):
            return True
        for children in _saying(block):
            for inline in children:
                if type(inline) is Text or type(inline) is Field:
                    letters -= len(inline.text)
            if letters <= 0:
                return True
    return False


def _saying(block: Paragraph | Table) -> Iterator[tuple[Inline, ...]]:
    """What says something in a block: no captions, heads, labels."""
    if isinstance(block, Paragraph):
        yield block.children
    else:
        for row in block.rows[block.head :]:
            for cell in row.cells:
                if not cell.header:
                    yield cell.children


def shown(section: Section) -> str:
    """A section's number and title as a message names it."""
    return f"{section.number} {section.title.ko}".strip()
