"""The source line of a finding with a caret under its column, however long, wide or strange the line is."""

from __future__ import annotations

import unicodedata

TAB = 4
MOST = 100
"""Columns of a line that are shown; the rest is `…`."""

_BEFORE = 60


def width(text: str) -> int:
    """How many columns of a terminal a text takes: two for Hangul and other wide letters, none for marks on a letter."""
    return sum(map(_width, text))


def excerpt(line: str, number: int, column: int | None) -> list[str]:
    """The line behind its number, and below it the caret; without a column the line alone.

    `column` counts characters from 1. Control characters are shown as `�`, so that a file can't steer a terminal.
    """
    start, shown = _window(line, column or 1)
    gutter = " " * len(str(number))
    lines = [f"  {number} | {shown}".rstrip()]
    if column is not None:
        before = "…" if start else ""
        before += visible(line[start : column - 1])
        lines.append(f"  {gutter} | {' ' * width(before)}^")
    return lines


def _window(line: str, column: int) -> tuple[int, str]:
    """Where the part that is shown begins, and that part: around the column, at most `MOST` columns wide."""
    start = 0
    while width(visible(line[start : column - 1])) > _BEFORE:
        start += 1
        if start == 1 and column > _BEFORE * 2:
            # A line of a megabyte is not walked letter by letter.
            start = column - _BEFORE * 2
    end, room = start, MOST
    while end < len(line) and (room := room - width(visible(line[end]))) >= 0:
        end += 1
    return start, ("…" if start else "") + visible(line[start:end]) + ("…" if end < len(line) else "")


def visible(text: str) -> str:
    """Text as a terminal may show it: tabs as spaces, what steers or hides as `�`."""
    return "".join(" " * TAB if each == "\t" else "�" if _unseen(each) else each for each in text)


def _unseen(character: str) -> bool:
    # Format characters turn the direction of text or hide it; joiners and soft hyphens are no loss.
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    # Vowels and final consonants of Hangul written letter by letter stand on the first consonant.
    if "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
