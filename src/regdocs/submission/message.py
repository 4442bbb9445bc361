"""What pydantic and the study's own types complain of, said in Korean and English with what is allowed instead."""

from __future__ import annotations

import types
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from regdocs.language import Bilingual
from regdocs.submission.problem import Words, meant, nearest, quoted, shown

Location = tuple[int | str, ...]

_MEND: Words = "이 필드에 맞는 값을 적으십시오", "write a value that fits this field"

# By the error's type: what is wrong and what is allowed, in Korean and English; fields in braces are its context.
_TABLE: dict[str, tuple[Words, Words]] = {
    "text_expected": (("글이 아님", "not a text"), ("글 한 줄로 적으십시오", "write a text")),
    "text_empty": (("빈 글", "the text is empty"), ("값이 없으면 필드를 지우십시오", "leave the field out instead")),
    "control_character": (
        ("인쇄할 수 없는 문자 {character}", "a character that can't be printed: {character}"),
        ("그 문자를 지우십시오", "delete that character"),
    ),
    "whole_number": (
        ("정수가 아님: {input}", "not a whole number: {input}"),
        ("숫자만 적으십시오(예: 60)", "write digits only, such as 60"),
    ),
    "number": (
        ("수가 아님: {input}", "not a number: {input}"),
        ("수만 적으십시오(예: 0.8)", "write a number only, such as 0.8"),
    ),
    "flag": (
        ("true도 false도 아님: {input}", "neither true nor false: {input}"),
        ("`true` 또는 `false`로 적으십시오(yes/no, on/off 불가)", "write `true` or `false` (not yes/no, on/off)"),
    ),
    "date": (
        ("날짜가 아님: {input}", "not a date: {input}"),
        ("YYYY-MM-DD로 적으십시오(예: 2026-11-22)", "write YYYY-MM-DD, such as 2026-11-22"),
    ),
    "date_impossible": (
        ("달력에 없는 날짜: {input}", "no such day in the calendar: {input}"),
        ("달력에 있는 날짜를 적으십시오", "write a day that the calendar has"),
    ),
    "bilingual": (
        ("글이 아님", "not a text"),
        ("글, 또는 `ko:`와 `en:`에 글을 하나씩 적으십시오", "write a text, or `ko:` and `en:` with a text each"),
    ),
    "bilingual_key": (
        ("`{key}`: 여기에 없는 언어", "`{key}` is no language known here"),
        ("`ko`와 `en`만 쓰십시오", "write only `ko` and `en`"),
    ),
    "bilingual_korean": (
        ("한국어(`ko:`)가 없음", "the Korean text (`ko:`) is missing"),
        ("제출 자료는 한국어이므로 `ko:`에 적으십시오", "write it under `ko:`, for the filing is Korean"),
    ),
    "quantity": (
        ("단위가 붙은 수가 아님: {input}", "not a number with its unit: {input}"),
        ("수와 단위를 적으십시오(예: `{example}`)", "write a number and its unit, such as `{example}`"),
    ),
    "unit": (
        ("맞지 않는 단위: `{unit}`", "the unit `{unit}` doesn't fit here"),
        ("다음 단위로 적으십시오: {units}", "write it in one of these units: {units}"),
    ),
    "limit": (
        ("기준이 아님: {input}", "not a limit: {input}"),
        (
            "한도, 범위나 상태를 적으십시오(예: `≥ 80 %`, `2~8 °C`, `음성`)",
            "write a bound, a range or a state, such as `≥ 80 %`, `2~8 °C` or `음성`",
        ),
    ),
    "string_pattern_mismatch": (
        ("형식에 맞지 않음: {input}", "doesn't fit the pattern: {input}"),
        ("다음 꼴로 적으십시오: {pattern}", "keep to this form: {pattern}"),
    ),
    "string_too_long": (
        ("너무 긺", "too long"),
        ("{max_length}자까지만 쓰십시오", "write at most {max_length} characters"),
    ),
    "string_too_short": (
        ("너무 짧음", "too short"),
        ("{min_length}자 이상 쓰십시오", "write at least {min_length} characters"),
    ),
    "string_type": (("글이 아님", "not a text"), ("글 한 줄로 적으십시오", "write a text")),
    "too_short": (
        ("항목이 {actual_length}개", "{actual_length} items"),
        ("{min_length}개 이상 적으십시오", "write at least {min_length}"),
    ),
    "too_long": (
        ("항목이 {actual_length}개", "{actual_length} items"),
        ("{max_length}개까지만 적으십시오", "write at most {max_length}"),
    ),
    "greater_than_equal": (
        ("너무 작음: {input}", "too small: {input}"),
        ("{ge} 이상으로 적으십시오", "write at least {ge}"),
    ),
    "greater_than": (
        ("너무 작음: {input}", "too small: {input}"),
        ("{gt}보다 크게 적으십시오", "write more than {gt}"),
    ),
    "less_than_equal": (("너무 큼: {input}", "too large: {input}"), ("{le} 이하로 적으십시오", "write at most {le}")),
    "less_than": (("너무 큼: {input}", "too large: {input}"), ("{lt}보다 작게 적으십시오", "write less than {lt}")),
    "literal_error": (
        ("모르는 값: {input}", "unknown value: {input}"),
        ("다음 값으로 적으십시오: {expected}", "write one of these: {expected}"),
    ),
    "value_error": (("읽을 수 없는 값: {error}", "the value can't be read: {error}"), _MEND),
}

