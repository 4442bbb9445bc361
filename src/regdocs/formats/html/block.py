"""Blocks as HTML: paragraphs, lists, tables, figures, boxes, landscape pages and generated contents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape

from regdocs.document.block import (
    Block,
    Box,
    Contents,
    Figure,
    Item,
    ItemList,
    Landscape,
    ListKind,
    Marker,
    PageBreak,
    Paragraph,
    Table,
)
from regdocs.document.document import Document, Section
from regdocs.document.inline import Style, holds
from regdocs.formats.html.inline import UNTRANSLATED, Pen, inlines
from regdocs.formats.html.table import anchor, caption, table
from regdocs.formats.html.text import heading, plain
from regdocs.formats.widths import TURNED
from regdocs.language import Bilingual

ROLE = re.compile(r"[a-z][a-z0-9-]*")
CONTENTS_TITLES = {
    ListKind.SECTIONS: Bilingual("목차", "Contents"),
    ListKind.TABLES: Bilingual("표 목차", "List of Tables"),
    ListKind.FIGURES: Bilingual("그림 목차", "List of Figures"),
}


def blocks(content: Iterable[Block], document: Document, pen: Pen) -> str:
    """The markup of `content`; `document` is what generated contents are gathered from."""
    return "\n".join(_block(block, document, pen) for block in content)


def displays(document: Document) -> Iterator[tuple[Table | Figure, str]]:
    """The tables and figures of `document` in reading order, each with the id of its section ("" before the first)."""
    yield from ((block, "") for block in _displays((*document.cover, *document.contents)))
    for section in document.walk():
        yield from ((block, section.id) for block in _displays(section.blocks))


def classes(*names: str) -> str:
    """A class attribute of the names that are safe as such, or nothing."""
    safe = " ".join(name for name in names if ROLE.fullmatch(name))
    return f' class="{safe}"' if safe else ""


def _block(block: Block, document: Document, pen: Pen) -> str:
    match block:
        case Paragraph():
            return f"<p{classes(block.role)}{pen.part(block)}>{inlines(block.children, pen)}</p>"
        case ItemList():
            return _list(block, document, pen)
        case Table():
            return table(block, document, pen)
        case Figure():
            return _figure(block, pen)
        case Box():
            element = "blockquote" if block.role == "quote" else "div"
            return f"<{element}{classes('box', block.role)}>{blocks(block.blocks, document, pen)}</{element}>"
        case Landscape():
            return f'<div class="landscape">{blocks(block.blocks, document, replace(pen, line=TURNED))}</div>'
        case PageBreak():
            return '<div class="page-break"></div>'
        case Contents():
            return _contents(block, document, pen)


def _list(block: ItemList, document: Document, pen: Pen) -> str:
    items = "".join(_item(item, document, pen) for item in block.items)
    if block.marker is Marker.BULLET:
        return f"<ul>{items}</ul>"
    marker = "marker-" + block.marker.name.lower().replace("_", "-")
    # The attribute serves browsers, the counter the page layout, which doesn't know the attribute.
    start = f' start="{block.start}" style="counter-reset: list-item {block.start - 1}"' if block.start != 1 else ""
    return f"<ol{classes(marker)}{start}>{items}</ol>"


def _item(item: Item, document: Document, pen: Pen) -> str:
    match item.blocks:
        case (Paragraph(role="") as paragraph,):
            return f"<li{pen.part(paragraph)}>{inlines(paragraph.children, pen)}</li>"
    content = blocks(item.blocks, document, pen)
    # PDF wants an item's blocks in a body of their own; of the HTML elements only `dd` is tagged as one.
    return f"<li><dd>{content}</dd></li>" if pen.paged else f"<li>{content}</li>"


def _figure(figure: Figure, pen: Pen) -> str:
    address = escape(pen.address(figure.resource))
    picture = f'<img src="{address}" alt="{escape(figure.alt)}" style="width:{figure.width * 100:.2f}%"/>'
    sources = f' data-path="{escape(" ".join(figure.sources))}"' if figure.sources else ""
    return f"<figure{anchor(figure.label)}{pen.part(figure)}{sources}>{picture}{caption('figcaption', figure, pen)}</figure>"


def _contents(contents: Contents, document: Document, pen: Pen) -> str:
    entries = (
        _section_entries(document.sections, document, contents.depth, 1)
        if contents.kind is ListKind.SECTIONS
        else _captioned_entries(contents.kind, document)
    )
    items = "".join(
        f'<li class="depth-{depth}"><a href="#{escape(target)}">{_shaded(text, foreign)}</a></li>'
        for target, text, depth, foreign in entries
    )
    if not items:
        return ""
    title = CONTENTS_TITLES[contents.kind].text(document.language)
    return f'<nav class="contents"><p class="contents-title">{title}</p><ul>{items}</ul></nav>'


def _section_entries(
    sections: Iterable[Section], document: Document, deepest: int, depth: int
) -> Iterator[tuple[str, str, int, bool]]:
    for section in sections:
        if text := heading(section, document):
            yield section.id, text, depth, holds(section.heading, Style.UNTRANSLATED)
        if depth < deepest:
            yield from _section_entries(section.sections, document, deepest, depth + 1)


def _captioned_entries(kind: ListKind, document: Document) -> Iterator[tuple[str, str, int, bool]]:
    wanted = Table if kind is ListKind.TABLES else Figure
    for block, _ in displays(document):
        if isinstance(block, wanted) and block.label and (block.number or block.caption):
            text = f"{block.number} {plain(block.caption)}".strip()
            yield block.label, text, 1, holds(block.caption, Style.UNTRANSLATED)


def _shaded(text: str, foreign: bool) -> str:
    """An entry of a list; in an English copy Korean is shaded here as in its place."""
    return f"{UNTRANSLATED}{escape(text)}</span>" if foreign else escape(text)


def _displays(content: Iterable[Block]) -> Iterator[Table | Figure]:
    for block in content:
        match block:
            case Table() | Figure():
                yield block
            case Box() | Landscape():
                yield from _displays(block.blocks)
            case ItemList():
                for item in block.items:
                    yield from _displays(item.blocks)
            case _:
                pass
