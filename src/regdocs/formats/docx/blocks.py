"""Blocks: what a document's cover, lists and sections hold, drawn one after the other into the file's body."""

from __future__ import annotations

from collections.abc import Iterable
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
from regdocs.formats.docx.body import Body
from regdocs.formats.docx.contents import sequence
from regdocs.formats.docx.looks import COVER as COVER_STYLES
from regdocs.formats.docx.looks import ROLES
from regdocs.formats.docx.numbering import INDENT, LEVELS, literal_marker
from regdocs.formats.docx.places import Caption
from regdocs.formats.docx.tables import properties, table_xml
from regdocs.formats.docx.xml import field, paragraph, run

_CELL_MARGINS = 170
_UPPER_THIRD = '<w:spacing w:before="2400"/>'
"""A title page begins below its head, so that the title stands in the upper third."""
_LAST_START = 9999
_SPACER = paragraph("Spacer", "")
_BOX_FILLS = {"note": "F2F5F9", "example": "F7F7F7", "question": "FFFFFF", "quote": "FAFAFA", "warning": "FDECEA"}
_LONGEST_PICTURE = 0.75
"""How much of the text height a picture takes at most, so that its caption stays on its page."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where blocks stand: the style of their paragraphs, how far they are set in (twips), at which list level.

    `width` is None on the open page, where it depends on the page's orientation.
    """

    style: str = "BodyText"
    width: int | None = None
    indent: int = 0
    level: int = 0
    cover: bool = False


COVER = _Frame(cover=True)
OPEN = _Frame()


class Blocks:
    """Draws blocks into `body`."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._captions = {id(caption.block): caption for caption in (*body.places.tables, *body.places.figures)}
        self._counts: dict[str, int] = {}

    def draw(self, blocks: Iterable[Block], frame: _Frame = OPEN) -> None:
        for block in blocks:
            self._block(block, frame)

    def _block(self, block: Block, frame: _Frame) -> None:
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

    def _paragraph(self, block: Paragraph, frame: _Frame) -> None:
        style = ROLES.get(block.role, frame.style)
        layout = _indented(frame)
        if frame.cover:
            style = COVER_STYLES.get(style, style)
            layout = _UPPER_THIRD if self._body.fresh else layout
        self._body.add(paragraph(style, self._body.inlines.runs(block.children), layout))

    def _list(self, block: ItemList, frame: _Frame) -> None:
        level = min(frame.level, LEVELS - 1)
        start = min(max(0, block.start), _LAST_START)
        number = self._body.numbering.list(block.marker, level, start)
        inside = replace(frame, style="ListParagraph", indent=INDENT * (level + 1), level=frame.level + 1)
        for ordinal, item in enumerate(block.items, start):
            marker = literal_marker(block.marker, ordinal)
            self._item(item, inside, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>', marker)

    def _item(self, item: Item, frame: _Frame, numbered: str, marker: str | None) -> None:
        first = item.blocks[0] if item.blocks else None
        content = self._body.inlines.runs(first.children) if isinstance(first, Paragraph) else ""
        if marker is None:
            self._body.add(paragraph("ListParagraph", content, numbered))
        else:
            hanging = f'<w:ind w:left="{frame.indent}" w:hanging="{INDENT}"/>'
            self._body.add(paragraph("ListParagraph", f"{run(marker)}<w:r><w:tab/></w:r>{content}", hanging))
        self.draw(item.blocks[1:] if isinstance(first, Paragraph) else item.blocks, frame)

    def _table(self, block: Table, frame: _Frame) -> None:
        if not block.rows:
            return
        body = self._body
        caption = self._captions.get(id(block))
        if caption:
            body.add(paragraph("Caption", self._caption(caption, block.caption)))
        fill = body.style.table_header_fill
        body.add(table_xml(block, body.inlines, self._width(frame), frame.indent, fill, body.place, frame.cover))
        # Without a paragraph between them Word joins two tables.
        body.add(_SPACER)

    def _figure(self, block: Figure, frame: _Frame) -> None:
        body = self._body
        height = round(body.text_height * _LONGEST_PICTURE)
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
            follows = caption.ordinal == self._counts.get(name, 0) + 1
            self._counts[name] = caption.ordinal
            instruction = f"SEQ {name} \\* ARABIC" + ("" if follows else f" \\r {caption.ordinal}")
            number += field(instruction, run(str(caption.ordinal)))
        return f"{self._body.places.bookmark(caption.place, number)}{run(' ')}{self._body.inlines.runs(children)}"

    def _box(self, block: Box, frame: _Frame) -> None:
        """A table of one cell, so that lists and tables inside keep their own indents."""
        body = self._body
        width = self._width(frame)
        inside = _Frame(style="BoxText", width=width - _CELL_MARGINS)
        content = body.aside(lambda: self.draw(block.blocks, inside))
        if not content or content.endswith("</w:tbl>"):
            content += _SPACER
        fill = _BOX_FILLS.get(block.role, _BOX_FILLS["note"])
        body.add(
            f"<w:tbl>{properties('BoxTable', width, frame.indent)}"
            f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
            f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:tcPr>{content}</w:tc></w:tr></w:tbl>'
        )
        body.add(_SPACER)

    def _landscape(self, block: Landscape, frame: _Frame) -> None:
        if frame.width is not None or frame.cover or frame.level:
            self.draw(block.blocks, frame)
            return
        with self._body.turned():
            self.draw(block.blocks, frame)

    def _width(self, frame: _Frame) -> int:
        return (frame.width or self._body.text_width) - frame.indent


def _indented(frame: _Frame) -> str:
    return f'<w:ind w:left="{frame.indent}"/>' if frame.indent else ""
