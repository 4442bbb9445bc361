"""Lineage: metadata as templates see it, so that every printed value still knows the fields it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from pydantic import BaseModel

from regdocs.document.inline import Field, Gap, Raw
from regdocs.language import Bilingual
from regdocs.study.quantity import Limit, Quantity
from regdocs.submission.path import attribute, child, item
from regdocs.submission.problem import nearest, shown

# A printed value stands in the rendered Markdown as one opaque token, so that a `|`, `*` or line break inside it never
# meets the Markdown parser. Loading refuses these private-use characters in everything that people write.
TOKEN_OPEN = "\ue000"
TOKEN_CLOSE = "\ue001"

_BARE = (
    "값이 출처 없는 글이 됨, 그대로 또는 필터로 인쇄해야 함",
    "the value would become bare text; print it by itself or through a filter",
)


class LineageLost(TypeError):
    """A template did something to a value that would lose where it came from (`~`, arithmetic, a slice).

    `words` say what, `path` names the field where one is concerned.
    """

    def __init__(self, ko: str, en: str, path: str | None = None) -> None:
        self.words, self.path = Bilingual(ko, en), path or None
        super().__init__(en)


class UnknownField(LineageLost):
    """A template or narrative names a field that there is none of."""

    def __init__(self, value: Value, name: str) -> None:
        raw = value._raw
        known = (
            list(raw.__pydantic_fields__) if isinstance(raw, BaseModel) else list(raw) if isinstance(raw, dict) else []
        )
        near = nearest(name, [str(each) for each in known])
        owner = value._paths[0] or "study"
        super().__init__(
            f"`{owner}`에 없는 필드: `{shown(name)}`" + (f" (혹시 `{near}`)" if near else ""),
            f"`{owner}` has no field `{shown(name)}`" + (f"; did you mean `{near}`?" if near else ""),
            child(value._paths[0], shown(name)),
        )


class Value:
    """A value of the metadata at its field path; several paths where it was computed.

    Templates walk it by attribute and by item (`study.product.tests["viability"].acceptance`); what is absent on the
    way is an absent value that still knows its path. It has no public attributes of its own, since those would hide
    fields.
    """

    __slots__ = ("_paths", "_raw")

    def __init__(self, raw: Any, paths: Iterable[str]) -> None:
        self._raw = raw
        self._paths = tuple(paths)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        raw = self._raw
        if raw is None:
            return Value(None, [f"{path}.{name}" for path in self._paths])
        if isinstance(raw, BaseModel) and (name in raw.__pydantic_fields__ or _is_property(raw, name)):
            value = getattr(raw, name)
            return Value(value, [attribute(path, raw, name) for path in self._paths])
        if isinstance(raw, dict) and name in raw:
            return raw[name]
        if isinstance(raw, Bilingual) and name in ("ko", "en"):
            return Value(getattr(raw, name), (f"{path}.{name}" if name == "en" else path for path in self._paths))
        if isinstance(raw, Enum) and _is_property(raw, name):
            return Value(getattr(raw, name), self._paths)
        raise UnknownField(self, name)

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice):
            raise LineageLost("값의 일부만 잘라 쓸 수 없음", "a slice of a value would lose its path", self._paths[0])
        key = key._raw if isinstance(key, Value) else key
        if isinstance(self._raw, dict):
            if key in self._raw:
                return self._raw[key]
            return Value(None, (f"{path}[{key}]" for path in self._paths))
        if self._raw is None:
            return Value(None, (f"{path}[{key}]" for path in self._paths))
        if not isinstance(self._raw, Sequence) or isinstance(self._raw, str):
            raise UnknownField(self, str(key))
        for entry in self:
            if getattr(entry._raw, "id", None) == key:
                return entry
        if isinstance(key, int) and -len(self._raw) <= key < len(self._raw):
            return list(self)[key]
        return Value(None, (f"{path}[{key}]" for path in self._paths))

    def __iter__(self) -> Iterator[Any]:
        if self._raw is None:
            return
        if isinstance(self._raw, dict):
            yield from self._raw
            return
        if not isinstance(self._raw, Sequence) or isinstance(self._raw, str):
            raise LineageLost("목록이 아니어서 되풀이할 수 없음", "only a list can be walked through", self._paths[0])
        for index, raw in enumerate(self._raw):
            yield raw if isinstance(raw, Value) else Value(raw, [item(path, raw, index) for path in self._paths])

    def __len__(self) -> int:
        return 0 if self._raw is None else len(self._raw)

    def __bool__(self) -> bool:
        if isinstance(self._raw, Enum | Quantity | Limit | int) and not isinstance(self._raw, bool):
            return True
        return bool(self._raw)

    def __eq__(self, other: object) -> bool:
        return bool(self._raw == (other._raw if isinstance(other, Value) else other))

    def __hash__(self) -> int:
        return hash(self._raw)

    def __lt__(self, other: Any) -> bool:
        return bool(_number(self) < _number(other))

    def __gt__(self, other: Any) -> bool:
        return bool(_number(self) > _number(other))

    def __le__(self, other: Any) -> bool:
        return bool(_number(self) <= _number(other))

    def __ge__(self, other: Any) -> bool:
        return bool(_number(self) >= _number(other))

    def __contains__(self, other: object) -> bool:
        wanted = other._raw if isinstance(other, Value) else other
        return any(entry == wanted for entry in self)

    def __str__(self) -> str:
        raise LineageLost(*_BARE, self._paths[0])

    def __repr__(self) -> str:
        return f"Value({self._raw!r}, {self._paths!r})"


@dataclass(frozen=True, slots=True)
class Printed:
    """A value with the text that a filter gave it; printing it makes a `Field`."""

    text: str
    paths: tuple[str, ...]
    raw: Raw = None
    format: str = ""

    def __str__(self) -> str:
        raise LineageLost(*_BARE, self.paths[0] if self.paths else None)


@dataclass(frozen=True, slots=True)
class Followed:
    """A value and the particle that stands right after it, outside its field."""

    value: Value | Printed
    particle: str

    def __str__(self) -> str:
        raise LineageLost(*_BARE)


@dataclass(slots=True)
class Register:
    """What was printed while one document is composed: tokens in the text, and what they stand for."""

    inlines: list[Field | Gap] = field(default_factory=list)
    untranslated: dict[str, None] = field(default_factory=dict)
    numbers: dict[Field | Gap, int] = field(default_factory=dict)

    def token(self, inline: Field | Gap) -> str:
        """The token that stands for `inline` in rendered Markdown: the same again for the same."""
        number = self.numbers.setdefault(inline, len(self.inlines))
        if number == len(self.inlines):
            self.inlines.append(inline)
        return f"{TOKEN_OPEN}{number}{TOKEN_CLOSE}"


def raw_of(value: Any) -> Raw:
    """A value as JSON can hold it: numbers as numbers, everything else as the text that study.yaml would have."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Bilingual):
        return value.ko
    if isinstance(value, Quantity):
        return f"{value.magnitude} {value.unit}"
    if isinstance(value, Enum):
        return str(value.value)
    return str(value)


def _is_property(raw: object, name: str) -> bool:
    """Whether a model or term of ours has this property (pydantic's own are none of a study's)."""
    return isinstance(getattr(raw.__class__, name, None), property) and not hasattr(BaseModel, name)


def _number(value: Any) -> Any:
    raw = value._raw if isinstance(value, Value) else value
    return raw.magnitude if isinstance(raw, Quantity) else raw
