"""What a composition reads of a study, part by part, so that a change elsewhere in it leaves the document as it was."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, cast

import pydantic_core
from pydantic import BaseModel

from regdocs.study.study import Study

_WHOLE = "*"


class Reading:
    """Takes down which parts of a study are read: its fields, and the fields of its single parts (`product.tests`).

    `study` is the study to read from, `whole` the same unobserved. `conditions` are those of the law data that were
    asked, with their answers, for what they look at would be nearly everything.
    """

    def __init__(self, study: Study) -> None:
        self.whole = study
        self.parts: set[str] = set()
        self.conditions: dict[str, bool] = {}
        # It stands in for a study in everything that templates and computed values do with one.
        self.study = cast(Study, _Observed(study, "", self.parts))


class Parts:
    """The parts of a study by the names that `Reading` gives them; what an id or a hash is made of costs once."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._digests: dict[str, str] = {}

    def digest(self, name: str) -> str:
        """The SHA-256 of what stands there; of a single part without `.*` only whether there is one."""
        if name not in self._digests:
            self._digests[name] = sha256(pydantic_core.to_json(self._value(name))).hexdigest()
        return self._digests[name]

    def _value(self, name: str) -> object:
        owner, _, field = name.rpartition(".")
        part = getattr(self._study, owner) if owner else self._study
        if part is None or field == _WHOLE:
            return part
        value = getattr(part, field)
        return True if not owner and isinstance(value, BaseModel) else value


class _Observed:
    """A model whose fields are taken down as they are read; to `isinstance` it is that model."""

    __slots__ = ("_model", "_path", "_read")

    def __init__(self, model: BaseModel, path: str, read: set[str]) -> None:
        self._model, self._path, self._read = model, path, read

    @property
    def __class__(self) -> Any:
        return self._model.__class__

    @__class__.setter
    def __class__(self, other: type) -> None:
        raise AttributeError("a study doesn't change after loading")

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._model, name)
        if name not in type(self._model).model_fields:
            # A property or method looks at whatever it likes.
            if not name.startswith("__"):
                self._read.add(f"{self._path}{_WHOLE}")
            return value
        self._read.add(f"{self._path}{name}")
        return _Observed(value, f"{name}.", self._read) if not self._path and isinstance(value, BaseModel) else value
