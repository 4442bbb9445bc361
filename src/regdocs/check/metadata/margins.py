"""Rules on limits that say little: far beside their results, off the centre, of no width, or too much for a body's weight."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from regdocs.check.filing import Filing
from regdocs.check.metadata.measure import each, ratio
from regdocs.check.metadata.results import SHARES
from regdocs.check.rule import Problem, problem, rule
from regdocs.study.design import Administration
from regdocs.study.quantity import Limit, Quantity
from regdocs.study.terms import Route, TestAttribute, TestStage

_MILLILITRE = Quantity.parse("1 mL")
_GRAMS = {"g": 1, "mg": 1000, "µg": 1_000_000}


@rule("limits/loose")
def loose(filing: Filing) -> Iterator[Problem]:
    """A release limit lies near what the lots have; that of endotoxin follows from the dose instead."""
    times, shares = filing.limit("limits/loose", "times"), filing.limit("limits/loose", "shares")
    product = filing.study.product
    for path, test in each("product.tests", product.tests):
        limit = test.acceptance
        if limit is None or test.stage is not TestStage.RELEASE or test.attribute is TestAttribute.ENDOTOXIN:
            continue
        found = [result.value for lot in product.lots for result in lot.results if result.test == test.id]
        values = [value.magnitude for value in found if value is not None and value.unit == limit.unit]
        if not values or min(values) <= 0:
            continue
        if limit.low is None and limit.high is not None and limit.high > times * max(values):
            message = (
                f"{limit}: 로트의 가장 높은 결과 {max(values)}의 {limit.high / max(values):.0f}배",
                f"{limit.text('en')} is {limit.high / max(values):.0f} times the highest result, {max(values)}",
            )
            yield problem(filing, f"{path}.acceptance", message, _TIGHTEN)
        far = shares if limit.unit == "%" and test.attribute in SHARES else times
        if limit.high is None and limit.low is not None and limit.low * far < min(values):
            message = (
                f"{limit}: 로트의 가장 낮은 결과 {min(values)}에 비하여 느슨함",
                f"{limit.text('en')} lies far below the lowest result, {min(values)}",
            )
            yield problem(filing, f"{path}.acceptance", message, _TIGHTEN)


_TIGHTEN = "기준을 결과에 맞추어 좁히거나 `basis`에 근거를 적으십시오", "tighten it, or say why under `basis`"


@rule("limits/off-centre")
def off_centre(filing: Filing) -> Iterator[Problem]:
    """A range around what is declared (100 %) reaches as far up as down, by difference (80–120 %) or by ratio (80–125 %)."""
    for path, test in each("product.tests", filing.study.product.tests):
        limit = test.acceptance
        if limit is None or limit.unit != "%" or test.attribute is not TestAttribute.COUNT:
            continue
        if limit.low is not None and limit.high is not None and not _centred(limit.low, limit.high):
            message = (
                f"{limit}: 표시량(100 %)을 가운데로 하지 않음",
                f"{limit.text('en')} isn't centred on what is declared (100 %)",
            )
            yield problem(filing, f"{path}.acceptance", message)


def _centred(low: Decimal, high: Decimal) -> bool:
    return low + high == 200 or abs(low * high - 100**2) <= _ROUNDED


_ROUNDED = 50
"""How far ends in whole per cents may be off: 67 and 150 are two thirds and three halves."""


@rule("limits/one-point")
def one_point(filing: Filing) -> Iterator[Problem]:
    """A range of temperature or of a result has a width."""
    for path, limit in _ranges(filing):
        if limit is not None and limit.low is not None and limit.low == limit.high:
            message = f"{limit}: 범위의 두 끝이 같음", f"both ends of {limit.text('en')} are the same"
            yield problem(filing, path, message)


def _ranges(filing: Filing) -> Iterator[tuple[str, Limit | None]]:
    product = filing.study.product
    yield "product.storage", product.storage
    if product.collection is not None:
        yield "product.collection.transport_condition", product.collection.transport_condition
    if product.transport is not None:
        yield "product.transport.condition", product.transport.condition
    for path, study in each("product.stability", product.stability):
        yield f"{path}.condition", study.condition
    for path, bank in each("product.banks", product.banks):
        yield f"{path}.storage", bank.storage
    for path, test in each("product.tests", product.tests):
        yield f"{path}.acceptance", test.acceptance
    for path, step in each("product.steps", product.steps):
        for at, control in each(f"{path}.controls", step.controls):
            yield f"{at}.acceptance", control.acceptance


@rule("limits/endotoxin")
def endotoxin(filing: Filing) -> Iterator[Problem]:
    """What one administration may bring of endotoxin stays below what a body of the usual weight bears in an hour."""
    per_kilogram = filing.limit("limits/endotoxin", "per_kg")
    weight = filing.limit("limits/endotoxin", "weight")
    given = filing.study.design.administrations if filing.study.design else ()
    product = filing.study.product
    volumes = [volume for one in given if (volume := _millilitres(one, one.volume or product.volume)) is not None]
    if not volumes or any(one.route is Route.INTRATHECAL for one in given):
        return
    for path, test in each("product.tests", product.tests):
        limit = test.acceptance
        if test.stage is not TestStage.RELEASE or limit is None or limit.unit != "EU/mL" or limit.high is None:
            continue
        brought = limit.high * max(volumes)
        if brought > per_kilogram * weight:
            message = (
                f"{limit}: 1회 투여에 {brought:f} EU까지 들어가 체중 {weight} kg의 허용량"
                f" {per_kilogram * weight} EU({per_kilogram} EU/kg)를 넘음",
                f"{limit.text('en')} lets one administration bring {brought:f} EU, more than the {per_kilogram * weight} EU"
                f" ({per_kilogram} EU/kg) for {weight} kg",
            )
            yield problem(filing, f"{path}.acceptance", message)


def _millilitres(given: Administration, volume: Quantity | None) -> Decimal | None:
    """What one administration brings at all sites."""
    once = ratio(volume, _MILLILITRE) if volume else None
    return once and once * (sum(site.injections for site in given.sites) or 1)


@rule("dosing/concentrated")
def concentrated(filing: Filing) -> Iterator[Problem]:
    """No constituent but the cells makes up a large part of a container."""
    share = filing.limit("dosing/concentrated", "percent")
    product = filing.study.product
    volume = ratio(product.volume, _MILLILITRE) if product.volume else None
    for path, part in each("product.composition", product.composition):
        if not volume or part.amount is None or part.amount.unit not in _GRAMS:
            continue
        percent = part.amount.magnitude / _GRAMS[part.amount.unit] / volume * 100
        if percent > share:
            message = (
                f"{product.volume}에 {part.amount}: 농도가 {percent:.0f} %(w/v)임",
                f"{part.amount.text('en')} in {product.volume.text('en') if product.volume else ''} is {percent:.0f} % (w/v)",
            )
            yield problem(filing, f"{path}.amount", message)


@rule("limits/repeated")
def repeated(filing: Filing) -> Iterator[Problem]:
    """A control of the process and the in-process test of the same name have one limit, none looser than at release."""
    product = filing.study.product
    tests = [(path, test) for path, test in each("product.tests", product.tests) if test.acceptance is not None]
    for path, test in tests:
        if test.stage is not TestStage.IN_PROCESS or test.acceptance is None:
            continue
        for step_path, step in each("product.steps", product.steps):
            for at, control in each(f"{step_path}.controls", step.controls):
                if control.name.ko == test.name.ko and control.acceptance not in (None, test.acceptance):
                    message = (
                        f"같은 이름의 공정관리 `{at}`의 기준 {control.acceptance}과(와) 다름",
                        f"the control of the same name `{at}` has another limit",
                    )
                    yield problem(filing, f"{path}.acceptance", message)
        for other_path, other in tests:
            same = _base(other.name.ko) == _base(test.name.ko) and other.stage is TestStage.RELEASE
            if same and other.acceptance is not None and _looser(test.acceptance, other.acceptance):
                message = (
                    f"공정 중의 기준 {test.acceptance}이(가) 출하 기준 {other.acceptance}(`{other_path}`)보다 느슨함",
                    f"{test.acceptance.text('en')} in process is looser than {other.acceptance.text('en')} at release"
                    f" (`{other_path}`)",
                )
                yield problem(filing, f"{path}.acceptance", message)


def _base(name: str) -> str:
    """A test's name without what stands in brackets: when or how it is done."""
    return re.sub(r"\s*[(（].*?[)）]", "", name).strip()


def _looser(one: Limit, other: Limit) -> bool:
    if one.unit != other.unit:
        return False
    below = one.low is not None and other.low is not None and one.low < other.low
    above = one.high is not None and other.high is not None and one.high > other.high
    return below or above
