"""Text in a picture: what it may hold, how wide it is, and how it is broken into lines."""

from __future__ import annotations

import unicodedata
from itertools import groupby

_ADVANCES = {
    **dict.fromkeys("ijlI'`|", 0.31), **dict.fromkeys(" !.,:;\"()-[]{}frt·‘’“”", 0.43), **dict.fromkeys("cksvxyzJL/", 0.53),
    **dict.fromkeys("mwMW%\\", 1.09), **dict.fromkeys("ADGHNOQU@&", 0.88), "×": 0.62, "–": 0.45,
}  # fmt: skip
_LATIN, _WIDE = 0.68, 0.97
"""Widths in ems, rounded up from NanumGothic's own; its bold face is as wide, Malgun Gothic is narrower."""

RAISED_SIZE = 0.7
"""The size of a raised or lowered digit, as a share of the text's."""
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "0123456789+–n", strict=True))
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+–", strict=True))
# What Korean fonts lack, by the look-alike that they have; a picture's text isn't looked through again by the writers.
_EQUALS = str.maketrans(
    {
        "−": "–", "\u2010": "-", "\u2011": "-", "‧": "·", "・": "·", "･": "·", "µ": "μ", "〜": "~", "～": "~",
        "✓": "√", "✔": "√", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u00a0": " ",
    }
)  # fmt: skip

Run = tuple[str, int]
"""A stretch of text and its level: 1 raised, -1 lowered, 0 neither."""


def clean(text: str) -> str:
    """One line of visible text: blanks joined, marks that draw nothing or turn the direction taken away."""
    visible = (" " if character.isspace() else character for character in text)
    kept = "".join(character for character in visible if unicodedata.category(character)[0] != "C")
    return " ".join(kept.translate(_EQUALS).split())


def runs(text: str) -> list[Run]:
    """The stretches of `text`, raised and lowered digits as ordinary ones at their level, for fonts have few of them."""
    levels = [(_RAISED[c], 1) if c in _RAISED else (_LOWERED[c], -1) if c in _LOWERED else (c, 0) for c in text]
    return [
        ("".join(character for character, _ in stretch), level)
        for level, stretch in groupby(levels, lambda each: each[1])
    ]


def text_width(text: str, size: float) -> float:
    """About how wide `text` is at `size` points, in points; never less than NanumGothic sets it."""
    return size * sum(_advance(stretch) * (RAISED_SIZE if level else 1.0) for stretch, level in runs(text))


def wrap(text: str, width: float, size: float, most: int | None = None) -> list[str]:
    """`text` in lines no wider than `width` points, broken at blanks; a longer word is broken inside.

    Of more than `most` lines the last ends in `…`.
    """
    lines: list[str] = []
    line = ""
    for word in clean(text).split(" "):
        joined = f"{line} {word}" if line else word
        if text_width(joined, size) <= width:
            line = joined
            continue
        lines += [line] if line else []
        *whole, line = _pieces(word, width, size)
        lines += whole
    lines += [line] if line else []
    return (
        lines if most is None or len(lines) <= most else [*lines[: most - 1], _ellipsis(lines[most - 1], width, size)]
    )


def _advance(text: str) -> float:
    return sum(_ADVANCES.get(each, _LATIN if each.isascii() else _WIDE) for each in text)


def _pieces(word: str, width: float, size: float) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and text_width(pieces[-1] + character, size) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _ellipsis(line: str, width: float, size: float) -> str:
    while line and text_width(f"{line}…", size) > width:
        line = line[:-1]
    return f"{line}…"
