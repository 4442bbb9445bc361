"""The study schema: the arms of each stage on one axis of time, with administrations, visits and follow-up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import gcd

from regdocs.drawing import svg, words
from regdocs.drawing.axis import time_axis
from regdocs.drawing.dose import per_administration
from regdocs.drawing.svg import BODY, SMALL, Absent, Drawing, Look
from regdocs.drawing.text import text_width, wrap
from regdocs.language import Language
from regdocs.study.design import Administration, Arm, Design, Stage
from regdocs.study.study import Study
from regdocs.study.terms import Allocation, ArmKind
from regdocs.submission.path import item

_LABELS = 132.0
"""The width of the column that names the arms."""
_LATER = 86.0
"""The width kept for long-term follow-up at the end of the axis."""


@dataclass(frozen=True, slots=True)
class _Density:
    """How much room the arms get: the least height of one, the way from stage to stage (0: the stages have no headings
    and stand in the arms' boxes), the most lines of a name."""

    lane: float
    passage: float
    most: int | None = None


_DENSITIES = (_Density(40, 24), _Density(28, 10), _Density(28, 10, 2), _Density(28, 0, 1))


@dataclass(frozen=True, slots=True)
class _Group:
    """The arms of one stage; those of none stand together."""

    stage: Stage | None
    arms: tuple[Arm, ...]


def study_schema(study: Study, language: Language, look: Look) -> Drawing:
    """The study schema; raises `Absent` where the study has no arms."""
    design = study.design
    if design is None or not design.arms:
        raise Absent("design.arms")
    sketches = (_Sketch(design, language, look, density) for density in _DENSITIES)
    sketch = next((each for each in sketches if each.height <= look.height), None) or _Sketch(
        design, language, look, _DENSITIES[-1]
    )
    alternative = _alternative(design, sketch.groups, language)
    return Drawing(svg.picture(look, sketch.height, sketch.elements(), alternative), alternative, tuple(_paths(design)))


class _Sketch:
    """The picture while it is drawn: `top` is where the next part begins."""

    def __init__(self, design: Design, language: Language, look: Look, density: _Density) -> None:
        self.design, self.language, self.look, self.density = design, language, look, density
        self.groups = _groups(design)
        self.administrations = {each.id: each for each in design.administrations}
        end = look.width - (_LATER if design.follow_up else 14)
        self.axis = time_axis(design, language, _LABELS + 16, end)
        self.top = 1.0
        self.parts: list[str] = []
        for index, group in enumerate(self.groups):
            if index and density.passage:
                self.parts += self._passage(self.groups[index - 1])
            self.parts += self._group(group)
        lanes = self.top
        self.parts += self._scale() if self.axis.points or self.axis.spans else []
        self.guides = [
            svg.line([(x, 2), (x, lanes)], svg.RULE, 0.4, "2 2") for x in dict.fromkeys(self.axis.points.values())
        ]
        self.parts += self._legend()
        self.height = self.top + 3

    def elements(self) -> list[str]:
        return [*self.guides, *self.parts]

    def _group(self, group: _Group) -> Iterator[str]:
        if group.stage and self.density.passage:
            title = wrap(_title(group, self.language), self.look.width - 18, BODY, self.density.most)
            height = svg.height_of(title) + 5
            yield svg.rect(0.5, self.top, self.look.width - 1, height, svg.PALE, svg.RULE, 0.5)
            yield from svg.lines(8, self.top + 2.5, title, bold=True, fill=svg.ACCENT)
            self.top += height + 4
        for arm in group.arms:
            yield from self._lane(arm, group.stage)

    def _lane(self, arm: Arm, stage: Stage | None) -> Iterator[str]:
        name = wrap(arm.name.text(self.language), _LABELS - 12, BODY, self.density.most)
        details = [
            each for entry in self._details(arm, stage) for each in wrap(entry, _LABELS - 12, SMALL, self.density.most)
        ]
        height = max(self.density.lane, svg.height_of(name) + svg.height_of(details, SMALL) + 9)
        control = arm.kind is not ArmKind.EXPERIMENTAL
        yield svg.rect(
            1, self.top, _LABELS, height, svg.GREY if control else "#ffffff", svg.INK, 0.8 if control else 1.4
        )
        above = (height - svg.height_of(name) - svg.height_of(details, SMALL)) / 2
        yield from svg.lines(6, self.top + above, name, bold=True)
        yield from svg.lines(6, self.top + above + svg.height_of(name), details, SMALL)
        yield from self._course(arm, self.top + height / 2, control)
        self.top += height + 5

    def _details(self, arm: Arm, stage: Stage | None) -> Iterator[str]:
        if stage and not self.density.passage:
            yield f"{stage.name.text(self.language)} · {words.persons(arm.participants, self.language)}"
            return
        yield f"{words.opening(arm.kind.label.text(self.language))} · {words.persons(arm.participants, self.language)}"
        administration = self.administrations.get(arm.administration or "")
        if administration:
            route, what = _treatment(administration, self.language)
            together = f"{route} · {what}"
            if text_width(together, SMALL) <= _LABELS - 12:
                yield together
            else:
                yield from [route, what] if self.density is _DENSITIES[0] else [what]

    def _course(self, arm: Arm, y: float, control: bool) -> Iterator[str]:
        """What happens to an arm from left to right."""
        axis = self.axis
        if axis.points:
            yield svg.line([(_LABELS, y), (axis.last, y)], svg.INK, 1.2)
        for start, end in axis.spans:
            yield svg.rect(start, y - 4, end - start, 8, svg.GREY, svg.INK, 0.8)
        for visit in self.design.visits:
            if visit.at and visit.earliest is None:
                yield from _visit(axis.place(visit.at), y, visit.id in axis.primary)
        administration = self.administrations.get(arm.administration or "")
        for time in administration.times if administration else ():
            x = axis.place(time)
            yield from (_given_to_controls if control else _given)(x, y - 9)
        if self.design.follow_up:
            yield from svg.arrow(
                [(axis.last + 5 if axis.points else _LABELS, y), (self.look.width - 4, y)], svg.INK, 1.0, "4 2.5"
            )

    def _passage(self, before: _Group) -> Iterator[str]:
        """The step from one stage to the next: an arrow, and a diamond where somebody decides on it."""
        x, top, way = 22.0, self.top - 3, self.density.passage
        if before.stage and before.stage.decision and way > 20:
            yield svg.shape([(x, top + 1), (x + 11, top + 9), (x, top + 17), (x - 11, top + 9)], "#ffffff")
            yield svg.text(x + 17, top + 12, words.DECISION.text(self.language), SMALL)
            top += 17
        yield from svg.arrow([(x, top), (x, self.top + way)])
        self.top += way + 2

    def _scale(self) -> Iterator[str]:
        top = self.top + 3
        yield svg.line([(_LABELS + 8, top), (self.axis.last, top)], svg.INK, 0.8)
        rows = max(label.row for label in self.axis.labels) + 1
        for label in self.axis.labels:
            yield svg.line([(label.at, top), (label.at, top + 4)], svg.INK, 0.8)
            if label.row:
                yield svg.line([(label.at, top + 4), (label.at, top + 8 + label.row * SMALL * svg.LINE)], svg.RULE, 0.4)
        for label in self.axis.labels:
            y = top + 7 + label.row * SMALL * svg.LINE
            width = text_width(label.text, SMALL)
            # A lower label's leader passes behind the ones above it.
            yield svg.rect(label.middle - width / 2, y, width, SMALL * svg.LINE, stroke="none")
            yield svg.text(label.middle, y + svg.baseline(SMALL), label.text, SMALL, "middle")
        title = [
            words.TIME_AXIS.text(self.language),
            *([] if self.axis.linear else [f"({words.NOT_TO_SCALE.text(self.language)})"]),
        ]
        left = [each for part in title for each in wrap(part, _LABELS, SMALL)]
        yield from svg.lines(4, top - 2, left, SMALL)
        right: list[str] = []
        if follow_up := self.design.follow_up:
            name, span = words.FOLLOW_UP.text(self.language), words.years(follow_up.years, self.language)
            right = wrap(f"{name} {span}", _LATER - 14, SMALL)
            yield from svg.lines(self.look.width - _LATER / 2 + 5, top - 2, right, SMALL, "middle")
        self.top = top + max(7 + rows * SMALL * svg.LINE, svg.height_of(left, SMALL), svg.height_of(right, SMALL)) + 4

    def _legend(self) -> Iterator[str]:
        """What the marks mean, each with its own mark before it."""
        x, y = 6.0, self.top + 8
        for mark, content in self._entries():
            width = 16 + text_width(content, SMALL) + 14
            if x > 6 and x + width > self.look.width:
                x, y = 6.0, y + SMALL * svg.LINE + 3
            yield from mark(x + 6, y)
            yield svg.text(x + 16, y + 3, content, SMALL)
            x += width
        self.top = y + 8

    def _entries(self) -> Iterator[tuple[_Mark, str]]:
        language = self.language
        given = {each.id for each in self.design.administrations if each.times}
        kinds = {arm.kind is ArmKind.EXPERIMENTAL for arm in self.design.arms if arm.administration in given}
        if True in kinds:
            yield _given, words.ADMINISTRATION.text(language)
        if False in kinds:
            yield _given_to_controls, words.CONTROL_ADMINISTRATION.text(language)
        if self.axis.spans:
            names = [visit.name.text(language) for visit in self.design.visits if visit.at and visit.earliest]
            yield _before, wrap(", ".join(names), self.look.width - 50, SMALL, 1)[0]
        if any(visit.at and visit.earliest is None for visit in self.design.visits):
            yield lambda x, y: _visit(x, y, False), words.VISIT.text(language)
        if self.axis.primary:
            yield lambda x, y: _visit(x, y, True), words.PRIMARY_VISIT.text(language)


_Mark = Callable[[float, float], Iterable[str]]


def _given(x: float, y: float, fill: str = svg.INK) -> Iterator[str]:
    yield svg.shape([(x, y + 5), (x - 4.5, y - 4), (x + 4.5, y - 4)], fill, svg.INK, 1.0)


def _given_to_controls(x: float, y: float) -> Iterator[str]:
    return _given(x, y, "#ffffff")


def _before(x: float, y: float) -> Iterator[str]:
    yield svg.rect(x - 7, y - 4, 14, 8, svg.GREY, svg.INK, 0.8)


def _visit(x: float, y: float, primary: bool) -> Iterator[str]:
    """A visit's mark: a ring, or a diamond in it for the primary assessment."""
    yield svg.circle(x, y, 5.5 if primary else 3.2, "#ffffff", svg.INK, 1.2)
    if primary:
        yield svg.shape([(x, y - 3.6), (x + 3.6, y), (x, y + 3.6), (x - 3.6, y)], svg.INK, "none")


def _groups(design: Design) -> list[_Group]:
    """The arms by stage, in the stages' order; those of no known stage last."""
    known = {stage.id for stage in design.stages}
    staged = [_Group(stage, tuple(arm for arm in design.arms if arm.stage == stage.id)) for stage in design.stages]
    others = _Group(None, tuple(arm for arm in design.arms if arm.stage not in known))
    return [group for group in (*staged, others) if group.arms]


def _title(group: _Group, language: Language) -> str:
    """A stage in words: its name, how people come into its arms, how many they are."""
    stage = group.stage
    assert stage
    allocation = stage.allocation.label.text(language)
    if stage.allocation is Allocation.RANDOMISED and (ratio := _ratio(group.arms)):
        allocation = f"{allocation} {ratio}"
    total = sum(arm.participants for arm in group.arms)
    return " · ".join(
        (stage.name.text(language), stage.blinding.label.text(language), allocation, words.persons(total, language))
    )


def _ratio(arms: Sequence[Arm]) -> str:
    """The ratio of the arms' sizes; empty where there is no simple one."""
    sizes = [arm.participants for arm in arms]
    divisor = gcd(*sizes)
    parts = [size // divisor for size in sizes] if divisor else []
    return ":".join(map(str, parts)) if len(parts) > 1 and max(parts) <= 5 else ""


def _treatment(administration: Administration, language: Language) -> tuple[str, str]:
    """The route, and the dose of one administration; where no cells are given, what is given instead."""
    dose = per_administration(administration)
    times = len(administration.times)
    what = words.each_time(dose, times, language) if dose else administration.name.text(language)
    return words.opening(administration.route.label.text(language)), what


def _alternative(design: Design, groups: Sequence[_Group], language: Language) -> str:
    """The schema in sentences."""
    sentences = [_group_in_words(group, language) for group in groups]
    given = {arm.administration for arm in design.arms}
    for each in design.administrations:
        if each.id in given and each.times:
            times = ", ".join(words.moment(time, language) for time in each.times)
            sentences.append(f"{words.ADMINISTRATION.text(language)} ({each.name.text(language)}): {times}")
    visits = ", ".join(words.moment(visit.at, language) for visit in design.visits if visit.at)
    sentences += [f"{words.VISIT.text(language)}: {visits}"] if visits else []
    if design.follow_up:
        sentences.append(f"{words.FOLLOW_UP.text(language)} {words.years(design.follow_up.years, language)}")
    return f"{words.SCHEMA.text(language)}. " + ". ".join(sentences) + "."


def _group_in_words(group: _Group, language: Language) -> str:
    arms = ", ".join(f"{arm.name.text(language)} {words.persons(arm.participants, language)}" for arm in group.arms)
    return f"{_title(group, language)}: {arms}" if group.stage else arms


def _paths(design: Design) -> Iterator[str]:
    for index, stage in enumerate(design.stages):
        path = item("design.stages", stage, index)
        yield from (f"{path}.{name}" for name in ("name", "blinding", "allocation"))
    for index, arm in enumerate(design.arms):
        path = item("design.arms", arm, index)
        yield from (f"{path}.{name}" for name in ("name", "kind", "participants"))
    given = {arm.administration for arm in design.arms}
    for index, administration in enumerate(design.administrations):
        if administration.id in given:
            path = item("design.administrations", administration, index)
            yield from (
                f"{path}.{name}" for name in ("route", "dose", "sites", "times") if getattr(administration, name)
            )
    for index, visit in enumerate(design.visits):
        path = item("design.visits", visit, index)
        yield from (f"{path}.{name}" for name in ("at", "earliest") if getattr(visit, name))
    if design.follow_up:
        yield "design.follow_up.years"
