"""The signs in which lists and headings are counted, by the names that Word has for the forms."""

from __future__ import annotations

from regdocs.formats.office.markers import GANADA

_CHOSUNG = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_DIGITS = "일이삼사오육칠팔구"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def sign(count: int, form: str) -> str:
    """`count` in one of Word's number formats; digits for a format that isn't known here."""
    if form in ("none", "bullet"):
        return ""
    if count < 1:
        return str(count)
    for name, signs in (("ganada", GANADA), ("chosung", _CHOSUNG)):
        if form == name:
            return signs[(count - 1) % len(signs)]
    if form == "decimalEnclosedCircle" and count <= 20:
        return chr(ord("①") + count - 1)
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * min(1 + (count - 1) // 26, 9)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("upperRoman", "lowerRoman"):
        return _roman(count).upper() if form == "upperRoman" else _roman(count)
    if form == "decimalZero":
        return f"{count:02d}"
    if form in ("koreanCounting", "koreanDigital", "koreanDigital2") and count <= len(_DIGITS):
        return _DIGITS[count - 1]
    return str(count)


def _roman(count: int) -> str:
    text = ""
    for amount, signs in _ROMAN:
        times, count = divmod(count, amount)
        text += signs * min(times, 9)
    return text
