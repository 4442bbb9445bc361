"""The calendar of a filing: from the day of receipt, or the filing date before it is known, to the end of the study."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from regdocs.calendar import conduct, review, supplement, validity
from regdocs.calendar.dates import later
from regdocs.calendar.entry import Calendar, ClockStop, Pause, cited
from regdocs.calendar.review import Review
from regdocs.finding import Finding, Severity, SubmissionError
from regdocs.language import Bilingual
from regdocs.regulation.days import is_working_day, supplement_end
from regdocs.regulation.holidays import FIRST_YEAR, LAST_YEAR, library_version, public_holidays
from regdocs.study.study import Study
from regdocs.submission.load import Submission
from regdocs.submission.rounds import LoadedRound
from regdocs.template_set.load import TemplateSet

_REVIEW_YEARS = 2
_LONGEST = 50
"""Years of a study at most, for which holidays are looked up."""


def calendar(submission: Submission, template_set: TemplateSet) -> Calendar:
    """Every day and period that the law data and study.yaml give for a filing, and what is wrong with them.

    Raises `SubmissionError` for days of which nobody knows the public holidays, and for rounds that can't be read.
    """
    study, law = submission.study, template_set.law
    _demand_known_years(submission)
    rounds = supplement.loaded(submission)
    paused = tuple(supplement.pauses(rounds, submission, law))
    holidays = public_holidays(*_years(study, paused))
    found = review.review(study, law, holidays.keys(), paused)
    last = conduct.last_administration(found)
    days = [*dict(_known_days(study)).values(), *(day for each in rounds for day in supplement.days(each))]
    return Calendar(
        submission=study.id,
        title=study.title,
        filing=study.filing.date,
        receipt=found.receipt,
        receipt_known=found.receipt_known,
        processing_end=found.end,
        last_administration=last,
        state=max(days),
        changes=len(days) - 1,
        entries=(
            *review.entries(found),
            *(entry for each in rounds for entry in supplement.entries(each)),
            *conduct.entries(found),
            *validity.entries(found),
        ),
        pauses=found.pauses,
        clock_stops=tuple(
            ClockStop(each.title, cited(law, [each.citation]), each.confidence) for each in law.time_limits.clock_stops
        ),
        holidays={day: name for day, name in holidays.items() if found.receipt <= day <= (found.end or found.receipt)},
        library=f"holidays {library_version()}",
        findings=(*_findings(submission, found, rounds), *validity.findings(submission, found, last)),
    )


def _known_days(study: Study) -> Iterator[tuple[str, datetime.date]]:
    """The days that study.yaml says of the filing's course, by field path; each later one makes the calendar anew."""
    yield "filing.date", study.filing.date
    if study.filing.receipt_date is not None:
        yield "filing.receipt_date", study.filing.receipt_date
    procedures = study.procedures
    if procedures is not None and procedures.extension is not None:
        yield "procedures.extension.date", procedures.extension.date
    if procedures is not None and procedures.objection is not None:
        yield "procedures.objection.date", procedures.objection.date


def _counted_days(study: Study) -> Iterator[tuple[str, datetime.date]]:
    """Those, and the days from which periods are counted or until which they are put off."""
    yield from _known_days(study)
    extension = review.extension_of(study)
    if extension is not None:
        yield "procedures.extension.demanded", extension.demanded
        yield "procedures.extension.until", extension.until
    if study.procedures is not None and study.procedures.objection is not None:
        yield "procedures.objection.notified", study.procedures.objection.notified


def _demand_known_years(submission: Submission) -> None:
    outside = [
        Finding(
            "calendar/unknown-holidays",
            Severity.ERROR,
            Bilingual(
                f"{day}: 공휴일을 알 수 없는 해({FIRST_YEAR}~{LAST_YEAR - _REVIEW_YEARS}년만 셀 수 있음)",
                f"{day}: public holidays are known for {FIRST_YEAR} to {LAST_YEAR - _REVIEW_YEARS} only",
            ),
            submission.positions.place(path),
        )
        for path, day in _counted_days(submission.study)
        if not FIRST_YEAR <= day.year <= LAST_YEAR - _REVIEW_YEARS
    ]
    if outside:
        raise SubmissionError(outside)


