"""Stability plots: the values of each lot over time, one panel for each test, with its limit and the shelf life."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from regdocs.drawing import chart, svg, words
from regdocs.drawing.scale import Linear, days, rounded
from regdocs.drawing.svg import BODY, SMALL, Absent, Drawing, Look
from regdocs.drawing.text import wrap
from regdocs.language import Language
from regdocs.study.product import StabilityPoint, StabilityStudy, Test
from regdocs.study.quantity import Limit, Quantity
from regdocs.study.study import Study
from regdocs.submission.path import item

_HIGHEST, _LOWEST = 118.0, 50.0
"""The height of a panel's plot where there is room, and the least, in points."""
_BETWEEN = 18.0


@dataclass(frozen=True, slots=True)
class _Series:
    """The values of one lot over time; `index` is the lot's place among the lots."""

    index: int
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class _Panel:
    """What one test's panel shows."""

    name: str
    limit: Limit | None
    series: tuple[_Series, ...]


def stability_plot(study: Study, language: Language, look: Look, trial_id: str = "", test_id: str = "") -> Drawing:
    """The plots of a stability study, of one test where `test_id` names one.

    Raises `Absent` where there is no such study, or no test in it with two values of a lot.
    """
    trial = next((each for each in study.product.stability if each.id == trial_id), None)
    if trial is None:
        raise Absent(f"product.stability[{trial_id}]" if trial_id else "product.stability")
    path = f"product.stability[{trial.id}]"
    results = [each for each in trial.results if each.test == test_id or not test_id]
    unit = trial.times[-1].unit if trial.times else ""
    times = [_in_unit(time, unit) for time in trial.times]
    lots = list(dict.fromkeys(each.lot for each in results))
    panels = [panel for panel in _panels(study, results, times, lots, language) if panel.series]
    if not panels:
        raise Absent(f"{path}.results")
    shelf_life = _shelf_life(study, trial, times, unit)
    entries = [chart.series_entry(index, _lot_number(study, lot)) for index, lot in enumerate(lots)]
    if any(panel.limit for panel in panels):
        entries.append(chart.Entry(words.LIMIT.text(language), _LIMIT, 1.6, "7 3"))
    if shelf_life is not None and study.product.shelf_life:
        label = f"{words.SHELF_LIFE.text(language)} {study.product.shelf_life.text(language)}"
        entries.append(chart.Entry(label, svg.INK, 1.0, "1.5 2"))
    legend_height = chart.legend(entries, 0, look)[1]
    room = Look(look.width, look.height - legend_height, look.family)
    elements, height = _drawn(panels, times, _time_title(unit, language), shelf_life, room, language)
    legend, _ = chart.legend(entries, height, look)
    alternative = _alternative(study, trial, panels, lots, language)
    drawing = svg.picture(look, height + legend_height, [*elements, *legend], alternative)
    return Drawing(drawing, alternative, tuple(_paths(study, trial, results, shelf_life is not None)))


_LIMIT, _OUTSIDE = "#8c1d18", "#ededed"


def _panels(
    study: Study, results: Sequence[StabilityPoint], times: Sequence[float], lots: Sequence[str], language: Language
) -> Iterator[_Panel]:
    for test_id in dict.fromkeys(each.test for each in results):
        test = _test(study, test_id)
        series = [
            _Series(lots.index(each.lot), tuple(zip(times, map(float, each.values), strict=False)))
            for each in results
            if each.test == test_id and min(len(each.values), len(times)) > 1
        ]
        limit = test.acceptance if test and test.acceptance and test.acceptance.state is None else None
        yield _Panel(test.name.text(language) if test else test_id, limit, tuple(series))


