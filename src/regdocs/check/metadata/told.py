"""Rules on what short texts tell of the design and of the parties: title, summary, names of endpoints, the letter, contacts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import gcd

from regdocs.check.filing import Filing
from regdocs.check.metadata.measure import each, same_time
from regdocs.check.prose.sentence import sentence_at
from regdocs.check.rule import Problem, problem, rule
from regdocs.language import Bilingual
from regdocs.study.organisation import Organisation, Person
from regdocs.study.quantity import Quantity
from regdocs.study.study import Study
from regdocs.study.terms import Allocation

_TIME = re.compile(r"(\d{1,4})\s?(일|주|개월|년)(?!차|째|령|생|간격)")
_ROUTE = re.compile(
    r"(피하|피내|정맥|근육|관절강|척수강|동맥|병변|추간판|심근|복강|유리체|망막하|뇌)\s?(?:내)?(?:로|에)?\s?(?:주사|투여|주입|이식)"
)
_BLINDING = re.compile(r"(이중|단일|평가자)\s?눈가림")
_RATIO = re.compile(r"(\d{1,2}(?:\s?:\s?\d{1,2})+)(?:의\s비율)?(?:로|으로)\s*(?:무작위\s?)?배정")
_TELEPHONE = re.compile(r"(?:\+82[-\s]?|0)\d{1,2}\)?[-\s]?\d{3,4}[-\s]?\d{4}(?:~\d{1,4})?(?:\s?\(.*\))?|1\d{3}-\d{4}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


@rule("schedule/endpoint-times")
def endpoint_times(filing: Filing) -> Iterator[Problem]:
    """An endpoint whose name tells a time is measured then."""
    design = filing.study.design
    times = {visit.id: visit.at for visit in design.visits if visit.at is not None} if design else {}
    for path, endpoint in each("design.endpoints", design.endpoints if design else ()):
        told = [Quantity.parse(found[0]) for found in _TIME.finditer(endpoint.name.ko)]
        measured = [times[visit] for visit in endpoint.at if visit in times]
        if told and measured and not any(same_time(one, other) for one in told for other in measured):
            message = (
                f"이름에는 {told[0]}인데 시점은 {', '.join(map(str, measured))}임",
                f"its name says {told[0].text('en')}, but it is measured at"
                f" {', '.join(time.text('en') for time in measured)}",
            )
            yield problem(filing, f"{path}.at", message)


@rule("dosing/design-told")
def design_told(filing: Filing) -> Iterator[Problem]:
    """Title and summary tell no other route and no other blinding than the design has."""
    design = filing.study.design
    routes = {given.route for given in design.administrations if given.route} if design else set()
    blinding = {stage.blinding for stage in design.stages} if design else set()
    for path, text in _telling(filing.study):
        for found in _ROUTE.finditer(text) if routes else ():
            if not any(route.label.ko.startswith(found[1]) for route in routes):
                shown = ", ".join(sorted(route.label.ko for route in routes))
                shown_en = ", ".join(sorted(route.label.text("en") for route in routes))
                message = f"「{found[0]}」: 투여경로는 {shown}임", f"“{found[0]}”, but the route is {shown_en}"
                yield problem(filing, path, message)
        for found in _BLINDING.finditer(text) if blinding else ():
            if f"{found[1]}눈가림" not in {kind.label.ko for kind in blinding}:
                shown = ", ".join(sorted(kind.label.ko for kind in blinding))
                shown_en = ", ".join(sorted(kind.label.text("en") for kind in blinding))
                message = f"「{found[0]}」: 단계는 {shown}임", f"“{found[0]}”, but the stages are {shown_en}"
                yield problem(filing, path, message)


def _telling(study: Study) -> Iterator[tuple[str, str]]:
    """The texts that tell what the study is, in Korean."""
    yield "title", study.title.ko
    if study.short_title is not None:
        yield "short_title", study.short_title.ko
    if study.design is not None and study.design.summary is not None:
        yield "design.summary", study.design.summary.ko


@rule("dosing/ratio-told")
def ratio_told(filing: Filing) -> Iterator[Problem]:
    """The ratio of allocation that a text tells is that of a randomised stage's arms; other studies have their own."""
    design = filing.study.design
    stages = [stage.id for stage in design.stages if stage.allocation is Allocation.RANDOMISED] if design else []
    ratios = [_reduced([arm.participants for arm in design.arms if arm.stage == stage]) for stage in stages if design]
    elsewhere = filing.words("dosing/ratio-told")
    for said in (one for one in filing.said if "배정" in one.text) if ratios else ():
        for found in _RATIO.finditer(said.text):
            sentence, _ = sentence_at(said.text, found.start())
            told = _reduced([int(number) for number in re.findall(r"\d+", found[1])])
            if told not in ratios and not any(word in sentence for word in elsewhere):
                shown = ", ".join(":".join(map(str, ratio)) for ratio in ratios)
                message = Bilingual(
                    f"「{found[0]}」: 군의 수로는 {shown}임", f"“{found[0]}”, but the arms stand {shown}"
                )
                yield Problem(said.place(found.start()), message)


