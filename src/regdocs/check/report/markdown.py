"""The report as Markdown, as a job's summary or a merge request's comment shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from regdocs.check.outcome import Entry
from regdocs.check.report.coverage import STATES, Covered, coverage
from regdocs.check.report.rules import unsaid
from regdocs.check.report.run import Checked, Run
from regdocs.check.words import SEVERITIES
from regdocs.finding import Severity
from regdocs.language import Bilingual, Language
from regdocs.regulation.assess import State

MOST = 300
"""Findings of one weight that are listed."""

ROOM = 1_000_000
"""Bytes that a job summary may hold; GitHub drops one of more than a mebibyte as a whole."""

_COLUMNS = (
    Bilingual("위치", "Place"),
    Bilingual("내용", "Finding"),
    Bilingual("조치", "Remedy"),
    Bilingual("규칙", "Rule"),
)
_REQUIREMENT = (Bilingual("요건", "Requirement"), Bilingual("근거", "Basis"), Bilingual("사유", "Reason"))
_SPECIAL = re.compile(r"([\\*_\[\]#~|!$@`])")


def write(run: Run) -> str:
    """A heading, the findings by weight, and the requirements by state, what is well folded away.

    Of many submissions the last ones are told in short where there is no room for all.
    """
    briefs = [_joined(_heading(run, each)) for each in run.checked]
    room = ROOM - sum(len(each.encode()) for each in briefs)
    told: list[str] = []
    for each, brief in zip(run.checked, briefs, strict=True):
        rest = _joined(_submission(run, each))
        room -= len(rest.encode())
        told += [brief, rest] if room >= 0 else [brief]
    return "".join(told)


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _heading(run: Run, checked: Checked) -> Iterator[str]:
    language, report = run.language, checked.report
    entries = Run((checked,), language).entries
    counts = ", ".join(f"{SEVERITIES[each].text(language)} {entries(each)}" for each in Severity)
    yield f"## regdocs check: {escaped(checked.where)}"
    yield ""
    day = report.as_of or "–"
    yield f"{counts} · {'기준일' if language == 'ko' else 'as of'} {day}"
    yield ""


def _submission(run: Run, checked: Checked) -> Iterator[str]:
    language, report = run.language, checked.report
    for severity in Severity:
        found = [
            (entry, " · ".join((*entry.rules, *unsaid(report, entry.finding, language))))
            for entry in run.told(checked)
            if entry.finding.severity is severity
        ]
        yield from _findings(found, severity, language)
    covered = coverage(report, language)
    if covered:
        yield from _coverage(covered, language)
    yield from _listed(
        Bilingual("억제한 결과", "Suppressed"),
        [
            f"{run.placed(checked, each.finding).line(language)} — {each.reason.text(language)}"
            for each in report.suppressed
        ],
        language,
    )
    yield from _listed(
        Bilingual("건너뛴 규칙", "Skipped rules"),
        [f"{each.rule}: {each.reason.text(language)}" for each in report.skipped],
        language,
    )


def _findings(findings: Sequence[tuple[Entry, str]], severity: Severity, language: Language) -> Iterator[str]:
    if not findings:
        return
    heading = f"{SEVERITIES[severity].text(language)} ({len(findings)})"
    rows = (
        (each.finding.where(), _message(each, language), remedy.text(language) if remedy else "", rule)
        for each, rule in findings[:MOST]
        for remedy in (each.finding.remedy,)
    )
    yield from _folded(heading, _table(_COLUMNS, rows, language), open=severity is not Severity.NOTE)
    if len(findings) > MOST:
        left = len(findings) - MOST
        yield f"… 외 {left}건" if language == "ko" else f"… and {left} more"
        yield ""


def _message(entry: Entry, language: Language) -> str:
    """What an entry says, and behind each plus who else asks for it."""
    besides = (f"{each.message.text(language)} [{each.rule}]" for each in entry.besides)
    return " + ".join((entry.finding.message.text(language), *besides))


def _coverage(covered: Sequence[Covered], language: Language) -> Iterator[str]:
    yield "### 요건 충족" if language == "ko" else "### Requirement coverage"
    yield ""
    groups = [(state, [each for each in covered if each.state is state]) for state in STATES]
    counts = [tuple(str(len(found)) for _, found in groups)]
    yield from _table(tuple(STATES[state] for state, _ in groups), counts, language)
    yield ""
    for state, found in groups:
        if found and state is not State.MET:
            rows = ((each.title, f"{each.citations} ({each.confidence})", each.reason) for each in found)
            heading = f"{STATES[state].text(language)} ({len(found)})"
            yield from _folded(heading, _table(_REQUIREMENT, rows, language), open=False)


def _listed(heading: Bilingual, lines: Sequence[str], language: Language) -> Iterator[str]:
    if lines:
        yield from _folded(f"{heading.text(language)} ({len(lines)})", (f"- {escaped(each)}" for each in lines))


def _folded(heading: str, lines: Iterable[str], *, open: bool = False) -> Iterator[str]:
    # The blank line lets Markdown begin anew inside the element.
    yield f"<details{' open' if open else ''}><summary>{heading}</summary>"
    yield ""
    yield from lines
    yield ""
    yield "</details>"
    yield ""


def _table(columns: Sequence[Bilingual], rows: Iterable[Sequence[str]], language: Language) -> Iterator[str]:
    yield f"| {' | '.join(each.text(language) for each in columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(map(escaped, row))} |"


def escaped(text: str) -> str:
    """Text that stays what it is: no markup, no link and no cell's end; `code` stays code."""
    parts = " ".join(text.split()).split("`")
    if len(parts) % 2 == 0:
        # A backtick without its partner is a letter.
        parts[-2:] = ["`".join(parts[-2:])]
    return "`".join(part.replace("|", "\\|") if index % 2 else _plain(part) for index, part in enumerate(parts))


def _plain(text: str) -> str:
    kept = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", kept)
