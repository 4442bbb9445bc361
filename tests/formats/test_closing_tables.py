"""Short tables at the end of a section: no page holds a signature alone, in print and in Word."""

from __future__ import annotations

import io
from xml.etree import ElementTree
from zipfile import ZipFile

import pypdfium2
import pytest
from msgspec.structs import replace

from regdocs.document.block import Cell, Column, PageBreak, Paragraph, Row, Table
from regdocs.document.document import Document, Section
from regdocs.document.inline import Text
from regdocs.formats.docx.write import write as write_docx
from regdocs.formats.pdf.write import write as write_pdf
from regdocs.language import Bilingual
from regdocs.template_set.style import Style

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COLUMNS = (Column(0.3), Column(0.7))
SIGNATURE = Table(COLUMNS, (Row((Cell((Text("서명한 사람"),), header=True), Cell((Text("(서명)"),)))),), form=True)


def form(rows: int, head: int = 0) -> Table:
    """A form's grid of `rows` rows."""
    return Table(
        COLUMNS,
        tuple(Row((Cell((Text(f"항목 {row}"),), header=True), Cell(()))) for row in range(rows)),
        head,
        form=True,
    )


def paper(lines: int, own_section: bool) -> Document:
    """So many lines of text, then a signature, below a heading of its own or not."""
    text = tuple(Paragraph((Text(f"{line}번째 줄"),)) for line in range(1, lines + 1))
    signed = Section("signed", Bilingual("확인"), "2", (SIGNATURE, PageBreak()))
    first = Section("first", Bilingual("기록"), "1", text if own_section else (*text, SIGNATURE))
    return Document("record", Bilingual("기록"), "ko", sections=(first, signed) if own_section else (first,))


@pytest.mark.parametrize("own_section", [True, False])
def test_a_page_that_holds_a_signature_holds_the_line_before_it(own_section: bool) -> None:
    moved = 0
    for lines in range(24, 34):
        with pypdfium2.PdfDocument(write_pdf(paper(lines, own_section), {}, Style(), tagged=False).data) as file:
            pages = [page.get_textpage().get_text_bounded() for page in file]
        holding = next(index for index, text in enumerate(pages) if "(서명)" in text)
        assert f"{lines}번째 줄" in pages[holding], lines
        moved += holding > 0
    assert moved > 1


def body(document: Document) -> ElementTree.Element:
    with ZipFile(io.BytesIO(write_docx(document, {}, Style()))) as file:
        return ElementTree.fromstring(file.read("word/document.xml"))


def kept(element: ElementTree.Element) -> bool:
    """Whether the paragraph, or every paragraph of the row, stays with the next."""
    paragraphs = [element] if element.tag == f"{W}p" else list(element.iter(f"{W}p"))
    return all(each.find(f"{W}pPr/{W}keepNext") is not None for each in paragraphs)


@pytest.mark.parametrize("own_section", [True, False])
def test_word_keeps_the_line_before_a_signature_with_it(own_section: bool) -> None:
    lines = [each for each in body(paper(3, own_section)).iter(f"{W}p") if "번째 줄" in "".join(each.itertext())]
    assert [kept(line) for line in lines] == [False, False, True]


def test_a_short_form_in_the_middle_stays_with_what_is_before_it_and_a_short_data_table_need_not() -> None:
    for form, wanted in ((True, [True, False]), (False, [False, False])):
        blocks = (Paragraph((Text("글"),)), replace(SIGNATURE, form=form), Paragraph((Text("글"),)))
        drawn = body(
            Document("record", Bilingual("기록"), "ko", sections=(Section("a", Bilingual("절"), "1", blocks),))
        )
        lines = [each for each in drawn.iter(f"{W}p") if "".join(each.itertext()) == "글"]
        assert [kept(line) for line in lines] == wanted


def test_a_small_note_stays_with_what_it_explains() -> None:
    note = Paragraph((Text("근거: 법 제11조"),), "small")
    section = Section("first", Bilingual("기록"), "1", (Paragraph((Text("글"),)), form(40), note))
    document = Document("record", Bilingual("기록"), "ko", sections=(section,))
    rows = list(body(document).iter(f"{W}tr"))
    assert [kept(row) for row in rows[-3:]] == [False, True, True]
    for lines in range(26, 32):
        text = tuple(Paragraph((Text(f"{line}번째 줄"),)) for line in range(1, lines + 1))
        after = Section("after", Bilingual("다음"), "2", (Paragraph((Text("글"),)),))
        sections = (Section("first", Bilingual("기록"), "1", (*text, note)), after)
        with pypdfium2.PdfDocument(
            write_pdf(replace(document, sections=sections), {}, Style(), tagged=False).data
        ) as file:
            pages = [page.get_textpage().get_text_bounded() for page in file]
        holding = next(text for text in pages if "근거" in text)
        assert f"{lines}번째 줄" in holding, lines


def test_word_keeps_a_forms_last_row_with_the_signature_below() -> None:
    section = Section("first", Bilingual("기록"), "1", (form(40), SIGNATURE))
    drawn = body(Document("record", Bilingual("기록"), "ko", sections=(section,)))
    rows = list(next(drawn.iter(f"{W}tbl")).iter(f"{W}tr"))
    assert [kept(row) for row in rows[-3:]] == [False, True, True]


def test_a_form_stays_whole_up_to_thirty_lines_and_repeats_the_head_it_asks_for() -> None:
    def drawn(table: Table) -> list[ElementTree.Element]:
        section = Section("first", Bilingual("기록"), "1", (table, Paragraph((Text("끝"),))))
        return list(body(Document("record", Bilingual("기록"), "ko", sections=(section,))).iter(f"{W}tr"))

    assert all(kept(row) for row in drawn(form(30))[:-1])
    assert [kept(row) for row in drawn(form(31))] == [True, *[False] * 28, True, False]  # none but the outer rows
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in drawn(form(40, head=1))[:2]] == [True, False]


def test_no_page_holds_a_single_row_of_a_table() -> None:
    for rows in range(33, 38):
        section = Section("first", Bilingual("기록"), "1", (Paragraph((Text("글"),)), replace(form(rows), form=False)))
        document = Document("record", Bilingual("기록"), "ko", sections=(section,))
        with pypdfium2.PdfDocument(write_pdf(document, {}, Style(), tagged=False).data) as file:
            pages = [page.get_textpage().get_text_bounded().count("항목") for page in file]
        assert sum(pages) == rows
        assert 1 not in pages, pages


def test_a_long_forms_head_stands_on_each_of_its_pages() -> None:
    section = Section("first", Bilingual("기록"), "1", (form(80, head=1),))
    document = Document("record", Bilingual("기록"), "ko", sections=(section,))
    with pypdfium2.PdfDocument(write_pdf(document, {}, Style(), tagged=False).data) as file:
        pages = [page.get_textpage().get_text_bounded() for page in file]
    assert len(pages) > 1
    assert all("항목 0" in text.split("\r\n") for text in pages)
