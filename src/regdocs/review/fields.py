"""What changed in study.yaml, typed: list items by their ids, quantities with their factor, dates with their distance."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from enum import Enum

from pydantic import BaseModel

from regdocs.document.inline import Raw
from regdocs.language import Bilingual
from regdocs.review.align import Member, align, merged
from regdocs.review.change import FieldChange, FieldKind
from regdocs.review.words import vocabulary
from regdocs.study.quantity import Limit, Quantity, number_text
from regdocs.study.study import Study
from regdocs.submission.path import attribute, child, identity

_FLAGS = {True: Bilingual("예", "yes"), False: Bilingual("아니요", "no")}
_NAMES = ("name", "title", "text", "label", "short", "item")
"""Attributes that say what an item is called, the first that it has."""

# How many of the base unit each unit holds; quantities of one base can be compared.
_BASES: dict[str, tuple[str, Decimal]] = {
    "L": ("mL", Decimal(1000)), "mL": ("mL", Decimal(1)), "µL": ("mL", Decimal("0.001")),
    "kg": ("g", Decimal(1000)), "g": ("g", Decimal(1)), "mg": ("g", Decimal("1e-3")), "µg": ("g", Decimal("1e-6")),
    "ng": ("g", Decimal("1e-9")), "pg": ("g", Decimal("1e-12")),
    "weeks": ("minutes", Decimal(10080)), "days": ("minutes", Decimal(1440)), "hours": ("minutes", Decimal(60)),
    "minutes": ("minutes", Decimal(1)), "years": ("months", Decimal(12)), "months": ("months", Decimal(1)),
}  # fmt: skip


def compare_studies(old: Study, new: Study) -> tuple[FieldChange, ...]:
    """Every field that differs, in the order of study.yaml; what was added or removed with all below it is one change."""
    return tuple(_compare(old, new, "", None))


def _compare(old: object, new: object, path: str, title: Bilingual | None) -> Iterator[FieldChange]:
    if isinstance(old, BaseModel) and isinstance(new, BaseModel) and type(old) is type(new):
        named = _name(new) or title if path else None
        for name in type(new).model_fields:
            yield from _compare(getattr(old, name), getattr(new, name), attribute(path, new, name), named)
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from _lists(old, new, path, title)
    elif isinstance(old, Bilingual) and isinstance(new, Bilingual):
        yield from _texts(old, new, path, title)
    elif (old is None) != (new is None):
        kind = FieldKind.ADDED if old is None else FieldKind.REMOVED
        yield FieldChange(path, kind, raw(old), raw(new), text(old), text(new), title)
    elif old != new or _printed(old) != _printed(new):
        yield _value(old, new, path, title)


def _printed(value: object) -> str:
    """How a quantity reads: 1.0×10⁸ and 100,000,000 are equal, but not the same to read."""
    return value.text() if isinstance(value, Quantity | Limit) else ""


def _value(old: object, new: object, path: str, title: Bilingual | None) -> FieldChange:
    factor = _factor(old, new)
    same = factor == 1 if factor is not None else old == new
    days = (new - old).days if isinstance(old, datetime.date) and isinstance(new, datetime.date) else None
    kind = FieldKind.NOTATION if same else FieldKind.CHANGED
    shown_factor = float(factor) if factor is not None and not same else None
    return FieldChange(path, kind, raw(old), raw(new), text(old), text(new), title, shown_factor, days)


def _factor(old: object, new: object) -> Decimal | None:
    """New by old; None where they are no numbers of one kind, or the old one is 0."""
    before, after = _measured(old), _measured(new)
    if before is None or after is None or before[0] != after[0] or not before[1]:
        return None
    try:
        return after[1] / before[1]
    except (InvalidOperation, ZeroDivisionError):
        return None


def _measured(value: object) -> tuple[str, Decimal] | None:
    if isinstance(value, Quantity):
        base, size = _BASES.get(value.unit, (value.unit, Decimal(1)))
        return base, value.magnitude * size
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return "", Decimal(value)
    return None


def _texts(old: Bilingual, new: Bilingual, path: str, title: Bilingual | None) -> Iterator[FieldChange]:
    if old.ko != new.ko:
        yield FieldChange(path, FieldKind.CHANGED, old.ko, new.ko, old, new, title)
    elif old.en != new.en:
        kind = FieldKind.ADDED if old.en is None else FieldKind.REMOVED if new.en is None else FieldKind.CHANGED
        yield FieldChange(child(path, "en"), kind, old.en, new.en, _english(old), _english(new), title)


def _english(text: Bilingual) -> Bilingual | None:
    return Bilingual(text.en, text.en) if text.en is not None else None


def _lists(
    old: tuple[object, ...], new: tuple[object, ...], path: str, title: Bilingual | None
) -> Iterator[FieldChange]:
    keys, new_keys = [identity(each) for each in old], [identity(each) for each in new]
    if _identify(keys) and _identify(new_keys):
        yield from _named(dict(zip(keys, old, strict=True)), dict(zip(new_keys, new, strict=True)), path)
    else:
        yield from _unnamed(old, new, path, title)


def _identify(keys: Sequence[str | None]) -> bool:
    return None not in keys and len(set(keys)) == len(keys)


def _named(old: dict[str | None, object], new: dict[str | None, object], path: str) -> Iterator[FieldChange]:
    """Items by their ids: an item that stands elsewhere in the list is the same item."""
    kept, kept_new = [key for key in old if key in new], [key for key in new if key in old]
    if kept != kept_new:
        before, after = ", ".join(map(str, kept)), ", ".join(map(str, kept_new))
        yield FieldChange(path, FieldKind.REORDERED, before, after, Bilingual(before, before), Bilingual(after, after))
    for key, value in new.items():
        if key in old:
            yield from _compare(old[key], value, f"{path}[{key}]", _name(value))
        else:
            yield FieldChange(f"{path}[{key}]", FieldKind.ADDED, None, raw(value), None, text(value), _name(value))
    for key, value in old.items():
        if key not in new:
            yield FieldChange(f"{path}[{key}]", FieldKind.REMOVED, raw(value), None, text(value), None, _name(value))


def _unnamed(
    old: tuple[object, ...], new: tuple[object, ...], path: str, title: Bilingual | None
) -> Iterator[FieldChange]:
    """Items without ids: by what they say; their path is their index, in the new list where they are still there."""
    keys, new_keys = [str(raw(each)) for each in old], [str(raw(each)) for each in new]
    if keys != new_keys and Counter(keys) == Counter(new_keys) and not any(isinstance(e, BaseModel) for e in new):
        before, after = ", ".join(keys), ", ".join(new_keys)
        yield FieldChange(
            path, FieldKind.REORDERED, before, after, Bilingual(before, before), Bilingual(after, after), title
        )
        return
    members = [Member(key, vocabulary(key)) for key in keys]
    for i, j in merged(align(members, [Member(key, vocabulary(key)) for key in new_keys]), len(old), len(new)):
        gone = old[i] if i is not None else None
        come = new[j] if j is not None else None
        yield from _compare(gone, come, f"{path}[{j if j is not None else i}]", _name(come or gone) or title)


def _name(value: object) -> Bilingual | None:
    """What an item calls itself."""
    for name in _NAMES if isinstance(value, BaseModel) else ():
        found = getattr(value, name, None)
        if isinstance(found, Bilingual):
            return found
        if isinstance(found, str) and not isinstance(found, Enum):
            return Bilingual(found, found)
    return None


def raw(value: object) -> Raw:
    """A value as data: what study.yaml could say; of a part with fields its name or its values."""
    match value:
        case None | bool() | int():
            return value
        case Enum():
            return str(value.value)
        case Quantity():
            return f"{value.magnitude} {value.unit}".replace("E+", "e").replace("E-", "e-")
        case Decimal():
            return str(value)
        case datetime.date():
            return value.isoformat()
        case Bilingual():
            return value.ko
        case BaseModel():
            name = _name(value)
            given = (getattr(value, field) for field in type(value).model_fields)
            return name.ko if name else ", ".join(str(raw(each)) for each in given if each not in (None, ()))
        case tuple():
            return ", ".join(str(raw(each)) for each in value)
    return str(value)


def text(value: object) -> Bilingual | None:
    """A value as it reads; None for none."""
    match value:
        case None:
            return None
        case bool():
            return _FLAGS[value]
        case Quantity() | Limit():
            return Bilingual(value.text("ko"), value.text("en"))
        case Bilingual():
            return value
        case int() | Decimal():
            shown = number_text(Decimal(value))
            return Bilingual(shown, shown)
        case Enum() if isinstance(getattr(value, "label", None), Bilingual):
            label = value.label  # type: ignore[attr-defined]
            return label if isinstance(label, Bilingual) else None
        case BaseModel():
            name = _name(value)
            shown = str(raw(value))
            return name or Bilingual(shown, shown)
        case tuple():
            parts = [part for each in value if (part := text(each)) is not None]
            return Bilingual(", ".join(part.ko for part in parts), ", ".join(part.text("en") for part in parts))
    shown = str(raw(value))
    return Bilingual(shown, shown)