_ALIKE = {
    "int_parsing": "whole_number", "int_type": "whole_number", "int_parsing_size": "whole_number",
    "int_from_float": "whole_number", "float_parsing": "number", "float_type": "number", "decimal_parsing": "number",
    "decimal_type": "number", "bool_parsing": "flag", "bool_type": "flag", "date_parsing": "date",
    "date_from_datetime_parsing": "date", "date_type": "date", "string_sub_type": "string_type",
}  # fmt: skip

_PATTERNS: dict[str, Words] = {
    r"^[a-z0-9][a-z0-9_-]*$": ("영문 소문자, 숫자, `-`, `_`", "small Latin letters, digits, `-`, `_`"),
}
_WRITE: Words = "값을 적으십시오", "write its value"
_DELETE: Words = "이 필드를 지우십시오", "delete this field"
_BELOW: Words = "`이름: 값` 줄을 한 단계 들여 적으십시오", "write lines `name: value`, indented below it"
_ABSENT: Words = "필수 필드가 없음", "the field is missing"
BLANK: Words = "값이 비어 있음", "no value is written here"
"""For a missing field whose name stands there without a value."""
_LISTS = ("tuple_type", "list_type", "set_type", "frozen_set_type")
_MAPPINGS = (
    "model_type",
    "model_attributes_type",
    "dict_type",
    "mapping_type",
    "dataclass_type",
    "dataclass_exact_type",
)


def explain(error: ErrorDetails, model: type[BaseModel]) -> tuple[str, Words, Words]:
    """Rule, message and remedy for one error of validating `model`."""
    kind, location = error["type"], error["loc"]
    if kind == "missing":
        return "missing-field", _ABSENT, _needed(field_type(model, location)) or _WRITE
    if kind == "extra_forbidden":
        return "unknown-field", ("모르는 필드", "unknown field"), _known_field(model, location) or _DELETE
    if kind == "enum":
        return "value", *_not_in_list(error, field_type(model, location))
    if kind in _LISTS:
        remedy = "각 항목을 `- `로 시작하는 줄에 적으십시오", "write each item on a line that begins with `- `"
        return "value", ("목록이 아님", "not a list"), remedy
    if kind in _MAPPINGS:
        return (
            "value",
            ("필드가 아래에 오는 자리", "fields are expected below this"),
            _fields(field_type(model, location)) or _BELOW,
        )
    return "value", *_from_table(error)


