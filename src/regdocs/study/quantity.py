"""Quantities with their units, and limits made of them: never a bare number whose unit lives in a comment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from pydantic import WithJsonSchema
from pydantic_core import PydanticCustomError

from regdocs.language import Bilingual, Language
from regdocs.study.model import plain_text, whole

_NUMBER = (
    r"[+\-−]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
    r"(?:\s*[×x*]\s*10(?:\^[+\-−]?[0-9]{1,2}|[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})|[eE][+\-]?[0-9]{1,2})?"
)
# A unit doesn't begin with what belongs to a number (`1.2.3`, `1 000`, `2×10E7`) and holds no second bound.
_UNIT = (
    r"(?![eE][+\-]?[0-9]|[×x*]\s*[0-9])"
    r"[^\s0-9.,+\-−^~–∼〜～<>≤≥=⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻](?:[^\n~∼〜～<>≤≥=]*[^\s~∼〜～<>≤≥=])?"
)
_RANGE = r"[~–∼〜～\-]"
_LONGEST = 100
_SUPERSCRIPTS = str.maketrans("0123456789-+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−", "0123456789-+-")

# Spellings that people use, to the one spelling that is printed.
_ALIASES = {
    "cell": "cells", "개": "cells", "세포": "cells", "㎖": "mL", "ml": "mL", "㎕": "µL", "uL": "µL", "μL": "µL",
    "μg": "µg", "ug": "µg", "day": "days", "일": "days", "week": "weeks", "주": "weeks", "month": "months",
    "개월": "months", "year": "years", "년": "years", "hour": "hours", "h": "hours", "시간": "hours",
    "minute": "minutes", "min": "minutes", "분": "minutes", "원": "KRW", "℃": "°C", "C": "°C", "％": "%",
    "person": "persons", "명": "persons", "회": "times", "time": "times", "piece": "pieces", "조각": "pieces",
    "mm2": "mm²", "cm2": "cm²", "mm3": "mm³", "cm3": "cm³", "cc": "mL",
}  # fmt: skip

# How a unit reads in Korean; a unit that is not here reads as it is written. No blank before the first group.
_KOREAN_UNITS = {
    "days": "일", "weeks": "주", "months": "개월", "years": "년", "hours": "시간", "minutes": "분", "KRW": "원",
    "persons": "명", "times": "회", "passages": "계대", "°C": "℃", "pieces": "조각",
}  # fmt: skip
_ATTACHED = {
    "일", "주", "개월", "년", "시간", "분", "원", "명", "회", "계대", "배", "점", "조각", "마리", "등급", "%", "℃",
}  # fmt: skip

# The Korean way to write a bound, after the number: (upper bound, bound excluded).
_KOREAN_BOUNDS = {"이하": (True, False), "이상": (False, False), "미만": (True, True), "초과": (False, True)}
_SIGNS = {
    "≤": (True, False), "<=": (True, False), "≥": (False, False), ">=": (False, False), "<": (True, True), ">": (False, True),
}  # fmt: skip

# How a bound reads, by (upper bound, bound excluded).
_BOUNDS = {
    (True, False): ("이하", "≤"), (False, False): ("이상", "≥"), (True, True): ("미만", "<"), (False, True): ("초과", ">"),
}  # fmt: skip

TIME_UNITS = ("minutes", "hours", "days", "weeks", "months", "years")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A magnitude, kept as precisely as it was written, and its unit."""

    magnitude: Decimal
    unit: str

    @classmethod
    def parse(cls, text: str) -> Quantity:
        """Read `1.0e8 cells`, `1.0×10⁸ cells`, `16 weeks`, `5,000,000 KRW`; raises ValueError otherwise."""
        match = re.fullmatch(rf"({_NUMBER})\s*({_UNIT})", text.strip()) if len(text) <= _LONGEST else None
        if not match:
            raise ValueError(f"not a number with a unit: {text!r}")
        return cls(_magnitude(match[1]), _ALIASES.get(match[2], match[2]))

    def text(self, language: Language = "ko") -> str:
        """As printed: `1.0×10⁸ cells`, `16주` or `16 weeks`, `5,000,000원` or `KRW 5,000,000`."""
        number = f"{self.magnitude:,f}" if self.unit == "KRW" else number_text(self.magnitude)
        if language == "en":
            if self.unit == "KRW":
                return f"KRW {number}"
            single = abs(self.magnitude) == 1 and self.unit in (*TIME_UNITS, "persons", "times", "pieces")
            unit = self.unit[:-1] if single else self.unit
            return f"{number}{'' if unit == '%' else ' '}{unit}"
        unit = _KOREAN_UNITS.get(self.unit, self.unit)
        return f"{number}{'' if unit in _ATTACHED else ' '}{unit}"

    def times(self, factor: Decimal | int) -> Quantity:
        """This quantity `factor` times, printed with as many significant digits as before where that loses nothing."""
        product = self.magnitude * factor
        digits = len(self.magnitude.as_tuple().digits)
        rounded = Decimal(f"{product:.{max(digits - 1, 0)}e}")
        scientific = int(self.magnitude.as_tuple().exponent) > 0
        return Quantity(rounded if scientific and rounded == product else product, self.unit)

    def __str__(self) -> str:
        return self.text()


