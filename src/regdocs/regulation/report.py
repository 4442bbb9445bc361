"""Assessments as findings: how much each weighs, what it says, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from regdocs.finding import Finding, Place, Severity
from regdocs.language import Bilingual, Language
from regdocs.regulation.assess import Assessment, Missing, State
from regdocs.regulation.citation import Confidence
from regdocs.regulation.law import Law
from regdocs.regulation.requirement import Level, Requirement


def to_findings(law: Law, assessments: Iterable[Assessment]) -> list[Finding]:
    """One finding for each missing thing and one note for each requirement that isn't known for the day.

    Rules are `law/<requirement id>`. Place holds the field path, or document and section with the path of a narrative's
    part; line and column are added by who has the file (`Positions.place`).
    """
    findings: list[Finding] = []
    for assessment in assessments:
        if assessment.state is State.NOT_KNOWN:
            findings.append(_not_known(law, assessment.requirement))
        elif assessment.state is State.MISSING:
            findings.extend(_missing(law, assessment))
    return findings


def severity(requirement: Requirement) -> Severity:
    """How much it weighs that a requirement isn't met.

    An error where the text of the law was read, or where an excerpt says what a filing is returned for; a warning for
    other excerpts. What is inferred, remembered or practice, and what is asked for only where it exists, is a note.
    """
    if not requirement.standing.confirmed or requirement.level in (Level.AS_AVAILABLE, Level.OPTIONAL):
        return Severity.NOTE
    if requirement.standing is Confidence.VERBATIM or requirement.returnable:
        return Severity.ERROR
    return Severity.WARNING


def _missing(law: Law, assessment: Assessment) -> Iterator[Finding]:
    requirement = assessment.requirement
    if requirement.level is Level.OPTIONAL:
        return
    for missing in assessment.missing:
        yield Finding(
            f"law/{requirement.id}",
            severity(requirement),
            Bilingual(_message(law, requirement, missing, "ko"), _message(law, requirement, missing, "en")),
            _place(missing),
            _remedy(law, requirement, missing),
            law.citations(requirement),
        )


def _place(missing: Missing) -> Place:
    """Where it belongs; a part of a narrative by its path, as composing names it."""
    place = missing.place
    if not missing.part:
        return place
    return replace(place, path=f"narrative/{place.document}/{place.section}.md#{missing.part}")


def _message(law: Law, requirement: Requirement, missing: Missing, language: Language) -> str:
    title, what = requirement.title.text(language), missing.what.text(language)
    basis = f"({', '.join(law.citations(requirement, language))}; {_certainty(requirement, language)})"
    lack = {"ko": f"{what} 없음", "en": f"{what} is missing"}
    if missing.untrue:
        path = missing.place.path
        lack = {"ko": f"`{path}`: 성립하지 않음 — {what}", "en": f"`{path}`: this does not hold: {what}"}
    return f"{_prefix(requirement, language)}{title}: {lack[language]} {basis}"


def _prefix(requirement: Requirement, language: Language) -> str:
    if not requirement.standing.confirmed:
        return "법령으로 확인되지 않은 사항 · " if language == "ko" else "Not confirmed as law · "
    if requirement.level is Level.AS_AVAILABLE:
        return "있으면 제출 · " if language == "ko" else "Where available · "
    return ""


def _certainty(requirement: Requirement, language: Language) -> str:
    """`V 원문 확인`; where a heading is concerned, what is known of the heading and of its contents."""
    standing = requirement.standing
    certainty = f"{standing.value} {standing.label.text(language)}"
    if requirement.toc_confidence is None:
        return certainty
    contents = f"{requirement.confidence.value} {requirement.confidence.label.text(language)}"
    return f"목차 {certainty}, 내용 {contents}" if language == "ko" else f"heading {certainty}, contents {contents}"


def _remedy(law: Law, requirement: Requirement, missing: Missing) -> Bilingual:
    if missing.place.path is not None:
        ko, en = "study.yaml에 적거나 고치십시오", "give it in study.yaml, or correct it there"
    elif missing.place.section is None:
        ko, en = "이 문서를 만들거나 갈음하는 자료를 첨부하십시오", "write this document, or attach what stands for it"
    else:
        ko, en = "이 부분을 작성하십시오", "write this part"
    lists = law.list_items()
    if requirement.items and all(lists[item][0].omissible for item in requirement.items):
        names = ", ".join(requirement.items)
        ko += f"; 생략하려면 omissions에 `item: {names}`와 구체적인 사유를 적으십시오"
        en += f"; to leave it out, give the specific reason under omissions with `item: {names}`"
    return Bilingual(ko, en)


def _not_known(law: Law, requirement: Requirement) -> Finding:
    since = requirement.in_force.since.isoformat()
    return Finding(
        f"law/{requirement.id}",
        Severity.NOTE,
        Bilingual(
            f"{requirement.title.ko}: {since} 전의 법령은 확인하지 못하여 충족 여부를 알 수 없음",
            f"{requirement.title.text('en')}: the law before {since} was not read, so whether it is met is not known",
        ),
        citations=law.citations(requirement),
    )
