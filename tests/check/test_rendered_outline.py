"""Every section of a rendered plan deleted, emptied, renamed and moved: each is found, and the untouched file passes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

import editing
import pytest
from editing import EXAMPLES, Edit, delete, empty, headings, hollow, made, rename, swap, told, weighty
from rereading import taken_apart

from regdocs.check.rendered.check import check_rendered
from regdocs.check.rendered.outline import of_document
from regdocs.compose.job import jobs
from regdocs.compose.presence import has_content
from regdocs.finding import Severity
from regdocs.formats.docx.read import read
from regdocs.formats.rendered import Rendered

PLAN = "research-plan"
SMALL = "minimal-2026"


def outline(name: str, every: bool) -> Iterator[tuple[int, str]]:
    """The position among all headings, and the id, of each official section of an example's plan, or of every one."""
    for index, section in enumerate(made(PLAN, name).document.walk()):
        if every or section.official:
            yield index, section.id


OFFICIAL = [pytest.param(SMALL, *each, id=each[1]) for each in outline(SMALL, False)]
THE_REST = [
    *(pytest.param(EXAMPLES[0], *each, id=f"{EXAMPLES[0]}-{each[1]}", marks=pytest.mark.slow) for each in outline(EXAMPLES[0], False)),
    *(pytest.param(SMALL, *each, id=f"all-{each[1]}", marks=pytest.mark.slow) for each in sorted({*outline(SMALL, True)} - {*outline(SMALL, False)})),
]  # fmt: skip
SECTIONS = pytest.mark.parametrize(("name", "index", "section"), [*OFFICIAL, *THE_REST])


def after(name: str, edit: Callable[..., None], *positions: int) -> Rendered:
    """An example's plan as it is read after an edit of the sections at some positions."""
    return taken_apart(PLAN, name).after(lambda root: edit(root, *positions))


def is_official(name: str, section: str) -> bool:
    return any(each.id == section and each.official for each in made(PLAN, name).document.walk())


@SECTIONS
def test_a_deleted_section_is_missing(name: str, index: int, section: str) -> None:
    plan = made(PLAN, name)
    data = after(name, delete, index)
    assert ("missing-section", section) in told(plan.check(data, exact=True))
    if is_official(name, section):
        missing = [each for each in plan.check(data).findings if each.rule == "rendered/missing-section"]
        assert section in {each.place.section for each in missing}
        assert all(each.severity is Severity.ERROR and each.citations for each in missing)


@SECTIONS
def test_an_emptied_section_has_no_content(name: str, index: int, section: str) -> None:
    plan = made(PLAN, name)
    tree = next(each for each in plan.document.walk() if each.id == section)
    day = plan.submission.study.filing.as_of
    own = next(each for each in of_document(plan.document, plan.template_set.law, day) if each.id == section)
    # Of a section without others, what is left is the same.
    if own.says and tree.sections:
        data = after(name, empty, index)
        assert ("empty-section", section) in told(plan.check(data, exact=True))
    hollowed = after(name, hollow, index)
    leaves = {each.id for each in tree.walk() if not each.sections and has_content(each)}
    found = {where for rule, where in told(plan.check(hollowed, exact=True)) if rule == "empty-section"}
    assert leaves | ({section} if own.says else set()) <= found
    if is_official(name, section):
        inside = {each.id for each in tree.walk()}
        assert any(rule == "empty-section" and where in inside for rule, where in told(plan.check(hollowed)))


@SECTIONS
def test_a_renamed_section_should_read_otherwise(name: str, index: int, section: str) -> None:
    plan = made(PLAN, name)
    data = after(name, rename, index)
    found = told(plan.check(data, exact=True))
    assert {("heading-wording", section), ("missing-section", section)} & found
    if is_official(name, section):
        # A number that was typed is gone with the title; then nothing tells which section this was.
        assert {("heading-wording", section), ("missing-section", section)} & told(plan.check(data))


@SECTIONS
def test_a_moved_section_is_out_of_order(name: str, index: int, section: str) -> None:
    plan = made(PLAN, name)
    siblings = next(
        sections
        for sections in [plan.document.sections, *(each.sections for each in plan.document.walk())]
        if section in [each.id for each in sections]
    )
    following = next((second for first, second in pairwise(siblings) if first.id == section), None)
    if following is None:
        pytest.skip("the last one of its level can't go further down")
    other = [each.id for each in plan.document.walk()].index(following.id)
    data = after(name, swap, index, other)
    pair = {section, following.id}
    found = {where for rule, where in told(plan.check(data, exact=True)) if rule == "section-order"}
    inside = {each.id for each in plan.document.walk() if any(each.id == root or each.id.startswith(f"{root}.") for root in pair)}  # fmt: skip
    assert found & (pair | inside)
    if is_official(name, section) and is_official(name, following.id):
        assert pair & {where for rule, where in told(plan.check(data)) if rule == "section-order"}


@pytest.mark.parametrize(("name", "positions"), [(SMALL, range(2, 112, 27)), (EXAMPLES[0], (150,))])
def test_what_is_read_piece_by_piece_is_what_the_saved_file_says(name: str, positions: Sequence[int]) -> None:
    """The tests above don't save each edited file; that this is the same is proved by some."""
    plan = made(PLAN, name)
    edits: list[Edit] = []
    for position in positions:
        edits += [partial(edit, index=position) for edit in (delete, empty, hollow, rename)]
        edits += [partial(swap, index=position, other=position + 1)]
    for edit in edits:
        assert taken_apart(PLAN, name).after(edit) == read(plan.edited(edit)), edit
    assert taken_apart(PLAN, name).after(lambda root: None) == read(plan.data)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_untouched_document_passes(name: str) -> None:
    submission = editing.loaded(name)
    passed = 0
    for job in jobs(submission, editing.templates(name)):
        document = made(job.template.entry.id, name, job.instance)
        for exact in (False, True):
            assert weighty(document.check(exact=exact)) == [], document.document.stem
        passed += 1
    assert passed > 10


def test_headings_and_sections_are_the_same_in_number() -> None:
    """What the tests above count by."""
    plan = made(PLAN, SMALL)
    counted: list[int] = []
    plan.edited(lambda root: counted.append(len(headings(root))))
    assert counted == [sum(1 for _ in plan.document.walk())]


def test_an_english_copy_passes_as_a_file_that_says_no_language() -> None:
    """Its headings tell; one of them stands twice, as a chapter and as its first section."""
    form = made("case-report-form", SMALL, language="en")
    rendered = replace(read(form.data), language="", document="")
    template = form.template_set.document(form.document.id)
    day = form.submission.study.filing.as_of
    assert not weighty(check_rendered(rendered, form.template_set, template, day, form.document))
    assert not weighty(check_rendered(rendered, form.template_set, template, day))
