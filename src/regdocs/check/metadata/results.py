"""Rules on tests and their results: within the limits, in their units, possible at all, and complete."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from regdocs.check.filing import Filing
from regdocs.check.metadata.measure import each
from regdocs.check.rule import Problem, problem, rule
from regdocs.study.product import Lot, Result, Test
from regdocs.study.quantity import Limit
from regdocs.study.terms import TestAttribute, TestStage

SHARES = (TestAttribute.VIABILITY, TestAttribute.IDENTITY, TestAttribute.PURITY)
"""Attributes that are a part of all cells where they are given in %."""


@rule("tests/result-in-limit")
def result_in_limit(filing: Filing) -> Iterator[Problem]:
    """A result lies within its test's limit."""
    for path, _, result, test in _results(filing):
        value, limit = result.value, test.acceptance
        if value is None or limit is None or limit.state is not None or value.unit != limit.unit:
            continue
        if not limit.admits(value.magnitude):
            message = (
                f"{test.name.ko} {value}: 기준 {limit}을(를) 벗어남",
                f"{test.name.text('en')} {value.text('en')} is outside its limit {limit.text('en')}",
            )
            yield problem(filing, f"{path}.value", message)


@rule("tests/result-unit")
def result_unit(filing: Filing) -> Iterator[Problem]:
    """A result is in the unit of its limit, a number where the limit is one, a statement where it is a state."""
    for path, _, result, test in _results(filing):
        value, limit = result.value, test.acceptance
        if limit is None:
            continue
        if value is not None and limit.state is None and value.unit != limit.unit:
            message = (
                f"단위 {value.unit}: 기준의 단위 {limit.unit or '없음'}과(와) 달라 견줄 수 없음",
                f"its unit {value.unit} isn't the limit's ({limit.unit or 'none'}), so they can't be compared",
            )
            yield problem(filing, f"{path}.value", message)
        if value is None and result.statement is not None and limit.state is None:
            message = (
                f"기준 {limit}은(는) 수치인데 결과는 서술임",
                f"the limit {limit.text('en')} is a number, but the result a statement",
            )
            yield problem(filing, f"{path}.statement", message)
        if value is None and result.statement is None:
            yield problem(filing, path, ("결과 없음", "there is no result"))


@rule("tests/result-against-state")
def result_against_state(filing: Filing) -> Iterator[Problem]:
    """A statement doesn't say the opposite of what is wanted."""
    opposite = filing.words("tests/result-against-state")
    for path, _, result, test in _results(filing):
        wanted = test.acceptance.state if test.acceptance else None
        said = result.statement
        if wanted is None or said is None or said.ko == wanted.ko:
            continue
        word = next((each for each in opposite if each in said.ko and each not in wanted.ko), None)
        if word is not None:
            message = (
                f"결과 `{said.ko}`: 기준은 `{wanted.ko}`임",
                f"the result is `{said.text('en')}`, but `{wanted.text('en')}` is wanted",
            )
            yield problem(filing, f"{path}.statement", message)


@rule("tests/share")
def share(filing: Filing) -> Iterator[Problem]:
    """No part of the cells is more than all of them or less than none, in results and in limits."""
    for path, _, result, test in _results(filing):
        value = result.value
        if value is not None and value.unit == "%" and test.attribute in SHARES and not 0 <= value.magnitude <= 100:
            yield problem(filing, f"{path}.value", _no_share(value.magnitude))
    for path, limit in _share_limits(filing):
        for bound in (limit.low, limit.high):
            if bound is not None and not 0 <= bound <= 100:
                yield problem(filing, path, _no_share(bound))
        if limit.low is not None and limit.high is None and limit.low >= 100:
            yield problem(filing, path, (f"{limit}: 모두 충족할 수 없는 기준", f"{limit.text('en')} can hardly be met"))


def _no_share(value: Decimal) -> tuple[str, str]:
    return f"{value} %: 0~100 %를 벗어남", f"{value} % lies outside 0 to 100 %"


def _share_limits(filing: Filing) -> Iterator[tuple[str, Limit]]:
    """Limits in % that are a part of all cells: of tests by their attribute, of other controls by their words."""
    product = filing.study.product
    words = filing.words("tests/share")
    for path, test in each("product.tests", product.tests):
        if test.acceptance is not None and test.acceptance.unit == "%" and test.attribute in SHARES:
            yield f"{path}.acceptance", test.acceptance
    for path, step in each("product.steps", product.steps):
        for at, control in each(f"{path}.controls", step.controls):
            named = control.name.ko
            if control.acceptance is not None and control.acceptance.unit == "%" and any(w in named for w in words):
                yield f"{at}.acceptance", control.acceptance


