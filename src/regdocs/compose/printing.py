"""Printing: how each kind of value reads on paper, and the filters that templates may ask for."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from regdocs.compose.lineage import Followed, LineageLost, Printed, Value, raw_of
from regdocs.compose.particle import particle as particle_after
from regdocs.document.inline import Raw
from regdocs.language import Bilingual, Language
from regdocs.study.quantity import Limit, Quantity, number_text
from regdocs.study.terms import Term

_MONTH = re.compile(r"(?<![\d-])([12]\d{3})[-.](0[1-9]|1[0-2])(?![\d-])", re.ASCII)


def text_of(raw: Any, language: Language) -> str:
    """The text of a value in `language`; raises `TypeError` for what has no one text (a whole model)."""
    if isinstance(raw, Bilingual):
        return raw.text(language)
    if isinstance(raw, Term):
        return raw.label.text(language)
    if isinstance(raw, Quantity | Limit):
        return raw.text(language)
    if isinstance(raw, bool):
        return {("ko", True): "예", ("ko", False): "아니요", ("en", True): "yes", ("en", False): "no"}[language, raw]
    if isinstance(raw, int):
        return f"{raw:,}"
    if isinstance(raw, Decimal):
        return number_text(raw)
    if isinstance(raw, datetime.date):
        return date_text(raw, language)
    if isinstance(raw, str):
        return raw
    if isinstance(raw, Sequence):
        return ", ".join(text_of(item, language) for item in raw)
    name = getattr(raw, "name", None) or getattr(raw, "title", None)
    if name is not None:
        return text_of(name, language)
    raise TypeError(f"{type(raw).__name__} has no text of its own; print one of its fields")


def date_text(date: datetime.date, language: Language) -> str:
    """A date as official papers write it: `2026. 9. 1.`; in English `1 September 2026`."""
    if language == "ko":
        return f"{date.year}. {date.month}. {date.day}."
    return f"{date.day} {date:%B} {date.year}"


def months_text(text: str, language: Language) -> str:
    """Free text with its months (`2025-02 ~ 2025-04`) as papers write them: `2025. 2. ~ 2025. 4.`; `February 2025`."""

    def month(match: re.Match[str]) -> str:
        first = datetime.date(int(match[1]), int(match[2]), 1)
        return f"{first.year}. {first.month}." if language == "ko" else f"{first:%B} {first.year}"

    found = _MONTH.sub(month, text)
    return found if language == "ko" or found == text else found.replace(" ~ ", " to ")


def format_name(raw: Any) -> str:
    """The name of the formatter that prints a value by default."""
    names: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (Bilingual, "text"),
        (Term, "term"),
        (Quantity, "quantity"),
        (Limit, "limit"),
        (bool, "flag"),
        ((int, Decimal), "number"),
        (datetime.date, "date"),
        (str, "text"),
    )
    return next((name for kind, name in names if isinstance(raw, kind)), "list")


def recorded(raw: Any) -> Raw:
    """What a tree keeps of a value: as study.yaml has it; of a whole model what it is called."""
    return text_of(raw, "ko") if isinstance(raw, BaseModel | tuple) else raw_of(raw)


def filters(language: Language) -> dict[str, Callable[..., Any]]:
    """The filters by name; each takes values with lineage and gives back values with lineage."""

    def printed(value: Any, text: str, name: str) -> Printed:
        return Printed(text, _paths(value), raw_of(_raw(value)), name)

    def optional(value: Any, otherwise: str = "–") -> Any:
        """The value, or a dash where it is absent and nobody needs it."""
        return value if _raw(value) is not None and _raw(value) != () else printed(value, otherwise, "optional")

    def date(value: Any, pattern: str = "") -> Any:
        raw = _raw(value)
        if isinstance(raw, str):
            return printed(value, months_text(raw, language), "date")
        if not isinstance(raw, datetime.date):
            return value
        if pattern == "long":
            text = f"{raw.year}년 {raw.month}월 {raw.day}일" if language == "ko" else date_text(raw, "en")
            return printed(value, text, "date-long")
        return printed(value, date_text(raw, language), "date")

    def percent(value: Any) -> Any:
        """A share between 0 and 1 as a percentage."""
        raw = _raw(value)
        if not isinstance(raw, Decimal | int | float):
            return value
        return printed(value, f"{(Decimal(str(raw)) * 100).normalize():f}%", "percent")

    def plain(value: Any) -> Any:
        """A number without thousands separators (a year)."""
        raw = _raw(value)
        return value if raw is None else printed(value, str(raw), "plain")

    def magnitude(value: Any) -> Any:
        """The number of a quantity without its unit, for columns whose head names the unit."""
        raw = _raw(value)
        if not isinstance(raw, Quantity):
            return value
        text = f"{raw.magnitude:,f}" if raw.unit == "KRW" else number_text(raw.magnitude)
        return printed(value, text, "magnitude")

    def unit(value: Any) -> str:
        """The unit of a quantity as bare text, to ask for; "" where it is absent."""
        raw = _raw(value)
        return raw.unit if isinstance(raw, Quantity) else ""

    def span(value: Any) -> Any:
        """A quantity without its sign: -40 weeks reads 40주 in `투여 40주 전`."""
        raw = _raw(value)
        if not isinstance(raw, Quantity):
            return value
        length = Quantity(abs(raw.magnitude), raw.unit)
        return Printed(length.text(language), _paths(value), raw_of(length), "span")

    def join(values: Any, separator: str = ", ", attribute: str = "") -> Any:
        """Several values as one, with the paths of all."""
        items = [_attribute(item, attribute) if attribute else item for item in values]
        if not items:
            return Value(None, _paths(values))
        for item in items:
            if _raw(item) is None:
                # A list that lacks one of its parts is absent as a whole: a gap inside would pass for a short list.
                return item
        texts = [item.text if isinstance(item, Printed) else text_of(_raw(item), language) for item in items]
        paths = tuple(dict.fromkeys(path for item in items for path in _paths(item)))
        # What is joined stays what it is in any language, whatever stands between.
        raw = "\n".join(_part(item) for item in items)
        return Printed(separator.join(texts), paths, raw, "list")

    def among(value: Any, collection: Any) -> Any:
        """The item, or items, of `collection` that `value` names by id."""
        raw = _raw(value)
        if isinstance(raw, str):
            return collection[raw]
        return Value(None, _paths(value)) if raw is None else [collection[item] for item in raw]

    def organisation(value: Any, study: Any) -> Any:
        """The institution, facility or other body that `value` names by id."""
        raw = _raw(value)
        bodies = [
            body for group in (study.institutions, study.processing_facilities, study.organisations) for body in group
        ]
        return next((body for body in bodies if body.id == raw), value)

    def english(value: Any) -> Any:
        """The English of a text, in a Korean document too (the English title of a study)."""
        raw = _raw(value)
        return printed(value, raw.en, "english") if isinstance(raw, Bilingual) and raw.en else value

    def in_english(value: Any, attribute: str = "") -> Any:
        """A value, or an attribute of each of several, in English, whatever the document's language."""
        if attribute:
            return join([in_english(_attribute(item, attribute)) for item in value])
        raw = _raw(value)
        return value if raw is None else printed(value, text_of(raw, "en"), "english")

    def mark(value: Any) -> Any:
        """A filled circle for true, nothing for false: the cells of a schedule."""
        return printed(value, "●", "mark") if _raw(value) else ""

    def key(value: Any) -> str:
        """An id as bare text, to build labels with."""
        return str(_raw(value))

    def cite(value: Any) -> str:
        """A citation of the reference that `value` names."""
        return f"[@{_raw(value)}]"

    def when(values: Iterable[Any], attribute: str, wanted: Any) -> list[Any]:
        """The items whose `attribute` equals `wanted`, in their order."""
        return [item for item in values if _attribute(item, attribute) == wanted]

    def particle(value: Any, after_consonant: str, after_vowel: str) -> Followed:
        """A value and the particle after it, in the form that its last syllable takes: `| particle("은", "는")`.

        English copies are made from the Korean text with its first form, which is the same for every value.
        """
        raw = _raw(value)
        if language == "en":
            return Followed(value, after_consonant)
        text = value.text if isinstance(value, Printed) else "" if raw is None or raw == () else text_of(raw, language)
        return Followed(value, particle_after(text, after_consonant, after_vowel))

    def box(value: Any, wanted: Any = True) -> Printed:
        """A checked or empty box, filled or not, as every Korean font has it: `■`, `□`."""
        raw = _raw(value)
        checked = wanted in raw if isinstance(raw, tuple) else raw == wanted
        return printed(value, "■" if checked else "□", "box")

    return {
        "optional": optional,
        "date": date,
        "percent": percent,
        "plain": plain,
        "magnitude": magnitude,
        "unit": unit,
        "span": span,
        "join": join,
        "among": among,
        "when": when,
        "particle": particle,
        "box": box,
        "organisation": organisation,
        "english": english,
        "in_english": in_english,
        "mark": mark,
        "key": key,
        "cite": cite,
    }


def _part(item: Any) -> str:
    """A part of several values as study.yaml has it; a whole model as what it is called."""
    raw = _raw(item)
    if raw is None and isinstance(item, Printed):
        return item.text
    return str(recorded(raw))


def _attribute(item: Any, name: str) -> Any:
    """A field that a template names as text: filters look at no more than templates may."""
    if name.startswith("_") or not isinstance(item, Value):
        raise LineageLost(f"없는 필드: `{name}`", f"there is no field `{name}`")
    return getattr(item, name)


def _raw(value: Any) -> Any:
    if isinstance(value, Value):
        return value._raw
    return value.raw if isinstance(value, Printed) else value


def _paths(value: Any) -> tuple[str, ...]:
    if isinstance(value, Value):
        return value._paths
    return value.paths if isinstance(value, Printed) else ()
