"""The HWPX read back: what we wrote, what people leave in files of their own, and what is no such file."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile

import pytest
from paper import DOSE, File, document, edited, items, paragraph, with_parts

from regdocs.document.block import Box, Marker
from regdocs.document.document import Section
from regdocs.document.inline import Field
from regdocs.formats.hwpx.read import read
from regdocs.formats.reading import read as read_any
from regdocs.formats.rendered import Left, ReadParagraph, ReadTable, Rendered, Use
from regdocs.formats.unreadable import UnreadableFile
from regdocs.language import Bilingual

FILE = File(document())
LAST = "Contents/section3.xml"


@pytest.fixture(scope="module")
def rendered() -> Rendered:
    return read(FILE.data)


def left(data: bytes) -> list[tuple[Left, str, str]]:
    return [(each.kind, each.text, each.author) for each in read(data).leftovers]


def paragraphs(data: bytes) -> list[ReadParagraph]:
    return list(read(data).paragraphs())


def one(run: str) -> bytes:
    """A file whose last paragraph holds `run` after its own."""
    return edited(FILE.data, LAST, "마지막</hp:t></hp:run>", f"마지막</hp:t></hp:run>{run}")


def test_headings_have_their_levels_and_numbers(rendered: Rendered) -> None:
    found = [(each.heading.level, each.title) for each in rendered.tree().walk() if each.heading]
    assert found == [(1, "1 투여"), (1, "1-1 기준과 시험방법"), (1, "2 가로 쪽"), (1, "끝")]


def test_lists_are_counted_as_hangul_does(rendered: Rendered) -> None:
    numbers = {each.text: each.number for each in rendered.paragraphs()}
    assert [numbers[each] for each in ("셋째부터", "넷째", "안쪽 가", "안쪽 나", "이어서", "점")] == [
        "3.",
        "4.",
        "가)",
        "나)",
        "",
        "",
    ]
    assert "㉮ 동그라미" in numbers


MARKERS = [
    (Marker.NUMBER, "1. 2."), (Marker.HANGUL, "가. 나."), (Marker.NUMBER_PARENTHESIS, "1) 2)"),
    (Marker.HANGUL_PARENTHESIS, "가) 나)"), (Marker.NUMBER_BRACKETS, "(1) (2)"), (Marker.HANGUL_BRACKETS, "(가) (나)"),
    (Marker.NUMBER_CIRCLE, "① ②"), (Marker.BULLET, " "), (Marker.LETTER, "a. b."), (Marker.LETTER_BRACKETS, "(a) (b)"),
]  # fmt: skip


@pytest.mark.parametrize(("marker", "numbers"), MARKERS)
def test_every_marker_begins_anew_with_each_list(marker: Marker, numbers: str) -> None:
    twice = (items(marker, "하나", "둘"), paragraph("사이"), items(marker, "하나", "둘"))
    found = paragraphs(File(document(Section("s", Bilingual("절"), "", twice))).data)
    assert " ".join(each.number for each in found if each.text in ("하나", "둘")) == f"{numbers} {numbers}"


def test_tables_keep_their_spans_and_head_cells(rendered: Rendered) -> None:
    table = next(each for each in rendered.blocks if isinstance(each, ReadTable))
    found = [[(cell.text, cell.colspan, cell.rowspan, cell.header) for cell in row] for row in table.rows]
    assert found == [
        [("시험항목", 1, 1, True), ("기준", 1, 1, True), ("판정", 1, 1, True)],
        [("생존율", 1, 2, False), ("80 % 이상", 1, 1, False), ("○", 1, 1, False)],
        [("두 번째\u00a0기준", 1, 1, False), ("○", 1, 1, False)],
        [("합친 칸", 2, 1, True), ("첫 줄\n둘째 줄", 1, 1, False)],
    ]


def test_a_box_is_text_and_not_a_table(rendered: Rendered) -> None:
    assert "상자 안" in [each.text for each in rendered.blocks if isinstance(each, ReadParagraph)]


def test_values_know_where_they_come_from(rendered: Rendered) -> None:
    controls = [control for each in rendered.paragraphs() for control in each.controls]
    assert [(each.text, each.paths, each.format, each.gap) for each in controls] == [
        (DOSE.text, DOSE.paths, "quantity", False),
        ("[미기재]", ("insurance.amount",), "", True),
    ]
    assert [each.gaps for each in rendered.paragraphs() if each.gaps] == [("[미기재]",)]


PATHS = [("a.b", ""), ("arms[arm one].dose", "date"), ("people[김, 이].name", "quantity")]


@pytest.mark.parametrize(("path", "form"), PATHS)
def test_a_path_comes_back_as_it_went(path: str, form: str) -> None:
    value = Field("값", (path, "other.path"), None, form)
    found = paragraphs(File(document(Section("s", Bilingual("절"), "", (paragraph(value),)))).data)
    (control,) = [control for each in found for control in each.controls]
    assert (control.paths, control.format) == ((path, "other.path"), form)


def test_notes_captions_and_lists_are_told_apart(rendered: Rendered) -> None:
    assert rendered.notes == ("첫 각주", f"둘째 {DOSE.text}")
    captions = [each.text for each in rendered.paragraphs() if each.use is Use.CAPTION]
    assert captions == ["표 1 출하시험 기준", "표 1 출하시험 기준", "그림 1 흐름", "그림 1 흐름"]
    contents = [each.text for each in rendered.paragraphs() if each.use is Use.CONTENTS]
    assert contents[:2] == ["목차", "1 투여\t4"]
    assert sum(each.figures for each in rendered.paragraphs()) == 2


def test_the_file_says_what_it_is(rendered: Rendered) -> None:
    assert (rendered.format, rendered.document, rendered.language, rendered.revision) == (
        "hwpx",
        "research-plan",
        "ko",
        "1.2",
    )
    assert rendered.properties["title"] == "연구계획서"
    assert any("예시: 모두 가상의 값" in each and "제1.2판" in each for each in rendered.around)
    assert rendered.leftovers == ()


def test_bold_text_is_strong(rendered: Rendered) -> None:
    strong = {each.text for each in rendered.paragraphs() if each.strong}
    assert {"1 투여", "표 1 출하시험 기준", "시험항목"} <= strong
    assert not {"점", "마지막"} & strong


BOX = (
    '<hp:run charPrIDRef="0"><hp:rect><hp:drawText><hp:subList><hp:p paraPrIDRef="0" styleIDRef="1"><hp:run charPrIDRef="0">'
    "<hp:t>상자 글</hp:t></hp:run></hp:p></hp:subList></hp:drawText></hp:rect></hp:run>"
)
MEMO = (
    '<hp:run charPrIDRef="0"><hp:ctrl><hp:fieldBegin id="900" type="MEMO"><hp:subList><hp:p paraPrIDRef="0" styleIDRef="1">'
    '<hp:run charPrIDRef="0"><hp:t>다시 볼 것</hp:t></hp:run></hp:p></hp:subList></hp:fieldBegin></hp:ctrl></hp:run>'
)
CHANGE = (
    '<hp:run charPrIDRef="0"><hp:t><hp:deleteBegin Id="1" TcId="1"/>지운 말<hp:deleteEnd Id="1" TcId="1"/>'
    '<hp:insertBegin Id="2" TcId="2"/> 넣은 말<hp:insertEnd Id="2" TcId="2"/></hp:t></hp:run>'
)
LEFT = [
    (BOX, (Left.TEXT_BOX, "상자 글", "")),
    (MEMO, (Left.COMMENT, "다시 볼 것", "")),
    (CHANGE, (Left.TRACKED, "지운 말 / 넣은 말", "")),
    ('<hp:run charPrIDRef="0"><hp:ole/></hp:run>', (Left.EMBEDDED, "OLE", "")),
    (
        '<hp:run charPrIDRef="0"><hp:t><hp:markpenBegin color="#FFFF00"/>칠한 말<hp:markpenEnd/> 뒤</hp:t></hp:run>',
        (Left.HIGHLIGHT, "칠한 말", ""),
    ),
    ('<hp:run charPrIDRef="0"><hp:textart text="초안"/></hp:run>', (Left.WATERMARK, "초안", "")),
    (
        '<hp:run charPrIDRef="0"><hp:pic><hc:img binaryItemIDRef="image9"/></hp:pic></hp:run>',
        (Left.LOST_PICTURE, "image9", ""),
    ),
]


@pytest.mark.parametrize(("run", "expected"), LEFT, ids=[str(each[0].value) for _, each in LEFT])
def test_what_was_left_in_is_told(run: str, expected: tuple[Left, str, str]) -> None:
    assert left(one(run)) == [expected]


def test_a_tracked_change_reads_as_accepted_and_names_its_author() -> None:
    data = edited(
        one(CHANGE),
        "Contents/header.xml",
        "</hh:refList>",
        '<hh:trackChanges><hh:trackChange id="1" authorID="7"/></hh:trackChanges>'
        '<hh:trackChangeAuthors><hh:trackChangeAuthor id="7" name="김검토"/></hh:trackChangeAuthors></hh:refList>',
    )
    assert left(data) == [(Left.TRACKED, "지운 말 / 넣은 말", "김검토")]
    assert paragraphs(data)[-1].text == "마지막 넣은 말"


def test_white_and_tiny_text_is_hidden() -> None:
    for shape in ('height="100" textColor="#000000"', 'height="1000" textColor="#FFFFFF"'):
        data = edited(
            FILE.data,
            "Contents/header.xml",
            "</hh:charProperties>",
            f'<hh:charPr id="900" {shape}/></hh:charProperties>',
        )
        data = edited(
            data,
            LAST,
            "마지막</hp:t></hp:run>",
            '마지막</hp:t></hp:run><hp:run charPrIDRef="900"><hp:t>숨은 말</hp:t></hp:run>',
        )
        assert left(data) == [(Left.HIDDEN, "숨은 말", "")]
        assert paragraphs(data)[-1].text == "마지막"


def test_white_text_on_a_dark_cell_is_seen() -> None:
    white = '<hh:charPr id="900" height="1000" textColor="#FFFFFF"/></hh:charProperties>'
    dark = '<hh:borderFill id="900"><hc:fillBrush><hc:winBrush faceColor="#1F3A5F"/></hc:fillBrush></hh:borderFill></hh:borderFills>'
    data = edited(FILE.data, "Contents/header.xml", "</hh:charProperties>", white)
    data = edited(data, "Contents/header.xml", "</hh:borderFills>", dark)
    section = FILE.archive.read("Contents/section1.xml").decode()
    start = section.rindex("<hp:tc ", 0, section.index("판정"))
    end = section.index("</hp:tc>", start)
    cell = re.sub(r'charPrIDRef="\d+"', 'charPrIDRef="900"', section[start:end])
    for ground, expected in (("900", []), ("1", [(Left.HIDDEN, "판정", "")])):
        shown = re.sub(r'borderFillIDRef="\d+"', f'borderFillIDRef="{ground}"', cell)
        assert (
            left(with_parts(data, {"Contents/section1.xml": (section[:start] + shown + section[end:]).encode()}))
            == expected
        )


def test_scripts_are_told_but_not_the_empty_one_of_every_file() -> None:
    assert left(with_parts(FILE.data, {"Scripts/sourceScripts": b"x" * 300})) == []
    assert left(with_parts(FILE.data, {"Scripts/sourceScripts": b"x" * 3000})) == [
        (Left.SCRIPT, "Scripts/sourceScripts", "")
    ]


def test_headings_that_hangul_counts_have_the_number_beside_the_title() -> None:
    """As where somebody has chosen Hangul's own numbering of the outline."""
    head = FILE.archive.read("Contents/header.xml").decode()
    start = head.index('<hh:numbering id="1"')
    end = head.index("</hh:numbering>", start)
    own = '<hh:numbering id="1" start="0"><hh:paraHead start="1" level="1" numFormat="ROMAN_CAPITAL">^1.</hh:paraHead>'
    data = with_parts(FILE.data, {"Contents/header.xml": (head[:start] + own + head[end:]).encode()})
    assert [(each.number, each.text) for each in paragraphs(data) if each.level] == [
        ("I.", "1 투여"), ("II.", "1-1 기준과 시험방법"), ("III.", "2 가로 쪽"), ("IV.", "끝"),
    ]  # fmt: skip


