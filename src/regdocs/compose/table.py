"""Pipe tables made into grids: cells joined to their neighbours, columns as wide as their text needs."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from regdocs.document.block import Cell

LEFT, UP = "<", "^"


@dataclass(frozen=True, slots=True)
class Joined:
    """A cell as it stands in the pipe table, with its bare text: `<` joins it to the left, `^` to the cell above."""

    cell: Cell
    text: str


def join_cells(grid: Sequence[Sequence[Joined]]) -> list[list[Cell]]:
    """The rows with joined cells left out and spans counted.

    A `<` belongs to the cell on its left; a `^` belongs to the cell above it, with the width of that cell.
    """
    owners: list[list[tuple[int, int]]] = []
    spans: dict[tuple[int, int], list[int]] = {}
    for row, cells in enumerate(grid):
        owners.append([])
        for column, joined in enumerate(cells):
            if joined.text.strip() == LEFT and column:
                owner = owners[row][column - 1]
            elif joined.text.strip() == UP and row:
                owner = owners[row - 1][column]
            else:
                owner = (row, column)
            owners[row].append(owner)
            bottom, right = spans.setdefault(owner, [row, column])
            spans[owner] = [max(bottom, row), max(right, column)]
    return [
        [_spanning(grid[row][column].cell, row, column, spans[row, column]) for column in range(len(cells)) if owners[row][column] == (row, column)]
        for row, cells in enumerate(grid)
    ]


def column_widths(grid: Sequence[Sequence[Joined]], wanted: str) -> list[float]:
    """The columns' shares of the table: as `wanted` ("3 2 2") says, else by the text they hold."""
    count = len(grid[0])
    try:
        weights = [float(part) for part in wanted.replace(",", " ").split()]
    except ValueError:
        weights = []
    if len(weights) != count or min(weights) <= 0:
        weights = [_weight([row[column].text for row in grid]) for column in range(count)]
    total = sum(weights)
    return [round(weight / total, 4) for weight in weights]


def _weight(texts: list[str]) -> float:
    """Long prose needs room, but less than in proportion; a column never gets narrower than its longest word."""
    lengths = [_columns(text) for text in texts if text.strip() not in (LEFT, UP)] or [1]
    longest_word = max((_columns(word) for text in texts for word in text.split()), default=1)
    return max(4.0, min(float(longest_word), 16.0), (sum(lengths) / len(lengths) * 0.5 + max(lengths) * 0.5) ** 0.75)


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _spanning(cell: Cell, row: int, column: int, corner: list[int]) -> Cell:
    colspan, rowspan = corner[1] - column + 1, corner[0] - row + 1
    return cell if colspan == rowspan == 1 else Cell(cell.children, colspan, rowspan, cell.header, cell.align)
