"""The printed table of contents against the headings of the same file: it must list them all, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from regdocs.check.rendered.align import Alignment
from regdocs.check.rendered.finding import finding, place, quoted
from regdocs.check.rendered.spelling import bare, typed_number
from regdocs.finding import Finding, Severity
from regdocs.formats.rendered import Left, ReadParagraph, Rendered, Use

_PAGE = re.compile(r"[\s.·․…‥]*\b([\divxlc]{1,6})\s*$", re.IGNORECASE)
_TYPED = re.compile(r"(?:\t|(?:[.·․…‥]\s*){3,})\s*\d{1,4}\s*$")
"""A line of contents that somebody typed, or that another program wrote as plain text."""
_FEW = 3
_CAPTION = re.compile(r"(?:표|그림|table|figure)\s*\d", re.IGNORECASE)
_UPDATE = "목차를 갱신(F9)하고 저장하십시오", "update the table of contents (F9) and save"
_MOST = 10
_LONGEST = 200


def contents_findings(document: str, rendered: Rendered, alignment: Alignment, depth: int) -> Iterator[Finding]:
    """Findings where a document that has a table of contents down to `depth` lacks it, or where it tells otherwise."""
    front = [each for each in alignment.front() if isinstance(each, ReadParagraph)]
    typed = [each for each in front if _TYPED.search(each.text)]
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
    if rendered.format == "docx":
        yield from _untrue(document, rendered, entries, alignment)


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
