"""How the papers of a template set look: page, type and fonts, one description for every format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

Millimetre = NewType("Millimetre", float)
Point = NewType("Point", float)


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet and its margins in millimetres (portrait; landscape pages turn it by a quarter)."""

    width: Millimetre = Millimetre(210.0)
    height: Millimetre = Millimetre(297.0)
    top: Millimetre = Millimetre(20.0)
    bottom: Millimetre = Millimetre(15.0)
    left: Millimetre = Millimetre(20.0)
    right: Millimetre = Millimetre(20.0)


@dataclass(frozen=True, slots=True)
class FontFace:
    """One TrueType file of a family; `file` is a bare name, looked for in the set's own folder, then the system's."""

    file: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class PrintFont:
    """A family embedded in PDF, with its faces; later families of a style fill in glyphs that earlier ones lack."""

    family: str
    faces: tuple[FontFace, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """Type and page of one template set.

    `word_font` is named in DOCX (it must be on the reader's machine), `word_font_latin` is its name outside Korea;
    `print_fonts` are embedded in PDF. Sizes are points, `line_spacing` is a multiple of the type size.
    """

    page: Page = Page()
    word_font: str = "맑은 고딕"
    word_font_latin: str = "Malgun Gothic"
    print_fonts: tuple[PrintFont, ...] = (
        PrintFont("NanumGothic", (FontFace("NanumGothic.ttf"), FontFace("NanumGothicBold.ttf", bold=True))),
    )
    body_size: Point = Point(11.0)
    table_size: Point = Point(9.5)
    small_size: Point = Point(9.0)
    line_spacing: float = 1.6
    heading_sizes: tuple[Point, ...] = (Point(16.0), Point(14.0), Point(12.5), Point(11.5), Point(11.0), Point(11.0))
    table_header_fill: str = "E8EDF3"
