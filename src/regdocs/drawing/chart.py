"""What plots have in common: a frame with marked axes, series that differ in shape and line too, and their legend."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from regdocs.drawing import svg
from regdocs.drawing.scale import Linear, place_labels, round_marks
from regdocs.drawing.svg import SMALL, Look
from regdocs.drawing.text import text_width, wrap

_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
# Okabe and Ito's colours, which people with any colour vision tell apart; in grey the shapes and dashes do it.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#000000", "#cc79a7", "#56b4e9")
_DASHES = ("", "5 2", "1.5 1.5", "6 2 1.5 2", "3 2", "8 3")
_MARKS: tuple[tuple[tuple[float, float], ...], ...] = (
    tuple((3 * math.cos(math.pi * turn / 8), 3 * math.sin(math.pi * turn / 8)) for turn in range(16)),
    ((-2.7, -2.7), (2.7, -2.7), (2.7, 2.7), (-2.7, 2.7)),
    ((0, -3.6), (3.4, 2.6), (-3.4, 2.6)),
    ((0, -3.9), (3.4, 0), (0, 3.9), (-3.4, 0)),
    ((0, 3.6), (3.4, -2.6), (-3.4, -2.6)),
    ((-3.4, -1), (-1, -1), (-1, -3.4), (1, -3.4), (1, -1), (3.4, -1), (3.4, 1), (1, 1), (1, 3.4), (-1, 3.4), (-1, 1), (-3.4, 1)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a plot stands, and how values become places in it; `left` and `right` are its edges, beyond the marks."""

    x: Linear
    y: Linear
    left: float
    right: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The place of a point."""
        return self.x(x), self.y(y)


def axes(frame: Frame, marks: Sequence[float], title: str, marks_of_y: Sequence[float] = ()) -> Iterator[str]:
    """The frame with `marks` on the axis below and its title; the axis at the left is marked by round numbers."""
    left, right, top, bottom = frame.left, frame.right, frame.y.end, frame.y.start
    upright = marks_of_y or round_marks(frame.y.low, frame.y.high, 5)
    for value in upright:
        y = frame.y(value)
        yield svg.line([(left, y), (right, y)], "#d9dde2", 0.5)
        yield svg.text(left - 4, y + 3, number_text(value, upright), SMALL, "end")
    yield svg.line([(left, top), (left, bottom), (right, bottom)], svg.INK, 0.9)
    labels = place_labels([(frame.x(mark), number_text(mark, marks)) for mark in marks], SMALL, left - 20, right + 8)
    for label in labels:
        if label.row == 0:
            yield svg.line([(label.at, bottom), (label.at, bottom + 3)], svg.INK, 0.8)
            yield svg.text(label.middle, bottom + 5 + svg.baseline(SMALL), label.text, SMALL, "middle")
    yield svg.text((left + right) / 2, bottom + 18 + svg.baseline(SMALL), title, SMALL, "middle")


AXIS_HEIGHT = 31.0
"""The room that marks and title need below a frame, in points."""


def series(index: int, points: Sequence[tuple[float, float]]) -> Iterator[str]:
    """A line with marks; each index has its own colour, dash and shape, and hollow shapes after six."""
    yield svg.line(points, colour(index), 1.2, dash(index))
    for x, y in points:
        yield from mark(index, x, y)


def mark(index: int, x: float, y: float) -> Iterator[str]:
    """The mark of a series at a point."""
    fill = colour(index) if index < len(_MARKS) else "#ffffff"
    yield svg.shape([(x + dx, y + dy) for dx, dy in _MARKS[index % len(_MARKS)]], fill, colour(index), 0.8)


def colour(index: int) -> str:
    """The colour of a series."""
    return _COLOURS[index % len(_COLOURS)]


def dash(index: int) -> str:
    """The dash of a series' line."""
    return _DASHES[index % len(_DASHES)]


@dataclass(frozen=True, slots=True)
class Entry:
    """A legend's entry: a stretch of line as it is drawn, with the mark of a series where `index` isn't negative."""

    label: str
    stroke: str = svg.INK
    weight: float = 1.2
    dash: str = ""
    index: int = -1


def series_entry(index: int, label: str) -> Entry:
    """The entry of a series."""
    return Entry(label, colour(index), 1.2, dash(index), index)


def legend(entries: Sequence[Entry], top: float, look: Look) -> tuple[list[str], float]:
    """The legend from `top` on over the whole width, and how high it is."""
    parts: list[str] = []
    x, y = 4.0, top
    for entry in entries:
        label = wrap(entry.label, look.width - 44, SMALL, 1)[0]
        width = 30 + text_width(label, SMALL) + 14
        if x > 4 and x + width > look.width + 14:
            x, y = 4.0, y + SMALL * svg.LINE + 2
        parts.append(svg.line([(x, y + 6), (x + 24, y + 6)], entry.stroke, entry.weight, entry.dash))
        parts += mark(entry.index, x + 12, y + 6) if entry.index >= 0 else []
        parts += svg.lines(x + 29, y, [label], SMALL)
        x += width
    return parts, y + SMALL * svg.LINE + 3 - top


def number_text(value: float, among: Sequence[float] = ()) -> str:
    """A number on an axis, with the decimals that the axis' other numbers need; large ones as 1.0×10⁸."""
    largest = max((abs(each) for each in (*among, value)), default=0.0)
    if largest >= 100_000 and value:
        power = math.floor(math.log10(abs(value)) + 1e-9)
        return f"{value / 10**power:.1f}×10{str(power).translate(_SUPERSCRIPTS)}"
    steps = [abs(second - first) for first, second in pairwise(among) if second != first]
    most = min(6, max(0, -math.floor(math.log10(min(steps)) + 1e-9)) + 1) if steps else 2
    decimals = next((count for count in range(most) if all(_even(each, count) for each in (*among, value))), most)
    return f"{value + 0.0:,.{decimals}f}".replace("-", "–")


def _even(value: float, decimals: int) -> bool:
    return abs(value - round(value, decimals)) < 1e-9
