"""How headings and values are compared: to the letter where it matters, past what programs change by themselves."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SAME = {
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", ""),
    **dict.fromkeys("ㆍ‧・•∙⋅･", "·"),
    **dict.fromkeys("‘’‛′`", "'"),
    **dict.fromkeys("“”„″", '"'),
    **dict.fromkeys("‐‑–−", "-"),
    **dict.fromkeys("～〜∼", "~"),
}
"""Middle dots are one (· ㆍ ‧), and so are quotes and dashes, which Word turns by itself while somebody types."""
_OTHER = re.compile(f"[{''.join(_SAME)}]")
_WIDE: dict[int, str | int] = {ord("\u3000"): " ", **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}}
_TYPED = re.compile(
    r"\s*(?P<number>제?\s?\d{1,3}(?:[-.]\d{1,3})*\s?[.)장절항]?|[가-하][.)]|\(\d{1,3}\)|\([가-하]\)|[①-⑳㉮-㉻]|[IVXivx]{1,5}\.)"
    r"(?:\s+|(?<=[.)장절항①-⑳㉮-㉻])|(?<=\d-\d)(?=\D)|(?<=-\d\d)(?=\D))(?P<title>\S.*)",
    re.DOTALL,
)


RAISED = "\1"
_KEPT = 8192
"""Spellings that are kept: a paper prints the same values and words again and again."""
_RAISED_DIGIT = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_TIMES = re.compile(r"(?<=[\d가-힣])[xX✕](?=[\d가-힣])")
_GLUED = re.compile(r"\s*(\d{1,3}(?:[-.]\d{1,3})*)(\D.*)", re.DOTALL)
_NUMBER_BEGINS = re.compile(r"\s*[\d(제가나다라마바사아자차카타파하①-⑳㉮-㉻IVXivx]")


def fold(text: str) -> str:
    """The text as it is compared to the letter: composed Hangul, single blanks, one middle dot, straight quotes."""
    text = _OTHER.sub(lambda found: _SAME[found[0]], unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def lowered(text: str) -> str:
    """The folded text with raised digits and signs as plain ones: a heading's look is its style's business."""
    return fold(text).translate(_LOWERED)


def close(text: str) -> str:
    """The folded text without any blank: how values are looked for, since lines break anywhere."""
    return fold(text).replace(" ", "")


@lru_cache(maxsize=_KEPT)
def loose(text: str) -> str:
    """The text past what fonts and programs do to it: one micro sign, no blanks; a raised digit is one after `RAISED`."""
    letters = unicodedata.normalize("NFKC", _RAISED_DIGIT.sub(RAISED + r"\g<0>", close(text))).replace(" ", "")
    # What ½ is made of is no usual stroke.
    return _TIMES.sub("×", letters.replace("\u2044", "/"))


@lru_cache(maxsize=_KEPT)
def same_value(text: str) -> str:
    """A value as tagged ones are compared: folded, and past the width that a Korean keyboard gives digits and signs."""
    return fold(text.translate(_WIDE))


@lru_cache(maxsize=_KEPT)
def bare(text: str) -> str:
    """Letters and digits alone: by this a heading is known again though its dots and blanks were changed."""
    letters = "".join(character for character in lowered(text).casefold() if character.isalnum())
    return letters or close(text)


def plain_number(number: str) -> str:
    """A heading's number without the signs around it: `3-2-1.` and `3-2-1` are one, `가.` and `가)` too."""
    return same_value(number).strip(" .)(").removeprefix("제").rstrip("장절항 ").strip()


def may_begin_with_number(text: str) -> bool:
    """A quick look that spares most text the close one of `typed_number`."""
    return _NUMBER_BEGINS.match(text) is not None


@lru_cache(maxsize=_KEPT)
def typed_number(text: str) -> tuple[str, str]:
    """The number that somebody typed before a heading, and the rest; ("", text) where there is none."""
    found = _TYPED.fullmatch(fold(text))
    return (found["number"], found["title"]) if found else ("", text)


def glued_number(text: str) -> tuple[str, str]:
    """The number that somebody typed before a heading without a blank, and the rest; ("", text) where there is none."""
    found = _GLUED.fullmatch(fold(text))
    return (found[1], found[2]) if found else ("", text)
