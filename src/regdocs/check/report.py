"""Reporters: one report in the forms that people and programs read."""

from __future__ import annotations

import json
from collections.abc import Callable

from regdocs.check.check import Report
from regdocs.check.words import line
from regdocs.finding import Severity
from regdocs.language import Language
from regdocs.regulation.assess import State


def text(report: Report, language: Language) -> str:
    """One line for each finding and a summary, for a terminal."""
    lines = [line(finding, language) for finding in report.findings]
    errors, warnings, notes = (report.count(severity) for severity in Severity)
    met = report.states(State.MET, State.OMITTED_WITH_REASON)
    missing, others = report.states(State.MISSING), report.states(State.NOT_APPLICABLE)
    if language == "ko":
        lines.append(f"오류 {errors} · 경고 {warnings} · 참고 {notes}")
        lines.append(f"요건: 충족 {met} · 미충족 {missing} · 해당 없음 {others} (기준일 {report.as_of or '–'})")
    else:
        lines.append(f"{errors} errors · {warnings} warnings · {notes} notes")
        lines.append(
            f"requirements: {met} met · {missing} missing · {others} not applicable (as of {report.as_of or '–'})"
        )
    return "\n".join(lines) + "\n"


def to_json(report: Report, language: Language) -> str:
    """The report as JSON, in the form that the documentation names."""
    findings = [
        {
            "rule": finding.rule,
            "severity": finding.severity.value,
            "message": finding.message.text(language),
            "remedy": finding.remedy.text(language) if finding.remedy else None,
            "path": finding.place.path,
            "file": finding.place.file,
            "line": finding.place.line,
            "column": finding.place.column,
            "document": finding.place.document,
            "section": finding.place.section,
            "page": finding.place.page,
            "citations": list(finding.citations),
        }
        for finding in report.findings
    ]
    summary = {
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "notes": report.count(Severity.NOTE),
        "rules_run": len(report.rules_run),
        "requirements": {
            "met": report.states(State.MET, State.OMITTED_WITH_REASON),
            "missing": report.states(State.MISSING),
            "not_applicable": report.states(State.NOT_APPLICABLE),
            "not_known": report.states(State.NOT_KNOWN),
        },
    }
    return json.dumps({"findings": findings, "summary": summary}, ensure_ascii=False, indent=1) + "\n"


FILES = {"text": "findings.txt", "json": "findings.json"}
"""The file names of reports that are written to a folder."""

REPORTERS: dict[str, Callable[[Report, Language], str]] = {"text": text, "json": to_json}
