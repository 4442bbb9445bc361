"""Rules on money: budget against funding, counts against their basis, insured sums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import prod

from regdocs.check.filing import Filing
from regdocs.check.metadata.measure import each
from regdocs.check.rule import Problem, problem, rule
from regdocs.study.quantity import Quantity
from regdocs.study.study import Study

_FACTOR = re.compile(r"\d{1,6}(?:,\d{3})*(?:\.\d{1,4})?")
_FACTORS = re.compile(r"[^×x,;/+()\d]{0,12}\d[^×x,;/+()]{0,20}(?:\s*[×x]\s*[^×x,;/+()\d]{0,12}\d[^×x,;/+()]{0,20})+")
_PARTICIPANT = "(?:임상)?(?:연구대상자|대상자|참여자|환자)"
_FOR_EACH = re.compile(rf"{_PARTICIPANT}\s?(?:(?:1|한)\s?[명인]\s?)?(?:마다|당|별)(?![가-힣])")
_PERSONS = re.compile(
    rf"(?:{_PARTICIPANT}\s)?(?<![\d.])(\d{{1,6}})명(?!\s*[×x]\s*[\d.]+\s*(?:개월|시간|일))(?!\s?[가-힣])"
)
"""Persons that a basis begins with, but for those who are paid by time."""


@rule("money/funding")
def funding(filing: Filing) -> Iterator[Problem]:
    """What comes in is what is spent."""
    budget = filing.study.budget
    if budget is None or not budget.items or not budget.sources:
        return
    amounts = [source.amount.magnitude for source in budget.sources if source.amount is not None]
    if len(amounts) < len(budget.sources):
        return
    costs = sum((item.unit_cost.magnitude * item.count for item in budget.items), Decimal())
    if costs != sum(amounts):
        spent, given = Quantity(costs, "KRW"), Quantity(sum(amounts, Decimal()), "KRW")
        message = (
            f"재원의 합 {given}이(가) 예산의 합 {spent}과(와) 다름",
            f"the sources add up to {given.text('en')}, the items to {spent.text('en')}",
        )
        yield problem(filing, "budget.sources", message)


@rule("money/basis")
def basis(filing: Filing) -> Iterator[Problem]:
    """A count is the product of the factors that its basis names."""
    budget = filing.study.budget
    for path, item in each("budget.items", budget.items if budget else ()):
        match = _FACTORS.search(item.basis.ko) if item.basis else None
        if match is None:
            continue
        factors = [Decimal(number.replace(",", "")) for number in _FACTOR.findall(match[0])]
        if len(factors) != match[0].count("×") + match[0].count("x") + 1:
            continue
        whole = [factor for factor in factors if factor == factor.to_integral_value()]
        # Half a person may stand in the unit cost as well as in the count.
        if item.count not in (prod(factors), prod(whole)):
            message = (
                f"수량 {item.count}: 산출근거 `{match[0].strip()}`은(는) {prod(factors):f}임",
                f"the count is {item.count}, but its basis `{match[0].strip()}` gives {prod(factors):f}",
            )
            yield problem(filing, f"{path}.count", message)


@rule("money/participants")
def participants(filing: Filing) -> Iterator[Problem]:
    """A cost for each participant is counted for all of them, or for all of an arm, a stage, a cohort, an institution."""
    budget, groups = filing.study.budget, _groups(filing.study)
    population = filing.study.population
    if budget is None or population is None or population.participants is None:
        return
    beyond = filing.words("money/participants")
    for path, item in each("budget.items", budget.items):
        basis = item.basis.ko if item.basis else ""
        if any(word in basis for word in beyond):
            continue
        if (found := _FOR_EACH.search(basis)) is not None:
            name, times = (
                "count",
                Decimal(prod(map(Decimal, _FACTOR.findall(basis.replace(found[0], "").replace(",", ""))))),
            )
            fits = item.count in (group * times for group in groups)
            said, number = found[0], item.count
        elif (found := _PERSONS.match(basis)) is not None:
            name, fits, said, number = "basis", int(found[1]) in groups, found[0], Decimal(found[1])
        else:
            continue
        if not fits:
            message = (
                f"`{said}`에 {number}: 연구대상자는 {population.participants}명임",
                f"{number} for `{said}`, but there are {population.participants} participants",
            )
            yield problem(filing, f"{path}.{name}", message)


def _groups(study: Study) -> frozenset[int]:
    """The numbers of participants that a cost may be counted for: of all, and of those who are treated or seen alike."""
    design, population = study.design, study.population
    sums: dict[tuple[str, object], int] = {}
    for arm in design.arms if design else ():
        for name in ("id", "kind", "stage", "administration"):
            key = name, getattr(arm, name)
            sums[key] = sums.get(key, 0) + arm.participants
    shares = [one.participants for one in study.institutions]
    if population is not None:
        shares += [population.participants, *(one.participants for one in population.cohorts)]
    return frozenset([*sums.values(), *(share for share in shares if share is not None)])


@rule("money/positive")
def positive(filing: Filing) -> Iterator[Problem]:
    """No item costs less than nothing."""
    budget = filing.study.budget
    for path, item in each("budget.items", budget.items if budget else ()):
        for name, value in (("unit_cost", item.unit_cost.magnitude), ("count", item.count)):
            if value < 0:
                yield problem(filing, f"{path}.{name}", (f"{value}: 0보다 작음", f"{value} is below nothing"))


@rule("money/insurance")
def insurance(filing: Filing) -> Iterator[Problem]:
    """The insured total covers one person at least, and the excess is below what a person gets."""
    given = filing.study.compensation.insurance if filing.study.compensation else None
    if given is None or given.per_person is None:
        return
    if given.total is not None and given.total.magnitude < given.per_person.magnitude:
        message = (
            f"총 보상한도 {given.total}이(가) 1인당 {given.per_person}보다 적음",
            f"the total of {given.total.text('en')} is below {given.per_person.text('en')} for one person",
        )
        yield problem(filing, "compensation.insurance.total", message)
    if given.excess is not None and given.excess.magnitude >= given.per_person.magnitude:
        message = (
            f"자기부담금 {given.excess}이(가) 1인당 한도 {given.per_person} 이상임",
            f"the excess of {given.excess.text('en')} is no less than {given.per_person.text('en')} for one person",
        )
        yield problem(filing, "compensation.insurance.excess", message)


@rule("money/insured-whole")
def insured_whole(filing: Filing) -> Iterator[Problem]:
    """The insured total is that of a whole number of persons, no more than take part."""
    given = filing.study.compensation.insurance if filing.study.compensation else None
    people = filing.study.population.participants if filing.study.population else None
    if given is None or given.per_person is None or given.total is None or given.per_person.magnitude <= 0:
        return
    persons = given.total.magnitude / given.per_person.magnitude
    if persons != persons.to_integral_value() or (people is not None and persons > people):
        message = (
            f"총 보상한도 {given.total}은(는) 1인당 {given.per_person}의 {persons:.4g}명분임",
            f"the total of {given.total.text('en')} is {persons:.4g} times {given.per_person.text('en')} for one person",
        )
        yield problem(filing, "compensation.insurance.total", message)


@rule("money/round")
def round_sums(filing: Filing) -> Iterator[Problem]:
    """Insured sums and the excess are round, as such sums are agreed upon."""
    given = filing.study.compensation.insurance if filing.study.compensation else None
    unit = filing.limit("money/round", "unit")
    for name in ("per_person", "total", "excess"):
        amount = getattr(given, name, None)
        # As fractions, since a remainder of very large decimals is refused.
        if amount is not None and Fraction(amount.magnitude) % Fraction(unit):
            message = f"{amount}: {unit:,}원 단위가 아님", f"{amount.text('en')} is no multiple of {unit:,}"
            yield problem(filing, f"compensation.insurance.{name}", message)
