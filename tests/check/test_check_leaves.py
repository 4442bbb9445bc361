"""Every value of the example deleted in turn: each is named with its line, or it is known why nothing is said."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context

import pytest
from deleting import Example, Keys, leaves, names

OPTIONAL = {
    "without it a default holds, which is printed or harmless": """
        revision short_title filing.law_as_of filing.document_prefix attachments[].language
        population.sex contracts[].institution attachments[].institution contracts[].title
        institutions[].licences[].title processing_facilities[].licences[].title organisations[].licences[].title
        people[].licences[].title
    """,
    "a flag: left out means no, which the documents then say": """
        filing.combined_review filing.foreign_data processing_facilities[].files_directly product.genetically_modified
        product.animal_cells product.steps[].critical product.materials[].animal_derived product.tests[].conditional
        design.activities[].central population.lacks_capacity statistics.sample_size.two_sided consent.human_material
        consent.genetic_testing budget.insurance_coverage_requested
    """,
    "a particular of an address that not everybody has": """
        filing.letter.reviewer filing.letter.homepage institutions[].registration_number institutions[].fax
        institutions[].email processing_facilities[].head_title processing_facilities[].registration_number
        processing_facilities[].telephone processing_facilities[].fax processing_facilities[].email
        organisations[].head_title organisations[].telephone organisations[].address organisations[].head
        people[].telephone people[].email
    """,
    "a remark, or what applies to some items only; left out it says that there is nothing to remark": """
        disease.code announced[].confidence announced[].date filing.consultations
        institutions[].facilities[].beyond_designation institutions[].equipment[].beyond_designation
        people[].careers[].until design.period.note population.wash_outs[].note
        milestones[].note safety.reporting[].note design.visits[].note design.visits[].window design.visits[].earliest
        design.activities[].note design.activities[].group design.activities[].sheet
        design.activities[].records[].unit design.activities[].records[].options
        design.administrations[].premedication design.stages[].staggering design.stages[].decision
        design.sheets[].instruction design.sheets[].columns design.sheets[].scoring design.sheets[].filled_by
        design.sheets[].source design.sheets[].permission design.sheets[].options design.sheets[].rows[].options
        population.inclusion[].reason population.exclusion[].reason statistics.interim consent.vulnerable
        compensation.insurance.policy budget.items[].group product.tests[].bank product.tests[].reference_standard
        attachments[].summary attachments[].valid_until nonclinical[].subject necessity.comparators[].kind
        organisations[].licences[].valid_until
    """,
    "what some kinds have and others can't: endpoints over the whole study, work without animals, tests that release nothing": """
        design.endpoints[].objective design.endpoints[].at design.endpoints[].analysis nonclinical[].route
        nonclinical[].groups product.tests[].suitability product.tests[].basis product.steps[].passage
        product.materials[].residue attachments[].date
    """,
    "one of two is enough: a publication or a registration": """
        clinical_experience[].reference clinical_experience[].registration
    """,
    "left out it means without delay": """
        safety.reporting[].within
    """,
    "a number of people or rooms that a blank stands for": """
        institutions[].departments[].physicians institutions[].departments[].nurses institutions[].departments[].others
        institutions[].facilities[].count processing_facilities[].rooms[].count
    """,
}
"""Patterns of field paths by the reason why their absence is no finding."""


@cache
def example() -> Example:
    return Example()


def slipped(leaf: tuple[str, Keys]) -> str | None:
    """The path, where nothing names it once it is gone."""
    path, keys = leaf
    return None if any(names(finding, path, keys) for finding in example().told(path, keys)) else path


def pattern(path: str) -> str:
    return re.sub(r"\[[^\]]*\]", "[]", path)


def patterns(*texts: str) -> set[str]:
    return {name for text in texts for name in text.split()}


def all_leaves() -> list[tuple[str, Keys]]:
    return list(leaves(example().source.data))


def one_of_each_kind(every: Iterable[tuple[str, Keys]]) -> Iterable[tuple[str, Keys]]:
    return {pattern(path): (path, keys) for path, keys in every}.values()


def _slipped(every: Iterable[tuple[str, Keys]]) -> list[str]:
    if not hasattr(os, "fork"):
        return [path for path in map(slipped, every) if path]
    example()
    with ProcessPoolExecutor(os.cpu_count(), get_context("fork")) as pool:
        return [path for path in pool.map(slipped, every, chunksize=20) if path]


@pytest.mark.slow
def test_each_value_is_named_with_its_line_once_it_is_gone() -> None:
    # One value of each kind, so that the proof ends in a minute or two; REGDOCS_ALL_LEAVES=1 takes all 4,000.
    every = all_leaves() if os.environ.get("REGDOCS_ALL_LEAVES") else list(one_of_each_kind(all_leaves()))
    found = _slipped(every)
    unexplained = [path for path in found if pattern(path) not in patterns(*OPTIONAL.values())]
    print("\n".join(found))
    assert unexplained == []


def test_what_identifies_a_study_is_named_with_its_line() -> None:
    every = dict(all_leaves())
    for path in ("id", "title", "filing.date", "risk.class", "disease.name", "product.name", "product.origin"):
        assert slipped((path, every[path])) is None, path


def test_the_explained_patterns_are_those_of_values_that_there_are() -> None:
    there = {pattern(path) for path, _ in all_leaves()}
    explained = [name for text in OPTIONAL.values() for name in text.split()]
    assert [name for name in explained if name not in there] == []
    assert len(explained) == len(set(explained))
