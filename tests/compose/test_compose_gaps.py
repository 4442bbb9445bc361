"""Gaps: what is absent stands visibly on the page, is found once, and never prints `None`."""

from __future__ import annotations

from pathlib import Path

import pytest
from composing import STUDY, composed, submission, text_of

from regdocs.compose.unplaced import unplaced
from regdocs.document.document import to_json

ABSENT = [
    # Template, the gap on the page, the line of study.yaml that is named, and the path.
    ("{{ study.registration }}", "[미기재: registration]", 2, "registration"),
    ("{{ study.people[0].degree }}", "[미기재: people[kim].degree]", 15, "people[kim].degree"),
    ("{{ study.people['nobody'].name }}", "[미기재: people[nobody].name]", 15, "people[nobody].name"),
    ("{{ study.budget.items }}", "[미기재: budget.items]", 2, "budget.items"),
    (
        "{{ study.statistics.sample_size.endpoint }}",
        "[미기재: statistics.sample_size.endpoint]",
        2,
        "statistics.sample_size.endpoint",
    ),
    ("{{ study.organisations }}", "[미기재: organisations]", 2, "organisations"),
    ("{{ study.organisations | first }}", "[미기재: organisations]", 2, "organisations"),
    ("{{ study.contracts | join }}", "[미기재: contracts]", 2, "contracts"),
    ('{{ study.people | join(", ", "degree") }}', "[미기재: people[kim].degree]", 15, "people[kim].degree"),
    ("{{ study.registration | plain }}", "[미기재: registration]", 2, "registration"),
    ("{{ study.filing.receipt_date | date('long') }}", "[미기재: filing.receipt_date]", 6, "filing.receipt_date"),
    ("{{ computed.budget_total }}", "[미기재: budget.items]", 2, "budget.items"),
    (
        "{{ computed.volume_per_visit['msc'] }}",
        "[미기재: design.administrations[msc].volume]",
        30,
        "design.administrations[msc].volume",
    ),
]


@pytest.mark.parametrize(("template", "gap", "line", "path"), ABSENT)
def test_an_absent_value_is_a_gap_and_one_finding(
    tmp_path: Path, template: str, gap: str, line: int, path: str
) -> None:
    composition = composed(tmp_path, f"글 {template}\n")
    assert text_of(composition) == f"p 글 <?{gap}>"
    (finding,) = composition.findings
    assert (finding.rule, finding.place.file, finding.place.path) == ("compose/missing-value", "study.yaml", path)
    assert (finding.place.line, finding.place.document, finding.place.section) == (line, "plan", "one")
    assert path in finding.message.ko
    assert finding.message.ko.endswith("없음")
    assert finding.remedy is not None
    assert finding.remedy.ko.endswith("하십시오") or finding.remedy.ko.endswith("적으십시오")


def test_an_absent_item_is_asked_for_by_the_field_that_tells_it(tmp_path: Path) -> None:
    composition = composed(tmp_path, "{{ study.people['statistician'] }} {{ study.nonclinical['efficacy'] }}\n")
    asked = [each.remedy.text("en") for each in composition.findings if each.remedy is not None]
    assert asked == [
        "write `people[roles=statistician]` in study.yaml", "write `nonclinical[item=efficacy]` in study.yaml",
    ]  # fmt: skip


PARTS = [{"id": "one", "title": "절", "narrative": [
    {"id": "a", "title": {"ko": "배경", "en": "Background"}},
    {"id": "b", "title": "있으면", "required": "false"},
    {"id": "c", "title": "제대혈", "when": "cord_blood"},
    {"id": "d", "title": "자가", "when": "not cord_blood"},
]}]  # fmt: skip


def test_absent_prose_is_a_gap_and_a_finding_where_it_is_asked_for(tmp_path: Path) -> None:
    composition = composed(tmp_path, "{{ part('a') }}{{ part('b') }}{{ part('c') }}{{ part('d') }}", sections=PARTS)
    assert [finding.line("en") for finding in composition.findings] == [
        f"narrative/plan/one.md#{name} plan/one: the prose “{title}” is absent"
        f" → write it in narrative/plan/one.md under `# {korean} {{#{name}}}`"
        for name, title, korean in (("a", "Background", "배경"), ("c", "제대혈", "제대혈"))
    ]
    assert [section.id for section in composition.document.walk()] == ["one", "one.a", "one.c"]
    assert text_of(composition, "one.a") == "p <?[미기재: narrative/plan/one.md#a]>"


