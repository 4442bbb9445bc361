"""What a paragraph of a Word file says of itself: its style, list and outline level, and whether these were changed."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from regdocs.formats.docx.opened import W, value
from regdocs.formats.docx.read_colors import ground_of
from regdocs.formats.office.unpacked import whole

_STYLE, _OUTLINE, _LIST, _MARK, _SHADING = (f"{W}{name}" for name in ("pStyle", "outlineLvl", "numPr", "rPr", "shd"))
_HEADING_LEVELS = 9
CHANGED = {f"{W}{name}" for name in ("pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange",
                                     "tblGridChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
                                     "ins", "del", "moveFrom", "moveTo")}  # fmt: skip
"""What, among the properties of something, tells that it was changed."""


@dataclass(slots=True)
class Properties:
    """What a paragraph says of itself, as it is written, and what of that was changed; `ground` is its shading's colour."""

    style: str | None = None
    list: str | None = None
    list_level: str | None = None
    outline: str | None = None
    ground: str | None = None
    changes: tuple[etree._Element, ...] = ()


def properties_of(paragraph: etree._Element) -> Properties:
    """One walk, since most of a file's paragraphs say little."""
    found = Properties()
    for properties in paragraph.iterchildren(f"{W}pPr"):
        for child in properties:
            tag = child.tag
            if tag == _STYLE:
                found.style = child.get(f"{W}val")
            elif tag == _OUTLINE:
                found.outline = child.get(f"{W}val")
            elif tag in (_LIST, _MARK):
                found.changes += tuple(mark for mark in child if mark.tag in CHANGED)
                if tag == _LIST:
                    found.list, found.list_level = value(child, f"{W}numId"), value(child, f"{W}ilvl")
            elif tag == _SHADING:
                found.ground = ground_of(child)
            elif tag in CHANGED:
                found.changes += (child,)
    return found


def heading_level(outline: str | None, style: int) -> int:
    """The heading level of a paragraph: its own outline level before its style's."""
    if outline is None:
        return style
    level = whole(outline, _HEADING_LEVELS)
    return level + 1 if 0 <= level < _HEADING_LEVELS else 0
