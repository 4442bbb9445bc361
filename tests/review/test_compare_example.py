"""The example filing with edited fields: each change has its cause, each cause its places, and nothing else is told."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from random_documents import Editor
from round_filing import copy, revise
from tree_proof import proved

from regdocs.document.document import Document
from regdocs.document.lineage import fields
from regdocs.review.change import Comparison, Impact, Subject, Which, groups
from regdocs.review.compare import compare
from regdocs.review.flat import flat
from regdocs.review.line import plain
from regdocs.review.reasons import unexplained
from regdocs.review.rebuild import normal, rebuild
from regdocs.review.revision import Side as Opened
from regdocs.review.revision import side

EDITS = {
    'revision: "1.0"': 'revision: "1.1"',
    "dose: 2.0e7 cells": "dose: 1.0e7 cells",
    "      observation: 4 hours": "      observation: 6 hours",
    "      name: {ko: 세포생존율, en: Viability}\n      acceptance: ≥ 80%": (
        "      name: {ko: 세포생존율, en: Viability}\n      acceptance: ≥ 85%"
    ),
}
DOSE = "design.administrations[cells].dose"
OBSERVATION = "design.administrations[cells].observation"
VEHICLE = "design.administrations[vehicle].observation"


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Opened, Opened]]:
    folder = tmp_path_factory.mktemp("diff")
    old, new = copy(folder / "old"), copy(folder / "new")
    revise(new, EDITS)
    with side(str(old)) as before, side(str(new)) as after:
        yield before, after


@pytest.fixture(scope="module")
def comparison(sides: tuple[Opened, Opened]) -> Comparison:
    return compare(*sides)


def test_both_revisions_come_back(comparison: Comparison) -> None:
    for document in comparison.documents:
        assert document.old is not None
        assert document.new is not None
        assert rebuild(document, Which.OLD) == normal(document.old)
        assert rebuild(document, Which.NEW) == normal(document.new)


def test_the_fields_are_those_that_were_edited(comparison: Comparison) -> None:
    assert [field.path for field in comparison.fields] == [
        "revision",
        "product.tests[viability].acceptance",
        DOSE,
        OBSERVATION,
        VEHICLE,
    ]


def test_every_change_has_one_of_them_as_its_cause(comparison: Comparison) -> None:
    assert comparison.changes
    assert [change for change in comparison.changes if not change.causes] == []


def test_no_place_is_missed(comparison: Comparison) -> None:
    """Wherever the text of a section differs a change is told, and only there."""
    told = {(change.document, change.section) for change in comparison.changes if change.subject is not Subject.HEAD}
    for document in comparison.documents:
        assert document.old is not None
        assert document.new is not None
        before, after = _texts(document.old), _texts(document.new)
        assert before.keys() == after.keys()
        for section in before:
            # Pictures are drawn anew without a word in the text of their section.
            shown = any(
                change.subject is Subject.FIGURE
                for change in comparison.changes
                if (change.document, change.section) == (document.id, section)
            )
            assert ((document.id, section) in told) == (before[section] != after[section] or shown)


def _texts(document: Document) -> dict[str, str]:
    """The own text of each section; "" is the cover."""
    sections = {section.id: section.blocks for section in document.walk()} | {"": document.cover}
    return {name: "\n".join(plain(flat(block, "ko")) for block in blocks) for name, blocks in sections.items()}


def test_one_field_that_echoes_is_one_group_with_all_its_places(comparison: Comparison) -> None:
    group = next(each for each in groups(comparison) if each.field is not None and each.field.path == DOSE)
    assert len({change.document for change in group.changes}) >= 4
    assert len(group.changes) >= 9
    assert group.field is not None
    assert group.field.factor == 0.5
    assert {change.id for change in group.changes} <= set(group.field.changes)


def test_places_are_the_sections_that_print_the_field(comparison: Comparison, sides: tuple[Opened, Opened]) -> None:
    field = next(each for each in comparison.fields if each.path == OBSERVATION)
    printed = _printing(sides[1].documents, OBSERVATION)
    assert {(place.document, place.section) for place in field.places} >= printed
    assert printed


def _printing(documents: Sequence[Document], path: str) -> set[tuple[str, str]]:
    return {(each.id, section) for each in documents for printed, section in fields(each) if printed == path}


def test_the_classes(comparison: Comparison) -> None:
    impacts = {
        change.causes[0]: change.assessment.impact for change in comparison.changes if change.assessment is not None
    }
    assert impacts[DOSE] is Impact.IMPORTANT
    assert impacts["revision"] is Impact.WORDING


def test_reasons_are_asked_for_but_not_of_the_revision_itself(comparison: Comparison) -> None:
    asked = {finding.place.path for finding in unexplained(comparison)}
    assert asked == {"product.tests[viability].acceptance", DOSE, OBSERVATION, VEHICLE}


def test_the_same_filing_has_no_changes(sides: tuple[Opened, Opened]) -> None:
    same = compare(sides[0], sides[0])
    assert (same.changes, same.fields) == ((), ())


def test_only_some_papers(sides: tuple[Opened, Opened]) -> None:
    some = compare(*sides, documents=frozenset({"synopsis"}))
    assert {change.document for change in some.changes} == {"synopsis"}


def test_changed_prose_is_classed_by_its_section(sides: tuple[Opened, Opened], tmp_path: Path) -> None:
    folder = copy(tmp_path / "prose")
    path = folder / "narrative" / "research-plan" / "population.md"
    text = path.read_text("utf-8")
    lines = text.split("\n")
    index = next(i for i, line in enumerate(lines) if line.endswith("다.") and "{{" not in line)
    lines[index] = lines[index].removesuffix("다.") + "다. 이 문장은 새로 적었다."
    path.write_text("\n".join(lines), "utf-8")
    with side(str(folder)) as new:
        (change,) = compare(sides[0], new, documents=frozenset({"research-plan"})).changes
    assert change.causes == ()
    assert change.assessment is not None
    assert change.assessment.categories == ("eligibility",)
    assert change.after_text == f"{change.before_text} 이 문장은 새로 적었다."


def test_the_law_datas_sections_are_sections_of_the_papers(sides: tuple[Opened, Opened]) -> None:
    known = {f"{document.id}/{section.id}" for document in sides[0].documents for section in document.walk()}
    known |= {document.id for document in sides[0].documents}
    named = {each for category in sides[0].template_set.law.changes.categories for each in category.sections}
    assert named
    assert named <= known


@pytest.mark.parametrize("seed", range(6))
def test_random_edits_of_the_papers(sides: tuple[Opened, Opened], seed: int) -> None:
    chance = random.Random(seed)
    for document in chance.sample(sides[0].documents, 4):
        proved(document, Editor(chance).edited(document, 12))
