"""The rounds of supplements/: when each was demanded, by when it is to be answered, and when it was."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from regdocs.calendar.entry import Entry, Group, Pause
from regdocs.calendar.review import paused
from regdocs.calendar.round_days import days_of
from regdocs.language import Bilingual
from regdocs.regulation.holidays import FIRST_YEAR, LAST_YEAR
from regdocs.regulation.law import Law
from regdocs.submission.load import Submission
from regdocs.submission.rounds import LoadedRound, load_round, rounds


def loaded(submission: Submission) -> tuple[LoadedRound, ...]:
    """The rounds in the order of their ids; raises `SubmissionError` where one can't be read."""
    return tuple(load_round(submission, name) for name in rounds(submission.folder))


def days(found: LoadedRound) -> Iterator[datetime.date]:
    """The days on which a round came to be what it is."""
    yield found.round.received
    yield from (each.asked for each in found.round.extensions)
    if found.round.answered is not None:
        yield found.round.answered


def pauses(rounds: Iterable[LoadedRound], submission: Submission, law: Law) -> Iterator[Pause]:
    """What each round took of the processing period, until its answer or, before there is one, until it is due.

    An outcome's round comes after that period; days of which nobody knows the holidays are told where rounds are judged.
    """
    for each in rounds:
        told = each.round
        last = told.answered or days_of(each, submission, law).due
        if last is None or told.kind.outcome or last <= told.received:
            continue
        if told.received.year >= FIRST_YEAR and last.year < LAST_YEAR - 1:
            yield paused(told.demand.number, told.received, last)


def entries(found: LoadedRound) -> Iterator[Entry]:
    """The demand, the day by which it is to be answered with the extensions granted, and the answer."""
    told, number = found.round, found.round.demand.number
    yield _entry(
        found, "received", Bilingual(f"{number}: 보완요구를 받음", f"{number}: demand received"), told.received
    )
    if told.due is not None:
        title = Bilingual(f"{number}: 보완기한", f"{number}: answer due")
        yield _entry(found, "due", title, told.due, told.received)
    if told.answered is not None:
        title = Bilingual(f"{number}: 보완자료 제출", f"{number}: answered")
        yield _entry(found, "answered", title, told.answered, told.received)


def _entry(
    found: LoadedRound, what: str, title: Bilingual, day: datetime.date, start: datetime.date | None = None
) -> Entry:
    label = found.round.kind.label
    note = Bilingual(f"{label.ko}({found.file})", f"{label.text('en')} ({found.file})")
    return Entry(f"round-{found.id}-{what}", Group.SUPPLEMENT, title, day, start, note=note)
