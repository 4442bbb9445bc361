"""Pages of changes: where what changed begins on each side, its section's where only that is known."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from two_editions import DOSE, NEW, OLD, section, text

from regdocs.compose.paging import length_of
from regdocs.document.block import Table
from regdocs.document.document import Document
from regdocs.document.inline import Field
from regdocs.document.parts import parts
from regdocs.formats.format import Layout
from regdocs.language import Bilingual
from regdocs.review.as_markdown import to_markdown
from regdocs.review.change import Change, ChangeKind, Edition, FieldChange, FieldKind, Status, Subject
from regdocs.review.compare import compare_trees
from regdocs.review.content import said
from regdocs.review.table import change_table

EDITIONS = (Edition("rev1", Bilingual("과제")), Edition("rev2", Bilingual("과제")))


def one_page_each(document: Document) -> Layout:
    """Each part on a page of its own, so that no page is right by chance."""
    count = sum(1 for _ in parts(document))
    return Layout(count, {each.id: 1 for each in document.walk()}, starts=tuple(range(count)))


def pages(old: Document, new: Document, layouts: tuple[Layout, Layout]) -> list[Change]:
    found = compare_trees([old], [new], EDITIONS, layouts=({old.id: layouts[0]}, {new.id: layouts[1]}))
    return list(found.changes)


def where(document: Document, words: str) -> int | None:
    """The page of the first innermost part that holds the words, one part being on each page."""
    found = [number for number, part in enumerate(parts(document), 1) if words in str(getattr(part, "children", ""))]
    return found[0] if found else None


def test_a_change_has_the_pages_of_its_own_part() -> None:
    old, new = OLD[0], NEW[0]
    changes = pages(old, new, (one_page_each(old), one_page_each(new)))
    told = {(each.kind.value, each.subject.value): each for each in changes}
    gone = told["deleted", "paragraph"]
    assert (gone.old_page, gone.new_page) == (where(old, "셋째 문단은 없어질"), None)
    moved = told["moved", "paragraph"]
    assert (moved.old_page, moved.new_page) == (where(old, "첫째 문단은"), where(new, "첫째 문단은"))
    assert moved.old_page != moved.new_page
    deep = next(each for each in changes if "4시간" in each.before_text)
    assert (deep.old_page, deep.new_page) == (where(old, "4시간"), where(new, deep.after_text[-12:-3]))
    revision = told["changed", "head"]
    assert (revision.old_page, revision.new_page) == (1, 1)


def test_a_part_that_is_there_on_one_side_only_has_no_page_on_the_other() -> None:
    old = replace(OLD[0], sections=(section("dose", "1", text("하나의 문단이다.")),))
    new = replace(old, sections=(section("dose", "1", text("하나의 문단이다."), text("전혀 다른 둘째가 왔다.")),))
    (come,) = pages(old, new, (one_page_each(old), one_page_each(new)))
    assert (come.old_page, come.new_page) == (None, where(new, "전혀"))


def test_a_section_says_its_page_where_its_parts_are_unknown() -> None:
    old = replace(OLD[0], sections=(section("dose", "1", text("하나의 문단이다.")),))
    new = replace(old, sections=(section("dose", "1", text("하나의 새 문단이다.")),))
    (changed,) = pages(old, new, (Layout(9, {"dose": 4}), Layout(9, {"dose": 6})))
    assert (changed.old_page, changed.new_page) == (4, 6)


def listing(pages: int | None) -> Document:
    """A list of papers that says how long one is, as far as it was laid out."""
    number = Field("–" if pages is None else str(pages), (), pages, length_of("plan", None))
    return replace(OLD[0], sections=(section("papers", "1", text("연구계획서: ", number, "쪽")),))


@pytest.mark.parametrize(("old", "new", "kinds"), [
    (None, 29, []), (29, None, []), (29, 29, []), (None, None, []), (29, 30, ["renumbered"]),
])  # fmt: skip
def test_a_paper_that_was_not_laid_out_has_not_another_length(
    old: int | None, new: int | None, kinds: list[str]
) -> None:
    found = compare_trees([listing(old)], [listing(new)], EDITIONS)
    assert [each.kind.value for each in found.changes] == kinds
    assert (found.documents[0].status is Status.EQUAL) is not bool(kinds)


def test_a_paper_that_became_one_per_institution_keeps_its_old_pages_and_its_cause() -> None:
    """The first institution's paper is the old one; the second's is there because of that institution and nothing else."""
    old = replace(OLD[0], author="예시병원")
    first = replace(NEW[0], instance="first", author="예시병원")
    second = replace(NEW[0], instance="second", author="가상의료원")
    letter = Document("letter", Bilingual("공문"), "ko", author="예시병원")
    fields = (
        FieldChange("revision", FieldKind.CHANGED, "1.0", "2.0"),
        FieldChange("institutions[first].participants", FieldKind.CHANGED, 66, 52),
        FieldChange("institutions[second]", FieldKind.ADDED),
        FieldChange(DOSE, FieldKind.CHANGED, "5.0e7 cells", "1.0e8 cells"),
    )
    found = compare_trees(
        [letter, old],
        [replace(letter, author="예시병원, 가상의료원"), first, second],
        EDITIONS,
        fields,
        layouts=({"plan": one_page_each(old)}, {"plan-first": one_page_each(first)}),
    )
    (came,) = (each for each in found.changes if each.subject is Subject.DOCUMENT)
    (author,) = (each for each in found.changes if each.document == "letter")
    assert (came.instance, came.causes) == ("second", ("institutions[second]",))
    assert author.causes == ("institutions[second]",)
    gone = next(each for each in found.changes if each.kind is ChangeKind.DELETED and each.subject is Subject.PARAGRAPH)
    assert gone.old_page == where(old, "셋째 문단은 없어질")
    table = change_table(found)
    assert [each.title.ko.partition("(")[2] for each in table.sections] == ["", "예시병원)", "가상의료원)"]
    (head, *_) = (each for each in table.sections if "가상의료원" in each.title.ko)
    assert isinstance(head.blocks[0], Table)
    assert said(head.blocks[0].rows[-2].cells[1].children) == "–"
    assert "plan 문서 (예시병원)" in to_markdown(found)
