"""Whether what a submission writes stands in the file: texts and pictures that somebody has deleted, altered or added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from regdocs.check.rendered.align import Alignment
from regdocs.check.rendered.altered import Change, Kind
from regdocs.check.rendered.content import substance
from regdocs.check.rendered.counterparts import Elsewhere, Found, compare, texts_of
from regdocs.check.rendered.finding import finding, place, quoted
from regdocs.check.rendered.rows import scattered
from regdocs.check.rendered.said import Said, said, stretch, tables
from regdocs.check.rendered.spelling import loose
from regdocs.check.rendered.torn import whole_of
from regdocs.document.block import Block, Box, Figure, Landscape
from regdocs.document.document import Document, Section
from regdocs.finding import Finding, Severity
from regdocs.formats.html.text import heading as printed_heading
from regdocs.formats.rendered import ReadBlock, ReadParagraph, Rendered, paragraphs_of

_SHORTEST, _SHORTEST_CAPTION = 20, 6
"""Letters: what is shorter can't be told apart in a PDF, whose lines of a table stand among one another."""
_LONGEST = 4000
_MOST = 30
"""How many altered texts, and how many sections that are worded otherwise, are told one by one."""
_RESTORE = "되살리거나, 지운 것이 맞으면 자료에서도 지우십시오", "restore it, or take it out of the submission too"
_AGREE = (
    "파일과 자료 가운데 맞는 쪽으로 고치십시오",
    "correct the file or the submission, whichever is wrong",
)
_TAKE_OVER = (
    "고친 것이 맞으면 자료에도 옮겨 적으십시오",
    "write it into the submission too where it is meant",
)


def prose_findings(document: Document, rendered: Rendered, alignment: Alignment) -> Iterator[Finding]:
    """Findings for what each section lacks, says otherwise, or says without the submission's saying so.

    What was moved isn't lacking; a section that is missing or says nothing is told elsewhere. In a PDF lines of a table
    stand among one another, and pictures have no place: there paragraphs and captions alone count.
    """
    if rendered.format == "pdf":
        yield from _torn(document, rendered, alignment)
        return
    altered: list[Finding] = []
    labels: list[Change] = []
    notes: list[Finding] = []
    for part, result, wrong in _compared(rendered, list(_parts(document, alignment))):
        other = [change for change in result.changes if change.kind is Kind.OTHER]
        worded = [change for change in result.changes if change.kind is Kind.WORDING]
        if result.lost:
            yield part.missing(document, result.lost)
        labels += (change for change in result.changes if change.kind is Kind.LABEL)
        altered += (part.altered(document, change) for change in other)
        if wrong:
            yield part.scattered(document, wrong)
        if worded:
            notes.append(part.worded(document, worded))
        if result.added:
            notes.append(part.added(document, result.added))
    if labels:
        yield _relabelled(document, labels)
    yield from altered[:_MOST]
    if len(altered) > _MOST:
        more = len(altered) - _MOST
        message = f"숫자·단위·한정이 자료와 다름: 그 밖에 {more}곳", f"texts that say something else: {more} more"
        yield finding("text-altered", Severity.WARNING, message, place(document.id), _AGREE)
    yield from notes[:_MOST]
    if len(notes) > _MOST:
        more = len(notes) - _MOST
        message = (
            f"자료와 다르게 쓴 글: 그 밖에 {more}개 절",
            f"worded otherwise than the submission: {more} more sections",
        )
        yield finding("text-reworded", Severity.NOTE, message, place(document.id), _TAKE_OVER)
    yield from _figures_missing(document, alignment)


def _relabelled(document: Document, labels: Sequence[Change]) -> Finding:
    due, now, count = quoted(labels[0].due), quoted(labels[0].found), len(labels)
    message = (
        f"표·그림 번호가 자료와 다름({count}곳): 자료 「{due}」, 파일 「{now}」",
        f"numbers of tables or figures are others than the submission's ({count}): “{due}” there, “{now}” in the file",
    )
    return finding("text-altered", Severity.WARNING, message, place(document.id), _AGREE)


