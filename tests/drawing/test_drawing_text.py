"""Text in pictures: what is left of it, how wide it is, where it is broken; marks on axes."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regdocs.drawing import svg
from regdocs.drawing.chart import number_text
from regdocs.drawing.scale import place_labels, round_marks, rounded
from regdocs.drawing.text import clean, runs, text_width, wrap
from regdocs.drawing.words import opening

NANUM = Path("/usr/share/fonts/truetype/nanum/NanumGothic.ttf")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


def test_text_is_one_visible_line() -> None:
    assert clean(" 가\n나\t다 \u202e\u200b라\x00 ") == "가 나 다 라"
    assert clean("−5 µm") == "–5 μm"


def test_raised_digits_are_set_small_and_the_line_goes_on() -> None:
    assert runs("1.0×10⁸ cells") == [("1.0×10", 0), ("8", 1), (" cells", 0)]
    element = ElementTree.fromstring(svg.text(0, 0, "10⁸ H₂", 10))
    assert "".join(element.itertext()) == "108 H2"
    shifts = [float(part.attrib["dy"]) for part in element]
    assert sum(shifts[:2]) == pytest.approx(0)


def test_english_words_begin_a_line_with_a_capital_and_symbols_stay() -> None:
    assert opening("open label") == "Open label"
    assert [opening(each) for each in ("pH of the medium", "qPCR", "p24", "mL", "세척", "")] == [
        "pH of the medium",
        "qPCR",
        "p24",
        "mL",
        "세척",
        "",
    ]


@given(TEXTS, st.floats(20, 400))
def test_lines_are_no_wider_than_asked_and_lose_nothing(text: str, width: float) -> None:
    lines = wrap(text, width, 9)
    assert all(text_width(line, 9) <= width or len(line) == 1 for line in lines)
    assert "".join(lines).replace(" ", "") == clean(text).replace(" ", "")


@given(TEXTS, st.integers(1, 4))
def test_at_most_so_many_lines(text: str, most: int) -> None:
    lines = wrap(text, 60, 9, most)
    assert len(lines) <= most
    assert all(text_width(line, 9) <= 60 for line in lines)


@given(TEXTS)
def test_any_text_is_well_formed_markup(text: str) -> None:
    assert "".join(ElementTree.fromstring(svg.text(1, 2, text)).itertext()) is not None


@pytest.mark.skipif(not NANUM.is_file(), reason="NanumGothic isn't installed")
def test_text_is_never_wider_in_print_than_estimated() -> None:
    from fontTools.ttLib import TTFont

    with TTFont(NANUM) as font:
        widths, characters = font["hmtx"], font.getBestCmap()
        too_wide = {
            chr(code): (widths[name][0] / font["head"].unitsPerEm, text_width(chr(code), 1))
            for code, name in characters.items()
            if widths[name][0] / font["head"].unitsPerEm > text_width(clean(chr(code)), 1) + 0.001
            and runs(clean(chr(code))) == [(chr(code), 0)]
        }
    assert not too_wide


def test_axis_marks_are_round() -> None:
    assert round_marks(0, 60, 6) == [0, 10, 20, 30, 40, 50, 60]
    assert rounded(78.9, 96.2, 5) == (75, 100)
    assert [number_text(each, (0, 0.25, 0.5)) for each in (0, 0.25, 0.5)] == ["0.00", "0.25", "0.50"]
    assert number_text(1e8, (0, 1e8, 2e8)) == "1.0×10⁸"
    assert number_text(1500, (0, 500, 1000, 1500)) == "1,500"


@given(st.lists(st.tuples(st.floats(50, 350), st.sampled_from(["0주", "12주", "24개월", "-28일~-1일"])), max_size=25))
def test_labels_never_meet(labels: list[tuple[float, str]]) -> None:
    placed = place_labels(labels, 9, 20, 400)
    assert len(placed) == len(labels)
    for index, one in enumerate(placed):
        for other in placed[:index]:
            apart = abs(one.middle - other.middle) >= (text_width(one.text, 9) + text_width(other.text, 9)) / 2
            assert one.row != other.row or apart
