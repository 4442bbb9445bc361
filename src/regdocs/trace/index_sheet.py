"""The index by legal article as a worksheet (XLSX), for sorting and filtering."""

from __future__ import annotations

import datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from regdocs.language import Bilingual, Language
from regdocs.regulation.assess import State
from regdocs.trace import index_words as words
from regdocs.trace.index import LegalIndex

_HEAD = (words.INSTRUMENT, *words.COLUMNS, Bilingual("요건 번호", "Requirement id"))
_WIDTHS = (26, 26, 40, 12, 70, 16, 28)
_COLOURS = {State.MISSING: "#F8D7DA", State.OMITTED_WITH_REASON: "#FFF3CD", State.NOT_KNOWN: "#E2E3E5"}
_NOTES = Bilingual("읽는 법", "How to read it")


def to_xlsx(index: LegalIndex, language: Language = "ko") -> bytes:
    """A workbook with a row for each requirement; the same index gives the same bytes.

    Every cell is text: what begins like a formula stays what somebody wrote.
    """
    buffer = BytesIO()
    workbook = Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    # Without a day of its own the library would take the clock's.
    workbook.set_properties(
        {
            "title": f"{words.TITLE.text(language)} – {index.submission}",
            "author": index.author.text(language),
            "created": datetime.datetime.combine(index.date, datetime.time()),
        }
    )
    _fill(workbook, index, language)
    notes = workbook.add_worksheet(_NOTES.text(language))
    notes.set_column(0, 0, 120)
    lines = [index.title.text(language), *words.introduction(index, language)]
    if index.notice is not None:
        lines.append(index.notice.text(language))
    for number, line in enumerate(lines):
        notes.write_string(number, 0, line)
    workbook.close()
    return buffer.getvalue()


def _fill(workbook: Workbook, index: LegalIndex, language: Language) -> None:
    sheet = workbook.add_worksheet(words.TITLE.text(language))
    look = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
    plain = workbook.add_format(look)
    head = workbook.add_format({**look, "bold": True, "bg_color": "#D9E2F3"})
    states = {state: workbook.add_format({**look, "bg_color": colour}) for state, colour in _COLOURS.items()}
    for column, (title, width) in enumerate(zip(_HEAD, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title.text(language), head)
    number = 0
    for chapter in index.chapters:
        for row in chapter.rows:
            number += 1
            cells = (
                words.chapter_title(chapter, language),
                row.citations.text(language),
                row.requirement.title.text(language),
                words.label(row).text(language),
                "\n".join(words.places(row, language)),
                words.known_by(row, language),
                row.id,
            )
            for column, cell in enumerate(cells):
                sheet.write_string(number, column, cell, states.get(row.state, plain) if column == 3 else plain)
    _set_up(sheet, number)


def _set_up(sheet: Worksheet, last: int) -> None:
    """A head that stays, filters, and pages that print as wide as the sheet."""
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(_HEAD) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
