"""The index by legal article as a document tree, so that every format can draw it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest

from regdocs.document.block import Align, Cell, Column, Paragraph, Table
from regdocs.document.block import Row as TableRow
from regdocs.document.document import Document, Kind, Section
from regdocs.document.inline import Break, Inline, Link, Text
from regdocs.language import Bilingual, Language
from regdocs.trace import index_words as words
from regdocs.trace.index import Chapter, LegalIndex, Row

_WIDTHS = (0.20, 0.25, 0.09, 0.36, 0.10)
_ALIGNS = (Align.LEFT, Align.LEFT, Align.CENTER, Align.LEFT, Align.CENTER)

Address = Callable[[int], str]


def to_document(
    index: LegalIndex,
    language: Language = "ko",
    *,
    address: Address | None = None,
    order: int = 90,
    number: str = "",
) -> Document:
    """The index as a paper of landscape tables, one for each instrument.

    `address` gives the link to a page of the packet; `order` and `number` are the document's own.
    """
    return Document(
        id="legal-index",
        title=words.TITLE,
        language=language,
        kind=Kind.SHEET,
        order=order,
        number=number,
        revision=index.revision,
        date=index.date.isoformat(),
        study=index.title.text(language),
        author=index.author.text(language),
        notice=index.notice.text(language) if index.notice else "",
        cover=(
            Paragraph((Text(words.TITLE.text(language)),), "title"),
            *(Paragraph((Text(line),)) for line in words.introduction(index, language)),
            _summary(index, language),
        ),
        sections=tuple(_section(chapter, language, address) for chapter in index.chapters),
    )


def _summary(index: LegalIndex, language: Language) -> Table:
    """How many requirements of each instrument stand how."""
    total = words.count(index.rows)
    heads = [words.INSTRUMENT, words.ALL, *total]
    lines = [(words.chapter_title(each, language), words.count(each.rows)) for each in index.chapters]
    rows = (
        _cells([title, str(sum(counts.values())), *(str(counts.get(each, "–")) for each in total)])
        for title, counts in [*lines, (words.ALL.text(language), total)]
    )
    share = 0.5 / (len(heads) - 1)
    columns = (Column(0.5), *(Column(share, Align.CENTER) for _ in heads[1:]))
    return Table(columns, (_cells([each.text(language) for each in heads], header=True), *rows), head=1)


def _cells(texts: Iterable[str], *, header: bool = False) -> TableRow:
    return TableRow(tuple(Cell((Text(text),), header=header) for text in texts))


def _section(chapter: Chapter, language: Language, address: Address | None) -> Section:
    head = _cells([each.text(language) for each in words.COLUMNS], header=True)
    rows = (_row(row, language, address) for row in chapter.rows)
    table = Table(tuple(map(Column, _WIDTHS, _ALIGNS)), (head, *rows), head=1)
    title = Bilingual(words.chapter_title(chapter, "ko"), words.chapter_title(chapter, "en"))
    return Section(f"law-{chapter.source}", title, blocks=(table,), landscape=True)


def _row(row: Row, language: Language, address: Address | None) -> TableRow:
    cells: tuple[tuple[Inline, ...], ...] = (
        (Text(row.citations.text(language)),),
        (Text(row.requirement.title.text(language)),),
        (Text(words.label(row).text(language)),),
        tuple(_places(row, language, address)),
        (Text(words.known_by(row, language)),),
    )
    return TableRow(tuple(Cell(cell) for cell in cells))


def _places(row: Row, language: Language, address: Address | None) -> Iterator[Inline]:
    for index, (line, page) in enumerate(zip_longest(words.places(row, language), words.packet_pages(row))):
        if index:
            yield Break()
        yield Link(address(page), (Text(line),)) if address is not None and page is not None else Text(line)
