"""The shipped law data: whole, in two languages, and the same as the documents and the research it rests on."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from law_filing import LAW
from pydantic import BaseModel

from regdocs.language import Bilingual
from regdocs.regulation.citation import article_text
from regdocs.regulation.law import Law
from regdocs.regulation.provision import ItemList
from regdocs.study.terms import NonclinicalItem, RiskLimb

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("REGDOCS_SHARED", ROOT.parent / "shared"))
PROFILE = SHARED / "regulation" / "requirements.yaml"


@pytest.fixture(scope="module")
def profile() -> dict[str, Any]:
    """The requirement profile that the law data was made from."""
    if not PROFILE.is_file():
        pytest.skip("the requirement profile is not at hand (set REGDOCS_SHARED)")
    data: dict[str, Any] = yaml.safe_load(PROFILE.read_text("utf-8"))
    return data


def document_headings(sections: list[dict[str, Any]]) -> Iterator[tuple[str, str, str, str]]:
    for section in sections:
        if "number" in section:
            yield section["number"], section["id"], section["title"]["ko"], section["title"]["en"]
        yield from document_headings(section.get("sections", []))


def test_the_plan_has_the_fixed_headings_to_the_letter(law: Law) -> None:
    path = LAW.parent / "documents" / "research-plan" / "document.yaml"
    plan = yaml.safe_load(path.read_text("utf-8"))
    fixed = [(each.number, each.section, each.title.ko, each.title.text("en")) for each in law.headings[0].headings]
    assert list(document_headings(plan["sections"])) == fixed
    assert law.headings[0].document == plan["id"]


def test_every_narrative_part_of_the_plan_serves_a_requirement(law: Law) -> None:
    def parts(sections: list[dict[str, Any]]) -> Iterator[str]:
        for section in sections:
            yield from (f"research-plan/{section['id']}#{part['id']}" for part in section.get("narrative", []))
            yield from parts(section.get("sections", []))

    path = LAW.parent / "documents" / "research-plan" / "document.yaml"
    declared = set(parts(yaml.safe_load(path.read_text("utf-8"))["sections"]))
    asked = {need.narrative for each in law.requirements for need in each.needs() if need.narrative}
    assert asked == declared


def test_headings_are_those_of_the_profile(law: Law, profile: dict[str, Any]) -> None:
    plan = law.headings[0]
    theirs = profile["plan_sections"]
    assert plan.toc_confidence.value == theirs["toc_confidence"]
    assert plan.returnable is theirs["altered_toc_is_returnable"]
    assert [(each.number, each.title.ko, each.confidence.value) for each in plan.headings] == [
        (each["number"], each["ko"], each["confidence"]) for each in theirs["sections"]
    ]
    assert [each.level.value for each in plan.headings] == [
        {True: "required", "if_available": "as_available"}[each["required"]] for each in theirs["sections"]
    ]


def test_consent_items_are_those_of_the_profile(law: Law, profile: dict[str, Any]) -> None:
    subject, donor, *_ = law.consent_lists
    assert [each.title.ko for each in subject.entries] == profile["consent"]["subject"]
    assert [each.title.ko for each in donor.entries] == profile["consent"]["donor"]
    assert (len(subject.entries), len(donor.entries)) == (9, 12)
    assert {each.confidence.value for each in law.consent_lists} == {profile["consent"]["confidence"]}


def test_data_lists_are_those_of_the_profile(law: Law, profile: dict[str, Any]) -> None:
    def shape(each: ItemList) -> dict[str, list[str]]:
        return {group.title.ko: [item.title.ko for item in group.items] for group in each.groups}

    nonclinical, quality = law.data_lists
    theirs = profile["technical_data"]
    assert list(shape(nonclinical).values()) == [
        theirs["nonclinical"]["toxicology"],
        theirs["nonclinical"]["pharmacology"],
    ]
    assert shape(quality) == {key: value for key, value in theirs["quality"].items() if key != "confidence"}
    assert list(shape(quality)) == [key for key in theirs["quality"] if key != "confidence"]
    assert nonclinical.confidence.value == theirs["nonclinical"]["confidence"]
    assert quality.confidence.value == theirs["quality"]["confidence"]


def test_time_limits_are_those_of_the_profile(law: Law, profile: dict[str, Any]) -> None:
    theirs = profile["timeline"]
    assert {
        "statutory_days": law.time_limit("total").days,
        "mfds_to_committee_days": law.time_limit("mfds_to_committee").days,
        "mfds_supplement_days_max": law.time_limit("mfds_supplement").days,
        "mfds_supplement_extensions_max": law.time_limit("mfds_supplement").extensions,
        "mfds_second_supplement_days_max": law.time_limit("mfds_second_supplement").days,
        "mfds_result_notice_days": law.time_limit("mfds_result_notice").days,
        "committee_supplement_extensions_max": law.time_limit("committee_supplement").extensions,
        "changed_data_to_mfds_days_before_end": law.time_limit("changed_data_to_mfds").days,
        "return_objection_days": law.time_limit("return_objection").days,
    } == {key: value for key, value in theirs.items() if isinstance(value, int)}
    assert {each.confidence.value for each in law.time_limits.limits} == {theirs["confidence"]}
    assert len(law.time_limits.clock_stops) == len(theirs["clock_stops"])
    counting = {each.id: each.confidence.value for each in law.time_limits.counting}
    assert counting == {
        "processing_days": theirs["day_counting"]["processing_period"]["confidence"],
        "calendar_days": theirs["day_counting"]["supplement_period"]["confidence"],
    }


def test_reports_and_retention_are_those_of_the_profile(law: Law, profile: dict[str, Any]) -> None:
    reports = {each.event.ko: each for each in law.time_limits.reports}
    english = {
        "study registration": "연구 등록",
        "data entry": "실시 기록 입력",
        "committee data request": "심의위원회의 자료 제출 요청",
    }
    for theirs in profile["reporting"]:
        ours = reports[english.get(theirs["event"], theirs["event"])]
        days = re.match(r"(\d+) days", theirs["due"])
        assert ours.days == (int(days[1]) if days else None)
        assert ours.confidence.value == theirs["confidence"]
        assert ours.old_version is theirs.get("old_version", False)
    years = {each.id: each.years for each in law.time_limits.retention}
    assert years == {
        "source_data": profile["retention"]["source_data_years"],
        "cell_processing_records": profile["retention"]["cell_processing_records_years"],
    }
    assert {each.confidence.value for each in law.time_limits.retention} == {profile["retention"]["confidence"]}


def test_grounds_and_changes_are_those_of_the_profile(law: Law, profile: dict[str, Any]) -> None:
    theirs = profile["risk_class"]
    assert [(each.id, each.title.ko, each.confidence.value) for each in law.risk_grounds] == [
        (each["id"], each["ko"], theirs["confidence"]) for each in theirs["high_risk_if_any"]
    ]
    assert [(each.title.ko, each.confidence.value) for each in law.return_grounds] == [
        (each["ko"], each["confidence"]) for each in profile["return_grounds"]
    ]
    changes = profile["changes"]
    assert [each.title.ko for each in law.changes.categories] == changes["important_items_from_guideline"]
    assert law.changes.categories_confidence.value == changes["important_items_confidence"]
    assert [each.number for each in law.changes.categories] == list(range(1, 11))


def test_papers_are_those_of_the_profile(law: Law, profile: dict[str, Any]) -> None:
    ours = {each.id: each for each in law.papers}
    for route in ("review_committee", "mfds_high_risk", "combined_review"):
        for theirs in profile["documents"][route]:
            paper = ours[theirs["id"]]
            assert paper.title.ko == theirs["ko"]
            # The application's form was read (V); that it is signed is from the guideline (E).
            assert paper.confidence.value == theirs["confidence"].split("/")[0]
            if "form" in theirs:
                assert paper.form is not None
                assert paper.form.ko == theirs["form"].replace("MOHW 고시", "복지부고시")


def test_sources_are_those_of_the_profile(law: Law, profile: dict[str, Any]) -> None:
    for identifier, theirs in profile["sources"].items():
        source = law.sources[identifier]
        assert source.confidence.value == theirs["confidence"]
        assert source.url == theirs["url"]
        assert source.name.ko.startswith(
            theirs["name"]
            .split(" (")[0]
            .replace("같은 법", "첨단재생의료 및 첨단바이오의약품 안전 및 지원에 관한 법률")
        )
        assert source.current is ("not current" not in theirs.get("version", "").lower())


def test_the_studys_closed_lists_are_the_laws(law: Law) -> None:
    assert [each.id for each in law.risk_grounds] == [each.value for each in RiskLimb]
    assert [each.id for each in law.data_lists[0].entries] == [each.value for each in NonclinicalItem]
    assert [each.title.ko for each in law.data_lists[0].entries] == [each.label.ko for each in NonclinicalItem]


def texts(value: object) -> Iterator[Bilingual]:
    if isinstance(value, Bilingual):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name))
    elif isinstance(value, tuple | list):
        for each in value:
            yield from texts(each)


def test_everything_that_people_read_is_in_two_languages(law: Law) -> None:
    everything = [
        *law.sources.values(), *law.conditions.by_name.values(), *law.requirements, *law.headings, *law.data_lists,
        *law.consent_lists, *law.risk_grounds, *law.return_grounds, *law.papers, law.time_limits, law.changes,
        *law.amendments, *law.gaps,
    ]  # fmt: skip
    found = list(texts(everything))
    assert len(found) > 500
    assert [text.ko for text in found if not text.en] == []
    assert [text.en for text in found if re.search("[가-힣]", text.en or "")] == []


def test_citations_in_two_languages(law: Law) -> None:
    for requirement in law.requirements:
        for language in ("ko", "en"):
            for citation in law.citations(requirement, language):
                assert citation == citation.strip() != ""
                assert "제" not in citation or language == "ko"


@pytest.mark.parametrize(
    ("article", "english"),
    [
        ("제11조제1항제1호", "art. 11(1)1"),
        ("제12조제3항 후단", "art. 12(3), second sentence"),
        ("제7조의3제2항", "art. 7-3(2)"),
        ("제3조제2항제3호라목2)", "art. 3(2)3(d)2)"),
        ("제4조제1호가목 단서", "art. 4 item 1(a), proviso"),
        ("제25조제11호", "art. 25 item 11"),
        ("별지 제1호서식", "form 1"),
        ("시행규칙 별지 제34호서식", "enforcement rule form 34"),
        ("별표 1", "annex 1"),
        ("목차 3-2-4", "heading 3-2-4"),
        ("제출서류 안내", "on the papers to file"),
        ("", ""),
    ],
)
def test_articles_in_english(article: str, english: str) -> None:
    assert article_text(article, "en") == english
    assert article_text(article, "ko") == article


def test_a_citation_names_its_instrument(law: Law) -> None:
    requirement = law.requirement("objective")
    assert law.citations(requirement) == ("영 제11조제1항제1호",)
    assert law.citations(requirement, "en") == ("Decree art. 11(1)1",)
    assert law.citations(law.requirement("quality-methods")) == ("식약처고시 제3조제2항제3호라목2)",)
    assert law.citations(law.requirement("insurance")) == ("법 제11조제4항",)


@pytest.mark.parametrize("number", range(1, 12))
def test_each_of_the_plans_eleven_items_is_asked_for(law: Law, number: int) -> None:
    article = f"제11조제1항제{number}호"
    assert [
        each.id for each in law.requirements if _cites(each.citations, "decree", article) and "heading" not in each.id
    ]


@pytest.mark.parametrize(
    "article",
    [
        *(f"제4조제1항제{number}호" for number in range(1, 7)),
        *(f"제4조제1항제7호{letter}목" for letter in "가나다라마"),
    ],
)
def test_each_detail_of_the_plan_is_asked_for(law: Law, article: str) -> None:
    assert [
        each.id
        for each in law.requirements
        if _cites(each.citations, "mohw_notice", article) and "heading" not in each.id
    ]


def _cites(citations: tuple[Any, ...], source: str, article: str) -> bool:
    return any((each.source, each.article) == (source, article) for each in citations)


def test_papers_that_the_set_writes_are_papers_of_the_law_data(law: Law) -> None:
    specification = yaml.safe_load((LAW.parent / "set.yaml").read_text("utf-8"))
    named = {each.document for each in law.papers if each.document}
    assert {each["id"] for each in specification["documents"]} <= named
    for each in specification["documents"]:
        if "when" in each:
            assert each["when"] in law.conditions.by_name
