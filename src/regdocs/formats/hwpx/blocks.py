"""Blocks: what a document's cover, lists and sections hold, drawn one after the other into the file's text."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
from regdocs.formats.hwpx.body import Body
from regdocs.formats.hwpx.contents import Lists
from regdocs.formats.hwpx.fields import bookmark
from regdocs.formats.hwpx.heights import height_of
from regdocs.formats.hwpx.inlines import Inlines
from regdocs.formats.hwpx.numbering import Numbering
from regdocs.formats.hwpx.pictures import Pictures
from regdocs.formats.hwpx.places import Places
from regdocs.formats.hwpx.shapes import Listed, Shapes, indented
from regdocs.formats.hwpx.tables import MARGINS, Tables
from regdocs.formats.hwpx.xml import paragraph, run, text
from regdocs.formats.office.flow import BOX_FILLS, LONGEST_PICTURE, Flow, Frame
from regdocs.formats.office.looks import COVER as COVER_STYLES
from regdocs.formats.office.looks import ROLES, Look
from regdocs.formats.office.markers import first_ordinal, literal_marker

_INDENT = 2100
"""How far each list level is set in, in HWPUNIT."""
_BELOW_TABLE = 3.0
"""In points, beside the low paragraph that holds the table."""
_UPPER_THIRD = 120.0
"""In points: how far below its head a title page begins."""


@dataclass
class Blocks(Flow):
    """Draws blocks into `body`."""

    body: Body
    shapes: Shapes
    inlines: Inlines
    places: Places
    tables: Tables
    pictures: Pictures
    numbering: Numbering
    lists: Lists

    def paragraph(self, look: str, content: str, shaped: Look | None = None, listed: Listed | None = None) -> str:
        """A paragraph in the style of `look`, which `shaped` may set otherwise."""
        shape = self.shapes.paragraph(shaped or self.shapes.looks[look], listed)
        content = content or run(self.shapes.character(look), text(""))
        return paragraph(shape, self.shapes.styles[look], content)

    def _contents(self, block: Contents) -> None:
        for line in self.lists.lines(block):
            self.body.add(line)

    def _paragraph(self, block: Paragraph, frame: Frame) -> None:
        look = ROLES.get(block.role, frame.look)
        if frame.cover:
            look = COVER_STYLES.get(look, look)
        if frame.cover and self.body.fresh:
            # A title page begins below its head; a line does it, since space above is lost at the top of a page.
            self.body.add(self.paragraph("Spacer", "", replace(self.shapes.looks["Spacer"], exact=_UPPER_THIRD)))
        shaped = indented(self.shapes.looks[look], frame.indent / 100, keep_next=frame.followed)
        self.body.add(self.paragraph(look, self.inlines.runs(block.children, look), shaped))

    def _list(self, block: ItemList, frame: Frame) -> None:
        start = first_ordinal(block)
        listed = self.numbering.list(block.marker, frame.level, start)
        inside = replace(
            frame, look="ListParagraph", indent=frame.indent + _INDENT, level=frame.level + 1, followed=False
        )
        for ordinal, item in enumerate(block.items, start):
            self._item(item, inside, listed, literal_marker(block.marker, ordinal))

    def _item(self, item: Item, frame: Frame, listed: Listed, marker: str | None) -> None:
        first = item.blocks[0] if item.blocks else None
        content = self.inlines.runs(first.children, frame.look) if isinstance(first, Paragraph) else ""
        look = self.shapes.looks[frame.look]
        if marker is None:
            shaped = indented(look, (frame.indent - _INDENT / 2) / 100)
            self.body.add(self.paragraph(frame.look, content, shaped, listed))
        else:
            head = self.inlines.plain(f"{marker} ", frame.look)
            self.body.add(self.paragraph(frame.look, head + content, indented(look, frame.indent / 100, _INDENT / 100)))
        self.draw(item.blocks[1:] if isinstance(first, Paragraph) else item.blocks, frame)

    def _table(self, block: Table, frame: Frame) -> None:
        self._caption(block, "Caption", block.caption)
        inside = frame.width is not None
        table = self.tables.table(block, self._width(frame), frame.indent, self.body.place, frame.cover, inside)
        self._object(table, frame)

    def _figure(self, block: Figure, frame: Frame) -> None:
        height = round(self.body.text_height * LONGEST_PICTURE)
        picture = self.pictures.picture(block, self._width(frame), height, self.body.place)
        self.body.add(self.paragraph("Figure", run(self.shapes.character("Figure"), picture)))
        self._caption(block, "FigureCaption", block.caption)

    def _caption(self, block: Table | Figure, look: str, children: tuple[Inline, ...]) -> None:
        if not (block.number or block.caption):
            return
        head = text(f"{block.number} " if block.number and children else block.number)
        if self.places.mark(block.label):
            head = bookmark(block.label) + head
        content = run(self.shapes.character(look), head) + self.inlines.runs(children, look)
        self.body.add(self.paragraph(look, content))

    def _box(self, block: Box, frame: Frame) -> None:
        width = self._width(frame)
        inside = Frame(look="BoxText", width=width - MARGINS[0] - MARGINS[1])
        content = self.body.aside(lambda: self.draw(block.blocks, inside)) or self.paragraph("BoxText", "")
        fill = BOX_FILLS.get(block.role, BOX_FILLS["note"])
        size = width, height_of(block.blocks, self.shapes.looks["BoxText"], inside.width or width)
        box = self.tables.box(content, size, frame.indent, fill, frame.width is not None)
        self._object(box, frame)

    def _object(self, table: str, frame: Frame) -> None:
        """The table in a paragraph of its own, which is so low that it is the distance to what follows."""
        shaped = replace(indented(self.shapes.looks["Spacer"], keep_next=frame.followed), after=_BELOW_TABLE)
        self.body.add(self.paragraph("Spacer", run(self.shapes.character("Spacer"), table), shaped))
