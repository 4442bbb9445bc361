"""Counting of days: the processing period in working days, supplement periods by the Civil Act."""

from __future__ import annotations

import datetime
from collections.abc import Set as AbstractSet

_DAY = datetime.timedelta(days=1)
_SATURDAY = 5


def is_working_day(day: datetime.date, holidays: AbstractSet[datetime.date]) -> bool:
    """Whether `day` is neither a Saturday, nor a Sunday, nor one of the public `holidays`."""
    return day.weekday() < _SATURDAY and day not in holidays


def next_working_day(day: datetime.date, holidays: AbstractSet[datetime.date]) -> datetime.date:
    """`day` itself where it is a working day, else the first one after it."""
    while not is_working_day(day, holidays):
        day += _DAY
    return day


def processing_end(start: datetime.date, days: int, holidays: AbstractSet[datetime.date]) -> datetime.date:
    """The last of `days` working days from the day of receipt, which counts itself.

    민원처리법 제19조제2항, applied by 복지부고시 제7조의3제2항. A receipt on a rest day counts from the next working
    day. Raises ValueError unless there is at least one day.
    """
    _demand_days(days)
    day = next_working_day(start, holidays)
    for _ in range(days - 1):
        day = next_working_day(day + _DAY, holidays)
    return day


def supplement_end(start: datetime.date, days: int, holidays: AbstractSet[datetime.date]) -> datetime.date:
    """The last day of a supplement period of `days` calendar days, counted from the day after `start`.

    An end on a Saturday or public holiday moves to the next working day: 민법 제157조, 제159조, 제161조, applied by
    민원처리법 시행령 제24조제4항 and 복지부고시 제7조의3제3항. Raises ValueError unless there is at least one day.
    """
    _demand_days(days)
    return next_working_day(start + days * _DAY, holidays)


def working_days(first: datetime.date, last: datetime.date, holidays: AbstractSet[datetime.date]) -> int:
    """How many working days lie from `first` to `last`, both included."""
    count = (last - first).days + 1
    return sum(is_working_day(first + offset * _DAY, holidays) for offset in range(count))


def latest_filing_before(end: datetime.date, days: int) -> datetime.date:
    """The last day that lies at least `days` calendar days before `end`: a renewal filed 120 days before expiry."""
    _demand_days(days)
    return end - days * _DAY


def _demand_days(days: int) -> None:
    if days < 1:
        raise ValueError(f"a period has at least one day, not {days}")
