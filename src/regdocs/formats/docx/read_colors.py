"""Whether text can be told from what it stands on: the colours of runs, paragraphs and cells (ISO/IEC 29500-1, 17.3)."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from regdocs.formats.docx.opened import W

PAPER = "FFFFFF"
_INK = "000000"
_COLOR = re.compile("[0-9A-Fa-f]{6}")
_LEAST = 1.2
"""The contrast below which nobody sees anything; 1 is none at all, 4.5 what WCAG 2.1 asks for (1.4.3)."""
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000",
    "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "00008B", "darkCyan": "008B8B", "darkGreen": "006400",
    "darkMagenta": "800080", "darkRed": "8B0000", "darkYellow": "808000", "darkGray": "A9A9A9", "lightGray": "D3D3D3",
}  # fmt: skip


def ink_of(color: etree._Element | None) -> str | None:
    """What `w:color` says; None where there is none or the program chooses, black on light and white on dark."""
    if color is None:
        return None
    said = color.get(f"{W}val", "")
    if _COLOR.fullmatch(said):
        return said.upper()
    return PAPER if color.get(f"{W}themeColor") in ("background1", "light1") else None


def ground_of(shading: etree._Element | None) -> str | None:
    """The colour that `w:shd` lays under the text; None where it lays none, or a pattern."""
    if shading is None:
        return None
    name = {"clear": "fill", "nil": "fill", "solid": "color"}.get(shading.get(f"{W}val", "clear"), "")
    said = shading.get(f"{W}{name}", "") if name else ""
    return said.upper() if _COLOR.fullmatch(said) else None


def highlight_of(name: str) -> str | None:
    """The colour of a `w:highlight`; None for "none"."""
    return _HIGHLIGHTS.get(name)


def is_lost(ink: str | None, ground: str | None, marked: bool = False) -> bool:
    """Whether text of one colour on another is there for nobody to see; never where one of them isn't known.

    Text without a colour turns white on dark shading by itself, but not where it is `marked` with a dark pen.
    """
    if ground is None or (ink is None and not marked):
        return False
    return _contrast(ink or _INK, ground) < _LEAST


@lru_cache(maxsize=256)
def _contrast(one: str, other: str) -> float:
    """As WCAG 2.1 defines it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = (int(color[start : start + 2], 16) / 255 for start in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
