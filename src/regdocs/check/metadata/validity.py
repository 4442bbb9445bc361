"""Rules on validity: licences, contracts and papers last through the review and until the last administration."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from regdocs.calendar.calendar import calendar
from regdocs.calendar.conduct import last_administration
from regdocs.calendar.review import review
from regdocs.calendar.validity import lasting
from regdocs.check.filing import Filing
from regdocs.check.rule import Problem, rule
from regdocs.finding import Finding, SubmissionError
from regdocs.submission.rounds import rounds


@rule("calendar/expired")
def expired(filing: Filing) -> Iterator[Problem]:
    """Licences, contracts and papers that ended before the filing."""
    yield from _lasting(filing, "calendar/expired", None)


@rule("calendar/facility-licence-ends-in-review")
def facility_licence_ends_in_review(filing: Filing) -> Iterator[Problem]:
    """A processing facility's licence that ends before the processing period does."""
    yield from _lasting(filing, "calendar/ends-in-review", True)


@rule("calendar/ends-in-review")
def ends_in_review(filing: Filing) -> Iterator[Problem]:
    """Other licences, contracts and papers that end before the processing period does."""
    yield from _lasting(filing, "calendar/ends-in-review", False)


@rule("calendar/ends-in-study")
def ends_in_study(filing: Filing) -> Iterator[Problem]:
    """What ends before the last planned administration."""
    yield from _lasting(filing, "calendar/ends-in-study", None)


@rule("calendar/unknown-holidays")
def unknown_holidays(filing: Filing) -> Iterator[Problem]:
    """Days so far off that nobody knows the public holidays by which periods are counted."""
    yield from _lasting(filing, "calendar/unknown-holidays", None)


def _lasting(filing: Filing, name: str, cited: bool | None) -> Iterator[Problem]:
    """The calendar's findings of one name; those on a facility's licence are the ones that cite the law."""
    for finding in filing.once(_findings):
        if finding.rule == name and (cited is None or bool(finding.citations) is cited):
            yield Problem(finding.place, finding.message, finding.remedy)


def _findings(filing: Filing) -> tuple[Finding, ...]:
    """What the calendar says, where anything ends early enough that it could say something.

    Counting without public holidays gives the earliest days at once; only what ends before these, or not long after,
    is worth looking up the holidays, which takes long.
    """
    try:
        if _lasts(filing):
            return ()
    except OverflowError:
        # Days at the end of all calendars; the calendar says so.
        pass
    try:
        return calendar(filing.submission, filing.template_set).findings
    except SubmissionError as error:
        return error.findings


def _lasts(filing: Filing) -> bool:
    """Whether everything lasts so long that no public holiday matters, and no supplement round puts anything off."""
    study = filing.study
    if rounds(filing.submission.folder):
        return False
    ends = [each.until for each in lasting(study)]
    found = review(study, filing.law, frozenset())
    known = [day for day in (study.filing.date, found.end, last_administration(found)) if day is not None]
    return not ends or min(ends) > max(known) + _HOLIDAYS


_HOLIDAYS = datetime.timedelta(days=90)
"""More than public holidays can put off the end of a processing period."""
