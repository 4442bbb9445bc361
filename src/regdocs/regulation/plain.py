"""A study as plain values under the names of study.yaml, so that expressions can look at it and do nothing else."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel

from regdocs.study.terms import Term


class Plain:
    """One mapping of a study: its fields as attributes, terms as the words that stand in study.yaml; never changes.

    It has no methods, so an expression has nothing to call.
    """

    def __init__(self, fields: dict[str, object]) -> None:
        self.__dict__.update(fields)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name} can't be set: a study doesn't change after loading")


def plain(model: BaseModel) -> Plain:
    """A model (a study, or a part of it) as plain values; quantities, dates and bilingual text stay as they are."""
    fields = model.__dict__
    return Plain({name: _value(fields[attribute]) for attribute, name in _names(type(model))})


@cache
def _names(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The attributes of a model, each with its name in study.yaml."""
    return tuple((attribute, field.alias or attribute) for attribute, field in model.model_fields.items())


def _value(value: object) -> object:
    # Most values are absent or text, and asking whether one is a model takes long.
    if value is None or type(value) is str:
        return value
    if isinstance(value, tuple):
        return tuple([_value(part) for part in value])
    if isinstance(value, Term):
        return str(value.value)
    return plain(value) if isinstance(value, BaseModel) else value
