"""Power and numbers per arm against published tables and the exact figures of the textbook's formulas."""

from __future__ import annotations

import pytest
from sketching import sample_size, study, texts

from regdocs.drawing.catalogue import draw
from regdocs.drawing.sample_size import Comparison
from regdocs.drawing.svg import Look

CRITICAL = 1.959964


@pytest.mark.parametrize(
    ("control", "treatment", "power", "uncorrected", "corrected"),
    [
        # Fleiss, Levin, Paik, Statistical Methods for Rates and Proportions, 3rd ed., table A.4 (with correction).
        (0.60, 0.70, 0.80, 356, 376),
        (0.15, 0.50, 0.80, 27, 33),
        (0.50, 0.15, 0.80, 27, 33),
    ],
)
def test_numbers_per_arm(control: float, treatment: float, power: float, uncorrected: int, corrected: int) -> None:
    comparison = Comparison(control, treatment, CRITICAL)
    assert comparison.per_arm(power) == uncorrected
    assert comparison.per_arm(power, True) == corrected


def test_the_number_is_the_least_that_reaches_the_power() -> None:
    for treatment in (0.2, 0.35, 0.6, 0.95):
        comparison = Comparison(0.1, treatment, CRITICAL)
        for corrected in (False, True):
            number = comparison.per_arm(0.9, corrected)
            assert comparison.power(number, corrected) >= 0.9 > comparison.power(number - 1, corrected)


def test_correction_costs_power() -> None:
    comparison = Comparison(0.15, 0.5, CRITICAL)
    assert all(comparison.power(number, True) < comparison.power(number) for number in range(2, 100))


def test_one_sided_needs_fewer_people() -> None:
    two, one = (
        texts(draw("sample-size", study(statistics=sample_size(two_sided=sides)), "ko", Look()).svg)
        for sides in (True, False)
    )
    assert "연속성 수정 없음 27명" in two
    assert "연속성 수정 없음 22명" in one