def _reduced(numbers: list[int]) -> tuple[int, ...]:
    divisor = gcd(*numbers) or 1
    return tuple(sorted(number // divisor for number in numbers))


@rule("parties/contacts")
def contacts(filing: Filing) -> Iterator[Problem]:
    """Numbers of telephones have the digits that such numbers have, and addresses of mail their sign."""
    for path, body in _reachable(filing.study):
        for name, form, words in (
            ("telephone", _TELEPHONE, ("전화번호", "a telephone number")),
            ("fax", _TELEPHONE, ("팩스번호", "a fax number")),
            ("email", _EMAIL, ("전자우편 주소", "an address of mail")),
        ):
            value = getattr(body, name, None)
            if value is not None and not all(form.fullmatch(part.strip()) for part in re.split("[,/;]", value)):
                message = f"`{value}`: {words[0]}의 꼴이 아님", f"`{value}` doesn't look like {words[1]}"
                yield problem(filing, f"{path}.{name}", message)


def _reachable(study: Study) -> Iterator[tuple[str, Organisation | Person]]:
    yield from each("institutions", study.institutions)
    yield from each("processing_facilities", study.processing_facilities)
    yield from each("organisations", study.organisations)
    yield from each("people", study.people)


@rule("people/letter")
def letter(filing: Filing) -> Iterator[Problem]:
    """Who approves the letter under a head's title is that head."""
    given = filing.study.filing.letter
    approver = given.approver.ko if given is not None and given.approver is not None else ""
    for body in (*filing.study.institutions, *filing.study.processing_facilities):
        title, head = body.head_title, body.head
        if title is not None and head is not None and approver.startswith(title.ko) and head.ko not in approver:
            heads = [one.head.ko for one in filing.study.institutions if one.head is not None]
            if not any(name in approver for name in heads):
                message = (
                    f"`{approver}`: {body.name.ko}의 {title.ko}은(는) {head.ko}임",
                    f"`{approver}`, but {head.text('en')} is {title.text('en')} of {body.name.text('en')}",
                )
                yield problem(filing, "filing.letter.approver", message)


@rule("dosing/per-weight")
def per_weight(filing: Filing) -> Iterator[Problem]:
    """A dose for each kilogram has no volume that is the same for all."""
    given = filing.study.design.administrations if filing.study.design else ()
    for path, one in each("design.administrations", given):
        if one.dose is not None and one.dose.unit.endswith("/kg") and one.volume is not None:
            message = (
                f"체중당 용량 {one.dose}인데 액량은 {one.volume}로 정해져 있음",
                f"the dose is {one.dose.text('en')}, but the volume is {one.volume.text('en')} for everybody",
            )
            yield problem(filing, f"{path}.dose", message)


@rule("stability/bank-storage")
def bank_storage(filing: Filing) -> Iterator[Problem]:
    """A bank of cells is kept deep frozen."""
    warmest = filing.limit("stability/bank-storage", "warmest")
    for path, bank in each("product.banks", filing.study.product.banks):
        high = bank.storage.high if bank.storage is not None else None
        if high is not None and high > warmest:
            message = (
                f"{bank.storage}: 세포은행을 {warmest} °C보다 높은 온도에서 보관함",
                f"a bank of cells is kept at {bank.storage.text('en') if bank.storage else ''}, warmer than {warmest} °C",
            )
            yield problem(filing, f"{path}.storage", message)
