"""Comparing what is measured in different units, and walking lists with the paths of their items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TypeVar

from regdocs.study.quantity import Quantity
from regdocs.submission.path import item

T = TypeVar("T")
_DAYS = {
    "minutes": Decimal(1) / 1440, "hours": Decimal(1) / 24, "days": Decimal(1), "weeks": Decimal(7),
    "months": Decimal("30.4375"), "years": Decimal("365.25"),
}  # fmt: skip
_LITRES = {"L": Decimal(1), "mL": Decimal("1e-3"), "µL": Decimal("1e-6")}
_CLOSE = Decimal("1.5")
"""Days by which two durations in different units may differ, since a month has no fixed length."""


def days(duration: Quantity) -> Decimal:
    """A span of time in days; a month counts 30.4375 of them."""
    return duration.magnitude * _DAYS[duration.unit]


def same_time(one: Quantity, other: Quantity) -> bool:
    """Whether two spans are the same, months and years taken as they are meant."""
    if one.unit == other.unit:
        return one.magnitude == other.magnitude
    calendar = {"months", "years"} & {one.unit, other.unit}
    return abs(days(one) - days(other)) <= (_CLOSE if calendar else 0)


def litres(volume: Quantity) -> Decimal:
    """A volume in litres."""
    return volume.magnitude * _LITRES[volume.unit]


def each(path: str, values: Sequence[T]) -> Iterator[tuple[str, T]]:
    """The items of the list at `path`, each with its own path."""
    for index, value in enumerate(values):
        yield item(path, value, index), value
