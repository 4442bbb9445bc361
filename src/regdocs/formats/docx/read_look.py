"""How a run of text looks: whether anybody sees it, whether it is set off, whether it marks an absent value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from regdocs.formats.docx.opened import W, is_on
from regdocs.formats.docx.read_colors import ground_of, highlight_of, ink_of, is_lost
from regdocs.formats.docx.read_styles import UNREADABLE, Meaning, RunMeaning, Styles
from regdocs.formats.office.unpacked import whole

LOOK_CHANGE = f"{W}rPrChange"
_STYLE, _VANISH, _BOLD, _SIZE, _COLOR, _SHADING, _PEN, _VALUE = (
    f"{W}{name}" for name in ("rStyle", "vanish", "b", "sz", "color", "shd", "highlight", "val")
)
_RAISED, _STRUCK = f"{W}vertAlign", (f"{W}strike", f"{W}dstrike")
_PENS = ("FFFF00", "00FF00", "00FFFF", "FF00FF")
"""Shading that some programs write for a pen."""
_FILL = "{http://schemas.microsoft.com/office/word/2010/wordml}textFill"
_NO_FILL = "{http://schemas.microsoft.com/office/word/2010/wordml}noFill"


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is set off; `marked` with a pen, as people do who read, `raised` above the line, `struck` through."""

    hidden: bool
    strong: bool
    gap: bool = False
    marked: bool = False
    raised: bool = False
    struck: bool = False


def usual_look(meaning: Meaning, ground: str | None, ink: str | None = None) -> Look:
    """The look of runs that say nothing of themselves, on ground of that colour (None: not known).

    `ink` is the colour that a table's style gives to text that has none.
    """
    return Look(meaning.hidden or is_lost(meaning.ink or ink, ground), meaning.bold)


def look_of(
    properties: etree._Element, meaning: Meaning, styles: Styles, ground: str | None, ink: str | None = None
) -> Look:
    """The look of a run with its own `w:rPr` in a paragraph of that meaning."""
    said = {str(child.tag): child for child in properties}
    style = said[_STYLE].get(_VALUE) if _STYLE in said else None
    pen = highlight_of(said[_PEN].get(_VALUE, "")) if _PEN in said else None
    named = styles.run(style)
    hidden = _is_hidden(said, named, meaning.ink or ink, pen, ground, meaning.hidden)
    raised = said[_RAISED].get(_VALUE) == "superscript" if _RAISED in said else named.raised
    struck = any(is_on(said[each]) for each in _STRUCK if each in said)
    marked = pen is not None or (_SHADING in said and ground_of(said[_SHADING]) in _PENS)
    return Look(hidden, _is_strong(said, meaning, styles), style == "Gap", marked, raised, struck)


def _is_hidden(
    said: Mapping[str, etree._Element],
    named: RunMeaning,
    usual: str | None,
    pen: str | None,
    ground: str | None,
    hides: bool,
) -> bool:
    """Hidden by its property, by its size, or because it has the colour of what it stands on."""
    if is_on(said[_VANISH]) if _VANISH in said else hides or named.hidden:
        return True
    if _SIZE in said and 0 < whole(said[_SIZE].get(_VALUE)) <= UNREADABLE:
        return True
    if _FILL in said and said[_FILL].find(_NO_FILL) is not None:
        return True
    ink = ink_of(said[_COLOR]) if _COLOR in said else named.ink or usual
    shade = ground_of(said[_SHADING]) if _SHADING in said else named.ground
    return is_lost(ink, pen or shade or ground, pen is not None)


def _is_strong(said: Mapping[str, etree._Element], meaning: Meaning, styles: Styles) -> bool:
    if _BOLD in said:
        return is_on(said[_BOLD])
    size = (whole(said[_SIZE].get(_VALUE)) if _SIZE in said else 0) or meaning.size or 0
    return meaning.bold or size > styles.usual_size + 2
