"""The sample-size curve: power against the number of participants per arm, for the two rates that were assumed."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from statistics import NormalDist

from regdocs.drawing import chart, svg, words
from regdocs.drawing.scale import Linear, round_marks
from regdocs.drawing.svg import SMALL, Absent, Drawing, Look
from regdocs.drawing.text import wrap
from regdocs.language import Language
from regdocs.study.study import Study

_PLOT, _TOP = 150.0, 20.0
_NEEDED = ("control_rate", "treatment_rate", "alpha", "power", "per_arm")
_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The comparison of two proportions by the normal approximation with pooled variance (Fleiss, Levin, Paik 2003, 4.2).

    `critical` is the normal quantile of the significance level, halved where the test is two-sided.
    """

    control: float
    treatment: float
    critical: float

    def power(self, per_arm: float, corrected: bool = False) -> float:
        """The power with `per_arm` participants in each arm; with Yates' continuity correction where `corrected`."""
        difference = abs(self.treatment - self.control)
        root = math.sqrt(per_arm) - (1 / (difference * math.sqrt(per_arm)) if corrected else 0.0)
        mean = (self.control + self.treatment) / 2
        pooled = math.sqrt(2 * mean * (1 - mean))
        separate = math.sqrt(self.control * (1 - self.control) + self.treatment * (1 - self.treatment))
        return _NORMAL.cdf((difference * root - self.critical * pooled) / separate)

    def per_arm(self, power: float, corrected: bool = False) -> int:
        """The least number per arm that reaches `power`."""
        high = 2
        while self.power(high, corrected) < power:
            high *= 2
        low = 1
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self.power(middle, corrected) >= power else (middle + 1, high)
        return high


def sample_size_curve(study: Study, language: Language, look: Look) -> Drawing:
    """The curve without and with continuity correction, with the power asked for and the number per arm.

    Raises `Absent` for an assumption that isn't there or from which nothing can be computed.
    """
    sample = study.statistics.sample_size if study.statistics else None
    for name in _NEEDED:
        if getattr(sample, name, None) is None:
            raise Absent(f"statistics.sample_size.{name}")
    assert sample
    assert sample.control_rate is not None
    assert sample.treatment_rate is not None
    assert sample.alpha is not None
    assert sample.power is not None
    assert sample.per_arm is not None
    for name in _NEEDED[:4]:
        if not 0 < getattr(sample, name) < 1:
            raise Absent(f"statistics.sample_size.{name}")
    if abs(sample.treatment_rate - sample.control_rate) < Decimal("0.001") or not 2 <= sample.per_arm <= 1_000_000:
        raise Absent("statistics.sample_size.treatment_rate")
    tail = float(sample.alpha) / (2 if sample.two_sided else 1)
    comparison = Comparison(float(sample.control_rate), float(sample.treatment_rate), _NORMAL.inv_cdf(1 - tail))
    curves = _Curves(comparison, float(sample.power), sample.per_arm, language)
    legend, legend_height = chart.legend(list(curves.entries()), _TOP + _PLOT + chart.AXIS_HEIGHT + 6, look)
    results = [line for each in curves.results() for line in wrap(each, look.width - 8, SMALL)]
    height = _TOP + _PLOT + chart.AXIS_HEIGHT + 6 + legend_height
    elements = [*curves.elements(look), *legend, *svg.lines(4, height, results, SMALL)]
    alternative = curves.alternative(sample.control_rate, sample.treatment_rate, sample.alpha, sample.two_sided)
    drawing = svg.picture(look, height + svg.height_of(results, SMALL) + 4, elements, alternative)
    paths = tuple(f"statistics.sample_size.{name}" for name in (*_NEEDED, "two_sided"))
    return Drawing(drawing, alternative, paths)


@dataclass(frozen=True, slots=True)
class _Curves:
    """The two curves and the marks on them."""

    comparison: Comparison
    target: float
    chosen: int
    language: Language

    def elements(self, look: Look) -> Iterator[str]:
        least, most = self._range()
        left, right = 42.0, look.width - 10
        frame = chart.Frame(Linear(least, most, left, right), Linear(0, 100, _TOP + _PLOT, _TOP), left, right)
        yield svg.text(4, 2 + svg.baseline(SMALL), words.POWER.text(self.language), SMALL)
        yield from chart.axes(
            frame, round_marks(least, most, 8), words.PER_ARM.text(self.language), (0, 20, 40, 60, 80, 100)
        )
        target, chosen = frame.y(self.target * 100), frame.x(self.chosen)
        yield svg.line([(left, target), (right, target)], _TARGET, 1.3, "7 3")
        yield svg.line([(chosen, _TOP), (chosen, _TOP + _PLOT)], svg.INK, 1.0, "1.5 2")
        for index, corrected in enumerate((False, True)):
            steps = [least + (most - least) * step / 80 for step in range(81)]
            points = [frame.at(each, 100 * self.comparison.power(each, corrected)) for each in steps]
            yield svg.line(points, chart.colour(index), 1.6, chart.dash(index))
            yield from chart.mark(index, *frame.at(self.chosen, 100 * self.comparison.power(self.chosen, corrected)))

    def entries(self) -> Iterator[chart.Entry]:
        yield chart.series_entry(0, self._curve(False))
        yield chart.series_entry(1, self._curve(True))
        yield chart.Entry(f"{words.TARGET.text(self.language)} {_percent(self.target)}", _TARGET, 1.3, "7 3")
        yield chart.Entry(words.per_arm(self.chosen, self.language), svg.INK, 1.0, "1.5 2")

    def results(self) -> list[str]:
        """What the curves say: the power of the chosen number, and the number that the power asks for."""
        powers = [_percent(self.comparison.power(self.chosen, corrected)) for corrected in (False, True)]
        needed = [
            words.persons(self.comparison.per_arm(self.target, corrected), self.language) for corrected in (False, True)
        ]
        chosen = words.per_arm(self.chosen, self.language)
        return [
            words.REACHED.text(self.language).format(chosen=chosen, powers=powers),
            words.NEEDED.text(self.language).format(target=_percent(self.target), needed=needed),
        ]

    def alternative(self, control: Decimal, treatment: Decimal, alpha: Decimal, two_sided: bool) -> str:
        sides = (words.TWO_SIDED if two_sided else words.ONE_SIDED).text(self.language)
        assumed = words.ASSUMED.text(self.language).format(
            control=_percent(float(control)), treatment=_percent(float(treatment)), sides=sides, alpha=f"{alpha:f}"
        )
        return " ".join((assumed, *self.results()))

    def _curve(self, corrected: bool) -> str:
        return (words.CORRECTED if corrected else words.UNCORRECTED).text(self.language)

    def _range(self) -> tuple[float, float]:
        """From a few participants to where even the lower curve is well above the power asked for."""
        enough = self.comparison.per_arm(min(0.98, self.target + (1 - self.target) * 0.7), True)
        return 2.0, float(max(enough, round(self.chosen * 1.3), 10))


_TARGET = "#8c1d18"


def _percent(share: float) -> str:
    return f"{share * 100:.1f}".removesuffix(".0") + "%"
