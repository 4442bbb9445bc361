"""Short tables, most of them for signatures, and small notes: no page should begin with one."""

from __future__ import annotations

from collections.abc import Sequence

from regdocs.document.block import Block, PageBreak, Paragraph, Table
from regdocs.document.document import Section
from regdocs.formats.html.text import plain

_MOST_ROWS = 5
_LONGEST_CELL = 60
"""In characters; more would fill several lines."""


def is_closing(block: Block) -> bool:
    """Whether the block is a table so short that, as a form or at its section's end, it stays with what is before it."""
    return (
        isinstance(block, Table)
        and len(block.rows) <= _MOST_ROWS
        and all(len(plain(cell.children)) <= _LONGEST_CELL for row in block.rows for cell in row.cells)
    )


def kept_with_next(blocks: Sequence[Block]) -> set[int]:
    """The indices of the blocks that stay with the next: before such a form, or any such table at the end, and a note.

    A page break may follow the last table.
    """
    last = len(blocks) - 1
    while last > 0 and isinstance(blocks[last], PageBreak):
        last -= 1
    return {index - 1 for index, block in enumerate(blocks) if _stays(block, index == last)}


def _stays(block: Block, last: bool) -> bool:
    """Whether the block is no beginning of a page; `last`, at the end of its section."""
    if isinstance(block, Paragraph):
        return block.role == "small"
    return isinstance(block, Table) and (block.form or last) and is_closing(block)


def closes_what_precedes(section: Section) -> bool:
    """Whether the section is nothing but such a table under its heading: it stays with the section before it."""
    blocks = [block for block in section.blocks if not isinstance(block, PageBreak)]
    return not (section.sections or section.page_break) and len(blocks) == 1 and is_closing(blocks[0])
