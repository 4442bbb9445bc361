"""What prose states of a study without its being one field: counts, sums and products."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from regdocs.study.design import Administration
from regdocs.study.quantity import Quantity
from regdocs.study.study import Study
from regdocs.study.terms import EndpointLevel


def computed(study: Study, name: str) -> list[str]:
    """The values of one name of `COMPUTED`, as study.yaml would write them."""
    return [str(each) for each in COMPUTED[name](study)]


def _administrations(study: Study) -> tuple[Administration, ...]:
    return study.design.administrations if study.design else ()


def _injections(administration: Administration) -> int:
    return sum(site.injections for site in administration.sites) or 1


def _times(study: Study) -> Iterator[int]:
    return (len(each.times) for each in _administrations(study) if each.times)


def _intervals(study: Study) -> Iterator[Quantity]:
    for each in _administrations(study):
        for one, other in pairwise(each.times):
            if one.unit == other.unit:
                yield Quantity(other.magnitude - one.magnitude, one.unit)


def _per_visit(study: Study) -> Iterator[Quantity]:
    return (each.dose.times(_injections(each)) for each in _administrations(study) if each.dose)


def _in_all(study: Study) -> Iterator[Quantity]:
    for each in _administrations(study):
        if each.dose and each.times:
            yield each.dose.times(_injections(each)).times(len(each.times))


def _by_stage(study: Study) -> Iterator[int]:
    arms = study.design.arms if study.design else ()
    return (sum(arm.participants for arm in arms if arm.stage == stage) for stage in {arm.stage: None for arm in arms})


def _budget(study: Study) -> Iterator[Quantity]:
    items = study.budget.items if study.budget else ()
    if items:
        yield Quantity(sum((each.unit_cost.magnitude * each.count for each in items), Decimal(0)), "KRW")


def _primary_times(study: Study) -> Iterator[Quantity]:
    design = study.design
    for endpoint in design.endpoints if design else ():
        if endpoint.level is EndpointLevel.PRIMARY:
            yield from (each.at for each in design.visits if each.id in endpoint.at and each.at) if design else ()


def _follow_up(study: Study) -> Iterator[Quantity]:
    if study.design and study.design.follow_up:
        yield Quantity(Decimal(study.design.follow_up.years), "years")


def _screening(study: Study) -> Iterator[Quantity]:
    """How long before the first administration a visit may begin."""
    for visit in study.design.visits if study.design else ():
        if visit.earliest is not None and visit.earliest.magnitude < 0:
            yield visit.earliest.times(-1)


def _after_last(study: Study) -> Iterator[Quantity]:
    """How long after its last administration the primary endpoint is measured."""
    ends = [each.times[-1] for each in _administrations(study) if each.times]
    for at in _primary_times(study):
        yield from (Quantity(at.magnitude - end.magnitude, at.unit) for end in ends if at.unit == end.unit)


def _treated(study: Study) -> Iterator[int]:
    """How many get cells, in all stages together."""
    given = {each.id for each in _administrations(study) if each.dose is None or each.dose.magnitude}
    arms = study.design.arms if study.design else ()
    yield sum(arm.participants for arm in arms if arm.administration in given)


def _concentration(study: Study) -> Iterator[Quantity]:
    content, volume = study.product.active_content, study.product.volume
    if content and volume and content.unit == "cells" and volume.unit == "mL" and volume.magnitude:
        yield Quantity(content.magnitude / volume.magnitude, "cells/mL")


_MAJORITY = 19
"""민법 제4조."""

COMPUTED: Mapping[str, Callable[[Study], Iterable[Quantity | int]]] = {
    "computed.administrations": _times,
    "computed.intervals": _intervals,
    "computed.injections": lambda study: map(_injections, _administrations(study)),
    "computed.sites": lambda study: (len(each.sites) for each in _administrations(study) if each.sites),
    "computed.dose_per_visit": _per_visit,
    "computed.dose_total": _in_all,
    "computed.stage_participants": _by_stage,
    "computed.institutions": lambda study: [len(study.institutions)],
    "computed.budget_total": _budget,
    "computed.follow_up": _follow_up,
    "computed.after_last": _after_last,
    "computed.treated": _treated,
    "computed.concentration": _concentration,
    "computed.screening": _screening,
    "computed.majority": lambda study: [_MAJORITY],
    "computed.primary_times": _primary_times,
    "computed.primary_weeks": lambda study: (
        int(each.magnitude) for each in _primary_times(study) if each.unit == "weeks" and each.magnitude % 1 == 0
    ),
}
"""The values by the names that the phrases of a rule's data may use beside field paths."""
