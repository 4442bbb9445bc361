"""Where a document prints which field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from regdocs.document.block import Block, Box, Figure, ItemList, Landscape, Paragraph, Table
from regdocs.document.document import Document
from regdocs.document.inline import Field, Footnote, Inline, Link, Styled


def fields(document: Document) -> list[tuple[str, str]]:
    """Each field path with the id of a section that prints it ('' for the cover), in reading order without repeats."""
    found = dict.fromkeys((path, "") for path in _in_blocks(document.cover))
    for section in document.walk():
        found |= dict.fromkeys((path, section.id) for path in _in_inlines(section.heading))
        found |= dict.fromkeys((path, section.id) for path in _in_blocks(section.blocks))
    return list(found)


def figures(document: Document) -> list[str]:
    """The resource keys of the figures that a document shows, in reading order without repeats."""
    blocks = [*document.cover, *document.contents, *(block for section in document.walk() for block in section.blocks)]
    return list(dict.fromkeys(figure.resource for figure in _figures(blocks)))


def _figures(blocks: Iterable[Block]) -> Iterator[Figure]:
    for block in blocks:
        match block:
            case Figure():
                yield block
            case Box() | Landscape():
                yield from _figures(block.blocks)
            case ItemList():
                for item in block.items:
                    yield from _figures(item.blocks)


def inlines_of(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Every inline of the blocks, outermost first, in reading order."""
    for block in blocks:
        match block:
            case Paragraph():
                yield from _walk(block.children)
            case ItemList():
                for item in block.items:
                    yield from inlines_of(item.blocks)
            case Table():
                yield from _walk(block.caption)
                for row in block.rows:
                    for cell in row.cells:
                        yield from _walk(cell.children)
            case Figure():
                yield from _walk(block.caption)
            case Box() | Landscape():
                yield from inlines_of(block.blocks)


def _walk(inlines: Iterable[Inline]) -> Iterator[Inline]:
    for inline in inlines:
        yield inline
        if isinstance(inline, Styled | Link | Footnote):
            yield from _walk(inline.children)


def _in_blocks(blocks: Sequence[Block]) -> Iterator[str]:
    yield from (path for inline in inlines_of(blocks) if isinstance(inline, Field) for path in inline.paths)
    yield from (path for figure in _figures(blocks) for path in figure.sources)


def _in_inlines(inlines: Iterable[Inline]) -> Iterator[str]:
    return (path for inline in _walk(inlines) if isinstance(inline, Field) for path in inline.paths)