def test_absent_prose_is_asked_for_under_one_heading_wherever_it_is_taken(tmp_path: Path) -> None:
    taking = {"id": "a", "title": {"ko": "짧게", "en": "Short"}, "from": "plan/one#a"}
    sections = [PARTS[0], {"id": "two", "title": "다른 절", "narrative": [taking]}]
    composition = composed(tmp_path, {"one": "{{ part('a') }}", "two": "{{ part('a') }}"}, sections=sections)
    first, second = composition.findings
    assert (first.message, first.remedy, first.place.file) == (second.message, second.remedy, second.place.file)
    assert second.remedy is not None
    assert second.remedy.ko == "narrative/plan/one.md의 `# 배경 {#a}` 아래에 쓰십시오"
    assert next(section for section in composition.document.walk() if section.id == "two.a").title.ko == "짧게"


def test_prose_stands_where_the_template_puts_it_and_nothing_is_lost(tmp_path: Path) -> None:
    files = {"narrative/plan/one.md": "앞말\n\n# 배경 {#a}\n## 속\n글\n```\n## 코드\n```\n# 내 것 {#own}\n덧붙임\n"}
    composition = composed(tmp_path, "{{ part('a') }}\n\n끝\n", files, sections=PARTS)
    assert [(section.id, section.title.ko) for section in composition.document.walk()] == [
        ("one", "절"), ("one.a", "배경"), ("one.a.1", "속"), ("one.own", "내 것"),
    ]  # fmt: skip
    assert text_of(composition, "one.a.1") == "p 글\np c{## 코드}\np 끝\np 앞말"
    assert text_of(composition, "one.own") == "p 덧붙임"
    without_template = composed(tmp_path / "b", {}, files, sections=PARTS)
    assert [section.id for section in without_template.document.walk()] == [
        "one",
        "one.a",
        "one.a.1",
        "one.c",
        "one.own",
    ]


def test_english_prose_is_taken_for_english_and_korean_where_there_is_none(tmp_path: Path) -> None:
    files = {"narrative/plan/one.md": "# 배경 {#a}\n글\n", "narrative/plan/two.md": "# 배경 {#a}\n글\n"}
    files["narrative/plan/one.en.md"] = "# Background {#a}\nprose\n"
    sections = [{"id": name, "title": "절", "narrative": [{"id": "a", "title": "배경"}]} for name in ("one", "two")]
    composition = composed(tmp_path, {}, files, language="en", sections=sections)
    assert (text_of(composition, "one.a"), text_of(composition, "two.a")) == ("p prose", "p ko{글}")


def test_what_has_no_english_is_told(tmp_path: Path) -> None:
    template = "{{ study.title }} {{ study.disease.name }} {{ study.filing.date }} {{ study.registration }}"
    composition = composed(tmp_path, template, language="en")
    assert text_of(composition) == (
        "p <title=Atopic dermatitis study> ko{<disease.name=아토피피부염>} <filing.date=22 November 2026> <?[missing: registration]>"
    )
    assert composition.untranslated == ("disease.name",)


def test_nothing_absent_prints_none(tmp_path: Path) -> None:
    bare = "\n".join(STUDY.splitlines()[:24])
    template = (
        "{{ study.number }} {{ study.design.period.total }} {{ study.product.tests }} {{ computed.participants }}"
        "{% for x in study.statistics.sets %}{{ x.name }}{% endfor %}{{ study.people | join }}\n"
    )
    assert b"None" not in to_json(composed(tmp_path, template, study=bare).document)


def test_narrative_that_no_document_prints_is_found(tmp_path: Path) -> None:
    files = dict.fromkeys(
        ("narrative/plan/oen.md", "narrative/plam/one.md", "narrative/plan/one.md"), "# 가 {#a}\n글\n"
    )
    composition = composed(tmp_path, "글", files)
    assert composition.findings == ()
    from composing import document_set

    found = list(unplaced(submission(tmp_path, files), document_set(tmp_path, {"one": "글"})))
    assert sorted(finding.line("en") for finding in found) == [
        "narrative/plam/one.md: there is no document `plam`, so this prose is printed nowhere → did you mean `plan`?",
        "narrative/plan/oen.md: there is no section `oen`, so this prose is printed nowhere → did you mean `one`?",
    ]
