"""Rules on the schedule: visits in order, what is done at them, endpoints and administrations against them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from regdocs.check.filing import Filing
from regdocs.check.metadata.measure import days, each, same_time
from regdocs.check.rule import Problem, problem, rule
from regdocs.study.design import Design, Visit
from regdocs.study.quantity import Quantity
from regdocs.study.terms import EndpointLevel

_NONE = Design()
_TIMED_ID = re.compile(r"(minute|hour|day|week|month|year)s?[_-]?(\d+)")


@rule("schedule/visits-in-order")
def visits_in_order(filing: Filing) -> Iterator[Problem]:
    """Each visit is later than the one before it."""
    for (_, before), (path, visit) in pairwise(_timed(filing)):
        if before.at is not None and visit.at is not None and days(visit.at) <= days(before.at):
            message = (
                f"{visit.at}: 앞의 방문 `{before.id}`({before.at})보다 늦지 않음",
                f"{visit.at.text('en')} isn't later than the visit before it, `{before.id}` ({before.at.text('en')})",
            )
            yield problem(filing, f"{path}.at", message)


@rule("schedule/visit-span")
def visit_span(filing: Filing) -> Iterator[Problem]:
    """A visit that spans a time begins before it ends, and screening before the first administration."""
    for path, visit in _timed(filing):
        if visit.at is not None and visit.earliest is not None and days(visit.earliest) >= days(visit.at):
            message = (
                f"가장 이른 때 {visit.earliest}이(가) {visit.at}보다 앞서지 않음",
                f"its earliest point {visit.earliest.text('en')} isn't before {visit.at.text('en')}",
            )
            yield problem(filing, f"{path}.earliest", message)


@rule("schedule/visit-names")
def visit_names(filing: Filing) -> Iterator[Problem]:
    """A visit whose id says when it is (`week_16`) is then."""
    for path, visit in _timed(filing):
        match = _TIMED_ID.fullmatch(visit.id)
        if match is None or visit.at is None:
            continue
        told = Quantity(Decimal(match[2]), f"{match[1]}s")
        if not same_time(told, visit.at):
            message = (
                f"id는 `{visit.id}`인데 시점은 {visit.at}임",
                f"its id is `{visit.id}`, but it is at {visit.at.text('en')}",
            )
            yield problem(filing, f"{path}.at", message)


@rule("schedule/windows-overlap")
def windows_overlap(filing: Filing) -> Iterator[Problem]:
    """The windows of neighbouring visits have no day in common."""
    for path, before, visit, gap, windows in _neighbours(filing):
        # A visit that spans a time ends on its day; another may begin on it.
        if windows > gap or (windows == gap and before.earliest is None):
            message = (
                f"허용 범위가 앞의 방문 `{before.id}`의 허용 범위와 겹침",
                f"its window overlaps that of the visit before it, `{before.id}`",
            )
            yield problem(filing, f"{path}.{'window' if visit.window else 'at'}", message)


@rule("schedule/windows-wide")
def windows_wide(filing: Filing) -> Iterator[Problem]:
    """Windows take no more than a part of the time between visits, so that these stay apart."""
    share = filing.limit("schedule/windows-wide", "share")
    for path, before, _, gap, windows in _neighbours(filing):
        if share * gap < windows < gap:
            message = (
                f"앞의 방문 `{before.id}`와의 간격 {gap:f}일에 비하여 허용 범위({windows:f}일)가 넓음",
                f"the windows take {windows:f} of the {gap:f} days since the visit before it, `{before.id}`",
            )
            yield problem(filing, f"{path}.window", message)


@rule("schedule/administrations-at-visits")
def administrations_at_visits(filing: Filing) -> Iterator[Problem]:
    """There is a visit at each administration."""
    visits = [visit.at for _, visit in _timed(filing) if visit.at is not None]
    for path, given in each("design.administrations", _design(filing).administrations):
        for index, time in enumerate(given.times if visits else ()):
            if not any(same_time(time, at) for at in visits):
                message = f"{time}: 이때의 방문이 없음", f"there is no visit at {time.text('en')}"
                yield problem(filing, f"{path}.times[{index}]", message)


@rule("schedule/endpoints-measured")
def endpoints_measured(filing: Filing) -> Iterator[Problem]:
    """What an endpoint is measured by is done at the endpoint's visits."""
    done = {activity.id: activity for activity in _design(filing).activities}
    for path, endpoint in each("design.endpoints", _design(filing).endpoints):
        activity = done.get(endpoint.activity or "")
        absent = [visit for visit in endpoint.at if activity is not None and visit not in activity.at]
        if activity is not None and absent:
            names = ", ".join(absent)
            message = (
                f"`{activity.id}`은(는) {names}에 하지 않음",
                f"`{activity.id}` isn't done at {names}",
            )
            remedy = (
                f"design.activities[{activity.id}].at 또는 평가변수의 시점을 바로잡으십시오",
                f"correct design.activities[{activity.id}].at, or the endpoint's times",
            )
            yield problem(filing, f"{path}.at", message, remedy)


