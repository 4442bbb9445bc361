"""Pictures: of whatever size the study is, nothing in them is cut, meets, or is too small to read."""

from __future__ import annotations

from typing import Any

import pytest
from sketching import (
    HOSTILE,
    design,
    outside,
    overlapping,
    sample_size,
    stability,
    steps,
    study,
    text_boxes,
    texts,
    type_sizes,
)

from regdocs.drawing.catalogue import PICTURES, UnknownPicture, draw
from regdocs.drawing.svg import Absent, Drawing, Look
from regdocs.language import LANGUAGES, Language
from regdocs.study.study import Study
from regdocs.submission.path import resolve

SIZES: list[tuple[str, Study]] = [
    *(("study-schema", study(design(arms))) for arms in range(1, 7)),
    *(("study-schema", study(design(arms, staged=True))) for arms in range(1, 9)),
    *(("study-schema", study(design(visits=visits))) for visits in range(21)),
    *(("study-schema", study(design(visits=visits, unit="days"))) for visits in (1, 6, 20)),
    *(("study-schema", study(design(arms, 20, HOSTILE, staged))) for arms in (1, 6) for staged in (False, True)),
    *(("dose-escalation", study(design(arms, staged=True))) for arms in range(2, 9)),
    *(("dose-escalation", study(design(arms, 20, HOSTILE, True))) for arms in (2, 3, 6)),
    *(("process-flow", study(steps=steps(count))) for count in range(1, 21)),
    *(("process-flow", study(steps=steps(count, controls=5))) for count in (1, 8, 20)),
    *(("process-flow", study(steps=steps(count, HOSTILE))) for count in (1, 11, 20)),
    *(("stability/cold", study(**stability(lots, tests))) for lots in range(1, 8) for tests in (1, 2, 3, 7)),
    *(("stability/cold", study(**stability(6, tests, HOSTILE))) for tests in (1, 2, 6)),
    *(("stability/cold", study(**stability(2, 4, times=times))) for times in (2, 12, 20)),
    ("stability/cold/t1", study(**stability())),
    ("sample-size", study(statistics=sample_size())),
    ("sample-size", study(statistics=sample_size(treatment_rate="0.16", per_arm=20_000))),
    ("sample-size", study(statistics=sample_size(control_rate="0.01", treatment_rate="0.99", per_arm=3))),
]
CASES = pytest.mark.parametrize(
    ("name", "made_of"), SIZES, ids=[f"{name}-{index}" for index, (name, _) in enumerate(SIZES)]
)


@CASES
@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_stands_inside_apart_and_readable(name: str, made_of: Study, language: Language) -> None:
    look = Look()
    drawing = draw(name, made_of, language, look)
    assert not outside(drawing.svg)
    assert not overlapping(drawing.svg)
    assert min(type_sizes(drawing.svg)) >= 8
    # Higher pictures are made smaller on the page, and their type with them.
    assert _height(drawing) <= look.height


@CASES
def test_a_picture_says_what_it_was_drawn_from(name: str, made_of: Study) -> None:
    drawing = draw(name, made_of, "ko", Look())
    assert drawing.alternative.strip()
    assert len(set(drawing.paths)) == len(drawing.paths) > 0
    for path in drawing.paths:
        assert resolve(made_of, path) is not None, path


def test_every_picture_is_tried() -> None:
    assert {name.split("/")[0] for name, _ in SIZES} == set(PICTURES)


def test_the_same_study_gives_the_same_picture() -> None:
    for name, made_of in SIZES[::5]:
        assert draw(name, made_of, "ko", Look()) == draw(name, made_of.model_copy(deep=True), "ko", Look())


def test_pictures_fit_narrower_and_wider_pages() -> None:
    for width in (380.0, 720.0):
        for name, made_of in SIZES[::7]:
            drawing = draw(name, made_of, "ko", Look(width, 900.0))
            assert not outside(drawing.svg), (name, width)
            assert not overlapping(drawing.svg), (name, width)


def test_markup_in_a_name_stays_text() -> None:
    drawing = draw("process-flow", study(steps=steps(1, "<script>&amp;")), "ko", Look())
    assert "<script" not in drawing.svg
    assert "<script>&amp; 0" in texts(drawing.svg)


def test_a_name_that_isnt_hostile_is_never_cut() -> None:
    name = "제대혈에서 분리한 단핵세포의 초대배양과 첫 번째 계대 및 세포형태의 확인"
    for count in (1, 6, 12):
        drawn = texts(draw("process-flow", study(steps=steps(count, name)), "ko", Look()).svg)
        assert "…" not in drawn
        assert drawn.replace("\n", "").replace(" ", "").count(name.replace(" ", "")) >= count


