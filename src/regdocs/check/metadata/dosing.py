"""Rules on doses: containers against injections, concentration, control arms, and the period of treatment."""

from __future__ import annotations

from collections.abc import Iterator

from regdocs.check.filing import Filing
from regdocs.check.metadata.measure import days, each, ratio, same_time
from regdocs.check.rule import Problem, problem, rule
from regdocs.study.design import Administration, Arm
from regdocs.study.terms import Allocation, ArmKind, Blinding

_UNTREATED = (ArmKind.PLACEBO, ArmKind.VEHICLE)


@rule("dosing/container-content")
def container_content(filing: Filing) -> Iterator[Problem]:
    """The cells in one container are those of its composition."""
    product = filing.study.product
    for path, component in each("product.composition", product.composition):
        content, amount = product.active_content, component.amount
        if content is not None and amount is not None and amount.unit == content.unit and amount != content:
            message = (
                f"조성의 {amount}과(와) 한 용기의 세포수 {content}이(가) 다름",
                f"{amount.text('en')} in the composition, but {content.text('en')} in one container",
            )
            yield problem(filing, f"{path}.amount", message)


@rule("dosing/container-volume")
def container_volume(filing: Filing) -> Iterator[Problem]:
    """A container is filled with the product's volume."""
    product = filing.study.product
    fill = product.container.fill if product.container else None
    if fill is not None and product.volume is not None and ratio(fill, product.volume) not in (1, None):
        message = (
            f"충전량 {fill}과(와) 한 용기의 용량 {product.volume}이(가) 다름",
            f"filled with {fill.text('en')}, but one container holds {product.volume.text('en')}",
        )
        yield problem(filing, "product.container.fill", message)


@rule("dosing/whole-containers")
def whole_containers(filing: Filing) -> Iterator[Problem]:
    """A dose is what its volume of the product holds: the same number of containers by cells and by volume."""
    content, volume = filing.study.product.active_content, filing.study.product.volume
    if content is None or volume is None:
        return
    for path, given in _treating(filing):
        if given.dose is None or given.volume is None:
            continue
        by_cells, by_volume = ratio(given.dose, content), ratio(given.volume, volume)
        if by_cells is not None and by_volume is not None and by_cells != by_volume:
            held = content.times(by_volume)
            message = (
                f"용량 {given.dose}: 액량 {given.volume}에는 {held}이(가) 들어 있음(한 용기 {content}/{volume})",
                f"a dose of {given.dose.text('en')}, but {given.volume.text('en')} hold {held.text('en')}"
                f" (one container: {content.text('en')} in {volume.text('en')})",
            )
            yield problem(filing, f"{path}.dose", message)


@rule("dosing/control")
def control(filing: Filing) -> Iterator[Problem]:
    """A placebo or vehicle holds no cells, and what is studied holds some."""
    for path, arm, at, given in _given(filing):
        if given.dose is None:
            continue
        if arm.kind in _UNTREATED and given.dose.magnitude != 0:
            message = (
                f"`{path}`은(는) {arm.kind.label.ko}인데 세포를 {given.dose} 투여함",
                f"`{path}` is a {arm.kind.label.text('en')} arm, but gets {given.dose.text('en')}",
            )
            yield problem(filing, f"{at}.dose", message)
        if arm.kind is ArmKind.EXPERIMENTAL and given.dose.magnitude <= 0:
            message = f"`{path}`은(는) 시험군인데 세포수가 0임", f"`{path}` is experimental, but its dose is nothing"
            yield problem(filing, f"{at}.dose", message)


@rule("dosing/blind-arms-alike")
def blind_arms_alike(filing: Filing) -> Iterator[Problem]:
    """Where the treatment is hidden, all arms of a stage are treated at the same times and places, with the same volume."""
    design = filing.study.design
    hidden = {stage.id for stage in design.stages if stage.blinding is not Blinding.OPEN} if design else set()
    first: dict[str, tuple[str, Administration]] = {}
    for _, arm, at, given in _given(filing):
        if arm.stage not in hidden or arm.stage is None:
            continue
        other_path, other = first.setdefault(arm.stage, (at, given))
        for name, ko, en in _SEEN:
            if getattr(given, name) != getattr(other, name):
                message = (
                    f"눈가림인데 {ko}이(가) `{other_path}`와 달라 구별됨",
                    f"blinded, but its {en} differs from that of `{other_path}`, which gives it away",
                )
                yield problem(filing, f"{at}.{name}", message)


