"""A number or a span of time as Korean and English prose writes it, and as study.yaml does."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from regdocs.study.quantity import Quantity

COUNTS = {
    word: count
    for count, word in enumerate(["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"], start=1)
}
_POWER = re.compile(r"\s*[×x*]\s*10\s*\^?\{?\^?(?P<power>\d+|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_KOREAN = {"만": 10**4, "십만": 10**5, "백만": 10**6, "천만": 10**7, "억": 10**8}
SPANS = {"분": "minutes", "시간": "hours", "일": "days", "주": "weeks", "개월": "months", "년": "years"}


_DIGITS_OF_POWERS = 2
"""Nobody means a power of ten with more."""


def number(text: str) -> Decimal | None:
    """A number as people write it: 1,000; 1.0×10⁸, 1.0 x 10^8, 1.0×10^8^; 1억, 2천만."""
    if text in COUNTS:
        return Decimal(COUNTS[text])
    power = _POWER.search(text)
    if power and len(power["power"]) > _DIGITS_OF_POWERS:
        return None
    base = (text[: power.start()] if power else text).strip()
    korean = re.search("[가-힣]+$", base)
    try:
        value = Decimal(base.removesuffix(korean[0] if korean else "").replace(",", "").strip())
    except InvalidOperation:
        return None
    if korean:
        return value * _KOREAN[korean[0]] if korean[0] in _KOREAN else None
    return value * Decimal(10) ** int(power["power"].translate(_RAISED)) if power else value


def english(unit: str) -> str:
    """A unit of time as study.yaml writes it."""
    return SPANS.get(unit, f"{unit.removesuffix('s')}s")


def quantity_in(word: str) -> Quantity | None:
    """What a value of study.yaml measures; None where it is no quantity."""
    try:
        return Quantity.parse(word)
    except ValueError:
        return None
