"""Where everything stands in a source file: from a field path to its line and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from regdocs.finding import Place
from regdocs.submission.path import parent


class Mark(NamedTuple):
    """Line and column (from 1) of a value and of the key or list item that leads to it."""

    line: int
    column: int
    key_line: int
    key_column: int


class Positions:
    """The marks of one file by field path; the top of the file is the path ''."""

    def __init__(self, file: str, marks: Mapping[str, Mark]) -> None:
        self.file = file
        self._marks = marks

    def __contains__(self, path: object) -> bool:
        return path in self._marks

    def __iter__(self) -> Iterator[str]:
        return iter(self._marks)

    def place(self, path: str, *, key: bool = False) -> Place:
        """The place of the value at `path`, or of its key; for a path that isn't there, of what would hold it."""
        found = self.existing(path)
        mark = self._marks.get(found, Mark(1, 1, 1, 1))
        line, column = (mark.key_line, mark.key_column) if key and found == path else (mark.line, mark.column)
        return Place(file=self.file, line=line, column=column, path=path or None)

    def existing(self, path: str) -> str:
        """`path` where something stands there, else its nearest ancestor that exists."""
        while path and path not in self._marks:
            path = parent(path)
        return path
