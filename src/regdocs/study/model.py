"""The ground that every study model stands on: strict, frozen, and reading scalars as a person wrote them."""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, GetPydanticSchema, WithJsonSchema
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import no_info_before_validator_function, no_info_plain_validator_function

from regdocs.language import Bilingual


class Model(BaseModel):
    """A part of a study: fields that it doesn't know are errors, and nothing changes after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=False)


# Scalars of study.yaml arrive as the text that stands in the file, so that `no`, `010` or `1e6` never turn into
# something that nobody wrote; each type below decides what it reads. Values that are already typed pass through.


def plain_text(value: Any) -> str:
    """Text in one language: composed (NFC), without blanks around it; empty or unprintable text is refused."""
    if not isinstance(value, str):
        raise PydanticCustomError("text_expected", "a text is expected here")
    text = unicodedata.normalize("NFC", value).strip()
    # Python calls more unprintable than is refused here, such as a line break, but nothing less.
    if not text.isprintable():
        _refuse_unprintable(text)
    if not text:
        raise PydanticCustomError("text_empty", "the text is empty; leave the field out instead")
    return text


def _refuse_unprintable(text: str) -> None:
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cs", "Cn", "Co") and character not in "\n\t":
            raise PydanticCustomError(
                "control_character",
                "the text holds the unprintable character {character}",
                {"character": f"U+{ord(character):04X}"},
            )


def _whole_number(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"[+-]?(0|[1-9][0-9]{0,14})", value.strip()):
        return int(value)
    raise PydanticCustomError("whole_number", "a whole number in digits is expected, such as 60", {})


def _decimal(value: Any) -> Decimal:
    if isinstance(value, Decimal) and value.is_finite():
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return Decimal(str(value))
    text = value.strip() if isinstance(value, str) else ""
    # Digits and exponents have a bound, so that printing a number in full can't exhaust memory.
    if re.fullmatch(r"[+-]?(0|[1-9][0-9]{0,29})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?", text):
        return Decimal(text)
    raise PydanticCustomError("number", "a number is expected, such as 0.8", {})


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return bool(value == "true")
    raise PydanticCustomError("flag", "true or false is expected (not yes/no, on/off)", {})


def _day(value: Any) -> datetime.date:
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value.strip()):
        try:
            return datetime.date.fromisoformat(value.strip())
        except ValueError:
            raise PydanticCustomError("date_impossible", "there is no such day in the calendar", {}) from None
    raise PydanticCustomError("date", "a date written YYYY-MM-DD is expected, such as 2026-11-22", {})


def _bilingual(value: Any) -> Any:
    if isinstance(value, str):
        return Bilingual(plain_text(value))
    if isinstance(value, Bilingual):
        return value
    if not isinstance(value, dict):
        raise PydanticCustomError("bilingual", "a text, or `ko:` and `en:` with a text each, is expected", {})
    for key in value:
        if key not in ("ko", "en"):
            raise PydanticCustomError(
                "bilingual_key", "only `ko` and `en` are known here, not `{key}`", {"key": str(key)}
            )
    korean, english = value.get("ko"), value.get("en")
    if not korean:
        raise PydanticCustomError("bilingual_korean", "the Korean text (`ko:`) is missing; the filing is Korean", {})
    return Bilingual(plain_text(korean), plain_text(english) if english is not None else None)


def reads(read: Callable[[Any], Any]) -> GetPydanticSchema:
    """Says that `read` sees the value as written, before pydantic does; a validator says so too, but is slow to set up."""
    return GetPydanticSchema(lambda source, handler: no_info_before_validator_function(read, handler(source)))


def whole(read: Callable[[Any], Any]) -> GetPydanticSchema:
    """Says that `read` makes the value, so that pydantic needn't know how it is made of parts."""
    return GetPydanticSchema(lambda *_: no_info_plain_validator_function(read))


_TEXT_SCHEMA: dict[str, Any] = {
    "oneOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {"ko": {"type": "string"}, "en": {"type": "string"}},
            "required": ["ko"],
            "additionalProperties": False,
        },
    ]
}

Word: TypeAlias = Annotated[str, reads(plain_text)]
"""Text in one language: a name, a number, a code."""

Text: TypeAlias = Annotated[Bilingual, whole(_bilingual), WithJsonSchema(_TEXT_SCHEMA)]
"""Text in Korean, or in Korean and English (`{ko: …, en: …}`)."""

Identifier: TypeAlias = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60), reads(plain_text)]
"""What other places name this by: small Latin letters, digits, hyphens, underscores."""

Count: TypeAlias = Annotated[int, Field(ge=0), reads(_whole_number)]
Integer: TypeAlias = Annotated[int, reads(_whole_number)]
Number: TypeAlias = Annotated[Decimal, reads(_decimal)]
Flag: TypeAlias = Annotated[bool, reads(_flag)]
Day: TypeAlias = Annotated[datetime.date, reads(_day)]
