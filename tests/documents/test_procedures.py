"""The papers of review and procedure: each there with its data alone, each with its period, none with a blank."""

from __future__ import annotations

import pytest
from letter_filing import cells, composed, example, filing, gaps, procedures, said, template_set

from regdocs.compose.inlines import plain
from regdocs.compose.job import jobs
from regdocs.compose.legal import Legal
from regdocs.regulation.citation import Confidence
from regdocs.study.terms import Tissue
from regdocs.submission.load import Submission

LATER = {
    "supplement-extension": "extension",
    "return-objection": "objection",
    "change-report": "change_report",
    "withdrawal": "withdrawal",
}


def asking_for_coverage(wanted: bool) -> Submission:
    budget = example().study.budget
    assert budget is not None
    return filing(budget=budget.model_copy(update={"insurance_coverage_requested": wanted}))


# document: (a filing that holds it, one that differs by the condition alone and doesn't)
PAPERS: dict[str, tuple[Submission, Submission]] = {
    **{name: (filing(procedures=procedures(data)), filing(procedures=procedures())) for name, data in LATER.items()},
    "review-application": (filing(filing__review_application=True), filing(filing__review_application=False)),
    "supplement-sharing-consent": (filing(filing__combined_review=True), filing(filing__combined_review=False)),
    "insurance-coverage-request": (asking_for_coverage(True), asking_for_coverage(False)),
    "cord-blood-papers": (filing(), filing(product__tissue=Tissue.BONE_MARROW)),
}


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_is_there_with_its_data_alone(name: str) -> None:
    with_it, without_it = (
        {job.template.entry.id for job in jobs(submission, template_set())} for submission in PAPERS[name]
    )
    assert with_it - without_it - {"combined-review-request"} == {name}


def test_no_procedures_at_all_make_no_paper() -> None:
    assert not {job.template.entry.id for job in jobs(filing(procedures=None), template_set())} & set(LATER)


@pytest.mark.parametrize("name", PAPERS)
def test_no_field_is_blank(name: str) -> None:
    result = composed(PAPERS[name][0], name)
    assert result.findings == ()
    assert gaps(result.document) == []
    texts = [plain(cell.children) for cell in cells(result.document)]
    assert len(texts) > 10
    assert [text for text in texts if not text.strip() or "None" in text] == []
    assert "None" not in said(result.document)


@pytest.mark.parametrize(
    ("name", "limits"),
    [
        ("review-application", ["total"]),
        ("supplement-sharing-consent", ["mfds_to_committee", "mfds_supplement", "mfds_second_supplement"]),
        ("supplement-extension", ["committee_supplement", "mfds_supplement"]),
        ("return-objection", ["return_objection"]),
    ],
)
def test_a_paper_carries_its_period_and_how_it_is_counted(name: str, limits: list[str]) -> None:
    law, text = template_set().law, said(composed(PAPERS[name][0], name).document)
    ways = {each.id: each for each in law.time_limits.counting}
    for limit in map(law.time_limit, limits):
        assert limit.counting is not None
        assert (f"{limit.days}일 이내" if limit.days else "요구할 때 정함") in text
        assert f"기간의 셈: {ways[limit.counting].rule.ko}" in text
        if name != "review-application":
            assert ", ".join(map(law.citation, limit.citations)) in text
            assert ("2회까지" in text) or limit.extensions is None
    inferred = {law.time_limit(each).counting_confidence for each in limits}
    assert ("추론이며 조문의 문언이 아니다" in text) is (Confidence.INFERENCE in inferred)


def test_an_unknown_period_is_a_fault_of_the_template() -> None:
    legal = Legal(template_set().law, lambda expression: True, (), example().study, "ko")
    assert legal.limit("return_objection").days == "30일 이내"
    with pytest.raises(ValueError, match="no time limit `nowhere`"):
        legal.limit("nowhere")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "supplement-extension",
            ["예시-식약처-311", "2026. 10. 12.", "2026. 12. 11.까지", "2회차", "2026년 10월 28일"],
        ),
        ("return-objection", ["예시-사무국-99", "2026. 9. 10.", "허가증의 유효기간이 지남", "2026년 9월 21일"]),
        (
            "change-report",
            ["예시-승인-3", "실시담당자", "방문 허용범위", "±5일", "2027년 5월 3일", "보건복지부장관 귀하"],
        ),
        ("withdrawal", ["예시-접수-42", "공정을 개선하기 위함", "2026년 12월 1일", "신속·병합 검토의 요청도 함께"]),
        ("review-application", ["선택 서류이다", "확인되지 않았으므로", "사무국에 확인한다", "120일 이내"]),
        ("supplement-sharing-consent", ["보완요구사항", "사유", "근거 규정", "송부하는 데 동의합니다"]),
        ("insurance-coverage-request", ["요양급여의 적용 결정", "1,800,000,000원", "복지부고시 제6조제1항"]),
    ],
)
def test_a_paper_says_what_it_is_for(name: str, words: list[str]) -> None:
    text = said(composed(PAPERS[name][0], name).document)
    assert [word for word in words if word not in text] == []


def test_statutory_forms_say_that_they_are_for_checking() -> None:
    marked = {name for name in PAPERS if "확인용" in composed(PAPERS[name][0], name).document.notice}
    assert marked == {"review-application", "return-objection", "insurance-coverage-request", "cord-blood-papers"}


@pytest.mark.parametrize("name", LATER)
def test_a_later_paper_is_not_listed_as_filed(name: str) -> None:
    submission = PAPERS[name][0]
    title = template_set().document(name).specification.title.ko
    assert title in composed(submission, name).document.title.ko
    assert title not in said(composed(submission, "data-list").document)
    assert title not in said(composed(submission, "cover-letter").document)


def test_the_letter_is_not_listed_among_the_data() -> None:
    assert "제출 공문" not in said(composed(filing(), "data-list").document)


def test_cord_blood_papers_are_those_of_the_law_with_their_numbers() -> None:
    text = said(composed(filing(), "cord-blood-papers").document)
    for form in (1, 2, 5, 19, 20):
        assert f"제대혈법 시행규칙 별지 제{form}호서식" in text
    blood = example().study.cord_blood
    assert blood is not None
    assert text.count(blood.approval_number or "-") == text.count(blood.supply_report_number or "-") == 2
    lists = {each.id: each for each in template_set().law.consent_lists}
    for name, count in (("donation", 10), ("collection", 3), ("information", 3)):
        entries = lists[f"cord-blood-{name}"].entries
        assert len(entries) == count
        assert [entry.title.ko for entry in entries if entry.title.ko not in text] == []


def test_a_missing_number_of_the_cord_blood_is_a_gap() -> None:
    blood = example().study.cord_blood
    assert blood is not None
    submission = filing(cord_blood=blood.model_copy(update={"approval_number": None}))
    assert set(gaps(composed(submission, "cord-blood-papers").document)) == {"cord_blood.approval_number"}
