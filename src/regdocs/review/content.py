"""What a part of a document says, whatever it looks like and however it is numbered: the key by which parts are matched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatch

from regdocs.compose.paging import counts_pages
from regdocs.document.block import (
    Block,
    Box,
    Cell,
    Contents,
    Figure,
    Item,
    ItemList,
    Landscape,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from regdocs.document.document import Section
from regdocs.document.inline import Break, Citation, Field, Footnote, Gap, Inline, Link, Reference, Styled, Text
from regdocs.document.lineage import inlines_of
from regdocs.review.align import Member
from regdocs.review.words import vocabulary

_CELL, _ROW, _BLOCK = "\x1f", "\x1e", "\x1d"


def said(inlines: Iterable[Inline]) -> str:
    """The text of a line; a reference or a page is what it refers to, since its number may be counted anew."""
    return "".join(_said(inline) for inline in inlines)


def _said(inline: Inline) -> str:
    match inline:
        case Field() if counts_pages(inline):
            return f"[{inline.format}]"
        case Text() | Field() | Gap():
            return inline.text
        case Styled() | Link():
            return said(inline.children)
        case Reference():
            return f"[{inline.target}]"
        case Citation():
            return f"[{','.join(inline.keys)}]"
        case Footnote():
            return f"[^{said(inline.children)}]"
        case Break():
            return "\n"


@singledispatch
def content(part: object) -> str:
    """What a block, an item, a row, a cell or a section says."""
    raise TypeError(type(part))


@content.register
def _(part: Paragraph) -> str:
    return said(part.children)


@content.register
def _(part: Cell) -> str:
    return said(part.children)


@content.register
def _(part: Row) -> str:
    return _CELL.join(said(cell.children) for cell in part.cells)


@content.register
def _(part: Table) -> str:
    return _ROW.join((said(part.caption), *map(content, part.rows)))


@content.register
def _(part: ItemList) -> str:
    return _ROW.join(map(content, part.items))


@content.register(Item)
@content.register(Box)
@content.register(Landscape)
def _(part: Item | Box | Landscape) -> str:
    return contents(part.blocks)


@content.register
def _(part: Figure) -> str:
    return _CELL.join((part.resource, part.alt, said(part.caption)))


@content.register
def _(part: PageBreak) -> str:
    return ""


@content.register
def _(part: Contents) -> str:
    return part.kind.value


@content.register
def _(part: Section) -> str:
    return _BLOCK.join((part.title.ko, contents(part.blocks), *map(content, part.sections)))


def contents(blocks: Iterable[Block]) -> str:
    """What several blocks say."""
    return _BLOCK.join(map(content, blocks))


def member(block: Block) -> Member:
    """A block as it is matched: tables and figures also by their label."""
    key = content(block)
    name = block.label or None if isinstance(block, Table | Figure) else None
    return Member(key, vocabulary(key), type(block).__name__, name)


def item_member(item: Item) -> Member:
    """An item of a list as it is matched: also by the list item of the metadata that it prints."""
    key = content(item)
    name = named(inlines_of(item.blocks))
    return Member(key, vocabulary(key), "item", name, is_id(name))


def named(inlines: Iterable[Inline]) -> str | None:
    """The list item of the metadata that the first value names: `product.tests[viability]`; None where it names none."""
    for path in paths(inlines):
        end = path.rfind("]")
        return path[: end + 1] or None
    return None


def is_id(name: str | None) -> bool:
    """Whether the name of a list item holds its id: an item without one is named by its place, which may change."""
    return name is not None and not name.rpartition("[")[2].rstrip("]").isdigit()


def paths(inlines: Iterable[Inline]) -> Iterator[str]:
    """The field paths of all values in reading order; not that of the study as a whole."""
    for inline in inlines:
        if isinstance(inline, Field):
            yield from filter(None, inline.paths)
        elif isinstance(inline, Gap):
            yield inline.path
        elif isinstance(inline, Styled | Link | Footnote):
            yield from paths(inline.children)


def shown(block: Block) -> Iterator[str]:
    """The resources of the pictures in a block."""
    match block:
        case Figure():
            yield block.resource
        case Box() | Landscape():
            for each in block.blocks:
                yield from shown(each)
        case ItemList():
            for item in block.items:
                for each in item.blocks:
                    yield from shown(each)
