"""Rules on stability, storage, transport and passages of the cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from regdocs.check.filing import Filing
from regdocs.check.metadata.measure import days, each, same_time
from regdocs.check.rule import Problem, problem, rule
from regdocs.study.product import CellBank, StabilityPoint, StabilityStudy, Step, Test
from regdocs.study.quantity import Limit


@rule("stability/times")
def times(filing: Filing) -> Iterator[Problem]:
    """Sampling begins at once and goes on in order."""
    for path, study in _studies(filing):
        if study.times and days(study.times[0]) != 0:
            message = f"{study.times[0]}: 시작 시점(0)이 없음", f"{study.times[0].text('en')}: the start (0) is missing"
            yield problem(filing, f"{path}.times[0]", message)
        for index, (before, time) in enumerate(pairwise(study.times), start=1):
            if days(time) <= days(before):
                message = (
                    f"{time}: 앞의 {before}보다 늦지 않음",
                    f"{time.text('en')} isn't later than {before.text('en')}",
                )
                yield problem(filing, f"{path}.times[{index}]", message)


@rule("stability/in-limit")
def in_limit(filing: Filing) -> Iterator[Problem]:
    """Within the shelf life, cells that are stored as they will be keep the limits of release."""
    product = filing.study.product
    for path, study in _studies(filing):
        if product.shelf_life is None or study.condition != product.storage:
            continue
        for at, point, test in _points(filing, path, study):
            limit = test.acceptance
            if limit is None or limit.state is not None:
                continue
            for index, (time, value) in enumerate(zip(study.times, point.values, strict=False)):
                if days(time) <= days(product.shelf_life) and not limit.admits(value):
                    message = (
                        f"{point.lot}, {time}: {value}이(가) 기준 {limit}을(를) 벗어남(사용기한 {product.shelf_life})",
                        f"{point.lot} at {time.text('en')}: {value} is outside {limit.text('en')},"
                        f" within the shelf life of {product.shelf_life.text('en')}",
                    )
                    yield problem(filing, f"{at}.values[{index}]", message)


@rule("stability/start")
def start(filing: Filing) -> Iterator[Problem]:
    """A study begins with what the lot had at release, or with what another study found in it."""
    released = {
        (lot.id, result.test): result.value.magnitude
        for lot in filing.study.product.lots
        for result in lot.results
        if result.value is not None
    }
    known: dict[tuple[str, str], set[Decimal]] = {key: {value} for key, value in released.items()}
    for _, study in _studies(filing):
        for point in study.results:
            known.setdefault((point.lot, point.test), set()).update(point.values[1:])
    for path, study in _studies(filing):
        for at, point, _ in _points(filing, path, study):
            key = (point.lot, point.test)
            if key in released and point.values and point.values[0] not in known[key]:
                message = (
                    f"{point.lot}의 시작값 {point.values[0]}이(가) 출하검사의 결과 {released[key]}과(와) 다름",
                    f"{point.lot} begins with {point.values[0]}, but its release result is {released[key]}",
                )
                yield problem(filing, f"{at}.values[0]", message)


@rule("stability/rise")
def rise(filing: Filing) -> Iterator[Problem]:
    """Stored cells don't get better: a value that rises by more than the tests' own variation is a slip."""
    share = filing.limit("stability/rise", "share")
    for path, study in _studies(filing):
        for at, point, _ in _points(filing, path, study):
            for index, (before, value) in enumerate(pairwise(point.values), start=1):
                if before > 0 and value > before * (1 + share):
                    message = (
                        f"{value}: 앞 시점의 {before}보다 크게 늘어남",
                        f"{value} is much more than {before} at the time before",
                    )
                    yield problem(filing, f"{at}.values[{index}]", message)


@rule("stability/share")
def share_of_cells(filing: Filing) -> Iterator[Problem]:
    """A viability is never more than all cells."""
    for path, study in _studies(filing):
        for at, point, test in _points(filing, path, study):
            if test.attribute.value != "viability":
                continue
            for index, value in enumerate(point.values):
                if not 0 <= value <= 100:
                    message = f"{value} %: 0~100 %를 벗어남", f"{value} % lies outside 0 to 100 %"
                    yield problem(filing, f"{at}.values[{index}]", message)


@rule("stability/shelf-life")
def shelf_life(filing: Filing) -> Iterator[Problem]:
    """The shelf life is a time at which cells stored in this way were tested."""
    product = filing.study.product
    if product.shelf_life is None or product.storage is None or not product.stability:
        return
    stored = [study for study in product.stability if study.condition == product.storage]
    if not stored:
        message = (
            f"보관조건 {product.storage}의 안정성시험이 없음",
            f"there is no stability study at the storage condition {product.storage.text('en')}",
        )
        yield problem(filing, "product.storage", message)
    elif not any(same_time(time, product.shelf_life) for study in stored for time in study.times):
        message = (
            f"사용기한 {product.shelf_life}: 이 시점의 안정성 자료가 없음",
            f"no stability study looked at the end of the shelf life ({product.shelf_life.text('en')})",
        )
        yield problem(filing, "product.shelf_life", message)


@rule("stability/transport")
def transport(filing: Filing) -> Iterator[Problem]:
    """Transport is no longer than was tested, shorter than the shelf life, and at the condition of storage."""
    product = filing.study.product
    moved = product.transport
    if moved is None:
        return
    if moved.limit is not None and product.shelf_life is not None and days(moved.limit) >= days(product.shelf_life):
        message = (
            f"운송 한도 {moved.limit}이(가) 사용기한 {product.shelf_life} 안에 끝나지 않음",
            f"transport of {moved.limit.text('en')} doesn't end within the shelf life of {product.shelf_life.text('en')}",
        )
        yield problem(filing, "product.transport.limit", message)
    if moved.condition is None or product.storage is None or not product.stability:
        return
    longest = max(
        (days(time) for study in product.stability if study.condition == moved.condition for time in study.times),
        default=None,
    )
    if moved.condition != product.storage and longest is None:
        message = (
            f"운송조건 {moved.condition}: 이 조건의 안정성 자료가 없고 보관조건 {product.storage}과(와) 다름",
            f"there are no stability data at {moved.condition.text('en')}, nor is it the storage condition",
        )
        yield problem(filing, "product.transport.condition", message)
    if moved.limit is not None and longest is not None and days(moved.limit) > longest:
        message = (
            f"운송 한도 {moved.limit}: 그 시간까지의 안정성 자료가 없음",
            f"no stability data reach the limit of transport ({moved.limit.text('en')})",
        )
        yield problem(filing, "product.transport.limit", message)


@rule("stability/collection-time")
def collection_time(filing: Filing) -> Iterator[Problem]:
    """The first control of the elapsed time admits what the collection allows for transport, and no more."""
    product = filing.study.product
    allowed = product.collection.transport_limit if product.collection else None
    words = filing.words("stability/collection-time")
    for path, step in each("product.steps", product.steps if allowed else ()):
        for at, control in each(f"{path}.controls", step.controls):
            limit = control.acceptance
            if limit is None or allowed is None or limit.high is None or limit.unit != allowed.unit:
                continue
            if any(word in control.name.ko for word in words) and limit.high != allowed.magnitude:
                message = (
                    f"기준 {limit}이(가) 채취 후 운송 한도 {allowed}과(와) 다름",
                    f"{limit.text('en')} isn't the limit of transport after collection ({allowed.text('en')})",
                )
                yield problem(filing, f"{at}.acceptance", message)


@rule("stability/passages")
def passages(filing: Filing) -> Iterator[Problem]:
    """Passages rise from step to step and from bank to bank, and the last step's isn't beyond the last bank's."""
    product = filing.study.product
    made_and_kept: tuple[tuple[str, Sequence[Step | CellBank]], ...] = (
        ("steps", product.steps),
        ("banks", product.banks),
    )
    for name, things in made_and_kept:
        known = [
            (path, thing.passage, number)
            for path, thing in each(f"product.{name}", things)
            if (number := _passage(thing.passage)) is not None
        ]
        for (_, earlier, before), (path, later, after) in pairwise(known):
            if after < before:
                message = f"계대 {later}: 앞의 {earlier}보다 이름", f"passage {later} comes after {earlier}"
                yield problem(filing, f"{path}.passage", message)
    made = {number for step in product.steps if (number := _passage(step.passage)) is not None}
    for path, bank in each("product.banks", product.banks):
        number = _passage(bank.passage)
        if made and number is not None and number not in made and number <= max(made):
            message = (
                f"계대 {bank.passage}: 이 계대의 공정이 없음",
                f"no step of the process is at passage {bank.passage}",
            )
            yield problem(filing, f"{path}.passage", message)


