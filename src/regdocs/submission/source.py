"""A YAML file as plain text values with positions, and its validation with every finding in one run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from pydantic import BaseModel, ValidationError

from regdocs.finding import Finding, Place, RegdocsError, SubmissionError
from regdocs.submission.encoding import decode
from regdocs.submission.message import BLANK, explain
from regdocs.submission.path import child, identity, item, parent
from regdocs.submission.positions import Mark, Positions
from regdocs.submission.problem import foremost, problem
from regdocs.submission.syntax import REFUSED_REMEDY, Entry, Node, compose

M = TypeVar("M", bound=BaseModel)
Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"

# What a field's name may look like; anything else without a value is the rest of a text that a comma cut in two.
_NAME = re.compile(r"[A-Za-z0-9_<-]*")

LARGEST = 10_000_000
"""The largest source file read, in bytes."""


@dataclass(frozen=True)
class Source:
    """A YAML file that could be read: every scalar the text as written, None where nothing is written."""

    name: str
    data: dict[str, Value]
    positions: Positions
    findings: tuple[Finding, ...] = ()
    """What is wrong with the file though it could be read; `read` raises these, `parse` leaves them to `validate`."""
    error: type[RegdocsError] = SubmissionError

    def validate(self, model: type[M]) -> M:
        """The data as `model`; raises this source's error with everything that is wrong with the file."""
        value, findings = self.check(model)
        if value is None or findings:
            raise self.error(findings)
        return value

    def check(self, model: type[M]) -> tuple[M | None, list[Finding]]:
        """The data as `model` where they are valid, and all findings: those of the file and those of its fields.

        A field without a value counts as left out, so that a draft's blank fields are no errors.
        """
        try:
            return model.model_validate(_written(self.data)), list(self.findings)
        except ValidationError as error:
            return None, [*self.findings, *self._explained(error, model)]

    def _explained(self, error: ValidationError, model: type[BaseModel]) -> list[Finding]:
        refused = {finding.place.path for finding in self.findings if finding.rule == "data/yaml-feature"}
        findings = (self._finding(details, model) for details in error.errors(include_url=False) if not _echo(details))
        # What an alias would have brought isn't missing: its own finding says what to do.
        left = (each for each in findings if not (each.rule == "data/missing-field" and _brought(each) & refused))
        return foremost(left, self.name)

    def _finding(self, details: Any, model: type[BaseModel]) -> Finding:
        rule, message, remedy = explain(details, model)
        path = self.path(details["loc"])
        if rule == "missing-field" and path in self.positions:
            message = BLANK
        if details["type"] == "bilingual_key":
            path = child(path, details["ctx"]["key"])
        at_key = rule == "unknown-field" or details["type"] == "bilingual_key"
        return problem(rule, self.positions.place(path, key=at_key), message, remedy)

    def path(self, location: tuple[int | str, ...]) -> str:
        """The field path of a pydantic error's location."""
        path, value = "", self.data  # type: Any, Any
        for step in location:
            if isinstance(step, int):
                items = value if isinstance(value, list) else []
                value = items[step] if step < len(items) else None
                path = _item_path(path, items, step)
            else:
                value = value.get(step) if isinstance(value, dict) else None
                path = child(path, step)
        return str(path)


def read(data: bytes, name: str, error: type[RegdocsError] = SubmissionError) -> Source:
    """The YAML file `name`; raises `error` with everything that is wrong with it as YAML."""
    source, findings = parse(data, name, error)
    if source is None or findings:
        raise error(findings)
    return source


def parse(data: bytes, name: str, error: type[RegdocsError] = SubmissionError) -> tuple[Source | None, list[Finding]]:
    """Like `read`, but hands the findings over, so that a faulty file's fields can be checked in the same run."""
    if len(data) > LARGEST:
        message = (
            f"파일이 너무 큼({len(data):,}바이트, 한도 {LARGEST:,}바이트)",
            f"the file is too large ({len(data):,} bytes; at most {LARGEST:,})",
        )
        return None, [problem("size", Place(name), message)]
    text, findings = decode(data, name)
    if findings and not text:
        return None, findings
    root, problems = compose(text, name)
    findings += problems
    if root is None:
        return None, foremost(findings, name)
    reading = _Reading(name)
    reading.marks[""] = Mark(root.line, root.column, root.line, root.column)
    value = reading.value(root, "")
    assert isinstance(value, dict)
    findings = foremost([*findings, *reading.findings], name)
    return Source(name, value, Positions(name, reading.marks), tuple(findings), error), findings


