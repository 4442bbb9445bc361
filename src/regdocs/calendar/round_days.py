"""The days of a supplement round: when it is due, how often it was put off, and whether the answer comes in time."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from regdocs.calendar.entry import cited
from regdocs.calendar.review import limits
from regdocs.finding import Finding, Severity
from regdocs.language import Bilingual
from regdocs.regulation.citation import Confidence
from regdocs.regulation.days import supplement_end
from regdocs.regulation.holidays import FIRST_YEAR, LAST_YEAR, public_holidays
from regdocs.regulation.law import Law
from regdocs.regulation.provision import TimeLimit
from regdocs.study.supplement import Authority, Round, RoundKind
from regdocs.submission.load import Submission
from regdocs.submission.rounds import LoadedRound

_NOT_COMPLETED = "not-completed"


@dataclass(frozen=True, slots=True)
class RoundDays:
    """What counts for a round: the law's limit, the day on which it ends by the law, and the last day that holds.

    `legal` is None where an authority sets the period; `due` where nobody has set a day. `inferred` tells that the way
    of counting isn't said by the text itself.
    """

    limit: TimeLimit | None
    legal: datetime.date | None
    due: datetime.date | None
    answered: datetime.date
    inferred: bool


def limit_of(round_: Round) -> str | None:
    """The id of the law data's time limit for a round; an outcome's round has none that is known."""
    if round_.kind.outcome:
        return None
    if round_.authority is Authority.COMMITTEE:
        return "committee_supplement"
    return "mfds_second_supplement" if round_.kind is RoundKind.LAST else "mfds_supplement"


def days_of(loaded: LoadedRound, submission: Submission, law: Law) -> RoundDays:
    """The days of a round; without a deadline the law's own end stands for it."""
    round_ = loaded.round
    identifier = limit_of(round_)
    limit = limits(submission.study, law).get(identifier) if identifier else None
    legal = None
    if limit is not None and limit.days and _known(round_.received):
        legal = supplement_end(round_.received, limit.days, _holidays(round_.received))
    inferred = limit is not None and limit.counting_confidence is Confidence.INFERENCE
    answered = round_.answered or submission.study.filing.date
    return RoundDays(limit, legal, round_.due or legal, answered, inferred)


def _known(day: datetime.date) -> bool:
    return FIRST_YEAR <= day.year < LAST_YEAR


def _holidays(day: datetime.date) -> AbstractSet[datetime.date]:
    return public_holidays(day.year, day.year + 1).keys()


def day_findings(loaded: LoadedRound, submission: Submission, law: Law) -> Iterator[Finding]:
    """Everything about a round's days that contradicts itself, the law, or the answer's day."""
    days, round_ = days_of(loaded, submission, law), loaded.round
    if not _known(round_.received):
        message = Bilingual(
            f"{round_.received}: 공휴일을 알 수 없는 해임", f"{round_.received}: its public holidays aren't known"
        )
        yield _finding(loaded, "unknown-holidays", Severity.ERROR, message, "received")
        return
    yield from _order(loaded)
    yield from _kind(loaded)
    yield from _deadline(loaded, days, law)
    yield from _extensions(loaded, days, law)
    yield from _in_time(loaded, days, law)


def _order(loaded: LoadedRound) -> Iterator[Finding]:
    round_ = loaded.round
    message = Bilingual("보완요구일보다 이른 날짜", "lies before the day of the demand")
    later = {"deadline": round_.deadline, "answered": round_.answered}
    later |= {f"extensions[{index}].asked": each.asked for index, each in enumerate(round_.extensions)}
    for path, day in later.items():
        if day is not None and day < round_.received:
            yield _finding(loaded, "dates", Severity.ERROR, message, path)
    due = round_.deadline
    for index, each in enumerate(round_.extensions):
        if due is not None and each.until <= due:
            text = Bilingual(
                f"연장된 기한이 앞의 기한({due})보다 늦지 않음", f"isn't later than the deadline before ({due})"
            )
            yield _finding(loaded, "dates", Severity.ERROR, text, f"extensions[{index}].until")
        due = each.until if each.granted else due


def _kind(loaded: LoadedRound) -> Iterator[Finding]:
    """Outcomes and the last demand belong to one authority each."""
    round_ = loaded.round
    if round_.kind.outcome and round_.authority is not Authority.COMMITTEE:
        message = Bilingual(
            f"{round_.kind.label.ko}은 심의위원회의 심의 결과에서만 나옴",
            f"a {round_.kind.label.text('en')} follows from the committee's review only",
        )
        yield _finding(loaded, "authority", Severity.ERROR, message, "kind")
    if round_.kind is RoundKind.LAST and round_.authority is Authority.COMMITTEE:
        message = Bilingual(
            "마지막 보완(10일)은 식약처고시에만 확인됨", "a last demand (10 days) is known from the MFDS notice only"
        )
        yield _finding(loaded, "authority", Severity.NOTE, message, "kind")


