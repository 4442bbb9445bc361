"""What a composition reads of a study: no less than what its document depends on."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from regdocs.build.asked import Facts
from regdocs.compose.compose import compose
from regdocs.compose.job import jobs
from regdocs.compose.reading import Parts, Reading
from regdocs.language import Bilingual
from regdocs.study.study import Study
from regdocs.submission.load import Submission, load
from regdocs.template_set.load import TemplateSet, template_set_of

EXAMPLE = Path(__file__).parents[2] / "submissions" / "minimal-2026"


@pytest.fixture(scope="module")
def submission() -> Submission:
    return load(EXAMPLE)


@pytest.fixture(scope="module")
def template_set(submission: Submission) -> TemplateSet:
    return template_set_of(submission)


def test_fields_are_taken_down_part_by_part(submission: Submission) -> None:
    reading = Reading(submission.study)
    study = reading.study
    assert isinstance(study, Study)
    assert isinstance(study.filing, BaseModel)
    assert study.product.name == submission.study.product.name
    assert [each.name for each in study.institutions] == [each.name for each in submission.study.institutions]
    assert not study.announced
    assert reading.parts == {"announced", "filing", "institutions", "institutions.name", "product", "product.name"}


def test_what_looks_at_a_whole_part_has_read_all_of_it(submission: Submission) -> None:
    reading = Reading(submission.study)
    study, (first, *_) = reading.study, submission.study.institutions
    assert study.institutions.index(first) == 0
    assert study.filing.as_of == submission.study.filing.as_of
    assert reading.parts == {"filing", "filing.*", "institutions", "institutions.*"}
    with pytest.raises(AttributeError):
        getattr(study, "nothing of the kind")


@pytest.mark.parametrize(
    ("part", "changed"),
    [
        ("product.name", {"product.name", "product.*", "*"}),
        ("institutions.name", {"institutions.name", "institutions.*", "*"}),
        ("revision", {"revision", "*"}),
    ],
)
def test_a_part_has_another_digest_only_where_it_differs(submission: Submission, part: str, changed: set[str]) -> None:
    names = (
        "*",
        "product",
        "product.name",
        "product.*",
        "institutions",
        "institutions.name",
        "institutions.*",
        "revision",
    )
    before, after = Parts(submission.study), Parts(altered(submission.study, part))
    assert {name for name in names if before.digest(name) != after.digest(name)} == changed


def test_a_part_that_comes_or_goes_differs(submission: Submission) -> None:
    before = Parts(submission.study)
    without = Parts(submission.study.model_copy(update={"design": None, "people": submission.study.people[:1]}))
    for name in ("design", "design.visits", "design.*", "people", "people.name"):
        assert before.digest(name) != without.digest(name)


def parts_of(study: Study) -> list[str]:
    """Every part by the name that `Reading` gives it, the deepest only."""
    found = []
    for name in Study.model_fields:
        value = getattr(study, name)
        item = value[0] if isinstance(value, tuple) and value else value
        found += [f"{name}.{field}" for field in type(item).model_fields] if isinstance(item, BaseModel) else [name]
    return found


def altered(study: Study, part: str) -> Study:
    """The study with another value at one place: text said otherwise, a number one more, what is a list one shorter."""
    owner, _, field = part.rpartition(".")
    if not owner:
        return study.model_copy(update={part: otherwise(getattr(study, part))})
    value = getattr(study, owner)
    if isinstance(value, tuple):
        items = tuple(item.model_copy(update={field: otherwise(getattr(item, field))}) for item in value)
        return study.model_copy(update={owner: items})
    return study.model_copy(update={owner: value.model_copy(update={field: otherwise(getattr(value, field))})})


def otherwise(value: Any) -> Any:
    match value:
        case Bilingual():
            return Bilingual(f"{value.ko} 다름", value.en)
        case str() if type(value) is str:
            return f"{value} 다름"
        case int() if type(value) is int:
            return value + 1
        case (first, *rest) if isinstance(first, BaseModel | str):
            return tuple(rest)
    return value


def test_a_document_is_the_same_whatever_becomes_of_what_it_has_not_read(
    submission: Submission, template_set: TemplateSet
) -> None:
    """For each document everything altered at once that it claims not to care about."""
    before, parts, altogether = Facts(submission, template_set), parts_of(submission.study), 0
    for job in jobs(submission, template_set):
        made = before.make(job, "ko")
        study, unread = submission.study, 0
        for part in parts:
            other = altered(study, part)
            changed = dataclasses.replace(submission, study=other)
            if other != study and Facts(changed, template_set).hold(made.account):
                study, unread = other, unread + 1
        altogether += unread
        assert compose(dataclasses.replace(submission, study=study), template_set, job) == made.composed
    assert altogether > 500
