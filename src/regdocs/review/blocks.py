"""Blocks compared: which of them belong together, and what changed inside."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from regdocs.document.block import Block, Box, Contents, Figure, Item, ItemList, Landscape, Paragraph, Table
from regdocs.review.align import align, merged, order
from regdocs.review.change import BlockPair, ItemPair, Status
from regdocs.review.content import item_member, member
from regdocs.review.pairing import Context, MovedPlaces, combined, text_status
from regdocs.review.tables import compare_tables
from regdocs.review.words import spans


def compare_blocks(old: Sequence[Block], new: Sequence[Block], context: Context) -> tuple[BlockPair, ...]:
    """The blocks of both sides in one order."""
    if context.same(old, new):
        return tuple(BlockPair(block, block, Status.EQUAL) for block in new)
    old_members, new_members = [member(block) for block in old], [member(block) for block in new]
    pairs = align(old_members, new_members)
    return tuple(
        pair_blocks(old[i] if i is not None else None, new[j] if j is not None else None, context)
        for i, j in merged(pairs, len(old), len(new))
    )


def pair_blocks(old: Block | None, new: Block | None, context: Context) -> BlockPair:
    """Two blocks of one type, or a block that only one side has."""
    if old is None or new is None:
        return BlockPair(old, new, Status.INSERTED if old is None else Status.DELETED)
    if context.same((old,), (new,)):
        return BlockPair(old, new, Status.EQUAL)
    match old, new:
        case Paragraph(), Paragraph():
            found = spans(old.children, new.children)
            return _finished(BlockPair(old, new, Status.EQUAL, found), text_status(found), old.role == new.role)
        case ItemList(), ItemList():
            items = compare_items(old, new, context)
            inside = combined(item.status for item in items)
            if inside is Status.EQUAL and old.start != new.start:
                inside = Status.RENUMBERED
            return _finished(BlockPair(old, new, Status.EQUAL, items=items), inside, old.marker == new.marker)
        case Table(), Table():
            return compare_tables(old, new, context)
        case Figure(), Figure():
            return _figures(old, new, context)
        case (Box(blocks=before), Box(blocks=after)) | (Landscape(blocks=before), Landscape(blocks=after)):
            blocks = compare_blocks(before, after, context)
            inside = combined(block.status for block in blocks)
            same_look = getattr(old, "role", "") == getattr(new, "role", "")
            return _finished(BlockPair(old, new, Status.EQUAL, blocks=blocks), inside, same_look)
        case Contents(), Contents():
            return BlockPair(old, new, Status.FORMATTED)
        case _:
            return BlockPair(old, new, Status.EQUAL)


def _figures(old: Figure, new: Figure, context: Context) -> BlockPair:
    found = spans(old.caption, new.caption)
    inside = text_status(found)
    if (old.resource, old.alt) != (new.resource, new.alt) or new.resource in context.redrawn:
        inside = Status.CHANGED
    elif inside is Status.EQUAL and old.number != new.number:
        inside = Status.RENUMBERED
    return _finished(BlockPair(old, new, Status.EQUAL, found), inside, old.width == new.width)


def _finished(pair: BlockPair, inside: Status, same_look: bool) -> BlockPair:
    """The pair with its status; nothing inside where nothing differs that anybody sees."""
    status = Status.FORMATTED if not same_look and inside in (Status.EQUAL, Status.RENUMBERED) else inside
    if status is Status.EQUAL:
        return BlockPair(pair.old, pair.new, Status.EQUAL)
    return replace(pair, status=status)


def compare_items(old: ItemList, new: ItemList, context: Context) -> tuple[ItemPair, ...]:
    """The items of both lists in one order; an item that stands elsewhere now has moved."""
    found = []
    names: MovedPlaces = {}
    for slot in order([item_member(item) for item in old.items], [item_member(item) for item in new.items]):
        before = old.items[slot.old] if slot.old is not None else None
        after = new.items[slot.new] if slot.new is not None else None
        if slot.partner is None:
            found.append(_pair_items(before, after, context))
        elif slot.old is not None:
            found.append(ItemPair(before, None, Status.MOVED, move=context.of(names, slot)))
        else:
            blocks = _pair_items(old.items[slot.partner], after, context).blocks
            found.append(ItemPair(None, after, Status.MOVED, blocks, context.of(names, slot)))
    return tuple(found)


def _pair_items(old: Item | None, new: Item | None, context: Context) -> ItemPair:
    if old is None or new is None:
        return ItemPair(old, new, Status.INSERTED if old is None else Status.DELETED)
    blocks = compare_blocks(old.blocks, new.blocks, context)
    status = combined(block.status for block in blocks)
    return ItemPair(old, new, status, () if status is Status.EQUAL else blocks)
