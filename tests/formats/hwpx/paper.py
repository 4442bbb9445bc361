"""A paper in small with every kind of block and inline, and what its HWPX holds, for the tests of that format."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from regdocs.document.block import (
    Align,
    Block,
    Box,
    Cell,
    Column,
    Contents,
    Figure,
    Item,
    ItemList,
    Landscape,
    ListKind,
    Marker,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from regdocs.document.document import Document, Section
from regdocs.document.inline import Break, Field, Footnote, Gap, Inline, Link, Reference, Style, Styled, Text
from regdocs.formats.format import Layout
from regdocs.formats.hwpx.write import write
from regdocs.language import Bilingual
from regdocs.template_set.style import Style as Looks

P = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
H = "{http://www.hancom.co.kr/hwpml/2011/head}"
C = "{http://www.hancom.co.kr/hwpml/2011/core}"
FIGURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100">'
    '<rect width="200" height="100" fill="#eef2f7"/></svg>'
)
RESOURCES = {"figures/flow.svg": FIGURE.encode()}
LAYOUT = Layout(9, {"dose": 4, "limits": 5, "wide": 6, "end": 8}, {"table-limits": 5, "figure-flow": 7})


def text(*parts: str | Inline) -> tuple[Inline, ...]:
    """Inlines; a string is plain text."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def paragraph(*parts: str | Inline, role: str = "") -> Paragraph:
    return Paragraph(text(*parts), role)


def items(marker: Marker, *entries: str | tuple[Block, ...], start: int = 1) -> ItemList:
    blocks = ((paragraph(entry),) if isinstance(entry, str) else entry for entry in entries)
    return ItemList(tuple(Item(entry) for entry in blocks), marker, start)


def row(*cells: str | Cell) -> Row:
    return Row(tuple(Cell(text(cell)) if isinstance(cell, str) else cell for cell in cells))


DOSE = Field("1.0×10⁸ cells", ("product.dose.amount", "product.dose.unit"), 1.0e8, "quantity")
LIMITS = Table(
    (Column(0.3), Column(0.5), Column(0.2, Align.CENTER)),
    (
        row("시험항목", "기준", "판정"),
        row(Cell(text("생존율"), rowspan=2), "80 % 이상", "○"),
        row("두 번째\u00a0기준", "○"),
        row(Cell(text("합친 칸"), colspan=2, header=True), Cell(text("첫 줄", Break(), "둘째 줄"))),
    ),
    head=1,
    caption=text("출하시험 기준"),
    label="table-limits",
    number="표 1",
)


def document(*sections: Section) -> Document:
    """The paper; with `sections` it has these instead of its own."""
    return Document(
        id="research-plan",
        title=Bilingual("연구계획서", "Research Plan"),
        language="ko",
        number="RP-2026-001",
        revision="1.2",
        date="2026-11-22",
        study="동종 제대혈 유래 <세포> & 안전성",
        author="한빛대학교병원",
        notice="예시: 모두 가상의 값",
        cover=(paragraph("연구계획서", role="title"), Table((Column(1),), (row("표지"),), form=True)),
        contents=(Contents(), Contents(ListKind.TABLES), Contents(ListKind.FIGURES)),
        sections=sections or (_dose(), _limits(), _wide(), _end()),
    )


def _dose() -> Section:
    looks = (
        Styled(Style.STRONG, text("굵게")),
        Styled(Style.EMPHASIS, text("강조")),
        Styled(Style.SUBSCRIPT, text("2")),
        Styled(Style.CODE, text("RG-101")),
        Link("https://www.mfds.go.kr/a?b=1", text("식약처")),
        Link("nowhere", text("그냥")),
    )
    return Section(
        "dose",
        Bilingual("투여"),
        "1",
        (
            paragraph("용량은 ", DOSE, "이다", Footnote(text("첫 각주"), 1), ". ", *looks),
            paragraph("금액: ", Gap("미기재", "insurance.amount"), " 끝", Footnote(text("둘째 ", DOSE), 2)),
            items(
                Marker.NUMBER,
                "셋째부터",
                (paragraph("넷째"), items(Marker.HANGUL_PARENTHESIS, "안쪽 가", "안쪽 나"), paragraph("이어서")),
                start=3,
            ),
            items(Marker.HANGUL_CIRCLE, "동그라미"),
            items(Marker.BULLET, "점"),
        ),
    )


def _limits() -> Section:
    refers = paragraph("기준은 ", Reference("table-limits", "표 1"), ", 투여는 ", Reference("dose", "1"), " 참조")
    return Section("limits", Bilingual("기준과 시험방법"), "1-1", (refers, LIMITS, paragraph("표 다음")))


def _wide() -> Section:
    boxed = Box("note", (paragraph("상자 안"), items(Marker.BULLET, "상자의 점"), LIMITS))
    return Section(
        "wide",
        Bilingual("가로 쪽"),
        "2",
        (paragraph("세로"), Landscape((paragraph("가로"),)), PageBreak(), boxed),
    )


def _end() -> Section:
    flow = Figure("figures/flow.svg", "흐름의 설명", text("흐름"), "figure-flow", "그림 1", 0.5)
    return Section("end", Bilingual("끝"), "", (flow, flow, paragraph("마지막")), page_break=True)


class File:
    """The parts of an HWPX."""

    def __init__(self, document: Document, layout: Layout | None = LAYOUT) -> None:
        self.data = write(document, RESOURCES, Looks(), layout)
        self.archive = zipfile.ZipFile(io.BytesIO(self.data))

    @cached_property
    def head(self) -> etree._Element:
        return self.part("Contents/header.xml")

    @cached_property
    def sections(self) -> list[etree._Element]:
        return [self.part(name) for name in self.archive.namelist() if name.startswith("Contents/section")]

    def part(self, name: str) -> etree._Element:
        return etree.fromstring(self.archive.read(name))

    def all(self, name: str) -> Iterator[etree._Element]:
        """Every element of that name in the text, in reading order."""
        for section in self.sections:
            yield from section.iter(f"{P}{name}")


def edited(data: bytes, part: str, old: str, new: str, count: int = -1) -> bytes:
    """The file with `old` replaced in one of its parts; it has to be there."""
    return with_parts(data, {part: _replaced(zipfile.ZipFile(io.BytesIO(data)).read(part).decode(), old, new, count)})


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The file with some parts changed or more; None of the others is touched."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(buffer, "w") as copy:
        for name in archive.namelist():
            copy.writestr(name, parts.get(name, archive.read(name)))
        for name in parts.keys() - set(archive.namelist()):
            copy.writestr(name, parts[name])
    return buffer.getvalue()


def _replaced(content: str, old: str, new: str, count: int) -> bytes:
    assert old in content
    return content.replace(old, new, count).encode()
