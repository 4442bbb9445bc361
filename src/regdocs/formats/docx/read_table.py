"""A table of a Word file read back: its cells by row, with what they span and the colour that lies under them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from lxml import etree

from regdocs.formats.docx.opened import W, is_on, value
from regdocs.formats.docx.read_colors import ground_of
from regdocs.formats.docx.read_paragraph import Context
from regdocs.formats.docx.read_properties import CHANGED
from regdocs.formats.docx.read_table_style import UNKNOWN, Painted
from regdocs.formats.office.unpacked import whole
from regdocs.formats.rendered import Left, ReadBlock, ReadCell, ReadParagraph

_ROW, _CELL = f"{W}tr", f"{W}tc"


class Reading(Protocol):
    """The walk through the file, of which a table is a part."""

    context: Context
    labels: list[bool]

    def blocks(self, parent: Iterable[etree._Element]) -> Iterator[ReadBlock]: ...

    def note_changes(self, properties: etree._Element) -> None: ...


@dataclass
class _Cell:
    """A cell while the rows that continue it are still coming."""

    paragraphs: tuple[ReadParagraph, ...]
    colspan: int
    header: bool
    rowspan: int = 1


@dataclass
class Grid:
    """A table's rows, cells placed by the columns that they stand in, so that vertical spans find their start."""

    reading: Reading
    rows: list[list[_Cell]] = field(default_factory=list)
    spanning: dict[int, _Cell] = field(default_factory=dict)
    painted: Painted | None = None

    def add(self, row: etree._Element) -> None:
        """Read one more row."""
        head, column = self._row_properties(row)
        cells: list[_Cell] = []
        context = self.reading.context
        around, ink = context.ground, context.ink
        for cell in cells_of(row):
            colspan, merge, shade = self._properties(cell)
            context.ground, context.ink = colored(self.painted, len(self.rows), column, colspan, shade, around, ink)
            self.reading.labels.clear()
            paragraphs = tuple(self._paragraphs(cell))
            if merge == "continue" and column in self.spanning:
                self.spanning[column].rowspan += 1
            else:
                labels = self.reading.labels
                found = _Cell(paragraphs, colspan, head or (bool(labels) and all(labels)))
                cells.append(found)
                self.spanning.pop(column, None)
                if merge:
                    self.spanning[column] = found
            column += colspan
        context.ground, context.ink = around, ink
        self.rows.append(cells)

    def _row_properties(self, row: etree._Element) -> tuple[bool, int]:
        """Whether it is a head row, and at which column its cells begin."""
        properties = row.find(f"{W}trPr")
        if properties is None:
            return False, 0
        self.reading.note_changes(properties)
        return is_on(properties.find(f"{W}tblHeader")), whole(value(properties, f"{W}gridBefore"))

    def _properties(self, cell: etree._Element) -> tuple[int, str, str | None]:
        """How many columns a cell takes, whether it begins ("restart") or goes on with ("continue") a vertical span, its colour."""
        colspan, merge, shade = 1, "", None
        for properties in cell.iterchildren(f"{W}tcPr"):
            for child in properties:
                tag = child.tag
                if tag == f"{W}gridSpan":
                    colspan = max(1, whole(child.get(f"{W}val"), 1))
                elif tag == f"{W}vMerge":
                    merge = child.get(f"{W}val", "continue")
                elif tag == f"{W}shd":
                    shade = ground_of(child)
                elif tag in CHANGED:
                    self.reading.context.left(Left.TRACKED, "", child.get(f"{W}author", ""))
        return colspan, merge, shade

    def _paragraphs(self, cell: etree._Element) -> Iterator[ReadParagraph]:
        for block in self.reading.blocks(cell):
            yield from (block,) if isinstance(block, ReadParagraph) else block.paragraphs()

    def finished(self) -> tuple[tuple[ReadCell, ...], ...]:
        """The rows, every span known."""
        return tuple(
            tuple(ReadCell(cell.paragraphs, cell.colspan, cell.rowspan, cell.header) for cell in row)
            for row in self.rows
        )


def colored(
    painted: Painted | None, row: int, column: int, span: int, shade: str | None, ground: str | None, ink: str | None
) -> tuple[str | None, str | None]:
    """The colours under a cell and of its text: its own before its style's, which go before those around it."""
    if painted is None:
        return shade or ground, ink
    style = painted.at(row, column, span)
    under = ground if style.ground is None else None if style.ground == UNKNOWN else style.ground
    return shade or under, style.ink or ink


def rows_of(parent: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, those in content controls too."""
    for child in parent:
        if child.tag == _ROW:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from rows_of(child)


def cells_of(parent: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row, those in content controls too."""
    for child in parent:
        if child.tag == _CELL:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from cells_of(child)
