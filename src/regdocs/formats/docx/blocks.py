"""Blocks: what a document's cover, lists and sections hold, drawn one after the other into the file's body."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from regdocs.document.block import (
    Block,
    Box,
    Contents,
    Figure,
    Item,
    ItemList,
    Landscape,
    PageBreak,
    Paragraph,
    Table,
)
from regdocs.document.inline import Inline
from regdocs.formats.closing import kept_with_next
from regdocs.formats.docx.body import Body
from regdocs.formats.docx.contents import sequence
from regdocs.formats.docx.numbering import INDENT, LEVELS, literal_marker
from regdocs.formats.docx.places import Caption
from regdocs.formats.docx.tables import properties, table_xml
from regdocs.formats.docx.xml import field, paragraph, run
from regdocs.formats.looks import COVER as COVER_STYLES
from regdocs.formats.looks import ROLES

_CELL_MARGINS = 170
_UPPER_THIRD = '<w:spacing w:before="2400"/>'
"""A title page begins below its head, so that the title stands in the upper third."""
_LAST_START = 9999
SPACER = paragraph("Spacer", "")
_KEPT_SPACER = paragraph("Spacer", "", "<w:keepNext/>")
BOX_FILLS = {"note": "F2F5F9", "example": "F7F7F7", "question": "FFFFFF", "quote": "FAFAFA", "warning": "FDECEA"}
LONGEST_PICTURE = 0.62
"""How much of the text height a picture takes at most: one that is taller leaves half of the page before it empty."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where blocks stand: the style of their paragraphs, how far they are set in (twips), at which list level.

    `width` is None on the open page, where it depends on the page's orientation. What is `followed` stays on the page
    of what comes next.
    """

    style: str = "BodyText"
    width: int | None = None
    indent: int = 0
    level: int = 0
    cover: bool = False
    followed: bool = False


COVER = Frame(cover=True)
OPEN = Frame()
FOLLOWED = Frame(followed=True)


class Blocks:
    """Draws blocks into `body`."""

    def __init__(self, body: Body, restarts: Collection[int] = ()) -> None:
        """`restarts` are the ids of tables and figures whose number isn't left to the count."""
        self._body = body
        self._captions = {id(caption.block): caption for caption in (*body.places.tables, *body.places.figures)}
        self._restarts = set(_restarts((*body.places.tables, *body.places.figures)))
        self._restarts |= {id(caption) for block, caption in self._captions.items() if block in restarts}

    def draw(self, blocks: Iterable[Block], frame: Frame = OPEN) -> None:
        blocks = tuple(blocks)
        inner = replace(frame, followed=False) if frame.followed else frame
        # The last block is followed by what comes after all of them.
        followed = kept_with_next(blocks) | ({len(blocks) - 1} if frame.followed else set())
        for index, block in enumerate(blocks):
            self._block(block, replace(inner, followed=True) if index in followed else inner)

    def _block(self, block: Block, frame: Frame) -> None:
        match block:
            case Paragraph():
                self._paragraph(block, frame)
            case ItemList():
                self._list(block, frame)
            case Table():
                self._table(block, frame)
            case Figure():
                self._figure(block, frame)
            case Box():
                self._box(block, frame)
            case Landscape():
                self._landscape(block, frame)
            case PageBreak():
                if frame.width is None:
                    self._body.break_page()
            case Contents():
                self._body.add(self._body.contents(block))

    def _paragraph(self, block: Paragraph, frame: Frame) -> None:
        style = ROLES.get(block.role, frame.style)
        layout = ("<w:keepNext/>" if frame.followed else "") + _indented(frame)
        if frame.cover:
            style = COVER_STYLES.get(style, style)
            layout = _UPPER_THIRD if self._body.fresh else layout
        self._body.add(paragraph(style, self._body.inlines.runs(block.children), layout))

    def _list(self, block: ItemList, frame: Frame) -> None:
        numbered, inside = self.list_of(block, frame), inside_list(frame)
        for ordinal, item in enumerate(block.items, first_ordinal(block)):
            self.item(item, inside, numbered, literal_marker(block.marker, ordinal))

    def list_of(self, block: ItemList, frame: Frame) -> str:
        """The properties by which paragraphs belong to the list `block`, which begins anew."""
        level = min(frame.level, LEVELS - 1)
        number = self._body.numbering.list(block.marker, level, first_ordinal(block))
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'

    def item(self, item: Item, frame: Frame, numbered: str, marker: str | None) -> None:
        """One item of a list that `list_of` began; `frame` is that inside the list."""
        self.item_head(item, frame, numbered, marker)
        self.draw(item.blocks[1:] if item.blocks and isinstance(item.blocks[0], Paragraph) else item.blocks, frame)

    def item_head(self, item: Item, frame: Frame, numbered: str, marker: str | None) -> None:
        """The item's first paragraph, which has its marker."""
        first = item.blocks[0] if item.blocks else None
        content = self._body.inlines.runs(first.children) if isinstance(first, Paragraph) else ""
        if marker is None:
            self._body.add(paragraph("ListParagraph", content, numbered))
        else:
            hanging = f'<w:ind w:left="{frame.indent}" w:hanging="{INDENT}"/>'
            self._body.add(paragraph("ListParagraph", f"{run(marker)}<w:r><w:tab/></w:r>{content}", hanging))

    def _table(self, block: Table, frame: Frame) -> None:
        if not block.rows:
            return
        body = self._body
        caption = self._captions.get(id(block))
        if caption:
            body.add(paragraph("Caption", self._caption(caption, block.caption)))
        fill = body.style.table_header_fill
        width = self._width(frame)
        body.add(table_xml(block, body.inlines, width, frame.indent, fill, body.place, frame.cover, frame.followed))
        # Without a paragraph between them Word joins two tables.
        body.add(_KEPT_SPACER if frame.followed else SPACER)

    def _figure(self, block: Figure, frame: Frame) -> None:
        body = self._body
        height = round(body.text_height * LONGEST_PICTURE)
        picture = body.pictures.run(block, self._width(frame), height, body.place)
        caption = self._captions.get(id(block))
        body.add(paragraph("Figure", picture))
        if caption:
            body.add(paragraph("FigureCaption", self._caption(caption, block.caption)))

    def _caption(self, caption: Caption, children: tuple[Inline, ...]) -> str:
        """Number and caption; the number's field counts as Word does, and is told where it has to start anew."""
        number = run(caption.before)
        if caption.ordinal is not None:
            name = sequence(caption)
            restart = f" \\r {caption.ordinal}" if id(caption) in self._restarts else ""
            instruction = f"SEQ {name} \\* ARABIC{restart}"
            number += field(instruction, run(str(caption.ordinal)))
        return f"{self._body.places.bookmark(caption.place, number)}{run(' ')}{self._body.inlines.runs(children)}"

    def _box(self, block: Box, frame: Frame) -> None:
        """A table of one cell, so that lists and tables inside keep their own indents."""
        inside = self.inside_box(frame)
        self.boxed(block, frame, lambda: self.draw(block.blocks, inside))

    def inside_box(self, frame: Frame) -> Frame:
        return Frame(style="BoxText", width=self._width(frame) - _CELL_MARGINS)

    def boxed(self, block: Box, frame: Frame, draw: Callable[[], None]) -> None:
        """The box around what `draw` adds."""
        body = self._body
        width = self._width(frame)
        content = body.aside(draw)
        if not content or content.endswith("</w:tbl>"):
            content += SPACER
        fill = BOX_FILLS.get(block.role, BOX_FILLS["note"])
        body.add(
            f"<w:tbl>{properties('BoxTable', width, frame.indent)}"
            f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
            f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:tcPr>{content}</w:tc></w:tr></w:tbl>'
        )
        body.add(SPACER)

    def _landscape(self, block: Landscape, frame: Frame) -> None:
        if frame.width is not None or frame.cover or frame.level:
            self.draw(block.blocks, frame)
            return
        with self._body.turned():
            self.draw(block.blocks, frame)

    def _width(self, frame: Frame) -> int:
        return (frame.width or self._body.text_width) - frame.indent


def first_ordinal(block: ItemList) -> int:
    """The ordinal of a list's first item, within what Word counts."""
    return min(max(0, block.start), _LAST_START)


def inside_list(frame: Frame) -> Frame:
    """Where the blocks of a list's items stand."""
    level = min(frame.level, LEVELS - 1)
    return replace(frame, style="ListParagraph", indent=INDENT * (level + 1), level=frame.level + 1, followed=False)


def _restarts(captions: Iterable[Caption]) -> Iterator[int]:
    """The ids of the captions whose number isn't the one that Word would count next."""
    counts: dict[str, int] = {}
    for caption in captions:
        if caption.ordinal is not None:
            name = sequence(caption)
            if caption.ordinal != counts.get(name, 0) + 1:
                yield id(caption)
            counts[name] = caption.ordinal


def _indented(frame: Frame) -> str:
    return f'<w:ind w:left="{frame.indent}"/>' if frame.indent else ""
