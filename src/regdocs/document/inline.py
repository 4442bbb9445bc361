"""Inlines: what stands inside a line of text, with lineage on every printed value."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import TypeAlias

from msgspec import Struct

Raw: TypeAlias = str | int | float | bool | None


class Style(Enum):
    """How a run of inlines is set off from its neighbours."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    UNDERLINE = "underline"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    CODE = "code"
    SMALL = "small"
    UNTRANSLATED = "untranslated"
    """Korean in an English copy, shaded so that a reader sees that it isn't the writer's English."""


class Text(Struct, frozen=True, tag="text", tag_field="type"):
    """Fixed prose or narrative; never holds a line break (see `Break`)."""

    text: str


class Field(Struct, frozen=True, tag="field", tag_field="type"):
    """A value of the metadata as it is printed.

    `paths` are the field paths it was made from (several where it was computed), `raw` is the value before
    formatting, `format` names the formatter. `text` may hold line breaks (`\\n`).
    """

    text: str
    paths: tuple[str, ...]
    raw: Raw = None
    format: str = ""


class Gap(Struct, frozen=True, tag="gap", tag_field="type"):
    """A value or prose that ought to stand here and is absent; drawn so that nobody overlooks it."""

    text: str
    path: str


class Styled(Struct, frozen=True, tag="styled", tag_field="type"):
    """Inlines set in one style."""

    style: Style
    children: tuple[Inline, ...]


class Link(Struct, frozen=True, tag="link", tag_field="type"):
    """A link to an address outside the document (`https:`, `mailto:`)."""

    target: str
    children: tuple[Inline, ...]


class Reference(Struct, frozen=True, tag="reference", tag_field="type"):
    """A reference to a labelled section, table or figure of the same document.

    `target` is the label; `text` is what stands there ("표 3", "3-2-1"), filled in by numbering.
    """

    target: str
    text: str = ""


class Citation(Struct, frozen=True, tag="citation", tag_field="type"):
    """A citation of the literature; `text` ("[1,3]") is filled in when the reference list is numbered."""

    keys: tuple[str, ...]
    text: str = ""


class Footnote(Struct, frozen=True, tag="footnote", tag_field="type"):
    """A footnote, standing where it is called; `number` counts from 1 through the document."""

    children: tuple[Inline, ...]
    number: int = 0


class Break(Struct, frozen=True, tag="break", tag_field="type"):
    """A line break inside a paragraph or cell."""


Inline: TypeAlias = Text | Field | Gap | Styled | Link | Reference | Citation | Footnote | Break


def holds(children: Iterable[Inline], style: Style) -> bool:
    """Whether anything among `children` is set in `style`."""
    return any(
        (isinstance(child, Styled) and child.style is style) or holds(child.children, style)
        for child in children
        if isinstance(child, Styled | Link)
    )