@rule("schedule/endpoint-without-measure")
def endpoint_without_measure(filing: Filing) -> Iterator[Problem]:
    """A primary or secondary endpoint says by what it is measured, when, how, and for which objective."""
    design = _design(filing)
    for path, endpoint in each("design.endpoints", design.endpoints):
        if endpoint.level not in (EndpointLevel.PRIMARY, EndpointLevel.SECONDARY):
            continue
        wanted = {"activity": 1, "at": 1, "objective": 2}
        there = {"activity": design.activities, "at": design.visits, "objective": design.objectives}
        for name, least in wanted.items():
            if len(there[name]) >= least and not getattr(endpoint, name):
                message = f"`{path}.{name}` 없음", f"`{path}.{name}` is missing"
                yield problem(filing, f"{path}.{name}", message)


@rule("schedule/activity-without-visit")
def activity_without_visit(filing: Filing) -> Iterator[Problem]:
    """What is to be done is done at some visit, and at each visit something is done."""
    design = _design(filing)
    for path, activity in each("design.activities", design.activities):
        if not activity.at:
            yield problem(filing, f"{path}.at", ("어느 방문에서도 하지 않음", "it is done at no visit"))
    used = {visit for activity in design.activities for visit in activity.at}
    for path, visit in each("design.visits", design.visits):
        if design.activities and visit.id not in used:
            yield problem(filing, path, ("이 방문에서 하는 일이 없음", "nothing is done at this visit"))


@rule("schedule/unused")
def unused(filing: Filing) -> Iterator[Problem]:
    """Every part, administration, objective and rating sheet of the design is used by something."""
    design = _design(filing)
    uses: dict[str, set[str | None]] = {
        "stages": {arm.stage for arm in design.arms},
        "administrations": {arm.administration for arm in design.arms},
        "objectives": {endpoint.objective for endpoint in design.endpoints if endpoint.objective},
        "sheets": {activity.sheet for activity in design.activities},
    }
    for name, used in uses.items():
        if name == "objectives" and not used:
            continue
        for path, thing in each(f"design.{name}", getattr(design, name)):
            if thing.id not in used:
                message = f"`{path}`을(를) 가리키는 곳이 없음", f"nothing refers to `{path}`"
                yield problem(filing, path, message)


@rule("schedule/arms-told")
def arms_told(filing: Filing) -> Iterator[Problem]:
    """Where a study has stages and administrations, each arm says which are its own."""
    design = _design(filing)
    for path, arm in each("design.arms", design.arms):
        if design.stages and arm.stage is None:
            yield problem(filing, f"{path}.stage", (f"`{path}.stage` 없음", f"`{path}.stage` is missing"))
        if design.administrations and arm.administration is None and arm.kind.value in _TREATED:
            message = f"`{path}.administration` 없음", f"`{path}.administration` is missing"
            yield problem(filing, f"{path}.administration", message)


_TREATED = ("experimental", "placebo", "vehicle")


def _design(filing: Filing) -> Design:
    return filing.study.design or _NONE


def _timed(filing: Filing) -> list[tuple[str, Visit]]:
    """The visits that have a time, with their paths."""
    return [(path, visit) for path, visit in each("design.visits", _design(filing).visits) if visit.at is not None]


def _neighbours(filing: Filing) -> Iterator[tuple[str, Visit, Visit, Decimal, Decimal]]:
    """Visits that follow each other: path, the one before, itself, days between them, days of both windows."""
    for (_, before), (path, visit) in pairwise(_timed(filing)):
        if before.at is None or visit.at is None:
            continue
        windows = sum((days(each.window) for each in (before, visit) if each.window is not None), Decimal())
        if windows:
            yield path, before, visit, days(visit.at) - days(before.at), windows
