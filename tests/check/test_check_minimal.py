"""The smallest example holds no more than the law and the pages ask for: what could be left out is named here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import deleting
import pytest
from deleting import Example, leaves

from regdocs.finding import Severity

MINIMAL = Path(__file__).parents[2] / "submissions" / "minimal-2026"
SPARE = {
    "design.administrations[infusion].dose": "a study without a dose can't be judged, though the law names none",
    "population.minimum_age": "adults only, so that no parents are asked",
    "institutions[hospital].departments": "one number of people would do for each department",
    "people": "people are called by department and telephone",
    "design.endpoints": "endpoints that belong to visits and activities can be scheduled",
    "design.visits[screening].earliest": "screening takes a span of time",
    "design.arms[treated].administration": "the flow of the study is drawn from it",
    "safety.reporting[serious].within": "the institution's own hours",
}
"""Paths, each for what lies below it too, that a check wouldn't miss."""


@pytest.fixture(scope="module")
def minimal() -> Iterator[Example]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(deleting, "EXAMPLE", MINIMAL)
        yield Example()


@pytest.mark.parametrize("start", range(3))
def test_what_is_left_out_is_missed(minimal: Example, start: int) -> None:
    """Every twelfth value: a check that takes all of them takes a minute."""
    spare = []
    for path, keys in list(leaves(minimal.source.data))[start * 4 :: 12]:
        if all(finding.severity is Severity.NOTE for finding in minimal.told(path, keys)):
            spare.append(path)
    assert [path for path in spare if not any(path.startswith(known) for known in SPARE)] == []
