"""study.yaml compared: typed values, list items by their ids, and the class that the law data gives each change."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from regdocs.regulation.law import Law
from regdocs.regulation.load import load as load_law
from regdocs.review.change import FieldChange, Impact, Stage
from regdocs.review.fields import compare_studies
from regdocs.review.impact import Assessor, label
from regdocs.study.study import Study
from regdocs.submission.source import read
from regdocs.template_set.load import shipped

STUDY = (Path(__file__).parent.parent / "compose" / "study.yaml").read_text("utf-8")


def study(*edits: tuple[str, str]) -> Study:
    text = STUDY
    for before, after in edits:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return read(text.encode(), "study.yaml").validate(Study)


def changes(*edits: tuple[str, str]) -> list[FieldChange]:
    return list(compare_studies(study(), study(*edits)))


DOSE = "design.administrations[msc].dose"
ARM = "design.administrations[msc].sites[arm]"


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (("dose: 2.0e7 cells", "dose: 4.0e7 cells"), [(DOSE, "changed", "2.0e7 cells", "4.0e7 cells")]),
        (("dose: 2.0e7 cells", "dose: 20,000,000 cells"), [(DOSE, "notation", "2.0e7 cells", "20000000 cells")]),
        (("dose: 2.0e7 cells", "dose: 2.0×10⁷ cells"), []),
        (("volume: 1 mL", "volume: 0.001 L"), [("product.volume", "notation", "1 mL", "0.001 L")]),
        (("volume: 1 mL", "volume: 2 L"), [("product.volume", "changed", "1 mL", "2 L")]),
        (("date: 2026-11-22", "date: 2026-12-01"), [("filing.date", "changed", "2026-11-22", "2026-12-01")]),
        (("≥ 80 %", "≥ 85 %"), [("product.tests[viability].acceptance", "changed", "80% 이상", "85% 이상")]),
        (("≥ 80 %", "'> 80 %'"), [("product.tests[viability].acceptance", "changed", "80% 이상", "80% 초과")]),
        (("times: [0 weeks, 4 weeks]", "times: [0 weeks, 4 weeks, 8 weeks]"),
         [("design.administrations[msc].times[2]", "added", None, "8 weeks")]),
        (("times: [0 weeks, 4 weeks]", "times: [0 weeks, 6 weeks]"),
         [("design.administrations[msc].times[1]", "changed", "4 weeks", "6 weeks")]),
        (("{id: arm, name: 팔, injections: 2}, {id: belly, name: 배, injections: 3}",
          "{id: belly, name: 배, injections: 3}, {id: arm, name: 팔, injections: 2}"),
         [("design.administrations[msc].sites", "reordered", "arm, belly", "belly, arm")]),
        (("{id: arm, name: 팔, injections: 2}, {id: belly, name: 배, injections: 3}",
          "{id: belly, name: 배, injections: 4}"),
         [("design.administrations[msc].sites[belly].injections", "changed", 3, 4), (ARM, "removed", "팔", None)]),
        (("  volume: 1 mL\n", ""), [("product.volume", "removed", "1 mL", None)]),
        (("title: {ko: 아토피피부염 연구, en: Atopic dermatitis study}", "title: {ko: 아토피피부염 연구, en: A study}"),
         [("title.en", "changed", "Atopic dermatitis study", "A study")]),
        (("title: {ko: 아토피피부염 연구, en: Atopic dermatitis study}", "title: {ko: 건선 연구, en: A study}"),
         [("title", "changed", "아토피피부염 연구", "건선 연구")]),
        (("origin: allogeneic", "origin: autologous"), [("product.origin", "changed", "allogeneic", "autologous")]),
        (("disease:", "registration: KCT1\ndisease:"), [("registration", "added", None, "KCT1")]),
        (("roles: [principal_investigator, site_lead]", "roles: [site_lead, principal_investigator]"),
         [("people[kim].roles", "reordered", "principal_investigator, site_lead", "site_lead, principal_investigator")]),
    ],
)  # fmt: skip
def test_what_changed(edit: tuple[str, str], expected: list[tuple[str, str, object, object]]) -> None:
    assert [(each.path, each.kind.value, each.old, each.new) for each in changes(edit)] == expected


def test_nothing_changed() -> None:
    assert changes() == []


def test_how_far_a_value_went() -> None:
    dose, date, volume = changes(
        ("dose: 2.0e7 cells", "dose: 4.0e7 cells"), ("date: 2026-11-22", "date: 2026-12-01"), ("volume: 1 mL", "volume: 2 L")
    )[-1], *changes(("date: 2026-11-22", "date: 2026-12-01")), *changes(("volume: 1 mL", "volume: 2 L"))  # fmt: skip
    assert (dose.factor, dose.days) == (2.0, None)
    assert (date.factor, date.days) == (None, 9)
    assert volume.factor == 2000
    assert dose.title is not None
    assert dose.title.ko == "투여"
    assert (dose.old_text and dose.old_text.ko, dose.new_text and dose.new_text.ko) == (
        "2.0×10⁷ cells",
        "4.0×10⁷ cells",
    )


@cache
def law() -> Law:
    return load_law(shipped() / "kr-high-risk" / "law")


@pytest.mark.parametrize(
    ("edit", "impact", "categories"),
    [
        (("dose: 2.0e7 cells", "dose: 4.0e7 cells"), Impact.IMPORTANT, ["administration", "dose"]),
        (("≥ 80 %", "≥ 85 %"), Impact.IMPORTANT, ["cells"]),
        (("name: 이간호", "name: 박간호"), Impact.IMPORTANT, ["other"]),
        (("volume: 1 mL", "volume: 0.001 L"), Impact.WORDING, []),
        (("date: 2026-11-22", "date: 2026-12-01"), Impact.WORDING, []),
        (("disease:", "registration: KCT1\ndisease:"), Impact.REPORT, []),
    ],
)
def test_how_it_stands_to_the_list(edit: tuple[str, str], impact: Impact, categories: list[str]) -> None:
    (change,) = changes(edit)
    found = Assessor(law(), Stage.APPROVED).field(change)
    assert (found.impact, list(found.categories)) == (impact, categories)
    assert any("제8조" in each.ko for each in found.citations)


def test_reading_the_list_as_that_of_important_changes_is_no_more_than_an_inference() -> None:
    (change,) = changes(("dose: 2.0e7 cells", "dose: 4.0e7 cells"))
    assert Assessor(law(), Stage.APPROVED).field(change).confidence == "I"


def test_a_review_that_runs_and_a_plan_that_was_found_suitable_are_kept_apart() -> None:
    (change,) = changes(("dose: 2.0e7 cells", "dose: 4.0e7 cells"))
    review, approved = (Assessor(law(), stage).field(change) for stage in (Stage.REVIEW, Stage.APPROVED))
    assert not {each.ko for each in review.citations} & {"복지부고시 제8조제1항", "복지부고시 제8조제2항"}
    assert review.citations != approved.citations
    for impact in Impact:
        assert label(impact, Stage.REVIEW) != label(impact, Stage.APPROVED)
        assert "가능성" in label(Impact.IMPORTANT, Stage.APPROVED).ko
    assert "장관이 결정" in label(Impact.IMPORTANT, Stage.APPROVED).ko


def test_every_category_of_the_law_data_has_fields_or_sections() -> None:
    assert all(each.fields or each.sections for each in law().changes.categories)