def field_names(annotation: object) -> list[str]:
    """The fields of a model under the names that a file uses; none for anything else."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [field.alias or name for name, field in annotation.model_fields.items()]
    return []


def field_type(model: object, location: Sequence[int | str]) -> object:
    """What the model says stands at a location, without Optional and Annotated; None where it says nothing."""
    current = _bare(model)
    for step in location:
        current = _bare(_below(current, step))
    return current


def _below(annotation: object, step: int | str) -> object:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            if step == (field.alias or name):
                return field.annotation
        return None
    arguments = get_args(annotation)
    origin = get_origin(annotation)
    if isinstance(origin, type) and issubclass(origin, dict) and len(arguments) == 2:
        return arguments[1]
    return arguments[0] if arguments and isinstance(step, int) else None


def _bare(annotation: object) -> object:
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, types.UnionType):
            annotation = next((each for each in get_args(annotation) if each is not type(None)), None)
        else:
            return annotation


def _needed(annotation: object) -> Words | None:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return _terms(annotation)
    return _fields(annotation)


def _fields(annotation: object) -> Words | None:
    names = field_names(annotation)
    if not names:
        return None
    listed = quoted(names[:12]) + (" …" if len(names) > 12 else "")
    return f"가능한 필드: {listed}", f"fields: {listed}"


def meant_field(model: type[BaseModel], location: Location) -> str | None:
    """The field that an unknown one at a location most probably stands for."""
    return nearest(str(location[-1]), field_names(field_type(model, location[:-1])))


def _known_field(model: type[BaseModel], location: Location) -> Words | None:
    return meant(str(location[-1]), field_names(field_type(model, location[:-1])))


def _not_in_list(error: ErrorDetails, annotation: object) -> tuple[Words, Words]:
    given = error["input"]
    if not (isinstance(given, str) and isinstance(annotation, type) and issubclass(annotation, Enum)):
        return ("목록에 없는 값", "not a value of the list"), _needed(annotation) or _MEND
    message = f"모르는 값: `{shown(given)}`", f"unknown value: `{shown(given)}`"
    allowed = _terms(annotation)
    near = _nearest_term(given, annotation)
    if near is None:
        return message, allowed
    return message, (f"`{near}`? {allowed[0]}", f"did you mean `{near}`? {allowed[1]}")


def _nearest_term(given: str, terms: type[Enum]) -> str | None:
    """The value meant, also where somebody wrote its Korean or English name."""
    names = {str(term.value): str(term.value) for term in terms}
    for term in terms:
        label = getattr(term, "label", None)
        if isinstance(label, Bilingual):
            names |= {label.ko: str(term.value), (label.en or label.ko): str(term.value)}
    near = nearest(given, names)
    return None if near is None else names[near]


def _terms(terms: type[Enum]) -> Words:
    listed = [(str(term.value), getattr(term, "label", None)) for term in terms]
    ko = ", ".join(f"{value}({label.ko})" if isinstance(label, Bilingual) else value for value, label in listed)
    en = ", ".join(
        f"{value} ({label.text('en')})" if isinstance(label, Bilingual) else value for value, label in listed
    )
    return f"가능한 값: {ko}", f"known: {en}"


def _from_table(error: ErrorDetails) -> tuple[Words, Words]:
    kind = _ALIKE.get(error["type"], error["type"])
    context = {name: shown(str(value)) for name, value in error.get("ctx", {}).items()}
    if "units" in error.get("ctx", {}):
        context["units"] = str(error["ctx"]["units"])
    given = error["input"]
    context["input"] = f"`{shown(str(given))}`" if isinstance(given, str | int | Decimal) else "…"
    if kind not in _TABLE:
        return ("읽을 수 없는 값", shown(error["msg"])), _MEND
    message, remedy = _TABLE[kind]
    korean, english = dict(context), dict(context)
    if (pattern := _PATTERNS.get(error.get("ctx", {}).get("pattern", ""))) is not None:
        korean["pattern"], english["pattern"] = pattern
    filled = _fill(message[0], korean), _fill(message[1], english)
    return filled, (_fill(remedy[0], korean), _fill(remedy[1], english))


def _fill(template: str, values: dict[str, Any]) -> str:
    for name, value in values.items():
        template = template.replace("{" + name + "}", str(value))
    return template
