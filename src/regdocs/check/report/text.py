"""The report for a terminal: a line for each finding, its source with a caret, and a summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from regdocs.check.report.excerpt import excerpt, visible
from regdocs.check.report.rules import unsaid
from regdocs.check.report.run import Checked, Run
from regdocs.check.words import SEVERITIES
from regdocs.finding import Finding, Severity
from regdocs.language import Language
from regdocs.regulation.state import State

_COLORS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.NOTE: "36"}
_CARET, _FAINT = "32;1", "2"


def write(run: Run) -> str:
    """One line for each finding, its excerpt, what was skipped, and a summary for each submission and for all."""
    lines: list[str] = []
    for each in run.checked:
        if run.several:
            lines.append(f"== {each.where}")
        lines += _findings(run, each)
        lines += _skipped(each, run.language)
        lines += _summary(Run((each,), run.language), str(each.report.as_of or ""))
        if run.several:
            lines.append("")
    if run.several:
        ko, en = f"== 전체 {len(run.checked)}건", f"== all {len(run.checked)}"
        lines += [ko if run.language == "ko" else en, *_summary(run, "")]
    return "\n".join(lines) + "\n"


def _findings(run: Run, checked: Checked) -> Iterator[str]:
    shown: tuple[object, ...] | None = None
    for original in checked.report.findings:
        yield _line(run, run.placed(checked, original), unsaid(checked.report, original, run.language))
        place = original.place
        where = (place.file, place.line, place.column)
        line = checked.line(original) if where != shown else None
        if line is not None and place.line is not None:
            source, *caret = excerpt(line, place.line, place.column)
            yield _painted(run, _FAINT, source)
            yield from (_painted(run, _CARET, each) for each in caret)
        shown = where


def _line(run: Run, finding: Finding, basis: Sequence[str]) -> str:
    """Weight, place, message, remedy; in brackets the rule, and what it rests on where the message doesn't say so."""
    weight = _painted(run, _COLORS[finding.severity], SEVERITIES[finding.severity].text(run.language))
    rule = _painted(run, _FAINT, f"[{' · '.join((finding.rule, *basis))}]")
    return f"{weight}: {visible(' '.join(finding.line(run.language).split()))} {rule}"


def _painted(run: Run, color: str, text: str) -> str:
    return f"\x1b[{color}m{text}\x1b[0m" if run.color else text


def _skipped(checked: Checked, language: Language) -> Iterator[str]:
    """Rules that didn't run, a line for each reason."""
    reasons: dict[str, list[str]] = {}
    for each in checked.report.skipped:
        reasons.setdefault(each.reason.text(language), []).append(each.rule)
    for reason, rules in reasons.items():
        names = ", ".join(rules[:8]) + (" …" if len(rules) > 8 else "")
        ko, en = f"건너뜀 {len(rules)}: {names} ({reason})", f"skipped {len(rules)}: {names} ({reason})"
        yield ko if language == "ko" else en


def _summary(run: Run, day: str) -> Iterator[str]:
    errors, warnings, notes = (run.count(severity) for severity in Severity)
    suppressed = sum(len(each.report.suppressed) for each in run.checked)
    if run.language == "ko":
        yield f"오류 {errors} · 경고 {warnings} · 참고 {notes}" + (f" · 억제 {suppressed}" if suppressed else "")
        yield f"요건: {_requirements(run)}" + (f" (기준일 {day})" if day else "")
    else:
        counted = ((errors, "error"), (warnings, "warning"), (notes, "note"))
        told = " · ".join(f"{number} {name}{'' if number == 1 else 's'}" for number, name in counted)
        yield told + (f" · {suppressed} suppressed" if suppressed else "")
        yield f"requirements: {_requirements(run)}" + (f" (as of {day})" if day else "")


def _requirements(run: Run) -> str:
    """How many requirements are in which state; that none was judged, where nothing could be read or a file is checked."""
    met = run.states(State.MET, State.OMITTED_WITH_REASON)
    missing, others, unknown = (run.states(state) for state in (State.MISSING, State.NOT_APPLICABLE, State.NOT_KNOWN))
    if run.language == "ko":
        told = f"충족 {met} · 미충족 {missing} · 해당 없음 {others}" + (f" · 알 수 없음 {unknown}" if unknown else "")
        return told if met + missing + others + unknown else "판단하지 않음"
    told = f"{met} met · {missing} missing · {others} not applicable" + (f" · {unknown} not known" if unknown else "")
    return told if met + missing + others + unknown else "not judged"
