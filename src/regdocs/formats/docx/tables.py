"""Tables: rows of cells written straight as XML, with merged cells, repeated header rows and rows that stay whole."""

from __future__ import annotations

from collections.abc import Sequence

from regdocs.document.block import Align, Cell, Row, Table
from regdocs.document.inline import Break, Inline, Text
from regdocs.finding import Place
from regdocs.formats.docx.inlines import Inlines
from regdocs.formats.docx.styles import TABLE_BORDERS
from regdocs.formats.docx.xml import run
from regdocs.formats.office.columns import overrun, widths_of
from regdocs.formats.office.escaping import attribute
from regdocs.formats.office.looks import COVER
from regdocs.formats.office.texts import plain

_KEPT_WHOLE = 500
"""A row with a longer cell may break over pages: kept whole it would leave half a page empty."""
_LOWEST_ROW = 340
_EM = 190
"""Table type, in twips."""
_FULL_LINE = 54
"""How many hangul syllables of table type fit across A4."""
_WHOLE_TABLE = 10
"""A table of no more lines than this stays on one page."""
_WHOLE_FORM = 30
"""The same of a form, which is filled in and signed as one thing."""
_WHOLE_GROUP = 30
"""Rows beside one cell stay on one page where they take no more lines than this; a page has about 45."""


def table_xml(
    table: Table,
    inlines: Inlines,
    width: int,
    indent: int,
    header_fill: str,
    place: Place,
    cover: bool = False,
    followed: bool = False,
) -> str:
    """The table, `width` twips wide and `indent` from the left, roomier on a `cover`.

    `followed` keeps its last row on the page of what comes next.
    Raises RenderingError where cells overrun the grid, or the columns' widths make none.
    """
    widths = widths_of(table, width, place, _EM)
    cells = _Cells(table, inlines, widths, header_fill, cover, followed)
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in widths)
    rows = []
    covered: dict[int, tuple[int, Cell]] = {}
    for index, row in enumerate(table.rows):
        rows.append(_row(table, index, cells.row(row, index, covered, place)))
    look = "FormTable" if table.form else "DataTable"
    return f"<w:tbl>{properties(look, width, indent, plain(table.caption))}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def properties(look: str, width: int, indent: int, title: str = "") -> str:
    """A table's own properties; borders stand here too, since not every reader takes them from the style."""
    caption = f'<w:tblCaption w:val="{attribute(title)}"/>' if title else ""
    return (
        f'<w:tblPr><w:tblStyle w:val="{look}"/><w:tblW w:w="{width}" w:type="dxa"/><w:tblInd w:w="{indent}" w:type="dxa"/>'
        f'<w:tblBorders>{TABLE_BORDERS[look]}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0"'
        f' w:noVBand="1"/>{caption}</w:tblPr>'
    )


