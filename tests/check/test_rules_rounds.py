"""The rules on supplement rounds as `regdocs check` tells them: each with an edit of a round that makes it fire."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from judging import filing, rules, told

from regdocs.check.check import judged
from regdocs.check.filing import Filing
from regdocs.finding import Severity

ROUND = (Path(__file__).parents[1] / "review" / "round.yaml").read_text("utf-8")
DEADLINE = "deadline: 2026-11-11\n"
MORE = f"{DEADLINE}extensions:\n  - {{asked: 2026-11-02, until: 2026-12-11}}\n"
TWICE = f"{MORE}  - {{asked: 2026-12-02, until: 2027-01-11}}\n"
TOO_OFTEN = f"{TWICE}  - {{asked: 2027-01-04, until: 2027-02-10}}\n"
UNDATED = {
    "answered: 2026-11-06": "",
    DEADLINE: "deadline: 2026-08-31\n",
    "received: 2026-10-12": "received: 2026-08-03",
}
LAST = {"kind: first": "kind: last", DEADLINE: "deadline: 2026-10-22\n", "answered: 2026-11-06": "answered: 2026-10-22"}
FIRES: tuple[tuple[str, dict[str, str], str, str], ...] = (
    ("unanswered", {"    conclusion: 투여 후": "    refusal: 투여 후"}, "error", "questions[q4]"),
    ("absent-attachment", {}, "warning", "questions[q1].attachments[0]"),
    ("after-deadline", {"answered: 2026-11-06": "answered: 2026-11-12"}, "error", "answered"),
    ("after-deadline", UNDATED, "error", "deadline"),
    ("dates", {"answered: 2026-11-06": "answered: 2026-10-02"}, "error", "answered"),
    ("no-deadline", {DEADLINE: ""}, "note", "deadline"),
    ("no-deadline", {DEADLINE: "", "authority: mfds": "authority: committee"}, "warning", "deadline"),
    ("long-deadline", {DEADLINE: "deadline: 2026-11-12\n"}, "note", "deadline"),
    ("too-many-extensions", {DEADLINE: TOO_OFTEN}, "error", "extensions[2]"),
    ("late-extension", {DEADLINE: MORE.replace("2026-11-02", "2026-11-12")}, "warning", "extensions[0].asked"),
    ("unknown-extension", {"kind: first": "kind: last", DEADLINE: MORE}, "warning", "extensions"),
    ("authority", {"kind: first": "kind: conditional"}, "error", "kind"),
    ("first-last-demand", LAST, "note", "kind"),
    ("unknown-holidays", {"received: 2026-10-12": "received: 1950-10-12"}, "error", "received"),
)  # fmt: skip


def with_rounds(folder: Path, *edits: dict[str, str]) -> Filing:
    """The example with one round for each set of edits."""
    (folder / "supplements").mkdir()
    for index, each in enumerate(edits):
        text = ROUND
        for before, after in each.items():
            assert before in text, before
            text = text.replace(before, after, 1)
        (folder / "supplements" / f"round-{index}.yaml").write_text(text, "utf-8")
    return filing(folder=folder)


@pytest.mark.parametrize(("name", "edits", "severity", "path"), FIRES, ids=[each[0] for each in FIRES])
def test_what_is_wrong_with_a_round_is_told_where_it_lies(
    name: str, edits: dict[str, str], severity: str, path: str, tmp_path: Path
) -> None:
    found = told(f"supplement/{name}", with_rounds(tmp_path, edits))
    assert [(each.severity.value if each.severity else None, each.place.path) for each in found][:1] == [
        (severity, path)
    ]
    assert all(each.place.file == "supplements/round-0.yaml" and each.place.line for each in found)
    assert all(each.remedy or rules().rules[f"supplement/{name}"].remedy for each in found)


def test_a_second_last_demand_is_told(tmp_path: Path) -> None:
    filed = with_rounds(tmp_path, LAST, {**LAST, "received: 2026-10-12": "received: 2026-10-05"})
    assert [each.place.file for each in told("supplement/second-last-demand", filed)] == [
        "supplements/round-0.yaml",
        "supplements/round-1.yaml",
    ]


def test_evidence_is_looked_for_in_the_composed_documents(tmp_path: Path) -> None:
    filed = with_rounds(tmp_path, {})
    assert {each.place.path for each in told("supplement/unknown-document", filed)} >= {
        "questions[q2].evidence[0].document"
    }


RUN_HERE = [name for name, function in rules().functions.items() if ".check.supplement." in function.__module__]


def test_each_of_these_rules_has_an_edit_that_makes_it_fire() -> None:
    elsewhere = {"second-last-demand", "unknown-document", "unknown-section"}
    assert {name.partition("/")[2] for name in RUN_HERE} == {each[0] for each in FIRES} | elsewhere


@pytest.mark.parametrize("name", RUN_HERE)
def test_without_rounds_there_is_nothing_to_say(name: str) -> None:
    assert told(name, filing()) == []


def test_the_check_tells_them_with_their_own_weight_and_law(tmp_path: Path) -> None:
    filed = with_rounds(tmp_path, {DEADLINE: "deadline: 2026-11-12\n", "answered: 2026-11-06": "answered: 2026-11-13"})
    report = judged(filed, rules())
    found = {each.rule: each for each in report.findings if each.rule.startswith("supplement/")}
    assert found["supplement/long-deadline"].severity is Severity.NOTE
    assert found["supplement/after-deadline"].severity is Severity.ERROR
    assert found["supplement/after-deadline"].citations == ("복지부고시 제5조제2항제2호",)
    assert "supplement/unanswered" in report.rules_run


def test_a_round_that_can_not_be_read_is_told_once_with_its_line(tmp_path: Path) -> None:
    report = judged(with_rounds(tmp_path, {"authority: mfds": "authority: fda"}), rules())
    found = [each for each in report.findings if each.place.file == "supplements/round-0.yaml"]
    assert [(each.place.path, each.severity) for each in found] == [("authority", Severity.ERROR)]
    assert report.failure is None


def test_a_template_set_without_these_rules_skips_them(tmp_path: Path) -> None:
    known = replace(rules(), rules={})
    filed = replace(with_rounds(tmp_path, {}), rules={})
    assert "supplement/unanswered" in {each.rule for each in judged(filed, known).skipped}


def test_an_answer_is_filed_after_the_receipt_of_what_it_answers(tmp_path: Path) -> None:
    study = filing().study
    received = study.filing.model_copy(update={"receipt_date": date(2026, 8, 31)})
    late = study.model_copy(update={"filing": received})

    def fired(answering: Filing) -> bool:
        submission = replace(answering.submission, study=late)
        return bool(told("dates/before-filing", replace(answering, submission=submission)))

    assert fired(filing())
    assert not fired(with_rounds(tmp_path, {}))
