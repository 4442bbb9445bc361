"""Requirement coverage: how a filing stands to each requirement of the law, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from regdocs.check.outcome import Report
from regdocs.check.words import SEVERITIES
from regdocs.finding import Finding
from regdocs.language import Bilingual, Language
from regdocs.regulation.assess import Assessment, State
from regdocs.regulation.law import Law
from regdocs.regulation.requirement import Level, Need

STATES = {
    State.MISSING: Bilingual("미충족", "missing"),
    State.MET: Bilingual("충족", "met"),
    State.OMITTED_WITH_REASON: Bilingual("생략(사유 있음)", "omitted, with reason"),
    State.NOT_KNOWN: Bilingual("알 수 없음", "not known"),
    State.NOT_APPLICABLE: Bilingual("해당 없음", "not applicable"),
}
"""Every state in words, those that ask for work first."""


@dataclass(frozen=True, slots=True)
class Covered:
    """A requirement as a report shows it; `reason` says what is missing, or why it doesn't apply or isn't known.

    `places` are the fields, sections and papers that it looks at, as study.yaml and the template set name them.
    """

    id: str
    title: str
    state: State
    citations: str
    confidence: str
    reason: str
    places: tuple[str, ...]
    optional: bool
    findings: tuple[Finding, ...]

    @property
    def rule(self) -> str:
        return f"law/{self.id}"

    @property
    def weight(self) -> Bilingual:
        """How much it weighs that it isn't met."""
        return SEVERITIES[max((each.severity for each in self.findings), key=lambda each: each.weight)]


def coverage(report: Report, language: Language) -> list[Covered]:
    """The requirements of a report in the law data's order; none where the law couldn't be asked."""
    if report.catalogue is None:
        return []
    law = report.catalogue.law
    return [_covered(each, law, report, language) for each in report.assessments]


def _covered(assessment: Assessment, law: Law, report: Report, language: Language) -> Covered:
    requirement = assessment.requirement
    known = f"{requirement.standing.value} {requirement.standing.label.text(language)}"
    return Covered(
        requirement.id,
        requirement.title.text(language),
        assessment.state,
        ", ".join(law.citations(requirement, language)),
        known,
        _reason(assessment, law, report).text(language),
        tuple(dict.fromkeys(name for need in requirement.needs() for name in _names(need))),
        requirement.level is Level.OPTIONAL,
        tuple(each for each in report.findings if each.rule == f"law/{requirement.id}"),
    )


def _reason(assessment: Assessment, law: Law, report: Report) -> Bilingual:
    requirement = assessment.requirement
    since, until = requirement.in_force.since, requirement.in_force.to
    match assessment.state:
        case State.MISSING:
            # What should hold and doesn't is a statement; what isn't there is a name.
            # Several needs may lack the same thing.
            missing = dict.fromkeys((each.what, each.untrue) for each in assessment.missing)
            ko = "; ".join(what.ko + (" (성립하지 않음)" if untrue else "") for what, untrue in missing)
            en = "; ".join(what.text("en") + (" (does not hold)" if untrue else "") for what, untrue in missing)
            return Bilingual(ko, en)
        case State.NOT_KNOWN:
            return Bilingual(f"{since} 전의 법령은 확인하지 못함", f"the law before {since} was not read")
        case State.NOT_APPLICABLE if until is not None and report.as_of is not None and report.as_of > until:
            return Bilingual(f"{until}까지 시행", f"in force until {until}")
        case State.NOT_APPLICABLE:
            title = law.condition_title(requirement.when or "")
            return Bilingual(f"조건: {title.ko}", f"applies where: {title.text('en')}")
        case _:
            return Bilingual("")


def _names(need: Need) -> Iterator[str]:
    yield from (name for name in (need.field, need.at, need.section, need.narrative, need.document) if name)
    if need.attachment is not None:
        yield f"attachments[role={need.attachment}]"
