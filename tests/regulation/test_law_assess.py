"""Every requirement of the law data can be met and can be missed, and says so in both languages."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from law_filing import LAW, Change, Data, NoPapers, Papers, removing, setting
from pydantic import ValidationError

from regdocs.finding import Finding, Severity
from regdocs.regulation.assess import Assessment, State, assess
from regdocs.regulation.law import Law
from regdocs.regulation.load import load
from regdocs.regulation.report import severity, to_findings
from regdocs.study.study import Study

DAY = datetime.date(2026, 11, 22)

BARE: Data = {
    "id": "bare", "title": "연구", "filing": {"date": "2026-11-22", "combined_review": True},
    "risk": {"class": "high"}, "disease": {"name": "병"},
    "institutions": [{"id": "a", "name": "가"}, {"id": "b", "name": "나"}],
    "product": {
        "name": "세포", "therapy": "cell", "origin": "allogeneic", "tissue": "cord_blood",
        "cell_type": "mesenchymal_stem_cell", "manipulation": "beyond_minimal",
    },
}  # fmt: skip


def nonclinical(item: str, glp: str) -> Change:
    return setting("nonclinical", [{"id": "x", "item": item, "title": "시험", "glp": glp, "language": "en"}])


def contracts(*kinds: str) -> Change:
    return setting("contracts", [{"id": kind, "kind": kind, "principal": "f", "contractor": "x"} for kind in kinds])


# What makes a requirement apply that the bare study leaves aside; together with it, it is missed.
SITUATIONS: dict[str, tuple[Change, ...]] = {
    "necessity-comparators": (setting("necessity.comparators", [{"id": "x", "name": "약"}]),),
    "consent-alternatives": (setting("necessity.comparators", [{"id": "x", "name": "약"}]),),
    "risk-classification": (setting("risk.class", "medium"),),
    "risk-limb-pluripotent": (setting("product.cell_type", "embryonic_stem_cell"),),
    "risk-limb-animal": (setting("product.animal_cells", True),),
    "animal-collection": (setting("product.origin", "xenogeneic"),),
    "animal-history": (setting("product.origin", "xenogeneic"),),
    "animal-contamination": (setting("product.origin", "xenogeneic"),),
    "risk-limb-gene": (setting("product.genetically_modified", True),),
    "gene-vectors": (setting("product.genetically_modified", True),),
    "gene-replication": (setting("product.genetically_modified", True),),
    "gene-copy-number": (setting("product.genetically_modified", True),),
    "gene-insertion": (setting("product.genetically_modified", True),),
    "gene-ethics": (setting("product.genetically_modified", True),),
    "living-modified-organism": (
        setting("product.vectors", [{"id": "v", "name": "벡터", "kind": "바이러스", "living_modified_organism": True}]),
    ),
    "device-data": (setting("product.device", {"id": "d", "name": "지지체"}),),
    "evidence-experience-results": (setting("clinical_experience", [{"id": "x", "title": "선행"}]),),
    "evidence-experience-details": (setting("clinical_experience", [{"id": "x", "title": "선행"}]),),
    "sample-size-assumptions": (setting("statistics.sample_size", {"alpha": 0.05}),),
    "randomisation": (
        setting("design.stages", [{"id": "s", "name": "본", "blinding": "open", "allocation": "randomised"}]),
    ),
    "blinding": (
        setting("design.stages", [{"id": "s", "name": "본", "blinding": "double", "allocation": "single_arm"}]),
    ),
    "consent-minors": (setting("population.minimum_age", 6),),
    "consent-capacity": (setting("population.lacks_capacity", True),),
    "consent-human-material": (setting("consent.human_material", True),),
    "consent-genetic-testing": (setting("consent.genetic_testing", True),),
    "quality-materials-animal": (setting("product.materials", [{"id": "m", "name": "혈청", "animal_derived": True}]),),
    "nonclinical-method": (nonclinical("efficacy", "non_glp"),),
    "nonclinical-results": (nonclinical("efficacy", "non_glp"),),
    "nonclinical-relevance": (nonclinical("efficacy", "non_glp"),),
    "nonclinical-details": (nonclinical("efficacy", "non_glp"),),
    "nonclinical-tables": (nonclinical("genotoxicity", "glp"),),
    "glp-evidence": (nonclinical("efficacy", "glp"),),
    "non-glp-reason": (nonclinical("other_toxicity", "non_glp"),),
    "repeat-dose-study": (
        setting(
            "design.administrations",
            [{"id": "i", "name": "주사", "route": "subcutaneous", "times": ["0 weeks", "4 weeks"]}],
        ),
    ),
    "omission-reasons": (setting("omissions", [{"id": "x", "item": "results", "reason": "사유"}]),),
    "facility-licence-lasts": (
        setting(
            "processing_facilities",
            [{"id": "f", "name": "시설", "licences": [{"id": "p", "kind": "facility", "valid_until": "2026-12-31"}]}],
        ),
    ),
    "supply-contract": (setting("processing_facilities", [{"id": "f", "name": "시설"}]),),
    "supply-contract-per-institution": (setting("processing_facilities", [{"id": "f", "name": "시설"}]),),
    "processing-not-outsourced": (contracts("processing"),),
    "outsourcing-contract": (contracts("testing"),),
    "outsourced-testing-body": (contracts("testing"),),
    "outsourced-collection-body": (contracts("collection"),),
    "korean-summaries": (setting("attachments", [{"id": "r", "role": "report", "title": "보고서", "language": "en"}]),),
    "korean-summaries-studies": (setting("filing.foreign_data", True),),
    "insurance-coverage-request": (setting("budget.insurance_coverage_requested", True),),
    "improvement-table": (setting("filing.earlier_rejection", "보완함"),),
    "review-application": (setting("filing.review_application", True),),
    "example-notice": (setting("example", True),),
}
# Its field is its own condition: only a study that says what it improved is known to be filed again.
NEVER_MISSED = {"improved-since-rejection"}
# Attested until the day before; the later wording took its place.
NO_LONGER = {"safety-manual"}


def of(assessments: list[Assessment], identifier: str) -> Assessment:
    return next(each for each in assessments if each.requirement.id == identifier)


def test_the_complete_study_meets_everything_that_applies(law: Law, study_with: Callable[..., Study]) -> None:
    found = assess(law, study_with(), DAY, Papers())
    assert [each.requirement.id for each in found] == [each.id for each in law.requirements]
    assert [each for each in found if each.state is State.MISSING] == []
    assert to_findings(law, found) == []
    omitted = [each.requirement.id for each in found if each.state is State.OMITTED_WITH_REASON]
    assert omitted == [
        "nonclinical-genotoxicity", "nonclinical-reproductive-toxicity", "nonclinical-safety-pharmacology"
    ]  # fmt: skip


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "requirement_id" in metafunc.fixturenames:
        every = [each.id for each in load(LAW).requirements]
        metafunc.parametrize("requirement_id", [each for each in every if each not in NEVER_MISSED])


def test_every_requirement_can_be_missed(law: Law, requirement_id: str) -> None:
    data = deepcopy(BARE)
    for change in SITUATIONS.get(requirement_id, ()):
        change(data)
    day = datetime.date(2025, 2, 20) if requirement_id in NO_LONGER else DAY
    assessment = of(assess(law, Study.model_validate(data), day, NoPapers()), requirement_id)
    assert assessment.state is State.MISSING
    requirement = law.requirement(requirement_id)
    findings = to_findings(law, [assessment])
    if requirement.level.value == "optional":
        assert findings == []
        return
    assert len(findings) == len(assessment.missing) > 0
    for finding in findings:
        assert finding.rule == f"law/{requirement_id}"
        assert finding.severity is severity(requirement)
        assert finding.citations == law.citations(requirement)
        assert finding.remedy is not None
        for language in ("ko", "en"):
            message = finding.message.text(language)
            assert requirement.title.text(language) in message
            assert law.citations(requirement, language)[0] in message
            assert f"{requirement.standing.value} " in message


def test_what_is_implanted_has_a_size_in_place_of_a_volume(law: Law, study_with: Callable[..., Study]) -> None:
    without = removing("design.administrations.0.volume")
    assert of(assess(law, study_with(without), DAY, Papers()), "dose").state is State.MISSING
    sized = study_with(without, setting("product.size", "4 mm × 2 mm"))
    assert of(assess(law, sized, DAY, Papers()), "dose").state is State.MET


def test_situations_are_all_used(law: Law) -> None:
    assert set(SITUATIONS) <= {each.id for each in law.requirements}


def leaves(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from leaves(below, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for index, below in enumerate(value):
            yield from leaves(below, f"{path}.{index}")
    else:
        yield path


# What the study may do without, beside what the model itself demands: choices, links, and a second language.
SILENT = {
    "title.en", "example", "filing.combined_review", "institutions.0.participants", "institutions.0.licences.1.number",
    "contracts.0.institution", "product.collection.organisation", "product.collection.place",
    "product.materials.0.animal_derived", "design.arms.0.administration", "design.arms.1.administration",
    "design.endpoints.1.at", "attachments.2.language", "attachments.2.file",
}  # fmt: skip


def test_no_leaf_is_taken_away_unnoticed(law: Law, complete: Data) -> None:
    silent = set()
    noticed = 0
    for leaf in leaves(complete):
        data = deepcopy(complete)
        removing(leaf)(data)
        try:
            study = Study.model_validate(data)
        except ValidationError:
            continue
        if to_findings(law, assess(law, study, DAY, Papers())):
            noticed += 1
        else:
            silent.add(leaf)
    assert silent == SILENT
    assert noticed > 300


# removed: (rule, severity, path, what the message says)
DELETED: list[tuple[Change, str, Severity, str | None, str]] = [
    (removing("product.tests.5.method"), "law/quality-methods", Severity.ERROR, "product.tests[endotoxin].method",
     "식약처고시 제3조제2항제3호라목2)"),
    (removing("product.tests.5.suitability"), "law/quality-suitability", Severity.ERROR,
     "product.tests[endotoxin].suitability", "식약처고시 제3조제2항제3호라목3)"),
    (removing("product.lots.0.results.3"), "law/quality-results", Severity.ERROR,
     "product.lots[lot1].results[test=endotoxin]", "식약처고시 제3조제2항제3호라목4)"),
    (removing("product.lots.0.results.3.value"), "law/quality-results", Severity.ERROR,
     "product.lots[lot1].results[3].value", "라목4)"),
    (removing("product.donor"), "law/donor-history", Severity.ERROR, "product.donor.history", "법 제16조제3항제3호"),
    (removing("institutions.0.licences.0"), "law/institution-designation", Severity.ERROR,
     "institutions[hospital].licences[kind=institution]", "법 제10조제1항"),
    (removing("compensation.insurance.per_person"), "law/insurance", Severity.ERROR,
     "compensation.insurance.per_person", "법 제11조제4항"),
    (removing("necessity.no_adequate_therapy"), "law/necessity", Severity.ERROR, "necessity.no_adequate_therapy",
     "법 제12조제3항 후단"),
    (removing("product.record_years"), "law/cell-records", Severity.ERROR, "product.record_years", "20년"),
    (setting("product.record_years", 10), "law/cell-records", Severity.ERROR, "product.record_years", "성립하지 않음"),
    (removing("omissions.0"), "law/nonclinical-genotoxicity", Severity.ERROR, "nonclinical[item=genotoxicity]",
     "omissions"),
    (removing("nonclinical.3.non_glp_reason"), "law/non-glp-reason", Severity.ERROR,
     "nonclinical[local].non_glp_reason", "식약처고시 제4조제1호다목"),
    (removing("nonclinical.1"), "law/repeat-dose-study", Severity.NOTE, "nonclinical[item=repeat_dose_toxicity]",
     "법령으로 확인되지 않은 사항"),
    (removing("product.transport.limit"), "law/transport", Severity.WARNING, "product.transport.limit", "작성 지침"),
    (removing("clinical_experience"), "law/evidence-experience", Severity.NOTE, "clinical_experience", "있으면 제출"),
    (setting("processing_facilities.0.licences.0.valid_until", "2027-01-01"), "law/facility-licence-lasts",
     Severity.ERROR, "processing_facilities", "처리기간"),
    (removing("safety.board"), "law/safety-board", Severity.NOTE, "safety.board.composition", "실무"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "rule", "weight", "path", "said"), DELETED)
def test_what_is_taken_away_is_named(
    law: Law, study_with: Callable[..., Study], change: Change, rule: str, weight: Severity, path: str, said: str
) -> None:
    findings = to_findings(law, assess(law, study_with(change), DAY, Papers()))
    finding = next(each for each in findings if each.rule == rule and each.place.path == path)
    assert finding.severity is weight
    assert said in finding.message.ko + (finding.remedy.ko if finding.remedy else "")


def lacking(law: Law, study: Study, *names: str) -> dict[str, Finding]:
    return {each.rule: each for each in to_findings(law, assess(law, study, DAY, Papers(set(names))))}


def test_papers_that_are_not_there_are_named(law: Law, study_with: Callable[..., Study]) -> None:
    study = study_with()
    found = lacking(law, study, "research-plan/testing")
    assert found["law/heading-3-2-3"].severity is Severity.ERROR
    assert (found["law/heading-3-2-3"].place.document, found["law/heading-3-2-3"].place.section) == (
        "research-plan", "testing"
    )  # fmt: skip
    assert "목차 E 일부 확인, 내용 V 원문 확인" in found["law/heading-3-2-3"].message.ko
    assert "heading E excerpt seen, contents V text read" in found["law/heading-3-2-3"].message.text("en")
    assert lacking(law, study, "research-plan/overview#necessity")["law/necessity"].place.section == "overview"
    assert set(lacking(law, study, "data-list")) == {"law/data-list"}
    assert set(lacking(law, study, "facility_licence")) == {"law/facility-licence-copy"}


def test_one_of_several_alternatives_is_enough(law: Law, study_with: Callable[..., Study]) -> None:
    study = study_with()
    assert lacking(law, study, "case-report-form") == {}
    assert lacking(law, study, "case_report_form") == {}
    message = lacking(law, study, "case-report-form", "case_report_form")["law/case-report-form"].message
    assert (
        "문서 `case-report-form`(연구대상자 증례기록서 서식) 또는 첨부 `attachments[role=case_report_form]` 없음"
        in message.ko
    )
    assert "or the attachment `attachments[role=case_report_form]` is missing" in message.text("en")


def test_the_plan_may_stand_for_the_nonclinical_data(law: Law, study_with: Callable[..., Study]) -> None:
    study = study_with()
    assert "law/nonclinical-data" not in lacking(law, study, "nonclinical-data", "nonclinical_data")
    assert "law/nonclinical-data" in lacking(
        law, study, "nonclinical-data", "nonclinical_data", "research-plan/pharmacology"
    )


def test_an_omission_needs_the_right_item(law: Law, study_with: Callable[..., Study]) -> None:
    def omitting(item: str) -> Change:
        return setting("omissions.0", {"id": "left-out", "item": item, "reason": "사유"})

    without = removing("product.process_changes")
    state = of(assess(law, study_with(without, omitting("process_changes")), DAY, Papers()), "quality-process-changes")
    assert state.state is State.OMITTED_WITH_REASON
    state = of(assess(law, study_with(without, omitting("container")), DAY, Papers()), "quality-process-changes")
    assert state.state is State.MISSING
    # Consent items are no data that could be left out with a reason.
    left_out = study_with(removing("consent.withdrawal"), omitting("subject-withdrawal"))
    assert of(assess(law, left_out, DAY, Papers()), "consent-withdrawal").state is State.MISSING


@pytest.mark.parametrize(
    ("day", "requirement", "state"),
    [
        ("2023-06-01", "quality-methods", State.NOT_KNOWN),
        ("2023-06-02", "quality-methods", State.MET),
        ("2023-12-11", "risk-classification", State.NOT_KNOWN),
        ("2025-02-20", "safety-manual", State.MET),
        ("2025-02-21", "safety-manual", State.NOT_APPLICABLE),
        ("2025-02-20", "safety-measures", State.NOT_KNOWN),
        ("2025-02-21", "safety-measures", State.MET),
        ("2025-07-22", "investigators", State.NOT_KNOWN),
        ("2025-07-23", "investigators", State.MET),
        ("2025-11-28", "heading-5", State.NOT_KNOWN),
        ("2025-11-29", "heading-5", State.MET),
    ],
)
def test_the_law_of_a_day_judges(
    law: Law, study_with: Callable[..., Study], day: str, requirement: str, state: State
) -> None:
    assessment = of(assess(law, study_with(), datetime.date.fromisoformat(day), Papers()), requirement)
    assert assessment.state is state


def test_what_is_not_known_is_a_note_and_never_met(law: Law, study_with: Callable[..., Study]) -> None:
    found = assess(law, study_with(), datetime.date(2019, 1, 1), Papers())
    assert {each.state for each in found} == {State.NOT_KNOWN}
    findings = to_findings(law, found)
    assert len(findings) == len(law.requirements)
    assert {each.severity for each in findings} == {Severity.NOTE}
    on_day = law.requirements_on(datetime.date(2019, 1, 1))
    assert (on_day.in_force, on_day.no_longer) == ((), ())
    on_day = law.requirements_on(datetime.date(2025, 2, 21))
    assert [each.id for each in on_day.no_longer] == ["safety-manual"]
    assert "safety-measures" in {each.id for each in on_day.in_force}
    assert "heading-0" in {each.id for each in on_day.not_known}


def test_what_is_not_confirmed_never_weighs_more_than_a_note(law: Law) -> None:
    for requirement in law.requirements:
        if requirement.standing.value in ("P", "I", "M"):
            assert severity(requirement) is Severity.NOTE, requirement.id
        elif requirement.standing.value == "E" and not requirement.returnable:
            assert severity(requirement) is not Severity.ERROR, requirement.id