_SEEN = (
    ("route", "투여경로", "route"), ("volume", "액량", "volume"), ("sites", "투여 부위", "sites"),
    ("times", "투여 시점", "timing"), ("observation", "투여 후 관찰", "observation"),
)  # fmt: skip


@rule("dosing/times-in-order")
def times_in_order(filing: Filing) -> Iterator[Problem]:
    """Administrations begin at zero and follow each other."""
    for path, given in _administrations(filing):
        times = [days(time) for time in given.times]
        if times and times[0] != 0:
            message = (
                f"첫 투여가 0이 아니라 {given.times[0]}임: 시간축은 첫 투여부터 셈",
                f"the first administration is at {given.times[0].text('en')}, not 0, from which time is counted",
            )
            yield problem(filing, f"{path}.times[0]", message)
        for index in range(1, len(times)):
            if times[index] <= times[index - 1]:
                message = (
                    f"{given.times[index]}: 앞의 투여 {given.times[index - 1]}보다 늦지 않음",
                    f"{given.times[index].text('en')} isn't later than the one before"
                    f" ({given.times[index - 1].text('en')})",
                )
                yield problem(filing, f"{path}.times[{index}]", message)


@rule("dosing/treatment-period")
def treatment_period(filing: Filing) -> Iterator[Problem]:
    """The period of treatment reaches the last administration, and no further."""
    design = filing.study.design
    period = design.period.treatment if design and design.period else None
    last = max((time for _, given in _treating(filing) for time in given.times), key=days, default=None)
    if period is None or last is None or (not last.magnitude and days(period) <= 1) or same_time(period, last):
        return
    message = (
        f"투여기간 {period}: 마지막 투여는 {last}에 있음",
        f"treatment lasts {period.text('en')}, but the last administration is at {last.text('en')}",
    )
    yield problem(filing, "design.period.treatment", message)


@rule("dosing/without-comparison")
def without_comparison(filing: Filing) -> Iterator[Problem]:
    """Whom chance assigns has something to be assigned to: two arms at least."""
    design = filing.study.design
    for path, stage in each("design.stages", design.stages if design else ()):
        there = sum(1 for arm in design.arms if arm.stage == stage.id) if design else 0
        if stage.allocation is Allocation.RANDOMISED and there < 2:
            message = f"무작위배정인데 시험군이 {there}개임", f"randomised, but there are {there} arms"
            yield problem(filing, f"{path}.allocation", message)
        if stage.allocation is Allocation.SINGLE_ARM and there > 1:
            message = f"단일군인데 시험군이 {there}개임", f"single-arm, but there are {there} arms"
            yield problem(filing, f"{path}.allocation", message)
        if stage.blinding is not Blinding.OPEN and there < 2:
            message = f"눈가림인데 시험군이 {there}개임", f"blinded, but there are {there} arms"
            yield problem(filing, f"{path}.blinding", message)


def _administrations(filing: Filing) -> Iterator[tuple[str, Administration]]:
    design = filing.study.design
    yield from each("design.administrations", design.administrations if design else ())


def _treating(filing: Filing) -> Iterator[tuple[str, Administration]]:
    """Administrations with cells: those whose dose isn't nothing."""
    for path, given in _administrations(filing):
        if given.dose is None or given.dose.magnitude:
            yield path, given


def _given(filing: Filing) -> Iterator[tuple[str, Arm, str, Administration]]:
    """Each arm that is treated, with what it gets: their paths and themselves."""
    by_id = {given.id: (path, given) for path, given in _administrations(filing)}
    design = filing.study.design
    for path, arm in each("design.arms", design.arms if design else ()):
        if arm.administration in by_id:
            yield path, arm, *by_id[arm.administration]
