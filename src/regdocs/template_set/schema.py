"""The JSON Schema of study.yaml, as an editor needs it: whose YAML reader gives scalars types that the file doesn't have."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from regdocs.regulation.law import Law
from regdocs.study.model import Text
from regdocs.study.quantity import Acceptance
from regdocs.study.study import Study
from regdocs.template_set.described import describe

_LIMIT = TypeAdapter(Acceptance).json_schema()
_DIGITS = r"^[+-]?(0|[1-9][0-9]*)$"


def study_schema(law: Law) -> str:
    """The schema as indented JSON: it accepts each way to write a scalar that loading accepts, and blank fields.

    Fields are described by what the law asks of them, in Korean and English.
    """
    schema = _relaxed(Study.model_json_schema())
    describe(schema, law)
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
