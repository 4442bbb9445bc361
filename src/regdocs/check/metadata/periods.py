"""Rules on how long the study runs: its period, its milestones, its follow-up, against the schedule."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from regdocs.check.filing import Filing
from regdocs.check.metadata.measure import days, each, same_time
from regdocs.check.rule import Problem, problem, rule
from regdocs.study.design import Period
from regdocs.study.quantity import Quantity


@rule("periods/follow-up")
def follow_up(filing: Filing) -> Iterator[Problem]:
    """The period of observation reaches the last visit, and no further."""
    period, last = _period(filing).follow_up, _last_visit(filing)
    if period is None or last is None or same_time(period, last):
        return
    message = (
        f"관찰기간 {period}: 마지막 방문은 {last}에 있음",
        f"observation lasts {period.text('en')}, but the last visit is at {last.text('en')}",
    )
    yield problem(filing, "design.period.follow_up", message)


@rule("periods/total")
def total(filing: Filing) -> Iterator[Problem]:
    """Enrolment and the observation of whom is enrolled last fit into the whole."""
    period = _period(filing)
    if period.total is None or period.enrolment is None:
        return
    observed = period.follow_up or _last_visit(filing)
    needed = days(period.enrolment) + (days(observed) if observed else 0)
    if needed > days(period.total):
        after = f" + {observed}" if observed else ""
        message = (
            f"등록 {period.enrolment}{after}이(가) 전체 {period.total}보다 김",
            f"enrolment and the observation of the last participant take longer than {period.total.text('en')}",
        )
        yield problem(filing, "design.period.total", message)


@rule("periods/milestones-in-order")
def milestones_in_order(filing: Filing) -> Iterator[Problem]:
    """Milestones follow each other."""
    for (_, before), (path, milestone) in pairwise(each("milestones", filing.study.milestones)):
        if days(milestone.at) < days(before.at):
            message = (
                f"{milestone.at}: 앞의 `{before.id}`({before.at})보다 이름",
                f"{milestone.at.text('en')} is earlier than `{before.id}` before it ({before.at.text('en')})",
            )
            yield problem(filing, f"{path}.at", message)


@rule("periods/milestones-total")
def milestones_total(filing: Filing) -> Iterator[Problem]:
    """The last milestone is the end of the study."""
    milestones, whole = filing.study.milestones, _period(filing).total
    if not milestones or whole is None:
        return
    path, last = max(each("milestones", milestones), key=lambda one: days(one[1].at))
    if not same_time(last.at, whole):
        message = (
            f"마지막 일정은 {last.at}인데 실시기간은 {whole}임",
            f"the last milestone is at {last.at.text('en')}, but the study takes {whole.text('en')}",
        )
        yield problem(filing, f"{path}.at", message)


@rule("periods/long-term")
def long_term(filing: Filing) -> Iterator[Problem]:
    """Long-term follow-up goes on after the last visit."""
    design, last = filing.study.design, _last_visit(filing)
    proposed = design.follow_up if design else None
    if proposed is None or last is None:
        return
    if days(Quantity(Decimal(proposed.years), "years")) <= days(last):
        message = (
            f"장기추적조사 {proposed.years}년이 마지막 방문 {last}보다 길지 않음",
            f"long-term follow-up of {proposed.years} years doesn't last beyond the last visit ({last.text('en')})",
        )
        yield problem(filing, "design.follow_up.years", message)


@rule("periods/long-term-proposed")
def long_term_proposed(filing: Filing) -> Iterator[Problem]:
    """Cells that stay or change for long are followed for long, as far as guidance names years."""
    product, design = filing.study.product, filing.study.design
    proposed = design.follow_up.years if design and design.follow_up else 0
    name = "long-term-proposed"
    kinds = (
        (
            "gene",
            product.genetically_modified or bool(product.vectors),
            ("유전자를 도입한 세포", "gene-modified cells"),
        ),
        ("animal", product.animal_cells, ("동물 유래 세포", "cells of animal origin")),
        ("stem", product.cell_type.stem, ("줄기세포", "stem cells")),
    )
    for kind, holds, words in kinds:
        years = filing.limit(f"periods/{name}", kind)
        if holds and proposed < years:
            ko, en = (
                f"장기추적조사 {proposed}년은 통상의 {years}년보다 짧음",
                f"{proposed} years of long-term follow-up are fewer than the usual {years}",
            )
            if not proposed:
                ko, en = (
                    f"제안한 장기추적조사가 없음(통상 {years}년)",
                    f"no long-term follow-up is proposed; {years} years are usual",
                )
            yield problem(filing, "design.follow_up.years", (f"{words[0]}: {ko}", f"{words[1]}: {en}"))


def _period(filing: Filing) -> Period:
    design = filing.study.design
    return (design.period if design else None) or Period()


def _last_visit(filing: Filing) -> Quantity | None:
    design = filing.study.design
    times = [visit.at for visit in design.visits if visit.at is not None] if design else []
    return max(times, key=days, default=None)
