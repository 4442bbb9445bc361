"""Rules on numbers of participants: parts against totals, and the sample size against its own assumptions."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import NormalDist

from regdocs.check.filing import Filing
from regdocs.check.metadata.measure import each
from regdocs.check.rule import Problem, problem, rule
from regdocs.study.design import Arm, SampleSize
from regdocs.study.terms import Allocation

_TOTAL = "population.participants"
_SIZE = "statistics.sample_size"
_LEAST = Decimal("1e-6")
"""A probability nearer to 0 or 1 is none that a sample size is computed for."""


@rule("totals/arms")
def arms(filing: Filing) -> Iterator[Problem]:
    """The arms' participants add up to the study's."""
    design = filing.study.design
    if design is not None and design.arms:
        yield from _parts(filing, "design.arms", [arm.participants for arm in design.arms], ("시험군별 수", "arms"))


@rule("totals/institutions")
def institutions(filing: Filing) -> Iterator[Problem]:
    """The institutions' shares add up to the study's participants."""
    shares = [institution.participants for institution in filing.study.institutions]
    given = [share for share in shares if share is not None]
    if given and len(given) == len(shares):
        yield from _parts(filing, "institutions", given, ("기관별 수", "institutions"))


@rule("totals/cohorts")
def cohorts(filing: Filing) -> Iterator[Problem]:
    """The age cohorts' participants add up to the study's."""
    population = filing.study.population
    shares = [cohort.participants for cohort in population.cohorts] if population else []
    given = [share for share in shares if share is not None]
    if given and len(given) == len(shares):
        yield from _parts(filing, "population.cohorts", given, ("나이 코호트별 수", "age cohorts"))


def _parts(filing: Filing, path: str, parts: Sequence[int], name: tuple[str, str]) -> Iterator[Problem]:
    total = filing.study.population.participants if filing.study.population else None
    if total is None or sum(parts) == total:
        return
    whole = str(sum(parts))
    sums = f"{' + '.join(map(str, parts))} = {whole}" if len(parts) > 1 else whole
    yield problem(
        filing,
        path,
        (
            f"{name[0]}의 합 {sums}이(가) 연구대상자 수 {total}과(와) 다름",
            f"the {name[1]} add up to {sums}, but there are {total} participants",
        ),
        (f"`{path}` 또는 `{_TOTAL}`를 바로잡으십시오", f"correct `{path}` or `{_TOTAL}`"),
    )


@rule("totals/probabilities")
def probabilities(filing: Filing) -> Iterator[Problem]:
    """The assumptions of the sample size are probabilities, and the two rates differ."""
    size = _size(filing)
    if size is None:
        return
    for name in ("control_rate", "treatment_rate", "alpha", "power", "loss"):
        value = getattr(size, name)
        if value is not None and not 0 <= value < 1:
            message = f"{value}: 0 이상 1 미만의 비율이 아님", f"{value} is no proportion from 0 to below 1"
            yield problem(filing, f"{_SIZE}.{name}", message, ("10 %는 0.10으로 적으십시오", "write 10 % as 0.10"))
    if size.control_rate is not None and size.control_rate == size.treatment_rate:
        message = "두 군의 비율이 같아 차이를 볼 수 없음", "both rates are the same, so there is no difference to show"
        yield problem(filing, f"{_SIZE}.treatment_rate", message)


@rule("totals/sample-size")
def sample_size(filing: Filing) -> Iterator[Problem]:
    """Two proportions, alpha and power give about the number for each arm (normal approximation)."""
    size = _size(filing)
    needed = _needed(size) if size is not None else None
    if size is None or size.per_arm is None or needed is None:
        return
    margin = filing.limit("totals/sample-size", "margin")
    if abs(size.per_arm - needed) <= margin * needed:
        return
    yield problem(
        filing,
        f"{_SIZE}.per_arm",
        (
            f"가정한 비율, 유의수준, 검정력으로는 군당 약 {needed}명인데 {size.per_arm}명으로 적음",
            f"the assumed rates, alpha and power give about {needed} for each arm, not {size.per_arm}",
        ),
        (
            "가정 또는 수를 바로잡거나 method에 산출방법을 적으십시오",
            "correct them, or say under `method` how it was computed",
        ),
    )


@rule("totals/dropout")
def dropout(filing: Filing) -> Iterator[Problem]:
    """The randomised arms hold the number for each arm after the expected loss."""
    size, design = _size(filing), filing.study.design
    if size is None or design is None or size.per_arm is None or size.loss is None or not 0 <= size.loss < 1:
        return
    needed = math.ceil(Decimal(size.per_arm) / (1 - size.loss))
    for path, arm in _compared(filing):
        if arm.participants < needed:
            yield problem(
                filing,
                f"{path}.participants",
                (
                    f"{arm.participants}명: 군당 {size.per_arm}명에 탈락률 {_percent(size.loss)}를 더하면 {needed}명이 필요함",
                    f"{arm.participants}: {size.per_arm} for each arm with a loss of {_percent(size.loss)} need {needed}",
                ),
            )


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}%"


def _compared(filing: Filing) -> Iterator[tuple[str, Arm]]:
    """The arms of randomised stages, where the comparison is made."""
    design = filing.study.design
    if design is None:
        return
    stages = {stage.id for stage in design.stages if stage.allocation is Allocation.RANDOMISED}
    yield from ((path, arm) for path, arm in each("design.arms", design.arms) if arm.stage in stages)


def _size(filing: Filing) -> SampleSize | None:
    return filing.study.statistics.sample_size if filing.study.statistics else None


def _needed(size: SampleSize) -> int | None:
    """Participants for each arm to compare two proportions; None where an assumption is absent, impossible or beyond use."""
    given = (size.control_rate, size.treatment_rate, size.alpha, size.power)
    if any(value is None or not _LEAST < value < 1 - _LEAST for value in given):
        return None
    control, treatment, alpha, power = (float(value) for value in given if value is not None)
    if control == treatment:
        return None
    normal = NormalDist()
    at_alpha = normal.inv_cdf(1 - alpha / (2 if size.two_sided else 1))
    mean = (control + treatment) / 2
    spread = at_alpha * math.sqrt(2 * mean * (1 - mean)) + normal.inv_cdf(power) * math.sqrt(
        control * (1 - control) + treatment * (1 - treatment)
    )
    return math.ceil((spread / (control - treatment)) ** 2)
