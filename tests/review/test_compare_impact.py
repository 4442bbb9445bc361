"""The class of changed prose: by its section; particles and punctuation are wording, a sign or an ending that binds isn't."""

from __future__ import annotations

from functools import cache

import pytest

from regdocs.document.block import Block, Paragraph
from regdocs.document.document import Document, Section
from regdocs.document.inline import Footnote, Inline, Style, Styled, Text
from regdocs.language import Bilingual
from regdocs.regulation.law import Law
from regdocs.regulation.load import load as load_law
from regdocs.review.change import Assessment, Impact, Stage
from regdocs.review.documents import compare_documents
from regdocs.review.impact import assessed
from regdocs.review.listing import listed
from regdocs.template_set.load import shipped

FIRST, SECOND = "이 문단은 연구의 배경을 설명하는 글이다.", "다음 문단은 그 필요성을 자세히 설명하는 글이다."


@cache
def law() -> Law:
    return load_law(shipped() / "kr-high-risk" / "law")


def document(name: str, section: str, blocks: tuple[Block, ...]) -> Document:
    inner = Section(f"{section}.inner", Bilingual("안"), blocks=blocks)
    return Document(name, Bilingual("문서"), "ko", sections=(Section(section, Bilingual("절"), sections=(inner,)),))


def classed(
    old: tuple[Block, ...], new: tuple[Block, ...], name: str = "research-plan", section: str = "budget"
) -> Assessment:
    comparison, found = listed(compare_documents(document(name, section, old), document(name, section, new)))
    (change,), _ = assessed([each.change for each in found], (), [comparison], law(), Stage.APPROVED)
    assert change.assessment is not None
    return change.assessment


def line(*inlines: Inline | str) -> tuple[Block, ...]:
    return (Paragraph(tuple(Text(each) if isinstance(each, str) else each for each in inlines)),)


@pytest.mark.parametrize(
    ("old", "new", "impact"),
    [
        (line("연구자가 세포를 준비한다."), line("연구자는 세포를 준비한다."), Impact.WORDING),
        (line("연구자가 세포를 준비한다."), line("연구자가, 세포를 준비한다."), Impact.WORDING),
        (line("세포를 보관한다"), line(Styled(Style.STRONG, (Text("세포를 보관한다"),))), Impact.WORDING),
        (line(FIRST) + line(SECOND), line(SECOND) + line(FIRST), Impact.WORDING),
        (line("세포를 보관하여야 한다."), line("세포를 보관할 수 있다."), Impact.REPORT),
        (line("기준은 ≥ 80이다."), line("기준은 > 80이다."), Impact.REPORT),
        (line("2~8℃로 한다."), line("2-8℃로 한다."), Impact.REPORT),
        (line("감염이 있는 사람만 제외한다."), line("감염이 있는 사람은 제외한다."), Impact.REPORT),
        (
            line("세포", Footnote((Text("옛 주"),)), "이다"),
            line("세포", Footnote((Text("새 주"),)), "이다"),
            Impact.REPORT,
        ),
        (line(FIRST), (), Impact.REPORT),
    ],
)
def test_what_kind_of_change_it_is(old: tuple[Block, ...], new: tuple[Block, ...], impact: Impact) -> None:
    found = classed(old, new)
    assert (found.impact, found.categories) == (impact, ())
    assert found.because is not None


@pytest.mark.parametrize(
    ("name", "section", "categories"),
    [
        ("research-plan", "evidence", ("risk-evidence",)),
        ("subject-consent", "introduction", ("consent",)),
        ("cell-standards", "testing", ("cells",)),
        ("cover-letter", "one", ()),
    ],
)
def test_prose_belongs_to_what_its_section_or_paper_is_about(
    name: str, section: str, categories: tuple[str, ...]
) -> None:
    found = classed(line(FIRST), line(f"{FIRST} 새로 적었다."), name, section)
    assert found.categories == categories
    assert found.impact is (Impact.IMPORTANT if categories else Impact.REPORT)
    assert found.citations