def _years(study: Study, paused: Iterable[Pause]) -> tuple[int, int]:
    """The years in which this filing counts days: of its course, of its review, of the study after it."""
    years = [day.year for _, day in _counted_days(study)]
    years += [day.year for each in paused for day in (each.first, each.last)]
    start = datetime.date(max(years) + _REVIEW_YEARS, 1, 1)
    planned = [day for each in study.milestones if (day := later(start, each.at)) is not None]
    last = max((day.year for day in planned), default=start.year) + _REVIEW_YEARS
    return min(years), min(last, max(years) + _LONGEST, LAST_YEAR)


def _findings(submission: Submission, found: Review, rounds: Sequence[LoadedRound]) -> Iterator[Finding]:
    """What contradicts the periods that the law sets."""
    study, filing = submission.study, submission.study.filing
    if filing.receipt_date is None and rounds:
        message = Bilingual(
            "보완요구를 받았으나 접수일이 적혀 있지 않아 처리기간을 제출일부터 셈함",
            "a supplement was demanded but no receipt is given: the processing period is counted from the filing date",
        )
        remedy = Bilingual("통지받은 접수일을 적으십시오", "write the day that was notified")
        finding = _finding("receipt-unknown", Severity.WARNING, message, submission, "filing.receipt_date")
        yield replace(finding, remedy=remedy)
    # A filing that answers a demand has the answer's date; its receipt is that of the first one.
    answers = any(each.round.received <= filing.date for each in rounds)
    if filing.receipt_date is not None and filing.receipt_date < filing.date and not answers:
        message = Bilingual("접수일이 제출일보다 이름", "the receipt lies before the filing")
        yield _finding("receipt-before-filing", Severity.ERROR, message, submission, "filing.receipt_date")
    if not is_working_day(found.receipt, found.holidays):
        path = "filing.receipt_date" if found.receipt_known else "filing.date"
        message = Bilingual(
            f"{found.receipt}: 토요일 또는 공휴일이어서 다음 근무일부터 셈함",
            f"{found.receipt} is a Saturday or public holiday; counting begins on the next working day",
        )
        yield _finding("receipt-on-rest-day", Severity.NOTE, message, submission, path)
    yield from _supplement_findings(submission, found)
    objection = study.procedures.objection if study.procedures else None
    limit = review.limits(study, found.law).get("return_objection")
    if objection is not None and limit is not None and limit.days:
        last = supplement_end(objection.notified, limit.days, found.holidays)
        if objection.date > last:
            message = Bilingual(
                f"이의신청 기한({last})이 지난 날짜(셈하는 방법은 추론)",
                f"after the last day for an objection ({last}; how it is counted is inferred)",
            )
            yield _finding("late-objection", Severity.WARNING, message, submission, "procedures.objection.date")


def _supplement_findings(submission: Submission, found: Review) -> Iterator[Finding]:
    extension = review.extension_of(submission.study)
    if extension is None:
        return
    limit = review.limits(submission.study, found.law).get(review.demanding(extension))
    if limit is not None and limit.extensions is not None and extension.count > limit.extensions:
        message = Bilingual(
            f"연장은 {limit.extensions}회까지 요청할 수 있음",
            f"an extension can be asked for {limit.extensions} times only",
        )
        yield _finding("too-many-extensions", Severity.ERROR, message, submission, "procedures.extension.count")
    if extension.date > extension.deadline:
        message = Bilingual(
            f"보완기한({extension.deadline})이 지난 뒤의 연장요청",
            f"asked for after the deadline ({extension.deadline})",
        )
        yield _finding("late-extension", Severity.WARNING, message, submission, "procedures.extension.date")


def _finding(rule: str, severity: Severity, message: Bilingual, submission: Submission, path: str) -> Finding:
    return Finding(f"calendar/{rule}", severity, message, submission.positions.place(path))
