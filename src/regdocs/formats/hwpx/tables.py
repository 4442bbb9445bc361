"""Tables: rows of cells with merged cells, repeated header rows, shaded labels, and heights for programs that count none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from regdocs.document.block import Align, Cell, Table
from regdocs.document.inline import Break
from regdocs.finding import Place
from regdocs.formats.html.grid import WHOLE_FORM, WHOLE_TABLE, Grid, Placed, UnevenTable, grid, lines
from regdocs.formats.hwpx.heights import lines_of
from regdocs.formats.hwpx.inlines import Inlines
from regdocs.formats.hwpx.shapes import SIDES, Line, Shapes, indented
from regdocs.formats.hwpx.xml import list_of_paragraphs, paragraph, run, text
from regdocs.formats.office.columns import overrun, widths_of
from regdocs.formats.office.looks import COVER, DARK
from regdocs.formats.office.texts import plain

_PART_OF_A_ROW = 500
"""A row with a longer cell is parted by a page's end: Hangul cuts off what it can't part and doesn't fit on a page."""
MARGINS = (425, 425, 60, 60)
"""Inside a cell: left, right, above, below, in HWPUNIT."""
_BELOW = 425
"""Under a table, in HWPUNIT."""
_THIN, _BLACK, _GREY = Line(0.5, "9AA5B1"), Line(0.5, "222222"), Line(0.75, "8A94A3")
_RULE = Line(1.25, DARK)
_CELL_ALIGN = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}


class Tables:
    """Draws the tables of one document; each has a number of its own."""

    def __init__(self, shapes: Shapes, inlines: Inlines, header_fill: str) -> None:
        self._shapes = shapes
        self._inlines = inlines
        self._fill = header_fill
        self._last = 0

    def table(self, table: Table, width: int, indent: int, place: Place, cover: bool, inside: bool) -> str:
        """The table, `width` wide and `indent` from the left (HWPUNIT); `inside` another it stands like a letter.

        Raises RenderingError where cells overrun the grid, or the columns' widths make none.
        """
        em = self._shapes.looks[COVER["TableText"] if cover else "TableText"].size * 100
        widths = widths_of(table, width, place, em)
        try:
            rows = _without_empty_rows(grid(table))
        except UnevenTable as error:
            raise overrun(error.row - 1, place) from None
        drawing = _Drawing(table, rows, widths, self._shapes, self._inlines, self._fill, cover)
        content = "".join(f"<hp:tr>{drawing.row(index)}</hp:tr>" for index in range(len(rows)))
        parting = _parting(table, rows)
        return self._object(
            content, (len(rows), len(widths)), (width, sum(drawing.heights)), indent, parting, bool(table.head), inside
        )

    def box(self, content: str, size: tuple[int, int], indent: int, fill: str, inside: bool) -> str:
        """A frame of one cell around paragraphs, of that width and least height."""
        border = self._shapes.border({"top": _GREY, "bottom": _GREY, "left": _GREY, "right": _GREY}, fill)
        cell = _cell(content, border, (0, 0), (1, 1), size, "TOP", False)
        return self._object(f"<hp:tr>{cell}</hp:tr>", (1, 1), size, indent, "CELL", False, inside)

    def bare(self, cells: Sequence[str], widths: Sequence[int], height: int) -> str:
        """One row of cells with a rule below, standing like a letter: the head of a page."""
        border = self._shapes.border({"bottom": Line(0.5, "808080")})
        row = "".join(
            _cell(content, border, (index, 0), (1, 1), (width, height), "BOTTOM", False)
            for index, (content, width) in enumerate(zip(cells, widths, strict=True))
        )
        return self._object(f"<hp:tr>{row}</hp:tr>", (1, len(cells)), (sum(widths), height), 0, "NONE", False, True)

    def _object(
        self,
        content: str,
        counts: tuple[int, int],
        size: tuple[int, int],
        indent: int,
        parting: str,
        repeated: bool,
        inside: bool,
    ) -> str:
        self._last += 1
        left, right, above, below = MARGINS
        return (
            f'<hp:tbl id="{self._last}" zOrder="{self._last}" numberingType="TABLE" textWrap="TOP_AND_BOTTOM"'
            f' textFlow="BOTH_SIDES" lock="0" dropcapstyle="None" pageBreak="{parting}" repeatHeader="{int(repeated)}"'
            f' rowCnt="{counts[0]}" colCnt="{counts[1]}" cellSpacing="0" borderFillIDRef="{self._shapes.border()}" noAdjust="0">'
            f'<hp:sz width="{size[0]}" widthRelTo="ABSOLUTE" height="{size[1]}" heightRelTo="ABSOLUTE" protect="0"/>'
            # What stands like a letter isn't parted by a page's end.
            f'<hp:pos treatAsChar="{int(inside)}" affectLSpacing="0" flowWithText="1" allowOverlap="0" holdAnchorAndSO="0"'
            f' vertRelTo="PARA" horzRelTo="COLUMN" vertAlign="TOP" horzAlign="LEFT" vertOffset="0" horzOffset="{indent}"/>'
            f'<hp:outMargin left="0" right="0" top="0" bottom="{_BELOW}"/>'
            f'<hp:inMargin left="{left}" right="{right}" top="{above}" bottom="{below}"/>{content}</hp:tbl>'
        )


