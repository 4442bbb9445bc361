"""Pipe tables in the Markdown parser: one token that holds the rows, since a token for every cell takes most of the time.

Which lines make a table, and what their cells hold, is as markdown-it has it (GitHub Flavored Markdown, 4.10 Tables).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import MAX_AUTOCOMPLETED_CELLS, escapedSplit, getLine
from markdown_it.rules_block.table import table as is_table
from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its line of the Markdown (from 1), its cells, and how many were written before they were made to fit."""

    number: int
    cells: tuple[str, ...]
    written: int


@dataclass(frozen=True, slots=True)
class Pipes:
    """A pipe table: how its columns are aligned ("" where nobody said), and its rows, the head first.

    `inlines` are the parsed lines of those cells that hold more than plain text.
    """

    aligns: tuple[str, ...]
    rows: list[Line]
    inlines: dict[str, Token] = field(default_factory=dict)

    def cells(self) -> Iterator[str]:
        """What the cells hold, in reading order."""
        return (cell for row in self.rows for cell in row.cells)


def table_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The block rule: a token `table` whose meta is `Pipes`."""
    if not is_table(state, start, end, True):
        return False
    if silent:
        return True
    aligns = tuple(_align(mdTrim(mark)) for mark in getLine(state, start + 1).split("|") if mdTrim(mark))
    pipes = Pipes(aligns, [_line(state, start, len(aligns))])
    added, current = 0, start + 2
    while current < end and not _ends(state, current, end):
        row = _line(state, current, len(aligns))
        # A short text can't ask for endless empty cells.
        added += len(aligns) - row.written
        if added > MAX_AUTOCOMPLETED_CELLS:
            break
        pipes.rows.append(row)
        current += 1
    token = state.push("table", "table", 0)
    token.map = [start, current]
    token.meta["pipes"] = pipes
    state.line = current
    return True


def _align(mark: str) -> str:
    if mark.endswith(":"):
        return "center" if mark.startswith(":") else "right"
    return "left" if mark.startswith(":") else ""


def _ends(state: StateBlock, line: int, end: int) -> bool:
    """Whether a line is no row of the table above it."""
    if state.sCount[line] < state.blkIndent or not mdTrim(getLine(state, line)) or state.is_code_block(line):
        return True
    if state.src[state.bMarks[line] + state.tShift[line]] == "|":
        # Nothing else begins so.
        return False
    before, state.parentType = state.parentType, "table"
    rules = state.md.block.ruler.getRules("blockquote")
    found = any(rule(state, line, end, True) for rule in rules)
    state.parentType = before
    return found


def _line(state: StateBlock, line: int, columns: int) -> Line:
    text = mdTrim(getLine(state, line))
    cells = escapedSplit(text) if "\\" in text else text.split("|")
    if cells and cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    written = len(cells)
    cells += [""] * (columns - written)
    return Line(line + 1, tuple(mdTrim(cell) for cell in cells[:columns]), written)
