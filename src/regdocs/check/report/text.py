"""The report for a terminal: a line for each finding, its source with a caret, and a summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from regdocs.check.outcome import Entry
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
    """One line for each thing to do, its excerpt and who else asks for it, what was skipped, and a summary.

    Places are paths from the current folder, so that a terminal or an editor opens them.
    """
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
    for entry in checked.report.entries():
        yield _line(run, checked, entry, unsaid(checked.report, entry.finding, run.language))
        place = entry.finding.place
        where = (place.file, place.line, place.column)
        line = checked.line(entry.finding) if where != shown else None
        if line is not None and place.line is not None:
            source, *caret = excerpt(line, place.line, place.column)
            yield _painted(run, _FAINT, source)
            yield from (_painted(run, _CARET, each) for each in caret)
        shown = where
        for each in entry.besides:
            yield f"  + {_flat(each.message.text(run.language))} {_painted(run, _FAINT, f'[{each.rule}]')}"


def _line(run: Run, checked: Checked, entry: Entry, basis: Sequence[str]) -> str:
    """Weight, place, message, remedy; in brackets the rules, and what it rests on where the message doesn't say so."""
    finding = entry.finding
    weight = _painted(run, _COLORS[finding.severity], SEVERITIES[finding.severity].text(run.language))
    rule = _painted(run, _FAINT, f"[{' · '.join((*entry.rules, *basis))}]")
    return f"{weight}: {_flat(_opened(checked, finding).line(run.language))} {rule}"


def _opened(checked: Checked, finding: Finding) -> Finding:
    """The finding with its file as a path from the current folder."""
    file, path = checked.opened_file(finding), finding.place.path
    if file is None or finding.place.file is None:
        return finding
    if path is not None and path.startswith(f"{finding.place.file}#"):
        path = file + path.removeprefix(finding.place.file)
    return replace(finding, place=replace(finding.place, file=file, path=path))


def _flat(text: str) -> str:
    """One line that can't steer a terminal."""
    return visible(" ".join(text.split()))


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
    errors, warnings, notes = (run.entries(severity) for severity in Severity)
    suppressed = sum(len(each.report.suppressed) for each in run.checked)
    yield from _parts(run)
    if run.language == "ko":
        yield f"오류 {errors} · 경고 {warnings} · 참고 {notes}" + (f" · 억제 {suppressed}" if suppressed else "")
        yield f"요건: {_requirements(run)}" + (f" (기준일 {day})" if day else "")
    else:
        counted = ((errors, "error"), (warnings, "warning"), (notes, "note"))
        told = " · ".join(f"{number} {name}{'' if number == 1 else 's'}" for number, name in counted)
        yield told + (f" · {suppressed} suppressed" if suppressed else "")
        yield f"requirements: {_requirements(run)}" + (f" (as of {day})" if day else "")


def _parts(run: Run) -> Iterator[str]:
    """How many findings stand with another, where some do."""
    every = sum(len(each.report.findings) for each in run.checked)
    parts = every - sum(map(run.entries, Severity))
    if parts and run.language == "ko":
        yield f"결과 {every}건 가운데 {parts}건은 다른 결과와 같은 빈 곳을 말하므로 그 결과에 함께 적음"
    elif parts:
        yield f"{every} findings in all; {parts} of them tell of a gap that another tells, and stand with it"


def _requirements(run: Run) -> str:
    """How many requirements are in which state; that none was judged, where nothing could be read or a file is checked."""
    met = run.states(State.MET, State.OMITTED_WITH_REASON)
    missing, others, unknown = (run.states(state) for state in (State.MISSING, State.NOT_APPLICABLE, State.NOT_KNOWN))
    if run.language == "ko":
        told = f"충족 {met} · 미충족 {missing} · 해당 없음 {others}" + (f" · 알 수 없음 {unknown}" if unknown else "")
        return told if met + missing + others + unknown else "판단하지 않음"
    told = f"{met} met · {missing} missing · {others} not applicable" + (f" · {unknown} not known" if unknown else "")
    return told if met + missing + others + unknown else "not judged"
