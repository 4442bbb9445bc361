"""What an editor shows beside a field of a file that people write: what it means, what the law asks of it, what the words of a list mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from regdocs import study
from regdocs.language import Bilingual
from regdocs.regulation import pattern
from regdocs.regulation.law import Law
from regdocs.regulation.requirement import Requirement
from regdocs.study.model import Model, Text
from regdocs.study.terms import Term
from regdocs.submission.source import read

Schema = dict[str, Any]

_MOST = 3
"""Requirements named beside one field; the others are for `regdocs rules`."""


def describe(schema: Schema, model: type[Model]) -> None:
    """Say in the schema of `model`, in place and in Korean and English, what fields and the words of lists mean."""
    _say_what_they_mean(schema, model)
    for name, terms in _terms(Term):
        if name in schema["$defs"]:
            _name_terms(schema["$defs"][name], terms)


def describe_law(schema: Schema, law: Law) -> None:
    """Add to the schema of a study, in place, what the law asks of its fields."""
    asked: dict[int, tuple[Schema, list[Requirement]]] = {}
    for requirement in law.requirements:
        # An editor's hint reads like law, so only what was read as law is shown.
        if requirement.standing.confirmed:
            for field in _fields(schema, requirement):
                found = asked.setdefault(id(field), (field, []))[1]
                if requirement not in found:
                    found.append(requirement)
    for field, requirements in asked.values():
        field["description"] = "\n".join(_lines(field, requirements[:_MOST], law))


def meanings() -> dict[str, dict[str, Bilingual]]:
    """What each field means, by the name of the model and the field; a class says it for those that extend it."""
    (folder,) = study.__path__
    source = read((Path(folder) / "fields.yaml").read_bytes(), "fields.yaml")
    return TypeAdapter(dict[str, dict[str, Text]]).validate_python(source.data)


def _say_what_they_mean(schema: Schema, whole: type[Model]) -> None:
    said = meanings()
    for name, model in _models(Model):
        part = schema if model is whole else schema["$defs"].get(name, {})
        for field, described in part.get("properties", {}).items():
            meaning = next((found for each in model.__mro__ if (found := said.get(each.__name__, {}).get(field))), None)
            if meaning is not None:
                described["description"] = f"{meaning.ko}\n{meaning.text('en')}"


def _models(base: type[Model]) -> Iterator[tuple[str, type[Model]]]:
    for each in base.__subclasses__():
        if each.__module__.startswith(study.__name__):
            yield each.__name__, each
            yield from _models(each)


def _lines(field: Schema, requirements: list[Requirement], law: Law) -> Iterator[str]:
    if "description" in field:
        yield field["description"]
    for requirement in requirements:
        yield f"{requirement.title.ko} ({', '.join(law.citations(requirement))})"
        yield f"{requirement.title.text('en')} ({', '.join(law.citations(requirement, 'en'))})"


def _terms(base: type[Term]) -> Iterator[tuple[str, type[Term]]]:
    for each in base.__subclasses__():
        yield each.__name__, each
        yield from _terms(each)


def _name_terms(schema: Schema, terms: type[Term]) -> None:
    by_value: Mapping[str, Term] = {term.value: term for term in terms}
    named = [by_value[value].label for value in schema["enum"]]
    schema["enumDescriptions"] = [f"{label.ko} / {label.text('en')}" for label in named]


def _fields(schema: Schema, requirement: Requirement) -> Iterator[Schema]:
    """The properties that a requirement asks for."""
    for need in requirement.needs():
        for text in need.patterns:
            # What a repeated need fills in selects items; which fields are meant stays the same.
            segments = pattern.parse(re.sub(r"\{[^}]*\}", "x", text))
            yield from _properties(schema, [schema], segments)


def _properties(schema: Schema, owners: list[Schema], segments: tuple[pattern.Segment, ...]) -> Iterator[Schema]:
    segment, *rest = segments
    found = [
        owner["properties"][name] for owner in owners for name in segment.names if name in owner.get("properties", {})
    ]
    if not rest:
        yield from found
    elif found:
        yield from _properties(schema, [each for one in found for each in _objects(schema, one)], tuple(rest))


def _objects(schema: Schema, part: Schema) -> Iterator[Schema]:
    """The objects that a property may hold, itself or as items of a list."""
    if "$ref" in part:
        yield from _objects(schema, schema["$defs"][part["$ref"].rpartition("/")[2]])
    if "properties" in part:
        yield part
    if "items" in part:
        yield from _objects(schema, part["items"])
    for each in (*part.get("anyOf", ()), *part.get("oneOf", ())):
        yield from _objects(schema, each)
