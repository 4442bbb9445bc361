"""The summary for a pull request: it names places as one looks them up, and stays below the length that one takes."""

from __future__ import annotations

from msgspec.structs import replace
from two_editions import comparison, paper, section, text

from regdocs.language import Bilingual
from regdocs.review.as_markdown import to_markdown
from regdocs.review.as_text import to_text
from regdocs.review.change import Edition
from regdocs.review.compare import compare_trees

MOST = 65_536
"""GitHub takes no longer description."""


def test_a_summary_of_thousands_of_changes_fits_and_says_what_is_left_out() -> None:
    def edition(word: str) -> tuple[Edition, tuple[object, ...]]:
        paragraphs = (
            text(f"{number}번째 문단은 저마다 다른 말을 하며 {number}{word}라고 한다.") for number in range(2000)
        )
        return Edition(word, Bilingual("과제")), (replace(paper("plan", section("dose", "1", *paragraphs))),)

    (old, before), (new, after) = edition("가"), edition("나")
    found = compare_trees(before, after, (old, new))  # type: ignore[arg-type]
    assert len(found.changes) == 2000
    said = to_markdown(found)
    assert len(said) < MOST
    assert said.count("changes.json에 있음") == 2


def test_a_place_is_told_with_the_numbers_above_it() -> None:
    found = comparison()
    assert "3-1 가. inner 절" in to_text(found)
    assert "3-1 가. inner 절" in to_markdown(found)
