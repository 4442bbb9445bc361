"""The case report form: every visit with what is done there, every criterion, every sheet, and studies that lack them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from regdocs.compose.compose import Composed, compose
from regdocs.compose.job import Job
from regdocs.document.block import Table
from regdocs.document.document import Section
from regdocs.document.inline import Break, Field, Gap, Inline, Link, Styled, Text
from regdocs.submission.load import Submission, load
from regdocs.template_set.load import TemplateSet, shipped
from regdocs.template_set.load import load as load_set

EXAMPLE = Path(__file__).parents[2] / "submissions" / "ad-cb-msc-2026"
SMALL = """
id: small
title: 작은 연구
filing: {date: 2026-01-02}
risk: {class: high}
disease: {name: 질환}
institutions: [{id: hospital, name: 재생의료기관}]
product: {name: 세포, therapy: cell, origin: autologous, tissue: peripheral_blood, cell_type: t_cell, manipulation: beyond_minimal}
"""
PEOPLE = (
    "population: {participants: 3, inclusion: [{id: i1, text: 선정 하나}], exclusion: [{id: e1, text: 제외 하나}]}\n"
)


@cache
def template_set() -> TemplateSet:
    """The shipped set."""
    return load_set(shipped() / "kr-high-risk")


def form(submission: Submission) -> Composed:
    """The submission's case report form."""
    entry = next(each for each in template_set().documents if each.entry.id == "case-report-form")
    return compose(submission, template_set(), Job(entry))


@cache
def example() -> tuple[Submission, Composed]:
    """The example filing and its form."""
    submission = load(EXAMPLE)
    return submission, form(submission)


def small(folder: Path, text: str) -> Composed:
    """The form of the small study with `text` added to its study.yaml."""
    (folder / "study.yaml").write_text(SMALL + text, "utf-8")
    return form(load(folder))


def section(composed: Composed, name: str) -> Section:
    """The section of that id."""
    return next(each for each in composed.document.walk() if each.id == name)


def below(composed: Composed, name: str) -> list[str]:
    """The ids of the sections directly below a section, without its own id before them."""
    return [each.id.removeprefix(f"{name}.") for each in section(composed, name).sections]


def rows(part: Section) -> list[list[str]]:
    """The rows of all tables that stand directly in a section, as texts."""
    tables = [block for block in part.blocks if isinstance(block, Table)]
    return [[said(cell.children) for cell in row.cells] for table in tables for row in table.rows]


def said(inlines: tuple[Inline, ...]) -> str:
    """Inlines as bare text."""
    return "".join(_said(inline) for inline in inlines)


def _said(inline: Inline) -> str:
    match inline:
        case Text() | Field() | Gap():
            return inline.text
        case Styled() | Link():
            return said(inline.children)
        case Break():
            return "\n"
    return ""


def labels(composed: Composed, name: str) -> list[str]:
    """Every text in the section's tables."""
    return [text for row in rows(section(composed, name)) for text in row]


def test_each_visit_lists_exactly_its_activities() -> None:
    submission, composed = example()
    design = submission.study.design
    assert design is not None
    assert below(composed, "visits") == [visit.id for visit in design.visits]
    for visit in design.visits:
        listed = [name for name in below(composed, f"visits.{visit.id}") if not name.startswith("form-")]
        assert listed == [activity.id for activity in design.activities if visit.id in activity.at]


def test_each_visit_begins_with_code_and_window_and_ends_with_a_signature() -> None:
    _, composed = example()
    for visit in section(composed, "visits").sections:
        head = [text for row in rows(visit) for text in row]
        assert "연구대상자 식별코드" in head
        assert "□□-□□□" in head
        assert visit.sections[-1].id == f"{visit.id}.form-signature"
    assert "16주 (±5일)" in labels(composed, "visits.week_16")


def test_every_criterion_and_wash_out_can_be_ticked_at_the_first_visit() -> None:
    submission, composed = example()
    population = submission.study.population
    assert population is not None
    for name, criteria in (("inclusion", population.inclusion), ("exclusion", population.exclusion)):
        table = rows(section(composed, f"visits.screening.form-{name}"))[1:]
        assert [row[1] for row in table] == [criterion.text.ko for criterion in criteria]
        assert all(row[2] == "□ 예\u3000\u3000□ 아니요" for row in table)
    wash_outs = rows(section(composed, "visits.screening.form-wash-out"))[1:]
    assert [row[0] for row in wash_outs] == [each.treatment.ko for each in population.wash_outs]
    assert "form-inclusion" not in below(composed, "visits.week_0")


def test_every_record_of_an_activity_has_its_entry() -> None:
    submission, composed = example()
    design = submission.study.design
    assert design is not None
    for activity in design.activities:
        for visit in activity.at:
            printed = labels(composed, f"visits.{visit}.{activity.id}")
            wanted = [f"{each.name.ko}({each.unit})" if each.unit else each.name.ko for each in activity.records]
            assert [label for label in wanted if label not in printed] == [], activity.id
            assert "실시 여부" in printed


