"""Rules on participants: ages and consent against who takes part, and what is done with their samples and records."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regdocs.check.filing import Filing
from regdocs.check.metadata.measure import each
from regdocs.check.rule import Problem, problem, rule
from regdocs.study.design import Population

_FROM = re.compile(r"(\d{1,3})\s*세\s*(이상|초과)")
_UNTIL = re.compile(r"(\d{1,3})\s*세\s*(이하|미만)")
_BEYOND = {"초과": 1, "미만": -1}
"""Words that leave out the age that they stand by."""
_NOBODY = Population()


@rule("ages/order")
def order(filing: Filing) -> Iterator[Problem]:
    """A lowest age lies below the highest, for all and in each cohort."""
    population = _population(filing)
    ranges = [("population", population.minimum_age, population.maximum_age)]
    ranges += [(path, one.minimum_age, one.maximum_age) for path, one in each("population.cohorts", population.cohorts)]
    for path, lowest, highest in ranges:
        if lowest is not None and highest is not None and lowest >= highest:
            message = (
                f"{lowest}세: 최고 나이 {highest}세보다 낮지 않음",
                f"{lowest} isn't below the highest age, {highest}",
            )
            yield problem(filing, f"{path}.minimum_age", message)
        for name, age in (("minimum_age", lowest), ("maximum_age", highest)):
            if age is not None and age > filing.limit("ages/order", "oldest"):
                yield problem(filing, f"{path}.{name}", (f"{age}세: 사람의 나이가 아님", f"{age} is nobody's age"))


@rule("ages/cohorts")
def cohorts(filing: Filing) -> Iterator[Problem]:
    """Cohorts cover the ages of the study, no more and no less, and say rightly whether they are minors."""
    population = _population(filing)
    if not population.cohorts:
        return
    for name, choose in (("minimum_age", min), ("maximum_age", max)):
        ages = [age for one in population.cohorts if (age := getattr(one, name)) is not None]
        whole = getattr(population, name)
        if len(ages) == len(population.cohorts) and whole is not None and choose(ages) != whole:
            message = (
                f"{whole}세: 나이 코호트로는 {choose(ages)}세임",
                f"{whole}, but the age cohorts say {choose(ages)}",
            )
            yield problem(filing, f"population.{name}", message)
    majority = filing.limit("ages/cohorts", "majority")
    for path, one in each("population.cohorts", population.cohorts):
        if one.minimum_age is not None and one.minimum_age < majority and not one.minor:
            message = (
                f"{one.minimum_age}세부터인데 미성년자가 아니라고 함",
                f"from {one.minimum_age}, but not said to be minors",
            )
            yield problem(filing, f"{path}.minor", message)
        if one.minor and one.minimum_age is not None and one.minimum_age >= majority:
            message = f"{one.minimum_age}세부터인데 미성년자라고 함", f"from {one.minimum_age}, but said to be minors"
            yield problem(filing, f"{path}.minor", message)


@rule("ages/criteria")
def criteria(filing: Filing) -> Iterator[Problem]:
    """The ages that the criteria for taking part name are those of the population."""
    population = _population(filing)
    lowest = {population.minimum_age, *(one.minimum_age for one in population.cohorts)} - {None}
    highest = {population.maximum_age, *(one.maximum_age for one in population.cohorts)} - {None}
    for path, criterion in each("population.inclusion", population.inclusion):
        for found, ages in ((_FROM, lowest), (_UNTIL, highest)):
            for number, word in found.findall(criterion.text.ko):
                if ages and int(number) + _BEYOND.get(word, 0) not in ages:
                    listed = ", ".join(str(one) for one in sorted(one for one in ages if one is not None))
                    message = (
                        f"선정기준은 {number}세 {word}인데 population에는 {listed}세임",
                        f"the criterion says {number}, but population says {listed}",
                    )
                    yield problem(filing, f"{path}.text", message)


@rule("ages/minors")
def minors(filing: Filing) -> Iterator[Problem]:
    """Where minors may take part, the plan says how they are protected."""
    population, consent = _population(filing), filing.study.consent
    youngest = min(
        (age for age in (population.minimum_age, *(one.minimum_age for one in population.cohorts)) if age is not None),
        default=None,
    )
    if youngest is None or youngest >= filing.limit("ages/minors", "majority"):
        return
    if consent is None or consent.vulnerable is None:
        message = (
            f"{youngest}세부터 참여하는데 취약한 연구대상자의 보호를 적지 않음",
            f"people from {youngest} take part, but nothing is said of how the vulnerable are protected",
        )
        yield problem(filing, "consent.vulnerable", message)


_PAPERS = (("human_material", "human_material_consent"), ("genetic_testing", "genetic_test_consent"))


@rule("consent/papers")
def papers(filing: Filing) -> Iterator[Problem]:
    """A consent form that is filed along is for something that is done."""
    consent = filing.study.consent
    for path, paper in each("attachments", filing.study.attachments if consent else ()):
        for flag, role in _PAPERS:
            if paper.role == role and not getattr(consent, flag):
                message = (
                    f"`consent.{flag}`은(는) false인데 그 동의서를 첨부함",
                    f"`consent.{flag}` is false, but its consent form is filed along",
                )
                yield problem(filing, f"{path}.role", message)


@rule("consent/retention")
def retention(filing: Filing) -> Iterator[Problem]:
    """Participants are told of no shorter keeping of their data than the plan's."""
    study = filing.study
    told = study.privacy.retention.ko if study.privacy and study.privacy.retention else ""
    kept = study.data_management.retention_years if study.data_management else None
    years = [int(number) for number in re.findall(r"(\d{1,3})\s*년", told)]
    if kept is not None and years and kept not in years:
        listed = ", ".join(map(str, years))
        message = (
            f"개인정보 보호에는 {listed}년, 자료 관리에는 {kept}년 보관한다고 함",
            f"kept for {listed} years by privacy.retention, for {kept} by data_management",
        )
        yield problem(filing, "data_management.retention_years", message)


