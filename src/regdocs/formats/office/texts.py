"""The texts of a document as a file prints them: titles, captions, addresses, and all blocks wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlsplit

from regdocs.document.block import Block, Box, ItemList, Landscape, ListKind
from regdocs.document.document import Document, Section
from regdocs.document.inline import Break, Footnote, Inline, Link, Styled
from regdocs.language import Bilingual

TITLES = {
    ListKind.SECTIONS: Bilingual("목차", "Contents"),
    ListKind.TABLES: Bilingual("표 목차", "List of tables"),
    ListKind.FIGURES: Bilingual("그림 목차", "List of figures"),
}
_SCHEMES = ("https:", "http:", "mailto:")


def plain(children: Iterable[Inline]) -> str:
    """The text of inlines without footnotes and looks; a line break is a space."""
    return "".join(_plain(child) for child in children)


def _plain(child: Inline) -> str:
    if isinstance(child, Styled | Link):
        return plain(child.children)
    if isinstance(child, Break):
        return " "
    return "" if isinstance(child, Footnote) else child.text.replace("\n", " ")


def heading_text(section: Section, document: Document) -> str:
    """The section's title as printed, without its number."""
    return plain(section.heading) if section.heading else section.title.text(document.language)


def address_of(target: str) -> str:
    """The target as an address that Word accepts, "" where it is none: one that is malformed spoils the whole file."""
    if not target.lower().startswith(_SCHEMES):
        return ""
    try:
        urlsplit(target)
    except ValueError:
        return ""
    return quote(target, safe=":/?#[]@!$&'()*+,;=%~")


def bracketed(text: str) -> str:
    """A gap's text in brackets, so that it shows without colour too."""
    return text if text.startswith("[") and text.endswith("]") else f"[{text}]"


def blocks_of(document: Document) -> Iterator[Block]:
    yield from _inside(document.cover)
    yield from _inside(document.contents)
    for section in document.walk():
        yield from _inside(section.blocks)


def _inside(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Box | Landscape):
            yield from _inside(block.blocks)
        elif isinstance(block, ItemList):
            for item in block.items:
                yield from _inside(item.blocks)
