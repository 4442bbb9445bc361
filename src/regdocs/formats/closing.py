"""Short tables that end a section, most of them for signatures: no page should hold one alone."""

from __future__ import annotations

from regdocs.document.block import Block, Table
from regdocs.document.document import Section
from regdocs.formats.html.text import plain

_MOST_ROWS = 5
_LONGEST_CELL = 60
"""In characters; more would fill several lines."""


def is_closing(block: Block) -> bool:
    """Whether the block, where it ends its section, stays on the page of what is before it."""
    return (
        isinstance(block, Table)
        and len(block.rows) <= _MOST_ROWS
        and all(len(plain(cell.children)) <= _LONGEST_CELL for row in block.rows for cell in row.cells)
    )


def closes_what_precedes(section: Section) -> bool:
    """Whether the section is nothing but such a table under its heading: it stays with the section before it."""
    return not (section.sections or section.page_break) and len(section.blocks) == 1 and is_closing(section.blocks[0])
