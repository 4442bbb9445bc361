"""Blocks as HTML, of one side and of two: each change gets an anchor where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from regdocs.document.block import (
    Block,
    Box,
    Cell,
    Contents,
    Figure,
    Item,
    ItemList,
    Landscape,
    Marker,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from regdocs.document.document import Section
from regdocs.language import Language
from regdocs.review.change import BlockPair, CellPair, ItemPair, RowPair, Status
from regdocs.review.page.text import inlines, spans

_ONE_SIDED = {Status.INSERTED: "ins", Status.DELETED: "del"}


@dataclass(slots=True)
class Anchors:
    """The changes whose place in the page is known, in the order in which they stand there."""

    names: dict[str, str]
    """The fragment of each change by its id."""
    found: list[str] = field(default_factory=list)

    def mark(self, change: str) -> str:
        """The attributes of the element that shows a change, the first time; "" where it shows none."""
        if change not in self.names or change in self.found:
            return ""
        self.found.append(change)
        return f' id="{self.names[change]}" tabindex="-1"'


def blocks(content: Iterable[Block]) -> str:
    """The blocks of one side."""
    return "".join(map(_block, content))


def sections(content: Iterable[Section], level: int, language: Language) -> str:
    """Sections of one side with all below them."""
    return "".join(
        f"{_title(section, level, language)}{blocks(section.blocks)}{sections(section.sections, level + 1, language)}"
        for section in content
    )


def pair(compared: BlockPair, anchors: Anchors) -> str:
    """A block of both sides: what only one side has is of the class `ins` or `del`, what moved `moved` too."""
    mark = anchors.mark(compared.change)
    if compared.status is Status.MOVED:
        return _moved(compared, mark, anchors)
    if compared.status in _ONE_SIDED:
        block = compared.new or compared.old
        return f'<div class="{_ONE_SIDED[compared.status]}"{mark}>{_block(block) if block else ""}</div>'
    if compared.status is Status.EQUAL:
        return _block(compared.new) if compared.new else ""
    return _changed(compared, mark, anchors)


def _moved(compared: BlockPair, mark: str, anchors: Anchors) -> str:
    if compared.new is None:
        return f'<div class="del moved"{mark}>{_block(compared.old) if compared.old else ""}</div>'
    inner = pair(compared.within, anchors) if compared.within else _block(compared.new)
    return f'<div class="ins moved"{mark}>{inner}</div>'


def _changed(compared: BlockPair, mark: str, anchors: Anchors) -> str:
    new, old = compared.new, compared.old
    match new:
        case Paragraph():
            line = spans(compared.spans) or inlines(new.children)
            return f'<p{mark} class="{_role(new.role)}">{line}</p>'
        case ItemList():
            items = "".join(_item_pair(item, anchors) for item in compared.items) or _items(new.items)
            return f"<div{mark}>{_list(new, items)}</div>"
        case Table():
            return _table_pair(compared, new, old if isinstance(old, Table) else new, mark, anchors)
        case Figure():
            return f"<figure{mark}>{_picture(new)}{_caption_pair(compared, new, old, 'figcaption')}</figure>"
        case Box() | Landscape():
            inner = "".join(pair(each, anchors) for each in compared.blocks) or blocks(new.blocks)
            return f'<div class="box"{mark}>{inner}</div>'
        case _:
            return f"<div{mark}>{_block(new) if new else ''}</div>"


def _table_pair(compared: BlockPair, new: Table, old: Table, mark: str, anchors: Anchors) -> str:
    caption = _caption_pair(compared, new, old, "caption")
    columns = "".join(anchors.mark(column.change) and f"<span{_last(anchors)}></span>" for column in compared.columns)
    pairs = compared.rows or [RowPair(None, row, Status.EQUAL) for row in new.rows]
    rows = "".join(_row_pair(row, index < new.head, anchors) for index, row in enumerate(pairs))
    return f"<div{mark}>{columns}<table>{caption}<tbody>{rows}</tbody></table></div>"


def _last(anchors: Anchors) -> str:
    return f' id="{anchors.names[anchors.found[-1]]}" tabindex="-1"'


def _row_pair(row: RowPair, head: bool, anchors: Anchors) -> str:
    mark = anchors.mark(row.change)
    one = row.new or row.old
    if row.status is Status.MOVED:
        side = "del" if row.new is None else "ins"
        cells = "".join(_cell_pair(cell, head, anchors) for cell in row.cells)
        return f'<tr class="{side} moved"{mark}>{cells or (_cells(one, head) if one else "")}</tr>'
    if row.status in _ONE_SIDED:
        return f'<tr class="{_ONE_SIDED[row.status]}"{mark}>{_cells(one, head) if one else ""}</tr>'
    if not row.cells:
        same = "" if head else ' class="same"'
        return f"<tr{same}{mark}>{_cells(one, head) if one else ''}</tr>"
    return f"<tr{mark}>{''.join(_cell_pair(cell, head, anchors) for cell in row.cells)}</tr>"


def _cell_pair(pair: CellPair, head: bool, anchors: Anchors) -> str:
    cell = pair.new or pair.old
    if cell is None:
        return ""
    kind = _ONE_SIDED.get(pair.status, "") if pair.old is None or pair.new is None else ""
    attributes = anchors.mark(pair.change) + (f' class="{kind}"' if kind else "")
    return _cell(cell, head, spans(pair.spans) if pair.spans else inlines(cell.children), attributes)


def _cell(cell: Cell, head: bool, content: str, attributes: str = "") -> str:
    element = "th" if head or cell.header else "td"
    spread = (f' colspan="{cell.colspan}"' if cell.colspan > 1 else "") + (
        f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    )
    return f"<{element}{spread}{attributes}>{content}</{element}>"


def _cells(row: Row, head: bool) -> str:
    return "".join(_cell(cell, head, inlines(cell.children)) for cell in row.cells)


def _caption_pair(compared: BlockPair, new: Table | Figure, old: Block | None, element: str) -> str:
    """The caption of both sides, with the number of each where counting changed it."""
    before = old.number if isinstance(old, Table | Figure) else new.number
    number = escape(new.number)
    if before != new.number:
        number = f'<del class="counted">{escape(before)}</del><ins class="counted">{number}</ins>'
    line = spans(compared.spans) or inlines(new.caption)
    return f"<{element}>{number} {line}</{element}>" if number or line else ""


def _item_pair(item: ItemPair, anchors: Anchors) -> str:
    mark = anchors.mark(item.change)
    one = item.new or item.old
    if item.old is None or item.new is None:
        side = "del" if item.new is None else "ins"
        moved = " moved" if item.status is Status.MOVED else ""
        inner = "".join(pair(each, anchors) for each in item.blocks) or (blocks(one.blocks) if one else "")
        return f'<li class="{side}{moved}"{mark}>{inner}</li>'
    inner = "".join(pair(each, anchors) for each in item.blocks) or blocks(item.new.blocks)
    return f"<li{mark}>{inner}</li>"


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return f'<p class="{_role(block.role)}">{inlines(block.children)}</p>'
        case ItemList():
            return _list(block, _items(block.items))
        case Table():
            caption = f"<caption>{escape(block.number)} {inlines(block.caption)}</caption>" if block.caption else ""
            rows = "".join(f"<tr>{_cells(row, index < block.head)}</tr>" for index, row in enumerate(block.rows))
            return f"<table>{caption}<tbody>{rows}</tbody></table>"
        case Figure():
            caption = f"<figcaption>{escape(block.number)} {inlines(block.caption)}</figcaption>"
            return f"<figure>{_picture(block)}{caption}</figure>"
        case Box() | Landscape():
            return f'<div class="box">{blocks(block.blocks)}</div>'
        case PageBreak() | Contents():
            return ""


def _list(block: ItemList, items: str) -> str:
    if block.marker is Marker.BULLET:
        return f"<ul>{items}</ul>"
    start = f' start="{block.start}"' if block.start != 1 else ""
    return f'<ol class="{block.marker.name.lower()}"{start}>{items}</ol>'


def _items(items: Sequence[Item]) -> str:
    return "".join(f"<li>{blocks(item.blocks)}</li>" for item in items)


def _picture(figure: Figure) -> str:
    return f'<span class="picture">{escape(figure.alt or figure.resource)}</span>'


def _role(role: str) -> str:
    return "center" if role in ("center", "title", "subtitle") else "right" if role == "right" else "plain"


def _title(section: Section, level: int, language: Language) -> str:
    text = inlines(section.heading) if section.heading else escape(section.title.text(language))
    number = f"{escape(section.number)} " if section.number and section.number != "-" else ""
    return f"<h{min(level, 6)}>{number}{text}</h{min(level, 6)}>" if text else ""
