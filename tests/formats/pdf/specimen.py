"""A document that holds every kind of block and inline, with the text of a real plan, for the tests of print."""

from __future__ import annotations

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
from regdocs.document.inline import (
    Break,
    Citation,
    Field,
    Footnote,
    Gap,
    Inline,
    Link,
    Reference,
    Style,
    Styled,
    Text,
)
from regdocs.language import Bilingual

TITLE = "중등도~중증 아토피피부염 환자에서 동종 제대혈 유래 중간엽줄기세포 3회 반복 피하투여의 안전성 및 유효성"
FLOW = """<svg xmlns="http://www.w3.org/2000/svg" width="520" height="120" viewBox="0 0 520 120">
<g fill="#eef2f7" stroke="#44546a"><rect x="5" y="35" width="120" height="50"/><rect x="195" y="35" width="120" height="50"/>
<rect x="385" y="35" width="130" height="50"/></g>
<g stroke="#44546a"><path d="M125 60H190M315 60H380"/></g>
<g font-family="Arial" font-size="14" text-anchor="middle"><text x="65" y="65">선별</text><text x="255" y="65">무작위 배정</text>
<text x="450" y="65">투여 0·4·8주</text></g></svg>"""
# One black pixel, greyscale.
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63600000000200014898de250000000049454e44ae426082"
)
RESOURCES = {"figures/flow.svg": FLOW.encode(), "figures/dot.png": DOT}


