"""Comparing what is measured in different units, and walking lists with the paths of their items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TypeVar

from regdocs.study.quantity import Quantity
from regdocs.submission.path import item

T = TypeVar("T")
_MINUTES = {
    "minutes": Decimal(1), "hours": Decimal(60), "days": Decimal(1440), "weeks": Decimal(7 * 1440),
    "months": Decimal("30.4375") * 1440, "years": Decimal("365.25") * 1440,
}  # fmt: skip
_LITRES = {"L": Decimal(1), "mL": Decimal("1e-3"), "µL": Decimal("1e-6")}
_CLOSE = Decimal("1.5")
"""Days by which two durations in different units may differ, since a month has no fixed length."""


def minutes(duration: Quantity) -> Decimal:
    """A span of time in minutes, without rounding; a month counts 30.4375 days."""
    return duration.magnitude * _MINUTES[duration.unit]


def days(duration: Quantity) -> Decimal:
    """A span of time in days."""
    return minutes(duration) / 1440


def same_time(one: Quantity, other: Quantity) -> bool:
    """Whether two spans are the same, months and years taken as they are meant."""
    if one.unit == other.unit:
        return one.magnitude == other.magnitude
    calendar = {"months", "years"} & {one.unit, other.unit}
    return abs(days(one) - days(other)) <= (_CLOSE if calendar else 0)


def ratio(one: Quantity, other: Quantity) -> Decimal | None:
    """How many times `other` goes into `one`; None where they don't measure the same, or `other` is nothing."""
    if not other.magnitude:
        return None
    if one.unit == other.unit:
        return one.magnitude / other.magnitude
    if one.unit in _LITRES and other.unit in _LITRES:
        return one.magnitude * _LITRES[one.unit] / (other.magnitude * _LITRES[other.unit])
    return None


def each(path: str, values: Sequence[T]) -> Iterator[tuple[str, T]]:
    """The items of the list at `path`, each with its own path."""
    for index, value in enumerate(values):
        yield item(path, value, index), value
