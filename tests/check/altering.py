"""Altering the numbers of a shipped submission one by one, and whether a check notices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from judging import EXAMPLE, loaded, rules
from pydantic import BaseModel

from regdocs.check.filing import Filing
from regdocs.check.rule import Layer
from regdocs.study.quantity import Limit, Quantity
from regdocs.study.study import Study
from regdocs.submission.path import attribute, item

TEN = Decimal(10)


@dataclass(frozen=True)
class Altered:
    """A number of the study: the path of its field, what stands there, and the study with ten more in it."""

    path: str
    was: object
    study: Study


def numbers(value: object, path: str = "") -> Iterator[tuple[str, tuple[str | int, ...], object, object]]:
    """Each number with its path, its keys, itself and itself with ten more; a limit's bounds are one number each."""
    yield from _numbers(value, path, ())


def _numbers(
    value: object, path: str, keys: tuple[str | int, ...]
) -> Iterator[tuple[str, tuple[str | int, ...], object, object]]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _numbers(getattr(value, name), attribute(path, value, name), (*keys, name))
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from _numbers(each, item(path, each, index), (*keys, index))
    else:
        for more in ten_more(value):
            yield path, keys, value, more


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


def with_value(value: object, keys: tuple[str | int, ...], new: object) -> object:
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
    for path, keys, was, more in numbers(study):
        new = with_value(study, keys, more)
        assert isinstance(new, Study)
        yield Altered(path, was, new)


def found(study: Study, name: str = EXAMPLE) -> set[tuple[str, str | None, str]]:
    """What the rules of the metadata say of a study."""
    submission, _, template_set = loaded(name)
    filing = Filing(replace(submission, study=study), template_set, study.filing.as_of, tuple, rules().rules)
    return {
        (rule.id, problem.place.path, problem.message.ko)
        for rule, function in rules().run_on(Layer.METADATA)
        for problem in function(filing)
    }
