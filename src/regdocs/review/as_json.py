"""A comparison as JSON for other programs, and the schema of that JSON."""

from __future__ import annotations

import json

import msgspec
from msgspec import Struct

from regdocs.language import Bilingual, Language
from regdocs.review.change import Change, Comparison, Edition, FieldChange, Stage, Status


class DocumentCount(Struct, frozen=True):
    """A compared paper and how many of the changes are its own."""

    id: str
    instance: str | None
    title: Bilingual
    status: Status
    changes: int


class Changes(Struct, frozen=True):
    """What changes.json holds: everything of a comparison but the merged trees."""

    old: Edition
    new: Edition
    language: Language
    stage: Stage
    documents: tuple[DocumentCount, ...]
    fields: tuple[FieldChange, ...]
    changes: tuple[Change, ...]
    limits: tuple[Bilingual, ...] = ()


def to_json(comparison: Comparison, language: Language = "ko") -> str:
    """Indented JSON; the same for both languages of messages, since it holds both."""
    counts: dict[tuple[str, str | None], int] = {}
    for change in comparison.changes:
        counts[change.document, change.instance] = counts.get((change.document, change.instance), 0) + 1
    documents = tuple(
        DocumentCount(each.id, each.instance, each.document.title, each.status, counts.get((each.id, each.instance), 0))
        for each in comparison.documents
    )
    whole = Changes(
        comparison.old,
        comparison.new,
        comparison.language,
        comparison.stage,
        documents,
        comparison.fields,
        comparison.changes,
        comparison.limits,
    )
    return msgspec.json.format(msgspec.json.encode(whole), indent=1).decode() + "\n"


def from_json(data: bytes) -> Changes:
    """What `to_json` wrote; raises `msgspec.ValidationError` for something else."""
    return msgspec.json.decode(data, type=Changes)


def schema() -> str:
    """The JSON Schema (2020-12) of changes.json."""
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Changes)}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
