"""Blocks: paragraphs, lists, tables, figures and the boxes around them."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from msgspec import Struct

from regdocs.document.inline import Inline


class Align(Enum):
    """Horizontal alignment of a cell or column."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Marker(Enum):
    """What stands before the items of a list; the values show the first item's marker.

    The Korean levels follow 행정업무의 운영 및 혁신에 관한 규정 시행규칙 제2조: 1. 가. 1) 가) (1) (가) ① ㉮.
    """

    BULLET = "•"
    NUMBER = "1."
    HANGUL = "가."
    NUMBER_PARENTHESIS = "1)"
    HANGUL_PARENTHESIS = "가)"
    NUMBER_BRACKETS = "(1)"
    HANGUL_BRACKETS = "(가)"
    NUMBER_CIRCLE = "①"
    HANGUL_CIRCLE = "㉮"
    LETTER = "a."
    LETTER_PARENTHESIS = "a)"
    LETTER_BRACKETS = "(a)"
    LETTER_CIRCLE = "ⓐ"

    @property
    def in_english(self) -> Marker:
        """What stands in its place in an English copy: a for 가."""
        return Marker[self.name.replace("HANGUL", "LETTER")]


class Paragraph(Struct, frozen=True, tag="paragraph", tag_field="type"):
    """A paragraph; `role` names a look of the style sheet ("" is body text; "note", "center", "right", "lead" …)."""

    children: tuple[Inline, ...]
    role: str = ""


class Item(Struct, frozen=True):
    """One item of a list; most hold one paragraph, some a nested list below it."""

    blocks: tuple[Block, ...]


class ItemList(Struct, frozen=True, tag="list", tag_field="type"):
    """A list; `start` is the first item's ordinal."""

    items: tuple[Item, ...]
    marker: Marker = Marker.BULLET
    start: int = 1


class Cell(Struct, frozen=True):
    """A table cell; the cells that a span covers are not written (as in HTML)."""

    children: tuple[Inline, ...]
    colspan: int = 1
    rowspan: int = 1
    header: bool = False
    align: Align | None = None


class Row(Struct, frozen=True):
    """A table row."""

    cells: tuple[Cell, ...]


class Column(Struct, frozen=True):
    """A table column: its share of the table's width (the shares of a table add up to 1) and its alignment."""

    width: float
    align: Align = Align.LEFT


class Table(Struct, frozen=True, tag="table", tag_field="type"):
    """A table: data under `head` header rows, repeated on each page, or a form's grid (`form`) of labels and blanks.

    `label` is what references name; `number` ("표 3") is filled in by numbering when there is a caption.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    head: int = 0
    caption: tuple[Inline, ...] = ()
    label: str = ""
    number: str = ""
    form: bool = False


class Figure(Struct, frozen=True, tag="figure", tag_field="type"):
    """A picture (PNG, JPEG or SVG); `resource` is its key in the build's resources, `width` its share of the text width."""

    resource: str
    alt: str
    caption: tuple[Inline, ...] = ()
    label: str = ""
    number: str = ""
    width: float = 1.0
    sources: tuple[str, ...] = ()
    """The field paths that a picture drawn from data shows."""


class Box(Struct, frozen=True, tag="box", tag_field="type"):
    """Blocks in a frame; `role` names its look ("note", "example", "question", "quote" …)."""

    role: str
    blocks: tuple[Block, ...]


class Landscape(Struct, frozen=True, tag="landscape", tag_field="type"):
    """Blocks that stand on landscape pages of their own."""

    blocks: tuple[Block, ...]


class PageBreak(Struct, frozen=True, tag="page-break", tag_field="type"):
    """What follows begins on a new page."""


class ListKind(Enum):
    """What a generated list gathers."""

    SECTIONS = "sections"
    TABLES = "tables"
    FIGURES = "figures"


class Contents(Struct, frozen=True, tag="contents", tag_field="type"):
    """A generated list of sections, tables or figures with page numbers, down to section `depth`."""

    kind: ListKind = ListKind.SECTIONS
    depth: int = 3


Block: TypeAlias = Paragraph | ItemList | Table | Figure | Box | Landscape | PageBreak | Contents
