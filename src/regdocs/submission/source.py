"""A YAML file as plain text values with positions, and its validation with every finding in one run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from pydantic import BaseModel, ValidationError

from regdocs.finding import Finding, Place, RegdocsError, SubmissionError
from regdocs.submission.encoding import decode
from regdocs.submission.message import BLANK, explain, meant_field
from regdocs.submission.path import child, identity, item, named, parent
from regdocs.submission.positions import Positions
from regdocs.submission.problem import SMALLER, Words, foremost, problem
from regdocs.submission.syntax import MERGE, REFUSED_REMEDY, Collection, Mark, Node, Unread, compose, place_at

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
        told = {finding.place.path for finding in self.findings if finding.rule == "data/yaml-feature"}
        errors = [details for details in error.errors(include_url=False) if not _echo(details)]
        told |= set(self._mistyped(errors, model))
        findings = (self._finding(details, model) for details in errors)
        # What an alias would have brought, or a mistyped name, isn't missing: its own finding says what to do.
        left = (each for each in findings if not (each.rule == "data/missing-field" and _brought(each) & told))
        return foremost(left, self.name)

    def _mistyped(self, errors: Iterable[Any], model: type[BaseModel]) -> Iterator[str]:
        """The paths of the fields that unknown ones most probably stand for."""
        for location in (details["loc"] for details in errors if details["type"] == "extra_forbidden"):
            near = meant_field(model, location)
            if near is not None:
                yield child(self.path(location[:-1]), near)

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
        return None, [problem("size", Place(name), message, SMALLER)]
    text, findings = decode(data, name)
    if findings and not text:
        return None, findings
    root, problems = compose(text, name)
    findings += problems
    if root is None:
        return None, foremost(findings, name)
    reading = _Reading(name)
    value = reading.value(root, root.mark, "")
    assert isinstance(value, dict)
    findings = foremost([*findings, *reading.findings], name)
    return Source(name, value, Positions(name, root), tuple(findings), error), findings


class _Reading:
    """Turns the tree into plain values."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.findings: list[Finding] = []

    def value(self, node: Node, mark: Mark, path: str, refused: Words | None = None) -> Value:
        """The value of a node; `refused` is why it isn't read, where the node alone doesn't tell."""
        if isinstance(node, Collection | Unread):
            refused = refused or node.refused
        if refused is not None:
            place = place_at(mark, self.name, path or None)
            self.findings.append(problem("yaml-feature", place, refused, REFUSED_REMEDY))
        if isinstance(node, Collection):
            return self._mapping(node, path) if node.is_mapping else self._list(node, path)
        return node.text if isinstance(node, Unread) else node

    def _mapping(self, mapping: Collection, path: str) -> dict[str, Value]:
        values: dict[str, Value] = {}
        unwritten: list[tuple[str, Mark]] = []
        for key, node, leading, mark in mapping.entries():
            if not isinstance(key, str):
                continue
            if key in values:
                self.findings.append(self._repeated(mapping, key, leading, child(path, key)))
            elif isinstance(node, str) and key != "<<":
                values[key] = node
            else:
                values[key] = self.value(node, mark, child(path, key), MERGE if key == "<<" else None)
                if values[key] is None:
                    unwritten.append((key, leading))
        if unwritten:
            self.findings += [self._cut_off(mark) for key, mark in unwritten if _is_rest(key, values)]
        values.pop("<<", None)
        return values

    def _list(self, items: Collection, path: str) -> list[Value]:
        values: list[Value] = []
        first: dict[str, Mark] = {}
        for index, (node, mark) in enumerate(zip(items.nodes, items.marks, strict=True)):
            label = (_identifier(node) if isinstance(node, Collection) else None) or str(index)
            if label in first:
                self.findings += self._same_id(first[label], mark, f"{path}[{label}]")
                label = str(index)
            first[label] = mark
            items.labels.append(label)
            values.append(node if isinstance(node, str) else self.value(node, mark, f"{path}[{label}]"))
        return values

    def _cut_off(self, key: Mark) -> Finding:
        message = (
            "쉼표 뒤의 글이 값 없는 필드로 읽힘",
            "what follows the comma reads as a field without a value",
        )
        return problem(
            "cut-off",
            place_at(key, self.name),
            message,
            ("쉼표가 든 글을 따옴표로 묶으십시오", "put the text with the comma in quotes"),
        )

    def _repeated(self, mapping: Collection, key: str, second: Mark, path: str) -> Finding:
        first = next(mark for name, _, mark, _ in mapping.entries() if name == key)
        one, other = first.line + 1, second.line + 1
        message = (
            f"같은 필드가 {one}행과 {other}행에 두 번 있음",
            f"the field stands twice, in lines {one} and {other}",
        )
        remedy = "하나만 남기십시오", "keep one of them"
        return problem("duplicate-key", place_at(second, self.name, path), message, remedy)

    def _same_id(self, first: Mark, second: Mark, path: str) -> list[Finding]:
        return [
            problem(
                "duplicate-id",
                place_at(here, self.name, path),
                (f"같은 id가 {other.line + 1}행에도 있음", f"the same id stands in line {other.line + 1} too"),
                ("목록 안에서 id를 서로 다르게 하십시오", "give every item of a list an id of its own"),
            )
            for here, other in ((first, second), (second, first))
        ]


def _is_rest(name: str, beside: Mapping[str, object]) -> bool:
    """Whether a name without a value is the rest of a text that a comma cut in two."""
    return not _NAME.fullmatch(name) or ("ko" in beside and name not in ("ko", "en"))


def _identifier(item: Collection) -> str | None:
    """The id of a list's item."""
    if item.is_mapping:
        for key, value, _, _ in item.entries():
            if key == "id":
                return named(value.text if isinstance(value, Unread) else value)
    return None


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
        return {
            key: each if isinstance(each, str) else _written(each) for key, each in value.items() if each is not None
        }
    if isinstance(value, list):
        return [_written(each) for each in value]
    return value
