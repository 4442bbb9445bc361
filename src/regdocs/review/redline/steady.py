"""What stays at its place: sections, tables and figures whose numbers other text may go on counting and referring to.

Word and LibreOffice compute caption numbers and references anew from what stands in the file. What deleted text holds is
written as text, so that only the new revision is counted; and what moved, or stands there twice, isn't computed at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from regdocs.document.block import Block, Box, Figure, ItemList, Landscape, Table
from regdocs.document.document import Section
from regdocs.formats.docx.contents import sequence
from regdocs.formats.docx.places import Places
from regdocs.review.change import BlockPair, DocumentComparison, ItemPair, Op, SectionPair, Status

_Captioned = Table | Figure


@dataclass
class Steady:
    """What stands at one place in both revisions: sections by their ids if their titles are the same, tables, figures."""

    sections: set[str] = field(default_factory=set)
    captioned: list[tuple[_Captioned, _Captioned]] = field(default_factory=list)

    def restarts(self, new: Places) -> frozenset[int]:
        """The ids of the blocks of both sides whose caption has to say its number, so that the old count is right too.

        These are the captions with one number on both sides that doesn't follow from the last such caption.
        """
        partners = {id(after): before for before, after in self.captioned if before.number == after.number}
        found: set[int] = set()
        counts: dict[str, int] = {}
        for caption in (*new.tables, *new.figures):
            old = partners.get(id(caption.block))
            if old is not None and caption.ordinal is not None:
                name = sequence(caption)
                if caption.ordinal != counts.get(name, 0) + 1:
                    found |= {id(caption.block), id(old)}
                counts[name] = caption.ordinal
        return frozenset(found)

    def unsteady(self, old: Places, new: Places) -> frozenset[str]:
        """The bookmarks that both sides have, but not with the same number or title at the same place.

        A file can hold a bookmark at one place only; and what is deleted in it counts for a reference that is computed.
        """
        labels = {
            after.label
            for before, after in self.captioned
            if (before.label, before.number) == (after.label, after.number)
        }
        moved = [new.labels[label] for label in new.labels if label in old.labels and label not in labels]
        moved += [new.sections[each] for each in new.sections if each in old.sections and each not in self.sections]
        return frozenset(place.bookmark for place in moved)


def steady(comparison: DocumentComparison) -> Steady:
    """What stays at its place in both revisions."""
    found = Steady()
    found.captioned += _blocks(comparison.cover)
    for section in comparison.sections:
        _section(section, found)
    return found


def _section(pair: SectionPair, found: Steady) -> None:
    if pair.old is None or pair.new is None:
        return
    found.captioned += _blocks(pair.blocks) if pair.blocks else _both(pair.old.blocks, pair.new.blocks)
    if pair.old.id == pair.new.id and all(span.op is Op.EQUAL for span in pair.heading):
        found.sections.add(pair.new.id)
    for child in pair.sections or _children(pair.old, pair.new):
        _section(child, found)


def _children(old: Section, new: Section) -> Iterator[SectionPair]:
    return (SectionPair(b.id, a, b, Status.EQUAL) for a, b in zip(old.sections, new.sections, strict=False))


def _blocks(pairs: Iterable[BlockPair]) -> Iterator[tuple[_Captioned, _Captioned]]:
    for pair in pairs:
        if pair.old is None or pair.new is None:
            continue
        if pair.status is Status.EQUAL:
            yield from _both((pair.old,), (pair.new,))
        elif isinstance(pair.old, Table | Figure) and isinstance(pair.new, Table | Figure):
            if type(pair.old) is type(pair.new):
                yield pair.old, pair.new
        else:
            yield from _blocks(pair.blocks)
            for item in pair.items:
                yield from _item(item)


def _item(pair: ItemPair) -> Iterator[tuple[_Captioned, _Captioned]]:
    if pair.old is not None and pair.new is not None:
        yield from _blocks(pair.blocks) if pair.blocks else _both(pair.old.blocks, pair.new.blocks)


def _both(old: Iterable[Block], new: Iterable[Block]) -> Iterator[tuple[_Captioned, _Captioned]]:
    """The tables and figures of blocks that are the same."""
    return zip(_captioned(old), _captioned(new), strict=False)


def _captioned(blocks: Iterable[Block]) -> Iterator[_Captioned]:
    for block in blocks:
        match block:
            case Table() | Figure():
                yield block
            case Box() | Landscape():
                yield from _captioned(block.blocks)
            case ItemList():
                for item in block.items:
                    yield from _captioned(item.blocks)
