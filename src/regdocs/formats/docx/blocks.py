"""Blocks: what a document's cover, lists and sections hold, drawn one after the other into the file's body."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace

from regdocs.document.block import (
    Box,
    Contents,
    Figure,
    Item,
    ItemList,
    Paragraph,
    Table,
)
from regdocs.document.inline import Inline
from regdocs.formats.docx.body import Body
from regdocs.formats.docx.contents import sequence
from regdocs.formats.docx.numbering import INDENT, LEVELS
from regdocs.formats.docx.places import Caption
from regdocs.formats.docx.tables import properties, table_xml
from regdocs.formats.docx.xml import field, paragraph, run
from regdocs.formats.office.flow import BOX_FILLS, LONGEST_PICTURE, Flow, Frame
from regdocs.formats.office.looks import COVER as COVER_STYLES
from regdocs.formats.office.looks import ROLES
from regdocs.formats.office.markers import first_ordinal, literal_marker

_CELL_MARGINS = 170
_UPPER_THIRD = '<w:spacing w:before="2400"/>'
"""A title page begins below its head, so that the title stands in the upper third."""
SPACER = paragraph("Spacer", "")
_KEPT_SPACER = paragraph("Spacer", "", "<w:keepNext/>")


class Blocks(Flow):
    """Draws blocks into `body`."""

    def __init__(self, body: Body, restarts: Collection[int] = ()) -> None:
        """`restarts` are the ids of tables and figures whose number isn't left to the count."""
        self.body: Body = body
        self._captions = {id(caption.block): caption for caption in (*body.places.tables, *body.places.figures)}
        self._restarts = set(_restarts((*body.places.tables, *body.places.figures)))
        self._restarts |= {id(caption) for block, caption in self._captions.items() if block in restarts}

    def _paragraph(self, block: Paragraph, frame: Frame) -> None:
        style = ROLES.get(block.role, frame.look)
        layout = ("<w:keepNext/>" if frame.followed else "") + _indented(frame)
        if frame.cover:
            style = COVER_STYLES.get(style, style)
            layout = _UPPER_THIRD if self.body.fresh else layout
        self.body.add(paragraph(style, self.body.inlines.runs(block.children), layout))

    def _list(self, block: ItemList, frame: Frame) -> None:
        numbered, inside = self.list_of(block, frame), inside_list(frame)
        for ordinal, item in enumerate(block.items, first_ordinal(block)):
            self.item(item, inside, numbered, literal_marker(block.marker, ordinal))

    def list_of(self, block: ItemList, frame: Frame) -> str:
        """The properties by which paragraphs belong to the list `block`, which begins anew."""
        level = min(frame.level, LEVELS - 1)
        number = self.body.numbering.list(block.marker, level, first_ordinal(block))
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'

    def item(self, item: Item, frame: Frame, numbered: str, marker: str | None) -> None:
        """One item of a list that `list_of` began; `frame` is that inside the list."""
        self.item_head(item, frame, numbered, marker)
        self.draw(item.blocks[1:] if item.blocks and isinstance(item.blocks[0], Paragraph) else item.blocks, frame)

    def item_head(self, item: Item, frame: Frame, numbered: str, marker: str | None) -> None:
        """The item's first paragraph, which has its marker."""
        first = item.blocks[0] if item.blocks else None
        content = self.body.inlines.runs(first.children) if isinstance(first, Paragraph) else ""
        if marker is None:
            self.body.add(paragraph("ListParagraph", content, numbered))
        else:
            hanging = f'<w:ind w:left="{frame.indent}" w:hanging="{INDENT}"/>'
            self.body.add(paragraph("ListParagraph", f"{run(marker)}<w:r><w:tab/></w:r>{content}", hanging))

    def _table(self, block: Table, frame: Frame) -> None:
        body = self.body
        caption = self._captions.get(id(block))
        if caption:
            body.add(paragraph("Caption", self._caption(caption, block.caption)))
        fill = body.style.table_header_fill
        width = self._width(frame)
        body.add(table_xml(block, body.inlines, width, frame.indent, fill, body.place, frame.cover, frame.followed))
        # Without a paragraph between them Word joins two tables.
        body.add(_KEPT_SPACER if frame.followed else SPACER)

    def _figure(self, block: Figure, frame: Frame) -> None:
        body = self.body
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
        return f"{self.body.places.bookmark(caption.place, number)}{run(' ')}{self.body.inlines.runs(children)}"

    def _contents(self, block: Contents) -> None:
        self.body.add(self.body.contents(block))

    def _box(self, block: Box, frame: Frame) -> None:
        inside = self.inside_box(frame)
        self.boxed(block, frame, lambda: self.draw(block.blocks, inside))

    def inside_box(self, frame: Frame) -> Frame:
        return Frame(look="BoxText", width=self._width(frame) - _CELL_MARGINS)

    def boxed(self, block: Box, frame: Frame, draw: Callable[[], None]) -> None:
        """The box around what `draw` adds."""
        body = self.body
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


def inside_list(frame: Frame) -> Frame:
    """Where the blocks of a list's items stand."""
    level = min(frame.level, LEVELS - 1)
    return replace(frame, look="ListParagraph", indent=INDENT * (level + 1), level=frame.level + 1, followed=False)


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