def _passage(text: str | None) -> int | None:
    match = re.fullmatch(r"[Pp](\d{1,3})", text or "")
    return int(match[1]) if match else None


@rule("stability/ranges")
def ranges(filing: Filing) -> Iterator[Problem]:
    """Conditions of one kind agree: what is stored, moved and tested cold has the same range."""
    product = filing.study.product
    conditions: list[tuple[str, Limit | None]] = [
        ("product.storage", product.storage),
        ("product.transport.condition", product.transport.condition if product.transport else None),
    ]
    conditions += [(f"{path}.condition", study.condition) for path, study in _studies(filing)]
    conditions += [(f"{path}.storage", bank.storage) for path, bank in each("product.banks", product.banks)]
    known = [(path, limit) for path, limit in conditions if limit is not None and limit.state is None]
    for path, limit in known:
        near = [
            other
            for at, other in known
            if at != path and other != limit and limit.unit == other.unit and _one_bound_differs(limit, other)
        ]
        if near and sum(1 for _, other in known if other == limit) == 1:
            message = (
                f"{limit}: 다른 곳의 {near[0]}과(와) 조금 다름",
                f"{limit.text('en')} differs a little from {near[0].text('en')} elsewhere",
            )
            yield problem(filing, path, message)


def _one_bound_differs(one: Limit, other: Limit) -> bool:
    """Whether two ranges share a bound and have another one apart, or two bounds of one kind lie close together."""
    same = one.low == other.low, one.high == other.high
    if None not in (one.low, one.high, other.low, other.high):
        return same[0] != same[1]
    pairs = [(one.low, other.low), (one.high, other.high)]
    return any(mine is not None and its is not None and abs(mine - its) <= abs(mine) / 5 for mine, its in pairs)


def _studies(filing: Filing) -> Iterator[tuple[str, StabilityStudy]]:
    yield from each("product.stability", filing.study.product.stability)


def _points(filing: Filing, path: str, study: StabilityStudy) -> Iterator[tuple[str, StabilityPoint, Test]]:
    tests = {test.id: test for test in filing.study.product.tests}
    for at, point in each(f"{path}.results", study.results):
        if point.test in tests:
            yield at, point, tests[point.test]
