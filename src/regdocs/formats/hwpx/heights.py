"""How high text comes out, as well as can be told without its font: Hangul lets cells grow, other programs don't."""

from __future__ import annotations

from collections.abc import Iterable

from regdocs.document.block import Block, Box, Figure, ItemList, Landscape, Paragraph, Table
from regdocs.formats.office.looks import Look
from regdocs.formats.office.texts import plain

_NARROW = 0.55
"""The width of what is no hangul, as a share of the type size."""
_INDENT = 2100


def lines_of(content: str, size: float, width: int) -> int:
    """How many lines the text takes in type of that size (points) and that width (HWPUNIT)."""
    wide = (len(content.encode()) - len(content)) // 2
    return 1 + int((wide + _NARROW * (len(content) - wide)) * size * 100 / max(width, 1))


def paragraph_height(look: Look, content: str, width: int) -> int:
    """The height of a paragraph with the space around it, in HWPUNIT."""
    return round(lines_of(content, look.size, width) * look.size * 100 * look.pitch + (look.before + look.after) * 100)


def height_of(blocks: Iterable[Block], look: Look, width: int) -> int:
    """The height of blocks whose paragraphs have that look, in HWPUNIT."""
    return sum(_height(block, look, width) for block in blocks)


def _height(block: Block, look: Look, width: int) -> int:
    match block:
        case Paragraph():
            return paragraph_height(look, plain(block.children), width)
        case ItemList():
            return sum(height_of(item.blocks, look, width - _INDENT) for item in block.items)
        case Box() | Landscape():
            return height_of(block.blocks, look, width)
        case Table():
            share = width // max(1, len(block.columns))
            rows = (
                max((lines_of(plain(cell.children), look.size, share) for cell in row.cells), default=1)
                for row in block.rows
            )
            return round(sum(rows) * look.size * 100 * look.pitch)
        case Figure():
            return round(width * block.width / 2)
        case _:
            return 0
