"""The time axis of a study: where each visit and administration stands on it, to scale where that can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regdocs.drawing import words
from regdocs.drawing.scale import Label, Linear, days, place_labels
from regdocs.drawing.svg import SMALL
from regdocs.language import Language
from regdocs.study.design import Design, Visit
from regdocs.study.quantity import Quantity
from regdocs.study.terms import EndpointLevel

_NEAREST, _SHORTEST = 8.0, 16.0
"""Nearer points and shorter spans can't be told apart, in points."""
_SPAN_SLOTS = 2.2
"""How many slots of an axis without scale a span takes."""


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Places by day (`points`), spans such as screening, labels for both, and the visits that decide primary endpoints."""

    points: Mapping[float, float]
    spans: tuple[tuple[float, float], ...]
    labels: tuple[Label, ...]
    primary: frozenset[str]
    linear: bool
    start: float

    @property
    def last(self) -> float:
        """Where the last point or span ends."""
        return max([self.start, *self.points.values(), *(end for _, end in self.spans)])

    def place(self, time: Quantity) -> float:
        """Where a visit or administration stands."""
        return self.points[_key(time)]


def time_axis(design: Design, language: Language, start: float, end: float) -> TimeAxis:
    """The axis of the study's visits and administrations between the places `start` and `end`."""
    names = {_key(time): words.moment(time, language) for time in _times(design)}
    spanning = tuple(visit for visit in design.visits if visit.at and visit.earliest)
    places = _to_scale(sorted(names), spanning, start, end)
    linear = places is not None
    points, spans = places or _in_order(sorted(names), spanning, start, end)
    labels = [(points[day], names[day]) for day in sorted(names)]
    labels += [
        ((left + right) / 2, _span_text(visit, language)) for visit, (left, right) in zip(spanning, spans, strict=True)
    ]
    return TimeAxis(
        points,
        tuple(spans),
        tuple(place_labels(labels, SMALL, start - 14, end + 8)),
        _primary(design),
        linear,
        start,
    )


_Places = tuple[dict[float, float], list[tuple[float, float]]]


def _to_scale(times: Sequence[float], spanning: Sequence[Visit], start: float, end: float) -> _Places | None:
    """Places in proportion to time; None where something would be too near to something else."""
    ranges = [_range(visit) for visit in spanning]
    ends = [*times, *(day for each in ranges for day in each)]
    if not ends:
        return {}, []
    scale = Linear(min(ends), max(ends), start, end)
    points = {day: scale(day) for day in times}
    spans = [(scale(first), _before(scale(last), points)) for first, last in ranges]
    near = any(
        right - left < _NEAREST
        for left, right in zip(sorted(points.values()), sorted(points.values())[1:], strict=False)
    )
    return None if near or any(right - left < _SHORTEST for left, right in spans) else (points, spans)


def _in_order(times: Sequence[float], spanning: Sequence[Visit], start: float, end: float) -> _Places:
    """Places at equal distances, in the order of time."""
    entries = sorted(
        [(day, 1, -1) for day in times] + [(_range(visit)[1], 0, index) for index, visit in enumerate(spanning)]
    )
    slots = [_SPAN_SLOTS if index >= 0 else 1.0 for _, _, index in entries]
    slot = (end - start) / max(sum(slots) - (0.5 if entries[-1][2] < 0 else 0), 1)
    points: dict[float, float] = {}
    spans = [(0.0, 0.0)] * len(spanning)
    place = start
    for (day, _, index), width in zip(entries, slots, strict=True):
        if index < 0:
            points[day] = place + slot / 2
        else:
            spans[index] = place, place + (width - 0.3) * slot
        place += width * slot
    return points, spans


def _primary(design: Design) -> frozenset[str]:
    """The visits at which a primary endpoint is decided: the last one of each."""
    order = {visit.id: _key(visit.at) for visit in design.visits if visit.at and visit.earliest is None}
    decisive = set()
    for endpoint in design.endpoints:
        visits = [visit for visit in endpoint.at if visit in order]
        if endpoint.level is EndpointLevel.PRIMARY and visits:
            decisive.add(max(visits, key=lambda visit: order[visit]))
    return frozenset(decisive)


def _before(place: float, points: Mapping[float, float]) -> float:
    """A span's end, moved back where a point would lie on it."""
    return min([place, *(point - 6 for point in points.values() if abs(point - place) < 6)])


def _times(design: Design) -> list[Quantity]:
    """When something happens: at visits, and where arms are treated."""
    given = {arm.administration for arm in design.arms}
    visits = [visit.at for visit in design.visits if visit.at and visit.earliest is None]
    return [*(time for each in design.administrations if each.id in given for time in each.times), *visits]


def _range(visit: Visit) -> tuple[float, float]:
    assert visit.at
    assert visit.earliest
    first, last = days(visit.earliest), days(visit.at)
    return min(first, last), max(first, last)


def _span_text(visit: Visit, language: Language) -> str:
    assert visit.at
    assert visit.earliest
    return words.between(visit.earliest, visit.at, language)


def _key(time: Quantity) -> float:
    return round(days(time), 6)
