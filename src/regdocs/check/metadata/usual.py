"""Rules on numbers that nobody chooses or that a sentence beside them tells otherwise: odd periods, late reports, counts in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from regdocs.check.filing import Filing
from regdocs.check.metadata.measure import days, each, same_time
from regdocs.check.rule import Problem, problem, rule
from regdocs.regulation.provision import Report
from regdocs.study.quantity import Limit, Quantity

_STEPS = {"hours": (12, (6,)), "days": (7, (5, 7)), "weeks": (12, (4, 6, 13)), "months": (12, (3,))}
"""Periods that people set: up to so many any number, beyond it multiples of one of these."""
_BEYOND = 10**6
"""Nobody sets a longer period in such a unit, and what is as large can't be divided exactly."""
_UNTIL = re.compile(r"(\d+\s?(?:분|시간|일|주|개월|년))까지")
_RECEIVED = re.compile(r"(\d+\s?(?:분|시간|일)) (?:안에|이내에) (?:인수|도착|입고)")
_MONTH = days(Quantity.parse("1 months"))
_OCCASIONS = {"한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10}
_TIMES = re.compile(
    rf"(?:연속(?:하여)?\s*)?(?:(\d+)\s?(?:회|번)|({'|'.join(_OCCASIONS)})\s?(?:번|차례|회))\s*(?:모두|연속)"
)
_TITLED = re.compile(r"(?<![\d.,~])(\d[\d,]*)\s?(?:명|례|예)(?!상|정|방)")


@rule("periods/odd")
def odd(filing: Filing) -> Iterator[Problem]:
    """A period that the study sets is one that people set: 24 hours or 36, 14 days or 15."""
    for path, period in _set(filing):
        if period is None or period.unit not in _STEPS:
            continue
        small, multiples = _STEPS[period.unit]
        if small < period.magnitude < _BEYOND and all(period.magnitude % multiple for multiple in multiples):
            message = f"{period}: 흔히 정하지 않는 기간임", f"{period.text('en')}: an unusual period to set"
            yield problem(filing, path, message, ("잘못 적은 수인지 확인하십시오", "see whether it is a slip"))


def _set(filing: Filing) -> Iterator[tuple[str, Quantity | None]]:
    """The periods that the study sets as it likes, unlike those that data or an illness give."""
    study = filing.study
    if study.consent is not None:
        yield "consent.time_to_think", study.consent.time_to_think
    if study.compensation is not None:
        yield "compensation.payment_period", study.compensation.payment_period
    for path, rule_ in each("safety.reporting", study.safety.reporting if study.safety else ()):
        yield f"{path}.within", rule_.within
    for path, given in each("design.administrations", study.design.administrations if study.design else ()):
        yield f"{path}.observation", given.observation
    for path, visit in each("design.visits", study.design.visits if study.design else ()):
        yield f"{path}.window", visit.window
    for path, wash_out in each("population.wash_outs", study.population.wash_outs if study.population else ()):
        yield f"{path}.duration", wash_out.duration
    for path, bank in each("product.banks", study.product.banks):
        yield f"{path}.shelf_life", bank.shelf_life


@rule("stability/odd-temperature")
def odd_temperature(filing: Filing) -> Iterator[Problem]:
    """Cells are kept between temperatures that are set elsewhere too: 2 and 8 °C, 15 and 25 °C; frozen, at any."""
    usual = {Decimal(word) for word in filing.words("stability/odd-temperature")}
    for path, kept in _kept(filing):
        for bound in (kept.low, kept.high) if kept is not None and kept.unit == "°C" else ():
            if bound is not None and bound > 0 and bound not in usual:
                message = f"{kept}: {bound} °C를 경계로 하는 보관조건은 드묾", f"{bound} °C is an unusual bound"
                yield problem(filing, path, message)


def _kept(filing: Filing) -> Iterator[tuple[str, Limit | None]]:
    """At what temperatures the cells are kept and moved, as far as the study sets them."""
    product = filing.study.product
    yield "product.storage", product.storage
    if product.transport is not None:
        yield "product.transport.condition", product.transport.condition
    if product.collection is not None:
        yield "product.collection.transport_condition", product.collection.transport_condition
    for path, study in each("product.stability", product.stability):
        yield f"{path}.condition", study.condition


@rule("periods/reporting")
def reporting(filing: Filing) -> Iterator[Problem]:
    """What the law has reported to a body that `words` name is reported within its days; "without delay" is no week."""
    at_once = filing.limit("periods/reporting", "without_delay")
    for path, told in each("safety.reporting", filing.study.safety.reporting if filing.study.safety else ()):
        report = _asked(filing, told.event.ko, told.receiver.ko)
        if report is not None and told.within is not None and days(told.within) > (report.days or at_once):
            message = (
                f"{told.within}: 법령이 정한 {report.event.ko}의 보고는 「{report.due.ko}」임",
                f"{told.within.text('en')}, but the law has it reported {report.due.text('en')}",
            )
            yield problem(filing, f"{path}.within", message)


def _asked(filing: Filing, event: str, receiver: str) -> Report | None:
    """The law's report on an event to a receiver."""
    bodies = filing.words("periods/reporting")
    if not any(body in receiver for body in bodies):
        return None
    for report in filing.law.time_limits.reports:
        to = report.receiver.ko if report.receiver else ""
        if any(body in to for body in bodies) and _alike(filing, report.event.ko) in _alike(filing, event):
            return report
    return None


def _alike(filing: Filing, text: str) -> str:
    for preference in filing.preferences("periods/reporting"):
        text = text.replace(preference.avoid, preference.use)
    return text


@rule("stability/collection-told")
def collection_told(filing: Filing) -> Iterator[Problem]:
    """What is accepted on arrival came within the limit of transport after the collection."""
    collection = filing.study.product.collection
    limit = collection.transport_limit if collection else None
    for path, text in each("product.collection.acceptance", collection.acceptance if collection else ()):
        told = _RECEIVED.search(text.ko)
        if told is not None and limit is not None and not same_time(Quantity.parse(told[1]), limit):
            message = (
                f"「{told[0]}」: 채취 후 운송 한도는 {limit}임",
                f"“{told[0]}”, but the limit of transport is {limit.text('en')}",
            )
            yield problem(filing, path, message)


@rule("stability/conclusion")
def conclusion(filing: Filing) -> Iterator[Problem]:
    """A conclusion that the quality was kept until some time speaks of one that was looked at."""
    product = filing.study.product
    kept = filing.words("stability/conclusion")
    studied = [time for study in product.stability for time in study.times]
    said = [
        (f"{path}.conclusion", study.conclusion, study.times)
        for path, study in each("product.stability", product.stability)
    ]
    for path, text, times in (*said, ("product.shelf_life_basis", product.shelf_life_basis, tuple(studied))):
        for sentence in re.split(r"(?<=[다음함임])\.", text.ko) if text and times else ():
            told = _UNTIL.search(sentence)
            if told is None or not any(word in sentence for word in kept):
                continue
            if not any(same_time(Quantity.parse(told[1]), time) for time in times):
                message = (
                    f"「{told[0]}」: 이 시점을 시험하지 않음(시점 {', '.join(map(str, times))})",
                    f"“{told[0]}”: nothing was looked at then ({', '.join(time.text('en') for time in times)})",
                )
                yield problem(filing, path, message)


@rule("periods/slack")
def slack(filing: Filing) -> Iterator[Problem]:
    """The whole period ends not long after whom is enrolled last was observed: the results are due then."""
    months = filing.limit("periods/slack", "months")
    period = filing.study.design.period if filing.study.design else None
    if period is None or period.total is None or period.enrolment is None or period.follow_up is None:
        return
    needed = [each for each in (period.enrolment, period.treatment, period.follow_up) if each is not None]
    left = (days(period.total) - sum(map(days, needed))) / _MONTH
    if left > months:
        message = (
            f"전체 {period.total}: 등록과 투여, 관찰이 끝난 뒤에 {left:.0f}개월이 남음",
            f"the whole {period.total.text('en')} leave {left:.0f} months after enrolment, treatment and observation",
        )
        yield problem(filing, "design.period.total", message)


@rule("tests/media-fills")
def media_fills(filing: Filing) -> Iterator[Problem]:
    """The result of the media fills speaks of as many as were done."""
    product = filing.study.product
    told = _TIMES.search(product.media_fill_result.ko) if product.media_fill_result else None
    if told is None or product.media_fills is None:
        return
    number = int(told[1]) if told[1] else _OCCASIONS[told[2]]
    if number != product.media_fills:
        message = (
            f"배지충전시험 {product.media_fills}회: 결과에는 {number}회로 적혀 있음",
            f"{product.media_fills} media fills, but the result speaks of {number}",
        )
        yield problem(filing, "product.media_fills", message)


@rule("totals/experience")
def experience(filing: Filing) -> Iterator[Problem]:
    """A study of others whose title tells how many people it had has that many."""
    for path, used in each("clinical_experience", filing.study.clinical_experience):
        told = _TITLED.search(used.title.ko)
        if told is not None and used.subjects is not None and int(told[1].replace(",", "")) != used.subjects:
            message = (
                f"대상자 {used.subjects}명: 제목에는 {told[1]}명으로 적혀 있음",
                f"{used.subjects} people, but its title says {told[1]}",
            )
            yield problem(filing, f"{path}.subjects", message)
