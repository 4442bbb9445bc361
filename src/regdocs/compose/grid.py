"""From a parsed pipe table to a table of the document tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec
from markdown_it.token import Token

from regdocs.compose.attributes import Attributes
from regdocs.compose.inlines import InlineReader, plain
from regdocs.compose.nodes import Node, line_nodes
from regdocs.compose.pipes import Pipes
from regdocs.compose.table import LEFT, UP, Joined, NoGrid, column_widths, join_cells, wanted_widths
from regdocs.document.block import Align, Cell, Column, Row, Table
from regdocs.document.inline import Inline, Style, Styled

CAPTION = re.compile(r"(?:Table|표):\s*")
"""What a table's caption begins with."""

_EMPTY = Joined(Cell(()), "")


class GridReader:
    """Reads the tables of one section."""

    def __init__(
        self,
        inlines: InlineReader,
        report: Callable[[str, str, int], None],
        words: Callable[[tuple[Inline, ...], int], tuple[Inline, ...]],
    ) -> None:
        self.inlines, self.report, self.words = inlines, report, words
        self._read: dict[str, tuple[Inline, ...]] = {}

    def table(self, node: Node, caption: tuple[Inline, ...], attributes: Attributes) -> Iterator[Table]:
        """The table; nothing, with a fault reported, where its cells make no grid."""
        pipes: Pipes = node.token.meta["pipes"]
        first, count = pipes.rows[0], len(pipes.aligns)
        self._refuse_overlong(pipes)
        form = "form" in attributes.classes
        # A pipe table can't do without a header row: where it is left empty, there is none.
        lines = pipes.rows if any(first.cells) else pipes.rows[1:]
        rows = [[self._cell(cell, pipes, form, line.number) for cell in line.cells] for line in lines]
        head = self._head(attributes, first.number, 0 if form else 1) if any(first.cells) else 0
        widths = self._widths(attributes, first.number, count)
        if not rows:
            self.report("행이 없는 표", "the table has no rows", first.number)
            return
        try:
            cells = join_cells(rows, head)
        except NoGrid as error:
            self.report(error.message.ko, error.message.text("en"), lines[error.row].number)
            return
        shares = column_widths(rows, widths)
        yield Table(
            columns=tuple(Column(width, _align(align)) for width, align in zip(shares, pipes.aligns, strict=True)),
            rows=tuple(_row(row, index < head) for index, row in enumerate(cells)),
            head=head,
            caption=caption,
            label=attributes.id,
            form=form,
        )

    def _refuse_overlong(self, pipes: Pipes) -> None:
        """A row with more cells than the header would lose them without a word."""
        count = len(pipes.aligns)
        for row in pipes.rows[1:]:
            if row.written > count:
                self.report(
                    f"칸이 {row.written}개인 행(표의 열은 {count}개)",
                    f"a row of {row.written} cells in a table of {count} columns",
                    row.number,
                )

    def _head(self, attributes: Attributes, line: int, usual: int) -> int:
        text = attributes.values.get("head", str(usual))
        if not re.fullmatch("[0-9]{1,2}", text):
            self.report("head는 행의 수여야 함", "head is a number of rows", line)
            return 0
        return 0 if "headless" in attributes.classes else int(text)

    def _widths(self, attributes: Attributes, line: int, count: int) -> list[float] | None:
        text = attributes.values.get("widths")
        widths = wanted_widths(text, count) if text is not None else None
        if text is not None and widths is None:
            self.report(
                f'widths="{text}": 0보다 큰 수가 열마다 하나씩({count}개) 있어야 함',
                f'widths="{text}": one number above 0 is needed for each of the {count} columns',
                line,
            )
        return widths

    def _cell(self, written: str, pipes: Pipes, form: bool, line: int) -> Joined:
        if not written:
            return _EMPTY
        inlines = self._inlines(written, pipes.inlines.get(written))
        match inlines:
            case (Styled(style=Style.STRONG, children=children),) if form:
                cell = Cell(self.words(children, line), header=True)
            case _:
                cell = Cell(self.words(inlines, line))
        # Only what somebody typed joins cells; a value that happens to be `<` doesn't, and `\<` is the sign itself.
        return Joined(cell, plain(cell.children), written if written in (LEFT, UP) else "")

    def _inlines(self, written: str, parsed: Token | None) -> tuple[Inline, ...]:
        """A cell's inlines; the visits of a study make many cells alike."""
        if written not in self._read:
            found = self.inlines.text(written) if parsed is None else self.inlines.read(line_nodes(parsed))
            self._read[written] = found
        return self._read[written]


def _row(cells: Sequence[Cell], head: bool) -> Row:
    return Row(tuple(msgspec.structs.replace(cell, header=True) for cell in cells) if head else tuple(cells))


def _align(name: str) -> Align:
    return Align(name) if name else Align.LEFT
