"""Both texts back from a comparison: what holds that the merged tree neither loses nor invents anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from msgspec.structs import replace

from regdocs.document.block import Block, Box, Cell, Figure, Item, ItemList, Landscape, Paragraph, Row, Table
from regdocs.document.document import Document, Section
from regdocs.document.inline import Inline
from regdocs.review.change import (
    BlockPair,
    CellPair,
    DocumentComparison,
    ItemPair,
    RowPair,
    SectionPair,
    Span,
    Which,
)
from regdocs.review.line import join

T = TypeVar("T")


def rebuild(comparison: DocumentComparison, side: Which) -> Document | None:
    """The document of one side, made of the smallest pieces of the merged tree, in normal form (see `normal`)."""
    whole = comparison.old if side is Which.OLD else comparison.new
    if whole is None or comparison.old is None or comparison.new is None:
        return normal(whole) if whole is not None else None
    head = {each.part.value: each.old if side is Which.OLD else each.new for each in comparison.head}
    head.pop("title", None)
    return replace(
        whole,
        **head,
        cover=_blocks(comparison.cover, side),
        contents=_blocks(comparison.contents, side),
        sections=_sections(comparison.sections, side),
    )


def normal(document: Document) -> Document:
    """A document whose lines are in normal form: pieces of one text or value joined, what is empty left out."""
    return replace(
        document,
        cover=_normal_blocks(document.cover),
        contents=_normal_blocks(document.contents),
        sections=tuple(map(_normal_section, document.sections)),
    )


def side_of(spans: Iterable[Span], side: Which) -> tuple[Inline, ...]:
    """The line of one side that some spans make."""
    return join(inline for span in spans for inline in (span.old if side is Which.OLD else span.new))


def _of(side: Which, old: T | None, new: T | None) -> T | None:
    return old if side is Which.OLD else new


def _sections(pairs: Iterable[SectionPair], side: Which) -> tuple[Section, ...]:
    found = []
    for pair in pairs:
        whole = _of(side, pair.old, pair.new)
        if whole is None:
            continue
        if pair.old is None or pair.new is None:
            found.append(_normal_section(whole))
            continue
        heading = side_of(pair.heading, side) if pair.heading and whole.heading else join(whole.heading)
        found.append(
            replace(whole, heading=heading, blocks=_blocks(pair.blocks, side), sections=_sections(pair.sections, side))
        )
    return tuple(found)


def _blocks(pairs: Iterable[BlockPair], side: Which) -> tuple[Block, ...]:
    found = []
    for pair in pairs:
        whole: Block | None = pair.old if side is Which.OLD else pair.new
        if whole is not None:
            found.append(_block(pair, whole, side))
    return tuple(found)


def _block(pair: BlockPair, whole: Block, side: Which) -> Block:
    match whole:
        case Paragraph() if pair.spans:
            return replace(whole, children=side_of(pair.spans, side))
        case ItemList() if pair.items:
            return replace(whole, items=_parts(pair.items, side, _item))
        case Table() if pair.rows:
            caption = side_of(pair.spans, side) if pair.spans else join(whole.caption)
            return replace(whole, caption=caption, rows=_parts(pair.rows, side, _row))
        case Figure() if pair.spans:
            return replace(whole, caption=side_of(pair.spans, side))
        case Box() | Landscape() if pair.blocks:
            return replace(whole, blocks=_blocks(pair.blocks, side))
    return _normal_block(whole)


P = TypeVar("P", ItemPair, RowPair, CellPair)


def _parts(pairs: Iterable[P], side: Which, make: Callable[[P, Which], T | None]) -> tuple[T, ...]:
    made = (make(pair, side) for pair in pairs)
    return tuple(each for each in made if each is not None)


def _item(pair: ItemPair, side: Which) -> Item | None:
    whole = _of(side, pair.old, pair.new)
    if whole is None:
        return None
    inside = pair.blocks and pair.old is not None and pair.new is not None
    return Item(_blocks(pair.blocks, side)) if inside else _normal_item(whole)


def _row(pair: RowPair, side: Which) -> Row | None:
    whole = _of(side, pair.old, pair.new)
    if whole is None:
        return None
    inside = pair.cells and pair.old is not None and pair.new is not None
    return Row(_parts(pair.cells, side, _cell)) if inside else _normal_row(whole)


def _cell(pair: CellPair, side: Which) -> Cell | None:
    whole = _of(side, pair.old, pair.new)
    if whole is None:
        return None
    return replace(whole, children=side_of(pair.spans, side) if pair.spans else join(whole.children))


def _normal_section(section: Section) -> Section:
    return replace(
        section,
        heading=join(section.heading),
        blocks=_normal_blocks(section.blocks),
        sections=tuple(map(_normal_section, section.sections)),
    )


def _normal_blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(map(_normal_block, blocks))


def _normal_block(block: Block) -> Block:
    match block:
        case Paragraph():
            return replace(block, children=join(block.children))
        case ItemList():
            return replace(block, items=tuple(map(_normal_item, block.items)))
        case Table():
            return replace(block, caption=join(block.caption), rows=tuple(map(_normal_row, block.rows)))
        case Figure():
            return replace(block, caption=join(block.caption))
        case Box() | Landscape():
            return replace(block, blocks=_normal_blocks(block.blocks))
    return block


def _normal_item(item: Item) -> Item:
    return Item(_normal_blocks(item.blocks))


def _normal_row(row: Row) -> Row:
    return Row(tuple(replace(cell, children=join(cell.children)) for cell in row.cells))
