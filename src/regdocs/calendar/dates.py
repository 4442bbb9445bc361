"""Days of the study's own time axis: a duration after a day."""

from __future__ import annotations

import calendar
import datetime

from regdocs.study.quantity import Quantity

_MONTHS = {"months": 1, "years": 12}
_DAYS = {"minutes": 0, "hours": 0, "days": 1, "weeks": 7}
_MONTH = 30


def later(day: datetime.date, duration: Quantity) -> datetime.date | None:
    """The day that lies `duration` after `day`; None where no calendar reaches that far.

    Months and years keep the day of the month, or end on the last one; a part of a month counts thirty days.
    """
    try:
        months = duration.magnitude * _MONTHS.get(duration.unit, 0)
        days = duration.magnitude * _DAYS.get(duration.unit, 0) + months % 1 * _MONTH
        year, month = divmod(day.year * 12 + day.month - 1 + int(months), 12)
        last = calendar.monthrange(year, month + 1)[1]
        return day.replace(year, month + 1, min(day.day, last)) + datetime.timedelta(days=int(days))
    except (ValueError, OverflowError, ArithmeticError, IndexError):
        return None