def order_findings(loaded: LoadedRound, others: Iterable[LoadedRound], law: Law) -> Iterator[Finding]:
    """What a round contradicts of the others: MFDS demands once more after the first period, and no more."""
    if loaded.round.kind is not RoundKind.LAST or loaded.round.authority is not Authority.MFDS:
        return
    earlier = [each for each in others if each.round.authority is Authority.MFDS]
    limit = next((each for each in law.time_limits.limits if each.id == "mfds_second_supplement"), None)
    lasts = [each.id for each in earlier if each.round.kind is RoundKind.LAST]
    if lasts:
        message = Bilingual(
            f"재보완은 한 번임(이미 `{lasts[0]}`)", f"a last demand is made once only (there is `{lasts[0]}`)"
        )
        yield _finding(loaded, "second-last-demand", Severity.WARNING, message, "kind", _basis(law, limit))
    if not any(each.round.received < loaded.round.received for each in earlier):
        message = Bilingual("앞선 식약처 보완이 없는 재보완", "a last demand without an earlier one by MFDS")
        yield _finding(loaded, "first-last-demand", Severity.NOTE, message, "kind", _basis(law, limit))


def _deadline(loaded: LoadedRound, days: RoundDays, law: Law) -> Iterator[Finding]:
    round_, limit = loaded.round, days.limit
    if round_.deadline is None:
        if days.legal is None:
            message = Bilingual("보완기한이 없음", "there is no deadline")
            remedy = Bilingual("보완요구 문서의 기한을 `deadline`에 적으십시오", "write the demand's as `deadline`")
            yield _finding(loaded, "no-deadline", Severity.WARNING, message, "deadline", remedy=remedy)
        else:
            message = Bilingual(
                f"보완기한이 없어 {days.legal}까지로 셈함{_counted(days).ko}",
                f"no deadline is given; counted as {days.legal}{_counted(days).text('en')}",
            )
            yield _finding(loaded, "no-deadline", Severity.NOTE, message, "deadline", _basis(law, limit))
    elif days.legal is not None and limit is not None and round_.deadline > days.legal:
        message = Bilingual(
            f"보완기한이 {limit.days}일({days.legal})을 넘음{_counted(days).ko}",
            f"the deadline lies beyond {limit.days} days ({days.legal}){_counted(days).text('en')}",
        )
        severity = Severity.NOTE if days.inferred else Severity.WARNING
        yield _finding(loaded, "long-deadline", severity, message, "deadline", _basis(law, limit))


def _counted(days: RoundDays) -> Bilingual:
    return Bilingual("(셈하는 방법은 추론)", " (how it is counted is inferred)") if days.inferred else Bilingual("", "")


def _extensions(loaded: LoadedRound, days: RoundDays, law: Law) -> Iterator[Finding]:
    """Two requests at most; a last demand and an outcome's round have none that is known."""
    round_, limit = loaded.round, days.limit
    if not round_.extensions:
        return
    if limit is None or limit.extensions is None:
        message = Bilingual(
            f"{round_.kind.label.ko}의 연장을 정한 규정은 확인되지 않음",
            f"no provision for more time is known for a {round_.kind.label.text('en')}",
        )
        yield _finding(loaded, "unknown-extension", Severity.WARNING, message, "extensions", _basis(law, limit))
    elif len(round_.extensions) > limit.extensions:
        message = Bilingual(
            f"연장은 {limit.extensions}회까지 요청할 수 있음(요청 {len(round_.extensions)}회)",
            f"more time can be asked for {limit.extensions} times, not {len(round_.extensions)}",
        )
        path = f"extensions[{limit.extensions}]"
        severity = Severity.ERROR if limit.confidence.confirmed else Severity.NOTE
        yield _finding(loaded, "too-many-extensions", severity, message, path, _basis(law, limit))
    due = round_.deadline or days.legal
    for index, each in enumerate(round_.extensions):
        if due is not None and each.asked > due:
            message = Bilingual(f"기한({due})이 지난 뒤의 연장요청", f"asked for after the deadline ({due})")
            yield _finding(loaded, "late-extension", Severity.WARNING, message, f"extensions[{index}].asked")
        due = each.until if each.granted else due


def _in_time(loaded: LoadedRound, days: RoundDays, law: Law) -> Iterator[Finding]:
    """An answer after the last day can be returned; where only counting gives that day, it is a note."""
    if days.due is None or days.answered <= days.due:
        return
    counted = loaded.round.due is None and days.inferred
    message = Bilingual(
        f"답변일({days.answered})이 보완기한({days.due})을 지남: 기한 내 자료를 내지 않으면 반려될 수 있음",
        f"answered on {days.answered}, after the deadline ({days.due}): what isn't filed in time can be returned",
    )
    path = "answered" if loaded.round.answered else "deadline"
    ground = next((each for each in law.return_grounds if each.id == _NOT_COMPLETED), None)
    basis = (cited(law, [ground.citation]).ko,) if ground else ()
    severity = Severity.NOTE if counted else Severity.ERROR
    yield _finding(loaded, "after-deadline", severity, message, path, basis)


def _basis(law: Law, limit: TimeLimit | None) -> tuple[str, ...]:
    return (cited(law, limit.citations).ko,) if limit is not None else ()


def _finding(
    loaded: LoadedRound,
    rule: str,
    severity: Severity,
    message: Bilingual,
    path: str,
    citations: tuple[str, ...] = (),
    remedy: Bilingual | None = None,
) -> Finding:
    return Finding(f"supplement/{rule}", severity, message, loaded.place(path), remedy, citations)
