"""What a section of a submission says, text by text: its paragraphs, cells, notes and captions, with the values in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from regdocs.document.block import Block, Box, Figure, ItemList, Landscape, Paragraph, Table
from regdocs.document.document import Section
from regdocs.document.inline import Break, Citation, Field, Footnote, Gap, Inline, Link, Reference, Style, Styled, Text
from regdocs.formats.rendered import raised


@dataclass(frozen=True, slots=True)
class Said:
    """A text with the values in it, which are looked for by themselves too; the rest tells where it stands."""

    text: str
    values: tuple[str, ...] = ()
    cell: bool = False
    caption: bool = False
    note: bool = False
    label: str = ""
    """The number before a caption ("표 3")."""

    @property
    def whole(self) -> str:
        """The text as its paragraph has it."""
        return f"{self.label} {self.text}" if self.label else self.text


def said(blocks: Iterable[Block]) -> Iterator[Said]:
    """Every text of some blocks in reading order, footnotes after the paragraph that calls them."""
    for block in blocks:
        match block:
            case Paragraph():
                yield from _texts(block.children)
            case ItemList():
                for item in block.items:
                    yield from said(item.blocks)
            case Table():
                yield from _caption(block)
                for row in block.rows:
                    for cell in row.cells:
                        yield from _texts(cell.children, cell=True)
            case Figure():
                yield from _caption(block)
            case Box() | Landscape():
                yield from said(block.blocks)


def stretch(section: Section, headed: frozenset[str]) -> Iterator[Block]:
    """The blocks of a section and of those below it that have no heading of their own."""
    yield from section.blocks
    for each in section.sections:
        if each.id not in headed:
            yield from stretch(each, headed)


def tables(blocks: Iterable[Block]) -> Iterator[Table]:
    """Every table of some blocks, those in boxes and lists too."""
    for block in blocks:
        match block:
            case Table():
                yield block
            case ItemList():
                for item in block.items:
                    yield from tables(item.blocks)
            case Box() | Landscape():
                yield from tables(block.blocks)


def line(inlines: Iterable[Inline]) -> str:
    """The text of some inlines in one line, without notes; raised digits are the letters that say so."""
    return "".join(map(_piece, inlines))


def _caption(block: Table | Figure) -> Iterator[Said]:
    text = line(block.caption)
    if text:
        yield Said(text, tuple(_values(block.caption)), caption=True, label=block.number)


def _texts(inlines: tuple[Inline, ...], cell: bool = False) -> Iterator[Said]:
    """A text, in pieces where it tells pages of other papers: those are known only once the papers are laid out."""
    pieces = [inlines]
    if any(map(_is_counted, inlines)):
        pieces = [tuple(piece) for counted, piece in groupby(inlines, _is_counted) if not counted]
    for piece in pieces:
        text = line(piece)
        if text and not text.isspace():
            yield Said(text, tuple(_values(piece)), cell)
    for note in _notes(inlines):
        yield from (replace(each, cell=False, note=True) for each in _texts(note.children))


def _is_counted(inline: Inline) -> bool:
    return isinstance(inline, Field) and not inline.paths


def _piece(inline: Inline) -> str:
    match inline:
        case Text() | Reference() | Citation() | Field() | Gap():
            return inline.text.replace("\n", " ")
        case Styled():
            text = line(inline.children)
            return raised(text) if inline.style is Style.SUPERSCRIPT else text
        case Link():
            return line(inline.children)
        case Break():
            return " "
        case _:
            return ""


def _values(inlines: Iterable[Inline]) -> Iterator[str]:
    for inline in inlines:
        if isinstance(inline, Styled | Link):
            yield from _values(inline.children)
        elif isinstance(inline, Field | Gap):
            yield inline.text


def _notes(inlines: Iterable[Inline]) -> Iterator[Footnote]:
    for inline in inlines:
        if isinstance(inline, Styled | Link):
            yield from _notes(inline.children)
        elif isinstance(inline, Footnote):
            yield inline
