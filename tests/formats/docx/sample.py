"""A research plan in small, with every kind of heading number, block and inline, for the tests of the office formats."""

from __future__ import annotations

import struct
import zlib

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
from regdocs.document.document import Document, Kind, Section
from regdocs.document.inline import Break, Citation, Field, Footnote, Gap, Inline, Link, Reference, Style, Styled, Text
from regdocs.language import Bilingual

STUDY = "중등도~중증 아토피피부염 환자에서 동종 제대혈 유래 중간엽줄기세포 3회 반복 피하투여의 안전성 및 유효성"
NEED = (
    "현재 이용 가능한 생물학적 제제와 야누스키나제(JAK) 억제제는 증상을 빠르게 완화하지만, 투여를 중단하면 다수의 환자에서 재발하고 "
    "결막염, 대상포진 등의 이상반응으로 치료를 이어 가지 못하는 환자가 있다. 이러한 환자에게는 면역조절 작용이 지속되는 새로운 치료법이 "
    "필요하며, 제대혈 유래 중간엽줄기세포는 선행 연구에서 단회 투여만으로 증상 점수를 낮추었다."
)
DOSING = (
    "연구대상자는 0주, 4주, 8주에 양측 상완, 양측 대퇴, 복부의 다섯 부위에 나누어 피하로 투여받고, 투여 후 4시간 동안 활력징후와 "
    "투여 부위 반응을 관찰받는다. 첫 연구대상자의 투여 후 14일 동안 안전성을 확인한 다음 두 번째 연구대상자에게 투여한다."
)
FLOW = """<svg xmlns="http://www.w3.org/2000/svg" width="600" height="150" viewBox="0 0 600 150">
<g fill="#eef2f7" stroke="#1f3a5f"><rect x="5" y="45" width="150" height="60"/><rect x="225" y="45" width="150" height="60"/>
<rect x="445" y="45" width="150" height="60"/></g><g stroke="#1f3a5f"><path d="M155 75H220M375 75H440"/></g>
<g font-family="NanumGothic" font-size="17" text-anchor="middle"><text x="80" y="81">제대혈 채취</text>
<text x="300" y="81">분리·배양(P7)</text><text x="520" y="81">출하시험·투여</text></g></svg>"""


def png(width: int = 60, height: int = 20) -> bytes:
    """A grey picture."""
    rows = (b"\0" + b"\xc8" * width) * height
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    drawn = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + drawn


RESOURCES = {"figures/process.svg": FLOW.encode(), "figures/curve.png": png()}


