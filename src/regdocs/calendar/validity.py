"""Licences, designations, contracts and papers: whether they last through the review and the last administration."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regdocs.calendar.entry import Entry, Group, cited
from regdocs.calendar.review import Review, before, counting_of, limits, period_of
from regdocs.finding import Finding, Severity
from regdocs.language import Bilingual
from regdocs.regulation.citation import Confidence
from regdocs.regulation.days import latest_filing_before
from regdocs.regulation.provision import TimeLimit
from regdocs.study.organisation import Licence, Organisation
from regdocs.study.study import Study
from regdocs.study.terms import LicenceKind
from regdocs.submission.load import Submission
from regdocs.submission.path import child, item

RENEWAL = "facility_licence_renewal"
"""The time limit by which a facility's renewal is filed."""
_LASTS = "facility-licence-lasts"
"""The requirement that a facility's licence lasts through the review."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """Something that ends on a day: what it is, whose, where study.yaml says so.

    A `paper` is a copy of something and has to be valid while it is reviewed; the rest has to last as long as cells
    are given. `renewable` is a licence for which the law sets a day for renewal.
    """

    path: str
    title: Bilingual
    until: datetime.date
    paper: bool = False
    renewable: bool = False


def lasting(study: Study) -> list[Lasting]:
    """Everything of the study that ends on a day, in the order of study.yaml."""
    bodies: list[tuple[str, Sequence[Organisation]]] = [
        ("institutions", study.institutions),
        ("processing_facilities", study.processing_facilities),
        ("organisations", study.organisations),
    ]
    found = [
        each
        for group, members in bodies
        for index, body in enumerate(members)
        for each in _licences(item(group, body, index), body.name, body.licences)
    ]
    for index, contract in enumerate(study.contracts):
        if contract.valid_until is not None:
            path = child(item("contracts", contract, index), "valid_until")
            found.append(Lasting(path, contract.title or contract.kind.label, contract.valid_until))
    for index, person in enumerate(study.people):
        found += _licences(item("people", person, index), Bilingual(person.name.ko, person.name.en), person.licences)
    for index, paper in enumerate(study.attachments):
        if paper.valid_until is not None:
            path = child(item("attachments", paper, index), "valid_until")
            found.append(Lasting(path, paper.title, paper.valid_until, paper=True))
    return found


def _licences(at: str, owner: Bilingual, licences: Sequence[Licence]) -> Iterator[Lasting]:
    for index, licence in enumerate(licences):
        if licence.valid_until is None:
            continue
        path = child(item(child(at, "licences"), licence, index), "valid_until")
        name = licence.title or licence.kind.label
        title = Bilingual(f"{owner.ko} {name.ko}", f"{owner.text('en')}: {name.text('en')}")
        yield Lasting(path, title, licence.valid_until, renewable=licence.kind is LicenceKind.FACILITY)


def entries(review: Review) -> Iterator[Entry]:
    """The end of each licence and contract, and the last day on which a renewal may be filed."""
    limit = limits(review.study, review.law).get(RENEWAL)
    for each in lasting(review.study):
        if each.paper:
            continue
        yield Entry(f"until-{each.path}", Group.VALIDITY, each.title, each.until, period=_UNTIL)
        day = _renew_by(each, limit)
        if limit is not None and day is not None:
            yield _renewal(review, each, limit, day)


_UNTIL = Bilingual("유효기간의 끝", "valid until")


def _renew_by(each: Lasting, limit: TimeLimit | None) -> datetime.date | None:
    """The last day to file for renewal, where the law sets one."""
    if not each.renewable or limit is None or not limit.days or each.until.year <= datetime.MINYEAR:
        return None
    return latest_filing_before(each.until, limit.days)


def _renewal(review: Review, each: Lasting, limit: TimeLimit, day: datetime.date) -> Entry:
    return Entry(
        f"renewal-{each.path}",
        Group.VALIDITY,
        limit.title,
        day,
        each.until,
        period_of(limit),
        counting_of(review.law, limit.counting),
        inferred=limit.counting_confidence is Confidence.INFERENCE,
        basis=cited(review.law, limit.citations),
        confidence=limit.confidence,
        note=before(day, review) or limit.note,
    )


def findings(submission: Submission, review: Review, last_administration: datetime.date | None) -> Iterator[Finding]:
    """What has expired, what ends during the review, what ends before the last administration, with file and line."""
    judge = _Judge(submission, review, last_administration)
    for each in lasting(review.study):
        found = judge.finding(each)
        if found is not None:
            yield found


class _Judge:
    """Judges by one filing's days."""

    def __init__(self, submission: Submission, review: Review, last: datetime.date | None) -> None:
        self.submission, self.review, self.last = submission, review, last

    def finding(self, each: Lasting) -> Finding | None:
        end = self.review.end
        if each.until < self.review.study.filing.date:
            return self._made(each, "expired", Severity.ERROR, ("제출일 전에 끝남", "it ends before the filing date"))
        if end is not None and each.until < end:
            # That the facility's licence lasts through the review is what a filing is returned for.
            severity = Severity.ERROR if each.renewable else Severity.WARNING
            words = f"처리기간이 끝나는 {end}보다 먼저 끝남", f"it ends before the processing period does ({end})"
            return self._made(each, "ends-in-review", severity, words)
        if self.last is not None and not each.paper and each.until < self.last:
            words = (
                f"마지막 투여 예정일 {self.last}보다 먼저 끝남",
                f"it ends before the last planned administration ({self.last})",
            )
            return self._made(each, "ends-in-study", Severity.WARNING, words)
        return None

    def _made(self, each: Lasting, rule: str, severity: Severity, words: tuple[str, str]) -> Finding:
        return Finding(
            f"calendar/{rule}",
            severity,
            Bilingual(
                f"{each.title.ko}({each.until}까지): {words[0]}", f"{each.title.text('en')} ({each.until}): {words[1]}"
            ),
            self.submission.positions.place(each.path),
            self._remedy(each),
            self._citations(each, rule),
        )

    def _remedy(self, each: Lasting) -> Bilingual:
        day = _renew_by(each, limits(self.review.study, self.review.law).get(RENEWAL))
        if day is None:
            return Bilingual("갱신하거나 연장한 날짜를 적으십시오", "renew or extend it and give the new date")
        if day < self.review.study.filing.date:
            return Bilingual(
                f"갱신 신청 기한({day})이 제출일 전에 지남: 갱신된 허가증의 날짜를 적으십시오",
                f"the last day to file for renewal ({day}) lies before the filing date: give the renewed licence's date",
            )
        return Bilingual(f"늦어도 {day}까지 갱신을 신청하십시오", f"file for renewal by {day} at the latest")

    def _citations(self, each: Lasting, rule: str) -> tuple[str, ...]:
        """What the law data say about a facility's licence; for the rest nothing does, it is prudence."""
        law = self.review.law
        if not each.renewable:
            return ()
        if rule == "ends-in-review":
            return law.citations(law.requirement(_LASTS))
        return tuple(law.citation(each) for each in law.time_limit(RENEWAL).citations)
