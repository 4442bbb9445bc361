"""Which form of a Korean particle follows a value: by the last syllable as it is read aloud, units and figures included."""

from __future__ import annotations

import re
import unicodedata

# Final consonants by what they decide: none, ㄹ (after which 으로 is 로 too), any other.
_NONE, _RIEUL, _OTHER = 0, 1, 2
_RIEUL_INDEX = 8

_DIGITS = dict(
    zip("0123456789", (_OTHER, _RIEUL, _NONE, _OTHER, _NONE, _NONE, _OTHER, _RIEUL, _RIEUL, _NONE), strict=True)
)
"""영(십, 백, 천), 일, 이, 삼, 사, 오, 육, 칠, 팔, 구."""
_LETTERS = {"L": _RIEUL, "M": _OTHER, "N": _OTHER}
"""엘, 엠, 엔; every other letter's name ends in a vowel."""
_SIGNS = {"%": _NONE, "‰": _RIEUL, "℃": _NONE, "°": _NONE, "+": _NONE, "−": _NONE, "′": _NONE, "″": _NONE}
"""퍼센트, 퍼밀, 도, 플러스, 마이너스."""
_UNITS = {
    **dict.fromkeys(("g", "mg", "kg", "µg", "ng", "pg"), _OTHER),
    **dict.fromkeys(("L", "dL", "mL", "µL", "m", "cm", "mm", "µm", "nm", "cell", "cells", "Gy", "Hz", "mmHg"), _NONE),
    **dict.fromkeys(("kDa", "Da", "min"), _OTHER),
    **dict.fromkeys(("mol", "mmol", "µmol", "nmol"), _RIEUL),
    **dict.fromkeys(("mM", "µM", "nM"), _RIEUL),
}  # fmt: skip
"""그램, 리터, 미터, 세포, 달톤, 몰 and the like; IU, EU and CFU are read letter by letter."""
_WORD_ENDINGS = (("ng", _OTHER), ("l", _RIEUL), ("m", _OTHER), ("n", _OTHER))
"""How a Latin word read as a Korean one ends; with any other letter it mostly takes a vowel (플라스크, 백 apart)."""

_PAIRS = (("을", "를"), ("은", "는"), ("이", "가"), ("과", "와"), ("으로", "로"))
_LEADING = re.compile(rf"({'|'.join(form for pair in _PAIRS for form in pair)})(?=[\s.,;:·)」]|$)")
"""A particle with nothing of the same word behind it: `이` of 이며 or 이다 is none."""

_BRACKETED = re.compile(r"(?<=\S)\s*[(\[〔（][^()\[\]〔〕（）]*[)\]〕）]$")
_QUOTES = " \t\n.,;:·…!?\"'’”」』》〉)]〕）"
_RAISED = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+$")
_LATIN = re.compile(r"[A-Za-zµ]+$")


def particle(text: str, after_consonant: str, after_vowel: str) -> str:
    """The form that follows `text`: `particle("세포", "은", "는")` is 는, `particle("5 mg", "으로", "로")` 으로.

    What stands in brackets at the end isn't read: 세포(MSC)는. Both forms, as 은(는), where nobody can tell how the text
    is read (hanja, other scripts).
    """
    final = _final(text)
    if final is None:
        return f"{after_consonant}({after_vowel})"
    if final == _RIEUL and after_consonant.startswith("으로"):
        return after_vowel
    return after_vowel if final == _NONE else after_consonant


def fitted(before: str, text: str) -> str:
    """`text` with the particle that it begins with as `before` wants it: who refers to a table doesn't know its number."""
    match = _LEADING.match(text)
    if match is None:
        return text
    forms = next(pair for pair in _PAIRS if match[1] in pair)
    chosen = particle(before, *forms)
    return chosen + text[match.end(1) :] if chosen in forms else text


def _final(text: str) -> int | None:
    """The final consonant of the last syllable read; None where it isn't known."""
    text = unicodedata.normalize("NFC", text).replace("μ", "µ").strip()
    while (without := _BRACKETED.sub("", text)) != text:
        text = without
    text = text.rstrip(_QUOTES)
    if not text:
        return None
    if _RAISED.search(text):
        base = _RAISED.sub("", text)
        # A raised figure after a number is a power (승), after a unit a square or cube (제곱미터).
        return _OTHER if base[-1:].isdigit() else _final(base)
    last = text[-1]
    if "가" <= last <= "힣":
        index = (ord(last) - ord("가")) % 28
        return _NONE if index == 0 else _RIEUL if index == _RIEUL_INDEX else _OTHER
    if last in _SIGNS:
        return _SIGNS[last]
    number = unicodedata.numeric(last, None)
    if number is not None and number >= 0 and number == int(number) and unicodedata.category(last) != "Lo":
        return _DIGITS[str(int(number))[-1]]
    folded = unicodedata.normalize("NFKC", text)
    return _final(folded) if folded != text.replace("µ", "μ") else _latin(text)


def _latin(text: str) -> int | None:
    match = _LATIN.search(text)
    if match is None:
        return _greek(text[-1])
    word = match[0]
    if word in _UNITS and (match.start() == 0 or not text[match.start() - 1].isalpha()):
        return _UNITS[word]
    if word[-1].isupper():
        return _LETTERS.get(word[-1], _NONE)
    return next((final for ending, final in _WORD_ENDINGS if word.endswith(ending)), _NONE)


def _greek(letter: str) -> int | None:
    name = unicodedata.name(letter, "")
    if not name.startswith("GREEK"):
        return None
    return _OTHER if name.endswith(("EPSILON", "UPSILON", "OMICRON")) else _NONE