@pytest.mark.parametrize(
    ("name", "made_of", "path"),
    [
        ("study-schema", study(), "design.arms"),
        ("study-schema", study({"arms": []}), "design.arms"),
        ("process-flow", study(), "product.steps"),
        ("dose-escalation", study(), "design.stages"),
        ("dose-escalation", study(design(3)), "design.stages"),
        ("stability", study(), "product.stability"),
        ("stability/cold", study(), "product.stability[cold]"),
        ("stability/cold/none", study(**stability()), "product.stability[cold].results"),
        ("stability/cold", study(**stability(times=1)), "product.stability[cold].results"),
        ("sample-size", study(), "statistics.sample_size.control_rate"),
        ("sample-size", study(statistics=sample_size(per_arm=None)), "statistics.sample_size.per_arm"),
        ("sample-size", study(statistics=sample_size(alpha="1.5")), "statistics.sample_size.alpha"),
        ("sample-size", study(statistics=sample_size(treatment_rate="0.15")), "statistics.sample_size.treatment_rate"),
    ],
)
def test_what_is_lacking_is_named(name: str, made_of: Study, path: str) -> None:
    with pytest.raises(Absent) as raised:
        draw(name, made_of, "ko", Look())
    assert raised.value.path == path


@pytest.mark.parametrize("name", ["", "mona-lisa", "study-schema/x", "stability/a/b/c"])
def test_an_unknown_picture_is_refused(name: str) -> None:
    with pytest.raises(UnknownPicture):
        draw(name, study(design()), "ko", Look())


@pytest.mark.parametrize(
    "least",
    [
        {"arms": [{"id": "a", "name": "군", "kind": "experimental", "participants": 1}]},
        {
            "arms": [{"id": "a", "name": "군", "kind": "experimental", "participants": 0, "administration": "d"}],
            "administrations": [{"id": "d", "name": "투여", "route": "topical"}],
            "visits": [{"id": "v", "name": "방문"}],
        },
        {
            "arms": [{"id": "a", "name": "군", "kind": "experimental", "participants": 1}],
            "visits": [{"id": "v", "name": "방문", "at": "0 days"}],
        },
        {
            "arms": [{"id": "a", "name": "군", "kind": "experimental", "participants": 1}],
            "visits": [{"id": "v", "name": "선별", "earliest": "-2 weeks", "at": "0 weeks"}],
        },
    ],
)
def test_a_schema_needs_no_more_than_an_arm(least: dict[str, Any]) -> None:
    drawing = draw("study-schema", study(least), "ko", Look())
    assert "군" in texts(drawing.svg)
    assert not outside(drawing.svg)
    assert not overlapping(drawing.svg)


def test_a_lower_dose_begins_new_stairs() -> None:
    """Adults go up three levels, then children two: five levels, of which the fourth is lower than the third."""
    levels = design(5, staged=True)
    for administration, dose in zip(levels["administrations"], (1, 2, 3, 1, 2), strict=True):
        administration["dose"] = f"{dose}.0e6 cells/kg"
    boxes = {box.text: box for box in text_boxes(draw("dose-escalation", study(levels), "ko", Look()).svg)}
    assert boxes["군 0"].top > boxes["군 1"].top > boxes["군 2"].top
    assert boxes["군 3"].top > boxes["군 0"].top
    assert boxes["군 3"].top > boxes["군 4"].top
    assert boxes["군 3"].left < boxes["군 4"].left


def test_labels_are_korean_or_english() -> None:
    made_of = study({**design(2, staged=True), "follow_up": {"years": 5}})
    assert "장기추적조사(안)" in texts(draw("study-schema", made_of, "ko", Look()).svg)
    english = texts(draw("study-schema", made_of, "en", Look()).svg)
    assert "Long-term" in english
    assert "n = 10" in english


def test_the_axis_in_english_names_points_and_not_lengths_of_time() -> None:
    english = texts(draw("study-schema", study(design(2)), "en", Look()).svg)
    assert "Week 0" in english
    assert "Week -4 to day -1" in english
    assert "0 weeks" not in english


def test_a_single_dose_is_not_given_each_time() -> None:
    once = design(2)
    for administration in once["administrations"]:
        administration["times"] = ["0 days"]
    drawn = [texts(draw("study-schema", study(each), "en", Look()).svg) for each in (design(2), once)]
    assert ["each" in each for each in drawn] == [True, False]
    assert "once" in drawn[1]


def test_limits_and_shelf_life_are_named() -> None:
    drawn = texts(draw("stability/cold", study(**stability()), "ko", Look()).svg)
    assert "기준 80% 이상" in drawn
    assert "사용기한 24시간" in drawn


def test_a_shelf_life_for_another_condition_is_not_drawn() -> None:
    fields = stability()
    fields["storage"] = "≤ -150 °C"
    assert "사용기한" not in texts(draw("stability/cold", study(**fields), "ko", Look()).svg)


def _height(drawing: Drawing) -> float:
    return float(drawing.svg.split('viewBox="')[1].split('"')[0].split()[3])


def test_the_reader_of_pictures_sees_what_is_wrong() -> None:
    bad = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 50 20">'
        '<text x="5" y="10" font-size="9" text-anchor="start">가나다라</text>'
        '<text x="30" y="12" font-size="9" text-anchor="start">마바사아</text></svg>'
    )
    assert overlapping(bad) == [("가나다라", "마바사아")]
    assert outside(bad) == ["마바사아"]
    assert len(text_boxes(bad)) == 2
