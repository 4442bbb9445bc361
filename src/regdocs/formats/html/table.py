"""Tables as HTML: caption, columns, header rows and body, with what the page layout needs to part them well."""

from __future__ import annotations

from html import escape

from regdocs.document.block import Align, Figure, Table
from regdocs.document.document import Document
from regdocs.finding import Finding, Place, RenderingError, Severity
from regdocs.formats.closing import is_closing
from regdocs.formats.html.grid import (
    WHOLE_FORM,
    WHOLE_ROW,
    WHOLE_TABLE,
    Grid,
    Placed,
    UnevenTable,
    grid,
    lines,
    parted,
    together,
)
from regdocs.formats.html.inline import Pen, inlines
from regdocs.formats.html.text import plain
from regdocs.formats.widths import fitted
from regdocs.language import Bilingual

CONTINUED = Bilingual("(계속)", "(continued)")


def table(table: Table, document: Document, pen: Pen) -> str:
    """The markup of `table`; raises `RenderingError` for a row that holds more cells than the table has columns."""
    rows = _grid(table, document)
    if pen.paged:
        rows = parted(rows, table)
    # A table that has nothing but header rows has them as its body.
    head = table.head if table.head < len(rows) else 0
    kept = _kept_together(rows, table) if pen.paged else ""
    titled = bool(table.number or table.caption)
    again = _continued(table, document, pen) if pen.paged and ((titled and head) or " short" not in kept) else ""
    columns = "".join(f'<col style="width:{share * 100:.2f}%"/>' for share in fitted(table, pen.line))
    kind = ("form" if table.form else "data") + ((" titled" if titled else " untitled") if again else "") + kept
    parts = (
        f'<table{anchor(table.label)}{pen.part(table)} class="{kind}">',
        caption("caption", table, pen),
        f"<colgroup>{columns}</colgroup>",
        f"<thead>{again}{_rows(rows[:head], table, pen, 'col')}</thead>" if head or again else "",
        f"<tbody>{_rows(rows[head:], table, pen, 'row' if head == table.head else 'col')}</tbody>" if rows else "",
        "</table>",
    )
    return "".join(parts)


def caption(element: str, block: Table | Figure, pen: Pen) -> str:
    """The number and title of a table or figure, or nothing where it has neither."""
    if not (block.number or block.caption):
        return ""
    number = f'<span class="label">{escape(block.number)}</span> ' if block.number else ""
    return f"<{element}>{number}{inlines(block.caption, pen)}</{element}>"


def anchor(label: str) -> str:
    """The id attribute by which references find a table or figure."""
    return f' id="{escape(label)}"' if label else ""


def _grid(table: Table, document: Document) -> Grid:
    try:
        return grid(table)
    except UnevenTable as error:
        name = table.number or plain(table.caption) or table.label
        message = Bilingual(
            f"표 {name}: {error.row}번째 행의 칸이 열보다 많습니다",
            f"table {name}: row {error.row} has more cells than there are columns",
        )
        place = Place(document=document.id)
        raise RenderingError([Finding("render.table", Severity.ERROR, message, place)]) from error


def _kept_together(rows: Grid, table: Table) -> str:
    short = sum(lines(row, table) for row in rows) <= (WHOLE_FORM if table.form else WHOLE_TABLE)
    return (" short" if short else "") + (" closing" if is_closing(table) else "")


def _continued(table: Table, document: Document, pen: Pen) -> str:
    """The row that repeats the title, or the heading above, over a table's further pages; the page layout empties it on
    the first."""
    title = f"{table.number} {plain(table.caption)}".strip() or pen.heading
    if not title:
        return ""
    text = f"{title} {CONTINUED.text(document.language)}"
    return f'<tr class="continued"><td colspan="{len(table.columns)}">{escape(text)}</td></tr>'


def _rows(rows: Grid, table: Table, pen: Pen, scope: str) -> str:
    joined = together(rows)
    return "".join(
        f"<tr{_row_class(row, table, joined[index], pen)}>{''.join(_cell(cell, pen, scope) for cell in row)}</tr>"
        for index, row in enumerate(rows)
    )


def _row_class(row: list[Placed], table: Table, joined: bool, pen: Pen) -> str:
    if not pen.paged:
        return ""
    names = (["long"] if lines(row, table) > WHOLE_ROW else []) + (["together"] if joined else [])
    return f' class="{" ".join(names)}"' if names else ""


def _cell(placed: Placed, pen: Pen, scope: str) -> str:
    cell = placed.cell
    header = cell.header or scope == "col"
    element, attributes = ("th", f' scope="{scope}"') if header else ("td", "")
    names = [placed.align.value] if cell.align or (placed.align is not Align.LEFT and not header) else []
    names += ([] if placed.opens else ["unopened"]) + ([] if placed.closes else ["unclosed"])
    if names:
        attributes += f' class="{" ".join(names)}"'
    if placed.colspan > 1:
        attributes += f' colspan="{placed.colspan}"'
    if placed.rowspan > 1:
        attributes += f' rowspan="{placed.rowspan}"'
    return f"<{element}{pen.part(cell)}{attributes}>{inlines(cell.children, pen)}</{element}>"
