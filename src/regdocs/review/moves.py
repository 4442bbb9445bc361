"""Blocks that moved to another place of the document: found among what looks deleted here and inserted there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from regdocs.review.align import ALIKE_ELSEWHERE, Member, moved
from regdocs.review.blocks import pair_blocks
from regdocs.review.change import BlockPair, SectionPair, Status
from regdocs.review.content import member
from regdocs.review.pairing import Context

_SHORTEST = 4
"""So many words a block has to have: shorter ones come about anew as easily as they move."""


def with_moves(
    cover: tuple[BlockPair, ...], sections: tuple[SectionPair, ...], context: Context
) -> tuple[tuple[BlockPair, ...], tuple[SectionPair, ...]]:
    """The same trees with each block that is gone in one place and new in another marked as moved."""
    pairs = [*_one_sided(cover), *(each for section in sections for each in _in_section(section))]
    old = [(pair, found) for pair in pairs if pair.status is Status.DELETED and (found := _member(pair)) is not None]
    new = [(pair, found) for pair in pairs if pair.status is Status.INSERTED and (found := _member(pair)) is not None]
    matched = moved(
        [found for _, found in old], [found for _, found in new], range(len(old)), range(len(new)), ALIKE_ELSEWHERE
    )
    marks: dict[int, BlockPair] = {}
    for i, j in matched:
        gone, come, name = old[i][0], new[j][0], context.next()
        within = pair_blocks(gone.old, come.new, context)
        marks[id(gone)] = replace(gone, status=Status.MOVED, move=name)
        changed = within if within.status is not Status.EQUAL else None
        marks[id(come)] = replace(come, status=Status.MOVED, move=name, within=changed)
    if not marks:
        return cover, sections
    return _marked(cover, marks), tuple(_marked_section(section, marks) for section in sections)


def _member(pair: BlockPair) -> Member | None:
    block = pair.old or pair.new
    found = member(block) if block is not None else None
    return found if found is not None and len(found.words) >= _SHORTEST else None


def _in_section(section: SectionPair) -> Iterator[BlockPair]:
    yield from _one_sided(section.blocks)
    for child in section.sections:
        yield from _in_section(child)


def _one_sided(pairs: Sequence[BlockPair]) -> Iterator[BlockPair]:
    for pair in pairs:
        if pair.status in (Status.INSERTED, Status.DELETED):
            yield pair
        yield from _one_sided(pair.blocks)


def _marked(pairs: Sequence[BlockPair], marks: dict[int, BlockPair]) -> tuple[BlockPair, ...]:
    return tuple(
        marks.get(id(pair)) or (replace(pair, blocks=_marked(pair.blocks, marks)) if pair.blocks else pair)
        for pair in pairs
    )


def _marked_section(section: SectionPair, marks: dict[int, BlockPair]) -> SectionPair:
    sections = tuple(_marked_section(child, marks) for child in section.sections)
    return replace(section, blocks=_marked(section.blocks, marks), sections=sections)