def test_rating_sheets_are_complete_where_they_are_filled_in() -> None:
    submission, composed = example()
    design = submission.study.design
    assert design is not None
    sheets = {sheet.id: sheet for sheet in design.sheets}
    assert {"easi", "iga", "pruritus_nrs", "dlqi", "scorad", "poem"} <= set(sheets)
    used = [(activity, sheets[activity.sheet]) for activity in design.activities if activity.sheet]
    assert {sheet.id for _, sheet in used} == set(sheets)
    for activity, sheet in used:
        printed = labels(composed, f"visits.{activity.at[0]}.{activity.id}")
        wanted = [sheet.name, *sheet.columns, *(row.text for row in sheet.rows)]
        wanted += [text for text in (sheet.instruction, sheet.scoring, sheet.filled_by) if text]
        assert [text.ko for text in wanted if text.ko not in printed] == [], sheet.id


def test_sheets_are_ruled_by_columns_or_ticked_by_row() -> None:
    _, composed = example()
    easi = rows(section(composed, "visits.week_16.easi"))
    assert ["홍반(0~3)", "", "", "", ""] in easi
    dlqi = rows(section(composed, "visits.week_16.dlqi"))
    assert ["문항 7(직업과 학업)", "□ 0\u3000□ 1\u3000□ 2\u3000□ 3"] in dlqi
    iga = labels(composed, "visits.week_16.iga")
    assert len(next(text for text in iga if text.startswith("□ 0 ")).split("\n")) == 5


def test_every_administration_is_recorded_site_by_site_at_its_visit() -> None:
    submission, composed = example()
    design = submission.study.design
    assert design is not None
    given = [
        name
        for name in below(composed, "visits")
        if any("administration" in each for each in below(composed, f"visits.{name}") if each.startswith("form-"))
    ]
    assert given == ["week_0", "week_4", "week_8"]
    # The cells and their vehicle are written down alike, so one record serves both and tells nobody which it was.
    printed = rows(section(composed, "visits.week_4.form-administration-cells"))
    assert [site.name.ko for site in design.administrations[0].sites] == [row[0] for row in printed[4:9]]
    text = " ".join(word for row in printed for word in row)
    assert "로트번호" in text
    assert "부형제" not in text


@pytest.mark.parametrize(
    ("times", "visit", "expected"),
    [
        ("0 weeks", "0 days", ["visits.first.form-administration-cells"]),
        ("7 days", "1 weeks", ["visits.first.form-administration-cells"]),
        (
            "1 months, 2 months",
            "30 days",
            [
                "visits.form-administrations.form-administration-cells-1",
                "visits.form-administrations.form-administration-cells-2",
            ],
        ),
    ],
    ids=["zero in any unit", "days as weeks", "no visit then"],
)
def test_an_administration_finds_its_visit_by_time(tmp_path: Path, times: str, visit: str, expected: list[str]) -> None:
    given = f"[{{id: cells, name: 투여, route: intravenous, times: [{times}]}}]"
    composed = small(
        tmp_path, f"design:\n  administrations: {given}\n  visits: [{{id: first, name: 첫째, at: {visit}}}]\n"
    )
    records = [each for each in composed.document.walk() if "form-administration-" in each.id]
    assert [each.id for each in records] == expected
    assert "정맥주사" in [row[0] for row in rows(records[0])]


def test_administrations_that_differ_are_recorded_apart(tmp_path: Path) -> None:
    administration = "{{id: {0}, name: {0}, route: {1}, times: [0 days]}}"
    both = ", ".join(
        administration.format(*each) for each in (("cells", "intravenous"), ("comparator", "subcutaneous"))
    )
    composed = small(
        tmp_path, f"design:\n  administrations: [{both}]\n  visits: [{{id: first, name: 첫째, at: 0 days}}]\n"
    )
    assert "comparator" in labels(composed, "visits.first.form-administration-comparator")
    assert "cells" in labels(composed, "visits.first.form-administration-cells")


def test_an_activity_without_records_has_one_line_for_its_result(tmp_path: Path) -> None:
    design = "design:\n  visits: [{id: first, name: 첫째}]\n  activities: [{id: look, name: 진찰, at: [first]}]\n"
    composed = small(tmp_path, design + PEOPLE)
    assert [row[0] for row in rows(section(composed, "visits.first.look"))] == ["실시 여부", "실시일", "결과"]
    assert below(composed, "visits.first") == ["look", "form-inclusion", "form-exclusion", "form-signature"]


def test_a_study_without_a_design_makes_a_form_with_visible_gaps(tmp_path: Path) -> None:
    composed = small(tmp_path, "")
    missing = {finding.place.path for finding in composed.findings if finding.rule == "compose/missing-value"}
    assert {"design.visits", "safety.grading", "safety.causality"} <= missing
    assert [each.id for each in composed.document.sections if each.id == "rescue-treatment"] == []


def test_the_example_has_no_gap_and_names_nobody() -> None:
    submission, composed = example()
    assert composed.findings == ()
    texts = [text for part in composed.document.sections for each in part.walk() for row in rows(each) for text in row]
    names = [person.name.ko for person in submission.study.people]
    assert [name for name in names if any(name in text for text in texts)] == []
