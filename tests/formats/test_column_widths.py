"""Columns wide enough for their words: what the shares become, and that no page breaks a word inside."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from regdocs.document.block import Cell, Column, Row, Table
from regdocs.document.document import Document, Section
from regdocs.document.inline import Text
from regdocs.formats.pdf.write import write
from regdocs.formats.widths import LINE, TURNED, fitted
from regdocs.language import Bilingual
from regdocs.template_set.style import Style


def table(shares: tuple[float, ...], *rows: tuple[str, ...]) -> Table:
    return Table(
        tuple(Column(share) for share in shares), tuple(Row(tuple(Cell((Text(text),)) for text in row)) for row in rows)
    )


@pytest.mark.parametrize(
    "texts",
    [
        ("짧은 말", "긴글이지만한글은어디서나나뉠수있다"),
        ("≥ 80%", "2–8 °C"),
        ("EXC-P7-2511", "word"),
        ("pneumonoultramicroscopicsilicovolcanoconiosis", "말"),  # longer than any column should become
    ],
)
def test_what_fits_stays_as_asked_for(texts: tuple[str, str]) -> None:
    assert fitted(table((0.1, 0.9), texts), LINE) == [0.1, 0.9]


def test_a_narrow_column_takes_what_its_longest_word_needs_from_the_others() -> None:
    narrow, wide, widest = fitted(table((0.1, 0.3, 0.6), ("cell manufacturing", "넓은 칸", "더 넓은 칸")), LINE)
    assert 0.15 < narrow < 0.2
    assert narrow + wide + widest == pytest.approx(1)
    assert widest / wide == pytest.approx(2)


def test_short_words_stay_whole_too() -> None:
    assert fitted(table((0.05, 0.95), ("Week 12", "글")), LINE)[0] > 0.06
    assert fitted(table((0.04, 0.96), ("Day 7", "글")), LINE)[0] > 0.05
    assert fitted(table((0.04, 0.96), ("● –", "글")), LINE)[0] == 0.04


def test_a_date_in_english_is_one_word_and_a_turned_page_has_more_room() -> None:
    upright, turned = (fitted(table((0.1, 0.9), ("18 September 2026", "글")), line)[0] for line in (LINE, TURNED))
    assert turned < upright
    assert fitted(table((0.1, 0.9), ("18 times 2026", "글")), LINE)[0] == 0.1


def test_a_cell_over_several_columns_asks_for_nothing_and_one_over_rows_moves_the_next() -> None:
    words = Cell((Text("administration"),))
    over = Table(
        (Column(0.1), Column(0.9)),
        (Row((Cell((Text("administration"),), colspan=2),)), Row((Cell((), rowspan=2), words)), Row((words,))),
    )
    assert fitted(over, LINE) == [0.1, 0.9]


def test_where_no_width_would_do_the_columns_stay() -> None:
    words = tuple("administration" for _ in range(9))
    assert fitted(table((1 / 9,) * 9, words), LINE) == pytest.approx([1 / 9] * 9)


def test_pages_break_no_word() -> None:
    words = ("Pharmacopoeia", "administration", "18 September 2026", "사용 목적과 방법")
    document = Document(
        "small",
        Bilingual("작은 문서"),
        "en",
        sections=(Section("s", Bilingual("절"), "1", (table((0.1, 0.1, 0.1, 0.7), words),)),),
    )
    with pypdfium2.PdfDocument(io.BytesIO(write(document, {}, Style()).data)) as file:
        lines = file[0].get_textpage().get_text_bounded().split("\r\n")
    # A row whose words all stay whole is one line of text.
    assert " ".join(words) in {line.strip() for line in lines}
