"""The report as JSON, in the form that scripts rely on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

from regdocs.check.report.run import Checked, Run
from regdocs.finding import Finding, Severity
from regdocs.language import Language
from regdocs.regulation.assess import State


def write(run: Run) -> str:
    """`findings` and `summary`; beside them what was `suppressed` and `skipped`, with the reasons.

    A finding that tells of the same gap as another has under `part_of` the index of that one among the `findings`;
    without those each gap is told once, as people are told it. Where several submissions were checked, each entry
    names its own under `submission`, and `submissions` has the summary of each.
    """
    language = run.language
    data: dict[str, Any] = {
        "findings": list(_findings(run)),
        "summary": _summary(run),
    }
    if run.several:
        data["submissions"] = [
            {"submission": each.where, **_summary(Run((each,), language)), "exit_code": each.report.failure}
            for each in run.checked
        ]
    data["suppressed"] = [
        _named(run, each, _finding(run.placed(each, one.finding), language) | {"reason": one.reason.text(language)})
        for each in run.checked
        for one in each.report.suppressed
    ]
    data["skipped"] = [
        _named(run, each, {"rule": one.rule, "reason": one.reason.text(language)})
        for each in run.checked
        for one in each.report.skipped
    ]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _findings(run: Run) -> Iterator[Mapping[str, Any]]:
    before = 0
    for each in run.checked:
        for finding, lead in zip_longest(each.report.findings, each.report.part_of):
            part = {} if lead is None else {"part_of": before + lead}
            yield _named(run, each, _finding(run.placed(each, finding), run.language) | part)
        before += len(each.report.findings)


def _named(run: Run, checked: Checked, entry: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"submission": checked.where, **entry} if run.several else entry


def _finding(finding: Finding, language: Language) -> dict[str, Any]:
    place = finding.place
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message.text(language),
        "remedy": finding.remedy.text(language) if finding.remedy else None,
        "path": place.path,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "document": place.document,
        "section": place.section,
        "page": place.page,
        "citations": list(finding.citations),
    }


def _summary(run: Run) -> dict[str, Any]:
    return {
        "errors": run.count(Severity.ERROR),
        "warnings": run.count(Severity.WARNING),
        "notes": run.count(Severity.NOTE),
        "rules_run": sum(len(each.report.rules_run) for each in run.checked),
        "requirements": {
            "met": run.states(State.MET, State.OMITTED_WITH_REASON),
            "missing": run.states(State.MISSING),
            "not_applicable": run.states(State.NOT_APPLICABLE),
            "not_known": run.states(State.NOT_KNOWN),
        },
    }
