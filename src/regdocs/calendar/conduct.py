"""What comes after approval: the study's own milestones, the reports that the law asks for, how long records are kept."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from regdocs.calendar.dates import later
from regdocs.calendar.entry import Entry, Group, cited
from regdocs.calendar.review import Review, counting_of
from regdocs.language import Bilingual
from regdocs.regulation.days import supplement_end
from regdocs.regulation.provision import Report, StudyEvent
from regdocs.study.quantity import Quantity
from regdocs.study.study import Study

LAST_ADMINISTRATION, ENROLMENT_END, LAST_VISIT = "last_administration", "enrolment_end", "last_visit"
"""The ids of milestones that the calendar looks for."""
_CALENDAR_DAYS = "calendar_days"
_APPROVED_LAST = Bilingual(
    "처리기간의 마지막 날에 승인되는 것으로 가정함", "assumes approval on the last day of the processing period"
)
_KEPT = Bilingual("{}부터 {}년", "{1} years from: {0}")
_OLD = Bilingual("읽은 고시가 현행이 아닐 수 있음", "the text that was read may no longer be the current one")


def entries(review: Review) -> Iterator[Entry]:
    """Milestones with their planned days, reports, retention; all of them hang on the day of approval."""
    if review.end is not None:
        for milestone in review.study.milestones:
            day = later(review.end, milestone.at)
            period = Bilingual(f"승인 후 {milestone.at.text('ko')}", f"{milestone.at.text('en')} after approval")
            yield Entry(
                f"milestone-{milestone.id}",
                Group.STUDY,
                milestone.name,
                day,
                review.end,
                period,
                planned=True,
                assumption=_APPROVED_LAST,
                note=milestone.note,
            )
    for report in review.law.time_limits.reports:
        yield _report(review, report)
    for retention in review.law.time_limits.retention:
        yield Entry(
            f"retention-{retention.id}",
            Group.RETENTION,
            retention.title,
            period=Bilingual(*(_kept(retention.start, retention.years, language) for language in ("ko", "en"))),
            basis=cited(review.law, retention.citations),
            confidence=retention.confidence,
        )


def _report(review: Review, report: Report) -> Entry:
    """A report with its last day where it is counted from something that the study's plan dates."""
    start = _day_of(review, report.after)
    day = supplement_end(start, report.days, review.holidays) if start and report.days else None
    return Entry(
        f"report-{report.id}",
        Group.REPORT,
        report.event,
        day,
        start,
        report.due,
        counting_of(review.law, _CALENDAR_DAYS) if report.days else None,
        planned=day is not None,
        inferred=report.days is not None,
        assumption=_APPROVED_LAST if day else None,
        basis=cited(review.law, report.citations),
        confidence=report.confidence,
        note=_OLD if report.old_version else report.note,
    )


def _day_of(review: Review, event: StudyEvent | None) -> datetime.date | None:
    if event is StudyEvent.APPROVAL:
        return review.end
    return last_observation(review) if event is StudyEvent.LAST_OBSERVATION else None


def last_administration(review: Review) -> datetime.date | None:
    """The planned day of the last administration.

    The milestone of that name; else the end of enrolment (its milestone, else the enrolment period) and the last time
    of the schedule. None where the study doesn't say.
    """
    if review.end is None:
        return None
    milestone = _milestone(review.study, LAST_ADMINISTRATION)
    if milestone is not None:
        return later(review.end, milestone)
    enrolled = _enrolled(review)
    if enrolled is None or review.study.design is None:
        return None
    times = (time for each in review.study.design.administrations for time in each.times)
    return max((day for time in times if (day := later(enrolled, time)) is not None), default=None)


def last_observation(review: Review) -> datetime.date | None:
    """The planned end of the last participant's observation: the milestone, else enrolment, treatment and follow-up."""
    if review.end is None:
        return None
    milestone = _milestone(review.study, LAST_VISIT)
    if milestone is not None:
        return later(review.end, milestone)
    day, period = _enrolled(review), review.study.design.period if review.study.design else None
    for part in (period.treatment, period.follow_up) if period else (None,):
        if day is None or part is None:
            return None
        day = later(day, part)
    return day


def _enrolled(review: Review) -> datetime.date | None:
    period = review.study.design.period if review.study.design else None
    duration = _milestone(review.study, ENROLMENT_END) or (period.enrolment if period else None)
    return later(review.end, duration) if review.end is not None and duration is not None else None


def _milestone(study: Study, identifier: str) -> Quantity | None:
    return next((each.at for each in study.milestones if each.id == identifier), None)


def _kept(start: Bilingual, years: int, language: str) -> str:
    return _KEPT.text("ko" if language == "ko" else "en").format(start.text("ko" if language == "ko" else "en"), years)
