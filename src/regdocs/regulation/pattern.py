"""Patterns over field paths: which values the law asks for, which are there, and which are missing.

A pattern is a field path of study.yaml in which a list may be followed by a selection:

    product.donor.history                 a field
    product.tests[*].method               of every item; the list must not be empty
    nonclinical[item=genotoxicity]        at least one item whose field has that value
    people[roles!=statistician].post      of every item without it; lists of values are searched
    contracts[kind=collection|testing]    either value; several tests are joined by commas
    product.tests[reference_standard]     items that have that field at all
    composition[*].amount|amount_text     one of the names is enough
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from regdocs.regulation.plain import Plain
from regdocs.submission import path as paths

_NAME = r"[a-z_][a-z0-9_]*"
_SEGMENT = re.compile(rf"({_NAME}(?:\|{_NAME})*)(?:\[([^\[\]]*)\])?")
_TEST = re.compile(rf"({_NAME})(?:(!?=)([a-z0-9_|-]+))?")


@dataclass(frozen=True, slots=True)
class Test:
    """A test that list items have to pass: a field with one of `values`, without any of them, or merely present."""

    __test__ = False

    name: str
    values: frozenset[str]
    negated: bool = False

    def admits(self, item: object) -> bool:
        value = getattr(item, self.name, None)
        if not self.values:
            return not absent(value)
        if isinstance(value, tuple):
            return any(_word(part) in self.values for part in value) != self.negated
        return (_word(value) in self.values) != self.negated


@dataclass(frozen=True, slots=True)
class Segment:
    """A name (or several, one of which is enough) and what is selected where it is a list."""

    names: tuple[str, ...]
    tests: tuple[Test, ...] | None = None
    """None where it is no selection, empty for `[*]`."""
    text: str = ""


@cache
def parse(pattern: str) -> tuple[Segment, ...]:
    """The segments of a pattern; raises ValueError where it is malformed."""
    segments: list[Segment] = []
    end = 0
    while end < len(pattern):
        if segments:
            if pattern[end] != ".":
                raise ValueError(f"a dot is expected in {pattern!r}")
            end += 1
        match = _SEGMENT.match(pattern, end)
        if match is None:
            raise ValueError(f"a field name is expected in {pattern!r}")
        names, selection = match.groups()
        segments.append(Segment(tuple(names.split("|")), _tests(selection, pattern), match[0]))
        end = match.end()
    if not segments:
        raise ValueError("the pattern is empty")
    return tuple(segments)


def missing(study: Plain, pattern: str) -> tuple[str, ...]:
    """The paths that `pattern` asks for and that hold nothing, in the study's order."""
    return tuple(_missing(study, parse(pattern), ""))


def found(study: Plain, pattern: str) -> tuple[str, ...]:
    """The paths that `pattern` leads to and that hold something, in the study's order."""
    return tuple(_found(study, parse(pattern), ""))


def values(study: Plain, pattern: str) -> tuple[str, ...]:
    """The values that are there for `pattern`, as words, in the study's order and each once."""
    return tuple(dict.fromkeys(_word(value) for value in _values(study, parse(pattern)) if not absent(value)))


def absent(value: object) -> bool:
    """Whether a field holds nothing: not given, or an empty list or text (false and 0 are something)."""
    return not value and value in (None, (), "")


def unknown(model: type[BaseModel], pattern: str) -> str | None:
    """The first name of `pattern` that `model` doesn't have, or None; so that a pattern can't silently ask for nothing."""
    owners: list[type[BaseModel]] = [model]
    for segment in parse(pattern):
        fields = [_fields(owner) for owner in owners]
        for name in segment.names:
            if not any(name in known for known in fields):
                return name
        below = [known[name] for known in fields for name in segment.names if name in known]
        owners = [inner for annotation in below for inner in _models(annotation)]
        for test in segment.tests or ():
            if not any(test.name in _fields(owner) for owner in owners):
                return test.name
    return None