class _Cells:
    """Draws the cells of one table; what comes before a cell's text is the same for most, and kept."""

    def __init__(
        self, table: Table, inlines: Inlines, widths: Sequence[int], header_fill: str, cover: bool, followed: bool
    ) -> None:
        self._inlines = inlines
        self._widths = widths
        self._aligns = [column.align for column in table.columns]
        self._fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{header_fill}"/>'
        self._rows = len(table.rows)
        self._head = table.head
        self._form = table.form
        self._text, self._headed = (COVER[name] if cover else name for name in ("TableText", "TableHead"))
        self._kept = _kept(table, followed)
        self._openings: dict[tuple[int, int, str, bool, Align | None, bool, bool], str] = {}

    def row(self, row: Row, index: int, covered: dict[int, tuple[int, Cell]], place: Place) -> tuple[str, bool]:
        """The cells of one row and whether it should stay whole; `covered` holds, by column, the spans from above."""
        parts: list[str] = []
        longest = column = 0
        pending = iter(row.cells)
        while column < len(self._widths):
            above = covered.get(column)
            if above:
                remaining, spanning = above
                parts.append(f"{self._opening(column, spanning, 'continue', index)}</w:p></w:tc>")
                if remaining > 1:
                    covered[column] = (remaining - 1, spanning)
                else:
                    del covered[column]
                column += spanning.colspan
                continue
            cell = next(pending, _EMPTY)
            if not self._fits(column, cell, covered):
                raise overrun(index, place)
            merge = ""
            rowspan = min(cell.rowspan, self._rows - index)
            if rowspan > 1:
                covered[column], merge = (rowspan - 1, cell), "restart"
            content = self._content(cell.children)
            longest = max(longest, len(plain(cell.children)) if len(content) > _KEPT_WHOLE else 0)
            parts.append(f"{self._opening(column, cell, merge, index)}{content}</w:p></w:tc>")
            column += cell.colspan
        if next(pending, None) is not None:
            raise overrun(index, place)
        return "".join(parts), longest <= _KEPT_WHOLE

    def _fits(self, column: int, cell: Cell, covered: dict[int, tuple[int, Cell]]) -> bool:
        if cell.colspan == 1 and cell.rowspan >= 1:
            return True
        last = column + cell.colspan
        return (
            cell.colspan >= 1
            and cell.rowspan >= 1
            and last <= len(self._widths)
            and not any(other in covered for other in range(column + 1, last))
        )

    def _content(self, children: tuple[Inline, ...]) -> str:
        if len(children) == 1 and type(children[0]) is Text:
            return run(children[0].text)
        return self._inlines.runs(children)

    def _opening(self, column: int, cell: Cell, merge: str, index: int) -> str:
        head, kept = index < self._head, self._kept[index]
        key = (column, cell.colspan, merge, cell.header, cell.align, head, kept)
        opening = self._openings.get(key)
        if opening is None:
            opening = self._openings[key] = self._draw_opening(column, cell, merge, head, kept)
        return opening

    def _draw_opening(self, column: int, cell: Cell, merge: str, head: bool, kept: bool) -> str:
        header = cell.header or head
        width = sum(self._widths[column : column + cell.colspan])
        span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
        merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
        centred = head or (header and self._form)
        align = cell.align or (Align.CENTER if centred else Align.LEFT if header else self._aligns[column])
        usual = Align.CENTER if header else Align.LEFT
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merged}{self._fill if header else ""}'
            f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{self._headed if header else self._text}"/>'
            f"{'<w:keepNext/>' if kept else ''}"
            f"{'' if align is usual else _JUSTIFICATION[align]}</w:pPr>"
        )


_EMPTY = Cell(())
_JUSTIFICATION = {align: f'<w:jc w:val="{align.value}"/>' for align in Align}


def _kept(table: Table, followed: bool) -> list[bool]:
    """For each row whether it stays on the page of the next: header rows, short tables, rows beside one cell, and the
    first and last but one, since a page would hold a single row otherwise."""
    heights = [_lines(row, len(table.columns)) for row in table.rows]
    short = sum(heights) <= (_WHOLE_FORM if table.form else _WHOLE_TABLE)
    alone = (table.head, len(heights) - 2) if len(heights) > table.head + 2 else ()
    kept = [index < table.head or short or index in alone for index in range(len(heights))]
    for index, row in enumerate(table.rows):
        end = index + max((cell.rowspan for cell in row.cells), default=1)
        if end - index > 1 and sum(heights[index:end]) <= _WHOLE_GROUP:
            kept[index : min(end, len(kept)) - 1] = [True] * (min(end, len(kept)) - 1 - index)
    if kept and len(kept) > table.head:
        kept[-1] = followed
    return kept


def _lines(row: Row, columns: int) -> int:
    """How many lines of type the row takes, roughly: cells that reach into further rows don't count."""
    share = 1 / max(1, columns)
    return max((_cell_lines(cell, share * cell.colspan) for cell in row.cells if cell.rowspan == 1), default=1)


def _cell_lines(cell: Cell, share: float) -> int:
    breaks = sum(isinstance(inline, Break) for inline in cell.children)
    return 1 + breaks + int(len(plain(cell.children)) / max(1.0, _FULL_LINE * share))


def _row(table: Table, index: int, drawn: tuple[str, bool]) -> str:
    cells, whole = drawn
    repeated = "<w:tblHeader/>" if index < table.head else ""
    keep = "<w:cantSplit/>" if whole or repeated else ""
    return f'<w:tr><w:trPr>{keep}<w:trHeight w:val="{_LOWEST_ROW}" w:hRule="atLeast"/>{repeated}</w:trPr>{cells}</w:tr>'
