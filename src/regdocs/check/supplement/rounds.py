"""Rules on supplement rounds, as far as no earlier revision is needed: open questions, days that contradict law or answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from regdocs.check.filing import Filing
from regdocs.check.rule import Problem, rule
from regdocs.finding import Finding
from regdocs.submission.rounds import LoadedRound, load_round, rounds

_DATA = (
    "unanswered", "absent-attachment", "dates", "authority", "no-deadline", "long-deadline", "too-many-extensions",
    "unknown-extension", "late-extension", "after-deadline", "second-last-demand", "first-last-demand",
    "unknown-holidays",
)  # fmt: skip
_EVIDENCE = ("unknown-document", "unknown-section")


def _loaded(filing: Filing) -> tuple[LoadedRound, ...]:
    """The rounds; raises `SubmissionError` where one can't be read."""
    return tuple(load_round(filing.submission, name) for name in rounds(filing.submission.folder))


def _data(filing: Filing) -> Mapping[str, Sequence[Finding]]:
    """What is wrong with the rounds' days and answers as they stand, by rule."""
    found = filing.once(_loaded)
    if not found:
        return {}
    # Most submissions have no rounds, and these bring the calendar along.
    from regdocs.calendar.round_days import day_findings, order_findings
    from regdocs.submission.round_answers import standing

    findings: list[Finding] = []
    for each in found:
        findings += standing(each, filing.submission)
        findings += day_findings(each, filing.submission, filing.law)
        findings += order_findings(each, (other for other in found if other is not each), filing.law)
    return _by_rule(findings)


def _evidence(filing: Filing) -> Mapping[str, Sequence[Finding]]:
    """Evidence that the composed documents don't have, by rule."""
    found = filing.once(_loaded)
    if not found:
        return {}
    from regdocs.submission.round_answers import unknown_evidence

    return _by_rule([finding for each in found for finding in unknown_evidence(each, filing.documents)])


def _by_rule(findings: Sequence[Finding]) -> Mapping[str, Sequence[Finding]]:
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for each in findings:
        by_rule[each.rule].append(each)
    return by_rule


def _problems(findings: Sequence[Finding]) -> Iterator[Problem]:
    """Findings as this check tells them; how much each weighs depends on how surely its days are counted."""
    for each in findings:
        yield Problem(each.place, each.message, each.remedy, each.severity)


def _register(name: str) -> None:
    identifier = f"supplement/{name}"
    find = _data if name in _DATA else _evidence

    @rule(identifier)
    def told(filing: Filing) -> Iterator[Problem]:
        yield from _problems(filing.once(find).get(identifier, ()))


for _name in (*_DATA, *_EVIDENCE):
    _register(_name)
