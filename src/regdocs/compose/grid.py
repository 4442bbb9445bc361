"""From a parsed pipe table to a table of the document tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from regdocs.compose.attributes import Attributes
from regdocs.compose.inlines import InlineReader, plain
from regdocs.compose.nodes import Node
from regdocs.compose.table import LEFT, UP, Joined, NoGrid, column_widths, join_cells, wanted_widths
from regdocs.document.block import Align, Cell, Column, Row, Table
from regdocs.document.inline import Inline, Style, Styled

CAPTION = re.compile(r"(?:Table|표):\s*")
"""What a table's caption begins with."""

_BAR = re.compile(r"(?<!\\)\|")
"""What parts cells."""


class GridReader:
    """Reads the tables of one section; `lines` are its rendered Markdown."""

    def __init__(
        self,
        lines: Sequence[str],
        inlines: InlineReader,
        report: Callable[[str, str, int], None],
        words: Callable[[tuple[Inline, ...], int], tuple[Inline, ...]],
    ) -> None:
        self.lines, self.inlines, self.report, self.words = lines, inlines, report, words

    def table(self, node: Node, caption: tuple[Inline, ...], attributes: Attributes) -> Iterator[Table]:
        """The table; nothing, with a fault reported, where its cells make no grid."""
        nodes = [row for part in node.children for row in part.children]
        aligns = [_align(cell) for cell in nodes[0].children]
        self._refuse_overlong(nodes, len(aligns))
        form = "form" in attributes.classes
        # A pipe table can't do without a header row: where it is left empty, there is none.
        first = 1 if not any(cell.children and cell.children[0].content.strip() for cell in nodes[0].children) else 0
        rows = [[self._cell(cell, form, _line(row)) for cell in row.children] for row in nodes[first:]]
        head = 0 if first else self._head(attributes, node, 0 if form else 1)
        widths = self._widths(attributes, node, len(aligns))
        if not rows:
            self.report("행이 없는 표", "the table has no rows", _line(node))
            return
        try:
            cells = join_cells(rows, head)
        except NoGrid as error:
            self.report(error.message.ko, error.message.text("en"), _line(nodes[first + error.row]))
            return
        yield Table(
            columns=tuple(
                Column(width, align) for width, align in zip(column_widths(rows, widths), aligns, strict=True)
            ),
            rows=tuple(_row(row, index < head) for index, row in enumerate(cells)),
            head=head,
            caption=caption,
            label=attributes.id,
            form=form,
        )

    def _refuse_overlong(self, rows: Sequence[Node], count: int) -> None:
        """A row with more cells than the header would lose them without a word."""
        for row in rows[1:]:
            given = _count(self.lines[_line(row) - 1])
            if given > count:
                self.report(
                    f"칸이 {given}개인 행(표의 열은 {count}개)",
                    f"a row of {given} cells in a table of {count} columns",
                    _line(row),
                )

    def _head(self, attributes: Attributes, node: Node, usual: int) -> int:
        text = attributes.values.get("head", str(usual))
        if not re.fullmatch("[0-9]{1,2}", text):
            self.report("head는 행의 수여야 함", "head is a number of rows", _line(node))
            return 0
        return 0 if "headless" in attributes.classes else int(text)

    def _widths(self, attributes: Attributes, node: Node, count: int) -> list[float] | None:
        text = attributes.values.get("widths")
        widths = wanted_widths(text, count) if text is not None else None
        if text is not None and widths is None:
            self.report(
                f'widths="{text}": 0보다 큰 수가 열마다 하나씩({count}개) 있어야 함',
                f'widths="{text}": one number above 0 is needed for each of the {count} columns',
                _line(node),
            )
        return widths

    def _cell(self, node: Node, form: bool, line: int) -> Joined:
        if not node.children:
            return Joined(Cell(()), "")
        # Only what somebody typed joins cells; a value that happens to be `<` doesn't, and `\<` is the sign itself.
        written = node.children[0].content.strip()
        inlines = self.inlines.read(node.children[0].children)
        match inlines:
            case (Styled(style=Style.STRONG, children=children),) if form:
                cell = Cell(self.words(children, line), header=True)
            case _:
                cell = Cell(self.words(inlines, line))
        return Joined(cell, plain(cell.children), written if written in (LEFT, UP) else "")


def _row(cells: Sequence[Cell], head: bool) -> Row:
    return Row(tuple(msgspec.structs.replace(cell, header=True) for cell in cells) if head else tuple(cells))


def _line(node: Node) -> int:
    return node.token.map[0] + 1 if node.token.map else 1


def _count(line: str) -> int:
    """How many cells a line of a pipe table has."""
    cells = _BAR.split(line.strip(" \t>"))
    return len(cells) - (cells[0] == "") - (len(cells) > 1 and cells[-1] == "")


def _align(cell: Node) -> Align:
    style = str(cell.token.attrs.get("style", ""))
    return next((align for align in Align if align.value in style), Align.LEFT)