@dataclass(frozen=True, slots=True)
class Limit:
    """What a result must fulfil: a bound (`≥ 80 %`), a range (`2~8 °C`) or a state (`음성`)."""

    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    state: Bilingual | None = None
    strict: bool = False
    """Whether the bound itself is excluded (`<`, `>`)."""

    @classmethod
    def parse(cls, text: str) -> Limit:
        """Read `≥ 80 %`, `80 % 이상`, `<= 2 EU/mL`, `80~120 %`, `2-8 °C`; raises ValueError where it is none of these."""
        text = text.strip()
        if len(text) > _LONGEST:
            raise ValueError("too long for a limit")
        if match := re.fullmatch(rf"(≥|>=|≤|<=|<|>)\s*({_NUMBER})\s*({_UNIT})?", text):
            return cls._bound(_magnitude(match[2]), match[3], *_SIGNS[match[1]])
        if match := re.fullmatch(rf"({_NUMBER})\s*((?:{_UNIT})?)\s*(이상|이하|초과|미만)", text):
            return cls._bound(_magnitude(match[1]), match[2], *_KOREAN_BOUNDS[match[3]])
        if match := re.fullmatch(rf"({_NUMBER})\s*{_RANGE}\s*({_NUMBER})\s*({_UNIT})?", text):
            low, high = _magnitude(match[1]), _magnitude(match[2])
            if low > high:
                raise ValueError(f"the range runs backwards: {text!r}")
            return cls(low, high, _ALIASES.get(match[3] or "", match[3] or ""))
        raise ValueError(f"not a limit: {text!r}")

    @classmethod
    def _bound(cls, number: Decimal, unit: str | None, upper: bool, strict: bool) -> Limit:
        unit = _ALIASES.get(unit or "", unit or "")
        return cls(None if upper else number, number if upper else None, unit, strict=strict)

    def admits(self, value: Decimal) -> bool:
        """Whether `value`, in this limit's unit, lies within it; a state admits no number."""
        if self.state is not None:
            return False
        if self.low is not None and (value < self.low or (self.strict and value == self.low)):
            return False
        return not (self.high is not None and (value > self.high or (self.strict and value == self.high)))

    def text(self, language: Language = "ko") -> str:
        """As printed: `80% 이상` / `≥ 80%`, `2~8℃` / `2–8 °C`, or the state."""
        if self.state is not None:
            return self.state.text(language)
        if self.low is not None and self.high is not None:
            upper = _with_unit(self.high, self.unit, language)
            return f"{number_text(self.low)}{'~' if language == 'ko' else '–'}{upper}"
        bound, below = (self.high, True) if self.high is not None else (self.low, False)
        assert bound is not None
        korean, sign = _BOUNDS[below, self.strict]
        printed = _with_unit(bound, self.unit, language)
        return f"{printed} {korean}" if language == "ko" else f"{sign} {printed}"

    def __str__(self) -> str:
        return self.text()


