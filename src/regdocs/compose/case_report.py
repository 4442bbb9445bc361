"""Computed values of the case report form: which record of administration is kept at which visit."""

from __future__ import annotations

from decimal import Decimal

from regdocs.compose.lineage import Value
from regdocs.study.design import Administration, Design
from regdocs.study.quantity import Quantity
from regdocs.study.study import Study
from regdocs.submission.path import item as item_path

_MINUTES = {"minutes": 1, "hours": 60, "days": 60 * 24, "weeks": 60 * 24 * 7}


def administration_records(study: Study) -> Value:
    """A record for each time of administration, in order of time: `time`, `administration`, and the `visit`'s id.

    `visit` is absent where no visit lies at that time. Administrations that are written down alike at one time (the
    cells and their vehicle) share one record, which doesn't tell them apart: whoever fills it in may be blinded.
    """
    records: dict[tuple[object, ...], Value] = {}
    for index, administration in enumerate(study.design.administrations if study.design else ()):
        path = item_path("design.administrations", administration, index)
        for time in administration.times:
            key = (_point(time), *_layout(administration))
            records.setdefault(key, _record(study.design, administration, time, path))
    ordered = sorted(records.items(), key=lambda entry: _order(entry[1]["time"]._raw))
    return Value([record for _, record in ordered], ("design.administrations",))


def _record(design: Design | None, administration: Administration, time: Quantity, path: str) -> Value:
    visits = design.visits if design else ()
    visit = next((visit.id for visit in visits if visit.at is not None and _point(visit.at) == _point(time)), None)
    parts = {
        "time": Value(time, (f"{path}.times",)),
        "visit": Value(visit, ("design.visits",)),
        "administration": Value(administration, (path,)),
    }
    return Value(parts, (path,))


def _layout(administration: Administration) -> tuple[object, ...]:
    """What decides how the record looks."""
    sites = tuple((site.id, site.injections) for site in administration.sites)
    return administration.route, sites, administration.volume, administration.observation


def _point(time: Quantity) -> tuple[Decimal, str]:
    """A point in time, alike for `1 weeks` and `7 days`; months and years have no fixed length and stay what they are."""
    minutes = _MINUTES.get(time.unit)
    if time.magnitude == 0:
        return Decimal(0), "minutes"
    return (time.magnitude, time.unit) if minutes is None else (time.magnitude * minutes, "minutes")


def _order(time: Quantity) -> Decimal:
    days = {"months": Decimal("30.4375"), "years": Decimal("365.25")}.get(time.unit)
    return time.magnitude * (_MINUTES[time.unit] if days is None else days * _MINUTES["days"])
