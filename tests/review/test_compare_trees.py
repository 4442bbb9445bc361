"""Whatever was edited: both texts come back from the merged tree, nothing is missed, nothing invented."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from random_documents import Editor, Maker, edited_pair, unrelated_pair
from tree_proof import proved

from regdocs.document.block import Block, Box, Cell, Column, Item, ItemList, PageBreak, Paragraph, Row, Table
from regdocs.document.document import Document, Section
from regdocs.document.inline import Field, Footnote, Inline, Reference, Style, Styled, Text
from regdocs.language import Bilingual
from regdocs.review.change import BlockPair, Change, Op, SectionPair, Status
from regdocs.review.documents import compare_documents

SEEDS = st.integers(min_value=0, max_value=2**32)


@given(SEEDS)
@settings(max_examples=80, deadline=None)
def test_a_few_edits(seed: int) -> None:
    old, new = edited_pair(seed)
    proved(old, new)
    proved(new, old)


@given(SEEDS)
@settings(max_examples=20, deadline=None)
def test_documents_that_have_nothing_in_common(seed: int) -> None:
    proved(*unrelated_pair(seed))


@given(SEEDS)
@settings(max_examples=20, deadline=None)
def test_the_same_document_has_no_changes(seed: int) -> None:
    document = Maker(random.Random(seed)).document()
    comparison, changes = proved(document, document)
    assert changes == []
    assert comparison.status is Status.EQUAL


@given(SEEDS)
@settings(max_examples=20, deadline=None)
def test_ids_stay_while_other_things_change(seed: int) -> None:
    old, new = edited_pair(seed, 2)
    other = Section("elsewhere", Bilingual("다른 절"), blocks=(Paragraph((Text("새로 들어온 문단이다."),)),))
    more = replace(new, sections=(*new.sections, other))
    before, after = ({change.id for change in proved(old, each)[1]} for each in (new, more))
    assert before <= after


Given = Block | str | tuple[Inline, ...]


def document(*blocks: Given) -> Document:
    """A document of one section that holds the blocks; a text is a paragraph, an inline one of its own."""
    section = Section("one", Bilingual("한 절"), "1.", tuple(map(block, blocks)))
    return Document("plan", Bilingual("계획서"), "ko", sections=(section,))


def block(given: Given) -> Block:
    if isinstance(given, str):
        return Paragraph((Text(given),))
    return Paragraph(given) if isinstance(given, tuple) else given


def one(old: Document, new: Document) -> Change:
    """The only change between two documents."""
    (change,) = proved(old, new)[1]
    return change


def kinds(old: Document, new: Document) -> list[str]:
    return [f"{change.kind.value} {change.subject.value}" for change in proved(old, new)[1]]


FIRST = "첫째 문단은 연구의 목적과 배경을 설명하는 글이다."
SECOND = "둘째 문단은 대상자의 선정 기준을 하나씩 적은 글이다."
THIRD = "셋째 문단은 이상반응의 보고와 조치를 적은 글이다."


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ((FIRST, SECOND, THIRD), (FIRST, THIRD), ["deleted paragraph"]),
        ((FIRST, THIRD), (FIRST, SECOND, THIRD), ["inserted paragraph"]),
        ((FIRST, SECOND, THIRD), (SECOND, THIRD, FIRST), ["moved paragraph"]),
        ((FIRST,), (FIRST.replace("목적과", "목표와"),), ["changed paragraph"]),
        ((FIRST,), ((Styled(Style.STRONG, (Text(FIRST),)),),), ["formatted paragraph"]),
        ((FIRST,), (Paragraph((Text(FIRST),), "note"),), ["formatted paragraph"]),
        ((FIRST, PageBreak(), SECOND), (FIRST, SECOND), ["deleted layout"]),
        ((Box("note", (Paragraph((Text(FIRST),)),)),), (Box("example", (Paragraph((Text(FIRST),)),)),), ["formatted box"]),
        (((Text("표 참조: "), Reference("t", "표 3")),), ((Text("표 참조: "), Reference("t", "표 4")),), ["renumbered paragraph"]),
        (((Text("표 참조: "), Reference("t", "표 3")),), ((Text("표 참조: "), Reference("u", "표 4")),), ["changed paragraph"]),
        (((Text("값"), Footnote((Text("옛 주석"),), 1)),), ((Text("값"), Footnote((Text("새 주석"),), 1)),), ["changed paragraph"]),
        (((Text("값"), Footnote((Text("주석"),), 1)),), ((Text("값"), Footnote((Text("주석"),), 2)),), []),
        (((Field("60명", ("population.size",), 60),),), ((Field("60명", ("population.number",), 60),),), []),
        (("3. 연구요약 1부.",), ("5. 연구요약 1부.",), ["renumbered paragraph"]),
        (("3) 연구요약의 제출",), ("5) 연구계획의 제출",), ["changed paragraph"]),
        (("3 mL를 투여한다.",), ("5 mL를 투여한다.",), ["changed paragraph"]),
        (("3.5 mL를 투여한다.",), ("4.5 mL를 투여한다.",), ["changed paragraph"]),
        (((Text("가나"), Text("다라")),), ((Text("가나다라"),),), []),
    ],
)  # fmt: skip
def test_what_is_told(old: tuple[Given, ...], new: tuple[Given, ...], expected: list[str]) -> None:
    assert kinds(document(*old), document(*new)) == expected


def listed(*texts: str) -> ItemList:
    return ItemList(tuple(Item((Paragraph((Text(text),)),)) for text in texts))


def test_an_item_that_was_put_in_changes_no_other() -> None:
    change = one(document(listed(FIRST, SECOND)), document(listed(FIRST, THIRD, SECOND)))
    assert (change.kind.value, change.subject.value, change.label.ko) == ("inserted", "item", "항목 2")
    assert change.after_text == THIRD


def test_an_item_that_moved_and_changed_is_one_change() -> None:
    changed = THIRD.replace("보고와", "기록과")
    change = one(document(listed(FIRST, SECOND, THIRD)), document(listed(changed, FIRST, SECOND)))
    assert (change.kind.value, change.before_text, change.after_text) == ("moved", THIRD, changed)
    assert [span.op for span in change.after if span.op is not Op.EQUAL] == [Op.INSERT]


def nested(*sections: Section) -> Document:
    return Document("plan", Bilingual("계획서"), "ko", sections=sections)


def part(name: str, *texts: str, title: str = "", number: str = "", below: tuple[Section, ...] = ()) -> Section:
    blocks = tuple(Paragraph((Text(text),)) for text in texts)
    return Section(name, Bilingual(title or f"{name} 절"), number, blocks, below)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ((part("a", FIRST), part("b", SECOND)), (part("b", SECOND), part("a", FIRST)), ["moved section"]),
        ((part("a", FIRST), part("b", SECOND)), (part("a", FIRST),), ["deleted section"]),
        ((part("a", FIRST, below=(part("c", THIRD),)), part("b", SECOND)),
         (part("a", FIRST), part("b", SECOND, below=(part("c", THIRD),))), ["moved section"]),
        ((part("a", FIRST, number="1."),), (part("a", FIRST, number="2."),), ["renumbered heading"]),
        ((part("a", FIRST, title="목적"),), (part("a", FIRST, title="목표"),), ["changed heading"]),
        ((part("a", FIRST, title="목적"),), (part("z", FIRST, title="목적"),), []),
        ((part("a", FIRST, SECOND, THIRD),), (part("z", FIRST, SECOND, THIRD),), ["changed heading"]),
        ((part("a", FIRST), part("b", SECOND)), (part("a"), part("b", SECOND, FIRST)), ["moved paragraph"]),
    ],
)  # fmt: skip
def test_sections(old: tuple[Section, ...], new: tuple[Section, ...], expected: list[str]) -> None:
    assert kinds(nested(*old), nested(*new)) == expected


def test_headings_without_an_id_are_known_by_their_title() -> None:
    """Their ids only count them, so an added one gives all behind it other ids."""
    old = nested(part("plan", below=(part("plan.1", FIRST, title="목적"), part("plan.2", SECOND, title="방법"))))
    new = nested(
        part(
            "plan",
            below=(
                part("plan.1", FIRST, title="목적"),
                part("plan.2", THIRD, title="대상"),
                part("plan.3", SECOND, title="방법"),
            ),
        )
    )
    assert kinds(old, new) == ["inserted section"]
    assert kinds(new, old) == ["deleted section"]


def test_two_headings_without_an_id_that_changed_places_are_one_move() -> None:
    parts = (("목적", FIRST), ("방법", SECOND), ("평가", THIRD))
    old, new = (
        nested(part("plan", below=tuple(part(f"plan.{n}", text, title=title) for n, (title, text) in enumerate(order))))
        for order in (parts, (parts[1], parts[0], parts[2]))
    )
    assert kinds(old, new) == ["moved section"]


def test_a_table_behind_the_last_heading_stays_whatever_that_heading_is() -> None:
    """A template sets its tables behind what was written; they don't go with the heading that stood last."""
    table = Table((Column(1.0),), (Row((Cell((Text("1군"),)),)),), label="table-arms", number="표 1")
    parts = (("목적", FIRST), ("방법", SECOND))
    old, new = (
        nested(
            part(
                "plan",
                below=tuple(
                    replace(each, blocks=(*each.blocks, *([table] if n else ())))
                    for n, (title, text) in enumerate(order)
                    for each in [part(f"plan.{n}", text, title=title)]
                ),
            )
        )
        for order in (parts, parts[::-1])
    )
    assert not {"inserted table", "deleted table", "moved table"} & set(kinds(old, new))


