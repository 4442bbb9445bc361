"""The processing flow: the steps in order with their in-process controls, in as many columns as fit on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regdocs.drawing import svg, words
from regdocs.drawing.svg import BODY, SMALL, Absent, Drawing, Look
from regdocs.drawing.text import wrap
from regdocs.language import Language
from regdocs.study.product import Step
from regdocs.study.study import Study
from regdocs.submission.path import item

_GAP, _BETWEEN = 11.5, 22.0
_NUMBER, _KEY = 20.0, 16.0
"""The width of a step's number, and the height of the key below the flow."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """How much the picture shows: its columns, whether controls are listed, how many lines a name may take."""

    columns: int
    controls: bool
    most: int | None = None


_LAYOUTS = (
    _Layout(1, True),
    _Layout(2, True),
    _Layout(2, False),
    _Layout(3, False),
    _Layout(3, False, 2),
    _Layout(4, False, 1),
)


@dataclass(frozen=True, slots=True)
class _Box:
    """A box of the flow: its name and what stands below it, in lines; `number` is empty at the ends of the flow."""

    number: str
    name: tuple[str, ...]
    details: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    critical: bool = False

    @property
    def height(self) -> float:
        left = svg.height_of(self.name) + svg.height_of(self.details, SMALL)
        return max(left, svg.height_of(self.controls, SMALL)) + 7


def process_flow(study: Study, language: Language, look: Look) -> Drawing:
    """The processing flow; raises `Absent` where the study has no steps."""
    if not study.product.steps:
        raise Absent("product.steps")
    columns, layout = next(_candidates(study, language, look))
    height = max(_height(column) for column in columns) + 4
    critical = any(step.critical for step in study.product.steps)
    elements = list(_flow(columns, layout, look))
    if critical:
        elements += [
            svg.rect(6, height + 2, 16, 9, "#ffffff", svg.INK, 2),
            svg.text(28, height + 10, words.CRITICAL.text(language), SMALL),
        ]
        height += _KEY
    alternative = _alternative(study, language)
    return Drawing(svg.picture(look, height, elements, alternative), alternative, tuple(_paths(study)))


def _candidates(study: Study, language: Language, look: Look) -> Iterator[tuple[list[list[_Box]], _Layout]]:
    """The layouts that fit on a page, the most telling first; the tightest, where none does."""
    for layout in _LAYOUTS:
        columns = _distributed(list(_boxes(study, language, layout, _width(layout, look))), layout.columns)
        if layout is _LAYOUTS[-1] or max(_height(column) for column in columns) <= look.height - _KEY - 4:
            yield columns, layout


def _width(layout: _Layout, look: Look) -> float:
    return (look.width - 2 - _BETWEEN * (layout.columns - 1)) / layout.columns


def _boxes(study: Study, language: Language, layout: _Layout, width: float) -> Iterator[_Box]:
    product = study.product
    source = f"{words.opening(_source(study, language))} ({product.origin.label.text(language)})"
    beside = layout.controls and layout.columns == 1
    ends = (width * 0.46 if beside else width) - 16
    title = (words.CONTROLS.text(language),) if beside and any(step.controls for step in product.steps) else ()
    yield _Box("", tuple(wrap(source, ends, BODY, layout.most)), (), title)
    for index, step in enumerate(product.steps, 1):
        room = (width * 0.46 if beside else width) - _NUMBER - 8
        name = wrap(_name(step, language), room, BODY, layout.most)
        details = wrap(_details(step, language), room, SMALL) if layout.controls else []
        controls = [
            each
            for entry in _controls(step, language)
            for each in wrap(entry, width * 0.54 - 22 if beside else room, SMALL)
        ]
        shown = tuple(controls) if layout.controls else ()
        if beside:
            yield _Box(str(index), tuple(name), tuple(details), shown, step.critical)
        else:
            yield _Box(str(index), tuple(name), (*details, *shown), (), step.critical)
    yield _Box("", tuple(wrap(words.opening(product.name.text(language)), ends, BODY, layout.most)))


def _name(step: Step, language: Language) -> str:
    name = step.name.text(language)
    return name if not step.passage or step.passage in name else f"{name} ({step.passage})"


def _details(step: Step, language: Language) -> str:
    place = step.place.text(language) if step.place else ""
    return " · ".join(each for each in (place, step.duration.text(language) if step.duration else "") if each)


def _controls(step: Step, language: Language) -> Iterator[str]:
    for control in step.controls:
        limit = f": {control.acceptance.text(language)}" if control.acceptance else ""
        yield f"– {control.name.text(language)}{limit}"


