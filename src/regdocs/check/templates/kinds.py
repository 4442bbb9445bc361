"""What a template's expression can hold, as far as the study's model tells; None stands for what can't be known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from regdocs.compose.lineage import Printed, Value
from regdocs.compose.view import VISIBLE
from regdocs.language import Bilingual


@dataclass(frozen=True, slots=True)
class Record:
    """A model of the study, or something else that templates look into by name (a paper, an entry of a list)."""

    type: type


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value to print; `type` decides what may be asked of it."""

    type: type


@dataclass(frozen=True, slots=True)
class Items:
    """Several values; by id or by index."""

    of: Kind


@dataclass(frozen=True, slots=True)
class Keyed:
    """Values by names that only a study knows."""

    of: Kind


@dataclass(frozen=True, slots=True)
class Fields:
    """Values by names that are known."""

    of: tuple[tuple[str, Kind], ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One of several."""

    of: tuple[Kind, ...]


Kind: TypeAlias = "Record | Leaf | Items | Keyed | Fields | Either | None"
TEXT = Leaf(str)


def of(annotation: Any) -> Kind:
    """The kind of what a field with this annotation holds; that it may be absent changes nothing."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return of(arguments[0])
    if origin in (Union, UnionType):
        return either(of(each) for each in arguments if each is not NoneType)
    if origin in (tuple, list):
        return Items(of(arguments[0])) if arguments else None
    if origin is dict:
        return Keyed(of(arguments[1]))
    if origin is Literal:
        return TEXT
    if not isinstance(annotation, type) or annotation in (object, Value):
        return None
    if annotation is Printed:
        return TEXT
    known = issubclass(annotation, BaseModel) or (annotation in VISIBLE and annotation is not Bilingual)
    return Record(annotation) if known else Leaf(annotation)


def either(kinds: Iterator[Kind] | tuple[Kind, ...]) -> Kind:
    """One of `kinds`; unknown where one of them is."""
    several = tuple(dict.fromkeys(kinds))
    if None in several or not several:
        return None
    return several[0] if len(several) == 1 else Either(several)


def each(kind: Kind) -> Kind:
    """What a loop over `kind` gives."""
    match kind:
        case Items(inner):
            return inner
        case Keyed() | Fields():
            return TEXT
        case Either(several):
            return either(tuple(each(one) for one in several))
    return None


def known_names(kind: Kind) -> list[str] | None:
    """The names that may be asked of `kind`; None where that can't be known."""
    match kind:
        case Record(owner):
            return list(_fields(owner))
        case Leaf(owner):
            return list(_properties(owner))
        case Fields(fields):
            return [name for name, _ in fields]
        case Items():
            return []
        case Either(several):
            names = [known_names(one) for one in several]
            return None if None in names else [name for found in names for name in found or ()]
    return None


def attribute(kind: Kind, name: str) -> Kind:
    """What `kind` has under a name that it knows."""
    match kind:
        case Record(owner):
            return _fields(owner).get(name)
        case Leaf(owner):
            return _properties(owner).get(name)
        case Fields(fields):
            return dict(fields).get(name)
        case Keyed(inner):
            return inner
        case Either(several):
            return either(tuple(attribute(one, name) for one in several if name in (known_names(one) or (name,))))
    return None


def owners(kind: Kind) -> Iterator[type]:
    """The models that `kind` may be."""
    match kind:
        case Record(owner):
            yield owner
        case Either(several):
            for one in several:
                yield from owners(one)


def terms(kind: Kind) -> list[str] | None:
    """The words that a value may be, for a term of a closed list or several of them; None for any other."""
    match kind:
        case Leaf(owner) if issubclass(owner, Enum):
            return [str(member.value) for member in owner]
        case Items(inner):
            return terms(inner)
    return None


@cache
def _fields(owner: type) -> dict[str, Kind]:
    if issubclass(owner, BaseModel):
        fields = {name: of(field.annotation) for name, field in owner.model_fields.items()}
        return fields | {name: kind for name, kind in _properties(owner).items() if not hasattr(BaseModel, name)}
    hints = get_type_hints(owner)
    names = VISIBLE[owner]
    return {name: of(hints.get(name)) for name in sorted(names or ())}


@cache
def _properties(owner: type) -> dict[str, Kind]:
    if owner is Bilingual:
        return {"ko": TEXT, "en": TEXT, "text": None}
    if not issubclass(owner, BaseModel | Enum):
        return {}
    own = {name: each for base in reversed(owner.__mro__) for name, each in vars(base).items()}
    found = {
        name: of(get_type_hints(each.fget).get("return"))
        for name, each in sorted(own.items())
        if isinstance(each, property) and not name.startswith("_")
    }
    # What a class only declares, such as a term's label, is an attribute that templates can't ask for.
    return {name: kind for name, kind in found.items() if name not in ("name", "value")}