def test_what_changed_in_a_section_that_moved_is_told_too() -> None:
    old = nested(part("a", FIRST), part("b", SECOND), part("c", THIRD))
    new = nested(part("c", THIRD.replace("조치를", "처치를")), part("a", FIRST), part("b", SECOND))
    assert kinds(old, new) == ["moved section", "changed paragraph"]


def test_spans_keep_the_paths_of_values() -> None:
    old: tuple[Inline, ...] = (Text("한 번에 "), Field("5.0×10⁷ cells", ("dose",), "5.0e7 cells"), Text("를 준다"))
    new: tuple[Inline, ...] = (Text("한 번에 "), Field("1.0×10⁸ cells", ("dose",), "1.0e8 cells"), Text("를 준다"))
    pair = _only_block(document(old), document(new))
    assert [(span.op, span.old, span.new) for span in pair.spans[1:3]] == [
        (Op.DELETE, (old[1],), ()),
        (Op.INSERT, (), (new[1],)),
    ]


def _only_block(old: Document, new: Document) -> BlockPair:
    (section,) = compare_documents(old, new).sections
    assert isinstance(section, SectionPair)
    (pair,) = section.blocks
    return pair


def test_many_edits_of_a_long_document() -> None:
    chance = random.Random(5)
    maker = Maker(chance)
    old = replace(maker.document(), sections=tuple(maker.section() for _ in range(30)))
    proved(old, Editor(chance).edited(old, 60))


def test_edits_among_paragraphs_that_repeat() -> None:
    """Forms repeat their lines; an edit of one of many equal ones changes no other."""
    texts = [FIRST, SECOND, THIRD, "해당사항 없음"] * 150
    new = [*texts]
    new[40] = FIRST.replace("목적과", "목표와")
    del new[300]
    new.insert(500, "새로 들어온 줄이다.")
    assert sorted(kinds(document(*texts), document(*new))) == [
        "changed paragraph",
        "deleted paragraph",
        "inserted paragraph",
    ]
