"""Pipe tables made into grids: cells joined to their neighbours, columns as wide as their text needs."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from regdocs.document.block import Cell
from regdocs.language import Bilingual

LEFT, UP = "<", "^"
_Place = tuple[int, int]
"""Row and column, from 0."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A cell as it stands in the pipe table and its bare text; `join` is `<` or `^` where it joins a neighbour."""

    cell: Cell
    text: str
    join: str = ""


class NoGrid(ValueError):
    """Joins that make no rectangle; `row` counts from 0."""

    def __init__(self, row: int, ko: str, en: str) -> None:
        super().__init__(en)
        self.row, self.message = row, Bilingual(ko, en)


def join_cells(grid: Sequence[Sequence[Joined]], head: int = 0) -> list[list[Cell]]:
    """The rows with joined cells left out and spans counted; the first `head` rows are the table's head.

    A `<` belongs to the cell on its left; a `^` belongs to the cell above it, with the width of that cell. Raises
    `NoGrid` for a join without a neighbour, for joined cells that make no rectangle, and for one that leaves the head.
    """
    owners = _owners(grid)
    corners = _corners(owners)
    for (row, column), (bottom, right) in corners.items():
        if any(
            owners[below][beside] != (row, column)
            for below in range(row, bottom + 1)
            for beside in range(column, right + 1)
        ):
            raise NoGrid(bottom, "합친 칸(`<`, `^`)이 직사각형이 아님", "the joined cells (`<`, `^`) make no rectangle")
        if row < head <= bottom:
            raise NoGrid(
                bottom, "머리행의 칸이 본문 행으로 이어짐", "a cell of the head is joined to a row below the head"
            )
    return [
        [
            _spanning(joined.cell, row, column, corners[row, column])
            for column, joined in enumerate(cells)
            if owners[row][column] == (row, column)
        ]
        for row, cells in enumerate(grid)
    ]


def _owners(grid: Sequence[Sequence[Joined]]) -> list[list[_Place]]:
    """For each cell the place of the cell that it is part of."""
    owners: list[list[_Place]] = []
    for row, cells in enumerate(grid):
        owners.append([])
        for column, joined in enumerate(cells):
            if joined.join == LEFT and not column:
                raise NoGrid(row, "첫 열의 `<`에는 왼쪽 칸이 없음", "a `<` in the first column has nothing on its left")
            if joined.join == UP and not row:
                raise NoGrid(row, "첫 행의 `^`에는 위 칸이 없음", "a `^` in the first row has nothing above it")
            if joined.join == LEFT:
                owners[row].append(owners[row][column - 1])
            else:
                owners[row].append(owners[row - 1][column] if joined.join == UP else (row, column))
    return owners


def _corners(owners: Sequence[Sequence[_Place]]) -> dict[_Place, _Place]:
    """For each cell that stays the bottom right corner of what belongs to it."""
    corners: dict[_Place, _Place] = {}
    for row, places in enumerate(owners):
        for column, owner in enumerate(places):
            bottom, right = corners.get(owner, (row, column))
            corners[owner] = max(bottom, row), max(right, column)
    return corners


def _spanning(cell: Cell, row: int, column: int, corner: _Place) -> Cell:
    colspan, rowspan = corner[1] - column + 1, corner[0] - row + 1
    return cell if colspan == rowspan == 1 else msgspec.structs.replace(cell, colspan=colspan, rowspan=rowspan)


def wanted_widths(text: str, count: int) -> list[float] | None:
    """The weights of `count` columns as written (`3 2 2`); None where that is not what is written."""
    try:
        weights = [float(part) for part in text.replace(",", " ").split()]
    except ValueError:
        return None
    fit = len(weights) == count and all(math.isfinite(weight) and weight > 0 for weight in weights)
    return weights if fit else None


def column_widths(grid: Sequence[Sequence[Joined]], weights: Sequence[float] | None) -> list[float]:
    """The columns' shares of the table: by their weights where somebody gave them, else by the text they hold."""
    weights = weights or [_weight(list(_texts(grid, column))) for column in range(len(grid[0]))]
    total = sum(weights)
    return [round(weight / total, 4) for weight in weights]


def _texts(grid: Sequence[Sequence[Joined]], column: int) -> Iterator[str]:
    return (row[column].text for row in grid if not row[column].join)


def _weight(texts: list[str]) -> float:
    """Long prose needs room, but less than in proportion; a column never gets narrower than its longest word."""
    lengths = [_columns(text) for text in texts] or [1]
    longest_word = max((_columns(word) for text in texts for word in text.split()), default=1)
    typical = (sum(lengths) / len(lengths) + max(lengths)) / 2
    return max(4.0, min(longest_word, 16.0), math.pow(typical, 0.75))


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
