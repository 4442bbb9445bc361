"""The report as JUnit XML: each requirement of the law is a test case, and so is each rule."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from regdocs.check.report.coverage import STATES, Covered, coverage
from regdocs.check.report.rules import title
from regdocs.check.report.run import Checked, Run
from regdocs.finding import Finding, Severity
from regdocs.language import Bilingual
from regdocs.regulation.assess import State

# XML 1.0 has no way to write these.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_ELSEWHERE = Bilingual("다른 시험 항목에서 함께 말한 결과", "told with another case")

_SUPPRESSED = Bilingual("억제함", "suppressed")


@dataclass(frozen=True, slots=True)
class _Case:
    """A test case: passed where it has no `outcome`; `told` is what there is to read about it."""

    group: str
    name: str
    outcome: str | None = None
    message: str = ""
    kind: str = ""
    told: str = ""


def write(run: Run) -> str:
    """A suite for each submission. There is no clock, so no times: each case took 0 seconds."""
    root = Element("testsuites", name="regdocs", time="0")
    for checked in run.checked:
        cases = list(_cases(run, checked))
        suite = SubElement(root, "testsuite", {"name": _text(checked.where), **_counts(cases), "time": "0"})
        for case in cases:
            _add(suite, case)
    every = [element.attrib for element in root]
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(each[name]) for each in every)))
    indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _counts(cases: list[_Case]) -> dict[str, str]:
    outcomes = [case.outcome for case in cases]
    return {
        "tests": str(len(cases)),
        "failures": str(outcomes.count("failure")),
        "errors": str(outcomes.count("error")),
        "skipped": str(outcomes.count("skipped")),
    }


def _add(suite: Element, case: _Case) -> None:
    element = SubElement(suite, "testcase", classname=_text(case.group), name=_text(case.name), time="0")
    if case.outcome is not None:
        kind = {"type": case.kind} if case.kind else {}
        outcome = SubElement(element, case.outcome, {"message": _text(case.message), **kind})
        outcome.text = _text(case.told) or None
    elif case.told:
        SubElement(element, "system-out").text = _text(case.told)


def _text(text: str) -> str:
    return _UNWRITABLE.sub("�", text)


def _cases(run: Run, checked: Checked) -> Iterator[_Case]:
    report = checked.report
    covered = coverage(report, run.language)
    for each in covered:
        yield _requirement(run, checked, each)
    told = {each.rule for each in covered}
    skipped = {each.rule: each.reason.text(run.language) for each in report.skipped}
    names = [name for name in (*report.rules_run, *skipped) if name not in told]
    # A finding's rule may be a part of one that ran: `compose/missing-prose` of `compose`.
    found: dict[str, list[Finding]] = {name: [] for name in names}
    for finding in report.findings:
        if finding.rule not in told:
            parent = finding.rule.rpartition("/")[0]
            found.setdefault(parent if finding.rule not in found and parent in found else finding.rule, []).append(
                finding
            )
    parts = {part for entry in report.entries() for part in entry.parts}
    for name, findings in found.items():
        yield _rule(run, checked, name, findings, skipped.get(name), parts)


def _requirement(run: Run, checked: Checked, covered: Covered) -> _Case:
    group, name = f"{checked.where}.law", f"{covered.rule} {covered.title} ({covered.citations})"
    state = STATES[covered.state].text(run.language)
    if covered.state is State.MET:
        return _Case(group, name)
    if covered.state is not State.MISSING or covered.optional:
        return _Case(group, name, "skipped", f"{state}: {covered.reason}" if covered.reason else state)
    told, weight = _told(run, checked, covered.findings), _weight(covered.findings)
    if not covered.findings:
        reasons = [
            each.reason.text(run.language) for each in checked.report.suppressed if each.finding.rule == covered.rule
        ]
        return _Case(group, name, "skipped", f"{state}, {_SUPPRESSED.text(run.language)}: {'; '.join(reasons)}")
    if weight is Severity.NOTE:
        return _Case(group, name, told=told)
    return _Case(group, name, "failure", f"{state}: {covered.reason}", weight.value, told)


def _rule(
    run: Run, checked: Checked, name: str, findings: list[Finding], skipped: str | None, parts: Container[Finding]
) -> _Case:
    group = f"{checked.where}.{name.partition('/')[0]}"
    said = title(checked.report, name)
    called = f"{name} {said.text(run.language)}" if said else name
    told = _told_once(run, checked, findings, parts)
    if skipped is not None and not findings:
        return _Case(group, called, "skipped", skipped)
    weight = _weight(findings)
    if weight is Severity.NOTE:
        return _Case(group, called, told=told)
    heavy = [each for each in findings if each.severity is weight]
    message = next((each for each in heavy if each not in parts), heavy[0]).message.text(run.language)
    return _Case(group, called, "error" if checked.report.failure else "failure", message, weight.value, told)


def _weight(findings: Iterable[Finding]) -> Severity:
    """What the weightiest weighs; a note fails no pipeline, so a case of notes passes and says them."""
    return max((each.severity for each in findings), key=lambda each: each.weight, default=Severity.NOTE)


def _told_once(run: Run, checked: Checked, findings: list[Finding], parts: Container[Finding]) -> str:
    """What a rule found; of `parts`, which other cases tell of, only how many there are."""
    own = [each for each in findings if each not in parts]
    left = len(findings) - len(own)
    more = [f"{_ELSEWHERE.text(run.language)}: {left}"] if left else []
    return "\n".join([*([_told(run, checked, own)] if own else []), *more])


def _told(run: Run, checked: Checked, findings: Iterable[Finding]) -> str:
    return "\n".join(f"{run.placed(checked, each).line(run.language)} [{each.rule}]" for each in findings)
