"""Counting of days, with the Korean public holidays of the months concerned written out."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regdocs.regulation.days import (
    is_working_day,
    latest_filing_before,
    processing_end,
    supplement_end,
    working_days,
)

# Lunar New Year 2026 and Independence Movement Day with its substitute.
HOLIDAYS = {date(2026, 2, 16), date(2026, 2, 17), date(2026, 2, 18), date(2026, 3, 1), date(2026, 3, 2)}

DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))
REST_DAYS = st.sets(st.dates(date(2020, 1, 1), date(2036, 1, 1)), max_size=30)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 2, 9), 1, date(2026, 2, 9)),  # the day of receipt counts
        (date(2026, 2, 9), 5, date(2026, 2, 13)),
        (date(2026, 2, 9), 6, date(2026, 2, 19)),  # over a weekend and three holidays
        (date(2026, 2, 7), 1, date(2026, 2, 9)),  # received on a Saturday
        (date(2026, 2, 27), 2, date(2026, 3, 3)),  # a Sunday holiday and its substitute
        (date(2026, 1, 2), 120, date(2026, 6, 24)),  # with these holidays only
    ],
)
def test_processing_period(start: date, days: int, end: date) -> None:
    assert processing_end(start, days, HOLIDAYS) == end


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 2, 9), 1, date(2026, 2, 10)),  # the first day does not count
        (date(2026, 2, 9), 30, date(2026, 3, 11)),
        (date(2026, 2, 9), 5, date(2026, 2, 19)),  # Saturday 14 moves past the weekend and the holidays
        (date(2026, 2, 9), 7, date(2026, 2, 19)),  # a holiday at the end moves too
        (date(2026, 2, 9), 10, date(2026, 2, 19)),  # holidays within count
    ],
)
def test_supplement_period(start: date, days: int, end: date) -> None:
    assert supplement_end(start, days, HOLIDAYS) == end


def test_renewal_is_filed_that_long_before() -> None:
    assert latest_filing_before(date(2029, 1, 1), 120) == date(2028, 9, 3)


@pytest.mark.parametrize("count", [0, -1])
def test_a_period_has_days(count: int) -> None:
    for counted in (processing_end, supplement_end):
        with pytest.raises(ValueError, match="at least one day"):
            counted(date(2026, 2, 9), count, HOLIDAYS)
    with pytest.raises(ValueError, match="at least one day"):
        latest_filing_before(date(2026, 2, 9), count)


@given(DAYS, st.integers(1, 200), REST_DAYS)
def test_a_processing_period_holds_its_number_of_working_days(start: date, days: int, holidays: set[date]) -> None:
    end = processing_end(start, days, holidays)
    assert is_working_day(end, holidays)
    assert working_days(start, end, holidays) == days


@given(DAYS, st.integers(1, 200), REST_DAYS)
def test_holidays_never_shorten_a_period(start: date, days: int, holidays: set[date]) -> None:
    assert processing_end(start, days, holidays) >= processing_end(start, days, set())
    assert supplement_end(start, days, holidays) >= supplement_end(start, days, set())
    assert is_working_day(supplement_end(start, days, holidays), holidays)
