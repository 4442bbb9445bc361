"""Rules on limits against each other: siblings, one control and the test that it repeats, what accumulates."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from regdocs.check.filing import Filing
from regdocs.check.metadata.measure import days, each, minutes
from regdocs.check.metadata.results import cells_of_scale
from regdocs.check.rule import Problem, problem, rule
from regdocs.study.product import InProcessControl
from regdocs.study.quantity import Limit, Quantity, number_text

_SIBLINGS = 3


@rule("limits/siblings")
def siblings(filing: Filing) -> Iterator[Problem]:
    """Of several tests of one attribute by one method, a single one with another limit may be a slip."""
    groups: dict[object, list[tuple[str, Limit]]] = defaultdict(list)
    for path, test in each("product.tests", filing.study.product.tests):
        limit = test.acceptance
        if limit is not None and limit.state is None and test.method is not None:
            direction = (limit.low is None, limit.high is None, limit.unit)
            groups[test.stage, test.attribute, test.method.ko, direction].append((path, limit))
    for members in groups.values():
        usual, number = Counter(limit for _, limit in members).most_common(1)[0]
        if number < _SIBLINGS or number != len(members) - 1:
            continue
        for path, limit in members:
            if limit != usual:
                message = (
                    f"{limit}: 같은 방법의 다른 시험 {number}개의 기준은 {usual}임",
                    f"{limit.text('en')}, but {number} other tests of this kind have {usual.text('en')}",
                )
                yield problem(filing, f"{path}.acceptance", message)


@rule("limits/donor-control")
def donor_control(filing: Filing) -> Iterator[Problem]:
    """A control that repeats a test of the donor's material has its limit."""
    donor = filing.study.product.donor
    for path, test in each("product.donor.tests", donor.tests if donor else ()):
        for at, control in _controls(filing):
            # One word, such as 생존율, names many things.
            same = " " in control.name.ko and f" {test.name.ko}".endswith(f" {control.name.ko}")
            if same and test.acceptance and control.acceptance != test.acceptance:
                message = (
                    f"`{path}`의 기준 {test.acceptance}과(와) 다름",
                    f"its limit isn't that of `{path}` ({test.acceptance.text('en')})",
                )
                yield problem(filing, f"{at}.acceptance", message)


@rule("limits/accumulating")
def accumulating(filing: Filing) -> Iterator[Problem]:
    """A limit on what accumulates along the process never falls from step to step."""
    words = filing.words("limits/accumulating")
    by_name: dict[str, list[tuple[str, Decimal]]] = defaultdict(list)
    for path, control in _controls(filing):
        bound = control.acceptance.high if control.acceptance else None
        if bound is not None and any(word in control.name.ko for word in words):
            by_name[control.name.ko].append((path, bound))
    for found in by_name.values():
        for (_, before), (path, after) in pairwise(found):
            if after < before:
                message = (
                    f"{after}: 앞 공정의 한도 {before}보다 작음",
                    f"{after} is below the limit of a step before, {before}",
                )
                yield problem(filing, f"{path}.acceptance", message)


@rule("limits/lot-yield")
def lot_yield(filing: Filing) -> Iterator[Problem]:
    """No lot that is filed has fewer cells than the process demands at harvest."""
    words = filing.words("limits/lot-yield")
    for path, control in _controls(filing):
        limit = control.acceptance
        if limit is None or limit.low is None or limit.unit != "cells" or not any(w in control.name.ko for w in words):
            continue
        for at, lot in each("product.lots", filing.study.product.lots):
            cells = cells_of_scale(lot.scale.ko) if lot.scale else None
            if cells is not None and cells < limit.low:
                message = (
                    f"규모 {number_text(cells)} cells: 공정 기준 `{path}`의 {limit}에 미치지 못함",
                    f"a scale of {cells:.2E} cells doesn't reach {limit.text('en')} of `{path}`",
                )
                yield problem(filing, f"{at}.scale", message)


@rule("limits/even-times")
def even_times(filing: Filing) -> Iterator[Problem]:
    """One time that breaks an otherwise even series of samplings may be a slip."""
    for path, study in each("product.stability", filing.study.product.stability):
        times = [minutes(time) for time in study.times]
        for index in range(1, len(times) - 1):
            moved = [*times[:index], (times[index - 1] + times[index + 1]) / 2, *times[index + 1 :]]
            gaps = {later - earlier for earlier, later in pairwise(moved)}
            if len(gaps) == 1 and moved != times and len(times) >= _SIBLINGS:
                message = (
                    f"{study.times[index]}: 이 시점만 간격이 고르지 않음",
                    f"{study.times[index].text('en')} alone breaks an even series",
                )
                yield problem(filing, f"{path}.times[{index}]", message)


@rule("limits/transport-sampled")
def transport_sampled(filing: Filing) -> Iterator[Problem]:
    """Where samples are taken within the limit of transport, one is taken at its end."""
    moved = filing.study.product.transport
    if moved is None or moved.limit is None:
        return
    end = days(moved.limit)
    sampled = [
        days(time)
        for study in filing.study.product.stability
        if study.condition == moved.condition
        for time in study.times
    ]
    if any(0 < time < end for time in sampled) and end not in sampled:
        message = (
            f"운송 한도 {moved.limit}: 이 시점의 안정성 자료가 없음",
            f"no sample was taken at the end of the limit of transport ({moved.limit.text('en')})",
        )
        yield problem(filing, "product.transport.limit", message)


@rule("limits/precision")
def precision(filing: Filing) -> Iterator[Problem]:
    """A number of cells has no more digits than anybody can count."""
    digits, counted = filing.limit("limits/precision", "digits"), filing.words("limits/precision")
    product, design = filing.study.product, filing.study.design
    counts: list[tuple[str, Quantity | None]] = [("product.active_content", product.active_content)]
    counts += [(f"{path}.amount", one.amount) for path, one in each("product.composition", product.composition)]
    counts += [(f"{path}.cells_per_vial", bank.cells_per_vial) for path, bank in each("product.banks", product.banks)]
    given = design.administrations if design else ()
    counts += [(f"{path}.dose", one.dose) for path, one in each("design.administrations", given)]
    for path, limit in _limits(filing):
        for bound in (limit.low, limit.high) if limit.unit.split("/")[0] in counted else ():
            counts.append((f"{path}.acceptance", Quantity(bound, limit.unit) if bound is not None else None))
    for path, lot in each("product.lots", product.lots):
        counts += [(f"{at}.value", result.value) for at, result in each(f"{path}.results", lot.results)]
    for path, count in counts:
        if count is None or count.unit.split("/")[0] not in counted:
            continue
        written = len(count.magnitude.normalize().as_tuple().digits)
        if written > digits:
            message = (
                f"{count}: 세포수를 {written}자리까지 셀 수 없음",
                f"nobody counts cells to {written} digits ({count.text('en')})",
            )
            yield problem(filing, path, message)


def _limits(filing: Filing) -> Iterator[tuple[str, Limit]]:
    """The limits of controls and tests, with their paths."""
    for path, control in _controls(filing):
        if control.acceptance is not None:
            yield path, control.acceptance
    for path, test in each("product.tests", filing.study.product.tests):
        if test.acceptance is not None:
            yield path, test.acceptance


def _controls(filing: Filing) -> Iterator[tuple[str, InProcessControl]]:
    """Every in-process control in the order of the process, with its path."""
    for path, step in each("product.steps", filing.study.product.steps):
        yield from each(f"{path}.controls", step.controls)
