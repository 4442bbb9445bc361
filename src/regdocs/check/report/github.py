"""GitHub annotations: workflow commands that put each finding beside its line in a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from regdocs.check.outcome import Entry
from regdocs.check.report.rules import unsaid
from regdocs.check.report.run import Checked, Run
from regdocs.finding import Finding, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def write(run: Run) -> str:
    """One command a line; paths from the root of the repository, as GitHub looks for them."""
    return "".join(f"{_command(run, each, entry)}\n" for each in run.checked for entry in each.report.entries())


def _command(run: Run, checked: Checked, entry: Entry) -> str:
    finding = entry.finding
    properties = ",".join(f"{name}={_property(value)}" for name, value in _properties(checked, finding))
    remedy = f"\n→ {finding.remedy.text(run.language)}" if finding.remedy else ""
    path = f"{finding.place.path}: " if finding.place.path else ""
    basis = ", ".join(unsaid(checked.report, finding, run.language))
    message = f"{path}{finding.message.text(run.language)}{f' ({basis})' if basis else ''}{remedy}"
    message += "".join(f"\n+ {each.message.text(run.language)} [{each.rule}]" for each in entry.besides)
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(message)}"


def _properties(checked: Checked, finding: Finding) -> Iterator[tuple[str, str]]:
    yield "file", checked.tracked_file(finding)
    if finding.place.line is not None:
        yield "line", str(finding.place.line)
        if finding.place.column is not None:
            yield "col", str(finding.place.column)
    yield "title", finding.rule


def _data(text: str) -> str:
    """What must not end a command or begin another."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