def text(*parts: str | Inline) -> tuple[Inline, ...]:
    """Inlines, where a string is plain text."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def paragraph(*parts: str | Inline, role: str = "") -> Paragraph:
    """A paragraph of `text`."""
    return Paragraph(text(*parts), role)


def items(marker: Marker, *entries: str | Block | tuple[Block, ...], start: int = 1) -> ItemList:
    """A list whose entries are strings, blocks or several blocks."""
    return ItemList(tuple(_item(entry) for entry in entries), marker, start)


def _item(entry: str | Block | tuple[Block, ...]) -> Item:
    if isinstance(entry, str):
        return Item((paragraph(entry),))
    return Item(entry if isinstance(entry, tuple) else (entry,))


def table(head: list[str], rows: list[list[str]], widths: list[float], **named: object) -> Table:
    """A table with one header row and left columns, the last one centred."""
    aligns = [Align.LEFT] * (len(widths) - 1) + [Align.CENTER]
    header = Row(tuple(Cell(text(cell), header=True) for cell in head))
    body = tuple(Row(tuple(Cell(text(cell)) for cell in row)) for row in rows)
    columns = tuple(Column(width, align) for width, align in zip(widths, aligns, strict=True))
    return Table(columns, (header, *body), head=1, **named)  # type: ignore[arg-type]


RELEASE = [
    ["생존율", "7-AAD 염색, 유세포분석", "80 % 이상", "○"],
    ["세포수", "자동계수기", "표시량의 80~120 %", "○"],
    ["표면항원 양성(CD73, CD90, CD105)", "유세포분석", "각 95 % 이상", "○"],
    ["표면항원 음성(CD14, CD34, CD45, HLA-DR)", "유세포분석", "각 2 % 이하", "○"],
    ["무균시험", "대한민국약전 일반시험법", "적합", "조건부"],
    ["마이코플라스마 부정시험", "핵산증폭법", "불검출", "○"],
    ["엔도톡신", "비탁법", "2 EU/mL 이하", "○"],
    ["역가(T세포 증식 억제)", "혼합림프구반응", "30 % 이상", "○"],
]
VISITS = ["활동", "선별", "0주", "1주", "4주", "8주", "12주", "16주", "24주"]
ACTIVITIES = [
    "동의",
    "병력 조사",
    "신체검사",
    "활력징후",
    "인체세포등 투여",
    "EASI",
    "IGA",
    "혈액검사",
    "항-HLA 항체",
    "이상반응",
]
PROSE = (
    "이 연구는 기존 전신요법에 충분히 반응하지 않거나 이를 견디지 못하는 중등도~중증 아토피피부염 환자에게 동종 제대혈 유래 "
    "중간엽줄기세포를 3회 반복하여 피하로 투여하고 안전성과 유효성을 평가한다. 연구대상자는 무작위배정 후 24주간 관찰하며, "
    "이후 5년간의 장기추적조사에 참여한다. 생물학적 제제와 JAK 억제제를 포함한 현재의 치료법은 투여를 중단하면 재발이 잦고, "
    "일부 환자에서는 결막염·감염 등의 이상반응으로 치료를 이어 가기 어렵다."
)


def document(kind: Kind = Kind.PAPER) -> Document:
    """The rich document, dressed as `kind`."""
    return Document(
        id="research-plan",
        title=Bilingual("연구계획서", "Research plan"),
        language="ko",
        kind=kind,
        order=4,
        number="RP-2026-001",
        revision="1.0",
        date="2026-11-22",
        study=TITLE,
        author="한빛대학교병원",
        notice="예시 자료: 이 문서의 값은 모두 가상이며 제출용이 아님",
        cover=_cover() if kind is Kind.PAPER else (paragraph("연구계획서 요약", role="title"),),
        contents=(Contents(), Contents(ListKind.TABLES), Contents(ListKind.FIGURES)) if kind is Kind.PAPER else (),
        sections=_sections(),
    )


def _cover() -> tuple[Block, ...]:
    rows: list[tuple[str, Inline]] = [
        ("과제명", Field(TITLE, ("study.title",), TITLE)),
        ("재생의료기관", Field("한빛대학교병원", ("institution.name",))),
        ("실시책임자", Field("홍길동 교수", ("people[pi].name", "people[pi].position"))),
        ("문서번호 / 판", Text("RP-2026-001 / 제1.0판 (2026. 11. 22.)")),
    ]
    grid = tuple(Row((Cell(text(label), header=True), Cell((value,)))) for label, value in rows)
    return (
        paragraph("고위험 첨단재생의료 임상연구", role="subtitle"),
        paragraph("연구계획서", role="title"),
        Table((Column(0.24), Column(0.76)), grid, form=True),
        paragraph("이 문서는 첨단재생의료 심의위원회와 식품의약품안전처 제출을 위하여 작성되었습니다.", role="small"),
        paragraph("2026. 11. 22.", role="center"),
        paragraph("한빛대학교병원장", role="signature"),
    )


def _sections() -> tuple[Section, ...]:
    return (
        Section("summary", Bilingual("연구계획 요약", "Summary"), "0", _summary(), official=True),
        Section("product", Bilingual("인체세포등", "Cells"), "3", (paragraph(PROSE),), _product(), official=True),
        Section("schedule", Bilingual("연구 일정", "Schedule"), "4", (paragraph(PROSE), Landscape((_schedule(),)))),
        Section("stopping", Bilingual("중지 및 탈락", "Stopping"), "5", _stopping(), page_break=True),
        Section(
            "wide",
            Bilingual("가로 면", "Wide"),
            "6",
            (paragraph("가로로 놓인 절의 본문이다."), _release("table-again", "표 4")),
            landscape=True,
        ),
        Section("references", Bilingual("참고문헌", "References"), "7", _references()),
    )


def _summary() -> tuple[Block, ...]:
    dose = Field("1.0×10⁸ cells", ("treatment.dose",), 1.0e8, "quantity")
    note = Footnote(
        text(
            "여섯 명에게 공개로 먼저 투여하며, 첫 연구대상자 투여 후 14일을 관찰한다. ",
            Styled(Style.STRONG, text("감시투여")),
        ),
        1,
    )
    return (
        paragraph("핵심 요약", role="lead"),
        paragraph(PROSE, note),
        paragraph(
            "1회 투여량은 ",
            dose,
            "이며 ",
            Field("양측 상완\n양측 대퇴\n복부", ("treatment.sites",)),
            "의 다섯 부위에 나누어 투여한다(",
            Reference("table-release", "표 1"),
            ", ",
            Reference("figure-flow", "그림 1"),
            " 참조). 근거 문헌은 ",
            Citation(("kim2017", "seo2024"), "[1,2]"),
            "이고, 자세한 사항은 ",
            Reference("stopping", "5"),
            "항에 적었다.",
        ),
        paragraph(
            Styled(Style.EMPHASIS, text("기울임")),
            ", ",
            Styled(Style.STRONG, text("굵게")),
            ", ",
            Styled(Style.UNDERLINE, text("밑줄")),
            ", H",
            Styled(Style.SUBSCRIPT, text("2")),
            "O, 10",
            Styled(Style.SUPERSCRIPT, text("7")),
            ", ",
            Styled(Style.CODE, text("RG-101")),
            ", ",
            Styled(Style.SMALL, text("작은 글씨")),
            ", ",
            Link("https://www.mfds.go.kr/", text("식품의약품안전처")),
            ", 위험한 글 <b>&amp; \"'",
            Break(),
            "다음 줄: 5 µg, ☐ 예 ☑ 아니오, 10⁻⁷, −70 ℃, 試驗",
        ),
        paragraph("보험 가입 금액: ", Gap("[미기재: 보험 가입 금액]", "insurance.total"), "."),
        Box(
            "note",
            (
                paragraph("첨단재생바이오법 제12조제3항 후단의 사유를 이 상자에 적는다."),
                items(Marker.BULLET, "치료법 부재", "우월성"),
            ),
        ),
        Box("quote", (paragraph("“연구대상자 보호가 연구의 이익에 우선한다.”"),)),
        Box("question", (paragraph("보완요구: 역가시험의 적합성을 설명하시오."),)),
        Box("example", (paragraph("이 값은 예시이다."),)),
        Box("warning", (paragraph("중대한 이상반응은 24시간 이내에 보고한다."),)),
        Figure(
            "figures/flow.svg",
            "선별, 무작위 배정, 투여의 세 단계를 잇는 흐름도",
            text("연구 흐름"),
            "figure-flow",
            "그림 1",
            0.8,
        ),
        Figure("figures/dot.png", "검은 점", text("표시"), "figure-dot", "그림 2", 0.1),
        _levels(),
    )


def _levels() -> Block:
    inner = items(
        Marker.HANGUL_BRACKETS,
        (
            paragraph("괄호 가"),
            items(Marker.NUMBER_CIRCLE, (paragraph("원 안의 수"), items(Marker.HANGUL_CIRCLE, "원 안의 가"))),
        ),
    )
    deep = items(
        Marker.NUMBER_PARENTHESIS,
        (
            paragraph("반괄호 수"),
            items(
                Marker.HANGUL_PARENTHESIS,
                (paragraph("반괄호 가"), items(Marker.NUMBER_BRACKETS, (paragraph("괄호 수"), inner))),
            ),
        ),
    )
    return items(
        Marker.NUMBER,
        (
            paragraph("첫째 수준의 항목은 두 줄에 걸쳐도 번호 아래로 들어가지 않고 가지런히 놓인다. " + PROSE[:60]),
            items(Marker.HANGUL, "가 항목", (paragraph("나 항목"), deep), start=1),
        ),
        "둘째 항목",
        start=3,
    )


def _product() -> tuple[Section, ...]:
    origin = Section("origin", Bilingual("유래 및 개발경위", "Origin"), "3-1", (paragraph(PROSE), paragraph(PROSE)))
    collection = Section("collection", Bilingual("채취·검사", "Collection"), "3-2-1", (paragraph(PROSE),))
    tests = Section(
        "tests",
        Bilingual("기준 및 시험방법", "Tests"),
        "3-2-2",
        (paragraph(PROSE), _release(), _long_table()),
        heading=text("기준 및 ", Field("시험방법", ("product.tests",))),
    )
    quality = Section("quality", Bilingual("품질", "Quality"), "3-2", (paragraph(PROSE),), (collection, tests))
    return origin, quality


def _release(label: str = "table-release", number: str = "표 1") -> Table:
    return table(
        ["시험항목", "시험방법", "기준", "출하 전 판정"],
        RELEASE,
        [0.34, 0.28, 0.22, 0.16],
        caption=text("출하시험 기준(10⁸ cells당)"),
        label=label,
        number=number,
    )


def _long_table() -> Table:
    rows = [
        [f"로트 {number:03d}", "분리부터 제품까지의 계대수와 배양 조건을 기록한 제조기록서", f"{number % 7 + 85} %"]
        for number in range(1, 61)
    ]
    return table(
        ["로트", "기록", "생존율"],
        rows,
        [0.2, 0.6, 0.2],
        caption=text("로트별 생존율"),
        label="table-lots",
        number="표 2",
    )


def _schedule() -> Table:
    head = Row(tuple(Cell(text(visit), header=True) for visit in VISITS))
    group = Row((Cell(text("방문"), header=True), Cell(text("기간별 방문"), colspan=8, header=True)))
    rows = [
        Row(
            (
                Cell(text(activity), header=True),
                *(Cell(text("○" if (index + column) % 3 else "")) for column in range(8)),
            )
        )
        for index, activity in enumerate(ACTIVITIES)
    ]
    rows[3] = Row(
        (Cell(text("활력징후"), header=True, rowspan=1), Cell(text("투여 전후 15분 간격으로 4시간 동안"), colspan=8))
    )
    columns = (Column(0.2), *(Column(0.1, Align.CENTER) for _ in range(8)))
    return Table(
        columns, (group, head, *rows), head=2, caption=text("방문별 활동"), label="table-schedule", number="표 3"
    )


def _stopping() -> tuple[Block, ...]:
    grid = Table(
        (Column(0.2), Column(0.3), Column(0.2), Column(0.3)),
        (
            Row(
                (
                    Cell(text("신청인"), header=True, rowspan=2),
                    Cell(text("성명")),
                    Cell(text("생년월일"), header=True),
                    Cell(text("1970. 1. 1.")),
                )
            ),
            Row((Cell(text("주소"), colspan=3),)),
            Row(
                (
                    Cell(text("첨부서류"), header=True),
                    Cell(text("연구계획서 1부", Footnote(text("표 안의 각주."), 2)), colspan=3),
                )
            ),
        ),
        form=True,
    )
    return (
        paragraph("다음의 경우 투여를 중지한다.", role="center"),
        grid,
        PageBreak(),
        paragraph(PROSE),
        paragraph("끝.", role="right"),
    )


def _references() -> tuple[Block, ...]:
    return (
        items(
            Marker.NUMBER,
            "Kim HS, Lee JH, Roh KH, et al. Clinical Trial of Human Umbilical Cord Blood-Derived Stem Cells. Stem Cells. 2017;35(1):248-255.",
            "둘째 문헌 https://example.org/a/very/long/address/that/has/no/blank/in/it/and/must/break/somewhere/in/the/line",
        ),
    )
