"""A study as plain values under the names of study.yaml, so that expressions can look at it and do nothing else."""

from __future__ import annotations

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
    return Plain(
        {field.alias or name: _value(getattr(model, name)) for name, field in type(model).model_fields.items()}
    )


def _value(value: object) -> object:
    if isinstance(value, BaseModel):
        return plain(value)
    if isinstance(value, tuple):
        return tuple(_value(part) for part in value)
    if isinstance(value, Term):
        return str(value.value)
    return value
