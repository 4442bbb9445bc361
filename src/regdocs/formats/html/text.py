"""Every printed text of a document tree with its place, and the characters that no file may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from regdocs.document.block import Block, Box, Figure, ItemList, Landscape, Paragraph, Table
from regdocs.document.document import Document, Section
from regdocs.document.inline import Citation, Field, Footnote, Gap, Inline, Link, Reference, Styled, Text
from regdocs.finding import Finding, Place, RenderingError, Severity
from regdocs.language import Bilingual

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0, section 2.2, excludes, the C1 controls and unpaired surrogates."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A text of the file, the section it stands in and the field path that it prints, if any.

    What isn't `drawn` is only told: the author, and what a figure shows.
    """

    text: str
    section: str = ""
    path: str = ""
    drawn: bool = True


def texts(document: Document) -> Iterator[Printed]:
    """All texts of `document` in reading order: what stands around its pages, cover, contents, sections."""
    for text in (document.title.text(document.language), document.number, document.revision, document.study):
        yield Printed(text)
    yield Printed(document.author, drawn=False)
    yield Printed(document.notice)
    yield from _blocks((*document.cover, *document.contents), "")
    for section in document.walk():
        yield from _section(section, document)


def plain(inlines: Iterable[Inline]) -> str:
    """The text of `inlines` in one line, without footnotes."""
    return "".join(printed.text for printed in _inlines(inlines, "", footnotes=False)).replace("\n", " ")


def heading(section: Section, document: Document) -> str:
    """A section's number and title as plain text."""
    title = plain(section.heading) if section.heading else section.title.text(document.language)
    return f"{section.number} {title}".strip()


def refuse_control_characters(markup: str, document: Document) -> None:
    """Raises `RenderingError` where `markup` of `document` holds a control character; names each one's place."""
    if CONTROL.search(markup) is None:
        return
    found = [
        _control_finding(character, printed, document)
        for printed in texts(document)
        for character in dict.fromkeys(CONTROL.findall(printed.text))
    ]
    # Ids, labels and field paths aren't texts; what stands in one has no place but its document.
    unseen = Printed("", drawn=False)
    raise RenderingError(found or [_control_finding(found, unseen, document) for found in CONTROL.findall(markup)])


def place(printed: Printed, document: Document) -> Place:
    """Where `printed` stands, as a finding names it."""
    return Place(document=document.id, section=printed.section or None, path=printed.path or None)


def _control_finding(character: str, printed: Printed, document: Document) -> Finding:
    code = f"U+{ord(character):04X}"
    return Finding(
        rule="render.control-character",
        severity=Severity.ERROR,
        message=Bilingual(f"제어문자 {code}은(는) 인쇄할 수 없습니다", f"control character {code} can't be printed"),
        place=place(printed, document),
        remedy=Bilingual("원본에서 이 문자를 지우십시오", "delete the character from the source"),
    )


def _section(section: Section, document: Document) -> Iterator[Printed]:
    yield Printed(section.number, section.id)
    if section.heading:
        yield from _inlines(section.heading, section.id)
    else:
        yield Printed(section.title.text(document.language), section.id)
    yield from _blocks(section.blocks, section.id)


def _blocks(blocks: Iterable[Block], section: str) -> Iterator[Printed]:
    for block in blocks:
        match block:
            case Paragraph():
                yield from _inlines(block.children, section)
            case ItemList():
                for item in block.items:
                    yield from _blocks(item.blocks, section)
            case Table():
                yield Printed(block.number, section)
                yield from _inlines(block.caption, section)
                for row in block.rows:
                    for cell in row.cells:
                        yield from _inlines(cell.children, section)
            case Figure():
                yield Printed(block.number, section)
                yield from _inlines(block.caption, section)
                yield Printed(block.alt, section, drawn=False)
            case Box() | Landscape():
                yield from _blocks(block.blocks, section)
            case _:
                pass


def _inlines(inlines: Iterable[Inline], section: str, *, footnotes: bool = True) -> Iterator[Printed]:
    for inline in inlines:
        match inline:
            case Text() | Reference() | Citation():
                yield Printed(inline.text, section)
            case Field():
                yield Printed(inline.text, section, " ".join(inline.paths))
            case Gap():
                yield Printed(inline.text, section, inline.path)
            case Styled() | Link():
                yield from _inlines(inline.children, section, footnotes=footnotes)
            case Footnote() if footnotes:
                yield from _inlines(inline.children, section)
            case _:
                pass