@dataclass(frozen=True)
class _Part:
    """What stands between two headings, as it ought to be and as it is; without a section it is the front, or the notes."""

    due: tuple[Said, ...]
    found: tuple[str, ...]
    section: Section | None = None
    heading: ReadParagraph | None = None
    blocks: tuple[Block, ...] = ()
    own: Sequence[ReadBlock] = ()

    def missing(self, document: Document, lost: Sequence[str]) -> Finding:
        title, shown, count = self._title(document), quoted(lost[0]), len(lost)
        message = (
            f"「{title}」: 자료로 만든 글이 파일에 없음({count}곳): 「{shown}」",
            f"“{title}” lacks text of the submission ({count}): “{shown}”",
        )
        return self._finding(document, "text-missing", Severity.WARNING, message, _RESTORE)

    def altered(self, document: Document, change: Change) -> Finding:
        title, due, now = self._title(document), quoted(change.due), quoted(change.found)
        message = (
            f"「{title}」: 숫자·단위·한정이 자료와 다름: 자료 「{due}」, 파일 「{now}」",
            f"“{title}” says otherwise than the submission: “{due}” there, “{now}” in the file",
        )
        return self._finding(document, "text-altered", Severity.WARNING, message, _AGREE)

    def scattered(self, document: Document, rows: Sequence[str]) -> Finding:
        title, shown, count = self._title(document), quoted(rows[0]), len(rows)
        message = (
            f"「{title}」: 표의 칸이 다른 행이나 열로 옮겨짐({count}행): 바른 행 「{shown}」",
            f"“{title}”: cells of a table stand in other rows or columns ({count}); the row ought to be “{shown}”",
        )
        return self._finding(document, "row-altered", Severity.WARNING, message, _AGREE)

    def worded(self, document: Document, changes: Sequence[Change]) -> Finding:
        title, count = self._title(document), len(changes)
        due, now = quoted(changes[0].due), quoted(changes[0].found)
        message = (
            f"「{title}」: 자료와 다르게 쓴 글({count}곳): 자료 「{due}」, 파일 「{now}」",
            f"“{title}” is worded otherwise than the submission ({count}): “{due}” there, “{now}” in the file",
        )
        return self._finding(document, "text-reworded", Severity.NOTE, message, _TAKE_OVER)

    def added(self, document: Document, texts: Sequence[str]) -> Finding:
        title, shown, count = self._title(document), quoted(texts[0]), len(texts)
        message = (
            f"「{title}」: 자료에 없는 글({count}곳): 「{shown}」",
            f"“{title}” holds text that the submission doesn't have ({count}): “{shown}”",
        )
        return self._finding(document, "text-added", Severity.NOTE, message, _TAKE_OVER)

    def _title(self, document: Document) -> str:
        if self.section is not None:
            return printed_heading(self.section, document)
        if self.due and all(each.note for each in self.due):
            return "각주" if document.language == "ko" else "Footnotes"
        return document.title.text(document.language)

    def _finding(
        self, document: Document, rule: str, severity: Severity, message: tuple[str, str], remedy: tuple[str, str]
    ) -> Finding:
        where = place(document.id, self.section.id if self.section else "", self.heading)
        return finding(rule, severity, message, where, remedy)


def _parts(document: Document, alignment: Alignment) -> Iterator[_Part]:
    """The front with the sections that have no heading, then each section whose heading is there."""
    headed = frozenset(each.id for each in alignment.expected)
    found = {alignment.expected[index].id: index for index in alignment.pairs}
    unheaded = (section for section in document.sections if section.id not in headed)
    front = (*document.cover, *(block for section in unheaded for block in stretch(section, headed)))
    yield _part(None, None, front, alignment.front())
    for section in document.walk():
        if section.id in found:
            index = found[section.id]
            blocks = tuple(stretch(section, headed))
            yield _part(section, alignment.pairs[index].paragraph, blocks, alignment.own(index))


