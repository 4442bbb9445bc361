"""The markers of lists: how each is counted and written, and which have to stand there as text."""

from __future__ import annotations

from enum import Enum

from regdocs.document.block import ItemList, Marker

GANADA = "가나다라마바사아자차카타파하"
_AFTER_HA = "".join(chr(ord(syllable) + 4 * 28) for syllable in GANADA)  # 거 너 더 … as the official rule goes on
_CIRCLED_HANGUL = ord("㉮")
_LAST_START = 9999
BULLETS = ("•", "-", "·")
"""Of each list level; deeper ones have the last."""


class Count(Enum):
    """What a program can count in."""

    DIGITS = "1, 2, 3"
    CIRCLED_DIGITS = "①, ②, ③"
    SYLLABLES = "가, 나, 다"
    LETTERS = "a, b, c"


COUNTED = {
    Marker.NUMBER: (Count.DIGITS, "", "."),
    Marker.HANGUL: (Count.SYLLABLES, "", "."),
    Marker.NUMBER_PARENTHESIS: (Count.DIGITS, "", ")"),
    Marker.HANGUL_PARENTHESIS: (Count.SYLLABLES, "", ")"),
    Marker.NUMBER_BRACKETS: (Count.DIGITS, "(", ")"),
    Marker.HANGUL_BRACKETS: (Count.SYLLABLES, "(", ")"),
    Marker.NUMBER_CIRCLE: (Count.CIRCLED_DIGITS, "", ""),
    Marker.LETTER: (Count.LETTERS, "", "."),
    Marker.LETTER_PARENTHESIS: (Count.LETTERS, "", ")"),
    Marker.LETTER_BRACKETS: (Count.LETTERS, "(", ")"),
}
"""The markers that programs count themselves: in what, and what stands before and after it."""
_LONGEST = {Count.SYLLABLES: len(GANADA), Count.CIRCLED_DIGITS: 20}


def first_ordinal(block: ItemList) -> int:
    """The ordinal of a list's first item, within what programs count."""
    return min(max(0, block.start), _LAST_START)


def literal_marker(marker: Marker, ordinal: int) -> str | None:
    """The marker as text where programs have none that is sure: ㉮, ⓐ, and what lies past 하 or ⑳."""
    if marker is Marker.HANGUL_CIRCLE:
        return chr(_CIRCLED_HANGUL + ordinal - 1) if 1 <= ordinal <= len(GANADA) else f"({_hangul(ordinal)})"
    if marker is Marker.LETTER_CIRCLE:
        return chr(ord("ⓐ") + ordinal - 1) if 1 <= ordinal <= 26 else f"({ordinal})"
    if marker not in COUNTED:
        return None
    count, before, after = COUNTED[marker]
    if 0 <= ordinal <= _LONGEST.get(count, ordinal):
        return None
    return before + (_hangul(ordinal) if count is Count.SYLLABLES else f"({ordinal})") + after


def _hangul(ordinal: int) -> str:
    signs = GANADA + _AFTER_HA
    return signs[ordinal - 1] if 1 <= ordinal <= len(signs) else str(ordinal)
