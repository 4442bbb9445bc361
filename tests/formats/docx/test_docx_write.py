"""The DOCX read back: structure, fields, lineage, pages, notes, pictures, and the same bytes every time."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import docx
import pytest
import sample
import word
from lxml import etree
from msgspec.structs import replace

from regdocs.document.block import Box, Cell, Column, Contents, Figure, Marker, Row, Table
from regdocs.document.document import Document, Kind, Section
from regdocs.document.inline import Field, Footnote, Inline, Link, Reference, Styled, Text
from regdocs.document.inline import Style as LookOf
from regdocs.finding import RenderingError
from regdocs.formats.docx.lineage import NAMESPACE, PART
from regdocs.formats.docx.write import write
from regdocs.formats.format import Layout
from regdocs.language import Bilingual
from regdocs.template_set.style import Style

W = word.W
LAYOUT = Layout(
    13,
    {section.id: page for page, section in enumerate(sample.document().walk(), 3)},
    {"table-release": 5, "table-schedule": 8, "figure-process": 4, "figure-curve": 4},
)


@pytest.fixture(scope="module")
def file() -> word.File:
    return word.File(write(sample.document(), sample.RESOURCES, Style(), LAYOUT))


def written(*blocks: object, **changes: object) -> word.File:
    """A file whose one section holds `blocks`."""
    section = Section("s", Bilingual("제목"), "1", blocks=blocks)  # type: ignore[arg-type]
    document = Document("d", Bilingual("문서"), "ko", sections=(section,))
    return word.File(write(replace(document, **changes), sample.RESOURCES, Style()))


def instructions(element: etree._Element) -> list[str]:
    return [(code.text or "").strip() for code in element.iter(f"{W}instrText")]


def test_python_docx_reads_headings_and_tables(file: word.File) -> None:
    document = docx.Document(io.BytesIO(file.data))
    styles = [str(paragraph.style.name) for paragraph in document.paragraphs if paragraph.style is not None]
    headings = [name for name in styles if name.startswith("Heading")]
    assert headings[:5] == ["Heading 1", "Heading 1", "Heading 2", "Heading 2", "Heading 3"]
    release = next(table for table in document.tables if len(table.rows) == 49)
    assert [cell.text for cell in release.rows[0].cells] == ["시험항목", "시험방법", "기준", "출하 전 판정"]


def test_contents_stand_there_with_page_numbers(file: word.File) -> None:
    entries = [
        (word.text(paragraph), instructions(paragraph)[-1].split()[1])
        for paragraph in file.body.iter(f"{W}p")
        if (word.value(paragraph, f"{W}pPr/{W}pStyle") or "").startswith("TOC") and instructions(paragraph)
    ]
    shown = [section for section in sample.document().walk() if section.id not in ("jak-risk", "method", "potency")]
    assert [text for text, _ in entries] == [
        f"{section.number} {section.title.ko}{LAYOUT.sections[section.id]}".strip() for section in shown
    ]
    bookmarks = {mark.get(f"{W}name") for mark in file.body.iter(f"{W}bookmarkStart")}
    assert {bookmark for _, bookmark in entries} <= bookmarks
    codes = instructions(file.body)
    assert [code for code in codes if code.startswith("TOC")] == [
        'TOC \\o "1-3" \\h \\z \\u',
        'TOC \\h \\z \\c "표"',
        'TOC \\h \\z \\c "그림"',
    ]
    galleries = [gallery.get(f"{W}val") for gallery in file.body.iter(f"{W}docPartGallery")]
    assert galleries == ["Table of Contents"] * 3


def test_word_asks_to_update_fields_only_without_a_layout(file: word.File) -> None:
    unmeasured = word.File(write(sample.document(), sample.RESOURCES, Style()))
    assert file.part("word/settings.xml").find(f"{W}updateFields") is None
    assert unmeasured.part("word/settings.xml").find(f"{W}updateFields") is not None


def test_captions_count_and_references_point_at_them(file: word.File) -> None:
    codes = instructions(file.body)
    assert [code for code in codes if code.startswith("SEQ")] == [
        "SEQ 그림 \\* ARABIC",
        "SEQ 그림 \\* ARABIC",
        "SEQ 표 \\* ARABIC",
        "SEQ 표 \\* ARABIC",
    ]
    bookmarks = {mark.get(f"{W}name") for mark in file.body.iter(f"{W}bookmarkStart")}
    references = [code.split() for code in codes if code.startswith("REF")]
    assert [switches for _, _, *switches in references] == [["\\h"], ["\\h"], ["\\n", "\\h"]]
    assert {name for _, name, *_ in references} <= bookmarks
    captions = [text for style, _, text in word.paragraphs(file) if style in ("Caption", "FigureCaption")]
    assert captions == [
        "그림 1 제조 흐름",
        "그림 2 생존율의 변화",
        "표 1 인체세포등의 출하시험 기준",
        "표 2 방문별 활동",
    ]


def test_a_caption_that_counts_anew_says_so() -> None:
    numbered = [
        Table((Column(1.0),), (Row((Cell(()),)),), caption=(Text("표제"),), label=f"t{at}", number=number)
        for at, number in enumerate(("표 1", "표 4", "표 5", "표 A"))
    ]
    codes = [code for code in instructions(written(*numbered).body) if code.startswith("SEQ")]
    assert codes == ["SEQ 표 \\* ARABIC", "SEQ 표 \\* ARABIC \\r 4", "SEQ 표 \\* ARABIC"]


def test_a_reference_that_no_field_can_print_is_a_link_or_text() -> None:
    inside = sample.paragraph(Reference("s", "제목"), Reference("s", "앞의 절"), Reference("nowhere", "없는 곳"))
    body = written(inside).body
    assert [code.split()[2:] for code in instructions(body)] == [["\\h"]]
    assert [word.text(link) for link in body.iter(f"{W}hyperlink")] == ["앞의 절"]
    assert "없는 곳" in word.text(body)


def test_every_control_resolves_to_its_value(file: word.File) -> None:
    lineage = file.part(PART)
    sources = {field.get("id"): field for field in lineage.iterfind(f"{{{NAMESPACE}}}field")}
    controls = [
        (word.value(control, f"{W}sdtPr/{W}tag"), word.text(control))
        for control in file.body.iter(f"{W}sdt")
        if control.find(f"{W}sdtPr/{W}tag") is not None
    ]
    assert {tag for tag, _ in controls} == set(sources)
    assert all(len(str(tag)) <= 64 for tag, _ in controls)
    doses = [tag for tag, text in controls if text == "1.0×10⁸ cells"]
    assert len(doses) == 2
    assert len(set(doses)) == 1
    source = sources[doses[0]]
    assert [path.text for path in source] == ["product.dose.amount", "product.dose.unit", "100000000.0"]
    assert source[-1].get("type") == "float"
    assert source.get("format") == "quantity"
    gap = next(tag for tag, text in controls if text == "[미기재: 보험 가입 금액]")
    assert sources[gap].get("gap") == "true"
    assert [path.text for path in sources[gap]] == ["insurance.amount"]


def test_tags_keep_apart_values_that_python_takes_for_equal() -> None:
    fields = [Field(text, ("a",), raw) for text, raw in (("1", 1), ("예", True), ("1.0", 1.0), ("1", 1))]
    body = written(sample.paragraph(*fields)).body
    tags = [tag.get(f"{W}val") for tag in body.iter(f"{W}tag")]
    assert len(set(tags[:3])) == 3
    assert tags[0] == tags[3]


def test_a_tag_survives_a_change_of_the_value() -> None:
    tags = [
        [
            tag.get(f"{W}val")
            for tag in written(sample.paragraph(Field(text, ("a.b",), text, "date"))).body.iter(f"{W}tag")
        ]
        for text in ("2026. 1. 1.", "2027. 1. 1.")
    ]
    assert tags[0] == tags[1]


def test_ids_of_controls_and_bookmarks_are_unique(file: word.File) -> None:
    for kind in ("bookmarkStart", "sdt"):
        path = f"{W}sdtPr/{W}id" if kind == "sdt" else "."
        values = [
            found.get(f"{W}val") or found.get(f"{W}id")
            for element in file.body.iter(f"{W}{kind}")
            if (found := element.find(path)) is not None
        ]
        assert len(values) == len(set(values)) > 0


def test_spans_repeated_heads_and_whole_rows(file: word.File) -> None:
    schedule = next(table for table in file.body.iter(f"{W}tbl") if "기간별 방문" in word.text(table))
    rows = schedule.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows[:3]] == [True, True, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert [word.value(row.find(f"{W}tc"), f"{W}tcPr/{W}vMerge") for row in rows[:3]] == ["restart", "continue", None]
    assert word.value(rows[0].findall(f"{W}tc")[1], f"{W}tcPr/{W}gridSpan") == "8"
    widths = [int(column.get(f"{W}w") or 0) for column in schedule.iter(f"{W}gridCol")]
    assert sum(widths) == 14570  # 257 mm: an A4 page lying, less its margins
    assert len(widths) == 9


def test_a_form_without_head_repeats_none_and_a_long_row_may_split() -> None:
    row = Row((Cell(sample.text("제목"), header=True), Cell(sample.text("가" * 900))))
    body = written(Table((Column(0.3), Column(0.7)), (row,), form=True)).body
    assert body.find(f".//{W}tblHeader") is None
    assert body.find(f".//{W}cantSplit") is None
    assert word.value(body.find(f".//{W}tblPr"), f"{W}tblStyle") == "FormTable"


@pytest.mark.parametrize(
    "rows",
    [
        [Row((Cell(()), Cell(()), Cell(())))],
        [Row((Cell((), colspan=3),))],
        [Row((Cell((), colspan=0),))],
        [Row((Cell(()), Cell((), rowspan=2))), Row((Cell((), colspan=2),))],
    ],
)
def test_cells_that_overrun_the_grid_are_refused(rows: list[Row]) -> None:
    with pytest.raises(RenderingError, match="more cells than columns"):
        written(Table((Column(0.5), Column(0.5)), tuple(rows)))


def test_missing_cells_and_overlong_spans_are_filled_and_cut() -> None:
    body = written(Table((Column(0.5), Column(0.5)), (Row((Cell((), rowspan=9),)), Row(())))).body
    assert [len(row.findall(f"{W}tc")) for row in body.iter(f"{W}tr")] == [2, 2]


def test_tables_in_a_row_do_not_join() -> None:
    one = Table((Column(1.0),), (Row((Cell(sample.text("a")),)),))
    body = written(one, one, Box("note", (one,))).body
    for table in body.iter(f"{W}tbl"):
        following = table.getnext()
        assert following is not None
        assert following.tag == f"{W}p"


def test_lists_count_from_their_start_and_anew() -> None:
    numbered = sample.items(Marker.NUMBER, "a", "b")
    again = sample.items(Marker.NUMBER, "c", start=7)
    hangul = sample.items(Marker.HANGUL, *("가나다라마바사아자차카타파하거"))
    circled = sample.items(Marker.HANGUL_CIRCLE, "d", "e")
    deep = sample.items(Marker.HANGUL_PARENTHESIS, (sample.paragraph("f"), sample.items(Marker.NUMBER_CIRCLE, "g")))
    lettered = sample.items(Marker.LETTER_BRACKETS, (sample.paragraph("h"), sample.items(Marker.LETTER_CIRCLE, "i")))
    file = written(numbered, again, numbered, hangul, circled, deep, lettered)
    listed = [(number or text[:2].strip()) for style, number, text in word.paragraphs(file) if style == "ListParagraph"]
    assert listed[:5] == ["1.", "2.", "7.", "1.", "2."]
    assert listed[5:20] == [f"{sign}." for sign in "가나다라마바사아자차카타파하거"]
    assert [mark[0] for mark in listed[20:22]] == ["㉮", "㉯"]
    assert listed[22:25] == ["가)", "①", "(a)"]
    assert listed[25][0] == "ⓐ"


def test_pages_turn_without_an_empty_one(file: word.File) -> None:
    body = file.body
    sections = list(body.iter(f"{W}sectPr"))
    turned = [section.find(f"{W}pgSz").get(f"{W}orient") for section in sections]  # type: ignore[union-attr]
    assert turned == [None, None, "landscape", None, "landscape", None]
    breaks = [at for at, element in enumerate(body[0]) if element.find(f".//{W}sectPr") is not None]
    assert all(after - before > 1 for before, after in pairwise(breaks))
    size = sections[0].find(f"{W}pgSz")
    assert size is not None
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")


@pytest.mark.parametrize(
    ("face", "header", "footer"),
    [
        ("cover", "예시 자료: 이 문서의 값은 모두 가상이며 제출용이 아님", ""),
        (
            "portrait",
            f"예시 자료: 이 문서의 값은 모두 가상이며 제출용이 아님연구계획서RP-2026-001 · 제1.2판{sample.STUDY}",
            "RP-2026-001 · 제1.2판 · 2026. 11. 22.1 / 13",
        ),
        (
            "landscape",
            f"예시 자료: 이 문서의 값은 모두 가상이며 제출용이 아님연구계획서RP-2026-001 · 제1.2판{sample.STUDY}",
            "RP-2026-001 · 제1.2판 · 2026. 11. 22.1 / 13",
        ),
    ],
)
def test_what_stands_around_the_pages(file: word.File, face: str, header: str, footer: str) -> None:
    assert word.text(file.part(f"word/header-{face}.xml")) == header
    assert word.text(file.part(f"word/footer-{face}.xml")) == footer
    if footer:
        assert instructions(file.part(f"word/footer-{face}.xml")) == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("kind", [Kind.FORM, Kind.LETTER])
def test_forms_and_letters_begin_at_once(kind: Kind) -> None:
    file = word.File(write(sample.document(kind), sample.RESOURCES, Style()))
    assert "word/header-cover.xml" not in file.archive.namelist()
    assert word.text(file.part("word/header-portrait.xml")) == sample.document().notice


def test_footnotes_are_real(file: word.File) -> None:
    notes = file.part("word/footnotes.xml").findall(f"{W}footnote")
    assert [note.get(f"{W}id") for note in notes] == ["-1", "0", "1", "2"]
    assert word.text(notes[2]) == ") 2024년 대한아토피피부염학회 진료지침"
    calls = [call.get(f"{W}id") for call in file.body.iter(f"{W}footnoteReference")]
    assert calls == ["1", "2"]


def test_links_of_notes_belong_to_the_notes_part() -> None:
    note = Footnote((Link("https://example.org/a?b=1&c=2", (Text("주소"),)), Footnote((Text("속의 주"),))), 1)
    file = written(sample.paragraph("본문", note, Link("javascript:alert(1)", (Text("위험"),))))
    relations = file.part("word/_rels/footnotes.xml.rels")
    assert [relation.get("Target") for relation in relations] == ["https://example.org/a?b=1&c=2"]
    assert "(속의 주)" in word.text(file.part("word/footnotes.xml"))
    assert b"javascript" not in file.archive.read("word/_rels/document.xml.rels")


def test_pictures_with_their_alternative_text(file: word.File) -> None:
    pictures = [
        (element.get("descr"), element.getparent())
        for element in file.body.iter()
        if etree.QName(element).localname == "docPr"
    ]
    assert [descr for descr, _ in pictures] == ["채취에서 투여까지 세 단계", "시간에 따른 생존율"]
    assert [etree.QName(element).localname for element in file.body.iter()].count("svgBlip") == 1
    suffixes = sorted(name.rpartition(".")[2] for name in file.archive.namelist() if name.startswith("word/media/"))
    assert suffixes == ["png", "png", "svg"]
    extents = [element for element in file.body.iter() if etree.QName(element).localname == "extent"]
    width, height = (int(extents[0].get(side) or 0) for side in ("cx", "cy"))
    assert width == pytest.approx(0.8 * 170 * 36000, rel=0.001)
    assert width / height == pytest.approx(4, rel=0.001)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (None, "render.figure-missing"),
        (b"GIF89a", "render.figure-broken"),
        (b"\x89PNG\r\n\x1a\n", "render.figure-broken"),
        (b"\xff\xd8\xff\xe0\x00\x04ab\x00", "render.figure-broken"),
        (b"<svg", "render.figure-broken"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="nan" viewBox="0 0 a b"/>', "render.figure-broken"),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/hostname"/></svg>',
            "render.figure-unsafe",
        ),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script/></svg>', "render.figure-unsafe"),
        (
            b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">&a;</svg>',
            "render.figure-unsafe",
        ),
    ],
)
def test_figures_that_are_absent_or_unfit_are_refused(data: bytes | None, rule: str) -> None:
    document = Document(
        "d", Bilingual("문서"), "ko", sections=(Section("s", Bilingual("절"), blocks=(Figure("f", ""),)),)
    )
    with pytest.raises(RenderingError) as refused:
        write(document, {} if data is None else {"f": data}, Style())
    assert [finding.rule for finding in refused.value.findings] == [rule]
    assert refused.value.findings[0].place.section == "s"


def test_a_jpeg_keeps_its_proportions() -> None:
    header = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x64\x00\xc8\x03" + bytes(20)
    document = Document(
        "d", Bilingual("문서"), "ko", sections=(Section("s", Bilingual("절"), blocks=(Figure("f", ""),)),)
    )
    body = word.File(write(document, {"f": header}, Style())).body
    extent = next(element for element in body.iter() if etree.QName(element).localname == "extent")
    assert int(extent.get("cx") or 0) / int(extent.get("cy") or 1) == pytest.approx(2, rel=0.001)


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\x7f", "\x85", "\ufffe", "\ud800"])
def test_a_character_that_no_file_may_hold_is_named(character: str) -> None:
    with pytest.raises(RenderingError) as refused:
        written(sample.paragraph(f"투여량{character}1.0"))
    (finding,) = refused.value.findings
    assert finding.rule == "render.control-character"
    assert f"U+{ord(character):04X}" in finding.message.ko
    assert finding.place.section == "s"
    assert character not in finding.message.ko


def test_markup_in_text_stays_text() -> None:
    nasty = "</w:t></w:r>\"'<![CDATA[&amp;\\u0001]]>\t\\b"
    body = written(sample.paragraph(nasty, Field(nasty + "\n둘째 줄", (nasty,), nasty, nasty))).body
    assert word.text(body).count("</w:t></w:r>\"'<![CDATA[&amp;\\u0001]]>") == 2
    assert len(list(body.iter(f"{W}br"))) == 1


def test_properties_are_the_documents_own(file: word.File) -> None:
    properties = docx.Document(io.BytesIO(file.data)).core_properties
    assert (properties.title, properties.subject, properties.author) == ("연구계획서", sample.STUDY, "한빛대학교병원")
    assert (properties.version, properties.language, properties.identifier) == ("1.2", "ko-KR", "RP-2026-001")
    assert properties.created == properties.modified == datetime(2026, 11, 22, tzinfo=UTC)


def test_every_font_slot_holds_the_korean_font(file: word.File) -> None:
    styles = file.part("word/styles.xml")
    fonts = list(styles.iter(f"{W}rFonts"))
    slots = {f"{W}{slot}": "맑은 고딕" for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
    assert len(fonts) > 40
    assert all(len(font.attrib) == 4 and all(font.get(slot) == name for slot, name in slots.items()) for font in fonts)
    assert styles.find(f".//{W}lang").get(f"{W}eastAsia") == "ko-KR"  # type: ignore[union-attr]
    assert word.value(file.part("word/fontTable.xml"), f"{W}font/{W}altName") == "Malgun Gothic"


def test_an_english_copy_speaks_english() -> None:
    file = word.File(write(sample.document(language="en"), sample.RESOURCES, Style(), LAYOUT))
    titles = [text for style, _, text in word.paragraphs(file) if style == "TOCHeading"]
    assert titles == ["Contents", "List of tables", "List of figures"]
    assert (
        word.text(file.part("word/footer-portrait.xml"))
        == "RP-2026-001 · Version\N{NO-BREAK SPACE}1.2 · 22 November 20261 / 13"
    )


def test_an_empty_document_and_empty_lists_are_sound() -> None:
    file = word.File(write(Document("d", Bilingual(""), "ko", contents=(Contents(),)), {}, Style()))
    assert [element.tag for element in file.body[0]] == [f"{W}sectPr"]


def test_the_same_bytes_again_and_elsewhere() -> None:
    first = write(sample.document(), sample.RESOURCES, Style(), LAYOUT)
    assert write(sample.document(), sample.RESOURCES, Style(), LAYOUT) == first
    script = (
        "import sample, sys; from regdocs.formats.docx.write import write; from regdocs.template_set.style import Style;"
        "sys.stdout.buffer.write(write(sample.document(), sample.RESOURCES, Style()))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Seoul", "PYTHONPATH": str(Path(__file__).parent)}
    again = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True).stdout
    assert again == write(sample.document(), sample.RESOURCES, Style())


def test_the_package_is_in_order(file: word.File) -> None:
    names = file.archive.namelist()
    assert names[0] == "[Content_Types].xml"
    assert names[1:] == sorted(names[1:])
    assert {entry.date_time for entry in file.archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    for name in names:
        if name.endswith(".rels"):
            folder = re.sub(r"_rels/[^/]+$", "", name)
            for relation in etree.fromstring(file.archive.read(name)):
                if relation.get("TargetMode") != "External":
                    assert os.path.normpath(folder + (relation.get("Target") or "")) in names


def test_addresses_are_made_fit_for_word() -> None:
    targets = ("https://example.org/가 나?q=1%20", "https://[broken/", "HTTPS://example.org", "ftp://example.org")
    file = written(sample.paragraph(*(Link(target, (Text("x"),)) for target in targets)))
    relations = [relation.get("Target") for relation in file.part("word/_rels/document.xml.rels")]
    assert [target for target in relations if target and "example" in target] == [
        "https://example.org/%EA%B0%80%20%EB%82%98?q=1%20",
        "HTTPS://example.org",
    ]
    assert not any(target and "broken" in target for target in relations)


def test_nesting_past_all_measure_is_refused() -> None:
    inline: Inline = Text("x")
    for _ in range(5000):
        inline = Styled(LookOf.STRONG, (inline,))
    with pytest.raises(RenderingError, match="nested too deeply"):
        written(sample.paragraph(inline))
