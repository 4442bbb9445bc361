"""The example's lineage: a changed value appears in every section that names its field, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from regdocs.compose.compose import Composed, compose
from regdocs.compose.job import jobs
from regdocs.document.document import Document, Section, from_json, to_json
from regdocs.document.inline import Field
from regdocs.document.lineage import fields, inlines_of
from regdocs.study.study import Study
from regdocs.submission.load import Submission, load
from regdocs.submission.source import parse
from regdocs.template_set.load import template_set_of

EXAMPLE = Path(__file__).parents[2] / "submissions" / "ad-cb-msc-2026"
Where = tuple[str, str]
"""Document (its file's stem) and section."""


@cache
def example() -> Submission:
    return load(EXAMPLE)


@cache
def before() -> list[Composed]:
    return _composed(example())


def _composed(submission: Submission) -> list[Composed]:
    template_set = template_set_of(submission)
    return [compose(submission, template_set, job) for job in jobs(submission, template_set)]


def _changed(old: str, new: str) -> Submission:
    """The example with one text of study.yaml replaced."""
    text = (EXAMPLE / "study.yaml").read_text("utf-8")
    assert text.count(old) >= 1
    source, _ = parse(text.replace(old, new, 1).encode(), "study.yaml")
    assert source is not None
    return replace(example(), study=source.validate(Study))


def _sections(compositions: list[Composed]) -> dict[Where, Section]:
    """Every section by itself, without those below it; the cover as section ''."""
    found: dict[Where, Section] = {}
    for document in (each.document for each in compositions):
        found[document.stem, ""] = Section("", document.title, blocks=document.cover)
        for section in document.walk():
            found[document.stem, section.id] = Section(
                section.id, section.title, section.number, section.blocks, heading=section.heading
            )
    return found


def _naming(compositions: list[Composed], path: str) -> set[Where]:
    return {
        (each.document.stem, section)
        for each in compositions
        for named, section in fields(each.document)
        if named == path
    }


def _printed(section: Section) -> Iterator[Field]:
    inlines = [*inlines_of(section.blocks), *section.heading]
    return (inline for inline in inlines if isinstance(inline, Field))


CHANGES = [
    # Field path, what stands in study.yaml and what it becomes.
    ("number", "number: ", "number: 새번호-"),
    ("necessity.urgency", "urgency: ", "urgency: 새로 적은 사유. "),
    ("compensation.principle", "principle: ", "principle: 새로 적은 원칙. "),
    ("data_management.retention_years", "retention_years: 10", "retention_years: 12"),
]


@pytest.mark.parametrize(("path", "old", "new"), CHANGES)
def test_a_changed_value_appears_wherever_its_path_is_named_and_nowhere_else(path: str, old: str, new: str) -> None:
    after = _composed(_changed(old, new))
    named = _naming(before(), path)
    assert named, "the example prints it"
    assert _naming(after, path) == named
    old_sections, new_sections = _sections(before()), _sections(after)
    assert {where for where in old_sections if old_sections[where] != new_sections[where]} == named
    for where in named:
        shown = {field.text for field in _printed(new_sections[where]) if path in field.paths}
        assert shown.isdisjoint({field.text for field in _printed(old_sections[where]) if path in field.paths})


def test_every_tree_of_the_example_comes_back_equal() -> None:
    documents: list[Document] = [each.document for each in before()]
    assert len(documents) >= 4
    assert all(from_json(to_json(document)) == document for document in documents)


def test_labels_of_a_document_are_unique() -> None:
    for each in before():
        identifiers = [section.id for section in each.document.walk()]
        assert len(identifiers) == len(set(identifiers))


def test_nothing_prints_none() -> None:
    for each in before():
        for section in each.document.walk():
            assert all("None" not in field.text for field in _printed(section))
