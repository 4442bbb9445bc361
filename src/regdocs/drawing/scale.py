"""Scales: from times and numbers to places on an axis, round numbers for its marks, and labels that don't meet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from regdocs.drawing.text import text_width
from regdocs.study.quantity import Quantity

_DAYS = {"minutes": 1 / 1440, "hours": 1 / 24, "days": 1.0, "weeks": 7.0, "months": 30.4375, "years": 365.25}
_GAP = 4.0
"""The least distance between two labels of one row, in points."""


@dataclass(frozen=True, slots=True)
class Linear:
    """Maps `low`…`high` to `start`…`end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low) if self.high != self.low else 0.5
        return self.start + share * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Label:
    """A label's text, the place that it belongs to, where its middle came to stand, and in which row from 0."""

    text: str
    at: float
    middle: float
    row: int


def days(time: Quantity) -> float:
    """A time in days; months and years by their mean length."""
    return float(time.magnitude) * _DAYS[time.unit]


def round_marks(low: float, high: float, about: int) -> list[float]:
    """Round numbers (1, 2, 5 times a power of ten) within `low`…`high`, about so many."""
    step = _round_step((high - low) / about)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [index * step for index in range(first, last + 1)]


def rounded(low: float, high: float, about: int) -> tuple[float, float]:
    """`low` and `high` moved outwards to round numbers."""
    step = _round_step((high - low) / about)
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step


def place_labels(labels: Sequence[tuple[float, str]], size: float, left: float, right: float) -> list[Label]:
    """Labels in as few rows as keep them from meeting, earlier ones first, none beyond `left` or `right`."""
    placed: list[Label] = []
    for at, content in labels:
        half = text_width(content, size) / 2
        middle = min(max(at, left + half), right - half)
        taken = {
            each.row for each in placed if abs(each.middle - middle) < half + text_width(each.text, size) / 2 + _GAP
        }
        placed.append(Label(content, at, middle, min(set(range(len(placed) + 1)) - taken)))
    return placed


def _round_step(step: float) -> float:
    if not step > 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(step))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= step * 0.999)
