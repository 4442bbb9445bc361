"""The comparison table as a tree: what each row says of a change, in both layouts and languages."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from msgspec.structs import replace
from two_editions import NEW, OLD, comparison

from regdocs.document.block import Block, Cell, Paragraph, Row, Table
from regdocs.document.document import Document
from regdocs.document.inline import Break, Gap, Inline, Style, Styled, Text
from regdocs.formats.docx.write import write
from regdocs.language import Bilingual
from regdocs.review.change import Assessment, Edition, Impact, Subject
from regdocs.review.compare import compare_trees
from regdocs.review.table import Form, change_table
from regdocs.template_set.style import Style as Look


def shown(inline: Inline) -> str:
    match inline:
        case Text(text):
            return text
        case Styled(Style.UNDERLINE, children):
            return "_" + "".join(map(shown, children)) + "_"
        case Styled():
            return "".join(map(shown, inline.children))
        case Break():
            return "/"
        case Gap():
            return f"[{inline.text}]"
    raise AssertionError(inline)


def lines(row: Row) -> list[str]:
    return ["".join(map(shown, cell.children)) for cell in row.cells]


def tables(document: Document, section: str) -> list[Table]:
    (found,) = (each for each in document.sections if each.id == section)
    return [block for block in found.blocks if isinstance(block, Table)]


def of(document: Document, section: str, part: int = 1) -> list[list[str]]:
    return [lines(row) for row in tables(document, section)[part].rows]


def test_each_change_has_a_row_with_both_sides() -> None:
    rows = of(change_table(comparison()), "changes-plan")
    assert rows[0] == ["연번", "항목", "쪽(전/후)", "변경 전", "변경 후", "변경사유", "비고"]
    assert [row[0] for row in rows[1:]] == [str(number) for number in range(1, len(rows))]
    by_sides = {(row[3], row[4]): row for row in rows[1:]}
    dose = by_sides["한 번에 _5.0×10⁷ cells를_ 투여한다.", "한 번에 _1.0×10⁸ cells을_ 투여한다."]
    assert dose[1] == "3-1 dose 절"
    assert dose[5:] == ["용량 증량/독성시험 결과 반영", "보완요구 2"]
    before = dict.fromkeys(row[3] for row in rows)
    after = dict.fromkeys(row[4] for row in rows)
    assert "<신설>" in before
    assert "<삭제>" in after
    assert "_셋째 문단은 없어질 것이다. <b>&_" in before
    assert "_새 항목_" in after
    (moved,) = (row for row in rows if row[4].startswith("<옮김>"))
    assert "첫째 문단은 옮겨질" in moved[4]
    assert moved[6] == "이동"


def test_a_change_without_a_reason_shows_a_gap() -> None:
    rows = of(change_table(comparison()), "changes-plan")
    assert {row[5] for row in rows[1:]} == {"용량 증량/독성시험 결과 반영", "[변경사유 미기재]", "자구 수정"}


def test_long_passages_are_cut_and_inner_numbers_name_what_they_stand_under() -> None:
    rows = of(change_table(comparison()), "changes-plan")
    (row,) = (row for row in rows if "관찰" in row[4])
    assert row[1] == "3-1 가. inner 절"
    assert row[3].startswith("… ")
    assert row[3].endswith("투여 후 _4_시간 관찰한다.") or row[3].endswith("투여 후 _4시간_ 관찰한다.")
    assert len(row[3]) < 150


def test_the_head_names_the_paper_and_both_editions() -> None:
    document = change_table(comparison())
    head = dict(of(document, "changes-plan", 0))
    assert head == {
        "과제명": "과제",
        "문서명": "plan 문서",
        "문서번호": "N-plan",
        "버전(작성일) – 변경 전": "1.0 (2026-09-01)",
        "버전(작성일) – 변경 후": "1.1 (2026-09-01)",
    }
    assert [section.id for section in document.sections] == ["changes-plan", "changes-form", "changes-withdrawn"]
    assert [section.page_break for section in document.sections] == [False, True, True]


def test_law_style_shows_dashes_for_what_stays() -> None:
    rows = of(change_table(comparison(), "law"), "changes-plan")
    assert rows[0] == ["현행", "개정안", "개정사유"]
    (dose,) = (row for row in rows if "한 번에" in row[0])
    assert dose[1] == "3-1 dose 절/-----_1.0×10⁸ cells을_------"


def test_both_languages_stand_together() -> None:
    document = change_table(comparison(), bilingual=True)
    rows = of(document, "changes-plan")
    assert rows[0][3:5] == ["변경 전 Before", "변경 후 After"]
    assert "용량 증량/독성시험 결과 반영/dose raised" in {row[5] for row in rows}
    english = of(change_table(comparison(), language="en"), "changes-plan")
    assert english[0] == ["No.", "Item", "Page (old/new)", "Before", "After", "Reason", "Remarks"]


@pytest.mark.parametrize("form", ["filing", "law"])
def test_word_opens_the_table(form: Form) -> None:
    data = write(change_table(comparison(), form), {}, Look())
    found = docx.Document(BytesIO(data))
    text = "\n".join(cell.text for table in found.tables for row in table.rows for cell in row.cells)
    assert "5.0×10⁷" in text
    assert "신설되는 절 <script>" in text


def test_a_new_edition_alone_takes_one_row_for_each_paper() -> None:
    found = comparison()
    edition = Assessment(Impact.WORDING)
    changes = [
        replace(each, causes=("revision",), assessment=edition) if each.subject is Subject.HEAD else each
        for each in found.changes
        if each.document != "form" or each.subject is Subject.HEAD
    ]
    document = change_table(replace(found, changes=tuple(changes)))
    assert [section.id for section in document.sections] == ["changes-plan", "changes-withdrawn", "changes-editions"]
    assert of(document, "changes-editions", 0)[1:] == [
        ["form 문서", "N-form", "1.0 (2026-09-01)", "1.1 (2026-09-01)", "–"]
    ]
    assert "판" not in {row[1] for row in of(document, "changes-plan")}
    notes = [
        lines(Row((Cell(block.children),)))[0] for block in document.sections[0].blocks if isinstance(block, Paragraph)
    ]
    assert "그 밖에 판 번호와 날짜만 바뀐 곳의 수: 1" in notes


def test_nothing_changed_is_said() -> None:
    edition = Edition("same", Bilingual("과제"))
    document = change_table(compare_trees(OLD, OLD, (edition, edition)))
    (section,) = document.sections
    blocks: tuple[Block, ...] = section.blocks
    assert [shown(inline) for block in blocks for inline in getattr(block, "children", ())] == [
        "두 판 사이에 바뀐 내용이 없음."
    ]
    assert change_table(compare_trees(OLD, NEW, (edition, edition))) == change_table(
        compare_trees(OLD, NEW, (edition, edition))
    )
