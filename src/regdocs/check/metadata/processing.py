"""Rules on how long processing takes: what one shift can do, and what fits between collection and treatment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from regdocs.check.filing import Filing
from regdocs.check.metadata.measure import days, each, same_time
from regdocs.check.rule import Problem, problem, rule
from regdocs.study.design import Design, Visit
from regdocs.study.product import CellProduct
from regdocs.study.quantity import Quantity
from regdocs.study.terms import Origin, TestAttribute, TestStage

_DAYS = re.compile(r"(\d{1,3})\s?일")
_AFTER = re.compile(r"투여 후 (\d{1,3}\s?(?:분|시간))")
_NOTED = re.compile(r"투여 후 (?:\d+\s?(?:분|시간)?, )+(\d{1,3})\s?시간에")
_CONDITIONING = "전처치"


@rule("periods/long-step")
def long_step(filing: Filing) -> Iterator[Problem]:
    """A step that people carry out by hand, and that is told in hours, ends within a shift; cells may be left alone longer."""
    most, alone = filing.limit("periods/long-step", "hours"), filing.words("periods/long-step")
    for path, step in each("product.steps", filing.study.product.steps):
        text = f"{step.name.ko} {step.description.ko if step.description else ''}"
        taken = step.duration
        if taken is None or taken.unit != "hours" or any(word in text for word in alone):
            continue
        if taken.magnitude > most:
            message = (
                f"{taken}: 사람이 이어서 하는 작업으로는 긺",
                f"{taken.text('en')} are long for work that is done without a pause",
            )
            yield problem(filing, f"{path}.duration", message)


@rule("schedule/processing")
def processing(filing: Filing) -> Iterator[Problem]:
    """A patient's own cells are processed and tested between their collection and what needs them."""
    product, words = filing.study.product, filing.words("schedule/processing")
    visits = each("design.visits", filing.study.design.visits if filing.study.design else ())
    timed = [(path, visit, days(visit.at)) for path, visit in visits if visit.at is not None]
    collected = [one for one in timed if one[2] < 0 and any(word in one[1].name.ko for word in words)]
    if product.origin is not Origin.AUTOLOGOUS or product.banks or not collected:
        return
    path, visit, begun = collected[-1]
    needing = [at for _, other, at in timed if at > begun and (at >= 0 or _conditions(other))]
    needed = sum((days(step.duration) for step in product.steps if step.duration), Decimal(0)) + _tested(product)
    if needing and needed > min(needing) - begun:
        message = (
            f"{visit.at}: 처리와 시험에 {needed:.0f}일이 걸리는데 {min(needing) - begun:.0f}일 뒤에 세포가 필요함",
            f"processing and testing take {needed:.0f} days, but the cells are needed {min(needing) - begun:.0f} days later",
        )
        yield problem(filing, f"{path}.at", message)


@rule("schedule/observed-times")
def observed_times(filing: Filing) -> Iterator[Problem]:
    """What is recorded at times after an administration is recorded until observation ends, and no longer."""
    design = filing.study.design
    until = [given.observation for given in design.administrations if given.observation] if design else []
    ends = [one for one in until if one.unit in ("minutes", "hours")]
    for path, times in _recorded(design) if design and len(ends) == len(until) else ():
        last = max(times, key=days, default=None)
        if last is not None and ends and not any(same_time(last, end) for end in ends):
            shown, shown_en = ", ".join(map(str, dict.fromkeys(ends))), ends[0].text("en")
            message = (
                f"마지막 시점은 투여 후 {last}인데 투여 후 관찰은 {shown}임",
                f"it ends {last.text('en')} after administration, but observation lasts {shown_en}",
            )
            yield problem(filing, path, message)


def _recorded(design: Design) -> Iterator[tuple[str, list[Quantity]]]:
    """The times after an administration that sheets and notes of activities name, with their paths."""
    for path, sheet in each("design.sheets", design.sheets):
        named = [_AFTER.fullmatch(row.text.ko) for row in sheet.rows if row.text is not None]
        yield f"{path}.rows", [Quantity.parse(found[1]) for found in named if found]
    for path, activity in each("design.activities", design.activities):
        noted = _NOTED.search(activity.note.ko) if activity.note else None
        yield f"{path}.note", [Quantity.parse(f"{noted[1]}시간")] if noted else []


def _conditions(visit: Visit) -> bool:
    """Whether a visit prepares for the cells, which have to be there by then."""
    return _CONDITIONING in visit.name.ko


def _tested(product: CellProduct) -> int:
    """Days until the sterility of a lot is known, where it isn't released before."""
    methods = [
        test.method.ko
        for test in product.tests
        if test.stage is TestStage.RELEASE and test.attribute is TestAttribute.STERILITY and test.method
        if test.conditional is None
    ]
    return max((int(number) for method in methods for number in _DAYS.findall(method)), default=0)
