"""The review's own periods: the processing period and what is counted from its ends, supplements, objections."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from regdocs.calendar.entry import Entry, Group, Pause, cited
from regdocs.language import Bilingual
from regdocs.regulation.citation import Confidence
from regdocs.regulation.days import is_working_day, latest_filing_before, processing_end, supplement_end
from regdocs.regulation.law import Law
from regdocs.regulation.provision import Counting, TimeLimit
from regdocs.study.operation import Extension
from regdocs.study.study import Study

TOTAL = "total"
_ONE = datetime.timedelta(days=1)
_MFDS_NAMES = ("식품의약품안전", "식약처", "MFDS", "Food and Drug Safety")
_SUPPLEMENTS = ("mfds_supplement", "mfds_second_supplement", "committee_supplement")
_RECEIPT_PLANNED = Bilingual(
    "접수일이 통지되기 전이므로 제출일에 접수되는 것으로 가정함",
    "assumes receipt on the filing date, before the receipt is notified",
)
_SENT_AT_ONCE = Bilingual(
    "접수일에 자료가 송부되는 것으로 가정함", "assumes that the data are sent on the day of receipt"
)
_DECIDED_LAST = Bilingual(
    "처리기간의 마지막 날에 결정되는 것으로 가정함", "assumes a decision on the last day of the processing period"
)
_PAUSED = Bilingual("보완에 걸린 기간", "time taken for the supplement")


@dataclass(frozen=True, slots=True)
class Review:
    """What the review's periods are counted from, and the day on which the processing period ends.

    `end` is None where the law data know no processing period.
    """

    study: Study
    law: Law
    holidays: AbstractSet[datetime.date]
    receipt: datetime.date
    receipt_known: bool
    pauses: tuple[Pause, ...]
    end: datetime.date | None

    @property
    def planned(self) -> Bilingual | None:
        """What every day of the review hangs on while the receipt date isn't known."""
        return None if self.receipt_known else _RECEIPT_PLANNED


def review(study: Study, law: Law, holidays: AbstractSet[datetime.date], rounds: tuple[Pause, ...] = ()) -> Review:
    """The processing period of a filing; what its supplement `rounds` took doesn't count, nor what study.yaml knows of."""
    filing = study.filing
    receipt = filing.receipt_date or filing.date
    told = {each.demand for each in rounds}
    pauses = (*rounds, *(each for each in _pauses(study) if each.demand not in told))
    limit = limits(study, law).get(TOTAL)
    end = None
    if limit is not None and limit.days:
        paused = {day for pause in pauses for day in _days(pause) if day >= receipt}
        end = processing_end(receipt, limit.days, holidays | paused)
    return Review(study, law, holidays, receipt, filing.receipt_date is not None, pauses, end)


def entries(review: Review) -> Iterator[Entry]:
    """Filing and receipt, then every time limit of the law data that this filing meets, in the law data's order."""
    filing = review.study.filing
    yield Entry("filing", Group.REVIEW, Bilingual("제출일", "Filing"), filing.date)
    yield Entry(
        "receipt",
        Group.REVIEW,
        Bilingual("접수일", "Receipt"),
        review.receipt,
        planned=not review.receipt_known,
        assumption=review.planned,
    )
    counters = {
        TOTAL: _total,
        "mfds_to_committee": _to_committee,
        "changed_data_to_mfds": _changed_data,
        "mfds_result_notice": _result_notice,
        "return_objection": _objection,
    }
    for identifier, limit in limits(review.study, review.law).items():
        if identifier in counters:
            yield from counters[identifier](review, limit)
        elif identifier in _SUPPLEMENTS:
            yield _relative(review.law, limit, Group.SUPPLEMENT)
            yield from _extended(review, limit)


def _total(review: Review, limit: TimeLimit) -> Iterator[Entry]:
    yield _counted(review, limit, Group.REVIEW, review.receipt, review.end, review.planned)


def _to_committee(review: Review, limit: TimeLimit) -> Iterator[Entry]:
    """MFDS's own result goes to the committee only where both review at once."""
    if review.study.filing.combined_review and limit.days:
        end = supplement_end(review.receipt, limit.days, review.holidays)
        yield _counted(review, limit, Group.REVIEW, review.receipt, end, _joined(review.planned, _SENT_AT_ONCE))


def _changed_data(review: Review, limit: TimeLimit) -> Iterator[Entry]:
    if review.end is not None and limit.days:
        latest = latest_filing_before(review.end, limit.days)
        yield _counted(review, limit, Group.REVIEW, review.end, latest, review.planned, note=before(latest, review))


def _result_notice(review: Review, limit: TimeLimit) -> Iterator[Entry]:
    if review.end is not None and limit.days:
        end = supplement_end(review.end, limit.days, review.holidays)
        yield _counted(review, limit, Group.REVIEW, review.end, end, _joined(review.planned, _DECIDED_LAST))


def _objection(review: Review, limit: TimeLimit) -> Iterator[Entry]:
    """Counted from the notice of the return where there was one."""
    procedures = review.study.procedures
    objection = procedures.objection if procedures else None
    if objection is None or not limit.days:
        yield _relative(review.law, limit, Group.SUPPLEMENT)
    else:
        end = supplement_end(objection.notified, limit.days, review.holidays)
        yield _counted(review, limit, Group.SUPPLEMENT, objection.notified, end, None)


