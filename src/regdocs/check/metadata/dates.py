"""Rules on days: what was made, issued, signed, learned or held comes in the order in which it can."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from regdocs.check.filing import Filing
from regdocs.check.metadata.measure import each
from regdocs.check.rule import Problem, problem, rule
from regdocs.study.organisation import Licence, Organisation
from regdocs.study.terms import LicenceKind
from regdocs.submission.path import child
from regdocs.submission.rounds import rounds

_MONTH = re.compile(r"((?:19|20)\d{2})[-.](0?[1-9]|1[0-2])(?!\d)")
_LICENCE_ROLES = {
    "institution_designation": LicenceKind.INSTITUTION,
    "facility_licence": LicenceKind.FACILITY,
    "ethics_board": LicenceKind.ETHICS_BOARD,
    "testing_designation": LicenceKind.TESTING,
    "cord_blood_bank_licence": LicenceKind.CORD_BLOOD_BANK,
    "glp_evidence": LicenceKind.GLP,
}
"""Which licence an attached copy is of, by the paper's role."""
_CONTRACT_ROLES = {"supply_contract": ("supply",), "outsourcing_contract": ("testing", "collection", "storage")}


@rule("dates/licences")
def licences(filing: Filing) -> Iterator[Problem]:
    """A licence was issued before the filing, and before it ends."""
    for path, licence in _licences(filing):
        yield from _spans(filing, path, "issued", licence.issued, "valid_until", licence.valid_until)


@rule("dates/contracts")
def contracts(filing: Filing) -> Iterator[Problem]:
    """A contract was signed before the filing, and before it ends."""
    for path, contract in each("contracts", filing.study.contracts):
        yield from _spans(filing, path, "signed", contract.signed, "valid_until", contract.valid_until)


@rule("dates/attachments")
def attachments(filing: Filing) -> Iterator[Problem]:
    """A paper is no later than the filing, and no later than the end of its validity."""
    for path, paper in each("attachments", filing.study.attachments):
        yield from _spans(filing, path, "date", paper.date, "valid_until", paper.valid_until)


def _spans(
    filing: Filing, path: str, begins: str, first: datetime.date | None, ends: str, last: datetime.date | None
) -> Iterator[Problem]:
    if first is not None and first > filing.study.filing.date:
        yield problem(filing, child(path, begins), _after_filing(filing, first))
    if first is not None and last is not None and first > last:
        message = f"{first}: 끝나는 날 {last}보다 늦음", f"{first} is later than its end, {last}"
        yield problem(filing, child(path, begins), message)


def _after_filing(filing: Filing, day: datetime.date) -> tuple[str, str]:
    filed = filing.study.filing.date
    return f"{day}: 제출일 {filed}보다 늦음", f"{day} is later than the filing, {filed}"


@rule("dates/copies-of-licences")
def copies_of_licences(filing: Filing) -> Iterator[Problem]:
    """An attached copy has the days of the licence or contract that it is of."""
    known = [(licence.kind, licence.issued, licence.valid_until) for _, licence in _licences(filing)]
    for path, paper in each("attachments", filing.study.attachments):
        kind = _LICENCE_ROLES.get(paper.role)
        if kind is not None:
            yield from _copied(filing, path, paper.date, {issued for its, issued, _ in known if its is kind}, "date")
            until = {until for its, _, until in known if its is kind}
            yield from _copied(filing, path, paper.valid_until, until, "valid_until")
        kinds = _CONTRACT_ROLES.get(paper.role, ())
        made = [contract for contract in filing.study.contracts if contract.kind.value in kinds]
        if made:
            yield from _copied(filing, path, paper.date, {one.signed for one in made}, "date")
            yield from _copied(filing, path, paper.valid_until, {one.valid_until for one in made}, "valid_until")


def _copied(
    filing: Filing, path: str, day: datetime.date | None, days: set[datetime.date | None], name: str
) -> Iterator[Problem]:
    there = sorted(each for each in days if each is not None)
    if day is not None and there and day not in there:
        listed = ", ".join(map(str, there))
        message = (
            f"{day}: 원본에 적힌 날짜({listed})와 다름",
            f"{day} isn't a day of what it is a copy of ({listed})",
        )
        yield problem(filing, child(path, name), message)


@rule("dates/lots")
def lots(filing: Filing) -> Iterator[Problem]:
    """A lot was made before it was filed, and before its certificate was written."""
    papers = [(path, paper) for path, paper in each("attachments", filing.study.attachments) if paper.date is not None]
    for path, lot in each("product.lots", filing.study.product.lots):
        if lot.made is None:
            continue
        if lot.made > filing.study.filing.date:
            yield problem(filing, f"{path}.made", _after_filing(filing, lot.made))
        for at, paper in papers:
            if paper.date is not None and lot.number in paper.title.ko and paper.date < lot.made:
                message = (
                    f"{paper.date}: 로트 {lot.number}의 제조일 {lot.made}보다 이름",
                    f"{paper.date} is before lot {lot.number} was made ({lot.made})",
                )
                yield problem(filing, f"{at}.date", message)


