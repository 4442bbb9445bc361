"""Reports for programs: SARIF and JUnit are valid by their schemas and say what was found; commands can't be forged."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree
from reporting import FINDINGS, draft, run, unreadable

from regdocs.check.report import github, junit, sarif
from regdocs.check.report.formats import FILES
from regdocs.check.report.reporters import REPORTERS
from regdocs.check.report.run import Run
from regdocs.check.suppression import Suppressed
from regdocs.finding import Severity
from regdocs.language import Bilingual
from regdocs.regulation.assess import State

SCHEMAS = Path(__file__).parent / "schemas"
RUNS: dict[str, Callable[[], Run]] = {
    "one": run,
    "two": lambda: run("a", "b/c"),
    "unreadable": unreadable,
    "draft": draft,
}


@cache
def _sarif_schema() -> Any:
    return jsonschema.Draft7Validator(
        json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text("utf-8")),
        format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER,
    )


@cache
def _junit_schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / "junit.xsd"))


def _sarif(found: Run) -> Any:
    return json.loads(sarif.write(found))["runs"][0]


def _junit(found: Run) -> Any:
    return etree.fromstring(junit.write(found).encode())


@pytest.mark.parametrize("name", RUNS)
def test_sarif_is_valid(name: str) -> None:
    log = json.loads(sarif.write(RUNS[name]()))
    assert [error.message for error in _sarif_schema().iter_errors(log)] == []
    (found,) = log["runs"]
    rules = [rule["id"] for rule in found["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    assert all(rules[each["ruleIndex"]] == each["ruleId"] for each in found["results"])
    assert found["invocations"][0]["executionSuccessful"] is (name != "unreadable")


def test_the_schema_refuses_what_is_not_sarif() -> None:
    log = json.loads(sarif.write(run()))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not _sarif_schema().is_valid(log)


def test_sarif_says_where_and_what() -> None:
    result, nasty, note, suppressed = _sarif(run())["results"]
    assert (result["ruleId"], result["level"]) == ("law/x", "error")
    assert result["message"]["text"] == "the value is absent\n→ write it"
    (place,) = result["locations"]
    assert place["physicalLocation"]["artifactLocation"] == {
        "uri": "filings/ad-1/study.yaml",
        "uriBaseId": "%SRCROOT%",
    }
    assert place["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 5}
    assert place["logicalLocations"] == [{"fullyQualifiedName": "a.b", "kind": "member"}]
    assert (nasty["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) == (
        "filings/ad-1/narrative/a%2Cb/c%3Ad.md"
    )
    assert note["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "research-plan/overview"
    assert "suppressions" not in note
    assert suppressed["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "reviewed"}]
    notified = _sarif(run())["invocations"][0]["toolConfigurationNotifications"]
    assert [each["message"]["text"] for each in notified] == [
        "filings/ad-1: rendered/values: no --submission was given"
    ]


def test_sarif_rules_carry_the_law_in_both_languages() -> None:
    rules = {rule["id"]: rule for rule in _sarif(draft())["tool"]["driver"]["rules"]}
    law = [rule for name, rule in rules.items() if name.startswith("law/")]
    assert len(law) > 50
    assert all(rule["fullDescription"]["text"].count("\n") == 1 for rule in law)
    assert all(re.fullmatch(r"https?://[!-~]+", rule["helpUri"]) for rule in law if "helpUri" in rule)
    assert sum("helpUri" in rule for rule in law) > 50
    weights = {rule["id"]: rule["defaultConfiguration"]["level"] for rule in law}
    assert {"error", "warning", "note"} == set(weights.values())


def test_fingerprints_hold_while_lines_move_and_differ_between_findings() -> None:
    first = [each["partialFingerprints"]["regdocs/v1"] for each in _sarif(draft())["results"]]
    assert len(set(first)) == len(first)
    korean = [each["partialFingerprints"]["regdocs/v1"] for each in _sarif(draft("ko"))["results"]]
    assert korean == first


@pytest.mark.parametrize("name", RUNS)
def test_a_note_fails_no_test_case(name: str) -> None:
    failed = [each for suite in _junit(RUNS[name]()) for case in suite for each in case if each.tag == "failure"]
    assert {each.get("type") for each in failed} <= {"error", "warning"}


@pytest.mark.parametrize("name", RUNS)
def test_junit_is_valid_and_counts_right(name: str) -> None:
    root = _junit(RUNS[name]())
    _junit_schema().assertValid(root)
    for suite in root:
        outcomes = Counter(child.tag for case in suite for child in case)
        assert int(suite.get("tests")) == len(suite)
        assert [int(suite.get(key)) for key in ("failures", "errors", "skipped")] == [
            outcomes[key] for key in ("failure", "error", "skipped")
        ]


def test_the_schema_refuses_what_is_not_junit() -> None:
    root = _junit(run())
    root[0][0].set("colour", "red")
    assert not _junit_schema().validate(root)


def test_each_requirement_is_a_test_case() -> None:
    found = draft()
    cases = {case.get("name").split()[0]: case for case in _junit(found)[0]}
    assert len(cases) == len(_junit(found)[0])
    report = found.checked[0].report
    notes = {each.rule for each in report.findings if each.severity is Severity.NOTE}
    expected = {State.MET: [], State.MISSING: ["failure"], State.NOT_APPLICABLE: ["skipped"]}
    seen = set()
    for each in report.assessments:
        case = cases[f"law/{each.requirement.id}"]
        tags = [child.tag for child in case]
        noted = each.state is State.MISSING and f"law/{each.requirement.id}" in notes
        if each.state in expected and each.requirement.level.value != "optional":
            assert tags == (["system-out"] if noted else expected[each.state])
            seen.add((each.state, noted))
        if tags == ["skipped"]:
            assert case[0].get("message")
    assert seen == {(state, False) for state in expected} | {(State.MISSING, True)}
    assert [child.tag for child in cases["data"]] == []


def test_a_suppressed_requirement_is_skipped_with_its_reason() -> None:
    (found,) = draft().checked
    report = found.report
    taken = next(each for each in report.findings if each.rule.startswith("law/") and each.severity is Severity.ERROR)
    rest = tuple(each for each in report.findings if each.rule != taken.rule)
    suppressed = (Suppressed(taken, Bilingual("검토함", "reviewed")),)
    changed = replace(draft(), checked=(replace(found, report=replace(report, findings=rest, suppressed=suppressed)),))
    (case,) = [case for case in _junit(changed)[0] if case.get("name").split()[0] == taken.rule]
    assert [(child.tag, child.get("message")) for child in case] == [("skipped", "missing, suppressed: reviewed")]


def test_rules_are_test_cases_too() -> None:
    cases = {case.get("name").split()[0]: case for case in _junit(run())[0]}
    assert [child.tag for child in cases["prose/nasty"]] == ["failure"]
    assert cases["prose/nasty"][0].get("type") == "warning"
    assert [child.tag for child in cases["compose"]] == ["system-out"]
    assert "참고할 일" in cases["compose"][0].text
    assert cases["rendered/values"][0].get("message") == "no --submission was given"
    assert [child.tag for case in _junit(unreadable())[0] for child in case][-1] == "error"


COMMAND = re.compile(r"::(error|warning|notice) (?:[a-z]+=[^:,]*,)*[a-z]+=[^:,]*::[^\r\n]*")


def test_annotations_name_file_and_line() -> None:
    first, nasty, last = github.write(run()).splitlines()
    assert first == (
        "::error file=filings/ad-1/study.yaml,line=3,col=5,title=law/x::a.b: the value is absent (법 제1조)%0A→ write it"
    )
    assert nasty.startswith(
        "::warning file=filings/ad-1/narrative/a%2Cb/c%3Ad.md,line=1,title=prose/nasty::값 | 100%25"
    )
    assert last == "::notice file=filings/ad-1/study.yaml,title=compose/y::참고할 일"


@pytest.mark.parametrize("name", RUNS)
def test_no_finding_can_forge_an_annotation(name: str) -> None:
    written = github.write(RUNS[name]())
    found = written.split("\n")[:-1]
    assert len(found) == sum(len(each.report.entries()) for each in RUNS[name]().checked)
    assert all(COMMAND.fullmatch(each) for each in found)
    assert len([each for each in found if each.startswith("::error ")]) == RUNS[name]().entries(Severity.ERROR)


def test_every_form_says_every_finding_and_is_the_same_each_time() -> None:
    assert REPORTERS.keys() == FILES.keys()
    for name, write in REPORTERS.items():
        written = write(run())
        assert written == write(run())
        assert written.endswith("\n")
        if name != "html":
            assert all(finding.rule in written for finding in FINDINGS)
            assert "the value is absent" in written
