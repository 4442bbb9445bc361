"""A packet's own pages as a document tree: cover, complete list with page numbers, a tab page before each part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import msgspec

from regdocs.document.block import Align, Block, Cell, Column, Paragraph, Row, Table
from regdocs.document.document import Document, Kind, Section
from regdocs.document.inline import Inline, Link, Style, Styled, Text
from regdocs.formats.format import Written
from regdocs.language import Bilingual
from regdocs.packet.plan import Item, Part, Plan, State
from regdocs.submission.load import Submission
from regdocs.template_set.load import TemplateSet

LINK = "https://packet.invalid/"
"""The address of a place in the packet; merging puts the page that it stands for in its place."""
PAGE = "page/"
"""After `LINK`, a page of the packet by its number."""
LIST = "list"
_TAB_ROWS, _ROWS = 21, 34
"""Rows that a tab page takes, and the pages after it, roughly: a good guess saves a round."""


@dataclass(frozen=True, slots=True)
class Front:
    """The packet's own pages: the PDF, and on which of its pages the list and each part's tab begin (from 1)."""

    written: Written
    list_page: int
    tabs: Mapping[str, int]

    @property
    def pages(self) -> int:
        assert self.written.layout is not None
        return self.written.layout.pages

    def leading(self) -> int:
        """How many pages stand before the first tab."""
        return min(self.tabs.values(), default=self.pages + 1) - 1

    def tab_pages(self, part: str) -> range:
        """The pages of a part's tab, counted from 0."""
        first = self.tabs[part]
        following = min((page for page in self.tabs.values() if page > first), default=self.pages + 1)
        return range(first - 1, following - 1)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Where everything stands in the packet, counted from 1: parts (their tab), items, and the whole."""

    total: int
    parts: Mapping[str, int] = field(default_factory=dict)
    items: Mapping[str, int] = field(default_factory=dict)


def first_numbers(plan: Plan, leading: int) -> Numbers:
    """Where everything will stand behind so many pages of cover and list, if the tabs are as long as they look."""
    return _numbers(plan, leading, _tabs(plan))


def true_numbers(plan: Plan, front: Front) -> Numbers:
    """Where everything stands behind the packet's own pages as they were laid out."""
    return _numbers(plan, front.leading(), {part.id: len(front.tab_pages(part.id)) for part in plan.parts})


