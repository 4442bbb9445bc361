"""The redline: each kind of change by the mark that Word has for it, and both revisions in one file."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace
from redline_proof import DOT, PICTURES, assert_both_states, bare, part, redlined

from regdocs.document.block import (
    Block,
    Box,
    Cell,
    Column,
    Contents,
    Figure,
    Item,
    ItemList,
    Landscape,
    Marker,
    Paragraph,
    Row,
    Table,
)
from regdocs.document.document import Document, Section
from regdocs.document.inline import Field, Footnote, Inline, Link, Reference, Style, Styled, Text
from regdocs.finding import ExitCode
from regdocs.formats.docx.wording import wording
from regdocs.formats.docx.write import write
from regdocs.formats.format import Layout
from regdocs.language import Bilingual
from regdocs.review.documents import compare_documents
from regdocs.review.redline import RedlineMismatch, redline
from regdocs.review.redline.proof import prove
from regdocs.review.redline.untracked import Why
from regdocs.template_set.style import Style as Look

SAME = "바뀌지 않는 문단이다."


def text(*parts: Inline | str, role: str = "") -> Paragraph:
    return Paragraph(tuple(Text(part) if isinstance(part, str) else part for part in parts), role)


def paper(*blocks: Block, **head: str) -> Document:
    section = Section("dose", Bilingual("용량"), "1.", (text(SAME), *blocks, text("끝 문단이다.")))
    return Document("plan", Bilingual("계획서"), "ko", date="2026-11-22", sections=(section,), **head)  # type: ignore[arg-type]


def table(*rows: tuple[str, ...], number: str = "표 1", label: str = "") -> Table:
    cells = tuple(Row(tuple(Cell((Text(each),)) for each in row)) for row in rows)
    return Table((Column(1 / len(rows[0])),) * len(rows[0]), cells, 1, (Text("결과"),), label, number)


def items(*texts: str, marker: Marker = Marker.NUMBER) -> ItemList:
    return ItemList(tuple(Item((text(each),)) for each in texts), marker)


def dose(words: str) -> Field:
    return Field(words, ("design.dose",), words)


ROWS = (("항목", "값"), ("생존율", "80 %"), ("순도", "95 %"))
CASES: dict[str, tuple[tuple[Block, ...], tuple[Block, ...], tuple[str, ...]]] = {
    "a word": (
        (text("투여 후 8주간 관찰한다."),),
        (text("투여 후 12주간 관찰한다."),),
        (
            '<w:del><w:r><w:delText xml:space="preserve">8주간</w:delText></w:r></w:del>',
            '<w:ins><w:r><w:t xml:space="preserve">12주간</w:t></w:r></w:ins>',
        ),
    ),
    "a particle": (
        (text("세포를 투여한다."),),
        (text("세포가 투여한다."),),
        ('<w:delText xml:space="preserve">를</w:delText>', '<w:t xml:space="preserve">가</w:t>'),
    ),
    "a paragraph more": (
        (),
        (text("새 문단이다."),),
        ('<w:pPr><w:pStyle w:val="BodyText"/><w:rPr><w:ins/></w:rPr></w:pPr><w:ins><w:r>',),
    ),
    "a paragraph less": (
        (text("없어질 문단이다."),),
        (),
        ('<w:pPr><w:pStyle w:val="BodyText"/><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText',),
    ),
    "a value in its control": (
        (text("용량은 ", dose("5 mL"), "이다."),),
        (text("용량은 ", dose("9 mL"), "이다."),),
        (
            "<w:sdtContent><w:del>",
            "<w:delText",
            "</w:del><w:ins>",
            "</w:ins></w:sdtContent></w:sdt>",
        ),
    ),
    "a value more": (
        (text("용량이다."),),
        (text("용량이다. ", dose("9 mL")),),
        (
            "<w:customXmlInsRangeStart/><w:sdt>",
            "<w:sdtContent><w:customXmlInsRangeEnd/><w:ins>",
            "</w:ins><w:customXmlInsRangeStart/></w:sdtContent></w:sdt><w:customXmlInsRangeEnd/>",
        ),
    ),
    "the look of a word": (
        (text("아주 중요하다."),),
        (text("아주 ", Styled(Style.STRONG, (Text("중요"),)), "하다."),),
        ("<w:rPr><w:b/><w:bCs/><w:rPrChange><w:rPr/></w:rPrChange></w:rPr>",),
    ),
    "the look of a paragraph": (
        (text("비고이다."),),
        (text("비고이다.", role="note"),),
        ('<w:pStyle w:val="Note"/><w:pPrChange><w:pPr><w:pStyle w:val="BodyText"/></w:pPr></w:pPrChange>',),
    ),
    "a row more, a row less, a cell": (
        (table(*ROWS, ("무균", "음성")),),
        (table(ROWS[0], ("내독소", "0.5 EU/mL 이하이다"), ("생존율", "85 %"), ROWS[2]),),
        (
            '<w:trHeight w:val="340" w:hRule="atLeast"/><w:ins/></w:trPr>',
            '<w:trHeight w:val="340" w:hRule="atLeast"/><w:del/></w:trPr>',
            '<w:delText xml:space="preserve">80',
        ),
    ),
    "a table more": (
        (),
        (table(*ROWS),),
        ('<w:trHeight w:val="340" w:hRule="atLeast"/><w:tblHeader/><w:ins/></w:trPr>',),
    ),
    "a box less": ((Box("note", (text("상자 안이다."),)),), (), ('<w:cantSplit w:val="off"/><w:del/></w:trPr>',)),
    "an item more in its list": (
        (items("하나다", "셋이다"),),
        (items("하나다", "둘이다", "셋이다"),),
        ('<w:numId w:val="2"/></w:numPr><w:rPr><w:ins/></w:rPr>',),
    ),
    "another marker": (
        (items("하나다", "둘이다"),),
        (items("하나다", "둘이다", marker=Marker.HANGUL),),
        ('<w:pPrChange><w:pPr><w:pStyle w:val="ListParagraph"/><w:numPr>',),
    ),
    "a list whose markers are text": (
        (items("하나다", "둘이다", marker=Marker.HANGUL_CIRCLE),),
        (items("새것이다", "하나다", "둘이다", marker=Marker.HANGUL_CIRCLE),),
        ('<w:delText xml:space="preserve">㉮</w:delText>', '<w:t xml:space="preserve">㉯</w:t>'),
    ),
    "another picture": (
        (Figure("figures/1.png", "흐름도", (Text("흐름"),), number="그림 1"),),
        (Figure("figures/4.png", "새 흐름도", (Text("흐름"),), number="그림 1"),),
        ("<w:del><w:r><w:drawing>", "<w:ins><w:r><w:drawing>"),
    ),
    "a caption counted anew": (
        (table(*ROWS, number="표 1", label="a"), text("표를 본다: ", Reference("a", "표 1"))),
        (table(*ROWS, number="표 2", label="a"), text("표를 본다: ", Reference("a", "표 2"))),
        ('<w:delText xml:space="preserve">1</w:delText>',),
    ),
    "a link's text": (
        (text(Link("https://example.org/", (Text("옛 이름"),))),),
        (text(Link("https://example.org/", (Text("새 이름"),))),),
        ('w:history="1"><w:del>', "</w:ins><w:r>"),
    ),
    "pages turned": (
        (text("가로로 놓일 것."),),
        (Landscape((table(*ROWS),)),),
        ('w:orient="landscape"', "<w:ins/></w:trPr>"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_change_has_its_mark(name: str) -> None:
    before, after, marks = CASES[name]
    pictures = {**PICTURES, "figures/4.png": DOT + b"another"}
    old, new = paper(*before), paper(*after)
    made = redlined(old, new, pictures)
    found = bare(made.data)
    for mark in marks:
        assert mark in found
    assert_both_states(made.data, old, new, pictures)


def test_what_moved_is_named_at_both_places() -> None:
    moved = text("이 문단은 다른 곳으로 옮겨지는 문단으로서 말이 여럿이다.")
    others = [text(f"{number}번째의 다른 문단이며 제자리에 있다.") for number in range(3)]
    old, new = paper(moved, *others), paper(*others, moved)
    data = redlined(old, new).data
    body = part(data)
    for kind in ("moveFrom", "moveTo"):
        (start,) = re.findall(rf'<w:{kind}RangeStart w:id="(\d+)"[^>]* w:name="(.*?)"/>', body)
        assert re.findall(rf'<w:{kind}RangeEnd w:id="(\d+)"/>', body) == [start[0]]
        assert start[1] == "move-1"
        assert f"<w:rPr><w:{kind} " in body
    assert_both_states(data, old, new)


@pytest.mark.parametrize("kind", ["paragraph", "item", "section"])
def test_what_moved_and_changed_shows_gone_words_where_it_was_and_new_ones_where_it_is(kind: str) -> None:
    said = "이 부분은 다른 곳으로 옮겨지며 투여 후 {}주간 관찰한다고 말하는 곳이다."
    stays = [f"{number}번째 것은 제자리에 있으며 다른 말을 하는 것이다." for number in range(3)]

    def made(*texts: str) -> Document:
        match kind:
            case "paragraph":
                return paper(*map(text, texts))
            case "item":
                return paper(items(*texts))
        sections = [Section("s" + each[:1], Bilingual("절" + each[:1]), "", (text(each), text(SAME))) for each in texts]
        return replace(paper(), sections=tuple(sections))

    old, new = made(said.format(8), *stays), made(*stays, said.format(12))
    data = redlined(old, new).data
    was, now = re.split("<w:moveToRangeStart", bare(data))
    assert '<w:del><w:r><w:delText xml:space="preserve">8주간</w:delText></w:r></w:del><w:moveFrom>' in was
    assert '<w:ins><w:r><w:t xml:space="preserve">12주간</w:t></w:r></w:ins><w:moveTo>' in now
    assert_both_states(data, old, new)


def test_a_footnote_is_tracked_where_it_stands_and_in_its_text() -> None:
    old = paper(text("본문", Footnote((Text("옛 각주이다."),), 1)), text("둘째", Footnote((Text("없어질 각주"),), 2)))
    new = paper(
        text("본문", Footnote((Text("새 각주이다."),), 1)), text("둘째"), text("셋째", Footnote((Text("더"),), 2))
    )
    data = redlined(old, new).data
    notes = bare(data, "word/footnotes.xml")
    assert '<w:del><w:r><w:delText xml:space="preserve">옛</w:delText></w:r></w:del>' in notes
    assert '<w:del><w:r><w:delText xml:space="preserve">없어질 각주</w:delText></w:r></w:del>' in notes
    assert '<w:ins><w:r><w:t xml:space="preserve">더</w:t></w:r></w:ins>' in notes
    assert_both_states(data, old, new)


def test_headers_and_footers_say_what_they_said() -> None:
    old = paper(revision="1.0", number="RG-1", notice="초안")
    new = replace(paper(revision="1.1", number="RG-1"), date="2026-12-01")
    data = redlined(old, new).data
    header, footer = bare(data, "word/header-portrait.xml"), bare(data, "word/footer-portrait.xml")
    assert '<w:del><w:r><w:delText xml:space="preserve">초안</w:delText>' in header
    assert '<w:delText xml:space="preserve">1.0</w:delText>' in header
    assert '<w:t xml:space="preserve">1.1</w:t>' in footer
    assert "<w:ins>" in footer
    assert 'w:date="2026-12-01T00:00:00Z"' in part(data)[:10_000] or 'w:date="2026-12-01T00:00:00Z"' in part(
        data, "word/footer-portrait.xml"
    )


def test_headings_and_contents_count_in_both_states() -> None:
    def chapters(*titles: str) -> Document:
        sections = tuple(Section(title, Bilingual(title), f"{n}.", (text(SAME),)) for n, title in enumerate(titles, 1))
        return replace(paper(), contents=(Contents(),), sections=sections)

    old, new = chapters("서론", "방법", "결과"), chapters("서론", "대상", "방법")
    data = redlined(old, new).data
    assert_both_states(data, old, new)
    assert '<w:delText xml:space="preserve">3. 결과</w:delText>' in bare(data)


def test_contents_have_the_pages_of_both_layouts() -> None:
    section = Section("dose", Bilingual("용량"), "1.", (text(SAME),))
    old = replace(paper(), contents=(Contents(),), sections=(section, Section("gone", Bilingual("옛 절"), "2.")))
    new = replace(paper(), contents=(Contents(),), sections=(section, Section("come", Bilingual("새 절"), "2.")))
    layouts = Layout(9, {"dose": 3, "gone": 4}), Layout(9, {"dose": 5, "come": 6})
    data = redline(compare_documents(old, new), Look(), layouts=layouts).data
    for accept, wanted in ((True, ["1. 용량\t5", "2. 새 절\t6"]), (False, ["1. 용량\t3", "2. 옛 절\t4"])):
        lines = [line.removeprefix("TOC1:  ") for line in wording(data, accept).lines if line.startswith("TOC1")]
        assert lines == wanted


def test_columns_cannot_be_tracked_and_it_says_so() -> None:
    old, new = paper(table(("항목", "값"), ("가", "1"))), paper(table(("항목", "값", "비고"), ("가", "1", "-")))
    made = redlined(old, new)
    assert [(each.section, each.why) for each in made.untracked] == [("dose", Why.COLUMNS)]
    assert_both_states(made.data, old, new)


def test_merged_cells_may_come_and_go() -> None:
    def grouped(*names: str) -> Table:
        first = Row((Cell((Text("군"),), rowspan=len(names)), Cell((Text(names[0]),))))
        rest = (Row((Cell((Text(name),)),)) for name in names[1:])
        return Table((Column(0.5), Column(0.5)), (first, *rest))

    old, new = paper(grouped("가", "나", "다")), paper(grouped("나", "다", "라", "마"))
    assert_both_states(redlined(old, new).data, old, new)


@pytest.mark.parametrize("side", ["old", "new"])
def test_a_paper_that_only_one_side_has_is_tracked_as_a_whole(side: str) -> None:
    document = replace(paper(table(*ROWS), items("하나"), Box("note", (text("상자"),))), contents=(Contents(),))
    comparison = compare_documents(document if side == "old" else None, document if side == "new" else None)
    data = redline(comparison, Look()).data
    empty = replace(document, contents=(), sections=())
    assert_both_states(data, *((document, empty) if side == "old" else (empty, document)))


def test_the_same_comparison_gives_the_same_bytes_and_every_mark_an_id_of_its_own() -> None:
    old, new = paper(text("하나"), table(*ROWS)), paper(text("둘"), table(*ROWS[:2]))
    data = redlined(old, new, author="홍길동 & 동료").data
    assert data == redlined(old, new, author="홍길동 & 동료").data
    body = part(data)
    assert set(re.findall(r'w:author="([^"]*)"', body)) == {"홍길동 &amp; 동료"}
    ids = re.findall(r'<w:(?:ins|del|bookmarkStart) w:id="(\d+)"', body)
    assert len(ids) == len(set(ids)) > 4


def test_a_redline_that_lost_a_word_is_refused() -> None:
    old, new = paper(text("하나")), paper(text("둘"))
    data, before, after = redlined(old, new).data, write(old, {}, Look()), write(new, {}, Look())
    prove(data, before, after, "plan")
    with pytest.raises(RedlineMismatch) as raised:
        prove(data, write(paper(text("셋")), {}, Look()), after, "plan")
    assert raised.value.exit_code is ExitCode.MISMATCH
    assert [finding.rule for finding in raised.value.findings] == ["redline.mismatch"]
    assert "셋" in raised.value.findings[0].message.ko
