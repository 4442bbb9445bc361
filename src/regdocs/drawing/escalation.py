"""The dose-escalation scheme: a staircase of dose levels, with who gets them and where somebody decides to go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from regdocs.drawing import svg, words
from regdocs.drawing.dose import per_administration
from regdocs.drawing.svg import BODY, SMALL, Absent, Drawing, Look
from regdocs.drawing.text import wrap
from regdocs.language import Language
from regdocs.study.design import Arm, Design, Stage
from regdocs.study.quantity import Quantity
from regdocs.study.study import Study
from regdocs.study.terms import Allocation, ArmKind
from regdocs.submission.path import item

_PASSAGE, _RISE = 34.0, 22.0
"""The room between two levels, and how much higher each stands than the one before, in points."""
_MOST = 4
"""How many levels stand in one row at most."""


@dataclass(frozen=True, slots=True)
class Level:
    """A dose level: the arms that get `dose` at each of so many `times`; `decision`: somebody decides on the next."""

    name: str
    dose: Quantity
    times: int
    arms: tuple[Arm, ...]
    decision: bool

    @property
    def participants(self) -> int:
        return sum(arm.participants for arm in self.arms)


def escalation_scheme(study: Study, language: Language, look: Look) -> Drawing:
    """The scheme; raises `Absent` where the study doesn't raise the dose from one level to the next."""
    levels = dose_levels(study.design, language) if study.design else []
    flights = _flights(levels)
    if not any(flight[0].dose.magnitude < flight[-1].dose.magnitude for flight in flights):
        raise Absent("design.stages")
    elements: list[str] = []
    top = 2.0
    for flight in flights:
        in_row = -(-len(flight) // -(-len(flight) // _MOST))
        for first in range(0, len(flight), in_row):
            before = flight[first - 1] if first else None
            parts, top = _stairs(flight[first : first + in_row], before, top, language, look)
            elements += parts
    if any(before.decision for flight in flights for before, _ in pairwise(flight)):
        elements += [*_diamond(14, top + 9), svg.text(30, top + 12, words.DECISION.text(language), SMALL)]
        top += 20
    alternative = _alternative(levels, language)
    drawing = svg.picture(look, top + 2, elements, alternative)
    return Drawing(drawing, alternative, tuple(_paths(study, levels)))


def dose_levels(design: Design, language: Language) -> list[Level]:
    """The dose levels in the order of the study: its stages, or the arms of a stage that follow one another."""
    doses = {each.id: per_administration(each) for each in design.administrations}
    times = {each.id: len(each.times) for each in design.administrations}
    treated = [
        arm
        for arm in design.arms
        if arm.kind is ArmKind.EXPERIMENTAL and arm.administration and doses.get(arm.administration)
    ]
    levels: list[Level] = []
    for stage in design.stages:
        arms = [arm for arm in treated if arm.stage == stage.id]
        groups = (
            [(arm,) for arm in arms] if stage.allocation is Allocation.SEQUENTIAL else [tuple(arms)] if arms else []
        )
        for group in groups:
            given = [dose for arm in group if (dose := doses[arm.administration or ""])]
            highest = max(given, key=lambda dose: dose.magnitude)
            most = max(times[arm.administration or ""] for arm in group)
            levels.append(Level(_name(stage, group, len(groups), language), highest, most, group, bool(stage.decision)))
    return levels


def _flights(levels: Sequence[Level]) -> list[list[Level]]:
    """The levels as flights of stairs: a new one begins where the dose goes down again, as for another age group."""
    flights: list[list[Level]] = []
    for level in levels:
        last = flights[-1][-1].dose if flights else None
        if last is None or last.unit != level.dose.unit or level.dose.magnitude < last.magnitude:
            flights.append([])
        flights[-1].append(level)
    return flights


def _name(stage: Stage, arms: Sequence[Arm], groups: int, language: Language) -> str:
    return (arms[0].name if groups > 1 else stage.name).text(language)


def _stairs(
    row: Sequence[Level], before: Level | None, top: float, language: Language, look: Look
) -> tuple[list[str], float]:
    """One row of levels, rising to the right, and where it ends."""
    lead = _PASSAGE if before else 2.0
    width = min((look.width - lead - 2 - _PASSAGE * (len(row) - 1)) / len(row), 150.0)
    contents = [_contents(level, width, language) for level in row]
    height = max(svg.height_of(name) + svg.height_of(details, SMALL) for name, details in contents) + 12
    bottom = top + height + _RISE * (len(row) - 1)
    parts: list[str] = []
    for place, (name, details) in enumerate(contents):
        x, y = lead + place * (width + _PASSAGE), bottom - height - place * _RISE
        previous = row[place - 1] if place else before
        if previous:
            parts += _passage(x, y + height / 2 + (_RISE if place else 0), y + height / 2, previous.decision)
        parts.append(svg.rect(x, y, width, height, svg.PALE, svg.ACCENT, 1.2))
        parts += [svg.rect(x, y + height, width, bottom - y - height, svg.GREY, svg.RULE, 0.5)] if place else []
        parts += svg.lines(x + width / 2, y + 6, name, anchor="middle", bold=True)
        parts += svg.lines(x + width / 2, y + 6 + svg.height_of(name), details, SMALL, anchor="middle")
    return parts, bottom + 10


def _contents(level: Level, width: float, language: Language) -> tuple[list[str], list[str]]:
    """What stands in a level's box: its name, and below it its dose and people."""
    details = [level.dose.text(language), words.persons(level.participants, language)]
    name = wrap(level.name, width - 10, BODY, 4)
    return name, [line for entry in details for line in wrap(entry, width - 10, SMALL)]


def _passage(x: float, before: float, after: float, decision: bool) -> Iterator[str]:
    """The way up to the level at `x`, through a diamond where somebody decides."""
    start, middle = x - _PASSAGE, x - _PASSAGE / 2
    yield from svg.arrow(
        [(start, before), (middle, before), (middle, after), (x - 1, after)]
        if before != after
        else [(start, before), (x - 1, after)]
    )
    if decision:
        yield from _diamond(middle, (before + after) / 2)


def _diamond(x: float, y: float) -> Iterator[str]:
    yield svg.shape([(x, y - 7), (x + 9, y), (x, y + 7), (x - 9, y)], "#ffffff", svg.INK, 1.0)


def _alternative(levels: Sequence[Level], language: Language) -> str:
    steps = [
        f"{level.name}: {words.each_time(level.dose, level.times, language)}, {words.persons(level.participants, language)}"
        for level in levels
    ]
    return f"{words.ESCALATION.text(language)}. " + ". ".join(steps) + "."


def _paths(study: Study, levels: Sequence[Level]) -> Iterator[str]:
    assert study.design
    shown = [arm for level in levels for arm in level.arms]
    for index, stage in enumerate(study.design.stages):
        if any(arm.stage == stage.id for arm in shown):
            yield f"{item('design.stages', stage, index)}.name"
    for index, arm in enumerate(study.design.arms):
        if arm in shown:
            yield f"{item('design.arms', arm, index)}.participants"
    for index, each in enumerate(study.design.administrations):
        if any(arm.administration == each.id for arm in shown):
            path = item("design.administrations", each, index)
            yield from (f"{path}.{name}" for name in ("dose", "sites") if getattr(each, name))