def text(*parts: str | Inline) -> tuple[Inline, ...]:
    """Inlines; a string is plain text."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def paragraph(*parts: str | Inline, role: str = "") -> Paragraph:
    return Paragraph(text(*parts), role)


def section(identifier: str, number: str, title: str, *content: Block | Section, **named: bool) -> Section:
    """A section whose content is blocks, then sections."""
    return Section(
        identifier,
        Bilingual(title),
        number,
        blocks=tuple(part for part in content if not isinstance(part, Section)),
        sections=tuple(part for part in content if isinstance(part, Section)),
        page_break=named.get("page_break", False),
        landscape=named.get("landscape", False),
    )


def items(marker: Marker, *entries: str | Block | tuple[Block, ...], start: int = 1) -> ItemList:
    """A list; an entry of several blocks is a tuple."""
    drawn = ((paragraph(entry),) if isinstance(entry, str) else entry for entry in entries)
    return ItemList(tuple(Item(entry if isinstance(entry, tuple) else (entry,)) for entry in drawn), marker, start)


def dose() -> Field:
    return Field("1.0×10⁸ cells", ("product.dose.amount", "product.dose.unit"), 1.0e8, "quantity")


def document(kind: Kind = Kind.PAPER, language: str = "ko") -> Document:
    """The whole sample."""
    return Document(
        id="research-plan",
        title=Bilingual("연구계획서", "Research Plan"),
        language="en" if language == "en" else "ko",
        kind=kind,
        number="RP-2026-001",
        revision="1.2",
        date="2026-11-22",
        study=STUDY,
        author="한빛대학교병원",
        notice="예시 자료: 이 문서의 값은 모두 가상이며 제출용이 아님",
        cover=_cover(),
        contents=(Contents(depth=3), Contents(ListKind.TABLES), Contents(ListKind.FIGURES)),
        sections=(_summary(), _rationale(), _product(), _conduct(), _references()),
    )


def _cover() -> tuple[Block, ...]:
    rows = (
        ("과제명", Field(STUDY, ("study.title",), STUDY)),
        ("재생의료기관", Field("한빛대학교병원", ("institution.name",), "한빛대학교병원")),
        ("실시책임자", Field("홍길동", ("people[pi].name",), "홍길동")),
        ("연구비", Gap("미기재: 연구비 총액", "budget.total")),
    )
    grid = tuple(Row((Cell(text(label), header=True), Cell((value,)))) for label, value in rows)
    return (
        paragraph("고위험 첨단재생의료 임상연구", role="subtitle"),
        paragraph("연구계획서", role="title"),
        Table((Column(0.25), Column(0.75)), grid, form=True),
        paragraph("2026. 11. 22.", role="center"),
        paragraph("한빛대학교병원장", role="signature"),
    )


def _summary() -> Section:
    looks: tuple[Inline, ...] = (
        Styled(Style.STRONG, text("굵게 ", Styled(Style.EMPHASIS, text("강조")))),
        Styled(Style.UNDERLINE, text("밑줄")),
        Text(" H"),
        Styled(Style.SUBSCRIPT, text("2")),
        Text("O, 10"),
        Styled(Style.SUPERSCRIPT, text("7")),
        Styled(Style.CODE, text(" RG-101")),
        Styled(Style.SMALL, text(" 작은 글씨")),
        Break(),
        Link("https://www.mfds.go.kr/", text("식품의약품안전처")),
        Text(' <b> & "따옴표" 試驗 ㎎ ≥ □ ■'),
    )
    return section(
        "summary",
        "0",
        "연구계획 요약",
        paragraph("핵심 요약", role="lead"),
        paragraph(NEED, Footnote(text("2024년 대한아토피피부염학회 ", Styled(Style.STRONG, text("진료지침"))), 1)),
        paragraph(
            "1회 투여량은 ", dose(), "이며 표시량은 ", dose(), "이다. 표본수의 근거는 ", Citation(("kim",), "[1]"), "."
        ),
        paragraph(*looks),
        paragraph("보험 가입 금액: ", Gap("미기재: 보험 가입 금액", "insurance.amount")),
        Box("note", (paragraph("법 제12조제3항 후단의 사유:"), items(Marker.BULLET, "치료법 부재", "현저한 우월성"))),
        *(Box(role, (paragraph(f"{role}의 글"),)) for role in ("example", "question", "quote", "warning")),
    )


def _rationale() -> Section:
    return section(
        "rationale",
        "1",
        "연구의 배경과 근거",
        section("need", "가.", "미충족 의료 수요", paragraph(NEED)),
        section(
            "alternatives",
            "나.",
            "대체 치료법과의 비교",
            section("biologics", "1)", "생물학적 제제", paragraph(DOSING)),
            section("jak", "2)", "JAK 억제제", paragraph(NEED), section("jak-risk", "가)", "위험", paragraph(DOSING))),
        ),
        section("late", "라.", "건너뛴 번호", paragraph("다.가 없다.")),
        section("later", "마.", "이어지는 번호", paragraph("라. 다음이다.")),
        section("free", "", "번호 없는 제목", paragraph("번호가 없다.")),
    )


def _product() -> Section:
    limits = (
        ("생존율", "7-AAD 염색, 유세포분석", "80 % 이상", "○"),
        ("세포수", "자동계수기", "표시량의 80~120 %", "○"),
        ("표면항원 양성(CD73, CD90, CD105)", "유세포분석", "각 95 % 이상", "○"),
        ("무균시험", "대한민국약전 일반시험법", "적합", "조건부"),
    )
    header = Row(tuple(Cell(text(title), header=True) for title in ("시험항목", "시험방법", "기준", "출하 전 판정")))
    release = Table(
        (Column(0.3), Column(0.3), Column(0.25), Column(0.15, Align.CENTER)),
        (header, *(Row(tuple(Cell(text(cell)) for cell in row)) for row in limits * 12)),
        head=1,
        caption=text("인체세포등의 출하시험 기준"),
        label="table-release",
        number="표 1",
    )
    return section(
        "product",
        "3",
        "인체세포등에 관한 사항",
        section(
            "cells",
            "3-1",
            "인체세포등의 정보",
            paragraph("제조 흐름은 ", Reference("figure-process", "그림 1"), "과 같다."),
            Figure(
                "figures/process.svg", "채취에서 투여까지 세 단계", text("제조 흐름"), "figure-process", "그림 1", 0.8
            ),
            Figure("figures/curve.png", "시간에 따른 생존율", text("생존율의 변화"), "figure-curve", "그림 2", 0.4),
            section("origin", "3-1-1", "기원", paragraph(NEED)),
        ),
        section(
            "quality",
            "3-2",
            "품질",
            section("collection", "3-2-1", "채취", paragraph(NEED)),
            section(
                "release",
                "3-2-2",
                "기준 및 시험방법",
                paragraph("기준은 ", Reference("table-release", "표 1"), "에, 채취는 ", Reference("collection", "3-2-1"), " 항에 적었다."),
                release,
                paragraph("조건부: 14일 무균시험의 결과가 나오기 전에 출하한다.", role="caption-source"),
                section("method", "가.", "시험방법의 적합성", paragraph(DOSING)),
                section("potency", "나.", "역가", paragraph(NEED)),
            ),
        ),
    )  # fmt: skip


def _conduct() -> Section:
    visits = ("선별", "0주", "1주", "4주", "8주", "12주", "16주", "24주")
    head = (
        Row((Cell(text("활동"), rowspan=2, header=True), Cell(text("기간별 방문"), colspan=8, header=True))),
        Row(tuple(Cell(text(visit), header=True) for visit in visits)),
    )
    body = tuple(
        Row((Cell(text(name), header=True), *(Cell(text("○" if (row + visit) % 3 else "")) for visit in range(8))))
        for row, name in enumerate(("동의", "신체검사", "인체세포등 투여", "EASI", "혈액검사", "이상반응"))
    )
    schedule = Table(
        (Column(0.2), *(Column(0.1, Align.CENTER) for _ in visits)),
        (*head, *body, Row((Cell(text("비고"), header=True), Cell(text("투여 전후 4시간 관찰"), colspan=8, align=Align.CENTER)))),
        head=2,
        caption=text("방문별 활동"),
        label="table-schedule",
        number="표 2",
    )  # fmt: skip
    nested = items(Marker.HANGUL_CIRCLE, "가장 깊은 항목", "그다음 항목")
    for marker in reversed(tuple(Marker)[1:8]):
        nested = items(marker, (paragraph(f"{marker.value} 아래에 목록이 있는 항목"), nested), "끝 항목")
    return section(
        "conduct",
        "4",
        "연구의 방법",
        paragraph(DOSING),
        Landscape((schedule,)),
        paragraph("다음의 경우 연구를 중지한다."),
        nested,
        items(Marker.NUMBER_PARENTHESIS, "이어지는 번호", "그다음 번호", start=3),
        items(Marker.HANGUL, *(f"{count}번째" for count in range(1, 17))),
        PageBreak(),
        _applicant(),
        section("wide", "4-1", "넓은 절", paragraph(DOSING), landscape=True),
        section("after", "4-2", "뒤따르는 절", paragraph(NEED), page_break=True),
        section("odd", "4-4", "건너뛴 합성 번호", paragraph("글자로 남는다.")),
    )


def _applicant() -> Table:
    return Table(
        (Column(0.2), Column(0.3), Column(0.2), Column(0.3)),
        (
            Row(
                (
                    Cell(text("신청인"), rowspan=2, header=True),
                    Cell(text("성명 ", Field("홍길동", ("people[pi].name",), "홍길동"))),
                    Cell(text("생년월일"), header=True),
                    Cell(text("1970. 1. 1.")),
                )
            ),
            Row((Cell(text("주소"), colspan=3),)),
            Row((Cell(text("첨부서류"), header=True), Cell(text("연구계획서 1부", Footnote(text("표 안의 각주"), 2)), colspan=3))),
        ),
        form=True,
    )  # fmt: skip


def _references() -> Section:
    return section(
        "references",
        "14",
        "참고문헌",
        items(Marker.NUMBER, "Kim HS, et al. Stem Cells. 2017;35(1):248-255."),
        paragraph("끝.", role="right"),
        page_break=True,
    )