@rule("consent/risks-told")
def risks_told(filing: Filing) -> Iterator[Problem]:
    """Each adverse event that the plan expects is among the risks that participants are told of, by one of its words."""
    consent, safety = filing.study.consent, filing.study.safety
    if consent is None or safety is None or not consent.expected_risks:
        return
    told = " ".join(risk.ko for risk in consent.expected_risks)
    for path, event in each("safety.expected_events", safety.expected_events):
        words = [word for word in re.split(r"[\W_]+", event.name.ko) if len(word) > 1]
        # A longer word may end in a particle, which the consent has no reason to repeat.
        if words and not any(word in told or (len(word) > 3 and word[:-1] in told) for word in words):
            message = (
                f"`{event.name.ko}`: 동의서에 알리는 위험에 없음",
                f"`{event.name.text('en')}` is not among the risks that participants are told of",
            )
            remedy = "consent.expected_risks에 적으십시오", "add it to consent.expected_risks"
            yield problem(filing, path, message, remedy)


@rule("consent/time-to-think")
def time_to_think(filing: Filing) -> Iterator[Problem]:
    """There is some time between explanation and consent."""
    consent = filing.study.consent
    if consent is not None and consent.time_to_think is not None and consent.time_to_think.magnitude <= 0:
        yield problem(filing, "consent.time_to_think", ("생각할 시간이 없음", "there is no time to think"))


@rule("consent/follow-up")
def follow_up(filing: Filing) -> Iterator[Problem]:
    """The consent and the insurance name no other length of long-term follow-up than the plan."""
    study = filing.study
    proposed = study.design.follow_up if study.design else None
    insurance = study.compensation.insurance if study.compensation else None
    ends = insurance.ends.ko if insurance and insurance.ends else ""
    if proposed is None or "추적" not in ends:
        return
    years = [int(number) for number in re.findall(r"(\d{1,3})\s*년", ends)]
    if years and proposed.years not in years:
        message = (
            f"장기추적조사는 {proposed.years}년인데 보험기간은 {years[0]}년까지라고 함",
            f"follow-up lasts {proposed.years} years, but the insurance says {years[0]}",
        )
        yield problem(filing, "compensation.insurance.ends", message)


def _population(filing: Filing) -> Population:
    return filing.study.population or _NOBODY