@rule("tests/results-complete")
def results_complete(filing: Filing) -> Iterator[Problem]:
    """Each lot with results has one of each release test."""
    product = filing.study.product
    wanted = [test for test in product.tests if test.stage is TestStage.RELEASE]
    for path, lot in each("product.lots", product.lots):
        done = {result.test for result in lot.results}
        absent = [test.id for test in wanted if test.id not in done]
        if lot.results and absent:
            message = (f"검사결과 없음: {', '.join(absent)}", f"there is no result of {', '.join(absent)}")
            yield problem(filing, f"{path}.results", message)
        for test in sorted(done):
            if sum(1 for result in lot.results if result.test == test) > 1:
                yield problem(filing, f"{path}.results", (f"`{test}`의 결과가 둘 이상", f"several results of `{test}`"))


@rule("tests/same-test-same-limit")
def same_test_same_limit(filing: Filing) -> Iterator[Problem]:
    """Tests of one name and stage have one limit, so that no paper prints another one."""
    seen: dict[tuple[str, str], tuple[str, Limit]] = {}
    for path, test in each("product.tests", filing.study.product.tests):
        if test.acceptance is None or test.acceptance.state is not None:
            continue
        other, limit = seen.setdefault((test.name.ko, test.stage.value), (path, test.acceptance))
        if limit != test.acceptance:
            message = (
                f"이름이 같은 `{other}`의 기준 {limit}과(와) 다름",
                f"its limit isn't that of `{other}`, which has the same name ({limit.text('en')})",
            )
            yield problem(filing, f"{path}.acceptance", message)


@rule("tests/fill-volume")
def fill_volume(filing: Filing) -> Iterator[Problem]:
    """The control of the filled volume admits the volume that a container is said to hold, and little else."""
    product = filing.study.product
    words, margin = filing.words("tests/fill-volume"), filing.limit("tests/fill-volume", "margin")
    for path, step in each("product.steps", product.steps):
        for at, control in each(f"{path}.controls", step.controls):
            limit = control.acceptance
            if limit is None or product.volume is None or limit.unit != product.volume.unit:
                continue
            if not any(word in control.name.ko for word in words):
                continue
            volume = product.volume.magnitude
            bounds = [bound for bound in (limit.low, limit.high) if bound is not None]
            if not limit.admits(volume):
                message = (
                    f"기준 {limit}에 한 용기의 용량 {product.volume}이(가) 들지 않음",
                    f"{limit.text('en')} doesn't admit the volume of a container, {product.volume.text('en')}",
                )
                yield problem(filing, f"{at}.acceptance", message)
            elif any(abs(bound - volume) > margin * volume for bound in bounds):
                message = (
                    f"기준 {limit}이(가) 한 용기의 용량 {product.volume}에서 크게 벗어난 양도 허용함",
                    f"{limit.text('en')} also admits much else than the volume of a container, {product.volume.text('en')}",
                )
                yield problem(filing, f"{at}.acceptance", message)


@rule("tests/lot-scale")
def lot_scale(filing: Filing) -> Iterator[Problem]:
    """A scale that names containers and cells has the cells of so many containers."""
    content = filing.study.product.active_content
    for path, lot in each("product.lots", filing.study.product.lots):
        told = _SCALE.search(lot.scale.ko) if lot.scale else None
        if told is None or content is None:
            continue
        cells = cells_of_scale(told[0])
        if cells != int(told["count"]) * content.magnitude:
            message = (
                f"규모 `{told[0]}`: 한 용기는 {content}임",
                f"the scale is `{told[0]}`, but one container holds {content.text('en')}",
            )
            yield problem(filing, f"{path}.scale", message)


def cells_of_scale(text: str) -> Decimal | None:
    """The cells that a lot's scale names beside its containers (`40바이알(8.0×10⁸ cells)`); None where it doesn't."""
    told = _SCALE.search(text)
    return Decimal(told["mantissa"]).scaleb(int(told["power"].translate(_DIGITS))) if told else None


_SCALE = re.compile(
    r"(?P<count>\d{1,6})\s*(?:바이알|백|주사기)[^0-9]{0,3}(?P<mantissa>\d+(?:\.\d+)?)\s*[×x]\s*10(?P<power>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})\s*cells"
)
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def _results(filing: Filing) -> Iterator[tuple[str, Lot, Result, Test]]:
    """Every result of every lot with its path, its lot and its test."""
    tests = {test.id: test for test in filing.study.product.tests}
    for path, lot in each("product.lots", filing.study.product.lots):
        for at, result in each(f"{path}.results", lot.results):
            if result.test in tests:
                yield at, lot, result, tests[result.test]