def _extended(review: Review, limit: TimeLimit) -> Iterator[Entry]:
    """The days of the supplement that study.yaml tells of, under the limit that it was demanded by."""
    extension = extension_of(review.study)
    if extension is None or limit.id != demanding(extension):
        return
    if limit.days:
        end = supplement_end(extension.demanded, limit.days, review.holidays)
        yield _counted(review, limit, Group.SUPPLEMENT, extension.demanded, end, None, suffix="-demanded")
    request = Bilingual(f"{extension.demand}: 보완기한", f"{extension.demand}: answer due")
    yield Entry("supplement-deadline", Group.SUPPLEMENT, request, extension.deadline, extension.demanded)
    asked = Bilingual(
        f"{extension.demand}: 연장을 요청한 기한({extension.count}회차)",
        f"{extension.demand}: extension asked for (request {extension.count})",
    )
    yield Entry("supplement-extension", Group.SUPPLEMENT, asked, extension.until, extension.deadline, planned=True)


def extension_of(study: Study) -> Extension | None:
    """The extension of a supplement period that study.yaml tells of."""
    return study.procedures.extension if study.procedures else None


def demanding(extension: Extension) -> str:
    """The id of the limit under which a supplement was demanded: MFDS's, or that of the committee."""
    names = f"{extension.body.ko} {extension.body.en or ''}"
    return "mfds_supplement" if any(name in names for name in _MFDS_NAMES) else "committee_supplement"


def _pauses(study: Study) -> Iterator[Pause]:
    """From the day after the demand to the day until which the answer was put off."""
    extension = extension_of(study)
    if extension is not None and extension.demanded < extension.until:
        yield paused(extension.demand, extension.demanded, extension.until)


def paused(demand: str, demanded: datetime.date, last: datetime.date) -> Pause:
    """The time that a supplement took: from the day after its demand to that of the answer."""
    reason = Bilingual(f"{_PAUSED.ko}({demand})", f"{_PAUSED.en} ({demand})")
    return Pause(demanded + _ONE, last, reason, demand)


def _days(pause: Pause) -> Iterator[datetime.date]:
    for offset in range((pause.last - pause.first).days + 1):
        yield pause.first + offset * _ONE


def limits(study: Study, law: Law) -> Mapping[str, TimeLimit]:
    """The time limits that the law of the filing's day has, by id."""
    return {limit.id: limit for limit in law.time_limits.limits if limit.in_force.covers(study.filing.as_of)}


def counting_of(law: Law, identifier: str | None) -> Counting | None:
    """A way of counting by its id."""
    return next((each for each in law.time_limits.counting if each.id == identifier), None)


def _counted(
    review: Review,
    limit: TimeLimit,
    group: Group,
    start: datetime.date,
    end: datetime.date | None,
    assumption: Bilingual | None,
    suffix: str = "",
    note: Bilingual | None = None,
) -> Entry:
    return Entry(
        limit.id + suffix,
        group,
        limit.title,
        end,
        start,
        period_of(limit),
        counting_of(review.law, limit.counting),
        assumption is not None,
        limit.counting_confidence is Confidence.INFERENCE,
        assumption,
        cited(review.law, limit.citations),
        limit.confidence,
        note or limit.note,
    )


def before(day: datetime.date, review: Review) -> Bilingual | None:
    """The working day to keep to, where the last day of a period counted backwards is a rest day."""
    if is_working_day(day, review.holidays):
        return None
    working = day
    while not is_working_day(working, review.holidays):
        working -= _ONE
    return Bilingual(f"쉬는 날이므로 그 앞의 근무일은 {working}", f"a rest day; the working day before it is {working}")


def _relative(law: Law, limit: TimeLimit, group: Group) -> Entry:
    return Entry(
        limit.id,
        group,
        limit.title,
        period=period_of(limit),
        counting=counting_of(law, limit.counting),
        inferred=limit.counting_confidence is Confidence.INFERENCE,
        basis=cited(law, limit.citations),
        confidence=limit.confidence,
        note=limit.note,
    )


def period_of(limit: TimeLimit) -> Bilingual:
    """How long a limit is and from when: `접수일부터 120일`, `처리기간이 끝나기 전 30일`, with its extensions."""
    days = Bilingual("기관이 정하는 기간", "as long as the authority sets")
    if limit.days:
        most = ("이내", "at most ") if limit.maximum else ("", "")
        days = Bilingual(f"{limit.days}일 {most[0]}".rstrip(), f"{most[1]}{limit.days} days")
    ko, en = days.ko, days.text("en")
    if limit.start is not None:
        before_ko, before_en = limit.start.ko.endswith("전"), limit.start.text("en").startswith("before")
        ko = f"{limit.start.ko}{'' if before_ko else '부터'} {ko}"
        en = f"{'at least ' if before_en else ''}{en} {'' if before_en else 'from '}{limit.start.text('en')}"
    if limit.extensions:
        ko, en = f"{ko}, 연장 {limit.extensions}회까지", f"{en}, up to {limit.extensions} extensions"
    return Bilingual(ko, en)


def _joined(*parts: Bilingual | None) -> Bilingual:
    given = [part for part in parts if part is not None]
    return Bilingual("; ".join(part.ko for part in given), "; ".join(part.text("en") for part in given))
