"""Two editions of a small filing that differ in every way that the faces draw, and their comparison."""

from __future__ import annotations

from msgspec.structs import replace

from regdocs.document.block import Block, Cell, Column, Item, ItemList, Paragraph, Row, Table
from regdocs.document.document import Document, Section
from regdocs.document.inline import Field, Inline, Text
from regdocs.language import Bilingual
from regdocs.review.change import Assessment, Comparison, Edition, FieldChange, FieldKind, FieldPlace, Impact
from regdocs.review.compare import compare_trees

ORDER = ("plan", "form", "withdrawn", "untouched")
DOSE = "interventions.ips.dose"


def text(*parts: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(part) if isinstance(part, str) else part for part in parts))


def rows(*lines: tuple[str | Inline, ...]) -> tuple[Row, ...]:
    return tuple(Row(tuple(Cell((Text(each) if isinstance(each, str) else each,)) for each in line)) for line in lines)


def paper(name: str, *sections: Section, revision: str = "1.0") -> Document:
    return Document(name, Bilingual(f"{name} 문서", f"{name} paper"), "ko", order=ORDER.index(name), number=f"N-{name}", revision=revision,
                    date="2026-09-01", study="과제", sections=sections)  # fmt: skip


def section(name: str, number: str, *blocks: Block, sections: tuple[Section, ...] = ()) -> Section:
    return Section(name, Bilingual(f"{name} 절", f"{name} part"), number, blocks, sections)


def dose(words: str, raw: str) -> Field:
    return Field(words, (DOSE,), raw, "quantity")


def table(*lines: tuple[str | Inline, ...]) -> Table:
    return Table(
        (Column(0.5), Column(0.5)), rows(("항목", "값"), *lines), head=1, caption=(Text("용량"),), number="표 1"
    )


LONG = "이 문장은 바뀌지 않았으며 앞뒤의 문맥을 보이기 위하여 길게 적은 것으로서 그 가운데는 줄여서 보여야 한다. " * 3

OLD = (
    paper(
        "plan",
        section(
            "dose", "3-1",
            text("한 번에 ", dose("5.0×10⁷ cells", "5e7"), "를 투여한다."),
            text("첫째 문단은 옮겨질 것이므로 다른 곳에서 다시 나온다."),
            text("둘째 문단은 그대로 있다."),
            text("셋째 문단은 없어질 것이다. <b>&"),
            table(("1회", dose("5.0×10⁷ cells", "5e7")), ("횟수", "3회"), ("없앨 행", "값")),
            ItemList((Item((text("가나다"),)), Item((text("라마바"),)))),
            sections=(section("inner", "가.", text(f"{LONG}투여 후 4시간 관찰한다.")),),
        ),
        section("same", "4", text("바뀌지 않는 절")),
        section("gone", "5", text("삭제되는 절")),
    ),
    paper("form", section("only", "1", text("용량 ", dose("5.0×10⁷ cells", "5e7")))),
    paper("withdrawn", section("only", "1", text("철회"))),
    paper("untouched", section("only", "1", text("그대로"))),
)  # fmt: skip

NEW = (
    paper(
        "plan",
        section(
            "dose", "3-1",
            text("한 번에 ", dose("1.0×10⁸ cells", "1e8"), "을 투여한다."),
            text("둘째 문단은 그대로 있다."),
            table(("1회", dose("1.0×10⁸ cells", "1e8")), ("횟수", "3회"), ("새 행", "값")),
            ItemList((Item((text("가나다"),)), Item((text("새 항목"),)), Item((text("라마바"),)))),
            text("첫째 문단은 옮겨질 것이므로 다른 곳에서 다시 나온다."),
            sections=(section("inner", "가.", text(f"{LONG}투여 후 6시간 관찰한다.")),),
        ),
        section("same", "4", text("바뀌지 않는 절")),
        section("fresh", "5", text("신설되는 절 <script>alert(1)</script>")),
        revision="1.1",
    ),
    paper("form", section("only", "1", text("용량 ", dose("1.0×10⁸ cells", "1e8"))), revision="1.1"),
    paper("untouched", section("only", "1", text("그대로"))),
)  # fmt: skip

FIELD = FieldChange(
    DOSE, FieldKind.CHANGED, "5.0e7 cells", "1.0e8 cells",
    Bilingual("5.0×10⁷ cells"), Bilingual("1.0×10⁸ cells"), Bilingual("1회 용량", "dose"), factor=2.0,
    places=(FieldPlace("plan", None, "dose"), FieldPlace("form", None, "only")),
)  # fmt: skip


def comparison() -> Comparison:
    """The comparison, with a reason for what the dose caused and a class for each change."""
    editions = (
        Edition("rev1", Bilingual("과제"), "2026-09-01", "1.0"),
        Edition("rev2", Bilingual("과제"), "2026-11-01", "1.1"),
    )
    compared = compare_trees(OLD, NEW, editions, [FIELD])
    changes = []
    for number, change in enumerate(compared.changes, 1):
        caused = bool(change.causes)
        changes.append(
            replace(
                change,
                reason=Bilingual("용량 증량\n독성시험 결과 반영", "dose raised") if caused else None,
                question="2" if caused else "",
                assessment=Assessment(Impact.IMPORTANT if caused else Impact.WORDING),
                old_page=number,
                new_page=number + 1,
            )
        )
    caused_ids = tuple(change.id for change in changes if change.causes)
    return replace(compared, changes=tuple(changes), fields=(replace(FIELD, changes=caused_ids),))
