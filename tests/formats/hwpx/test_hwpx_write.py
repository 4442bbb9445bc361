"""The HWPX as a package and as XML: nothing points nowhere, tables fill their grids, the same bytes every time."""

from __future__ import annotations

import zipfile
from collections import Counter
from itertools import product

import pytest
from lxml import etree
from msgspec.structs import replace
from paper import DOSE, LAYOUT, LIMITS, RESOURCES, C, File, H, P, document, paragraph, row, text

from regdocs.document.block import Block, Box, Cell, Column, Figure, Table
from regdocs.document.document import Kind, Section
from regdocs.finding import RenderingError
from regdocs.formats.hwpx.write import write
from regdocs.language import Bilingual
from regdocs.template_set.style import Style


@pytest.fixture(scope="module")
def file() -> File:
    return File(document())


def section(*blocks: Block) -> Section:
    return Section("s", Bilingual("절"), "1", blocks)


def shown(element: etree._Element) -> str:
    return "".join(str(part) for each in element.iter(f"{P}t") for part in each.itertext())


def test_the_type_stands_first_and_unpacked_as_programs_look_for_it(file: File) -> None:
    first = file.archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert file.data[30:57] == b"mimetypeapplication/hwp+zip"
    assert {entry.date_time for entry in file.archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_list_of_parts_names_every_part_in_the_order_of_reading(file: File) -> None:
    root = file.part("Contents/content.hpf")
    items = {each.get("id"): each.get("href") for each in root.iter("{*}item")}
    spine = [items[each.get("idref")] for each in root.iter("{*}itemref")]
    sections = [f"Contents/section{number}.xml" for number in range(len(file.sections))]
    assert spine == ["Contents/header.xml", *sections]
    assert file.head.get("secCnt") == str(len(sections))
    beside = {"mimetype", "version.xml", "Contents/content.hpf", "Preview/PrvText.txt"}
    beside |= {f"META-INF/{name}" for name in ("container.xml", "container.rdf", "manifest.xml")}
    assert set(items.values()) == set(file.archive.namelist()) - beside


def test_the_file_says_what_it_is(file: File) -> None:
    root = file.part("Contents/content.hpf")
    said = {each.get("name"): each.text for each in root.iter("{*}meta")}
    assert root.findtext(".//{*}title") == "연구계획서"
    assert said["creator"] == "한빛대학교병원"
    assert said["CreatedDate"] == "2026-11-22T00:00:00Z"
    assert said["subject"] == "동종 제대혈 유래 <세포> & 안전성"


def test_the_same_paper_makes_the_same_bytes(file: File) -> None:
    assert File(document()).data == file.data
    assert File(replace(document(), revision="1.3")).data != file.data


REFERENCES = [
    ("charPrIDRef", "charPr"), ("paraPrIDRef", "paraPr"), ("styleIDRef", "style"), ("borderFillIDRef", "borderFill"),
    ("tabPrIDRef", "tabPr"), ("nextStyleIDRef", "style"),
]  # fmt: skip


@pytest.mark.parametrize(("attribute", "target"), REFERENCES)
def test_every_number_of_a_shape_is_there(file: File, attribute: str, target: str) -> None:
    known = {each.get("id") for each in file.head.iter(f"{H}{target}")}
    elements = [each for root in (file.head, *file.sections) for each in root.iter() if each.get(attribute)]
    # What a number has no shape of its own for says so by the greatest number there is.
    assert {each.get(attribute) for each in elements} - known <= {"4294967295"}
    assert elements


def test_counts_and_numbers_of_the_head_agree(file: File) -> None:
    for group in file.head.find(f"{H}refList"):  # type: ignore[union-attr]
        assert group.get("itemCnt") == str(len(group)), group.tag
        numbers = [each.get("id") for each in group if each.get("id")]
        assert len(numbers) == len(set(numbers))


def test_every_list_has_its_numbering_and_every_picture_its_file(file: File) -> None:
    numberings = {each.get("id") for each in file.head.iter(f"{H}numbering")}
    bullets = {each.get("id") for each in file.head.iter(f"{H}bullet")}
    headings = [(each.get("type"), each.get("idRef")) for each in file.head.iter(f"{H}heading")]
    assert {number for kind, number in headings if kind == "NUMBER"} <= numberings
    assert {number for kind, number in headings if kind == "BULLET"} == bullets
    pictures = [each.get("binaryItemIDRef") for root in file.sections for each in root.iter(f"{C}img")]
    # The same picture twice is one file.
    assert pictures == ["image1", "image1"]
    assert [name for name in file.archive.namelist() if name.startswith("BinData")] == ["BinData/image1.png"]


def test_fields_begin_and_end_once(file: File) -> None:
    begun = [each.get("id") for each in file.all("fieldBegin")]
    assert begun
    assert len(begun) == len(set(begun))
    assert sorted(each.get("beginIDRef", "") for each in file.all("fieldEnd")) == sorted(map(str, begun))


def test_links_lead_to_places_that_are_there(file: File) -> None:
    names = Counter(each.get("name") for each in file.all("bookmark"))
    assert set(names.values()) == {1}
    paragraphs = Counter(each.get("id") for each in file.all("p"))
    for begin in file.all("fieldBegin"):
        command = begin.findtext(f"{P}parameters/{P}stringParam[@name='Command']") or ""
        if command.startswith("?#"):
            assert paragraphs[command[2:].partition(";")[0]] == 1
        elif command.startswith("?"):
            assert command[1:].partition(";")[0] in names
    assert {"dose", "limits", "table-limits", "figure-flow"} <= set(names)


def test_a_link_to_the_web_is_escaped_as_hangul_wants_and_another_is_none(file: File) -> None:
    paths = [each.text for each in file.all("stringParam") if each.get("name") == "Path"]
    assert paths == ["https://www.mfds.go.kr/a?b=1"]
    assert any(each.text == r"https\://www.mfds.go.kr/a\?b=1;1;0;0;" for each in file.all("stringParam"))


def test_tables_fill_their_grids(file: File) -> None:
    tables = list(file.all("tbl"))
    assert len(tables) > 4
    for table in tables:
        rows, columns = int(table.get("rowCnt", 0)), int(table.get("colCnt", 0))
        covered: Counter[tuple[int, int]] = Counter()
        for cell in table.iterfind(f"{P}tr/{P}tc"):
            at, span = cell.find(f"{P}cellAddr"), cell.find(f"{P}cellSpan")
            assert at is not None
            assert span is not None
            down = range(int(at.get("rowAddr", 0)), int(at.get("rowAddr", 0)) + int(span.get("rowSpan", 0)))
            across = range(int(at.get("colAddr", 0)), int(at.get("colAddr", 0)) + int(span.get("colSpan", 0)))
            covered.update(product(down, across))
        assert covered == Counter(product(range(rows), range(columns)))
        width = table.find(f"{P}sz")
        first = table.find(f"{P}tr")
        assert width is not None
        assert first is not None
        cells = [int(each.get("width", 0)) for each in first.iterfind(f"{P}tc/{P}cellSz")]
        assert sum(cells) == int(width.get("width", 0))


def test_no_row_is_without_a_cell() -> None:
    covered = Table(
        (Column(0.5), Column(0.5)), (row(Cell(text("a"), rowspan=3), Cell(text("b"), rowspan=2)), row(), row("c"))
    )
    table = list(File(document(section(covered))).sections[-1].iter(f"{P}tbl"))[-1]
    assert [len(each) for each in table.iterfind(f"{P}tr")] == [2, 2, 1]
    assert shown(table) == "abc"


def test_header_rows_are_repeated_and_no_cell_is_an_empty_list(file: File) -> None:
    table = next(each for each in file.all("tbl") if "시험항목" in shown(each))
    assert table.get("repeatHeader") == "1"
    assert [each.get("header") for each in table.iter(f"{P}tc")] == ["1"] * 3 + ["0"] * 7
    assert all(each.find(f"{P}p/{P}run") is not None for each in file.all("subList"))


def test_a_table_that_a_page_cannot_hold_may_be_parted_inside_its_rows() -> None:
    long = Table((Column(1),), (row("가" * 3000),))
    many = Table((Column(1),), tuple(row("짧은 글") for _ in range(80)))
    found = File(document(section(long, many, LIMITS)))
    assert [each.get("pageBreak") for each in found.sections[-1].iter(f"{P}tbl")][-3:] == ["CELL", "TABLE", "NONE"]


def test_pages_turn_and_begin_where_they_should(file: File) -> None:
    faces = [each.get("landscape") for each in file.all("pagePr")]
    # Hangul calls upright pages wide: cover, text, landscape, text.
    assert faces == ["WIDELY", "WIDELY", "NARROWLY", "WIDELY"]
    broken = [shown(each) for each in file.all("p") if each.get("pageBreak") == "1"]
    assert [each[:3] for each in broken] == ["1 투", "끝"]
    for root in file.sections:
        first = root.find(f"{P}p/{P}run/{P}secPr")
        assert first is not None
        assert len(list(root.iter(f"{P}secPr"))) == 1


def test_notice_identity_and_page_numbers_stand_around_the_text(file: File) -> None:
    headers = [shown(each) for each in file.all("header")]
    assert all("예시: 모두 가상의 값" in each for each in headers)
    # A title page has no more than the notice.
    assert [("RP-2026-001 · 제1.2판" in each) for each in headers] == [False, True, True, True]
    footers = list(file.all("footer"))
    assert len(footers) == 3
    assert all("2026. 11. 22." in shown(each) for each in footers)
    assert [each.get("numType") for each in footers[0].iter(f"{P}autoNum")] == ["PAGE", "TOTAL_PAGE"]


def test_generated_lists_tell_the_pages_of_the_layout(file: File) -> None:
    lines = [shown(each) for each in file.sections[1].iterfind(f"{P}p")]
    assert {"1 투여4", "1-1 기준과 시험방법5", "2 가로 쪽6", "끝8", "표 1 출하시험 기준5", "그림 1 흐름7"} <= set(lines)
    without = [shown(each) for each in File(document(), None).sections[1].iterfind(f"{P}p")]
    assert "1 투여" in without


def test_notes_are_numbered_and_stand_where_they_are_called(file: File) -> None:
    notes = list(file.all("footNote"))
    assert [each.get("number") for each in notes] == ["1", "2"]
    assert [shown(each).strip() for each in notes] == ["첫 각주", f"둘째 {DOSE.text}"]


def test_nothing_tells_hangul_how_lines_were_broken(file: File) -> None:
    """Hangul drops text, or never opens the file, where such a note doesn't fit the text."""
    assert not list(file.all("linesegarray"))


def test_lists_begin_anew_and_go_on_inside_one_another(file: File) -> None:
    heads = {
        numbering.get("id"): {each.get("level"): (each.text, each.get("start")) for each in numbering}
        for numbering in file.head.iter(f"{H}numbering")
    }
    assert heads["2"]["1"] == ("^1.", "3")
    assert heads["3"]["2"] == ("^2)", "1")
    # The headings' own counts nothing: their numbers are fixed to the letter.
    assert {text for text, _ in heads["1"].values()} == {None}


def test_forms_and_letters_have_no_running_title() -> None:
    for kind in (Kind.FORM, Kind.LETTER):
        found = File(replace(document(), kind=kind))
        assert {shown(each) for each in found.all("header")} == {"예시: 모두 가상의 값"}


def test_a_document_without_any_text_is_a_file_with_one_empty_paragraph() -> None:
    found = File(replace(document(), cover=(), contents=(), sections=(), notice="", kind=Kind.FORM))
    assert len(found.sections) == 1
    assert len(found.sections[0].findall(f"{P}p")) == 1


REFUSED: list[tuple[Block, str]] = [
    (paragraph("글\x07자"), "render.control-character"),
    (Table((Column(0.5),), (row("a", "b"),)), "render.table-grid"),
    (Table((Column(float("nan")),), (row("a"),)), "render.column-width"),
    (Figure("absent.png", "없음"), "render.figure-missing"),
]


@pytest.mark.parametrize(("block", "rule"), REFUSED)
def test_what_cannot_be_drawn_is_refused_by_name(block: Block, rule: str) -> None:
    with pytest.raises(RenderingError) as error:
        write(document(section(block)), RESOURCES, Style(), LAYOUT)
    assert [each.rule for each in error.value.findings] == [rule]


def test_nesting_past_all_measure_is_refused() -> None:
    deep: Block = paragraph("안쪽")
    for _ in range(2000):
        deep = Box("note", (deep,))
    with pytest.raises(RenderingError) as error:
        write(document(section(deep)), RESOURCES, Style())
    assert [each.rule for each in error.value.findings] == ["render.nesting"]


def test_a_cell_of_many_looks_has_a_run_for_each() -> None:
    cell = Cell(text("앞 ", DOSE, " 뒤"))
    found = File(document(section(Table((Column(1),), (row(cell),)))))
    table = list(found.sections[-1].iter(f"{P}tbl"))[-1]
    assert shown(table) == "앞 1.0×10⁸ cells 뒤"
    assert len(list(table.iter(f"{P}run"))) == 3