def number_text(number: Decimal) -> str:
    """A number as printed: thousands separated; as 1.0×10⁸ where it was written with a power of ten."""
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    if exponent > 0:
        power = len(digits) + exponent - 1
        mantissa = f"{digits[0]}." + ("".join(map(str, digits[1:])) or "0")
        return f"{'-' if sign else ''}{mantissa}×10{str(power).translate(_SUPERSCRIPTS)}"
    return f"{number:,f}"


def _with_unit(number: Decimal, unit: str, language: Language) -> str:
    return Quantity(number, unit).text(language).strip() if unit else number_text(number)


def _magnitude(text: str) -> Decimal:
    text = text.replace(",", "").replace("−", "-")
    if match := re.fullmatch(r"(.+?)\s*[×x*]\s*10\^?(\S+)", text):
        return Decimal(f"{match[1].strip()}e{match[2].translate(_PLAIN_DIGITS)}")
    return Decimal(text)


def _quantity_of(example: str, *units: str) -> Any:
    """A validator for quantities in one of `units` (any unit where none is given)."""

    def read(value: Any) -> Quantity:
        if isinstance(value, Quantity):
            quantity = value
        else:
            try:
                quantity = Quantity.parse(plain_text(value) if isinstance(value, str) else "")
            except ValueError:
                raise PydanticCustomError(
                    "quantity", "a number with its unit is expected, such as `{example}`", {"example": example}
                ) from None
        if units and quantity.unit not in units:
            raise PydanticCustomError(
                "unit",
                "the unit `{unit}` doesn't fit here; known: {units}",
                {"unit": quantity.unit, "units": ", ".join(units)},
            )
        return quantity

    return read


def _limit(value: Any) -> Limit:
    if isinstance(value, Limit):
        return value
    if isinstance(value, dict) and set(value) <= {"ko", "en"} and value.get("ko"):
        english = value.get("en")
        return Limit(state=Bilingual(plain_text(value["ko"]), plain_text(english) if english is not None else None))
    if not isinstance(value, str) or not value.strip():
        raise PydanticCustomError("limit", "a limit is expected, such as `≥ 80 %`, `2~8 °C` or `음성`", {})
    text = plain_text(value)
    try:
        return Limit.parse(text)
    except ValueError:
        # What begins like a limit was meant as one: a slip in it must not pass as a state.
        if re.match(rf"[≥≤<>]|{_NUMBER}\s*[~–∼〜～]", text[:_LONGEST]):
            raise PydanticCustomError(
                "limit", "a limit is expected, such as `≥ 80 %`, `2~8 °C` or `음성`", {}
            ) from None
        return Limit(state=Bilingual(text))


def _schema(example: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "examples": [example]})


def _kind(example: str, *units: str) -> Any:
    return Annotated[Quantity, whole(_quantity_of(example, *units)), _schema(example)]


Measure: TypeAlias = Annotated[Quantity, whole(_quantity_of("12.5 pg/mL")), _schema("12.5 pg/mL")]
"""A quantity in whatever unit it was measured."""
CellDose: TypeAlias = Annotated[
    Quantity, whole(_quantity_of("2.0e7 cells", "cells", "cells/kg")), _schema("2.0e7 cells")
]
CellCount: TypeAlias = Annotated[Quantity, whole(_quantity_of("1.0e8 cells", "cells")), _schema("1.0e8 cells")]
Volume: TypeAlias = Annotated[Quantity, whole(_quantity_of("1 mL", "mL", "L", "µL")), _schema("1 mL")]
Amount: TypeAlias = Annotated[
    Quantity,
    whole(_quantity_of("80 mL", "mL", "L", "µL", "g", "mg", "mm", "cm", "mm²", "cm²", "mm³", "cm³", "pieces")),
    _schema("80 mL"),
]
"""How much of a tissue is taken: blood by its volume, a biopsy by weight, size or pieces."""
Duration: TypeAlias = Annotated[Quantity, whole(_quantity_of("16 weeks", *TIME_UNITS)), _schema("16 weeks")]
"""A span of time, or a point on the study's time axis (negative before its zero)."""
Money: TypeAlias = Annotated[Quantity, whole(_quantity_of("5,000,000 KRW", "KRW")), _schema("5,000,000 KRW")]
Acceptance: TypeAlias = Annotated[Limit, whole(_limit), _schema("≥ 80 %")]
