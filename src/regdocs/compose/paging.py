"""Pages of other papers: a mark that composition leaves, and the number that takes its place once they are laid out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeGuard

import msgspec

from regdocs.compose.enclosure import Paper
from regdocs.compose.lineage import Printed
from regdocs.compose.walk import Walk
from regdocs.document.document import Document
from regdocs.document.inline import Field, Inline
from regdocs.document.lineage import inlines_of

UNKNOWN = "–"
"""What is printed where nothing was laid out, or where the paper has no such section."""

_LENGTH, _PAGE = "pages-of:", "page-of:"


def length_of(document: str, instance: str | None) -> str:
    """The name under which a paper's number of pages is known."""
    return f"{_LENGTH}{document}" + (f"-{instance}" if instance else "")


def page_of(document: str, section: str) -> str:
    """The name under which the page is known that a section begins on."""
    return f"{_PAGE}{document}#{section.replace('_', '-')}"


def pages_mark(paper: Paper) -> Printed:
    """For templates: how many pages a paper of the filing has."""
    return Printed(UNKNOWN, (), None, length_of(paper.template.entry.id, paper.instance))


def page_mark(document: str, section: str) -> Printed:
    """For templates: the page of its paper that a section begins on; `section` may be the id of an entry of a legal list."""
    return Printed(UNKNOWN, (), None, page_of(document, section))


def counts_pages(inline: Inline) -> bool:
    """Whether an inline is a number of pages, or of a page, of some paper."""
    return isinstance(inline, Field) and inline.format.startswith((_LENGTH, _PAGE))


def counted(field: Field) -> tuple[str, str] | None:
    """The paper whose pages a field tells, by its id and its institution's, and the section ("" for its length)."""
    prefix = next((each for each in (_LENGTH, _PAGE) if field.format.startswith(each)), None)
    if prefix is None:
        return None
    paper, _, section = field.format.removeprefix(prefix).partition("#")
    return paper, section


def awaits(document: Document) -> bool:
    """Whether a document prints pages of others."""
    return any(True for _ in _marks(document))


def numbers_in(document: Document) -> dict[str, int]:
    """The pages of others that a document says, by their names."""
    return {mark.format: mark.raw for mark in _marks(document) if isinstance(mark.raw, int)}


def paged(document: Document, numbers: Mapping[str, int]) -> Document:
    """The document with these pages, by their names, in place of its marks and of what stood there before."""
    if not awaits(document):
        return document
    walk = _Paging(numbers)
    return msgspec.structs.replace(document, sections=tuple(map(walk.section, document.sections)))


def _marks(document: Document) -> Iterator[Field]:
    for section in document.walk():
        for inline in inlines_of(section.blocks):
            if _is_mark(inline):
                yield inline


def _is_mark(inline: Inline) -> TypeGuard[Field]:
    return isinstance(inline, Field) and inline.format.startswith((_LENGTH, _PAGE))


class _Paging(Walk):
    def __init__(self, numbers: Mapping[str, int]) -> None:
        super().__init__()
        self.numbers = numbers

    def inline(self, inline: Inline) -> Inline:
        if not _is_mark(inline):
            return super().inline(inline)
        number = self.numbers.get(inline.format)
        return Field(UNKNOWN if number is None else f"{number:,}", (), number, inline.format)
