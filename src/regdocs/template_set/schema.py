"""JSON Schemas of the files that people write, as editors need them: their YAML readers give scalars other types."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from regdocs.regulation.law import Law
from regdocs.study.change_reasons import ChangeReasons
from regdocs.study.model import Model, Text
from regdocs.study.quantity import Acceptance
from regdocs.study.study import Study
from regdocs.study.supplement import Round
from regdocs.template_set.described import describe, describe_law

_LIMIT = TypeAdapter(Acceptance).json_schema()
_DIGITS = r"^[+-]?(0|[1-9][0-9]*)$"


def study_schema(law: Law) -> str:
    """The schema as indented JSON: it accepts each way to write a scalar that loading accepts, and blank fields.

    Fields are described by what the law asks of them, in Korean and English.
    """
    schema = _described(Study)
    describe_law(schema, law)
    return _json(schema)


def reasons_schema() -> str:
    """The schema of changes.yaml, in the same way."""
    return _json(_described(ChangeReasons))


def round_schema() -> str:
    """The schema of a supplement round (`supplements/ROUND.yaml`), in the same way."""
    return _json(_described(Round))


def _described(model: type[Model]) -> dict[str, Any]:
    schema = _relaxed(model.model_json_schema())
    describe(schema, model)
    return schema


def _json(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _relaxed(schema: dict[str, Any]) -> dict[str, Any]:
    """The same schema for values as YAML readers type them: `1.0` or `2026` for a text, `"60"` for a count."""
    relaxed = dict(schema)
    for key in ("anyOf", "oneOf"):
        if key in schema:
            relaxed[key] = [_relaxed(each) for each in schema[key]]
    if "items" in schema:
        relaxed["items"] = _relaxed(schema["items"])
    if "$defs" in schema:
        relaxed["$defs"] = {name: _relaxed(each) for name, each in schema["$defs"].items()}
    if "properties" in schema:
        required = schema.get("required", [])
        relaxed["properties"] = {
            name: _relaxed(each) if name in required else _or_blank(_relaxed(each))
            for name, each in schema["properties"].items()
        }
    return _typed(relaxed)


def _typed(schema: dict[str, Any]) -> dict[str, Any]:
    if schema.items() >= _LIMIT.items():
        # A limit may be a state in two languages, too.
        return {"anyOf": [schema, _relaxed(TypeAdapter(Text).json_schema())]}
    match schema.get("type"):
        case "string" if not {"enum", "const", "format", "examples"} & set(schema):
            return schema | {"type": ["string", "number", "boolean"]}
        case "integer":
            return schema | {"type": ["integer", "string"], "pattern": _DIGITS}
        case "boolean":
            return {"anyOf": [schema, {"enum": ["true", "false"]}]}
    return schema


def _or_blank(schema: dict[str, Any]) -> dict[str, Any]:
    """A field that may be left out may also stand there without a value."""
    alternatives = schema.get("anyOf", [])
    if {"type": "null"} in alternatives:
        return schema
    return {"anyOf": [schema, {"type": "null"}]}
