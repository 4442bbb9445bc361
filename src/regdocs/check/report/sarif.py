"""The report as SARIF 2.1.0 (OASIS, 27 March 2020), as code scanning services and editors read it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from urllib.parse import quote

import regdocs
from regdocs.check.outcome import Entry
from regdocs.check.report.rules import address, described, explanation, title
from regdocs.check.report.run import Checked, Run
from regdocs.finding import Finding, Place, Severity
from regdocs.language import Bilingual, Language

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"


def write(run: Run) -> str:
    """One run of the tool with every finding, also the suppressed ones; paths are relative to where it ran."""
    rules = _Rules(run.language)
    results = list(_results(run, rules))
    notified = [
        _skipped(each, one.rule, one.reason.text(run.language)) for each in run.checked for one in each.report.skipped
    ]
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "regdocs", "version": regdocs.__version__, "rules": rules.entries}},
                "automationDetails": {"id": "regdocs/"},
                "language": run.language,
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {
                    _ROOT: {"description": {"text": "The root of the repository, else the folder that regdocs ran in."}}
                },
                "invocations": [
                    {
                        "executionSuccessful": not any(each.report.failure for each in run.checked),
                        "toolConfigurationNotifications": notified,
                    }
                ],
                "results": results,
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _results(run: Run, rules: _Rules) -> Iterator[dict[str, Any]]:
    for checked in run.checked:
        for entry in checked.report.entries():
            yield _result(checked, entry, rules)
        for each in checked.report.suppressed:
            reason = {"kind": "external", "status": "accepted", "justification": each.reason.text(run.language)}
            yield _result(checked, Entry(each.finding), rules) | {"suppressions": [reason]}


class _Rules:
    """The rules that the results name, each once, in the order of their first result."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.entries: list[dict[str, Any]] = []
        self._index: dict[str, int] = {}

    def index(self, checked: Checked, finding: Finding) -> int:
        if finding.rule not in self._index:
            self._index[finding.rule] = len(self.entries)
            self.entries.append(self._entry(checked, finding))
        return self._index[finding.rule]

    def _entry(self, checked: Checked, finding: Finding) -> dict[str, Any]:
        report, name = checked.report, finding.rule
        rule = described(report, name)
        entry: dict[str, Any] = {
            "id": name,
            "defaultConfiguration": {"level": _level(rule.severity if rule else finding.severity)},
        }
        if said := title(report, name):
            entry["shortDescription"] = {"text": said.text(self.language)}
            entry["fullDescription"] = {"text": _both(said)}
        if said := explanation(report, name):
            entry["help"] = {"text": _both(said)}
        if where := address(report, name):
            entry["helpUri"] = where
        if finding.citations:
            entry["properties"] = {"tags": list(finding.citations)}
        return entry


def _both(text: Bilingual) -> str:
    return "\n".join(dict.fromkeys((text.ko, text.text("en"))))


def _level(severity: Severity) -> str:
    return severity.value


def _result(checked: Checked, entry: Entry, rules: _Rules) -> dict[str, Any]:
    language, finding = rules.language, entry.finding
    place = finding.place
    besides = "".join(f"\n+ {each.message.text(language)} [{each.rule}]" for each in entry.besides)
    remedy = f"\n→ {finding.remedy.text(language)}" if finding.remedy else ""
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(checked, finding),
        "level": _level(finding.severity),
        "message": {"text": finding.message.text(language) + besides + remedy},
        "locations": [_location(checked, finding)],
        "partialFingerprints": {"regdocs/v1": _fingerprint(checked, finding)},
    }
    parts = list(dict.fromkeys(each.rule for each in entry.parts))
    properties = {"citations": list(finding.citations), "page": place.page, "parts": parts}
    result["properties"] = {name: value for name, value in properties.items() if value}
    return result


def _location(checked: Checked, finding: Finding) -> dict[str, Any]:
    place = finding.place
    physical: dict[str, Any] = {
        "artifactLocation": {"uri": quote(checked.tracked_file(finding).lstrip("/"), safe="/"), "uriBaseId": _ROOT}
    }
    if place.line is not None:
        region = {"startLine": place.line} | ({"startColumn": place.column} if place.column is not None else {})
        if (line := checked.line(finding)) is not None:
            region["endColumn"] = len(line) + 1
            if place.column is not None and place.column > len(line):
                del region["endColumn"]
        physical["region"] = region
    location: dict[str, Any] = {"physicalLocation": physical}
    if logical := list(_logical(place)):
        location["logicalLocations"] = logical
    return location


def _logical(place: Place) -> Iterator[dict[str, str]]:
    """What the place is called apart from files: the field of the metadata, the document and its section."""
    if place.path is not None:
        yield {"fullyQualifiedName": place.path, "kind": "member"}
    if place.document is not None:
        name = "/".join(part for part in (place.document, place.section) if part)
        yield {"fullyQualifiedName": name, "kind": "section" if place.section else "document"}


def _fingerprint(checked: Checked, finding: Finding) -> str:
    """The same as long as the same thing is wrong in the same place; lines may move meanwhile."""
    place = finding.place
    what = (finding.rule, checked.name, place.file, place.path, place.document, place.section, finding.message.ko)
    return sha256("\0".join(part or "" for part in what).encode(errors="replace")).hexdigest()[:32]


def _skipped(checked: Checked, name: str, reason: str) -> dict[str, Any]:
    return {"level": "note", "descriptor": {"id": "skipped"}, "message": {"text": f"{checked.where}: {name}: {reason}"}}
