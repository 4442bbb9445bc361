"""The parts of a document in reading order: what has a place of its own on a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from regdocs.document.block import Block, Box, Cell, Figure, Item, ItemList, Landscape, Paragraph, Row, Table
from regdocs.document.document import Document, Section

Part: TypeAlias = Section | Block | Item | Row | Cell


def parts(document: Document) -> Iterator[Part]:
    """Cover, then the sections, each whole before what it holds: headings, paragraphs, tables, rows, cells, figures."""
    yield from _in_blocks(document.cover)
    for section in document.walk():
        yield section
        yield from _in_blocks(section.blocks)


def _in_blocks(blocks: Iterable[Block]) -> Iterator[Part]:
    for block in blocks:
        match block:
            case Paragraph() | Figure():
                yield block
            case Table():
                yield block
                for row in block.rows:
                    yield row
                    yield from row.cells
            case ItemList():
                yield block
                for item in block.items:
                    yield item
                    yield from _in_blocks(item.blocks)
            case Box() | Landscape():
                yield block
                yield from _in_blocks(block.blocks)
