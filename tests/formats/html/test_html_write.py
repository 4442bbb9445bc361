"""The HTML page: structure, lineage, numbering, escaping."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from regdocs.document.block import (
    Align,
    Block,
    Box,
    Cell,
    Column,
    Contents,
    Figure,
    Item,
    ItemList,
    ListKind,
    Marker,
    Paragraph,
    Row,
    Table,
)
from regdocs.document.document import Document, Section
from regdocs.document.inline import (
    Break,
    Citation,
    Field,
    Footnote,
    Gap,
    Inline,
    Link,
    Reference,
    Style,
    Styled,
    Text,
)
from regdocs.finding import RenderingError
from regdocs.formats.html.write import write
from regdocs.language import Bilingual, Language
from regdocs.template_set.style import Style as PageStyle

PNG = b"\x89PNG\r\n\x1a\nrest"


def page(*blocks: Block, language: Language = "ko", sections: tuple[Section, ...] = ()) -> str:
    section = Section("first", Bilingual("첫 절", "First"), "1", blocks)
    document = Document("plan", Bilingual("계획서", "Plan"), language, sections=(section, *sections))
    return write(document, {"dot.png": PNG}, PageStyle())


def tree(*blocks: Block, sections: tuple[Section, ...] = ()) -> ElementTree.Element:
    return ElementTree.fromstring(page(*blocks, sections=sections))


def paragraph(*inlines: Inline) -> Paragraph:
    return Paragraph(inlines)


INLINES: list[tuple[Inline, str]] = [
    (Text('5 < 6 & "7"'), "5 &lt; 6 &amp; &quot;7&quot;"),
    (Text("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;"),
    (Field("3회", ("treatment.doses",)), '<span data-path="treatment.doses">3회</span>'),
    (Field("합 9", ("a.b", "c[x].d")), '<span data-path="a.b c[x].d">합 9</span>'),
    (Field("가\n나", ("a",)), '<span data-path="a">가<br/>나</span>'),
    (
        Field('"><img src=x>', ('x" onclick="y',)),
        '<span data-path="x&quot; onclick=&quot;y">&quot;&gt;&lt;img src=x&gt;</span>',
    ),
    (Gap("[미기재]", "insurance.total"), '<mark class="gap" data-path="insurance.total">[미기재]</mark>'),
    (Styled(Style.SUPERSCRIPT, (Text("2"),)), "<sup>2</sup>"),
    (Styled(Style.STRONG, (Field("1", ("a",)),)), '<strong><span data-path="a">1</span></strong>'),
    (Link("https://www.mfds.go.kr", (Text("식약처"),)), '<a href="https://www.mfds.go.kr">식약처</a>'),
    (Link("javascript:alert(1)", (Text("눌러"),)), "눌러"),
    (Link("file:///etc/passwd", (Text("파일"),)), "파일"),
    (Reference("first", "1"), '<a class="reference" href="#first">1</a>'),
    (Reference("nowhere", "표 9"), "표 9"),
    (Citation(("kim2017",), "[1]"), '<span class="citation" data-keys="kim2017">[1]</span>'),
    (Break(), "<br/>"),
]


@pytest.mark.parametrize(("inline", "markup"), INLINES)
def test_inline(inline: Inline, markup: str) -> None:
    assert f"<p>{markup}</p>" in page(paragraph(inline))


def test_the_page_is_named_dated_and_in_its_language() -> None:
    root = tree(paragraph(Text("x")))
    assert root.get("lang") == "ko"
    assert root.findtext("head/title") == "계획서"
    english = ElementTree.fromstring(page(language="en"))
    assert english.findtext("head/title") == "Plan"
    assert "".join(english.find(".//h1").itertext()) == "1 First"  # type: ignore[union-attr]


def test_headings_follow_the_real_depth_and_stop_at_six() -> None:
    section = Section("s8", Bilingual("여덟"))
    for depth in range(7, 0, -1):
        section = Section(f"s{depth}", Bilingual(f"깊이 {depth}"), sections=(section,))
    root = tree(sections=(section,))
    levels = {found.get("id"): next(child.tag for child in found) for found in root.iter("section")}
    assert [levels[f"s{depth}"] for depth in range(1, 9)] == ["h1", "h2", "h3", "h4", "h5", "h6", "h6", "h6"]


def test_a_heading_prints_its_own_inlines() -> None:
    section = Section("second", Bilingual("투여 3회"), "2", heading=(Text("투여 "), Field("3회", ("doses",))))
    heading = tree(sections=(section,)).find(".//section[@id='second']/h1")
    assert heading is not None
    assert "".join(heading.itertext()) == "2 투여 3회"
    assert heading.find("span[@data-path='doses']") is not None
    assert heading.get("data-label") == "2 투여 3회"


def test_a_table_has_caption_columns_head_and_scopes() -> None:
    header = Row((Cell((Text("항목"),), header=True), Cell((Text("값"),), header=True)))
    body = Row((Cell((Text("세포수"),), header=True), Cell((Text("5"),))))
    columns = (Column(0.25), Column(0.75, Align.RIGHT))
    table = tree(Table(columns, (header, body), 1, (Text("기준"),), "t", "표 1")).find(".//table")
    assert table is not None
    assert table.get("id") == "t"
    assert "".join(table.find("caption").itertext()) == "표 1 기준"  # type: ignore[union-attr]
    assert [column.get("style") for column in table.iter("col")] == ["width:25.00%", "width:75.00%"]
    assert [cell.get("scope") for cell in table.findall("thead/tr/th")] == ["col", "col"]
    assert [cell.get("scope") for cell in table.findall("tbody/tr/th")] == ["row"]
    assert [cell.get("class") for cell in table.findall("tbody/tr/td")] == ["right"]


# Each row as its cells: text, colspan, rowspan; then the alignment each body cell must get.
SPANS = [
    ([[("a", 1, 2), ("b", 1, 1)], [("c", 1, 1)]], [None, "right", "right"]),
    ([[("a", 2, 1)], [("b", 1, 1), ("c", 1, 1)]], [None, None, "right"]),
    ([[("a", 1, 1), ("b", 1, 2)], [("c", 1, 1)]], [None, "right", None]),
    ([[("a", 1, 1)]], [None, "right"]),
    ([[("a", 9, 9)]], [None]),
]


@pytest.mark.parametrize(("rows", "classes"), SPANS)
def test_cells_take_the_alignment_of_their_column(
    rows: list[list[tuple[str, int, int]]], classes: list[str | None]
) -> None:
    built = tuple(Row(tuple(Cell((Text(text),), across, down) for text, across, down in row)) for row in rows)
    root = tree(Table((Column(0.5), Column(0.5, Align.RIGHT)), built))
    assert [cell.get("class") for cell in root.iter("td")] == classes


def test_a_row_with_too_many_cells_is_refused() -> None:
    row = Row((Cell((Text("a"),)), Cell((Text("b"),))))
    with pytest.raises(RenderingError, match="table 표 3: row 1 has more cells than there are columns"):
        page(Table((Column(1.0),), (row,), number="표 3"))


@pytest.mark.parametrize(
    ("marker", "start", "markup"),
    [
        (Marker.BULLET, 1, "<ul>"),
        (Marker.NUMBER, 1, '<ol class="marker-number">'),
        (Marker.HANGUL_PARENTHESIS, 1, '<ol class="marker-hangul-parenthesis">'),
        (Marker.LETTER_BRACKETS, 1, '<ol class="marker-letter-brackets">'),
        (Marker.NUMBER_CIRCLE, 3, '<ol class="marker-number-circle" start="3" style="counter-reset: list-item 2">'),
    ],
)
def test_list_markers(marker: Marker, start: int, markup: str) -> None:
    assert markup in page(ItemList((Item((paragraph(Text("x")),)),), marker, start))


def test_every_marker_has_a_counter_style() -> None:
    sheet = page()
    for marker in Marker:
        if marker is not Marker.BULLET:
            name = marker.name.lower().replace("_", "-")
            assert f".marker-{name} {{ list-style-type: {name} }}" in sheet
            assert f"@counter-style {name} {{" in sheet


def test_footnotes_stand_at_the_end_and_lead_back() -> None:
    root = tree(paragraph(Text("글"), Footnote((Text("설명"),), 1)))
    call = root.find(".//sup[@id='call-1']/a")
    note = root.find(".//footer//li[@id='footnote-1']")
    assert call is not None
    assert note is not None
    assert (call.get("href"), call.text) == ("#footnote-1", "1)")
    assert (note.text or "").strip() == "설명"


def test_figures_are_inside_the_page() -> None:
    root = tree(Figure("dot.png", '점 "하나"', (Text("점"),), "f", "그림 1", 0.5))
    image = root.find(".//figure[@id='f']/img")
    assert image is not None
    assert image.get("src", "").startswith("data:image/png;base64,")
    assert image.get("alt") == '점 "하나"'


def test_contents_list_sections_tables_and_figures() -> None:
    table = Table((Column(1.0),), (Row((Cell((Text("x"),)),)),), 0, (Text("기준"),), "t", "표 1")
    inner = Section("inner", Bilingual("안"), "1-1")
    outer = Section("outer", Bilingual("밖"), "2", (table,), (inner,))
    kinds = tuple(Contents(kind, depth=1) for kind in ListKind)
    root = tree(*kinds, sections=(outer,))
    entries = [(link.get("href"), link.text) for link in root.findall(".//nav//a")]
    assert entries == [("#first", "1 첫 절"), ("#outer", "2 밖"), ("#t", "표 1 기준")]


@pytest.mark.parametrize("role", ['x" onclick="y', "Note Two", "<b>"])
def test_a_role_that_is_no_name_is_left_out(role: str) -> None:
    root = tree(Paragraph((Text("글"),), role), Box(role, (paragraph(Text("안")),)))
    assert [found.get("class") for found in root.iter("p")] == [None, None]
    assert [found.get("class") for found in root.iter("div")] == ["box"]


def test_control_characters_are_named_with_their_place() -> None:
    with pytest.raises(RenderingError) as raised:
        page(paragraph(Text("가\x07나"), Field("\ud800", ("study.title",))))
    assert [(found.message.en, found.place.section, found.place.path) for found in raised.value.findings] == [
        ("control character U+0007 can't be printed", "first", None),
        ("control character U+D800 can't be printed", "first", "study.title"),
    ]


def test_control_characters_in_ids_and_paths_are_refused_too() -> None:
    with pytest.raises(RenderingError, match=r"control character U\+0001"):
        page(paragraph(Field("값", ("study.\x01title",))))


@pytest.mark.parametrize(
    ("resource", "data", "message"),
    [("none.png", None, "there is no such file"), ("bad.png", b"GIF89a", "neither PNG nor JPEG nor SVG")],
)
def test_a_missing_or_unknown_figure_is_named(resource: str, data: bytes | None, message: str) -> None:
    section = Section("s", Bilingual("절"), blocks=(Figure(resource, "그림"),))
    document = Document("plan", Bilingual("계획서"), "ko", sections=(section,))
    with pytest.raises(RenderingError, match=message) as raised:
        write(document, {} if data is None else {resource: data}, PageStyle())
    assert raised.value.findings[0].place.section == "s"


def test_a_style_sheet_cannot_leave_its_element() -> None:
    style = PageStyle(table_header_fill="</style><script>")
    assert "</style><script>" not in write(Document("d", Bilingual("제목"), "ko"), {}, style)
