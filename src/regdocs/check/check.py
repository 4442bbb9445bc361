"""Check a submission: what can't be read, what a document lacks, what the law asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from regdocs.check.attachments import absent_files, unknown_originals
from regdocs.compose.compose import Composed, compose, jobs
from regdocs.compose.presence import FilingPresence
from regdocs.compose.unplaced import unplaced
from regdocs.finding import ExitCode, Finding, RegdocsError, Severity
from regdocs.language import Bilingual
from regdocs.regulation.assess import Assessment, State, assess
from regdocs.regulation.report import to_findings
from regdocs.submission.load import Submission, load
from regdocs.template_set.load import TemplateSet, template_set_of


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a check found; `failure` is the exit code of a submission that can't be read at all."""

    submission: str
    as_of: date | None
    findings: tuple[Finding, ...]
    assessments: tuple[Assessment, ...] = ()
    rules_run: tuple[str, ...] = ()
    failure: ExitCode | None = None
    skipped: tuple[str, ...] = field(default=())

    def count(self, severity: Severity) -> int:
        """How many findings weigh exactly so."""
        return sum(1 for finding in self.findings if finding.severity is severity)

    def states(self, *states: State) -> int:
        """How many requirements are in one of these states."""
        return sum(1 for assessment in self.assessments if assessment.state in states)


def check(folder: Path, as_of: date | None = None) -> Report:
    """Check the submission in `folder` by the law of `as_of` (the filing's own day where it is None).

    A submission that can't be read gives a report with its errors; raises `UsageError` only.
    """
    try:
        submission = load(folder)
        template_set = template_set_of(submission)
        composed = [compose(submission, template_set, job) for job in jobs(submission, template_set)]
    except RegdocsError as error:
        return Report(folder.name, as_of, error.findings, rules_run=("data",), failure=error.exit_code)
    return check_loaded(submission, template_set, composed, as_of or submission.study.filing.as_of)


def check_loaded(submission: Submission, template_set: TemplateSet, composed: Sequence[Composed], day: date) -> Report:
    """Check a submission that is loaded and composed already, by the law of `day`."""
    presence = FilingPresence(submission, [each.document for each in composed])
    assessments = assess(template_set.law, submission.study, day, presence)
    findings = [
        *unplaced(submission, template_set),
        *(finding for each in composed for finding in each.findings),
        *_placed(to_findings(template_set.law, assessments), submission),
        *absent_files(submission),
        *unknown_originals(submission, template_set),
        *_example(submission),
    ]
    rules = ["data", "compose", "attachments", *(f"law/{assessment.requirement.id}" for assessment in assessments)]
    return Report(submission.study.id, day, tuple(_once(findings)), tuple(assessments), tuple(rules))


def _placed(findings: Iterable[Finding], submission: Submission) -> Iterable[Finding]:
    """The law's findings with the line of study.yaml that their field path stands for."""
    for finding in findings:
        place = finding.place
        if place.path is not None and place.file is None:
            source = submission.positions.place(place.path)
            place = replace(place, file=source.file, line=source.line, column=source.column)
        yield replace(finding, place=place)


def _example(submission: Submission) -> Iterable[Finding]:
    if submission.study.example:
        message = Bilingual(
            "예시 제출자료: 모든 쪽에 예시 표시가 인쇄됨", "this is an example submission: every page says so"
        )
        yield Finding("submission/example", Severity.NOTE, message, submission.positions.place("example"))


def _once(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Each thing once, though several documents print it; the weightiest first, then by place."""
    seen: dict[object, Finding] = {}
    for finding in findings:
        place = finding.place
        seen.setdefault((finding.rule, place.path, place.file, place.line, finding.message.ko), finding)
    return sorted(
        seen.values(),
        key=lambda each: (
            -each.severity.weight,
            each.place.file or "~",
            each.place.line or 0,
            each.place.column or 0,
            each.rule,
        ),
    )
