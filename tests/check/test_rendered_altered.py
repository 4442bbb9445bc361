"""A text that says something else is told from one that is merely worded otherwise; what is gone is found however short."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator

import pytest
from editing import Made, W, made, style, text, weighty
from lxml import etree
from test_rendered_edits import element, without_controls

from regdocs.check.rendered.altered import Kind, changes
from regdocs.check.rendered.said import Said
from regdocs.check.rendered.spelling import loose
from regdocs.check.rendered.torn import Whole

DUE = "용량군마다 1×10⁶ cells/kg을 12시간 이상 간격으로 세 번 피하투여하고, 결과가 20 mg/L 이하이면 계속한다."
OTHERWISE = [
    ("1×10⁶", "1×10⁵"), ("10⁶", "106"), ("1×", "10×"), ("cells/kg", "cells"), ("12시간", "12일"), ("12시간", "72시간"),
    ("이상", "이하"), ("세 번", "네 번"), ("피하", "정맥"), ("20 mg/L", "20 µg/L"), ("20 mg/L", "20 g/L"), ("20 ", "2.0 "),
    ("20 ", "2,0 "), ("이하이면", "초과하면"), ("계속한다", "계속하지 않는다"), ("20", "−20"),
]  # fmt: skip
WORDING = [
    ("계속한다", "이어 간다"), ("용량군마다", "각 용량군에서"), ("간격으로", "사이를 두고"), ("결과가", "그 결과가"),
]  # fmt: skip
NO_CHANGE = [
    ("1×10⁶ cells/kg", "1 x 10⁶ cells/kg"),
    ("20 mg/L", "20mg/L"), ("×", "x"), ("mg/L", "ｍｇ/L"), ("20", "２０"), (" 간격", "  간격"), ("세 번", "세번"),
    (" ", "\u00a0"), (",", "，"), ("용량군", "용\u200b량군"),
]  # fmt: skip
MISSING = [("결과가 20 mg/L 이하이면 ", ""), (" 12시간 이상 간격으로", ""), ("용량군마다 ", "")]


def kinds(due: str, found: str, *values: str) -> set[Kind]:
    return {change.kind for change in changes(due, found, values)}


@pytest.mark.parametrize(("old", "new"), OTHERWISE)
def test_another_number_unit_limit_or_negation_is_told(old: str, new: str) -> None:
    assert kinds(DUE, DUE.replace(old, new, 1)) == {Kind.OTHER}


@pytest.mark.parametrize(("old", "new"), WORDING)
def test_other_words_are_no_other_meaning(old: str, new: str) -> None:
    assert kinds(DUE, DUE.replace(old, new, 1)) == {Kind.WORDING}


@pytest.mark.parametrize(("old", "new"), NO_CHANGE)
def test_what_programs_do_by_themselves_is_no_change(old: str, new: str) -> None:
    assert kinds(DUE, DUE.replace(old, new)) == set()


@pytest.mark.parametrize(("old", "new"), MISSING)
def test_a_clause_that_is_gone_is_missing(old: str, new: str) -> None:
    assert kinds(DUE, DUE.replace(old, new)) == {Kind.MISSING}


PAIRS = [
    ("투여 전 검사", "투여 후 검사"), ("하여야 한다", "할 수 있다"), ("모든 사람", "일부 사람"), ("1 또는 2", "1 및 2"),
    ("must be given", "may be given"), ("is given", "is not given"), ("at least two", "at most two"), ("음성이다", "양성이다"),
]  # fmt: skip


@pytest.mark.parametrize(("due", "found"), PAIRS)
def test_one_word_in_place_of_its_opposite_is_told(due: str, found: str) -> None:
    assert kinds(f"그때 {due}.", f"그때 {found}.") == {Kind.OTHER}


def test_a_value_is_left_to_those_who_compare_values() -> None:
    assert kinds("모두 24명이다.", "모두 25명이다.", "24") == set()
    assert kinds("모두 24명이다.", "모두 24군이다.", "24") == {Kind.OTHER}


def test_a_change_is_shown_between_its_neighbours() -> None:
    (change,) = changes(DUE, DUE.replace("세 번", "네 번"))
    assert (change.due, change.found) == ("간격으로 세 번", "간격으로 네 번")


def test_a_sentence_that_was_added_is_no_other_meaning() -> None:
    assert kinds("투여한다.", "투여한다. 다만 3회를 넘지 않는다.") == {Kind.WORDING}
    assert kinds("2 kg 증가하면 투여한다.", "2 kg 감소하면 투여한다.") == {Kind.OTHER}
    assert kinds("1,000명을 본다.", "1000명을 본다.") == {Kind.WORDING}


@pytest.mark.parametrize(("old", "new"), [("12시간", "72시간"), ("20 mg/L", "20 µg/L"), ("피하", "정맥")])
def test_in_a_pdf_a_sentence_that_says_otherwise_is_told(old: str, new: str) -> None:
    """Without blanks and raised digits, among other sentences."""
    around = "첫 문장이 앞에 선다. {} 마지막 문장이 뒤를 잇는다."
    whole = Whole(loose(around.format(DUE.replace(old, new))).replace("\1", ""))
    assert [change.kind for change in whole.changes(Said(DUE))] == [Kind.OTHER]
    unchanged = Whole(loose(around.format(DUE)).replace("\1", ""))
    assert list(unchanged.changes(Said(DUE))) == []
    gone = Whole(loose(around.format("")))
    assert [change.kind for change in gone.changes(Said(DUE))] == [Kind.MISSING]


def test_in_a_pdf_a_sentence_that_a_page_breaks_is_no_other() -> None:
    broken = DUE.replace("간격으로", "표 4 이상반응과 조치 3판 2026. 9. 1. 117 간격으로")
    assert list(Whole(loose(broken).replace("\1", "")).changes(Said(DUE))) == []


NAME, PLAN = "minimal-2026", "research-plan"
Edit = Callable[[etree._Element], object]


@pytest.fixture(scope="module")
def plan() -> Made:
    return made(PLAN, NAME)


def plain(root: etree._Element) -> Iterator[etree._Element]:
    """The letters of the text and the tables that are no value."""
    for each in root.iter(f"{W}t"):
        paragraph = next(each.iterancestors(f"{W}p"))
        tagged = any(control.find(f"{W}sdtPr/{W}tag") is not None for control in each.iterancestors(f"{W}sdt"))
        if not tagged and style(paragraph) in ("BodyText", "TableText", "ListBullet"):
            yield each


def replaced(pattern: str, new: str) -> Edit:
    """An edit of the first place where the pattern stands."""

    def edit(root: etree._Element) -> None:
        found = next(each for each in plain(root) if re.search(pattern, each.text or ""))
        found.text = re.sub(pattern, new, found.text or "", count=1)

    return edit


def tables(root: etree._Element) -> Iterator[etree._Element]:
    """Tables of some rows and two columns at least, none of whose cells spans others."""
    for table in root.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        widths = {len(row.findall(f"{W}tc")) for row in rows}
        spans = next(table.iter(f"{W}gridSpan", f"{W}vMerge"), None)
        if len(rows) > 3 and min(widths) > 1 and len(widths) == 1 and spans is None:
            yield table


def change_places(one: etree._Element, other: etree._Element) -> None:
    here, there = copy.deepcopy(one), copy.deepcopy(other)
    one.getparent().replace(one, there)  # type: ignore[union-attr]
    other.getparent().replace(other, here)  # type: ignore[union-attr]


def cells_of_two_rows(root: etree._Element) -> None:
    for table in tables(root):
        first, second = (row.findall(f"{W}tc")[1] for row in table.findall(f"{W}tr")[1:3])
        if text(first) != text(second):
            change_places(first, second)
            return
    raise AssertionError


def columns(root: etree._Element, start: int) -> None:
    table = next(table for table in tables(root) if len(table.find(f"{W}tr").findall(f"{W}tc")) > 2)  # type: ignore[union-attr]
    for row in table.findall(f"{W}tr")[start:]:
        change_places(*row.findall(f"{W}tc")[1:3])


def columns_below_their_heads(root: etree._Element) -> None:
    columns(root, 1)


def whole_columns(root: etree._Element) -> None:
    columns(root, 0)


def rows(root: etree._Element) -> None:
    change_places(*next(tables(root)).findall(f"{W}tr")[1:3])


def short_item(root: etree._Element) -> None:
    """A line of a list, shorter than any other sentence."""
    items = (each for each in root.iter(f"{W}p") if style(each).startswith("List") and not list(each.iter(f"{W}tag")))
    item = min((each for each in items if text(each)), key=lambda each: len(text(each)))
    assert len(loose(text(item))) < 20
    item.getparent().remove(item)  # type: ignore[union-attr]


def foreign_paragraph(root: etree._Element) -> None:
    words = "본 시험은 관절염 환자를 대상으로 하며 시험약은 하루에 두 번 복용한다."
    first = next(each for each in root.iter(f"{W}p") if style(each) == "BodyText")
    first.addnext(element(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"))


def note_without_its_mark(root: etree._Element) -> None:
    run = next(next(root.iter(f"{W}footnoteReference")).iterancestors(f"{W}r"))
    run.getparent().remove(run)  # type: ignore[union-attr]


def headers_not_shown(root: etree._Element) -> None:
    for each in list(root.iter(f"{W}headerReference", f"{W}footerReference")):
        each.getparent().remove(each)  # type: ignore[union-attr]


FOUND: list[tuple[str, Edit, set[str]]] = [
    ("digit", replaced(r"\d+(?= ?[가-힣A-Za-z%])", "9876"), {"text-altered"}),
    ("negation", replaced("하지 않는다", "한다"), {"text-altered"}),
    ("sentence", replaced(r"(?<=다\. )[^.]{12,60}다\.", ""), {"text-missing"}),
    ("short item", short_item, {"text-missing"}),
    ("cells of two rows", cells_of_two_rows, {"row-altered"}),
    ("columns below their heads", columns_below_their_heads, {"row-altered"}),
    ("headers", headers_not_shown, {"stale-identity"}),
]  # fmt: skip
PASSED: list[tuple[str, Edit]] = [("rows", rows), ("whole columns", whole_columns)]
NOTED: list[tuple[str, Edit, str]] = [
    ("wording", replaced("하여야 한다|한다", "하기로 한다"), "text-reworded"),
    ("foreign paragraph", foreign_paragraph, "text-added"),
]


@pytest.mark.parametrize("tags", [True, False], ids=["", "without tags"])
@pytest.mark.parametrize(("edit", "rules"), [each[1:] for each in FOUND], ids=[each[0] for each in FOUND])
def test_what_says_something_else_is_found(plan: Made, edit: Edit, rules: set[str], tags: bool) -> None:
    def both(root: etree._Element) -> None:
        edit(root)
        if not tags:
            without_controls(root)

    found = weighty(plan.check(plan.edited(both), exact=True))
    assert {each.rule.removeprefix("rendered/") for each in found} == rules
    assert all(each.remedy is not None for each in found)


@pytest.mark.parametrize("edit", [each[1] for each in PASSED], ids=[each[0] for each in PASSED])
def test_rows_and_whole_columns_may_stand_in_another_order(plan: Made, edit: Edit) -> None:
    assert plan.check(plan.edited(edit), exact=True).findings == ()


@pytest.mark.parametrize(("edit", "rule"), [each[1:] for each in NOTED], ids=[each[0] for each in NOTED])
def test_what_was_written_otherwise_is_a_note(plan: Made, edit: Edit, rule: str) -> None:
    (found,) = plan.check(plan.edited(edit), exact=True).findings
    assert (found.rule, found.severity.value) == (f"rendered/{rule}", "note")
    assert found.place.section


def test_every_number_of_the_text_that_is_another_is_found(plan: Made) -> None:
    """One of every eight, ten more: in sentences, cells and captions."""
    missed = []
    numbers: list[int] = []

    def spots(root: etree._Element) -> list[tuple[etree._Element, re.Match[str]]]:
        words = (each for each in plain(root) if each.text)
        return [(each, found) for each in words for found in re.finditer(r"\d+", each.text or "")]

    plan.edited(lambda root: numbers.extend(range(0, len(spots(root)), 8)))
    for number in numbers:

        def other(root: etree._Element, number: int = number) -> None:
            each, found = spots(root)[number]
            text = each.text or ""
            each.text = f"{text[: found.start()]}{int(found[0]) + 10}{text[found.end() :]}"

        if not weighty(plan.check(plan.edited(other), exact=True)):
            missed.append(number)
    assert len(numbers) > 5
    assert missed == []


def relabelled(root: etree._Element) -> None:
    """As Word counts anew once a table is gone."""
    for each in root.iter(f"{W}p"):
        if style(each) == "Caption":
            words = next(words for words in each.iter(f"{W}t") if (words.text or "").strip().isdigit())
            words.text = str(int(words.text or "") + 1)


def test_tables_that_are_numbered_otherwise_are_told_once(plan: Made) -> None:
    (found,) = weighty(plan.check(plan.edited(relabelled), exact=True))
    assert found.rule == "rendered/text-altered"
    assert "numbers of tables" in found.line("en")


def test_a_note_that_nothing_calls_any_more_is_missed() -> None:
    """It stays in the file, and is printed nowhere."""
    plan = made(PLAN, "ad-cb-msc-2026")
    found = weighty(plan.check(plan.edited(note_without_its_mark), exact=True))
    assert [each.rule for each in found] == ["rendered/text-missing"]
