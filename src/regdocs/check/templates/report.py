"""A lint's result for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable

from regdocs.check.report.excerpt import excerpt
from regdocs.check.templates.target import Linted
from regdocs.check.words import line
from regdocs.finding import Finding, Severity
from regdocs.language import Language


def text(linted: Linted, language: Language) -> str:
    """A line for each finding with its rule, the source line that it stands in, and a summary."""
    lines: list[str] = []
    for finding in linted.findings:
        lines.append(f"{line(finding, language)} [{finding.rule}]")
        lines += _excerpt(linted, finding)
    errors, warnings, notes = (linted.count(severity) for severity in Severity)
    ko, en = f"오류 {errors} · 경고 {warnings} · 참고 {notes}", f"{errors} errors · {warnings} warnings · {notes} notes"
    lines.append(f"{linted.name}: {ko if language == 'ko' else en}")
    return "\n".join(lines) + "\n"


def _excerpt(linted: Linted, finding: Finding) -> list[str]:
    place = finding.place
    if place.file is None or place.line is None:
        return []
    try:
        lines = linted.file(place.file).read_text("utf-8-sig", errors="replace").split("\n")
    except OSError:
        return []
    return excerpt(lines[place.line - 1], place.line, place.column) if 0 < place.line <= len(lines) else []


def to_json(linted: Linted, language: Language) -> str:
    """`template_set`, `findings` and `summary`, findings in the form that `regdocs check` has."""
    summary = {f"{severity.value}s": linted.count(severity) for severity in Severity}
    findings = [_finding(each, language) for each in linted.findings]
    data = {"template_set": linted.name, "findings": findings, "summary": summary}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _finding(finding: Finding, language: Language) -> dict[str, object]:
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
    }


FILES = {"text": "findings.txt", "json": "findings.json"}
"""The file names of reports that are written to a folder."""

REPORTERS: dict[str, Callable[[Linted, Language], str]] = {"text": text, "json": to_json}