def _distributed(boxes: Sequence[_Box], columns: int) -> list[list[_Box]]:
    """The boxes in columns of about the same height, in order."""
    goal = sum(box.height + _GAP for box in boxes) / columns
    result: list[list[_Box]] = [[]]
    for box in boxes:
        if result[-1] and len(result) < columns and _height(result[-1]) + (box.height + _GAP) / 2 > goal:
            result.append([])
        result[-1].append(box)
    return result


def _height(column: Sequence[_Box]) -> float:
    return sum(box.height for box in column) + _GAP * (len(column) - 1) + 2


def _flow(columns: Sequence[Sequence[_Box]], layout: _Layout, look: Look) -> Iterator[str]:
    width = _width(layout, look)
    beside = layout.controls and layout.columns == 1
    for index, column in enumerate(columns):
        x, top = 1 + index * (width + _BETWEEN), 1.0
        for place, box in enumerate(column):
            if place:
                yield from svg.arrow([(x + _stem(width, beside), top - _GAP), (x + _stem(width, beside), top - 1)])
            yield from _box(box, x, top, width, beside)
            top += box.height + _GAP
        if index + 1 < len(columns):
            yield from _turn(x + width, top - _GAP - column[-1].height / 2, columns[index + 1][0].height / 2 + 1)


def _stem(width: float, beside: bool) -> float:
    """Where the arrows run: through the middle of the boxes."""
    return width * (0.23 if beside else 0.5)


def _box(box: _Box, x: float, top: float, width: float, beside: bool) -> Iterator[str]:
    wide = width * 0.46 if beside else width
    if not box.number:
        yield svg.rect(x, top, wide, box.height, svg.PALE, svg.ACCENT, 1, radius=7)
        yield from svg.lines(x + wide / 2, top + 3.5, box.name, anchor="middle", bold=True)
        yield from svg.lines(
            x + wide + 17,
            top + (box.height - svg.height_of(box.controls)) / 2,
            box.controls,
            bold=True,
            fill=svg.ACCENT,
        )
        return
    yield svg.rect(x, top, wide, box.height, "#ffffff", svg.INK, 2 if box.critical else 0.8)
    above = (box.height - svg.height_of(box.name) - svg.height_of(box.details, SMALL)) / 2
    yield from svg.lines(x + 6, top + above, [box.number], bold=True, fill=svg.ACCENT)
    yield from svg.lines(x + _NUMBER, top + above, box.name, bold=True)
    yield from svg.lines(x + _NUMBER, top + above + svg.height_of(box.name), box.details, SMALL)
    if box.controls:
        yield svg.line(
            [(x + wide + 1, top + box.height / 2), (x + wide + 12, top + box.height / 2)], svg.INK, 0.6, "2 1.5"
        )
        yield svg.line([(x + wide + 12, top + 2), (x + wide + 12, top + box.height - 2)], svg.ACCENT, 1.2)
        yield from svg.lines(
            x + wide + 17, top + (box.height - svg.height_of(box.controls, SMALL)) / 2, box.controls, SMALL
        )


def _turn(x: float, bottom: float, top: float) -> list[str]:
    """The way from the last box of a column to the first of the next."""
    middle = x + _BETWEEN / 2
    return svg.arrow([(x, bottom), (middle, bottom), (middle, top), (x + _BETWEEN - 1, top)])


def _alternative(study: Study, language: Language) -> str:
    steps = [f"{index}. {_name(step, language)}" for index, step in enumerate(study.product.steps, 1)]
    product = study.product
    source, end = _source(study, language), product.name.text(language)
    return f"{words.PROCESS.text(language)}: {source} → {', '.join(steps)} → {end}."


def _source(study: Study, language: Language) -> str:
    """What the cells were taken from, by the study's own name where it has one."""
    return (study.product.tissue_name or study.product.tissue.label).text(language)


def _paths(study: Study) -> Iterator[str]:
    yield from ("product.tissue_name" if study.product.tissue_name else "product.tissue", "product.origin")
    for index, step in enumerate(study.product.steps):
        path = item("product.steps", step, index)
        yield from (
            f"{path}.{name}" for name in ("name", "passage", "place", "duration", "critical") if getattr(step, name)
        )
        for place, control in enumerate(step.controls):
            own = item(f"{path}.controls", control, place)
            yield from (f"{own}.{name}" for name in ("name", "acceptance") if getattr(control, name))
    yield "product.name"