def test_other_ways_of_saying_the_same_are_read() -> None:
    """The namespaces of KS X 6101:2024, Hangul in pieces as a Mac saves it, and a zip packed in another order."""
    newer = {
        name: FILE.archive.read(name).replace(
            b"http://www.hancom.co.kr/hwpml/2011/", b"http://www.owpml.org/owpml/2024/"
        )
        for name in FILE.archive.namelist()
        if name.startswith("Contents/") and name.endswith(".xml")
    }
    apart = {
        name: unicodedata.normalize("NFD", FILE.archive.read(name).decode()).encode()
        for name in FILE.archive.namelist()
        if name.startswith("Contents/section")
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(FILE.archive.namelist(), reverse=True):
            archive.writestr(name, FILE.archive.read(name))
    usual = [each.text for each in paragraphs(FILE.data)]
    for data in (with_parts(FILE.data, newer), with_parts(FILE.data, apart), buffer.getvalue()):
        assert [each.text for each in read_any(data).paragraphs()] == usual


DAMAGED = [
    (with_parts(FILE.data, {LAST: b"<hs:sec"}), "rendered/damaged"),
    (with_parts(FILE.data, {LAST: b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "rendered/damaged"),
    (
        edited(FILE.data, "Contents/content.hpf", 'href="Contents/section0.xml"', 'href="../../etc/passwd"'),
        "rendered/damaged",
    ),
    (edited(FILE.data, "Contents/content.hpf", 'idref="section', 'idref="x'), "rendered/damaged"),
    (
        edited(FILE.data, "META-INF/manifest.xml", "/>", "><odf:encryption-data/></odf:manifest>"),
        "rendered/encrypted",
    ),
    (FILE.data[: len(FILE.data) // 2], "rendered/damaged"),
]


@pytest.mark.parametrize(("data", "rule"), DAMAGED)
def test_what_cannot_be_read_is_refused_by_name(data: bytes, rule: str) -> None:
    with pytest.raises(UnreadableFile) as error:
        read_any(data)
    assert [each.rule for each in error.value.findings] == [rule]


def test_another_kind_of_file_is_none() -> None:
    with pytest.raises(UnreadableFile, match="HWPX"):
        read(b"%PDF-1.7")


def test_boxes_in_boxes_are_read_through() -> None:
    nested = Box("note", (paragraph("밖"), Box("note", (paragraph("안"),))))
    found = paragraphs(File(document(Section("s", Bilingual("절"), "", (nested,)))).data)
    assert {"밖", "안"} <= {each.text for each in found}
