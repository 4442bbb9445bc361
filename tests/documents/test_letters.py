"""The official letter: 행정업무의 운영 및 혁신에 관한 규정 시행규칙 제2조 and 제4조, point by point."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import docx
import pypdfium2
import pytest
from letter_filing import (
    LETTER,
    composed,
    example,
    filing,
    gaps,
    lists,
    of_documents,
    paragraphs,
    said,
    study_with,
    template_set,
)

from regdocs.compose.computed import computed
from regdocs.compose.inlines import plain
from regdocs.compose.job import jobs
from regdocs.document.block import Block, ItemList, Paragraph
from regdocs.document.document import Document
from regdocs.document.inline import Text
from regdocs.formats.docx import write as word
from regdocs.formats.html import write as html
from regdocs.formats.pdf import write as pdf
from regdocs.language import Bilingual
from regdocs.study.operation import Attachment
from regdocs.submission.load import Submission
from regdocs.submission.narrative import Narrative, Part

LEVELS = ["1.", "가.", "1)", "가)", "(1)", "(가)", "①", "㉮"]
LAST = "1부.  끝."


def letter_of(submission: Submission, *documents: str) -> Document:
    """The letter; with `documents`, as though these were all that the set writes."""
    papers = of_documents("cover-letter", *documents) if documents else None
    return composed(submission, "cover-letter", papers).document


def blocks_of(document: Document) -> tuple[Block, ...]:
    return document.sections[0].blocks


def attached(count: int, copies: int = 1) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(id=f"paper-{number}", role="pledge", title=Bilingual(f"서류 {number}"), copies=copies)
        for number in range(1, count + 1)
    )


def enclosed(document: Document) -> list[str]:
    """The lines of 붙임, as they stand."""
    return paragraphs(blocks_of(document), "enclosure") + paragraphs(blocks_of(document), "enclosed")


# --- 제2조제1항: items


def test_the_levels_of_items_are_the_rules() -> None:
    assert list(template_set().document("cover-letter").specification.lists) == LEVELS


def remarks(text: str) -> Submission:
    """The filing with further items written by its people."""
    part = Part("remarks", "덧붙일 사항", text, 2)
    narrative = Narrative("narrative/cover-letter/letter.md", "cover-letter", "letter", "ko", (part,))
    return replace(filing(), narratives={**example().narratives, ("cover-letter", "letter", "ko"): narrative})


def test_items_are_counted_on_through_eight_levels() -> None:
    text = "\n".join(f"{'   ' * depth}1. {depth + 1}단계" for depth in range(8))
    (body,) = lists(blocks_of(letter_of(remarks(text))))
    found, level = [], body
    while True:
        found.append(level.marker.value)
        inner = lists(level.items[-1].blocks)
        if not inner:
            break
        (level,) = inner
    assert found == LEVELS
    assert (body.start, len(body.items)) == (1, 5)
    assert plain(level.items[0].blocks[0].children) == "8단계"  # type: ignore[union-attr]


def test_word_counts_the_items_in_the_same_way() -> None:
    text = "\n".join(f"{'   ' * depth}1. {depth + 1}단계" for depth in range(8))
    document = letter_of(remarks(text))
    numbering = docx.Document(io.BytesIO(word.write(document, {}, template_set().style))).part.numbering_part.element
    texts = set(numbering.xpath(".//w:lvlText/@w:val"))
    assert {"%1.", "%2.", "%3)", "%4)", "(%5)", "(%6)"} <= texts


def markers(items: ItemList) -> list[tuple[str, int]]:
    """Each list with its length, from the outside in."""
    return [(items.marker.value, len(items.items))] + [
        found for item in items.items for inner in lists(item.blocks) for found in markers(inner)
    ]


@pytest.mark.parametrize("combined", [True, False])
def test_no_single_item_is_numbered(combined: bool) -> None:
    submission = filing(filing__combined_review=combined, filing__contact=None)
    (body,) = lists(blocks_of(letter_of(submission)))
    assert all(length > 1 for _, length in markers(body))
    assert markers(body) == [("1.", 2 + combined), ("가.", 4 + combined), ("가.", 6)]
    assert ("신속·병합 검토" in said(letter_of(submission))) is combined


def test_sentences_are_polite() -> None:
    sentences = re.findall(r"[^.\n]*[가-힣]다\.", said(letter_of(filing())))
    assert len(sentences) == 3
    assert all(sentence.endswith("니다.") for sentence in sentences)


# --- 제4조제2항: head


def test_the_head_names_sender_receiver_and_subject() -> None:
    document = letter_of(filing())
    head = paragraphs(blocks_of(document))[:4]
    assert head == [
        "예시대학교병원",
        "수신  심의위원회 위원장(사무국)",
        "(경유)",
        "제목  고위험 첨단재생의료 임상연구계획의 승인 신청 및 신속·병합 검토 요청",
    ]
    assert document.sections[0].title.ko == ""


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"via": "예시시장"}, "(경유)  예시시장"),
        ({"subject": "연구계획 다시 제출"}, "제목  연구계획 다시 제출"),
    ],
)
def test_what_the_study_says_of_the_letter_is_printed(changes: dict[str, str], line: str) -> None:
    assert line in paragraphs(blocks_of(letter_of(filing({**LETTER, **changes}))))


# --- 제4조제4항 and 제5항: 붙임 and 끝


def test_one_enclosure_has_no_number() -> None:
    document = letter_of(filing(attachments=()), "research-plan")
    assert enclosed(document) == [f"붙임\t첨단재생의료 연구계획서 {LAST}"]


def test_fourteen_enclosures_are_counted_and_end_once() -> None:
    documents = ("data-list", "synopsis", "research-plan", "compensation")
    lines = enclosed(letter_of(filing(attachments=attached(10)), *documents))
    assert len(lines) == 14
    assert lines[0] == "붙임\t1. 자료 전체 목록 1부."
    assert lines[1:4] == [
        "2. 연구요약 1부.",
        "3. 첨단재생의료 연구계획서 1부.",
        "4. 연구대상자 보상 대책 및 규약 1부.",
    ]
    assert lines[4:13] == [f"{number}. 서류 {number - 4} 1부." for number in range(5, 14)]
    assert lines[13] == f"14. 서류 10 {LAST}"


def test_many_attachments_are_named_in_the_list_of_data() -> None:
    lines = enclosed(letter_of(filing(attachments=(*attached(11), *renamed(attached(1, copies=3)))), "research-plan"))
    assert lines == [
        "붙임\t1. 첨단재생의료 연구계획서 1부.",
        "2. 다른 서류 3부.",
        "3. 첨부서류 11건(자료 전체 목록에 적은 서류) 각 1부.  끝.",
    ]


def renamed(attachments: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
    return tuple(each.model_copy(update={"id": "other", "title": Bilingual("다른 서류")}) for each in attachments)


def test_a_signed_original_is_enclosed_once() -> None:
    (signed,) = attached(1)
    signed = signed.model_copy(update={"signed": "research-plan"})
    assert len(enclosed(letter_of(filing(attachments=(signed,)), "research-plan"))) == 1
    assert len(enclosed(letter_of(filing(attachments=(signed,)), "data-list"))) == 2


def test_enclosures_are_the_filings_papers() -> None:
    submission = filing()
    titles = [re.sub(r"^(붙임\t)?\d+\. | 1부\..*$", "", line) for line in enclosed(letter_of(submission))]
    papers = [job.template.specification.title.ko for job in jobs(submission, template_set())][1:]
    assert titles[: len(papers)] == papers


def test_an_institution_is_named_where_each_has_its_own_paper() -> None:
    first = example().study.institutions[0]
    second = first.model_copy(update={"id": "second", "name": Bilingual("둘째병원")})
    lines = enclosed(letter_of(filing(attachments=(), institutions=(first, second)), "approval-application"))
    assert [line.split("신청서")[1] for line in lines] == ["(예시대학교병원) 1부.", f"(둘째병원) {LAST}"]


@pytest.mark.parametrize("documents", [("research-plan",), ("research-plan", "data-list", "synopsis")])
def test_the_end_follows_two_blanks_in_every_format(documents: tuple[str, ...]) -> None:
    document = letter_of(filing(attachments=()), *documents)
    style = template_set().style
    file = docx.Document(io.BytesIO(word.write(document, {}, style)))
    assert [line.text[-8:] for line in file.paragraphs if "끝." in line.text] == [" 1부.  끝."]
    assert html.write(document, {}, style).count("1부.  끝.") == 1
    printed = pypdfium2.PdfDocument(pdf.write(document, {}, style, style_sheet=template_set().style_sheet).data)
    page = printed[0].get_textpage()
    text = page.get_text_range()
    assert text.count("끝.") == 1
    end = text.index("끝.")
    assert text[end - 4 : end] == "1부. "
    one, two = (blank_before(page, text.index(word, end - 6)) for word in ("1부.", "끝."))
    assert two == pytest.approx(2 * one, rel=0.25)
    printed.close()


def blank_before(page: Any, index: int) -> float:
    """The width of the blank before a character, in points, from one glyph's edge to the other's."""
    return float(page.get_charbox(index, loose=True)[0] - page.get_charbox(index - 2, loose=True)[2])


def test_word_hangs_the_enclosures_and_rules_the_letter() -> None:
    document = letter_of(filing(attachments=()), "research-plan", "data-list")
    file = docx.Document(io.BytesIO(word.write(document, {}, template_set().style)))
    styles = [line.style.name for line in file.paragraphs if line.style]
    assert styles.count("Enclosure") == styles.count("Enclosed") == styles.count("Subject") == 1
    assert styles.count("Closing") == 5
    first = file.styles["Enclosure"].paragraph_format
    assert first.left_indent == -first.first_line_indent
    assert file.styles["Enclosed"].paragraph_format.left_indent == first.left_indent
    assert file.styles["Subject"].element.xpath(".//w:pBdr/w:bottom")
    assert file.styles["Closing"].element.xpath(".//w:pBdr/w:top")


# --- 제4조제6항: close


def test_the_close_has_its_lines_in_order() -> None:
    blocks = blocks_of(letter_of(filing()))
    assert paragraphs(blocks, "signature") == ["예시대학교병원장  (직인)"]
    assert [re.sub(r"[\s　]+", " ", line) for line in paragraphs(blocks, "closing")] == [
        "연구간호사 한예비 센터장 오견본 병원장 홍예시 2026. 9. 1.",
        "협조자",
        "시행 연구지원팀-128(2026. 9. 1.) 접수 ( )",
        "우 00000 서울특별시 예시구 가상로 100 / www.hospital.example",
        "전화번호 02-0000-0000 팩스번호 02-0000-0009 / arm@hospital.example / 비공개(6)",
    ]
    roles = [block.role for block in blocks if isinstance(block, Paragraph)]
    assert roles[-6:] == ["signature", *["closing"] * 5]


def test_the_forms_guiding_words_are_not_printed() -> None:
    text = said(letter_of(filing()))
    for word_of_the_form in (
        "행정기관명",
        "발신명의",
        "기안자",
        "검토자",
        "결재권자",
        "도로명주소",
        "홈페이지",
        "공개 구분",
    ):
        assert word_of_the_form not in text


@pytest.mark.parametrize(
    ("name", "title", "sender"),
    [
        ("예시대학교병원", "병원장", "예시대학교병원장"),
        ("서울예시의료원", "의료원장", "서울예시의료원장"),
        ("예시병원", "원장", "예시병원장"),
        ("예시대학교", "총장", "예시대학교 총장"),
        ("㈜예시셀", "대표이사", "㈜예시셀 대표이사"),
    ],
)
def test_the_letter_goes_out_in_the_name_of_the_head(name: str, title: str, sender: str) -> None:
    first = example().study.institutions[0]
    body = first.model_copy(update={"name": Bilingual(name), "head_title": Bilingual(title)})
    value: Any = computed(study_with(example().study, "institutions", (body,))).senders[first.id]
    assert value._raw.ko == sender
    assert value._paths == (f"institutions[{first.id}].head_title", f"institutions[{first.id}].name")


# --- presence


def test_a_letter_is_written_where_the_study_gives_one() -> None:
    assert next(iter(jobs(filing(), template_set()))).template.entry.id == "cover-letter"
    assert "cover-letter" not in [job.template.entry.id for job in jobs(filing(None), template_set())]


def test_a_full_letter_has_no_gap() -> None:
    result = composed(filing(), "cover-letter")
    assert result.findings == ()
    assert gaps(result.document) == []
    assert all(text.text != "None" for text in blocks_of(result.document) if isinstance(text, Text))


@pytest.mark.parametrize("field", ["number", "recipient", "drafter", "approver", "postal_code", "disclosure"])
def test_what_the_rules_demand_of_a_letter_is_missed(field: str) -> None:
    result = composed(filing({name: value for name, value in LETTER.items() if name != field}), "cover-letter")
    assert gaps(result.document) == [f"filing.letter.{field}"]
    assert [finding.rule for finding in result.findings] == ["compose/missing-value"]


@pytest.mark.parametrize("field", ["reviewer", "homepage"])
def test_what_they_do_not_demand_is_not(field: str) -> None:
    result = composed(filing({name: value for name, value in LETTER.items() if name != field}), "cover-letter")
    assert gaps(result.document) == []
    assert result.findings == ()
