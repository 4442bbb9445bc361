"""Public holidays of three years, written out by hand from the act, its decree and the lunar calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from regdocs.regulation.days import processing_end, working_days
from regdocs.regulation.holidays import public_holidays

# Month and day; those in the second column are substitute days (공휴일에 관한 법률 제3조). Labour Day and Constitution
# Day are public holidays from 2026 on. 2026 has local elections, 2028 those of the National Assembly.
HOLIDAYS = {
    2026: (
        "1-1 2-16 2-17 2-18 3-1 5-1 5-5 5-24 6-3 6-6 7-17 8-15 9-24 9-25 9-26 10-3 10-9 12-25",
        "3-2 5-25 8-17 10-5",
    ),
    2027: (
        "1-1 2-6 2-7 2-8 3-1 5-1 5-5 5-13 6-6 7-17 8-15 9-14 9-15 9-16 10-3 10-9 12-25",
        "2-9 5-3 7-19 8-16 10-4 10-11 12-27",
    ),
    2028: (
        "1-1 1-26 1-27 1-28 3-1 4-12 5-1 5-2 5-5 6-6 7-17 8-15 10-2 10-3 10-4 10-9 12-25",
        "10-5",
    ),
}  # fmt: skip


@pytest.mark.parametrize("year", sorted(HOLIDAYS))
def test_each_year_has_its_holidays_and_substitute_days(year: int) -> None:
    days = {date(year, *map(int, day.split("-"))) for part in HOLIDAYS[year] for day in part.split()}
    assert set(public_holidays(year, year)) == days


@pytest.mark.parametrize(("day", "korean"), [(date(2027, 2, 9), "설날 대체 휴일"), (date(2026, 7, 17), "제헌절")])
def test_holidays_are_named_in_both_languages(day: date, korean: str) -> None:
    name = public_holidays(2026, 2027)[day]
    assert name.ko == korean
    assert name.en is not None
    assert name.en.isascii()


def test_constitution_day_and_labour_day_are_no_public_holidays_before_2026() -> None:
    days = public_holidays(2025, 2025)
    assert date(2025, 7, 17) not in days
    assert date(2025, 5, 1) not in days


@pytest.mark.parametrize(("first", "last"), [(1900, 1900), (2026, 2101), (2027, 2026)])
def test_years_of_which_nobody_knows_the_holidays_are_refused(first: int, last: int) -> None:
    with pytest.raises(ValueError, match="public holidays are known"):
        public_holidays(first, last)


@pytest.mark.parametrize(
    ("receipt", "end"),
    [
        # Working days by month: 20 in September, 20, 21, 22, 20 in January, and 17 to 25 February.
        (date(2026, 9, 1), date(2027, 2, 25)),
        # Received on the substitute day of 개천절: 6 October is the first day. 18, 21, 22, 20, 18, 21 to 30 March.
        (date(2026, 10, 5), date(2027, 3, 30)),
        # 20, 21, 19, 19, 22 and 1 to 28 December, without Monday 27: Christmas Day falls on a Saturday.
        (date(2027, 7, 2), date(2027, 12, 28)),
    ],
)
def test_the_processing_period_ends_on_the_day_counted_by_hand(receipt: date, end: date) -> None:
    holidays = public_holidays(receipt.year, end.year).keys()
    assert processing_end(receipt, 120, holidays) == end
    assert working_days(receipt, end, holidays) == 120
    assert working_days(receipt, end - timedelta(days=1), holidays) == 119
