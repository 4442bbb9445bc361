"""Links between the papers of a packet: what names another one leads to it, in the merged file."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from packet_filing import packet

from regdocs.build.record import DocumentRecord, Title
from regdocs.document.block import Cell, Column, Paragraph, Row, Table
from regdocs.document.document import Document, Section
from regdocs.document.inline import Field, Footnote, Inline, Style, Styled, Text
from regdocs.language import Bilingual
from regdocs.packet.built import Built
from regdocs.packet.manifest import from_bytes
from regdocs.packet.mentions import Mention, Names
from regdocs.packet.plan import Item, Part, Plan, State
from regdocs.packet.specification import RouteSpecification

SOME = Bilingual("제출자료", "Packet")


def names(*items: Item) -> Names:
    """What a packet knows that has a part for each item."""
    route = RouteSpecification(id="all", title=SOME, receiver=SOME, takes=("mfds",), parts=("part-1",))
    parts = [Part(f"part-{index}", index, each.title, "", (), (each,)) for index, each in enumerate(items, start=1)]
    return Names(Plan(route, tuple(parts)))


def attached(identifier: str, title: str, printed: bool = True) -> Item:
    key = f"attachment:{identifier}"
    path = Path("file.pdf") if printed else None
    return Item(key, title, State.ATTACHED, key, printed=path, pages=3, attachment=identifier)


def document(*blocks: Paragraph | Table) -> Document:
    section = Section("list", Bilingual("목록"), blocks=blocks)
    return Document("data-list", Bilingual("자료 전체 목록"), "ko", sections=(section,))


def title_of(identifier: str, text: str) -> Field:
    return Field(text, (f"attachments[{identifier}].title",), text)


def told(mentions: list[Mention]) -> list[tuple[str, str]]:
    return [(each.line[each.start : each.end], each.place) for each in mentions]


def test_an_attachment_is_known_by_where_its_title_came_from() -> None:
    known = names(attached("report", "시험보고서"), attached("licence", "허가증", printed=False))
    rows = [
        Row((Cell((Text("1"),)), Cell((Styled(Style.STRONG, (title_of("report", "시험 보고서"),)),)))),
        Row((Cell((Text("2"),)), Cell((title_of("licence", "허가증 사본"),)))),
        Row((Cell((Text("3"),)), Cell((title_of("other", "다른 서류"),)))),
    ]
    found = list(known.mentions(document(Table((Column(0.2), Column(0.8)), tuple(rows)))))
    # What has no pages here is represented by its part.
    assert told(found) == [("시험보고서", "attachment:report"), ("허가증사본", "part-2")]
    assert [each.line for each in found] == ["1시험보고서", "2허가증사본"]


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ((Text("서약서"),), ["part-1"]),
        ((Text("연구자는 서약서를 낸다"),), []),
        ((Text("서약"), Styled(Style.EMPHASIS, (Text("서"),)), Footnote((Text("서약서"),), 1)), ["part-1"]),
    ],
)
def test_a_part_is_meant_only_by_a_line_that_says_nothing_else(line: tuple[Inline, ...], places: list[str]) -> None:
    known = names(attached("pledge", "서약서"))
    assert [each.place for each in known.mentions(document(Paragraph(line)))] == places


def written(identifier: str, title: str, instance: str | None = None, institution: str = "") -> Item:
    """A generated document of the packet."""
    tree = Document(
        identifier, Bilingual(title), "ko", order=2, instance=instance, number=f"AD-{identifier[0].upper()}"
    )
    record = DocumentRecord(identifier, Title(title), "", (), instance, {}, "", 4, (), ())
    built = Built(tree, Path("file.pdf"), "", "", 4, record)
    path, key = Path("file.pdf"), f"document:{built.key}"
    return Item(key, title + institution, State.GENERATED, key, printed=path, pages=4, built=built)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. 승인신청서(가나병원) 1부", [("승인신청서(가나병원)", "document:application-a")]),
        ("2. 승인신청서 (다라병원) 1부", [("승인신청서(다라병원)", "document:application-b")]),
        # The same title twice: what was named just before says which is meant.
        ("02-application-b 승인신청서", [("02-application-b", "document:application-b"), ("승인신청서", "document:application-b")]),
        ("승인신청서와 함께", [("승인신청서", "document:application-a")]),
        # A number may be the beginning of another one.
        ("AD-P2와 AD-P", [("AD-P", "document:plan")]),
        ("자료 전체 목록", []),
    ],
)  # fmt: skip
def test_documents_are_known_by_title_institution_number_and_file(text: str, expected: list[tuple[str, str]]) -> None:
    known = names(
        written("application", "승인신청서", "a", " (가나병원)"),
        written("application", "승인신청서", "b", " (다라병원)"),
        written("plan", "연구계획서"),
        written("data-list", "자료 전체 목록"),
    )
    assert told(list(known.mentions(document(Paragraph((Text(text),)))))) == expected


@pytest.fixture(scope="module")
def merged(built_filing: Path) -> Path:
    return packet(built_filing, out=built_filing / "crossing").folder


def test_words_that_name_another_paper_lead_to_its_page(merged: Path) -> None:
    manifest = from_bytes((merged / "manifest.json").read_bytes())
    assert manifest is not None
    first = {item.key: item.page or 0 for part in manifest.parts for item in part.items}
    plan, basis = first["document:research-plan"], first["document:cell-standards"]
    with pikepdf.open(merged / "packet.pdf") as document, pypdfium2.PdfDocument(merged / "packet.pdf") as shown:
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages, start=1)}
        found = []
        for number in (plan, basis):
            text = shown[number - 1].get_textpage()
            for annotation in document.pages[number - 1].obj.get("/Annots", ()):
                if "/Dest" in annotation and isinstance(annotation.Dest, pikepdf.Array):
                    words = text.get_text_bounded(*(float(side) for side in annotation.Rect)).strip()
                    found.append((number, words, pages[annotation.Dest[0].objgen]))
        method = next(
            number
            for number, page in enumerate(shown, start=1)
            if "제목 method" in page.get_textpage().get_text_range()
        )
    # The signed application has its own page in the packet, and the plan's method begins on a page of the plan.
    assert found == [
        (plan, "2.", method),
        (plan, "근거자료", basis),
        (basis, "연구계획서", plan),
        (basis, "AD-1-R", plan),
        (basis, str(method - plan + 1), method),
        (basis, "승인신청서", first["document:approval-application"]),
    ]
