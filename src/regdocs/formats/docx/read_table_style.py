"""The colours that a table style lays under and on its cells, by the part of the table that they are (17.7.6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from regdocs.formats.docx.opened import W, value
from regdocs.formats.docx.read_colors import ground_of, ink_of
from regdocs.formats.office.unpacked import whole

_LOOK = {
    "firstRow": 0x20,
    "lastRow": 0x40,
    "firstColumn": 0x80,
    "lastColumn": 0x100,
    "noHBand": 0x200,
    "noVBand": 0x400,
}
_USUAL = 0x04A0
UNKNOWN = "?"
"""A ground that is there, and whose colour can't be told: a pattern."""


@dataclass(frozen=True, slots=True)
class Colors:
    """The colour under a part's text and that of the text; None where the style doesn't say."""

    ground: str | None = None
    ink: str | None = None


@dataclass(frozen=True, slots=True)
class TableMeaning:
    """A table style: the colours of its parts by their names ("wholeTable", "firstRow" …), and how wide its bands are."""

    parts: dict[str, Colors] = field(default_factory=dict)
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Painted:
    """A table as its style paints it: so many rows and columns, those parts of the style at work that `look` names."""

    meaning: TableMeaning
    look: frozenset[str]
    rows: int
    columns: int

    def at(self, row: int, column: int, span: int) -> Colors:
        """The colours of the cell at that row and column, from 0, which takes `span` columns."""
        ground = ink = None
        for name in self._parts(row, column, span):
            part = self.meaning.parts.get(name)
            if part is not None:
                ground, ink = part.ground or ground, part.ink or ink
        return Colors(ground, ink)

    def _parts(self, row: int, column: int, span: int) -> Iterator[str]:
        """The parts that a cell belongs to, what weighs more after what weighs less."""
        look = self.look
        first, last = row == 0 and "firstRow" in look, row == self.rows - 1 and "lastRow" in look
        left = column == 0 and "firstColumn" in look
        right = column + span >= self.columns and "lastColumn" in look
        yield "wholeTable"
        if "noVBand" not in look and not (left or right):
            yield f"band{1 + (column - ('firstColumn' in look)) // self.meaning.columns % 2}Vert"
        if "noHBand" not in look and not (first or last):
            yield f"band{1 + (row - ('firstRow' in look)) // self.meaning.rows % 2}Horz"
        for name, is_there in (("firstRow", first), ("lastRow", last), ("firstCol", left), ("lastCol", right)):
            if is_there:
                yield name
        for name, is_there in (
            ("nwCell", first and left),
            ("neCell", first and right),
            ("swCell", last and left),
            ("seCell", last and right),
        ):
            if is_there:
                yield name


def table_meaning(chain: Sequence[etree._Element]) -> TableMeaning:
    """What a style says, with those that it is based on, the nearest first."""
    parts: dict[str, Colors] = {}
    rows = columns = 1
    for style in reversed(chain):
        rows = whole(value(style, f"{W}tblPr/{W}tblStyleRowBandSize"), rows) or rows
        columns = whole(value(style, f"{W}tblPr/{W}tblStyleColBandSize"), columns) or columns
        for name, element in (
            ("wholeTable", style),
            *((each.get(f"{W}type", ""), each) for each in style.iterfind(f"{W}tblStylePr")),
        ):
            found, known = _colors(element), parts.get(name, Colors())
            if found.ground or found.ink:
                parts[name] = Colors(found.ground or known.ground, found.ink or known.ink)
    return TableMeaning(parts, rows, columns)


def painted(meaning: TableMeaning, table: etree._Element, rows: int) -> Painted:
    """How a table of that style, with so many rows, is painted."""
    look = table.find(f"{W}tblPr/{W}tblLook")
    grid = table.find(f"{W}tblGrid")
    return Painted(meaning, frozenset(_look(look)), rows, 0 if grid is None else len(grid))


def _look(look: etree._Element | None) -> Iterator[str]:
    bits = _USUAL if look is None else int(look.get(f"{W}val") or "0", 16)
    for name, bit in _LOOK.items():
        said = None if look is None else look.get(f"{W}{name}")
        if said in ("1", "true", "on") or (said is None and bits & bit):
            yield name


def _colors(element: etree._Element) -> Colors:
    shading = next(
        (found for path in ("tcPr", "tblPr", "pPr") if (found := element.find(f"{W}{path}/{W}shd")) is not None), None
    )
    ground = ground_of(shading)
    if shading is not None and ground is None and not _is_nothing(shading):
        ground = UNKNOWN
    return Colors(ground, ink_of(element.find(f"{W}rPr/{W}color")))


def _is_nothing(shading: etree._Element) -> bool:
    """Whether a shading lays nothing: clear, and of no colour."""
    return shading.get(f"{W}val", "clear") in ("clear", "nil") and shading.get(f"{W}fill", "auto") == "auto"
