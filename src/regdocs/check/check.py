"""Check a submission: what can't be read, what its rules find, what its documents lack, what the law asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from regdocs.build.trees import trees
from regdocs.check.catalogue import Catalogue, catalogue, functions
from regdocs.check.commented import at_comments
from regdocs.check.filing import Filing
from regdocs.check.gaps import parts
from regdocs.check.in_narrative import heading_in_narrative, narrative_to_write, part_to_write
from regdocs.check.order import ordered
from regdocs.check.outcome import Report, Skipped
from regdocs.check.rule import Function, Problem
from regdocs.check.specification import Layer, Rule
from regdocs.check.suppression import accounts, suppress
from regdocs.compose.compose import Composed
from regdocs.compose.unplaced import unplaced
from regdocs.finding import ExitCode, Finding, Place, RegdocsError, Severity
from regdocs.language import Bilingual
from regdocs.regulation.assess import Assessment, assess
from regdocs.regulation.report import to_findings
from regdocs.submission.load import Submission, load
from regdocs.template_set.load import TemplateSet, template_set_of

_UNREADABLE = Bilingual("제출자료를 읽을 수 없음", "the submission can't be read")
_NO_DATA = Bilingual("서식 모음에 이 규칙의 자료가 없음", "the template set has no data for this rule")
_NOTHING_RUN = Bilingual(
    "점검한 규칙이 하나도 없음: 서식 모음에 규칙도 요건도 없음",
    "no rule ran: the template set has neither rules nor requirements",
)
_NOT_COMPOSED = Bilingual("문서를 구성할 수 없음", "the documents can't be composed")


def check(folder: Path, as_of: date | None = None) -> Report:
    """Check the submission in `folder` by the law of `as_of` (the filing's own day where it is None).

    A submission that can't be read gives a report with its errors; raises `UsageError` only.
    """
    try:
        submission = load(folder)
        template_set = template_set_of(submission)
        rules = catalogue(template_set)
        filing = Filing(
            submission,
            template_set,
            as_of or submission.study.filing.as_of,
            lambda: trees(submission, template_set),
            rules.rules,
        )
        return judged(filing, rules)
    except RegdocsError as error:
        skipped = tuple(Skipped(name, _UNREADABLE) for name in functions())
        return Report(folder.name, as_of, error.findings, (), ("data",), error.exit_code, skipped)


def check_loaded(submission: Submission, template_set: TemplateSet, composed: Sequence[Composed], day: date) -> Report:
    """Check a submission that is loaded and composed already, by the law of `day`."""
    rules = catalogue(template_set)
    return judged(Filing(submission, template_set, day, lambda: composed, rules.rules), rules)


def judged(filing: Filing, rules: Catalogue) -> Report:
    """Everything that there is to say of a filing: first of its data, then of its documents and the law.

    Documents that can't be composed are findings; what needs them is skipped then.
    """
    run = _Run(filing, rules)
    run.layer(Layer.METADATA)
    try:
        run.documents()
    except RegdocsError as error:
        run.without_documents(error)
    return run.report()


class _Run:
    """One run of the rules over one filing; gathers what they find."""

    def __init__(self, filing: Filing, rules: Catalogue) -> None:
        self.filing, self.rules = filing, rules
        self.findings: list[Finding] = []
        self.assessments: list[Assessment] = []
        self.names = ["data"]
        self.skipped = [Skipped(name, _NO_DATA) for name in functions() if name not in rules.rules]
        self.failure: ExitCode | None = None

    def layer(self, layer: Layer) -> None:
        for rule, function in self.rules.run_on(layer):
            self.names.append(rule.id)
            self.one(rule, function)

    def one(self, rule: Rule, function: Function) -> None:
        """One rule; a crash in it is a finding that names it, and the others run all the same."""
        try:
            self.findings += [self.finding(rule, problem) for problem in function(self.filing)]
        except RegdocsError as error:
            self.findings += error.findings
        except Exception as error:
            self.failure = ExitCode.OUR_BUG
            self.findings += self.own("check/crashed", _crash(rule, error))

    def finding(self, rule: Rule, problem: Problem) -> Finding:
        citations = self.rules.citations(rule)
        return Finding(
            rule.id,
            problem.severity or rule.severity,
            problem.message,
            heading_in_narrative(self.filing, problem.place) if rule.layer is Layer.DOCUMENTS else problem.place,
            problem.remedy or rule.remedy,
            citations,
        )

    def own(self, name: str, problem: Problem) -> Iterator[Finding]:
        """A finding of the check itself; a template set without rules leaves it a note."""
        rule = self.rules.rules.get(name)
        if rule is not None:
            yield self.finding(rule, problem)
        else:
            yield Finding(name, Severity.NOTE, problem.message, problem.place, problem.remedy)

    def documents(self) -> None:
        composed = self.filing.composed
        self.names.append("compose")
        self.findings += unplaced(self.filing.submission, self.filing.template_set)
        self.findings += [finding for each in composed for finding in each.findings]
        self.layer(Layer.DOCUMENTS)
        law, study = self.filing.law, self.filing.study
        self.assessments = assess(law, study, self.filing.day, self.filing.presence, self.filing.plain)
        self.findings += _placed(to_findings(law, self.assessments), self.filing)
        self.names += [f"law/{assessment.requirement.id}" for assessment in self.assessments]

    def without_documents(self, error: RegdocsError) -> None:
        self.findings += error.findings
        self.failure = error.exit_code
        needing = [rule.id for rule, _ in self.rules.run_on(Layer.DOCUMENTS)]
        needing += [f"law/{requirement.id}" for requirement in self.filing.law.requirements]
        self.skipped += [Skipped(name, _NOT_COMPOSED) for name in needing if name not in self.names]

    def report(self) -> Report:
        kept, taken = suppress(_once(self.findings), self.filing)
        if {*self.names} <= {"data", "compose"}:
            kept.append(Finding("check/nothing-run", Severity.ERROR, _NOTHING_RUN))
        for name, problem in accounts(self.filing, self.rules, taken):
            kept += self.own(name, problem)
        findings = tuple(ordered(at_comments(kept, self.filing), self.filing))
        return Report(
            self.filing.study.id,
            self.filing.day,
            findings,
            tuple(self.assessments),
            tuple(self.names),
            self.failure,
            tuple(self.skipped),
            tuple(taken),
            self.rules,
            self.filing.template_set.folder,
            parts(findings, self.filing, self.assessments) if self.assessments else (),
        )


def _crash(rule: Rule, error: Exception) -> Problem:
    traceback = error.__traceback__
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    module = traceback.tb_frame.f_globals.get("__name__", "?") if traceback else "?"
    where = f"{type(error).__name__}, {module}:{traceback.tb_lineno if traceback else 0}"
    return Problem(
        Place(),
        Bilingual(
            f"규칙 `{rule.id}`: 오류로 끝나 점검하지 못함 ({where})",
            f"the rule `{rule.id}` failed, so it checked nothing ({where})",
        ),
        Bilingual("이 줄을 알려 주십시오", "please report this line"),
    )


def _placed(findings: Iterable[Finding], filing: Filing) -> Iterator[Finding]:
    """The law's findings with the line of study.yaml that their field path stands for, or the narrative to write."""
    for finding in findings:
        place = finding.place
        if place.path is not None and place.document is not None:
            place = part_to_write(filing, place, place.path)
        elif place.path is not None and place.file is None:
            source = filing.at(place.path)
            place = replace(place, file=source.file, line=source.line, column=source.column)
        elif place.path is None:
            place = narrative_to_write(filing, place)
        yield replace(finding, place=place)


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Each thing once, though several documents print it."""
    seen: dict[object, Finding] = {}
    for finding in findings:
        place = finding.place
        seen.setdefault((finding.rule, place.path, place.file, place.line, finding.message.ko), finding)
    return list(seen.values())