@rule("dates/nonclinical")
def nonclinical(filing: Filing) -> Iterator[Problem]:
    """A non-clinical study ended before the filing, and its report was written after it had begun."""
    filed = filing.study.filing.date
    for path, study in each("nonclinical", filing.study.nonclinical):
        months = _months(study.period)
        if len(months) == 2 and months[0] > months[1]:
            message = f"{study.period}: 시작이 끝보다 늦음", f"{study.period}: it begins after it ends"
            yield problem(filing, f"{path}.period", message)
        if months and max(months) > filed:
            message = f"{study.period}: 제출일 {filed}보다 늦게 끝남", f"{study.period} ends after the filing, {filed}"
            yield problem(filing, f"{path}.period", message)
        for at, paper in each("attachments", filing.study.attachments):
            if months and study.report and study.report in paper.title.ko and paper.date and paper.date < max(months):
                message = (
                    f"{paper.date}: 시험기간 {study.period}이(가) 끝나기 전임",
                    f"{paper.date} is before the study ended ({study.period})",
                )
                yield problem(filing, f"{at}.date", message)


@rule("dates/careers")
def careers(filing: Filing) -> Iterator[Problem]:
    """A post was held from before it was left, and no post or training lies after the filing."""
    filed = filing.study.filing.date
    for path, person in each("people", filing.study.people):
        for at, career in each(f"{path}.careers", person.careers):
            since, until = _months(career.since), _months(career.until)
            if since and until and since[0] > until[0]:
                message = f"{career.since}: {career.until}보다 늦음", f"{career.since} is later than {career.until}"
                yield problem(filing, f"{at}.since", message)
            if since and since[0] > filed:
                yield problem(filing, f"{at}.since", _after_filing(filing, since[0]))
        for at, training in each(f"{path}.trainings", person.trainings):
            if training.date is not None and training.date > filed:
                yield problem(filing, f"{at}.date", _after_filing(filing, training.date))
            if training.date is not None and training.until is not None and training.until < training.date:
                message = f"{training.until}: {training.date}보다 이름", f"{training.until} is before {training.date}"
                yield problem(filing, f"{at}.until", message)


@rule("dates/before-filing")
def before_filing(filing: Filing) -> Iterator[Problem]:
    """What was announced or discussed beforehand lies before the filing; the receipt after it, but for an answer's."""
    study = filing.study
    for name in ("announced", "consultations"):
        for path, event in each(name, getattr(study, name)):
            if event.date is not None and event.date > study.filing.date:
                yield problem(filing, f"{path}.date", _after_filing(filing, event.date))
    received = study.filing.receipt_date
    if received is not None and received < study.filing.date and not rounds(filing.submission.folder):
        message = (
            f"{received}: 제출일 {study.filing.date}보다 이름",
            f"{received} is before the filing, {study.filing.date}",
        )
        yield problem(filing, "filing.receipt_date", message)


@rule("dates/procedures")
def procedures(filing: Filing) -> Iterator[Problem]:
    """What follows the filing lies after it, and in its own order."""
    given = filing.study.procedures
    filed = ("filing.date", filing.study.filing.date)
    chains: list[list[tuple[str, datetime.date]]] = []
    if given is not None and given.extension is not None:
        own, at = given.extension, "procedures.extension"
        chains.append(
            [filed, (f"{at}.demanded", own.demanded), (f"{at}.deadline", own.deadline), (f"{at}.until", own.until)]
        )
        chains.append([(f"{at}.demanded", own.demanded), (f"{at}.date", own.date)])
    if given is not None and given.objection is not None:
        objection, at = given.objection, "procedures.objection"
        chains.append([filed, (f"{at}.notified", objection.notified), (f"{at}.date", objection.date)])
    if given is not None and given.change_report is not None:
        chains.append([filed, ("procedures.change_report.date", given.change_report.date)])
    if given is not None and given.withdrawal is not None:
        chains.append([filed, ("procedures.withdrawal.date", given.withdrawal.date)])
    for chain in chains:
        for (earlier, first), (later, second) in pairwise(chain):
            if second < first:
                message = f"{second}: `{earlier}`({first})보다 이름", f"{second} is before `{earlier}` ({first})"
                yield problem(filing, later, message)


@rule("dates/law-of-the-day")
def law_of_the_day(filing: Filing) -> Iterator[Problem]:
    """The law that the papers follow is that of the filing day, not of a later one."""
    filed = filing.study.filing
    if filed.law_as_of is not None and filed.law_as_of > filed.date:
        yield problem(filing, "filing.law_as_of", _after_filing(filing, filed.law_as_of))


def _licences(filing: Filing) -> Iterator[tuple[str, Licence]]:
    """Every licence of bodies and people, with its path."""
    study = filing.study
    bodies: tuple[tuple[str, Sequence[Organisation]], ...] = (
        ("institutions", study.institutions),
        ("processing_facilities", study.processing_facilities),
        ("organisations", study.organisations),
    )
    for name, members in bodies:
        for path, body in each(name, members):
            yield from each(f"{path}.licences", body.licences)
    for path, person in each("people", study.people):
        yield from each(f"{path}.licences", person.licences)


def _months(text: str | None) -> list[datetime.date]:
    """The first day of each month that a text names as `2025-02` or `2025.2`."""
    return [datetime.date(int(year), int(month), 1) for year, month in _MONTH.findall(text or "")]
