"""A study unlike the examples: a sheet made of stem cells from a biopsy, put in by surgery, without secondary endpoints."""

from __future__ import annotations

from decimal import Decimal

import pytest
from consenting import DONOR, SUBJECT, Change, example, made, setting, template_set, whole

from regdocs.formats.pdf.characters import substitutes
from regdocs.language import Bilingual
from regdocs.regulation.plain import plain
from regdocs.study.product import Collection, Device
from regdocs.study.quantity import Quantity
from regdocs.study.study import Study
from regdocs.study.terms import CellType, EndpointLevel, Route

SHEET = [
    setting("product.size", Bilingual("4 mm × 2 mm")),
    setting("product.volume", None),
    setting("product.starting_cell", CellType.INDUCED_PLURIPOTENT_STEM_CELL),
]


def by_surgery(study: Study) -> Study:
    assert study.design is not None
    given = tuple(each.model_copy(update={"route": Route.SUBRETINAL}) for each in study.design.administrations)
    return setting("design.administrations", given)(study)


def with_primary_endpoints_alone(study: Study) -> Study:
    assert study.design is not None
    endpoints = tuple(each for each in study.design.endpoints if each.level is EndpointLevel.PRIMARY)
    return setting("design.endpoints", endpoints)(study)


@pytest.mark.parametrize(
    ("amount", "korean", "english"),
    [("0.1 g", "0.1 g", "0.1 g"), ("2 조각", "2조각", "2 pieces"), ("28 mm2", "28 mm²", "28 mm²")],
)
def test_what_is_taken_is_measured_as_tissue_is(amount: str, korean: str, english: str) -> None:
    taken = Collection.model_validate({"amount": amount}).amount
    assert taken is not None
    assert (taken.text("ko"), taken.text("en")) == (korean, english)


def test_a_sheet_has_its_size_where_it_has_no_volume() -> None:
    text = whole(made("cell-standards", *SHEET))
    assert "1개 용기 기준: 2.0×10⁷ cells/4 mm × 2 mm" in text
    assert "역분화줄기세포" in text


def test_cells_made_of_pluripotent_cells_are_under_the_law_of_these() -> None:
    study = example().study
    law = template_set().law
    assert not law.conditions.evaluate("pluripotent", plain(study))
    for change in SHEET:
        study = change(study)
    assert law.conditions.evaluate("pluripotent and stem_cells", plain(study))


def test_a_biopsy_is_printed_by_its_weight() -> None:
    assert "약 0.1 g" in whole(made(DONOR, setting("product.collection.amount", Quantity(Decimal("0.1"), "g"))))


def test_consent_explains_the_surgical_route_and_the_device() -> None:
    device: Change = setting("product.device", Device(id="scaffold", name=Bilingual("생분해성 지지체")))
    text = whole(made(SUBJECT, by_surgery, device))
    assert "망막하 이식은 수술로 눈 속의 망막 아래에 넣는 것입니다." in text
    assert "의료기기인 생분해성 지지체와 함께 넣습니다." in text


def test_consent_says_how_long_before_the_first_administration_one_comes() -> None:
    text = whole(made(SUBJECT))
    assert "10⁵은 10만 개" in text
    design = example().study.design
    assert design is not None
    first = design.visits[0]
    assert first.at is not None
    assert first.at.magnitude < 0
    assert f"첫 투여 {abs((first.earliest or first.at).magnitude)}" in text


def test_the_summary_has_no_row_for_endpoints_that_a_study_lacks() -> None:
    assert "이차 평가변수" in whole(made("synopsis"))
    text = whole(made("synopsis", with_primary_endpoints_alone))
    assert "일차 평가변수" in text
    assert "이차 평가변수" not in text
    assert "안전성 평가변수" not in text
    assert "Secondary endpoints" not in text


def test_objectives_are_called_objectives() -> None:
    assert "일차 목적" in whole(made("research-plan"))


def test_powers_of_ten_are_drawn_alike_where_a_font_has_some_of_their_digits() -> None:
    assert ord("⁴") in substitutes(frozenset(map(ord, "0123456789²⁴")))[1]
    assert ord("²") not in substitutes(frozenset(map(ord, "0123456789²⁴")))[1]
    assert substitutes(frozenset(map(ord, "0123456789⁰¹²³⁴⁵⁶⁷⁸⁹")))[1].keys() <= set(map(ord, "⁺⁻⁽⁾ⁿ"))
