"""The printed table of contents against the headings of the same file: all of them, in order, by their numbers and pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from regdocs.check.rendered.align import Alignment
from regdocs.check.rendered.contents_pages import wrong_pages
from regdocs.check.rendered.finding import finding, place, quoted
from regdocs.check.rendered.order import in_order
from regdocs.check.rendered.spelling import bare, plain_number, typed_number
from regdocs.finding import Finding, Severity
from regdocs.formats.rendered import Left, ReadParagraph, Rendered, Use

_PAGE = re.compile(r"[\s.·․…‥]*\b([\divxlc]{1,6})\s*$", re.IGNORECASE)
NUMBERED = re.compile(r"(?:\t|(?:[.·․…‥]\s*){3,})\s*(\d{1,4})\s*$")
"""A line of contents with its page, also one that somebody typed, or that another program wrote as plain text."""
_FEW = 3
_CAPTION = re.compile(r"(?:표|그림|table|figure)\s*\d", re.IGNORECASE)
_UPDATE = "목차를 갱신(F9)하고 저장하십시오", "update the table of contents (F9) and save"
_MOST = 10
_LONGEST = 200


def contents_findings(document: str, rendered: Rendered, alignment: Alignment, depth: int) -> Iterator[Finding]:
    """Findings where a document that has a table of contents down to `depth` lacks it, or where it tells otherwise."""
    front = [each for each in alignment.front() if isinstance(each, ReadParagraph)]
    typed = [each for each in front if NUMBERED.search(each.text)]
    entries = [each for each in rendered.blocks if isinstance(each, ReadParagraph) and each.use is Use.CONTENTS]
    entries += [each for each in typed if each.use is not Use.CONTENTS] if len(typed) >= _FEW else []
    if not entries:
        message = "목차 없음", "there is no table of contents"
        yield finding("contents", Severity.WARNING, message, place(document), _UPDATE)
        return
    listed = bare(" ".join(entry.text for entry in entries))
    headings = [alignment.pairs[index] for index in sorted(alignment.pairs) if alignment.expected[index].level <= depth]
    unlisted = [heading for heading in headings if heading.styled and heading.key not in listed]
    for heading in unlisted[:_MOST]:
        message = (
            f"목차에 없는 제목 「{quoted(heading.title)}」",
            f"the contents lack the heading “{quoted(heading.title)}”",
        )
        yield finding("contents", Severity.WARNING, message, place(document, "", heading.paragraph), _UPDATE)
    yield from _otherwise(document, rendered, entries, list(_headings(rendered, alignment, depth)))
    if rendered.format != "pdf":
        yield from _untrue(document, rendered, entries, alignment)


@dataclass(frozen=True, slots=True)
class _Line:
    """An entry, or a heading: its number, its letters, the page that it names or stands on.

    `due` is the number that a heading ought to have: where it has another, that is told of the heading.
    """

    number: str
    title: str
    page: int | None
    paragraph: ReadParagraph
    due: str = ""

    @property
    def key(self) -> str:
        return bare(self.title)

    def differs_in_number(self, heading: _Line) -> bool:
        """What isn't numbered on one of both sides tells nothing."""
        known = {plain_number(number) for number in (heading.number, heading.due) if number}
        return bool(self.number and heading.number) and plain_number(self.number) not in known


def _otherwise(
    document: str, rendered: Rendered, entries: Sequence[ReadParagraph], headings: Sequence[_Line]
) -> Iterator[Finding]:
    """Entries in another order than the headings, with other numbers, or, where pages are known, with other pages."""
    known = {heading.key for heading in headings}
    listed = [line for line in _entries(entries, known) if line.key in known]

    def better(index: int, later: int, earlier: int) -> bool:
        """Of two headings of one title, the first is meant, unless only the second has the number."""
        entry = listed[index]
        return entry.differs_in_number(headings[earlier]) and not entry.differs_in_number(headings[later])

    order = in_order([line.key for line in listed], [line.key for line in headings], better)
    pairs = [(listed[index], headings[position]) for index, position in order]
    stray = set(range(len(listed))) - {index for index, _ in order}
    moved = [(listed[index], listed[index]) for index in sorted(stray)]
    numbered = [(entry, heading) for entry, heading in pairs if entry.differs_in_number(heading)]
    pages = [(entry.page, heading.page) for entry, heading in pairs]
    turned = [_without_page(pairs[index], rendered) for index in wrong_pages(pages, rendered)]
    yield from _told(document, moved, ("본문과 순서가 다른 목차 항목", "entries in another order than the headings"))
    yield from _told(
        document, numbered, ("제목과 번호가 다른 목차 항목", "entries with another number than their heading")
    )
    yield from _told(
        document, turned, ("쪽 번호가 실제와 다른 목차 항목", "entries with another page than their heading's")
    )