def selecting(model: type[BaseModel], path: str) -> str:
    """A path with the field named whose word a list item is known by: `people[roles=investigator]`.

    A template that asks for such an item where there is none knows only the word. A key that is no word of a closed
    list, nor a role, stays: it is an id.
    """
    owners: list[type[BaseModel]] = [model]
    written: list[str] = []
    for name, key in paths.segments(path):
        if name is not None:
            owners = [inner for owner in owners for inner in _models(_fields(owner).get(name))]
            written.append(f".{name}" if written else name)
        else:
            field = next((found for owner in owners for found in _naming(owner, key)), None)
            written.append(f"[{key}]" if field is None else f"[{field}={key}]")
    return "".join(written)


def _naming(owner: type[BaseModel], word: str) -> Iterator[str]:
    """The fields of a list item that such a word belongs to."""
    for name, annotation in _fields(owner).items():
        if any(word in (each.value for each in inner) for inner in _terms(annotation)):
            yield name
    if "role" in owner.model_fields:
        yield "role"


def _terms(annotation: Any) -> Iterator[type[Enum]]:
    if get_args(annotation):
        for argument in get_args(annotation):
            yield from _terms(argument)
    elif isinstance(annotation, type) and issubclass(annotation, Enum):
        yield annotation


def _tests(selection: str | None, pattern: str) -> tuple[Test, ...] | None:
    if selection is None:
        return None
    if selection == "*":
        return ()
    tests = []
    for part in selection.split(","):
        match = _TEST.fullmatch(part.strip())
        if match is None:
            raise ValueError(f"a test such as [key=value] is expected in {pattern!r}")
        name, sign, wanted = match.groups()
        tests.append(Test(name, frozenset(wanted.split("|")) if wanted else frozenset(), sign == "!="))
    return tuple(tests)


def _missing(owner: object, segments: tuple[Segment, ...], at: str) -> Iterator[str]:
    segment, rest = segments[0], segments[1:]
    name, value = _first_given(owner, segment)
    here = paths.child(at, name)
    if segment.tests is None:
        if not rest:
            if absent(value):
                yield here
        elif value is None:
            yield _up_to_a_list(rest, here)
        else:
            yield from _missing(value, rest, here)
        return
    items = _selected(value, segment.tests)
    if not items:
        yield here + segment.text[segment.text.index("[") :] if segment.tests else here
    elif rest:
        for index, item in items:
            yield from _missing(item, rest, paths.item(here, item, index))


def _found(owner: object, segments: tuple[Segment, ...], at: str) -> Iterator[str]:
    segment, rest = segments[0], segments[1:]
    name, value = _first_given(owner, segment)
    here = paths.child(at, name)
    if segment.tests is None:
        reached = [] if absent(value) else [(here, value)]
    else:
        reached = [(paths.item(here, item, index), item) for index, item in _selected(value, segment.tests)]
    for path, part in reached:
        if rest:
            yield from _found(part, rest, path)
        else:
            yield path


def _values(owner: object, segments: tuple[Segment, ...]) -> Iterator[object]:
    segment, rest = segments[0], segments[1:]
    _, value = _first_given(owner, segment)
    found = [value] if segment.tests is None else [item for _, item in _selected(value, segment.tests)]
    for part in found:
        if part is not None and rest:
            yield from _values(part, rest)
        elif part is not None:
            yield from part if isinstance(part, tuple) else (part,)


def _first_given(owner: object, segment: Segment) -> tuple[str, object]:
    for name in segment.names:
        if not absent(value := getattr(owner, name, None)):
            return name, value
    return segment.names[0], getattr(owner, segment.names[0], None)


def _selected(value: object, tests: tuple[Test, ...]) -> list[tuple[int, object]]:
    items = value if isinstance(value, tuple) else ()
    if not tests:
        return list(enumerate(items))
    return [(index, item) for index, item in enumerate(items) if all(test.admits(item) for test in tests)]


def _up_to_a_list(segments: tuple[Segment, ...], at: str) -> str:
    for segment in segments:
        at = paths.child(at, segment.names[0])
        if segment.tests is not None:
            break
    return at


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@cache
def _fields(model: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if get_origin(annotation) in (Union, UnionType, tuple):
        for argument in get_args(annotation):
            yield from _models(argument)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
