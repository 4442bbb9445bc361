"""What a calendar holds: days and periods, each with how it was counted, on what it rests and how surely it is known."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from regdocs.finding import Finding
from regdocs.language import Bilingual
from regdocs.regulation.citation import Confidence, Reference
from regdocs.regulation.law import Law
from regdocs.regulation.provision import Counting


class Group(Enum):
    """The parts of a calendar, in order."""

    REVIEW = "review"
    SUPPLEMENT = "supplement"
    STUDY = "study"
    REPORT = "report"
    RETENTION = "retention"
    VALIDITY = "validity"

    @property
    def title(self) -> Bilingual:
        return _TITLES[self]


_TITLES = {
    Group.REVIEW: Bilingual("심의·승인", "Review and approval"),
    Group.SUPPLEMENT: Bilingual("보완과 이의신청", "Supplements and objections"),
    Group.STUDY: Bilingual("연구 일정", "The study"),
    Group.REPORT: Bilingual("승인 뒤의 보고", "Reports after approval"),
    Group.RETENTION: Bilingual("기록의 보존", "Retention of records"),
    Group.VALIDITY: Bilingual("허가·지정·계약의 유효기간", "Validity of licences and contracts"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A day, or the last day of a period; `day` is None where it hangs on something that hasn't happened.

    `start` is the day from which the period is counted. A `planned` day follows from days that are not known yet, as
    `assumption` says. `inferred` tells that the way of counting isn't said by the text itself.
    """

    id: str
    group: Group
    title: Bilingual
    day: datetime.date | None = None
    start: datetime.date | None = None
    period: Bilingual | None = None
    counting: Counting | None = None
    planned: bool = False
    inferred: bool = False
    assumption: Bilingual | None = None
    basis: Bilingual | None = None
    confidence: Confidence | None = None
    note: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that don't count towards the processing period, both included, why, and by which demand."""

    first: datetime.date
    last: datetime.date
    reason: Bilingual
    demand: str


@dataclass(frozen=True, slots=True)
class ClockStop:
    """A kind of period that doesn't count, as the law names it."""

    title: Bilingual
    basis: Bilingual
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Calendar:
    """The calendar of one filing.

    `state` is the latest day that the data themselves speak of, `changes` how often a known day has replaced a planned
    one: a calendar program tells by them which copy is newer. `holidays` are those from receipt to the end of review.
    """

    submission: str
    title: Bilingual
    filing: datetime.date
    receipt: datetime.date
    receipt_known: bool
    processing_end: datetime.date | None
    last_administration: datetime.date | None
    state: datetime.date
    changes: int
    entries: tuple[Entry, ...]
    pauses: tuple[Pause, ...]
    clock_stops: tuple[ClockStop, ...]
    holidays: Mapping[datetime.date, Bilingual]
    library: str
    findings: tuple[Finding, ...] = ()


def cited(law: Law, references: Iterable[Reference]) -> Bilingual:
    """Citations as printed, in both languages."""
    found = list(references)
    return Bilingual(*(", ".join(law.citation(each, language) for each in found) for language in ("ko", "en")))
