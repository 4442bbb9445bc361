"""YAML text as a tree of nodes in which every scalar is the text as written, and what is wrong with its syntax.

Only the plain part of YAML is read: mappings, lists and scalars of one document. Anchors, aliases, merge keys and
tags are refused: they hide from a reader what a study says, and aliases can blow a small file up to any size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

import yaml

from regdocs.finding import Finding, Place
from regdocs.submission.problem import SMALLER, Words, problem
from regdocs.submission.yaml_error import explain_error

DEEPEST = 40
MOST_NODES = 200_000
"""More than any study has; a file that holds more is refused before it fills the memory."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))


class Mark(Protocol):
    """A place as the parser tells it: line and column from 0."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Unread:
    """A scalar or alias that uses a part of YAML that isn't read; `text` is what stands there all the same."""

    refused: Words
    text: str | None = None


@dataclass(slots=True, eq=False)
class Collection:
    """A list or a mapping: what stands in it, of a mapping each key before its value, and beside that where."""

    mark: Mark
    is_mapping: bool
    refused: Words | None = None
    """The part of YAML that it uses and that isn't read."""
    nodes: list[Node] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    """Of a list, what each item is called in a path; known once its items' ids are."""

    def entries(self) -> Iterator[tuple[Node, Node, Mark, Mark]]:
        """Each key of a mapping and its value, and where the two stand."""
        nodes, marks = iter(self.nodes), iter(self.marks)
        return zip(nodes, nodes, marks, marks, strict=False)


# A scalar is the bare text as written, None where nothing is written: a study has ten thousand.
Node: TypeAlias = str | Collection | Unread | None


def compose(text: str, name: str) -> tuple[Collection | None, list[Finding]]:
    """The mapping that a YAML text is, and what is wrong with its keys; None, with the reason, where it is none."""
    composer = _Composer(name)
    try:
        composer.read(iter(_LOADER(text).get_event, None))
    except _Unreadable as stop:
        return None, [*composer.findings(), *stop.findings]
    except yaml.YAMLError as error:
        return None, [*composer.findings(), *explain_error(error, text, name)]
    top = composer.top
    if not top.nodes or top.nodes[0] is None:
        return None, [_empty(name)]
    if isinstance(top.nodes[0], Collection) and top.nodes[0].is_mapping:
        return top.nodes[0], composer.findings()
    return None, [*composer.findings(), _not_a_mapping(place_at(top.marks[0], name))]


def nothing(name: str) -> Collection:
    """What an empty file holds, at its top."""
    return Collection(yaml.Mark(name, 0, 0, 0, None, 0), is_mapping=False)


def place_at(mark: Mark, name: str, path: str | None = None) -> Place:
    """The place in the file `name` that the parser marks so."""
    return Place(name, mark.line + 1, mark.column + 1, path)


class _Unreadable(Exception):
    def __init__(self, *findings: Finding) -> None:
        self.findings = findings


class _Composer:
    """Builds the tree from events with a stack of its own, so that no depth of nesting exhausts Python's."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.top = nothing(name)
        """Holds the root."""
        self._no_keys: list[tuple[Collection, int]] = []
        """Each mapping with something else than a text in the place of a key, and how many nodes go up to it."""

    def read(self, events: Iterable[Any]) -> None:
        inner, outer, count = self.top, list[Collection](), 0
        for event in events:
            kind = type(event)
            node: Node
            if kind is yaml.ScalarEvent:
                node = event.value
                if node in _NOTHING or event.anchor is not None or event.tag is not None:
                    node = _special(event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                node = Collection(event.start_mark, kind is yaml.MappingStartEvent, _refused(event))
            elif kind is yaml.AliasEvent:
                node = Unread(_ALIAS)
            else:
                if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                    inner = outer.pop()
                elif kind is yaml.DocumentStartEvent and self.top.nodes:
                    raise _Unreadable(_second_document(place_at(event.start_mark, self.name)))
                continue
            inner.nodes.append(node)
            inner.marks.append(event.start_mark)
            count += 1
            if count > MOST_NODES:
                raise _Unreadable(_too_many(place_at(event.start_mark, self.name)))
            if isinstance(node, str):
                continue
            if inner.is_mapping and len(inner.nodes) % 2 == 1:
                self._no_keys.append((inner, len(inner.nodes)))
            if isinstance(node, Collection):
                if len(outer) == DEEPEST:
                    raise _Unreadable(_too_deep(place_at(event.start_mark, self.name)))
                outer.append(inner)
                inner = node

    def findings(self) -> list[Finding]:
        """What is wrong with keys; those that the text breaks off behind are of no matter."""
        return [
            _not_a_key(place_at(mapping.marks[count - 1], self.name))
            for mapping, count in self._no_keys
            if len(mapping.nodes) > count
        ]


def _special(event: Any) -> Node:
    """A scalar with an anchor or a tag, or one that may say that there is no value."""
    text = None if event.value in _NOTHING and event.implicit[0] else event.value
    why = _refused(event)
    return Unread(why, text) if why else text


def _refused(event: Any) -> Words | None:
    if event.anchor is not None:
        return _ANCHOR
    return _TAG if event.tag is not None else None


_ALIAS = "YAML 별칭(`*`)은 쓸 수 없음", "YAML aliases (`*`) are not read"
_ANCHOR = "YAML 앵커(`&`)는 쓸 수 없음", "YAML anchors (`&`) are not read"
_TAG = "YAML 태그(`!`)는 쓸 수 없음", "YAML tags (`!`) are not read"
MERGE = "YAML 병합 키(`<<`)는 쓸 수 없음", "YAML merge keys (`<<`) are not read"
REFUSED_REMEDY = (
    "값을 그대로 적고, 글자 그대로라면 따옴표로 감싸십시오",
    "write the value out; if the sign is part of a text, put the text in quotes",
)


def _not_a_key(place: Place) -> Finding:
    message = "필드 이름은 글이어야 함", "a field name has to be a text"
    remedy = (
        "`{{ … }}`나 `{`, `[`로 시작하는 값은 따옴표로 감싸십시오",
        "put a value that begins with `{{`, `{` or `[` in quotes",
    )
    return problem("syntax", place, message, remedy)


def _second_document(place: Place) -> Finding:
    message = "한 파일에 YAML 문서가 둘 이상", "the file holds more than one YAML document"
    return problem("syntax", place, message, ("`---` 줄을 지우십시오", "remove the line `---`"))


def _too_deep(place: Place) -> Finding:
    message = f"{DEEPEST}단계보다 깊은 중첩", f"nested deeper than {DEEPEST} levels"
    remedy = "괄호와 들여쓰기를 확인하십시오", "check brackets and indentation"
    return problem("syntax", place, message, remedy)


def _too_many(place: Place) -> Finding:
    message = f"값이 {MOST_NODES:,}개가 넘음", f"more than {MOST_NODES:,} values"
    return problem("size", place, message, SMALLER)


def _empty(name: str) -> Finding:
    message = "빈 파일", "the file is empty"
    remedy = "파일을 지우고 `regdocs new`로 견본을 만드십시오", "delete it and make a commented one with `regdocs new`"
    return problem("empty", Place(name, 1, 1), message, remedy)


def _not_a_mapping(place: Place) -> Finding:
    message = "맨 위에는 `이름: 값` 꼴의 필드가 와야 함", "the top of the file has to be fields written `name: value`"
    remedy = "글이나 목록 앞에 필드 이름을 적으십시오", "write a field's name before the text or list"
    return problem("syntax", place, message, remedy)