class _Reading:
    """Turns the tree into plain values and notes where each stands."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.marks: dict[str, Mark] = {}
        self.findings: list[Finding] = []

    def value(self, node: Node, path: str) -> Value:
        if node.refused is not None:
            place = Place(self.name, node.line, node.column, path or None)
            self.findings.append(problem("yaml-feature", place, node.refused, REFUSED_REMEDY))
        if node.entries is not None:
            return self._mapping(node, node.entries, path)
        if node.items is not None:
            return self._list(node.items, path)
        return node.text

    def _mapping(self, node: Node, entries: Mapping[str, Entry], path: str) -> Value:
        self.findings += [self._repeated(entry, entries[entry.key], path) for entry in node.repeated]
        values: dict[str, Value] = {}
        for key, entry in entries.items():
            below = child(path, key)
            self.marks.setdefault(below, Mark(entry.value.line, entry.value.column, entry.line, entry.column))
            value = self.value(entry.value, below)
            if value is None and (not _NAME.fullmatch(key) or ("ko" in entries and key not in ("ko", "en"))):
                self.findings.append(self._cut_off(entry))
            if key != "<<":
                values[key] = value
        return values

    def _list(self, items: list[Node], path: str) -> Value:
        values: list[Value] = []
        first: dict[str, Node] = {}
        for index, node in enumerate(items):
            below = item(path, _identified(node), index)
            if below in first:
                self.findings += self._same_id(first[below], node, below)
                below = f"{path}[{index}]"
            first[below] = node
            self.marks.setdefault(below, Mark(node.line, node.column, node.line, node.column))
            values.append(self.value(node, below))
        return values

    def _cut_off(self, entry: Entry) -> Finding:
        place = Place(self.name, entry.line, entry.column)
        message = (
            "쉼표 뒤의 글이 값 없는 필드로 읽힘",
            "what follows the comma reads as a field without a value",
        )
        return problem(
            "cut-off", place, message, ("쉼표가 든 글을 따옴표로 묶으십시오", "put the text with the comma in quotes")
        )

    def _repeated(self, entry: Entry, first: Entry, path: str) -> Finding:
        place = Place(self.name, entry.line, entry.column, child(path, entry.key))
        message = (
            f"같은 필드가 {first.line}행과 {entry.line}행에 두 번 있음",
            f"the field stands twice, in lines {first.line} and {entry.line}",
        )
        return problem("duplicate-key", place, message, ("하나만 남기십시오", "keep one of them"))

    def _same_id(self, first: Node, second: Node, path: str) -> list[Finding]:
        return [
            problem(
                "duplicate-id",
                Place(self.name, here.line, here.column, path),
                (f"같은 id가 {other.line}행에도 있음", f"the same id stands in line {other.line} too"),
                ("목록 안에서 id를 서로 다르게 하십시오", "give every item of a list an id of its own"),
            )
            for here, other in ((first, second), (second, first))
        ]


def _identified(node: Node) -> dict[str, str | None]:
    entry = (node.entries or {}).get("id")
    return {"id": entry.value.text if entry is not None else None}


def _echo(details: Any) -> bool:
    """Whether pydantic counts a list as too short only because it left out items whose own errors it reports."""
    given = details["input"]
    return details["type"] == "too_short" and isinstance(given, list) and len(given) >= details["ctx"]["min_length"]


def _brought(missing: Finding) -> set[str | None]:
    """Where something might stand that brings the missing field: there, or as a merge key beside it."""
    path = missing.place.path or ""
    return {path, child(parent(path), "<<")}


def _item_path(path: str, items: list[Value], index: int) -> str:
    """An item's path; the index where an earlier item has taken its id."""
    value = items[index] if index < len(items) else None
    identifier = identity(value)
    taken = identifier is not None and any(
        isinstance(earlier, dict) and earlier.get("id") == identifier for earlier in items[:index]
    )
    return item(path, None if taken else value, index)


def _written(value: Value) -> Any:
    """The data without fields that have no value."""
    if isinstance(value, dict):
        return {key: _written(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [_written(each) for each in value]
    return value
