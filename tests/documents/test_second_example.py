"""The second example takes every branch that the first doesn't: two institutions, own cells, a vector, minors, dose levels."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from consenting import flat, said, sections, template_set, whole

from regdocs.compose.compose import Composed, compose
from regdocs.compose.job import jobs
from regdocs.document.block import Table
from regdocs.document.inline import Gap
from regdocs.document.lineage import inlines_of
from regdocs.finding import Severity
from regdocs.submission.load import Submission, load

ROOT = Path(__file__).parents[2]
ADULTS, CHILDREN = "gyeonbon_hospital", "moui_children_hospital"


@cache
def submission() -> Submission:
    return load(ROOT / "submissions" / "sle-cart-2026")


@cache
def made() -> dict[tuple[str, str | None], Composed]:
    return {
        (job.template.entry.id, job.instance): compose(submission(), template_set(), job)
        for job in jobs(submission(), template_set())
    }


def test_nothing_is_missing_in_any_document() -> None:
    for (name, instance), composed in made().items():
        errors = [finding.line("en") for finding in composed.findings if finding.severity is Severity.ERROR]
        gaps = [
            each.path
            for section in composed.document.walk()
            for each in inlines_of(section.blocks)
            if isinstance(each, Gap)
        ]
        assert (errors, gaps) == ([], []), (name, instance)
        assert "None" not in whole(composed), name


@pytest.mark.parametrize(
    "document",
    [
        "approval-application",
        "combined-review-request",
        "subject-consent",
        "donor-consent",
        "supplement-sharing-consent",
    ],
)
def test_each_institution_has_its_own_under_its_own_number(document: str) -> None:
    found = {instance: composed for (name, instance), composed in made().items() if name == document}
    assert set(found) == {ADULTS, CHILDREN}
    numbers = {composed.document.number for composed in found.values()}
    assert len(numbers) == 2
    for instance, composed in found.items():
        own = next(each for each in submission().study.institutions if each.id == instance)
        assert own.name.ko in whole(composed)
        assert composed.document.author == own.name.ko


def test_an_application_names_its_own_head_physician_and_share() -> None:
    text = whole(made()["approval-application", CHILDREN])
    for word in ("모의어린이병원", "남모의", "백모의", "24명 (이 기관 6명)", "■ 유전자치료", "영 제4조제1항제1호라목"):
        assert word in text
    assert "차견본" not in text


def test_a_common_document_is_all_institutions() -> None:
    plan = made()["research-plan", None].document
    assert plan.author == "견본대학교병원, 모의어린이병원"
    cover = "\n".join(
        flat(cell.children)
        for block in plan.cover
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
    )
    assert "견본대학교병원, 모의어린이병원" in cover


def test_each_institution_collects_its_own_participants_cells() -> None:
    form = sections(made()["donor-consent", CHILDREN])["form"]
    assert "모의어린이병원" in said(form).split("\n")
    assert "기관마다 자기 연구대상자에게서 채취" in said(sections(made()["research-plan", None])["collection"])


def test_the_plan_of_a_dose_escalation_compares_nothing() -> None:
    found = sections(made()["research-plan", None])
    number = said(found["population"])
    for word in ("대조군의 예상 반응률", "검정력", "군당 필요 수"):
        assert word not in number
    assert "3+3 용량증량 규칙" in number
    assert "방문당 총용량" not in said(found["method"])


def test_the_vector_is_told_with_its_tests() -> None:
    found = sections(made()["research-plan", None])
    assert "자가불활성화" in said(found["cells-general"])
    for word in ("원료의 검사", "복제가능 렌티바이러스(상층액, 생산종료세포)", "외래성 바이러스"):
        assert word in said(found["processing"])
    assert "벡터 복제수" in said(found["testing"])


def test_minors_are_asked_beside_both_parents() -> None:
    found = sections(made()["subject-consent", CHILDREN])
    assert "assent.assent-adolescent" in found
    assert "\n부\n" in said(found["minor-consent"])
    assert "15년 동안의 장기추적조사" in said(found["subject-follow-up"])
