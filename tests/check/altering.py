"""Altering the numbers of a shipped submission one by one, and whether a check notices."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from unittest.mock import patch

from judging import EXAMPLE, loaded, rules
from pydantic import BaseModel
from seeing import Seen

from regdocs.check.filing import Filing
from regdocs.check.prose import numbers
from regdocs.check.rule import Function
from regdocs.check.said import Said, said
from regdocs.check.specification import Layer
from regdocs.study.quantity import Limit, Quantity
from regdocs.study.study import Study
from regdocs.submission.path import attribute, item

TEN = Decimal(10)
Keys = tuple[str | int, ...]


@dataclass(frozen=True)
class Altered:
    """A number of the study: its field's path, what stands there, what is put there, and the study with that."""

    path: str
    was: object
    value: object
    study: Study


def leaves(value: object, path: str = "", keys: Keys = ()) -> Iterator[tuple[str, Keys, object]]:
    """Each value of a model that holds no others, with its path and its keys."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from leaves(getattr(value, name), attribute(path, value, name), (*keys, name))
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from leaves(each, item(path, each, index), (*keys, index))
    else:
        yield path, keys, value


def ten_more(value: object) -> Iterator[object]:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        yield value + 10
    elif isinstance(value, Quantity):
        yield Quantity(value.magnitude + TEN, value.unit)
    elif isinstance(value, Limit):
        if value.low is not None:
            yield replace(value, low=value.low + TEN)
        if value.high is not None:
            yield replace(value, high=value.high + TEN)


def extremes(value: object) -> Iterator[object]:
    """The same kind of value as small, as large and as early or late as the form of study.yaml allows."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        kind = type(value)
        yield from (kind(0), kind(-1), kind(10**14))
    elif isinstance(value, Quantity):
        yield from (Quantity(Decimal(number), value.unit) for number in ("0", "-1", "9e99", "1e-99"))
    elif isinstance(value, Limit):
        low, high = (None if bound is None else Decimal("9e99") for bound in (value.low, value.high))
        yield replace(value, low=low, high=high)
    elif isinstance(value, date):
        yield from (date.min, date.max)


def with_value(value: object, keys: Keys, new: object) -> object:
    """The model with another value at `keys`; what isn't on the way there is shared."""
    if not keys:
        return new
    key, rest = keys[0], keys[1:]
    if isinstance(key, int):
        assert isinstance(value, tuple)
        return (*value[:key], with_value(value[key], rest, new), *value[key + 1 :])
    assert isinstance(value, BaseModel)
    return value.model_copy(update={key: with_value(getattr(value, key), rest, new)})


def altered(name: str = EXAMPLE) -> Iterator[Altered]:
    """The submission's study once for each number that it holds."""
    study = loaded(name)[0].study
    yield from _changed(study, ten_more)


def extreme(name: str = EXAMPLE) -> Iterator[Altered]:
    """The submission's study once for each extreme value of each number and day."""
    yield from _changed(loaded(name)[0].study, extremes)


def _changed(study: Study, change: Callable[[object], Iterator[object]]) -> Iterator[Altered]:
    for path, keys, was in leaves(study):
        for other in change(was):
            new = with_value(study, keys, other)
            assert isinstance(new, Study)
            yield Altered(path, was, other, new)


def refused(value: object) -> bool:
    """Whether reading study.yaml refuses the value: nobody can write a range that runs backwards."""
    return isinstance(value, Limit) and value.low is not None and value.high is not None and value.low > value.high


def found(study: Study, name: str = EXAMPLE, changed: str = "") -> set[tuple[str, str | None, str]]:
    """What the rules of the metadata say of a study, and those that hold prose against its numbers.

    Where the path of a `changed` number is given, only the rules that read that part of study.yaml are asked.
    """
    filing = _filing(study, name)
    # A number that is altered changes no text, so that what the texts state is found once.
    stated = _stated(name)
    with patch.object(numbers, "_stated", lambda _: stated), seen(name).used():
        return {
            (rule, problem.place.path, problem.message.ko)
            for rule, function in asked(name, changed)
            for problem in function(filing)
        }


def asked(name: str, changed: str = "") -> Iterator[tuple[str, Function]]:
    """The rules that read the part of study.yaml that the path is in; without a path all of them."""
    part = changed.partition(".")[0].partition("[")[0]
    yield from ((rule, each) for rule, each in functions().items() if not part or part in reads(name)[rule])


def _filing(study: Study, name: str) -> Filing:
    submission, _, template_set = loaded(name)
    filing = Filing(replace(submission, study=study), template_set, study.filing.as_of, tuple, rules().rules)
    return with_texts(filing, name)


def with_texts(filing: Filing, name: str = EXAMPLE) -> Filing:
    """The filing with the submission's texts, gathered once: a number that is altered changes none."""
    vars(filing)["said"] = _said(name)
    return filing


@cache
def _said(name: str) -> tuple[Said, ...]:
    return said(loaded(name)[0])


_TELLING = ("prose/contradicting-number", "prose/contradicting-heading", "prose/told-count")
"""The rules that hold narrative against numbers of study.yaml."""


@cache
def functions() -> dict[str, Function]:
    """The rules that look at numbers of study.yaml, by their ids."""
    return {
        rule.id: function
        for rule, function in rules().run_on(Layer.METADATA)
        if ".check.metadata." in function.__module__ or rule.id in _TELLING
    }


@cache
def reads(name: str) -> dict[str, Collection[str]]:
    """Which parts of a submission's study.yaml each rule reads; one that reads none of a part can't tell it changed."""
    every = Study.model_fields.keys()
    found: dict[str, Collection[str]] = {}
    for rule, function in functions().items():
        seen: set[str] = set()

        def noted(study: Study, attribute: str, seen: set[str] = seen) -> object:
            seen.add(attribute)
            return object.__getattribute__(study, attribute)

        with patch.object(Study, "__getattribute__", noted):
            list(function(_filing(loaded(name)[0].study, name)))
        # The day that the rules judge by is of the filing; what isn't a part may be all of them.
        found[rule] = seen | {"filing"} if seen <= every else every
    return found


@cache
def seen(name: str = EXAMPLE) -> Seen:
    """How conditions see the submission's study."""
    return Seen(loaded(name)[0].study)


@cache
def _stated(name: str) -> Sequence[object]:
    return numbers._stated(_filing(loaded(name)[0].study, name))
