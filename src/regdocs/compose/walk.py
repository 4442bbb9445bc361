"""A walk through a document tree that rebuilds it: what numbering and abbreviations have in common."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from regdocs.document.block import Block, Box, Cell, Figure, Item, ItemList, Landscape, Paragraph, Row, Table
from regdocs.document.document import Section
from regdocs.document.inline import Footnote, Inline, Link, Styled, Text


class Walk:
    """Rebuilds a tree block by block and inline by inline, in reading order; subclasses change what they are about.

    `current` is the id of the section at work. What a walk doesn't change stays the same object.
    """

    still: frozenset[type[Inline]] = frozenset({Text})
    """The kinds of inlines that are never changed: a line of nothing else isn't looked into."""

    def __init__(self) -> None:
        self.current = ""

    def section(self, section: Section) -> Section:
        self.current = section.id
        heading, blocks = self.inlines(section.heading), self.blocks(section.blocks)
        return msgspec.structs.replace(
            section, heading=heading, blocks=blocks, sections=tuple(self.section(child) for child in section.sections)
        )

    def blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        return tuple(result for block in blocks for result in self.block(block))

    def block(self, block: Block) -> Iterable[Block]:
        match block:
            case Paragraph():
                children = self.inlines(block.children)
                return (block if children is block.children else Paragraph(children, block.role),)
            case ItemList():
                return (
                    msgspec.structs.replace(block, items=tuple(Item(self.blocks(item.blocks)) for item in block.items)),
                )
            case Table():
                caption = self.inlines(block.caption)
                rows = tuple(map(self.row, block.rows))
                return (msgspec.structs.replace(block, caption=caption, rows=rows),)
            case Figure():
                return (msgspec.structs.replace(block, caption=self.inlines(block.caption)),)
            case Box():
                return (Box(block.role, self.blocks(block.blocks)),)
            case Landscape():
                return (Landscape(self.blocks(block.blocks)),)
        return (block,)

    def row(self, row: Row) -> Row:
        cells = tuple(map(self.cell, row.cells))
        return row if cells == row.cells else Row(cells)

    def cell(self, cell: Cell) -> Cell:
        children = self.inlines(cell.children)
        return cell if children is cell.children else msgspec.structs.replace(cell, children=children)

    def inlines(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        if self.still.issuperset(map(type, inlines)):
            return inlines
        return tuple(self.inline(inline) for inline in inlines)

    def inline(self, inline: Inline) -> Inline:
        if isinstance(inline, Styled):
            return Styled(inline.style, self.inlines(inline.children))
        if isinstance(inline, Link):
            return Link(inline.target, self.inlines(inline.children))
        if isinstance(inline, Footnote):
            return Footnote(self.inlines(inline.children), inline.number)
        return inline
