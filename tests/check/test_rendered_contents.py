"""The printed table of contents: entries in another order, with another number or page than the headings are told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from editing import Made, W, made, style, swap, text
from lxml import etree

from regdocs.check.rendered.contents_pages import wrong_pages
from regdocs.check.rendered.order import in_order
from regdocs.finding import Finding
from regdocs.formats.docx.read import read
from regdocs.formats.rendered import ReadBlock, ReadParagraph, Rendered, Use

NAME, PLAN = "minimal-2026", "research-plan"
PAGE = 12
"""Blocks of a page, as the file is paged here."""


@pytest.fixture(scope="module")
def plan() -> Made:
    return made(PLAN, NAME)


@pytest.fixture(scope="module")
def printed(plan: Made) -> Rendered:
    """The plan as a PDF of it reads, its contents telling the pages."""
    rendered = read(plan.data)
    headings = [
        (index, each) for index, each in enumerate(rendered.blocks) if isinstance(each, ReadParagraph) and each.level
    ]
    pages = {f"{each.number} {each.text}".strip(): index // PAGE + 1 for index, each in headings}

    def paged(index: int, block: ReadBlock) -> ReadBlock:
        block = replace(block, page=index // PAGE + 1)
        if not isinstance(block, ReadParagraph) or block.use is not Use.CONTENTS or "\t" not in block.text:
            return block
        title = block.text.partition("\t")[0]
        page = pages.get(title, 1)
        return replace(block, text=f"{title} . . . . . . {page}")

    blocks = tuple(paged(index, block) for index, block in enumerate(rendered.blocks))
    return replace(rendered, format="pdf", blocks=blocks, first_number=1)


def told(plan: Made, rendered: Rendered | bytes) -> list[Finding]:
    return [each for each in plan.check(rendered, exact=True).findings if each.rule == "rendered/contents"]


def turned(rendered: Rendered, title: str, by: int) -> Rendered:
    """The file with another page behind one entry."""

    def other(block: ReadBlock) -> ReadBlock:
        if not isinstance(block, ReadParagraph) or block.use is not Use.CONTENTS or title not in block.text:
            return block
        words, _, page = block.text.rpartition(" ")
        return replace(block, text=f"{words} {int(page) + by}")

    return replace(rendered, blocks=tuple(map(other, rendered.blocks)))


def test_right_pages_pass(plan: Made, printed: Rendered) -> None:
    assert told(plan, printed) == []


def test_a_wrong_page_is_told_with_the_right_one(plan: Made, printed: Rendered) -> None:
    (finding,) = told(plan, turned(printed, "참고문헌", 3))
    page = next(each.page for each in printed.blocks if isinstance(each, ReadParagraph) and each.level and each.text == "참고문헌")  # fmt: skip
    assert page is not None
    assert f"({page + 3} → {page})" in finding.message.ko
    assert finding.place.page == 1 + next(
        index for index, each in enumerate(printed.blocks) if "참고문헌" in getattr(each, "text", "")
    ) // PAGE  # fmt: skip
    assert finding.remedy is not None


def test_pages_that_count_from_another_one_pass(plan: Made, printed: Rendered) -> None:
    """Before them stand a cover and a list that bear none."""
    shifted = replace(printed, first_number=-1)
    assert len(told(plan, shifted)) == 1
    assert told(plan, turned(shifted, ". . .", -2)) == []


def test_where_pages_bear_no_numbers_none_is_wrong(plan: Made, printed: Rendered) -> None:
    assert told(plan, turned(replace(printed, first_number=None), "참고문헌", 3)) == []


def test_an_entry_over_two_lines_is_one(plan: Made, printed: Rendered) -> None:
    """As a narrow page breaks a long title."""

    def lines(block: ReadBlock) -> list[ReadBlock]:
        if isinstance(block, ReadParagraph) and block.use is Use.CONTENTS and " 및 " in block.text:
            first, second = block.text.split(" 및 ", 1)
            return [replace(block, text=f"{first} 및"), replace(block, text=second)]
        return [block]

    broken = replace(printed, blocks=tuple(line for block in printed.blocks for line in lines(block)))
    assert len(broken.blocks) > len(printed.blocks)
    assert told(plan, broken) == []


def entry(root: etree._Element, title: str) -> etree._Element:
    return next(each for each in root.iter(f"{W}p") if style(each).startswith("TOC") and title in text(each))


def test_sections_that_were_moved_leave_the_contents_behind(plan: Made) -> None:
    ids = [each.id for each in plan.document.walk()]
    data = plan.edited(lambda root: swap(root, ids.index("budget"), ids.index("compensation")))
    assert ["entries in another order" in each.line("en") for each in told(plan, data)] == [True]


def test_a_number_that_no_heading_has_is_told(plan: Made) -> None:
    def renumbered(root: etree._Element) -> None:
        words = next(entry(root, "11 연구비").iter(f"{W}t"))
        words.text = (words.text or "").replace("11 ", "12 ")

    (finding,) = told(plan, plan.edited(renumbered))
    assert "another number" in finding.line("en")


PAGES: list[tuple[str, list[int], list[int | None], str, list[int]]] = [
    ("rising", [1, 1, 2, 5], [None] * 4, "", []),
    ("one goes back", [1, 3, 2, 5], [None] * 4, "", [1]),
    ("one is far ahead", [1, 2, 50, 3, 4], [None] * 5, "", [2]),
    ("past the last page", [1, 2, 9], [None] * 3, "8", [2]),
    ("near Word's page breaks", [1, 3, 5, 7, 9, 12], [3, 5, 7, 9, 11, 13], "", []),
    ("far from Word's page breaks", [1, 3, 5, 7, 9, 19], [3, 5, 7, 9, 11, 13], "", [5]),
    ("too few to tell", [1, 3, 19], [3, 5, 7], "", []),
]


@pytest.mark.parametrize(
    ("named", "there", "last", "wrong"), [each[1:] for each in PAGES], ids=[each[0] for each in PAGES]
)
def test_pages_that_cannot_be_are_told_in_a_word_file(
    named: list[int], there: list[int | None], last: str, wrong: list[int]
) -> None:
    rendered = Rendered("docx", (), properties={"pages": last} if last else {})
    assert wrong_pages(list(zip(named, there, strict=True)), rendered) == wrong


def test_where_pages_are_counted_anew_numbers_may_go_back() -> None:
    pages: list[tuple[int | None, int | None]] = [(1, None), (9, None), (1, None)]
    assert wrong_pages(pages, Rendered("docx", ())) == [1]
    assert wrong_pages(pages, Rendered("docx", (), properties={"restarts": "2"})) == []


def test_a_page_that_goes_back_is_told_in_a_word_file(plan: Made) -> None:
    def further(root: etree._Element) -> None:
        list(entry(root, "1 연구계획의 개요").iter(f"{W}t"))[-1].text = "7"

    (finding,) = told(plan, plan.edited(further))
    assert "연구계획의 개요" in finding.message.ko


ORDERS = [
    ("abc", "abc", [(0, 0), (1, 1), (2, 2)]),
    ("abc", "xaybzc", [(0, 1), (1, 3), (2, 5)]),
    ("ab", "ba", [(0, 1)]),
    ("aba", "xaba", [(0, 1), (1, 2), (2, 3)]),
    ("abcd", "dabc", [(0, 1), (1, 2), (2, 3)]),
    ("", "a", []),
]


@pytest.mark.parametrize(("due", "found", "pairs"), ORDERS)
def test_the_most_that_is_in_order(due: str, found: str, pairs: list[tuple[int, int]]) -> None:
    assert len(in_order(due, found, lambda index, later, earlier: False)) == len(pairs)
    if (due, found) != ("ab", "ba"):
        assert in_order(due, found, lambda index, later, earlier: False) == pairs
