"""Where everything stands in a source file: from a field path to its line and column."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from regdocs.finding import Place
from regdocs.submission.path import child, parent
from regdocs.submission.syntax import Collection, Mark, Node

_Marks = dict[str, tuple[Mark, Mark]]
"""By field path: where a value begins, and where the key or list item that leads to it does."""


class Positions:
    """The places of one file's values by field path, found once one is asked for; the top of the file is the path ''."""

    def __init__(self, file: str, root: Collection) -> None:
        self.file = file
        self._root = root

    def __contains__(self, path: object) -> bool:
        return path in self._marks

    def __iter__(self) -> Iterator[str]:
        return iter(self._marks)

    def place(self, path: str, *, key: bool = False) -> Place:
        """The place of the value at `path`, or of its key; for a path that isn't there, of what would hold it."""
        found = self.existing(path)
        value, leading = self._marks[found]
        mark = leading if key and found == path else value
        return Place(file=self.file, line=mark.line + 1, column=mark.column + 1, path=path or None)

    def existing(self, path: str) -> str:
        """`path` where something stands there, else its nearest ancestor that exists."""
        while path and path not in self._marks:
            path = parent(path)
        return path

    @cached_property
    def _marks(self) -> _Marks:
        marks: _Marks = {"": (self._root.mark, self._root.mark)}
        _mark(self._root, "", marks)
        return marks


def _mark(collection: Collection, path: str, marks: _Marks) -> None:
    """Enter what stands in a collection and below it; of two at the same path the first counts."""
    if collection.is_mapping:
        read: set[str] = set()
        for key, node, leading, mark in collection.entries():
            if isinstance(key, str) and key not in read:
                read.add(key)
                _enter(node, child(path, key), mark, leading, marks)
    else:
        for label, node, mark in zip(collection.labels, collection.nodes, collection.marks, strict=True):
            _enter(node, f"{path}[{label}]", mark, mark, marks)


def _enter(node: Node, path: str, mark: Mark, leading: Mark, marks: _Marks) -> None:
    marks.setdefault(path, (mark, leading))
    if isinstance(node, Collection):
        _mark(node, path, marks)
