"""A gap that several rules tell of is told once: what a new filing lacks is one list, in the order of study.yaml."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from reporting import draft

from regdocs.check.check import check
from regdocs.check.outcome import Entry, Report
from regdocs.check.report import as_json, github, junit, markdown, sarif, text
from regdocs.check.report.coverage import coverage
from regdocs.finding import Severity
from regdocs.regulation.state import State
from regdocs.template_set.scaffold import scaffold


@pytest.fixture(scope="module")
def report() -> Report:
    return draft().checked[0].report


def entry(report: Report, path: str) -> Entry:
    (found,) = (each for each in report.entries() if each.finding.place.path == path)
    return found


def test_each_finding_is_told_once_and_none_is_made_lighter(report: Report) -> None:
    entries = report.entries()
    told = [each for entry in entries for each in (entry.finding, *entry.parts)]
    assert Counter(told) == Counter(report.findings)
    assert len(entries) * 1.9 < len(told)
    assert all(entry.finding.severity.weight >= part.severity.weight for entry in entries for part in entry.parts)


def test_a_value_that_a_paper_prints_and_the_law_asks_for_is_one_thing_to_fill_in(report: Report) -> None:
    gaps = {each.place.path for each in report.findings if each.rule.startswith("compose/missing-")}
    leads = Counter(each.finding.place.path for each in report.entries() if each.finding.severity is Severity.ERROR)
    assert not {path: number for path, number in leads.items() if path in gaps - {"attachments"} and number > 1}
    lots = entry(report, "product.lots")
    assert lots.rules == ("law/quality-results", "compose/missing-value")
    assert lots.finding.citations == ("식약처고시 제3조제2항제3호라목4)",)
    assert [each.rule for each in lots.besides] == ["law/quality-lots"]


def test_who_else_asks_for_it_stands_with_it(report: Report) -> None:
    besides = {each.rule for each in entry(report, "product.tests").besides}
    assert {"law/quality-acceptance", "law/quality-methods", "law/quality-basis"} - besides == set()
    assert "law/heading-11" in {each.rule for each in entry(report, "budget.items").besides}
    # The bank is named by its id; what a paper prints of it is to be written where the bank is.
    assert entry(report, "cord_blood.bank").rules == ("law/cord-blood-bank", "compose/missing-value")
    assert not [each for each in report.findings if (each.place.path or "").startswith("cord_blood.bank.")]
    assert not [each for each in report.findings if each.rule == "documents/empty-section"]


def test_each_attachment_and_each_test_is_a_thing_by_itself(report: Report) -> None:
    roles = [each.finding.message.ko for each in report.entries() if "`attachments[role=" in each.finding.message.ko]
    assert len(set(roles)) == len(roles) > 5
    items = {each.finding.place.path for each in report.entries()}
    assert {"nonclinical[item=genotoxicity]", "nonclinical[item=efficacy]"} <= items


def test_what_is_wrong_is_no_gap(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    scaffold(folder, "kr-high-risk", None)
    study = folder / "study.yaml"
    written = study.read_text("utf-8").replace("  # storage: 2~8 °C", "  record_years: 5")
    bank = "cord_blood: {bank: bank}\norganisations: [{id: bank, name: 은행}]\n"
    suppressed = "suppressions:\n  - {rule: law/quality-results, reason: 표준품을 아직 받지 못하여 뒤에 적음}\n"
    study.write_text(f"{written}\n{bank}{suppressed}", "utf-8")
    found = check(folder)
    short = entry(found, "product.record_years")
    assert (short.finding.rule, short.parts) == ("law/cell-records", ())
    # Of a licence that isn't there every paper lacks something else.
    licence = entry(found, "organisations[bank].licences[kind=cord_blood_bank]")
    assert {each.rule for each in licence.besides} == {"compose/missing-value"}
    assert "organisations[bank].licences[cord_blood_bank].number" in {each.place.path for each in licence.besides}
    # Who suppresses what the law asks for still has the gap on the page.
    assert entry(found, "product.lots").rules == ("compose/missing-value",)


def test_no_requirement_leaves_the_coverage(report: Report) -> None:
    missing = [each for each in coverage(report, "ko") if each.state is State.MISSING]
    assert len(missing) == report.states(State.MISSING)
    assert all(each.findings for each in missing if not each.optional)
    assert all(len(set(each.reason.split("; "))) == len(each.reason.split("; ")) for each in missing)


def test_the_list_goes_as_study_yaml_does_and_names_the_comment_to_open(report: Report) -> None:
    errors = [each.finding.place for each in report.entries() if each.finding.severity is Severity.ERROR]
    ours = [each.line or 0 for each in errors if each.file == "study.yaml"]
    assert [each.file == "study.yaml" for each in errors].index(False) == len(ours)
    paths = [each.path for each in errors]
    chosen = (
        "title",
        "number",
        "risk.reason",
        "people",
        "product.lots",
        "product.storage",
        "design.arms",
        "budget.items",
    )
    assert [paths.index(each) for each in chosen] == sorted(paths.index(each) for each in chosen)
    lines = [errors[paths.index(each)].line or 0 for each in chosen]
    assert all(earlier < later for earlier, later in pairwise(lines))


def test_every_form_tells_the_same_list(report: Report) -> None:
    run, entries = draft(), report.entries()
    data = json.loads(as_json.write(run))["findings"]
    leads = [each for each in data if "part_of" not in each]
    assert [each["path"] for each in leads] == [each.finding.place.path for each in entries]
    assert all("part_of" not in data[each["part_of"]] for each in data if "part_of" in each)
    results = json.loads(sarif.write(run))["runs"][0]["results"]
    assert [each["ruleId"] for each in results] == [each.finding.rule for each in entries]
    lots = next(
        each for each in results if each["ruleId"] == "law/quality-results" and "lots" in str(each["locations"])
    )
    assert lots["properties"]["parts"] == ["compose/missing-value", "law/quality-lots"]
    errors = run.entries(Severity.ERROR)
    assert github.write(run).count("\n::error ") + 1 == errors
    assert f"error {errors}, " in markdown.write(run)
    assert f"\n{errors} errors · " in text.write(run)
    assert "\n  + Acceptance criteria: `product.tests`" in text.write(run)
    assert "told with another case: " in junit.write(run)
