"""Field paths: how a place inside the study is named, such as `product.tests[viability].acceptance`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel

from regdocs.language import Bilingual

IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9_-]*")
_SEGMENT = re.compile(r"\[([^\[\]]+)\]|(?:^|(?<=[^.])\.)([^.\[\]]+)|(?<=\])\.([^.\[\]]+)")


def child(path: str, name: str) -> str:
    """The path of the field `name` (as written in study.yaml) of the mapping at `path`; the whole study is ''."""
    return f"{path}.{name}" if path else name


def attribute(path: str, owner: BaseModel, name: str) -> str:
    """The path of the attribute `name` of the model at `path`, under the name that study.yaml uses for it."""
    field = owner.__pydantic_fields__.get(name)
    return child(path, field.alias if field is not None and field.alias else name)


def item(path: str, value: object, index: int) -> str:
    """The path of an item of the list at `path`: by its id where it has one, else by its index from 0."""
    identifier = identity(value)
    return f"{path}[{index if identifier is None else identifier}]"


def identity(value: object) -> str | None:
    """The id of a list item, raw or as a model; None where it has none that can stand in a path."""
    if isinstance(value, dict):
        return named(value.get("id"))
    # A model takes long to say that it hasn't a field; its class says so at once.
    if "id" not in getattr(value.__class__, "__pydantic_fields__", ("id",)):
        return None
    return named(getattr(value, "id", None))


def named(identifier: object) -> str | None:
    """An id as it stands in a path; None where it can't."""
    if isinstance(identifier, str) and IDENTIFIER.fullmatch(identifier := identifier.strip()):
        return identifier
    return None


def parent(path: str) -> str:
    """The path one step up; '' has none and stays."""
    return path[: max(path.rfind("."), path.rfind("["), 0)]


def covers(prefix: str, path: str) -> bool:
    """Whether `path` is `prefix` or lies below it; '' covers everything."""
    return prefix in ("", path) or path.startswith((f"{prefix}.", f"{prefix}["))


def resolve(study: object, path: str) -> object:
    """The value at `path` in a study (or in raw data of the same shape); raises KeyError where there is none."""
    value = study
    for name, key in segments(path):
        value = _item_named(value, key, path) if name is None else _field_named(value, name, path)
    return value


def segments(path: str) -> Iterator[tuple[str | None, str]]:
    end = 0
    while end < len(path):
        match = _SEGMENT.match(path, end)
        if match is None:
            raise KeyError(path)
        key, first, later = match.groups()
        yield (None, key) if key is not None else (first or later, "")
        end = match.end()


def _field_named(value: object, name: str, path: str) -> object:
    if isinstance(value, Mapping) and name in value:
        return value[name]
    if isinstance(value, Bilingual) and name in ("ko", "en"):
        return value.ko if name == "ko" else value.en
    if isinstance(value, BaseModel):
        for attribute_name, field in value.__pydantic_fields__.items():
            if name == (field.alias or attribute_name):
                return getattr(value, attribute_name)
    raise KeyError(path)


def _item_named(value: object, key: str, path: str) -> object:
    if isinstance(value, Sequence) and not isinstance(value, str):
        for candidate in value:
            if identity(candidate) == key:
                return candidate
        if key.isascii() and key.isdigit() and len(key) < 10 and int(key) < len(value):
            return value[int(key)]
    raise KeyError(path)