def estimated(plan: Plan) -> Numbers:
    """About where everything will stand, before anything is laid out."""
    rows = sum(1 + len(_listed(part)) for part in plan.parts)
    return _numbers(plan, 2 + rows // _ROWS, _tabs(plan))


def _tabs(plan: Plan) -> dict[str, int]:
    """How many pages each part's tab takes, roughly."""
    return {part.id: 1 + max(0, len(part.items) - _TAB_ROWS + _ROWS - 1) // _ROWS for part in plan.parts}


def leading(plan: Plan, submission: Submission, template_set: TemplateSet, mark: Bilingual | None) -> Document:
    """Cover and list by themselves: laying these few pages out first saves a whole round."""
    document = tree(plan, submission, template_set, _numbers(plan, 9, {part.id: 1 for part in plan.parts}), mark)
    return msgspec.structs.replace(document, sections=document.sections[:1])


def _numbers(plan: Plan, leading: int, tabs: Mapping[str, int]) -> Numbers:
    page, parts, items = leading + 1, {}, {}
    for part in plan.parts:
        parts[part.id] = page
        page += tabs[part.id]
        for item in part.printed:
            items[item.key] = page
            page += item.pages
    return Numbers(page - 1, parts, items)


def laid_out(plan: Plan, written: Written) -> Front:
    """The packet's own pages with the places that are needed in them."""
    assert written.layout is not None
    pages = written.layout.sections
    return Front(written, pages[LIST], {part.id: pages[f"tab-{part.id}"] for part in plan.parts})


@cache
def sheet() -> str:
    """The CSS of the packet's own pages.

    Their tags are lost in merging; tagged they are PDF/A, with the colour profile that the merged file needs.
    """
    return (files(__package__) / "packet.css").read_text(encoding="utf-8")


def tree(
    plan: Plan, submission: Submission, template_set: TemplateSet, numbers: Numbers, mark: Bilingual | None
) -> Document:
    """The document tree of cover, list and tab pages."""
    study = submission.study
    prefix = study.filing.document_prefix or study.id.upper()
    notice = template_set.specification.example_notice if study.example else None
    return Document(
        id=f"packet-{plan.route.id}",
        title=plan.route.title,
        language="ko",
        kind=Kind.PAPER,
        number=prefix,
        revision=study.revision,
        date=study.filing.date.isoformat(),
        study=(study.short_title or study.title).ko,
        author=study.institutions[0].name.ko,
        notice=notice.ko if notice else "",
        cover=_cover(plan, submission, numbers, mark),
        sections=(
            Section(LIST, Bilingual("자료 전체 목록"), blocks=(_list(plan, numbers),), page_break=True),
            *(_tab(part, numbers, mark) for part in plan.parts),
        ),
    )


def _cover(plan: Plan, submission: Submission, numbers: Numbers, mark: Bilingual | None) -> tuple[Block, ...]:
    study = submission.study
    day = study.filing.date
    institutions = ", ".join(each.name.ko for each in study.institutions)
    filing = [each.name.ko for each in study.processing_facilities if each.files_directly and plan.route.confidential]
    leaders = [each.name.ko for each in study.people if "principal_investigator" in each.roles]
    rows = [
        ("수신", plan.route.receiver.ko),
        *([("제출자", ", ".join(filing))] if filing else []),
        ("신청인", institutions),
        *([("연구책임자", ", ".join(leaders))] if leaders else []),
        ("문서번호", study.filing.document_prefix or study.id.upper()),
        ("판 및 제출일", f"제{study.revision}판, {day.year}. {day.month}. {day.day}."),
        ("구성", f"{len(plan.parts)}개 부분, 모두 {numbers.total:,}쪽"),
    ]
    table = Table(
        (Column(0.3), Column(0.7)),
        tuple(Row((Cell((Text(name),), header=True), Cell((Text(value),)))) for name, value in rows),
        form=True,
    )
    return (
        *_marked(mark),
        *([Paragraph((Text("대외비 – 세포처리시설 별도제출"),), "confidential")] if plan.route.confidential else []),
        Paragraph((Text(study.title.ko),), "subtitle"),
        Paragraph((Text(plan.route.title.ko),), "title"),
        table,
        Paragraph((Text(f"{day.year}년 {day.month}월 {day.day}일"),), "center"),
        Paragraph((Text(", ".join(filing) or institutions),), "signature"),
    )


def _marked(mark: Bilingual | None) -> tuple[Block, ...]:
    return (Paragraph((Text(mark.ko),), "specimen"),) if mark else ()


def _list(plan: Plan, numbers: Numbers) -> Table:
    """The complete list: parts with the page of their tab, and below each what it holds."""
    rows = [_row(("연번", "자료", "근거", "형태", "쪽수", "쪽"), header=True)]
    for part in plan.parts:
        rows.append(_part_row(part, numbers))
        rows += [_item_row(part, index, item, numbers) for index, item in enumerate(_listed(part), start=1)]
    widths = (0.09, 0.50, 0.11, 0.13, 0.08, 0.09)
    centred = Align.CENTER
    aligns = (centred, Align.LEFT, centred, centred, Align.RIGHT, Align.RIGHT)
    return Table(tuple(map(Column, widths, aligns)), tuple(rows), head=1)


def _listed(part: Part) -> tuple[Item, ...]:
    """The items that have a row of their own below the part's."""
    alone = len(part.items) == 1 and part.items[0].title == part.title
    return () if alone else part.items


def _part_row(part: Part, numbers: Numbers) -> Row:
    states = list(dict.fromkeys(item.state for item in part.items))
    state = states[0].value.ko if len(states) == 1 else ""
    pages = sum(item.pages for item in part.items)
    title = Styled(Style.STRONG, (_linked(part.title, part.id),))
    return _row(
        (str(part.number), title, part.standing, state, f"{pages:,}" if pages else "–", f"{numbers.parts[part.id]:,}")
    )


def _item_row(part: Part, index: int, item: Item, numbers: Numbers) -> Row:
    page = numbers.items.get(item.key)
    title = _linked(item.title, item.key) if page else Text(item.title)
    pages = f"{item.pages:,}" if page else "–"
    return _row((f"{part.number}-{index}", title, "", item.state.value.ko, pages, f"{page:,}" if page else "–"))


def _linked(text: str, target: str) -> Link:
    return Link(f"{LINK}{target}", (Text(text),))


def _row(cells: tuple[str | Inline, ...], *, header: bool = False) -> Row:
    inlines = [(Text(cell),) if isinstance(cell, str) else (cell,) for cell in cells]
    return Row(tuple(Cell(children, header=header) for children in inlines))


def _tab(part: Part, numbers: Numbers, mark: Bilingual | None) -> Section:
    basis = " · ".join(text for text in (part.standing, ", ".join(part.citations)) if text)
    blocks: list[Block] = [
        *_marked(mark),
        Paragraph((Text(f"제 {part.number} 부"),), "tab-number"),
        Paragraph((Text(part.title),), "tab-title"),
        Paragraph((Text(basis),), "tab-basis"),
        _contents(part, numbers),
    ]
    if part.separate:
        blocks.append(Paragraph((Text("이 자료는 세포처리시설이 사무국에 별도로 제출한다."),), "center"))
    if any(item.state is State.ABSENT for item in part.items):
        blocks.append(Paragraph((Text("‘미첨부’로 적은 서류는 이 제출자료에 들어 있지 않다."),), "center"))
    return Section(f"tab-{part.id}", Bilingual(""), blocks=tuple(blocks), page_break=True)


def _contents(part: Part, numbers: Numbers) -> Block:
    """What stands behind a tab, with its pages: a table, or one line where there is but one paper."""
    if not _listed(part):
        (item,) = part.items
        page = numbers.items.get(item.key)
        state = item.state.value.ko
        line = _linked(f"{state}, {page:,}쪽부터 {item.pages:,}쪽", item.key) if page else Text(state)
        return Paragraph((line,), "center")
    rows = [_row(("연번", "자료", "형태", "쪽"), header=True)]
    for index, item in enumerate(part.items, start=1):
        page = numbers.items.get(item.key)
        title = _linked(item.title, item.key) if page else Text(item.title)
        rows.append(_row((f"{part.number}-{index}", title, item.state.value.ko, f"{page:,}" if page else "–")))
    aligns = (Align.CENTER, Align.LEFT, Align.CENTER, Align.RIGHT)
    return Table(tuple(map(Column, (0.12, 0.6, 0.16, 0.12), aligns)), tuple(rows), head=1)