class _Drawing:
    """One table while it is drawn."""

    def __init__(
        self,
        table: Table,
        rows: Grid,
        widths: Sequence[int],
        shapes: Shapes,
        inlines: Inlines,
        header_fill: str,
        cover: bool,
    ) -> None:
        self._table, self._rows, self._widths = table, rows, widths
        self._shapes, self._inlines, self._fill = shapes, inlines, header_fill
        self._text, self._headed = (COVER[name] if cover else name for name in ("TableText", "TableHead"))
        self.heights = [self._height(row) for row in rows]
        self._shaped: dict[tuple[bool, Align], int] = {}
        self._bordered: dict[tuple[bool, bool, bool, bool, bool], int] = {}

    def row(self, index: int) -> str:
        return "".join([self._placed(index, placed) for placed in self._rows[index]])

    def _placed(self, index: int, placed: Placed) -> str:
        head = index < self._table.head
        header = placed.cell.header or head
        look = self._headed if header else self._text
        content = self._inlines.runs(placed.cell.children, look) or run(self._shapes.character(look), text(""))
        shape = self._shape(header, self._align(placed, head, header))
        span = placed.colspan, placed.rowspan
        size = (
            sum(self._widths[placed.column : placed.column + placed.colspan]),
            sum(self.heights[index : index + placed.rowspan]),
        )
        border = self._border(index, placed, header)
        inside = paragraph(shape, self._shapes.styles[look], content)
        return _cell(inside, border, (placed.column, index), span, size, "CENTER", head)

    def _align(self, placed: Placed, head: bool, header: bool) -> Align:
        centred = head or (header and self._table.form)
        # What the column says doesn't hold for labels.
        return placed.cell.align or (Align.CENTER if centred else Align.LEFT if header else placed.align)

    def _shape(self, header: bool, align: Align) -> int:
        shape = self._shaped.get((header, align))
        if shape is None:
            look = self._shapes.looks[self._headed if header else self._text]
            shape = self._shaped[header, align] = self._shapes.paragraph(indented(look, align=_CELL_ALIGN[align]))
        return shape

    def _border(self, index: int, placed: Placed, header: bool) -> int:
        first, last = not index, index + placed.rowspan >= len(self._rows)
        left, right = not placed.column, placed.column + placed.colspan >= len(self._widths)
        key = (first, last, left, right, header)
        if key not in self._bordered:
            lines = dict.fromkeys(SIDES, _BLACK) if self._table.form else _open_lines(first, last, left, right)
            self._bordered[key] = self._shapes.border(lines, self._fill if header else "")
        return self._bordered[key]

    def _height(self, row: Sequence[Placed]) -> int:
        """The least height of a row in HWPUNIT, by its text: Hangul lets rows grow, others take this as it is."""
        look = self._shapes.looks[self._text]
        pitch = look.size * 100 * look.pitch
        found = max((self._row_lines(placed, look.size) for placed in row if placed.rowspan == 1), default=1)
        return round(found * pitch + (look.before + look.after) * 100) + MARGINS[2] + MARGINS[3]

    def _row_lines(self, placed: Placed, size: float) -> int:
        width = sum(self._widths[placed.column : placed.column + placed.colspan]) - MARGINS[0] - MARGINS[1]
        breaks = sum(isinstance(inline, Break) for inline in placed.cell.children)
        return breaks + lines_of(plain(placed.cell.children), size, width)


def _cell(
    content: str,
    border: int,
    address: tuple[int, int],
    span: tuple[int, int],
    size: tuple[int, int],
    align: str,
    header: bool,
) -> str:
    left, right, above, below = MARGINS
    return (
        f'<hp:tc name="" header="{int(header)}" hasMargin="0" protect="0" editable="0" dirty="0" borderFillIDRef="{border}">'
        f'{list_of_paragraphs(content, align)}<hp:cellAddr colAddr="{address[0]}" rowAddr="{address[1]}"/>'
        f'<hp:cellSpan colSpan="{span[0]}" rowSpan="{span[1]}"/><hp:cellSz width="{size[0]}" height="{size[1]}"/>'
        f'<hp:cellMargin left="{left}" right="{right}" top="{above}" bottom="{below}"/></hp:tc>'
    )


def _open_lines(first: bool, last: bool, left: bool, right: bool) -> dict[str, Line]:
    """The lines of a cell in a data table, which is open at its sides; the flags tell at which edges the cell stands."""
    found = {"top": _RULE if first else _THIN, "bottom": _RULE if last else _THIN}
    return found | ({} if left else {"left": _THIN}) | ({} if right else {"right": _THIN})


def _without_empty_rows(rows: Grid) -> Grid:
    """The grid with a cell in every row, since OWPML knows no row without: what covers all of one ends above it."""
    for index, row in enumerate(rows):
        if row:
            continue
        for above, others in enumerate(rows[:index]):
            for at, placed in enumerate(others):
                if above + placed.rowspan > index:
                    others[at] = replace(placed, rowspan=index - above)
                    empty = Cell((), header=placed.cell.header)
                    row.append(replace(placed, cell=empty, rowspan=above + placed.rowspan - index))
        row.sort(key=lambda placed: placed.column)
    return rows


def _parting(table: Table, rows: Grid) -> str:
    """Where a page's end may part the table: nowhere, between its rows, or inside them too."""
    longest = max((len(plain(cell.children)) for row in table.rows for cell in row.cells), default=0)
    if longest > _PART_OF_A_ROW:
        return "CELL"
    whole = sum(lines(row, table) for row in rows) <= (WHOLE_FORM if table.form else WHOLE_TABLE)
    return "NONE" if whole else "TABLE"
