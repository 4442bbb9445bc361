"""Public holidays of the Republic of Korea with their substitute days, as the library `holidays` knows them."""

from __future__ import annotations

import datetime
from functools import cache
from importlib.metadata import version

from regdocs.language import Bilingual

LIBRARY = "holidays"
FIRST_YEAR, LAST_YEAR = 1989, 2100
"""The years that the library knows in full: three days each of 설날 and 추석 since 1989, lunar dates to 2100."""


def public_holidays(first: int, last: int) -> dict[datetime.date, Bilingual]:
    """The public holidays of the years `first` to `last`, by day and in order, with their names.

    공휴일에 관한 법률 and 관공서의 공휴일에 관한 규정, with substitute days and regular election days; Sundays are none
    of them. A day that the government will only declare later (임시공휴일) nobody can know. Raises ValueError for years
    outside `FIRST_YEAR` to `LAST_YEAR`.
    """
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        raise ValueError(f"public holidays are known from {FIRST_YEAR} to {LAST_YEAR}, not {first} to {last}")
    return dict(day for year in range(first, last + 1) for day in _year(year))


@cache
def _year(year: int) -> tuple[tuple[datetime.date, Bilingual], ...]:
    from holidays import country_holidays

    korean, english = (country_holidays("KR", years=year, language=language) for language in ("ko", "en_US"))
    return tuple((day, Bilingual(korean[day], english[day])) for day in sorted(korean))


def library_version() -> str:
    """The version of the library, for a calendar to say what it was counted with."""
    return version(LIBRARY)