def _part(
    section: Section | None, heading: ReadParagraph | None, blocks: tuple[Block, ...], own: Sequence[ReadBlock]
) -> _Part:
    return _Part(tuple(said(blocks)), tuple(texts_of(own)), section, heading, blocks, own)


def _compared(rendered: Rendered, parts: Sequence[_Part]) -> Iterator[tuple[_Part, Found, list[str]]]:
    """Each part with what came of its texts, and the rows whose cells stand elsewhere; notes last."""
    elsewhere = _elsewhere(parts)
    for part in parts:
        result = compare([each for each in part.due if not each.note], part.found, elsewhere)
        if part.heading is None or not result.lost or substance(part.own).says_something:
            yield part, result, [] if result.lost else scattered(list(tables(part.blocks)), part.own)
    due = tuple(each for part in parts for each in part.due if each.note)
    notes = tuple(note.lstrip(") ") for note in rendered.notes)
    yield _Part(due, notes), compare(due, notes, Elsewhere()), []


def _elsewhere(parts: Sequence[_Part]) -> Elsewhere:
    letters = [loose(text) for part in parts for text in part.found]
    surplus = Counter(letters)
    surplus.subtract(loose(each.whole) for part in parts for each in part.due)
    return Elsewhere(surplus, "".join(letters))


def _figures_missing(document: Document, alignment: Alignment) -> Iterator[Finding]:
    found = {alignment.expected[index].id: index for index in alignment.pairs}
    for section in document.walk():
        due = sum(1 for _ in _figures(section.blocks)) if section.id in found else 0
        if not due:
            continue
        index = found[section.id]
        there = sum(paragraph.figures for paragraph in paragraphs_of(alignment.own(index)))
        if there < due:
            yield _figure_missing(document, section, due, due - there, alignment.pairs[index].paragraph)


def _figure_missing(document: Document, section: Section, due: int, lost: int, heading: ReadParagraph) -> Finding:
    title = printed_heading(section, document)
    return finding(
        "figure-missing",
        Severity.WARNING,
        (f"「{title}」: 그림 {due}개 가운데 {lost}개 없음", f"“{title}” lacks {lost} of {due} pictures"),
        place(document.id, section.id, heading),
        ("그림을 다시 넣으십시오", "insert the picture again"),
    )


def _figures(blocks: Iterable[Block]) -> Iterator[Figure]:
    for block in blocks:
        match block:
            case Figure():
                yield block
            case Box() | Landscape():
                yield from _figures(block.blocks)


def _torn(document: Document, rendered: Rendered, alignment: Alignment) -> Iterator[Finding]:
    whole = whole_of(rendered, document)
    found = {alignment.expected[index].id: index for index in alignment.pairs}
    headed = {each.id for each in alignment.expected}
    for section in document.walk():
        index = found.get(section.id)
        if index is None and section.id in headed:
            continue
        due = tuple(each for each in said(section.blocks) if _is_told_apart(each))
        lost = [each.text for each in due if not whole.holds(each.text)]
        changes = [change for each in due if each.text not in lost for change in whole.changes(each)]
        lost += [change.due for change in changes if change.kind is Kind.MISSING]
        heading = alignment.pairs[index].paragraph if index is not None else None
        part = _Part(due, (), section, heading)
        if lost and (index is None or substance(alignment.own(index)).says_something):
            yield part.missing(document, lost)
        yield from (part.altered(document, change) for change in changes if change.kind is Kind.OTHER)


def _is_told_apart(each: Said) -> bool:
    shortest = _SHORTEST_CAPTION if each.caption else _SHORTEST
    return not each.cell and shortest <= len(loose(each.text)) <= _LONGEST
