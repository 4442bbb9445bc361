"""The PDF: what its pages say, where things stand, what it embeds, that it is the same every time, that it is valid."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from specimen import RESOURCES, TITLE, document
from verapdf import violations

from regdocs.document.block import Block, Cell, Column, Figure, Item, ItemList, Paragraph, Row, Table
from regdocs.document.document import Document, Kind, Section
from regdocs.document.inline import Field, Text
from regdocs.document.parts import parts
from regdocs.finding import RenderingError
from regdocs.formats.format import Written
from regdocs.formats.html.text import plain
from regdocs.formats.pdf.write import write
from regdocs.language import Bilingual
from regdocs.template_set.style import Millimetre, Page, Style

HERE = Path(__file__).parent
SHEET = (HERE.parents[2] / "templates/kr-high-risk/style/print.css").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def paper() -> Written:
    return write(document(), RESOURCES, Style(), style_sheet=SHEET)


@pytest.fixture(scope="module")
def pages(paper: Written) -> list[str]:
    return texts(paper)


def texts(written: Written) -> list[str]:
    """Each page's text without blanks: a line's end is no blank in the extracted text."""
    with pypdfium2.PdfDocument(written.data) as file:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in file]


def one_section(*blocks: Block, **named: object) -> Document:
    section = Section("only", Bilingual("절"), "1", blocks)
    return Document("small", Bilingual("작은 문서"), "ko", sections=(section,), **named)  # type: ignore[arg-type]


def paragraph(*texts: str) -> Paragraph:
    return Paragraph(tuple(Text(text) for text in texts))


def test_sections_stand_on_the_pages_that_the_layout_names(paper: Written, pages: list[str]) -> None:
    assert paper.layout is not None
    assert paper.layout.pages == len(pages)
    for section in document().walk():
        heading = f"{section.number}{section.title.ko}".replace(" ", "")
        assert heading in pages[paper.layout.sections[section.id] - 1]


def test_labels_and_fields_stand_on_the_pages_that_the_layout_names(paper: Written, pages: list[str]) -> None:
    layout = paper.layout
    assert layout is not None
    captions = {"table-lots": "표2로트별생존율", "table-schedule": "표3방문별활동", "figure-flow": "그림1연구흐름"}
    for label, caption in captions.items():
        assert caption in pages[layout.labels[label] - 1]
    fields = {(path, section): page for path, section, page in layout.fields}
    assert fields["study.title", ""] == 1
    assert fields["treatment.dose", "summary"] == layout.sections["summary"]
    assert fields["insurance.total", "summary"] == layout.sections["summary"]
    assert fields["product.tests", "tests"] == layout.sections["tests"]
    assert "[미기재:보험가입금액]" in pages[fields["insurance.total", "summary"] - 1]


def test_every_part_begins_on_the_page_that_the_layout_names() -> None:
    lines = [f"제{number}행의 내용" for number in range(90)]
    rows = tuple(Row((Cell((Text(line),)), Cell((Text("값"),)))) for line in lines)
    items = ItemList(tuple(Item((paragraph(f"제{number}항의 내용"),)) for number in range(70)))
    whole = one_section(paragraph("첫 문단"), Table((Column(0.5), Column(0.5)), rows), items, paragraph("끝 문단"))
    written = write(whole, {}, Style())
    found = texts(written)
    assert written.layout is not None
    assert len(written.layout.starts) == len(found) > 3
    for index, part in enumerate(parts(whole)):
        children = part.children if isinstance(part, Paragraph | Cell) else ()
        if children and children != (Text("값"),):
            page = written.layout.page(index)
            assert page is not None
            assert plain(children).replace(" ", "") in found[page - 1]


def test_a_field_in_a_footnote_and_one_printed_twice_are_found() -> None:
    again = Field("두 번", ("twice",))
    rows = tuple(Row((Cell((again,)), Cell((Text("본문"),)))) for _ in range(80))
    written = write(one_section(Table((Column(0.5), Column(0.5)), rows)), {}, Style())
    assert written.layout is not None
    assert written.layout.fields == tuple(("twice", "only", page) for page in range(1, written.layout.pages + 1))
    assert written.layout.pages > 1


def test_contents_print_the_pages_of_the_layout(paper: Written, pages: list[str]) -> None:
    assert paper.layout is not None
    contents = pages[1]
    assert "목차" in contents
    for section in document().walk():
        entry = f"{section.number}{section.title.ko}".replace(" ", "")
        after = contents.partition(entry)[2].lstrip(".")
        assert after.startswith(str(paper.layout.sections[section.id]))


def test_every_page_says_what_it_is(pages: list[str]) -> None:
    for number, text in enumerate(pages, start=1):
        assert "예시자료:이문서의값은모두가상이며제출용이아님" in text
        if number > 1:
            assert f"{number}/{len(pages)}" in text
            assert "RP-2026-001·제1.0판2026.11.22." in text
            assert TITLE.replace(" ", "") in text


def test_a_continued_table_says_so_on_its_further_pages_only(paper: Written, pages: list[str]) -> None:
    assert paper.layout is not None
    first = paper.layout.labels["table-lots"]
    assert "로트별생존율(계속)" not in pages[first - 1]
    assert "표2로트별생존율(계속)" in pages[first]
    assert "로트기록생존율" in pages[first]
    assert not any("출하시험기준(계속)" in page for page in pages)


@pytest.mark.parametrize("head", [0, 1])
def test_a_form_without_a_caption_goes_on_under_the_heading_above_it(head: int) -> None:
    rows = tuple(Row((Cell((Text(f"항목 {row}"),), header=True), Cell(()))) for row in range(50))
    first, second = texts(write(one_section(Table((Column(0.3), Column(0.7)), rows, head, form=True)), {}, Style()))
    assert "(계속)" not in first
    assert "1절(계속)" + ("항목0" if head else "") in second


def test_a_short_form_without_a_caption_has_no_row_for_a_title() -> None:
    rows = tuple(Row((Cell((Text(f"항목 {row}"),), header=True), Cell(()))) for row in range(20))
    (only,) = texts(write(one_section(Table((Column(0.3), Column(0.7)), rows, form=True)), {}, Style()))
    assert only.count("1절") == 1


def test_extracted_text_has_no_joiners_and_keeps_what_was_written(pages: list[str]) -> None:
    everything = "".join(pages)
    assert "\u2060" not in everything
    assert "1회투여량은1.0×108cells이며" in everything
    assert "위험한글<b>&amp;\"'" in everything
    assert "試驗" in everything
    assert "5μg,□예■아니오" in everything


def test_the_outline_has_numbers_titles_and_depth(paper: Written) -> None:
    with pypdfium2.PdfDocument(paper.data) as file:
        found = [(entry.level, entry.get_title()) for entry in file.get_toc()]
    assert (0, "0 연구계획 요약") in found
    assert (1, "3-2 품질") in found
    assert (2, "3-2-2 기준 및 시험방법") in found
    assert len(found) == sum(1 for _ in document().walk())


def test_metadata_comes_from_the_document(paper: Written) -> None:
    with pikepdf.open(BytesIO(paper.data)) as file:
        assert str(file.docinfo.Title) == "연구계획서"
        assert str(file.docinfo.CreationDate).startswith("D:20261122")
        assert str(file.Root.Lang) == "ko"
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
        with file.open_metadata() as metadata:
            assert metadata["pdfaid:part"] == "2"
            assert metadata["pdfaid:conformance"] == "A"
            assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"


def test_only_the_configured_fonts_are_embedded_and_cut_down(paper: Written) -> None:
    with pikepdf.open(BytesIO(paper.data)) as file:
        fonts = [found for found in file.objects if isinstance(found, pikepdf.Dictionary) and "/FontFile2" in found]
        names = sorted(str(found.FontName).partition("+")[2] for found in fonts)
        sizes = [len(found.FontFile2.read_bytes()) for found in fonts]
        others = [found for found in file.objects if isinstance(found, pikepdf.Dictionary) and "/FontFile3" in found]
    assert names == ["NanumGothic", "NanumGothic-Bold"]
    assert max(sizes) < 300_000
    assert not others


def test_landscape_pages_are_turned_and_the_next_is_not(paper: Written) -> None:
    assert paper.layout is not None
    with pypdfium2.PdfDocument(paper.data) as file:
        turned = [number for number, page in enumerate(file, start=1) if page.get_width() > page.get_height()]
    assert turned == [paper.layout.labels["table-schedule"], paper.layout.sections["wide"]]
    assert paper.layout.sections["references"] == paper.layout.sections["wide"] + 1


@pytest.mark.parametrize("kind", [Kind.FORM, Kind.LETTER])
def test_forms_and_letters_begin_at_once(kind: Kind) -> None:
    written = write(document(kind), RESOURCES, Style(), style_sheet=SHEET)
    assert written.layout is not None
    assert written.layout.sections["summary"] == 1


def test_the_page_is_the_styles() -> None:
    style = Style(page=Page(width=Millimetre(148), height=Millimetre(210)))
    with pypdfium2.PdfDocument(write(one_section(paragraph("글")), {}, style).data) as file:
        assert file[0].get_size() == pytest.approx((419.53, 595.28), abs=0.1)


def test_a_word_stays_whole_but_a_word_too_long_for_its_cell_breaks() -> None:
    word = "재생의료기관장"
    prose = paragraph(" ".join([word] * 40))
    narrow = Table((Column(0.08), Column(0.92)), (Row((Cell((Text("가" * 30),)), Cell((Text("끝"),)))),))
    with pypdfium2.PdfDocument(write(one_section(prose, narrow), {}, Style()).data) as file:
        page = file[0].get_textpage()
        lines = page.get_text_bounded().splitlines()
        rights = [page.get_charbox(index)[2] for index in range(page.count_chars())]
    for line in lines:
        if "재생" in line or "기관장" in line:
            assert not line.replace(word, "").replace("\u0002", "").strip()
    assert max(rights) < 595 - 50
    assert sum("가가" in line for line in lines) > 5


def test_a_list_begins_with_more_than_one_item_on_a_page() -> None:
    entries = ItemList(tuple(Item((paragraph(word),)) for word in ("하나", "둘", "셋")))
    found = set()
    for before in range(26, 40):
        with pypdfium2.PdfDocument(
            write(one_section(*[paragraph("앞글")] * before, entries), {}, Style()).data
        ) as file:
            texts = [page.get_textpage().get_text_bounded() for page in file]
        first = next(text for text in texts if "하나" in text)
        assert "둘" in first
        assert "셋" in first
        found.add(texts.index(first))
    assert len(found) == 2


def test_untagged_drafts_have_the_same_pages(paper: Written) -> None:
    draft = write(document(), RESOURCES, Style(), style_sheet=SHEET, tagged=False)
    assert draft.layout == paper.layout
    assert len(draft.data) < len(paper.data)


UNWIELDY: dict[str, Block] = {
    "a row taller than a page": Table(
        (Column(0.2), Column(0.8)),
        (
            Row((Cell((Text("항목"),)), Cell((Text("내용"),)))),
            Row((Cell((Text("긴 글"),)), Cell((Text("말이 많은 칸이다. " * 600 + "끝표지"),)))),
        ),
        1,
        (Text("긴 행"),),
        "t",
        "표 1",
    ),
    "a cell beside rows for three pages": Table(
        (Column(0.3), Column(0.7)),
        (
            Row((Cell((Text("묶음"),)), Cell((Text("값"),)))),
            Row((Cell((Text("합침"),), rowspan=90), Cell((Text("처음"),)))),
            *(Row((Cell((Text("값"),)),)) for _ in range(88)),
            Row((Cell((Text("끝표지"),)),)),
        ),
        1,
        (Text("합친 표"),),
        "t",
        "표 1",
    ),
    "header rows alone": Table((Column(1.0),), (Row((Cell((Text("끝표지"),)),)),), 1, (Text("머리"),), "t", "표 1"),
    "a picture taller than a page": Figure("tall.svg", "탑", (Text("끝표지"),), "f", "그림 1"),
    "a paragraph in a list with a table": ItemList(
        (Item((paragraph("항목"), Table((Column(1.0),), (Row((Cell((Text("끝표지"),)),)),)))),)
    ),
}
TALL = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="900" viewBox="0 0 10 900"><path d="M5 0V900"/></svg>'
)


@pytest.mark.parametrize("name", list(UNWIELDY))
def test_what_is_too_big_for_a_page_is_parted_and_not_cut(name: str) -> None:
    written = write(one_section(UNWIELDY[name]), {"tall.svg": TALL}, Style(), style_sheet=SHEET)
    pages = texts(written)
    assert "끝표지" in "".join(pages)
    # The heading doesn't stand alone: what belongs to it begins on its page.
    assert len(pages[0]) > len("작은문서1절1/1") + 2


PROGRAM = """
import hashlib, pathlib, sys
from specimen import RESOURCES, document
from regdocs.formats.pdf.write import write
from regdocs.template_set.style import Millimetre, Page, Style
sheet = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
print(hashlib.sha256(write(document(), RESOURCES, Style(), style_sheet=sheet).data).hexdigest())
"""


def test_another_process_writes_the_same_bytes(paper: Written, tmp_path: Path) -> None:
    sheet = tmp_path / "print.css"
    sheet.write_text(SHEET, encoding="utf-8")
    environment = {**os.environ, "PYTHONHASHSEED": "12345", "PYTHONPATH": str(HERE), "TZ": "Asia/Seoul"}
    environment.pop("SOURCE_DATE_EPOCH", None)
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(sheet)], env=environment, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == hashlib.sha256(paper.data).hexdigest()


HOSTILE = [
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
    '<image width="9" height="9" xlink:href="file:///etc/hostname"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image width="9" height="9" href="https://example.org/a.png"/></svg>',
    '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg"><text>&b;</text></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><unclosed></svg>',
]


@pytest.mark.parametrize("figure", HOSTILE)
def test_a_figure_that_reaches_out_or_is_broken_fails_the_build(figure: str) -> None:
    with pytest.raises(RenderingError) as raised:
        write(one_section(Figure("f.svg", "그림")), {"f.svg": figure.encode()}, Style())
    assert raised.value.findings[0].place.document == "small"


@pytest.mark.parametrize(
    "sheet", ["body { background: url(file:///etc/hostname) }", "@import url(https://example.org/x.css);"]
)
def test_a_style_sheet_can_fetch_nothing(sheet: str) -> None:
    for _ in range(2):
        with pytest.raises(RenderingError, match=r"Failed to load .*refused"):
            write(one_section(paragraph("글")), {}, Style(), style_sheet=sheet)


def test_a_damaged_picture_fails_the_build() -> None:
    with pytest.raises(RenderingError, match="figure"):
        write(one_section(Figure("f.png", "그림")), {"f.png": b"\x89PNG\r\n\x1a\nbroken"}, Style())


def test_a_document_nested_beyond_measure_is_refused() -> None:
    block: Block = paragraph("안")
    for _ in range(400):
        block = ItemList((Item((block,)),))
    with pytest.raises(RenderingError, match="nested too deeply"):
        write(one_section(block), {}, Style())


@pytest.mark.slow
@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("profile", ["2a", "ua1"])
def test_one_file_is_valid_as_archive_and_for_screen_readers(kind: Kind, profile: str, tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(write(document(kind), RESOURCES, Style(), style_sheet=SHEET).data)
    assert violations(path, profile) == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", list(UNWIELDY))
@pytest.mark.parametrize("profile", ["2a", "ua1"])
def test_what_is_too_big_for_a_page_is_valid_too(name: str, profile: str, tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(write(one_section(UNWIELDY[name]), {"tall.svg": TALL}, Style(), style_sheet=SHEET).data)
    assert violations(path, profile) == {}


@pytest.mark.slow
def test_the_validator_refuses_an_untagged_file(tmp_path: Path) -> None:
    path = tmp_path / "draft.pdf"
    path.write_bytes(write(document(), RESOURCES, Style(), tagged=False).data)
    assert violations(path, "ua1")
