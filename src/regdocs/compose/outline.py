"""The outline: headings nested into sections with ids and counted numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from regdocs.compose.inlines import plain
from regdocs.compose.tree import Heading, Piece
from regdocs.document.block import Block
from regdocs.document.document import Section
from regdocs.document.inline import Inline, Text
from regdocs.language import Bilingual


@dataclass(slots=True)
class _Draft:
    """A section while its blocks and subsections are still being gathered."""

    level: int
    heading: tuple[Inline, ...]
    id: str
    written: str = ""
    blocks: list[Block] = field(default_factory=list)
    children: list[_Draft] = field(default_factory=list)


def nest(pieces: Sequence[Piece], parent: str, source: str) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """The blocks before the first heading, and the headings as sections below section `parent`, not yet numbered."""
    root = _Draft(1, (), parent)
    stack = [root]
    for piece in pieces:
        if isinstance(piece, Heading):
            while len(stack) > 1 and stack[-1].level >= piece.level:
                stack.pop()
            name = piece.attributes.id or str(len(stack[-1].children) + 1)
            draft = _Draft(piece.level, piece.children, f"{stack[-1].id}.{name}", piece.written)
            stack[-1].children.append(draft)
            stack.append(draft)
        else:
            stack[-1].blocks.append(piece)
    return tuple(root.blocks), tuple(_section(child, source) for child in root.children)


def _section(draft: _Draft, source: str) -> Section:
    rich = any(not isinstance(inline, Text) for inline in draft.heading)
    text = plain(draft.heading)
    written = draft.written or text
    return Section(
        id=draft.id,
        title=Bilingual(written, text if text != written else None),
        blocks=tuple(draft.blocks),
        sections=tuple(_section(child, source) for child in draft.children),
        heading=draft.heading if rich else (),
        source=source,
    )
