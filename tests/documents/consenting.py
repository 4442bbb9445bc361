"""What the tests of the consent forms share: the example's study changed in memory, and what a tree says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from regdocs.compose.compose import Composed, compose
from regdocs.compose.job import jobs
from regdocs.document.block import Block, ItemList, Paragraph, Table
from regdocs.document.document import Section
from regdocs.document.inline import Break, Field, Gap, Inline, Link, Styled, Text
from regdocs.study.design import AgeCohort
from regdocs.study.study import Study
from regdocs.study.terms import Origin, Tissue
from regdocs.submission.load import Submission, load
from regdocs.template_set.load import TemplateSet
from regdocs.template_set.load import load as load_set

ROOT = Path(__file__).parents[2]
SUBJECT, DONOR = "subject-consent", "donor-consent"
Change = Callable[[Study], Study]
M = TypeVar("M", bound=BaseModel)


@cache
def example() -> Submission:
    return load(ROOT / "submissions" / "ad-cb-msc-2026")


@cache
def template_set() -> TemplateSet:
    return load_set(ROOT / "templates" / "kr-high-risk")


def setting(path: str, value: object) -> Change:
    """A change of one field (names with dots)."""

    def change(study: Study) -> Study:
        return with_field(study, path.split("."), value)

    return change


def with_field(model: M, steps: list[str], value: object) -> M:
    """The model with the field at `steps` set; the field has to be one of the model's."""
    assert steps[0] in type(model).model_fields
    inner: Any = value if len(steps) == 1 else with_field(getattr(model, steps[0]), steps[1:], value)
    return model.model_copy(update={steps[0]: inner})


def made(document: str, *changes: Change, prose: bool = True, instance: str | None = None) -> Composed:
    """A document of the example with changes; without `prose` each part of narrative is a gap."""
    submission = example()
    study = submission.study
    for change in changes:
        study = change(study)
    submission = replace(submission, study=study, narratives=submission.narratives if prose else {})
    found = {job.instance: job for job in jobs(submission, template_set()) if job.template.entry.id == document}
    return compose(submission, template_set(), found[instance])


AUTOLOGOUS = (setting("product.origin", Origin.AUTOLOGOUS), setting("product.tissue", Tissue.PERIPHERAL_BLOOD))
CHILDREN = AgeCohort(id="children", name="어린이", minimum_age=7, maximum_age=12, minor=True)
ADOLESCENTS = AgeCohort(id="adolescents", name="청소년", minimum_age=13, maximum_age=18, minor=True)
ADULTS = AgeCohort(id="adults", name="성인", minimum_age=19)


def cohorts(*members: AgeCohort) -> Change:
    return setting("population.cohorts", members)


def sections(composed: Composed) -> dict[str, Section]:
    return {section.id: section for section in composed.document.walk()}


def said(section: Section) -> str:
    """Everything below a section's heading, one line per paragraph, item or cell."""
    return "\n".join(line for inner in section.walk() for line in lines(inner.blocks))


def whole(composed: Composed) -> str:
    return "\n".join(said(section) for section in composed.document.sections)


def lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                yield flat(block.children)
            case ItemList():
                for item in block.items:
                    yield from lines(item.blocks)
            case Table():
                yield flat(block.caption)
                yield from (flat(cell.children) for row in block.rows for cell in row.cells)
            case _:
                yield from lines(getattr(block, "blocks", ()))


def flat(inlines: tuple[Inline, ...]) -> str:
    return "".join(_piece(inline) for inline in inlines)


def _piece(inline: Inline) -> str:
    match inline:
        case Text() | Field() | Gap():
            return inline.text
        case Styled() | Link():
            return flat(inline.children)
        case Break():
            return "\n"
        case _:
            return inline.text if hasattr(inline, "text") else ""
