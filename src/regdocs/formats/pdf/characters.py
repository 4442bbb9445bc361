"""Characters in print: equals for those that Korean fonts lack, and words of hangul that stay whole at a line's end."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

WORD_JOINER = "\u2060"
UNSEEN = frozenset(map(ord, "\t\n\r \u00a0\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Code points that draw nothing: blanks, joiners and marks of where a line may break."""

ALWAYS = {"\u00b5": "μ", "☐": "□", "☑": "■", "☒": "■"}
"""Replaced even where a font has them, so that one value looks the same in every font."""

EQUALS = {
    "\u2212": "–",
    "\u2010": "-",
    "\u2011": "-",
    "\u2027": "·",
    "\u30fb": "·",
    "\uff65": "·",
    "▪": "■",
    "◦": "○",
    "\u2009": "\u00a0",
    "\u200a": "\u00a0",
    "\u202f": "\u00a0",
    "\u3000": "\u00a0",
    "\u301c": "~",
    "\uff5e": "~",
    "✓": "√",
    "✔": "√",
}
"""Look-alikes, taken where no font has the character itself."""

RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ", "0123456789+–()n", strict=True))
POWERS = "⁰⁴⁵⁶⁷⁸⁹"
"""Drawn alike or not at all: NanumGothic has only ⁴ of them, too small to be read beside digits set high."""
LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₍₎", "0123456789+–()", strict=True))

# WeasyPrint 70 accepts `word-break: keep-all` and ignores it, so a line would end anywhere inside a Korean word.
INSIDE_WORD = re.compile("(?<=[가-힣A-Za-z0-9)\\]」』%℃])(?=[가-힣])|(?<=[가-힣])(?=[A-Za-z0-9·ㆍ~/%℃])")
TAG = re.compile("(<[^>]*>)")


def whole_words(text: str) -> str:
    """`text` with a word joiner at each place inside a word where a line could end; it has no width and no glyph."""
    return INSIDE_WORD.sub(WORD_JOINER, text)


def substituted(character: str, available: Set[int]) -> str | None:
    """What is printed in place of `character`: itself, an equal, its digit set high or low; None where nothing serves."""
    character = ALWAYS.get(character, character)
    if ord(character) in available:
        return character
    other = EQUALS.get(character) or RAISED.get(character) or LOWERED.get(character)
    return other if other and ord(other) in available else None


@lru_cache(maxsize=8)
def substitutes(available: frozenset[int]) -> tuple[dict[int, str], dict[int, str], dict[int, str]]:
    """The replacements that fonts with these code points need: plain, to be set high, to be set low."""
    plain = {
        ord(character): other
        for character in (*ALWAYS, *EQUALS)
        if (other := substituted(character, available)) and other != character
    }
    alike = all(ord(power) in available for power in POWERS)
    raised = {
        ord(character): digit
        for character, digit in RAISED.items()
        if ord(character) not in available or (character in POWERS and not alike)
    }
    lowered = {ord(character): digit for character, digit in LOWERED.items() if ord(character) not in available}
    return plain, raised, lowered


def printable(markup: str, available: frozenset[int]) -> str:
    """`markup` as fonts with these code points can draw it, with Korean words kept whole.

    In headers and footers nothing can be set high or low: there 10⁸ becomes 10^8. Other attributes aren't drawn.
    """
    plain, raised, lowered = substitutes(available)
    in_tags = {**plain, **{code: f"^{digit}" for code, digit in raised.items()}, **lowered}
    # The head isn't drawn. Every second part of the body is a tag: `>` never stands bare inside one.
    head, begin, body = markup.partition("<body")
    parts = TAG.split(begin + body)
    for index, part in enumerate(parts):
        if part.isascii():
            continue
        if index % 2 == 0:
            parts[index] = _text(part, plain, raised, lowered)
        elif part.startswith("<body"):
            # The page's header and footer are drawn from its attributes.
            parts[index] = whole_words(part.translate(in_tags))
    return head + "".join(parts)


def _text(text: str, plain: dict[int, str], raised: dict[int, str], lowered: dict[int, str]) -> str:
    text = whole_words(text.translate(plain))
    for element, digits in (("sup", raised), ("sub", lowered)):
        if not digits.keys().isdisjoint(map(ord, text)):
            run = re.compile("[" + "".join(map(chr, digits)) + "]+")
            text = run.sub(lambda match: f"<{element}>{match[0].translate(digits)}</{element}>", text)  # noqa: B023
    return text
