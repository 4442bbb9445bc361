"""The lists of a file: each is counted by a numbering of its own, since Hangul counts on within one."""

from __future__ import annotations

from regdocs.document.block import Marker
from regdocs.formats.hwpx.shapes import Listed
from regdocs.formats.office.escaping import escape
from regdocs.formats.office.markers import BULLETS, COUNTED, Count

OUTLINE = 1
"""The numbering of the headings, which counts nothing: their numbers stand in their text, fixed by law to the letter."""
_LEVELS = 10
_NO_CHARACTER_SHAPE = 4294967295
_FORMATS = {
    Count.DIGITS: "DIGIT",
    Count.CIRCLED_DIGITS: "CIRCLED_DIGIT",
    Count.SYLLABLES: "HANGUL_SYLLABLE",
    Count.LETTERS: "LATIN_SMALL",
}


class Numbering:
    """All numberings and bullets of one document, filled as its lists are drawn."""

    def __init__(self) -> None:
        self._numberings: list[str] = ["".join(_head(level, "DIGIT", "", 1) for level in range(_LEVELS))]
        self._bullets: list[str] = []

    def list(self, marker: Marker, level: int, start: int) -> Listed:
        """What the items of a new list at nesting `level` (from 0) say that they belong to; bullets share one a level."""
        level = min(level, _LEVELS - 1)
        if marker not in COUNTED:
            # Items whose markers are text belong to no list.
            return (
                Listed("NONE", 0, 0)
                if marker is not Marker.BULLET
                else Listed("BULLET", self._bullet(BULLETS[min(level, len(BULLETS) - 1)]), level)
            )
        count, before, after = COUNTED[marker]
        heads = (
            _head(
                each,
                _FORMATS[count],
                f"{before}^{each + 1}{after}" if each == level else "",
                start if each == level else 1,
            )
            for each in range(_LEVELS)
        )
        self._numberings.append("".join(heads))
        return Listed("NUMBER", len(self._numberings), level)

    def _bullet(self, sign: str) -> int:
        if sign not in self._bullets:
            self._bullets.append(sign)
        return self._bullets.index(sign) + 1

    def xml(self) -> str:
        numberings = "".join(
            f'<hh:numbering id="{number}" start="0">{heads}</hh:numbering>'
            for number, heads in enumerate(self._numberings, 1)
        )
        found = f'<hh:numberings itemCnt="{len(self._numberings)}">{numberings}</hh:numberings>'
        if not self._bullets:
            return found
        bullets = "".join(
            f'<hh:bullet id="{number}" char="{escape(sign)}" useImage="0">{_head(-1, "DIGIT", "", 0)}</hh:bullet>'
            for number, sign in enumerate(self._bullets, 1)
        )
        return f'{found}<hh:bullets itemCnt="{len(self._bullets)}">{bullets}</hh:bullets>'


def _head(level: int, form: str, pattern: str, start: int) -> str:
    """A level of a numbering (from 0), or a bullet's own head (-1)."""
    first = f'start="{start}" ' if level >= 0 else ""
    return (
        f'<hh:paraHead {first}level="{level + 1}" align="LEFT" useInstWidth="1" autoIndent="1" widthAdjust="0"'
        f' textOffsetType="PERCENT" textOffset="{50 * bool(pattern or level < 0)}" numFormat="{form}"'
        f' charPrIDRef="{_NO_CHARACTER_SHAPE}" checkable="0">{escape(pattern)}</hh:paraHead>'
    )