def _without_page(pair: tuple[_Line, _Line], rendered: Rendered) -> tuple[_Line, _Line]:
    """Only a PDF knows for certain which page would have been right."""
    entry, heading = pair
    return pair if rendered.format == "pdf" else (entry, replace(heading, page=None))


def _told(document: str, pairs: Sequence[tuple[_Line, _Line]], kind: tuple[str, str]) -> Iterator[Finding]:
    """One finding for all of a kind, with the first as an example: what it says, and what it should."""
    if not pairs:
        return
    entry, heading = pairs[0]
    shown = quoted(f"{entry.number} {entry.title}".strip())
    pages = [line.page for line in (entry, heading) if line.page is not None]
    says = f" ({pages[0]} → {pages[1]})" if len(pages) == 2 and entry is not heading else ""
    message = f"{kind[0]} {len(pairs)}개: 「{shown}」{says}", f"{kind[1]}, {len(pairs)} in all: “{shown}”{says}"
    yield finding("contents", Severity.WARNING, message, place(document, "", entry.paragraph), _UPDATE)


def _headings(rendered: Rendered, alignment: Alignment, depth: int) -> Iterator[_Line]:
    """Every heading down to `depth` with the page that it stands on, numbers apart."""
    expected = {heading.position: alignment.expected[index] for index, heading in alignment.pairs.items()}
    for position, block in enumerate(rendered.blocks):
        each = expected.get(position)
        if isinstance(block, ReadParagraph) and 0 < (block.level or (each.level if each else 0)) <= depth:
            number, title = (block.number, block.text) if block.number else typed_number(block.text)
            yield _Line(number, title, block.page, block, (each.number if each else None) or "")


def _entries(entries: Sequence[ReadParagraph], known: set[str]) -> Iterator[_Line]:
    """The entries that name a page; in a PDF a long one takes several lines, of which the last names it."""
    waiting: list[str] = []
    for entry in entries:
        found = NUMBERED.search(entry.text)
        waiting.append(NUMBERED.sub("", entry.text))
        if found:
            lines = [typed_number(" ".join(waiting[start:])) for start in range(len(waiting))]
            number, title = next(((number, title) for number, title in lines if bare(title) in known), lines[-1])
            yield _Line(number, title, int(found[1]), entry)
            waiting.clear()


def _untrue(document: str, rendered: Rendered, entries: list[ReadParagraph], alignment: Alignment) -> Iterator[Finding]:
    """Entries without a page, and entries that name no heading of the file."""
    lines = [entry.text for entry in entries if entry.text.strip()]
    without_page = [line for line in lines if "\t" in line and not _PAGE.search(line)]
    stale = any(leftover.kind is Left.STALE_FIELD for leftover in rendered.leftovers)
    if without_page and not stale:
        message = "목차에 쪽 번호 없음", "the table of contents has no page numbers"
        yield finding("stale-field", Severity.WARNING, message, place(document), _UPDATE)
    headings = _titles(each for each in rendered.blocks if isinstance(each, ReadParagraph) and each.level)
    headings |= {heading.key for heading in alignment.pairs.values()}
    unknown = [line for line in lines if "\t" in line and not _CAPTION.match(line) and not _names(line, headings)]
    if unknown:
        # A heading that lost its style is a heading still.
        texts = _titles(each for each in rendered.blocks if isinstance(each, ReadParagraph) and _may_be_heading(each))
        unknown = [line for line in unknown if not _names(line, texts)]
    for line in unknown[:_MOST]:
        shown = quoted(line.partition("\t")[0])
        message = f"본문에 없는 목차 항목 「{shown}」", f"the contents list “{shown}”, which no heading says"
        yield finding("contents", Severity.WARNING, message, place(document), _UPDATE)


def _titles(paragraphs: Iterable[ReadParagraph]) -> set[str]:
    """What may stand in an entry: the text, and the text without a number that was typed."""
    return {bare(text) for each in paragraphs for text in (each.text, typed_number(each.text)[1])}


def _may_be_heading(paragraph: ReadParagraph) -> bool:
    return paragraph.use is not Use.CONTENTS and 0 < len(paragraph.text) < _LONGEST


def _names(line: str, titles: set[str]) -> bool:
    entry = _PAGE.sub("", line) if _PAGE.search(line) else line
    return bare(entry) in titles or bare(typed_number(entry)[1]) in titles