def _drawn(
    panels: Sequence[_Panel],
    times: Sequence[float],
    title: str,
    shelf_life: float | None,
    look: Look,
    language: Language,
) -> tuple[list[str], float]:
    """The panels, two beside each other, and the height that they take."""
    columns = 1 if len(panels) == 1 else 2 if len(panels) <= 6 else 3
    rows = -(-len(panels) // columns)
    width = (look.width - _BETWEEN * (columns - 1)) / columns
    heads = [_head(panel, width, language) for panel in panels]
    head = max(svg.height_of(name) + svg.height_of(limit, SMALL) for name, limit in heads) + 6
    room = (look.height - 4) / rows - head - chart.AXIS_HEIGHT - 8
    plot = min(max(room, _LOWEST), _HIGHEST)
    parts: list[str] = []
    top = 2.0
    for first in range(0, len(panels), columns):
        for place, panel in enumerate(panels[first : first + columns]):
            x, (name, limit) = place * (width + _BETWEEN), heads[first + place]
            parts += svg.lines(x + 4, top, name, bold=True)
            parts += svg.lines(x + 4, top + svg.height_of(name), limit, SMALL)
            parts += _panel(panel, times, title, shelf_life, (x, top + head, width, plot))
        top += head + plot + chart.AXIS_HEIGHT + 8
    return parts, top


def _head(panel: _Panel, width: float, language: Language) -> tuple[list[str], list[str]]:
    limit = wrap(_limit_text(panel.limit, language), width - 8, SMALL, 2) if panel.limit else []
    return wrap(panel.name, width - 8, BODY, 2), limit


def _panel(
    panel: _Panel,
    times: Sequence[float],
    title: str,
    shelf_life: float | None,
    place: tuple[float, float, float, float],
) -> Iterator[str]:
    _, top, _, height = place
    frame = _frame(panel, times, place)
    left, right = frame.left, frame.right
    bounds = [] if panel.limit is None else [(panel.limit.low, top + height), (panel.limit.high, top)]
    places = [(frame.y(float(bound)), edge) for bound, edge in bounds if bound is not None]
    for y, edge in places:
        yield svg.rect(left, min(y, edge), right - left, abs(edge - y), _OUTSIDE, "none")
    yield from chart.axes(frame, times, title)
    for y, _ in places:
        yield svg.line([(left, y), (right, y)], "#ffffff", 1.6)
        yield svg.line([(left, y), (right, y)], _LIMIT, 1.6, "7 3")
    if shelf_life is not None:
        yield svg.line([(frame.x(shelf_life), top), (frame.x(shelf_life), top + height)], svg.INK, 1.0, "1.5 2")
    for series in panel.series:
        yield from chart.series(series.index, [frame.at(*point) for point in series.points])


def _frame(panel: _Panel, times: Sequence[float], place: tuple[float, float, float, float]) -> chart.Frame:
    """The panel's frame: wide enough for its values and its limits, with some room beyond both."""
    x, top, width, height = place
    values = [value for series in panel.series for _, value in series.points]
    bounds = [float(bound) for bound in (panel.limit.low, panel.limit.high) if bound is not None] if panel.limit else []
    low, high = min(values + bounds), max(values + bounds)
    room = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    low, high = rounded(low - room if low < 0 else max(low - room, 0.0), high + room, 5)
    left, right = x + 42, x + width - 6
    x_scale = Linear(min(times), max(times), left + 8, right - 8)
    return chart.Frame(x_scale, Linear(low, high, top + height, top), left, right)


def _shelf_life(study: Study, trial: StabilityStudy, times: Sequence[float], unit: str) -> float | None:
    """The shelf life on the axis, where this study is about the condition of storage and lasts that long."""
    product = study.product
    if product.shelf_life is None or product.storage != trial.condition:
        return None
    time = _in_unit(product.shelf_life, unit)
    return time if min(times) <= time <= max(times) else None


def _in_unit(time: Quantity, unit: str) -> float:
    return float(time.magnitude) if time.unit == unit else days(time) / days(Quantity(Decimal(1), unit))


def _time_title(unit: str, language: Language) -> str:
    # Two of them, so that English has its plural.
    name = Quantity(Decimal(2), unit).text(language).removeprefix("2").strip()
    return f"{words.TIME.text(language)} ({name})"


def _limit_text(limit: Limit, language: Language) -> str:
    return f"{words.LIMIT.text(language)} {limit.text(language)}"


def _test(study: Study, test_id: str) -> Test | None:
    return next((each for each in study.product.tests if each.id == test_id), None)


def _lot_number(study: Study, lot_id: str) -> str:
    return next((lot.number for lot in study.product.lots if lot.id == lot_id), lot_id)


def _alternative(
    study: Study, trial: StabilityStudy, panels: Sequence[_Panel], lots: Sequence[str], language: Language
) -> str:
    """The plots in sentences: each lot's first and last value."""
    sentences = [f"{trial.title.text(language)} ({trial.condition.text(language)})"]
    for panel in panels:
        courses = [
            f"{_lot_number(study, lots[series.index])} {series.points[0][1]:g} → {series.points[-1][1]:g}"
            for series in panel.series
        ]
        limit = f" ({_limit_text(panel.limit, language)})" if panel.limit else ""
        sentences.append(f"{panel.name}{limit}: {', '.join(courses)}")
    return ". ".join(sentences) + "."


def _paths(study: Study, trial: StabilityStudy, results: Sequence[StabilityPoint], shelf_life: bool) -> Iterator[str]:
    path = f"product.stability[{trial.id}]"
    yield from (f"{path}.title", f"{path}.condition", f"{path}.times")
    for index, each in enumerate(trial.results):
        if each in results:
            yield f"{path}.results[{index}].values"
    for index, test in enumerate(study.product.tests):
        if any(each.test == test.id for each in results):
            own = item("product.tests", test, index)
            yield from (f"{own}.name", *([f"{own}.acceptance"] if test.acceptance else []))
    for index, lot in enumerate(study.product.lots):
        if any(each.lot == lot.id for each in results):
            yield f"{item('product.lots', lot, index)}.number"
    if shelf_life:
        yield "product.shelf_life"
