"""Where everything stands in a file, held against the nodes that the YAML library itself makes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from regdocs.finding import Place
from regdocs.submission.path import identity
from regdocs.submission.source import parse, read
from regdocs.submission.syntax import MOST_NODES, compose

ROOT = Path(__file__).parents[2]
FILES = (
    Path(__file__).parent / "valid.yaml",
    *sorted((ROOT / "submissions").glob("*/study.yaml")),
    *sorted((ROOT / "templates").glob("*/law/*.yaml")),
)
Stands = tuple[str, int, int, int, int]


def nodes(node: yaml.Node, path: str, key: yaml.Node) -> Iterator[Stands]:
    """Path, line and column of each value, and of its key."""
    yield path, node.start_mark.line, node.start_mark.column, key.start_mark.line, key.start_mark.column
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from nodes(value, f"{path}.{name.value}" if path else name.value, name)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            fields = (
                {name.value: each.value for name, each in value.value} if isinstance(value, yaml.MappingNode) else {}
            )
            yield from nodes(value, f"{path}[{identity(fields) or index}]", value)


@pytest.mark.parametrize("file", FILES, ids=[f"{file.parent.name}/{file.name}" for file in FILES])
def test_every_value_and_key_stands_where_the_library_says(file: Path) -> None:
    positions = read(file.read_bytes(), file.name).positions
    root = yaml.compose(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    assert root is not None
    expected = list(nodes(root, "", yaml.ScalarNode("", "", _TOP)))
    assert list(positions) == [path for path, *_ in expected]
    for path, line, column, key_line, key_column in expected[1:]:
        assert positions.place(path) == Place(file.name, line + 1, column + 1, path)
        assert positions.place(path, key=True) == Place(file.name, key_line + 1, key_column + 1, path)


_TOP = yaml.Mark("", 0, 0, 0, None, 0)

ODD = {
    "of fields written twice the first": ("a: {b: 1}\na: {c: 2}\n", ["", "a", "a.b"]),
    "of ids written twice the second by its index": (
        "a:\n- id: x\n- id: x\n  b: 1\n",
        ["", "a", "a[x]", "a[x].id", "a[1]", "a[1].id", "a[1].b"],
    ),
    "nothing below what is no name": ("? [a]\n: {b: 1}\nc: 2\n", ["", "c"]),
    "of two ways to one path the first": ("a.b: 1\na: {b: 2, c: 3}\n", ["", "a.b", "a", "a.c"]),
    "what a merge key would bring": ("a:\n  <<: {b: 1}\n", ["", "a", "a.<<", "a.<<.b"]),
    "an anchor and an alias": ("a: &x 1\nb: *x\n", ["", "a", "b"]),
}


@pytest.mark.parametrize(("text", "paths"), ODD.values(), ids=ODD)
def test_what_of_a_faulty_file_has_a_place(text: str, paths: list[str]) -> None:
    source, findings = parse(text.encode(), "study.yaml")
    assert source is not None
    assert list(source.positions) == paths
    assert findings or "a.b" in source.data


def test_the_python_parser_tells_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = FILES[0].read_text("utf-8")
    fast = read(text.encode(), "study.yaml")
    monkeypatch.setattr("regdocs.submission.syntax._LOADER", yaml.SafeLoader)
    slow = read(text.encode(), "study.yaml")
    assert slow.data == fast.data
    assert [*map(slow.positions.place, slow.positions)] == [*map(fast.positions.place, fast.positions)]


def test_as_many_values_as_are_allowed_are_read() -> None:
    assert compose("a:\n" + "- x\n" * (MOST_NODES - 3), "study.yaml")[1] == []
