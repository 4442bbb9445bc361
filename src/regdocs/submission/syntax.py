"""YAML text as a tree of nodes in which every scalar is the text as written, and what is wrong with its syntax.

Only the plain part of YAML is read: mappings, lists and scalars of one document. Anchors, aliases, merge keys and
tags are refused: they hide from a reader what a study says, and aliases can blow a small file up to any size.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from regdocs.finding import Finding, Place
from regdocs.submission.problem import Words, problem
from regdocs.submission.yaml_error import explain_error

DEEPEST = 40
MOST_NODES = 200_000
"""More than any study has; a file that holds more is refused before it fills the memory."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Node:
    """A scalar (`text`, None where nothing is written), a list (`items`) or a mapping (`entries`), with its place."""

    line: int
    column: int
    text: str | None = None
    items: list[Node] | None = None
    entries: dict[str, Entry] | None = None
    repeated: list[Entry] = field(default_factory=list)
    """Entries whose key was there already."""
    refused: Words | None = None
    """The part of YAML that was used here and isn't read."""


@dataclass(slots=True)
class Entry:
    """A key of a mapping, where it stands, and its value."""

    key: str
    line: int
    column: int
    value: Node


def compose(text: str, name: str) -> tuple[Node | None, list[Finding]]:
    """The tree of a YAML text; None, with the reason, where there is none to work with."""
    composer = _Composer(name)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            composer.take(event)
    except _Unreadable as stop:
        return None, [*composer.findings, *stop.findings]
    except yaml.YAMLError as error:
        return None, [*composer.findings, *explain_error(error, text, name)]
    root = composer.root
    if root is None or (root.text is None and root.items is None and root.entries is None and not root.refused):
        return None, [*composer.findings, _empty(name)]
    if root.entries is None:
        return None, [*composer.findings, _not_a_mapping(name, root)]
    return root, composer.findings


class _Unreadable(Exception):
    def __init__(self, *findings: Finding) -> None:
        self.findings = findings


class _Composer:
    """Builds the tree from events with a stack of its own, so that no depth of nesting exhausts Python's."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Node | None = None
        self.findings: list[Finding] = []
        self._open: list[Node] = []
        self._keys: list[Node | None] = []
        """For every open container the key that waits for its value."""
        self._documents = 0
        self._nodes = 0

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._add(self._scalar(event))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._start(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()
            self._keys.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._add(self._node(event, refused=_ALIAS))
        elif isinstance(event, yaml.DocumentStartEvent):
            self._document(event)

    def _node(self, event: Any, **content: Any) -> Node:
        return Node(event.start_mark.line + 1, event.start_mark.column + 1, **content)

    def _scalar(self, event: yaml.ScalarEvent) -> Node:
        empty = event.implicit[0] and event.value in ("", "~", "null", "Null", "NULL")
        return self._node(event, text=None if empty else event.value, refused=_refused(event))

    def _start(self, event: Any) -> None:
        if isinstance(event, yaml.MappingStartEvent):
            node = self._node(event, entries={}, refused=_refused(event))
        else:
            node = self._node(event, items=[], refused=_refused(event))
        if len(self._open) == DEEPEST:
            raise _Unreadable(_too_deep(Place(self.name, node.line, node.column)))
        self._add(node)
        self._open.append(node)
        self._keys.append(None)

    def _add(self, node: Node) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise _Unreadable(_too_many(Place(self.name, node.line, node.column)))
        if not self._open:
            self.root = node
        elif self._open[-1].items is not None:
            self._open[-1].items.append(node)
        elif self._keys[-1] is None:
            self._keys[-1] = node
        else:
            self._enter(self._open[-1], self._keys[-1], node)
            self._keys[-1] = None

    def _enter(self, mapping: Node, key: Node, value: Node) -> None:
        assert mapping.entries is not None
        if key.text is None or key.refused:
            self.findings.append(_not_a_key(self.name, key))
            return
        if key.text == "<<":
            value.refused = _MERGE
        entry = Entry(key.text, key.line, key.column, value)
        if key.text in mapping.entries:
            mapping.repeated.append(entry)
        else:
            mapping.entries[key.text] = entry

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            place = Place(self.name, event.start_mark.line + 1, event.start_mark.column + 1)
            message = "한 파일에 YAML 문서가 둘 이상", "the file holds more than one YAML document"
            remedy = "`---` 줄을 지우십시오", "remove the line `---`"
            raise _Unreadable(problem("syntax", place, message, remedy))


_ALIAS = "YAML 별칭(`*`)은 쓸 수 없음", "YAML aliases (`*`) are not read"
_ANCHOR = "YAML 앵커(`&`)는 쓸 수 없음", "YAML anchors (`&`) are not read"
_TAG = "YAML 태그(`!`)는 쓸 수 없음", "YAML tags (`!`) are not read"
_MERGE = "YAML 병합 키(`<<`)는 쓸 수 없음", "YAML merge keys (`<<`) are not read"
REFUSED_REMEDY = (
    "값을 그대로 적고, 글자 그대로라면 따옴표로 감싸십시오",
    "write the value out; if the sign is part of a text, put the text in quotes",
)


def _refused(event: Any) -> Words | None:
    if event.anchor is not None:
        return _ANCHOR
    return _TAG if event.tag is not None else None


def _not_a_key(name: str, key: Node) -> Finding:
    place = Place(name, key.line, key.column)
    message = "필드 이름은 글이어야 함", "a field name has to be a text"
    remedy = (
        "`{{ … }}`나 `{`, `[`로 시작하는 값은 따옴표로 감싸십시오",
        "put a value that begins with `{{`, `{` or `[` in quotes",
    )
    return problem("syntax", place, message, remedy)


def _too_deep(place: Place) -> Finding:
    message = f"{DEEPEST}단계보다 깊은 중첩", f"nested deeper than {DEEPEST} levels"
    return problem("syntax", place, message)


def _too_many(place: Place) -> Finding:
    message = f"값이 {MOST_NODES:,}개가 넘음", f"more than {MOST_NODES:,} values"
    return problem("size", place, message)


def _empty(name: str) -> Finding:
    message = "빈 파일", "the file is empty"
    remedy = "`regdocs new`로 견본을 만드십시오", "make a commented one with `regdocs new`"
    return problem("empty", Place(name, 1, 1), message, remedy)


def _not_a_mapping(name: str, root: Node) -> Finding:
    message = "맨 위에는 `이름: 값` 꼴의 필드가 와야 함", "the top of the file has to be fields written `name: value`"
    return problem("syntax", Place(name, root.line, root.column), message)
