"""Tables: rows by what they are about, columns by their heads, cells by both."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tree_proof import proved

from regdocs.document.block import Align, Cell, Column, Row, Table
from regdocs.document.document import Document, Section
from regdocs.document.inline import Field, Text
from regdocs.language import Bilingual
from regdocs.review.change import Change

HEAD = ("항목", "기준", "방법")
COUNT = ("세포수", "80~120 %", "계수")
VIABLE = ("생존율", "80 % 이상", "염색")
STERILE = ("무균", "음성", "배양")
TOXIN = ("엔도톡신", "2 EU/mL 이하", "LAL")


def table(*rows: tuple[str, ...], head: int = 1, caption: str = "출하시험", number: str = "표 1") -> Table:
    columns = (Column(1 / len(rows[0])),) * len(rows[0])
    made = tuple(Row(tuple(Cell((Text(text),)) for text in row)) for row in rows)
    return Table(columns, made, head, (Text(caption),), number=number)


def document(table: Table) -> Document:
    return Document("plan", Bilingual("계획서"), "ko", sections=(Section("tests", Bilingual("시험"), "1.", (table,)),))


def changes(old: Table, new: Table) -> list[Change]:
    return proved(document(old), document(new))[1]


def told(old: Table, new: Table) -> list[tuple[str, str, str]]:
    return [
        (f"{each.kind.value} {each.subject.value}", each.before_text, each.after_text) for each in changes(old, new)
    ]


OLD = table(HEAD, COUNT, VIABLE, STERILE)


def test_rows_about_one_item_are_known_by_their_first_cell() -> None:
    def about(method: str) -> Table:
        words = {"계통": "누드마우스 암수", "방법": method, "판정": "독성이 없었다"}
        rows = (
            Row((Cell((Text(head),)), Cell((Field(value, (f"nonclinical[single].{head}",)),))))
            for head, value in words.items()
        )
        return Table((Column(0.5), Column(0.5)), tuple(rows), form=True)

    old, new = about("꼬리정맥으로 한 번 투여하였다"), about("복강")
    assert told(old, new) == [("changed cell", "꼬리정맥으로 한 번 투여하였다", "복강")]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (table(HEAD, COUNT, ("생존율", "90 % 이상", "염색"), STERILE), [("changed cell", "80 % 이상", "90 % 이상")]),
        (table(HEAD, COUNT, TOXIN, VIABLE, STERILE), [("inserted row", "", "엔도톡신 | 2 EU/mL 이하 | LAL")]),
        (table(HEAD, COUNT, STERILE), [("deleted row", "생존율 | 80 % 이상 | 염색", "")]),
        (table(HEAD, STERILE, COUNT, VIABLE), [("moved row", "무균 | 음성 | 배양", "무균 | 음성 | 배양")]),
        (table(*(row[:2] for row in (HEAD, COUNT, VIABLE, STERILE))), [("deleted column", "방법 | 계수 | 염색 | 배양", "")]),
        (
            table(*((*row, word) for row, word in zip((HEAD, COUNT, VIABLE, STERILE), ("비고", "가", "나", "다"), strict=True))),
            [("inserted column", "", "비고 | 가 | 나 | 다")],
        ),
        (
            table(*((row[0], word, *row[1:]) for row, word in zip((HEAD, COUNT, VIABLE, STERILE), ("단위", "%", "%", "-"), strict=True))),
            [("inserted column", "", "단위 | % | % | -")],
        ),
        (
            table(*((row[0], word, *row[1:]) for row, word in
                    zip((HEAD, COUNT, ("생존율", "90 % 이상", "염색"), STERILE), ("단위", "%", "%", "-"), strict=True))),
            [("inserted column", "", "단위 | % | % | -"), ("changed cell", "80 % 이상", "90 % 이상")],
        ),
        (table(("항목", "적합기준", "방법"), COUNT, VIABLE, STERILE), [("changed cell", "기준", "적합기준")]),
        (table(HEAD, COUNT, VIABLE, STERILE, caption="출하 시험"), [("changed caption", "출하시험", "출하 시험")]),
        (table(HEAD, COUNT, VIABLE, STERILE, number="표 2"), [("renumbered caption", "표 1 출하시험", "표 2 출하시험")]),
        (table(HEAD, COUNT, ("생존율", "80 % 이상", "계수")), [
            ("changed cell", "염색", "계수"), ("deleted row", "무균 | 음성 | 배양", "")]),
    ],
)  # fmt: skip
def test_what_is_told(new: Table, expected: list[tuple[str, str, str]]) -> None:
    assert told(OLD, new) == expected


def test_a_cell_is_named_by_its_row_and_its_column() -> None:
    (change,) = changes(OLD, table(HEAD, COUNT, ("생존율", "90 % 이상", "염색"), STERILE))
    assert change.label.ko == "표 1 · 생존율 · 기준"


def field_table(*items: tuple[str, str, str]) -> Table:
    """A row each: its first cell prints the name of a test, its second the limit."""
    rows = (
        Row((Cell((Field(name, (f"tests[{key}].name",)),)), Cell((Field(limit, (f"tests[{key}].limit",)),))))
        for key, name, limit in items
    )
    return Table((Column(0.5),) * 2, (Row((Cell((Text("시험"),)), Cell((Text("기준"),)))), *rows), 1)


def test_a_row_is_the_same_row_by_the_item_that_it_prints() -> None:
    old = field_table(("a", "세포 계수", "5 이상"), ("b", "무균 시험", "음성"))
    new = field_table(("c", "내독소", "2 이하"), ("a", "총 유핵 세포의 측정", "7 이상"), ("b", "무균 시험", "음성"))
    assert [each[0] for each in told(old, new)] == ["inserted row", "changed cell", "changed cell"]


def test_two_items_are_two_rows_however_alike() -> None:
    old = field_table(("a", "12주 안에 접종한 사람", "없음"), ("b", "무균 시험", "음성"))
    new = field_table(("c", "24주 안에 접종한 사람", "없음"), ("b", "무균 시험", "음성"))
    assert [each[0] for each in told(old, new)] == ["deleted row", "inserted row"]


def test_rows_that_are_only_counted_are_known_by_what_they_say() -> None:
    papers = ("공문", "자료 전체 목록", "연구요약", "연구계획서")

    def numbered(*names: str) -> Table:
        return table(("연번", "문서"), *((str(number), name) for number, name in enumerate(names, 1)))

    old, new = numbered(*papers), numbered(papers[0], "승인신청서", *papers[1:])
    assert told(old, new) == [
        ("inserted row", "", "2 | 승인신청서"),
        ("renumbered cell", "2", "3"),
        ("renumbered cell", "3", "4"),
        ("renumbered cell", "4", "5"),
    ]
    weights = (table(("체중", "용량"), (weight, "1 mL"), ("60", "2 mL")) for weight in ("45", "50"))
    assert told(*weights) == [("changed cell", "45", "50")]


def test_rows_under_a_cell_that_reaches_down() -> None:
    old = Table(
        (Column(0.5),) * 2,
        (
            Row((Cell((Text("물리"),), rowspan=2), Cell((Text("성상"),)))),
            Row((Cell((Text("pH 7.0"),)),)),
            Row((Cell((Text("생물"),)), Cell((Text("무균"),)))),
        ),
    )
    new = replace(old, rows=(replace(old.rows[0], cells=(replace(old.rows[0].cells[0], rowspan=3), old.rows[0].cells[1])),
                             Row((Cell((Text("삼투압 300"),)),)), *old.rows[1:]))  # fmt: skip
    assert told(old, new) == [("inserted row", "", "삼투압 300")]


def test_only_the_look_of_cells_changed() -> None:
    old = table(HEAD, COUNT)
    row = old.rows[1]
    new = replace(old, rows=(old.rows[0], Row((replace(row.cells[0], align=Align.CENTER), *row.cells[1:]))))
    assert told(old, new) == [("formatted cell", "세포수", "세포수")]
    wide = replace(old, columns=(Column(0.5), Column(0.25), Column(0.25)))
    assert [each[0] for each in told(old, wide)] == ["formatted table"]


def test_two_hundred_equal_rows_and_one_more() -> None:
    rows = [("값", "", "")] * 200
    assert [each[0] for each in told(table(HEAD, *rows), table(HEAD, *rows, ("값", "", "")))] == ["inserted row"]
