"""What a composition reads of a study, part by part, so that a change elsewhere in it leaves the document as it was."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, cast

import pydantic_core
from pydantic import BaseModel

from regdocs.study.study import Study

_WHOLE = "*"


class Reading:
    """Takes down which parts of a study are read: its fields, and below them those of its parts and of its lists' items.

    `product.tests` is all tests, `institutions.name` the names of all institutions. `study` is the study to read from.
    `conditions` are those of the law data that were asked, with their answers, for what they look at would be nearly
    everything.
    """

    def __init__(self, study: Study) -> None:
        self.parts: set[str] = set()
        self.conditions: dict[str, bool] = {}
        # It stands in for a study in everything that templates and computed values do with one.
        self.study = cast(Study, _Observed(study, "", self.parts))


class Parts:
    """The parts of a study by the names that `Reading` gives them, each looked at once."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._digests: dict[str, str] = {}

    def digest(self, name: str) -> str:
        """The SHA-256 of what stands there; of what has fields of its own only how many there are of it."""
        if name not in self._digests:
            self._digests[name] = sha256(pydantic_core.to_json(self._value(name))).hexdigest()
        return self._digests[name]

    def _value(self, name: str) -> object:
        owner, _, field = name.rpartition(".")
        if not owner:
            part = self._study if field == _WHOLE else getattr(self._study, field)
            return part if field == _WHOLE or not _has_fields(part) else _count(part)
        part = getattr(self._study, owner)
        if field == _WHOLE or part is None:
            return part
        return [getattr(item, field) for item in part] if isinstance(part, tuple) else getattr(part, field)


def _has_fields(value: object) -> bool:
    """Whether a field of a study is taken down field by field: a part, or a list of such."""
    return isinstance(value, BaseModel) or (isinstance(value, tuple) and isinstance(next(iter(value), None), BaseModel))


def _count(value: object) -> int:
    return len(value) if isinstance(value, tuple) else 1


class _Observed:
    """A model whose fields are taken down as they are read; to `isinstance` and `==` it is that model."""

    __slots__ = ("_known", "_model", "_path", "_read")

    def __init__(self, model: BaseModel, path: str, read: set[str]) -> None:
        self._model, self._path, self._read = model, path, read
        self._known: dict[str, Any] = {}

    @property
    def __class__(self) -> Any:
        return self._model.__class__

    @__class__.setter
    def __class__(self, other: type) -> None:
        raise AttributeError("a study doesn't change after loading")

    def __getattr__(self, name: str) -> Any:
        if name in self._known:
            return self._known[name]
        value = getattr(self._model, name)
        if name in type(self._model).model_fields:
            self._read.add(f"{self._path}{name}")
            value = value if self._path else self._observed(name, value)
        elif not name.startswith("__"):
            # A property or method looks at whatever it likes.
            self._read.add(f"{self._path}{_WHOLE}")
        self._known[name] = value
        return value

    def _observed(self, name: str, value: Any) -> Any:
        if not _has_fields(value):
            return value
        if isinstance(value, tuple):
            return tuple(_Observed(item, f"{name}.", self._read) for item in value)
        return _Observed(value, f"{name}.", self._read)

    def __eq__(self, other: object) -> bool:
        self._read.add(f"{self._path}{_WHOLE}")
        return bool(self._model == (other._model if type(other) is _Observed else other))

    def __hash__(self) -> int:
        self._read.add(f"{self._path}{_WHOLE}")
        return hash(self._model)
