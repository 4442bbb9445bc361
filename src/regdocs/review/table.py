"""The old/new comparison table (변경대비표) as a document tree, so that Word and PDF draw it: one table per paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from regdocs.document.block import Align, Block, Cell, Column, Paragraph, Row, Table
from regdocs.document.document import Document, Kind, Section
from regdocs.document.inline import Break, Gap, Inline, Style, Styled, Text
from regdocs.language import Bilingual, Language
from regdocs.review.change import (
    Change,
    ChangeKind,
    Comparison,
    DocumentComparison,
    Op,
    Span,
    Status,
    Subject,
)
from regdocs.review.numbers import full_numbers
from regdocs.review.quoting import lines, marked, quoted, text_of
from regdocs.review.reasons import evident, new_edition

Form = Literal["filing", "law"]
"""`filing` is the table that accompanies a change report; `law` is laid out as amendments of law are."""

REASONS = "changes.yaml"

_CONTEXT = 90
"""So many unchanged characters stay on either side of a change; what lies further off is left out."""

_TITLE = Bilingual("변경대비표", "Comparison of changes")
_STUDY = Bilingual("과제명", "Study")
_PAPER = Bilingual("문서명", "Document")
_NUMBER = Bilingual("문서번호", "Number")
_EDITION = Bilingual("버전(작성일)", "Version (date)")
_BEFORE = Bilingual("변경 전", "Before")
_AFTER = Bilingual("변경 후", "After")
_NOW = Bilingual("현행", "In force")
_DRAFT = Bilingual("개정안", "Amendment")
_HEADS = (
    Bilingual("연번", "No."),
    Bilingual("항목", "Item"),
    Bilingual("쪽(전/후)", "Page (old/new)"),
    _BEFORE,
    _AFTER,
    Bilingual("변경사유", "Reason"),
    Bilingual("비고", "Remarks"),
)
_LAW_HEADS = (_NOW, _DRAFT, Bilingual("개정사유", "Reason"))
_WIDTHS = (0.045, 0.135, 0.065, 0.275, 0.275, 0.12, 0.085)
_LAW_WIDTHS = (0.41, 0.41, 0.18)
_NEWLY = Bilingual("<신설>", "<new>")
_GONE = Bilingual("<삭제>", "<deleted>")
_SAME = Bilingual("<현행과 같음>", "<as in force>")
_MOVED = Bilingual("이동", "moved")
_FROM = Bilingual("<옮김>", "<moved>")
_QUESTION = Bilingual("보완요구", "Demand")
_NO_REASON = Bilingual("변경사유 미기재", "no reason written")
_COVER = Bilingual("표지", "Cover")
_NOTHING = Bilingual("두 판 사이에 바뀐 내용이 없음.", "Nothing differs between the two editions.")
_LEGEND = Bilingual(
    "밑줄은 바뀐 부분이며, 긴 문장에서 바뀌지 않은 부분은 ‘…’로 줄임.",
    "Underlined is what changed; '…' stands for unchanged parts of long passages.",
)
_RENEWED = Bilingual("판만 바뀐 문서", "papers of which only the edition changed")
_SET = Bilingual("번호·서식만 바뀐 곳", "numbering or formatting only")
_OF_EDITION = Bilingual(
    "그 밖에 판 번호와 날짜만 바뀐 곳의 수", "Besides, only the edition's number and date changed in so many places"
)
_MINOR = Bilingual(
    "그 밖에 번호 또는 서식만 바뀐 곳의 수", "Besides, only numbering or formatting changed in so many places"
)


def change_table(
    comparison: Comparison, form: Form = "filing", language: Language = "ko", *, bilingual: bool = False
) -> Document:
    """A landscape table for each paper that changed, with the reason for each change; a missing reason is a gap.

    `bilingual` sets heads and reasons in both languages. Of numbering and formatting alone only the number is told.
    """
    return _Sheet(comparison, form, language, bilingual).document()


@dataclass(frozen=True, slots=True)
class _Sheet:
    comparison: Comparison
    form: Form
    language: Language
    bilingual: bool

    def document(self) -> Document:
        new = self.comparison.new
        notice = next((each.new.notice for each in self.comparison.documents if each.new is not None), "")
        nothing = Section("changes", _TITLE, blocks=(Paragraph((Text(self.say(_NOTHING)),)),), landscape=True)
        return Document(
            id="change-table",
            title=_TITLE,
            language=self.language,
            kind=Kind.SHEET,
            revision=new.revision,
            date=new.date,
            study=new.title.text(self.language),
            notice=notice,
            sections=tuple(self.sections()) or (nothing,),
        )

    def say(self, text: Bilingual) -> str:
        return f"{text.ko} {text.en}" if self.bilingual and text.en else text.text(self.language)

    def sections(self) -> Iterator[Section]:
        """One for each paper that says something else now, and one for those that are only another edition."""
        renewed: list[tuple[DocumentComparison, int]] = []
        begun = False
        for document in self.comparison.documents:
            if document.status is Status.EQUAL:
                continue
            changes = [change for change in self.comparison.changes if _of(change, document)]
            told = [change for change in changes if change.kind.substantial and not new_edition(change)]
            minor = sum(not change.kind.substantial for change in changes)
            if told or document.old is None or document.new is None:
                yield self.paper(document, told, minor, len(changes) - len(told) - minor, page_break=begun)
                begun = True
            else:
                renewed.append((document, minor))
        if renewed:
            yield self.editions(renewed, page_break=begun)

    def paper(
        self, document: DocumentComparison, told: Sequence[Change], minor: int, edition: int, *, page_break: bool
    ) -> Section:
        name = "-".join(part for part in (document.id, document.instance) if part)
        blocks: list[Block] = [self.head(document)]
        if told:
            blocks += [self.table(told, full_numbers(document)), Paragraph((Text(self.say(_LEGEND)),), "note")]
        for words, count in ((_OF_EDITION, edition), (_MINOR, minor)):
            if count:
                blocks.append(Paragraph((Text(f"{self.say(words)}: {count}"),), "note"))
        paper, whose = document.document.title, f" ({document.whose})" if document.whose else ""
        title = Bilingual(f"{_TITLE.ko} – {paper.ko}{whose}", f"{_TITLE.en} – {paper.text('en')}{whose}")
        return Section(f"changes-{name}", title, blocks=tuple(blocks), landscape=True, page_break=page_break)

    def editions(self, renewed: Sequence[tuple[DocumentComparison, int]], *, page_break: bool) -> Section:
        """The papers of which nothing but the edition changed, or how things are set and counted."""
        rows = [Row(tuple(_cell(self.say(word), header=True) for word in (_PAPER, _NUMBER, _BEFORE, _AFTER, _SET)))]
        for document, minor in renewed:
            name = document.document.title.text(self.language) + (f" ({document.whose})" if document.whose else "")
            editions = (self.edition(document, old=True), self.edition(document, old=False))
            rows.append(
                Row(tuple(map(_cell, (name, document.document.number, *editions, str(minor) if minor else "–"))))
            )
        columns = tuple(Column(width) for width in (0.36, 0.18, 0.17, 0.17, 0.12))
        title = Bilingual(f"{_TITLE.ko} – {_RENEWED.ko}", f"{_TITLE.en} – {_RENEWED.en}")
        table = Table(columns, tuple(rows), head=1)
        return Section("changes-editions", title, blocks=(table,), landscape=True, page_break=page_break)

    def edition(self, document: DocumentComparison, *, old: bool) -> str:
        """Revision and date of a paper."""
        paper = document.old if old else document.new
        if paper is None:
            return "–"
        revision = paper.revision
        date = paper.date or (self.comparison.old if old else self.comparison.new).date
        return f"{revision} ({date})" if date else revision

    def head(self, document: DocumentComparison) -> Table:
        """Which paper, and which two editions of it."""
        found = document.document
        study = self.comparison.new.title.text(self.language)
        rows = [(_STUDY, study), (_PAPER, found.title.text(self.language)), (_NUMBER, found.number)]
        for word, old in ((_BEFORE, True), (_AFTER, False)):
            name = Bilingual(f"{_EDITION.ko} – {word.ko}", f"{_EDITION.en} – {word.en}")
            rows.append((name, self.edition(document, old=old)))
        cells = (Row((_cell(self.say(word), header=True), _cell(text))) for word, text in rows if text)
        return Table((Column(0.2), Column(0.8)), tuple(cells), form=True)

    def table(self, changes: Sequence[Change], numbers: Mapping[str, str]) -> Table:
        heads, widths = (_LAW_HEADS, _LAW_WIDTHS) if self.form == "law" else (_HEADS, _WIDTHS)
        centered = (0, 2) if self.form == "filing" else ()
        columns = (
            Column(width, Align.CENTER if index in centered else Align.LEFT) for index, width in enumerate(widths)
        )
        head = Row(tuple(_cell(self.say(word), header=True) for word in heads))
        draw = self.law_row if self.form == "law" else self.row
        rows = (draw(change, number, numbers) for number, change in enumerate(changes, 1))
        return Table(tuple(columns), (head, *rows), head=1)

    def row(self, change: Change, number: int, numbers: Mapping[str, str]) -> Row:
        pages = (str(page) if page is not None else "–" for page in (change.old_page, change.new_page))
        cells = (
            (Text(str(number)),),
            self.item(change, numbers),
            (Text(" / ".join(pages)),),
            self.before(change),
            self.after(change),
            self.reason(change),
            self.remarks(change),
        )
        return Row(tuple(Cell(tuple(cell)) for cell in cells))

    def law_row(self, change: Change, number: int, numbers: Mapping[str, str]) -> Row:
        item = (*self.item(change, numbers), Break())
        after = self.after(change) if change.kind is not ChangeKind.CHANGED else tuple(_dashed(change.after))
        same: tuple[Inline, ...] = (Text(self.say(_SAME)),)
        cells = ((*item, *self.before(change)), (*item, *(after or same)), self.reason(change))
        return Row(tuple(Cell(tuple(cell)) for cell in cells))

    def item(self, change: Change, numbers: Mapping[str, str]) -> tuple[Inline, ...]:
        number = numbers.get(change.section) or change.number.strip("-")
        section = f"{number} {change.section_title.text(self.language)}".strip()
        label = change.label.text(self.language)
        if change.subject is Subject.HEAD:
            return (Text(label or self.say(_COVER)),)
        if not section:
            return (Text(label or self.say(_COVER)),)
        if label and label != section:
            return (Text(section), Break(), Styled(Style.SMALL, (Text(label),)))
        return (Text(section),)

    def before(self, change: Change) -> tuple[Inline, ...]:
        if change.kind is ChangeKind.INSERTED:
            return (Text(self.say(_NEWLY)),)
        return tuple(marked(change.before, _CONTEXT, old=True)) or tuple(lines(change.before_text))

    def after(self, change: Change) -> tuple[Inline, ...]:
        if change.kind is ChangeKind.DELETED:
            return (Text(self.say(_GONE)),)
        moved = (Text(f"{self.say(_FROM)} "),) if change.kind is ChangeKind.MOVED else ()
        return (*moved, *(tuple(marked(change.after, _CONTEXT, old=False)) or tuple(lines(change.after_text))))

    def reason(self, change: Change) -> tuple[Inline, ...]:
        reason = change.reason or evident(change)
        if reason is None:
            return (Gap(self.say(_NO_REASON), f"{REASONS}:{change.id}"),)
        texts = [reason.text(self.language)]
        if self.bilingual and reason.en:
            texts = [reason.ko, reason.en]
        return tuple(
            inline for index, text in enumerate(texts) for inline in ([Break()] if index else []) + list(lines(text))
        )

    def remarks(self, change: Change) -> tuple[Inline, ...]:
        parts = [self.say(_MOVED)] if change.kind is ChangeKind.MOVED else []
        parts += [f"{self.say(_QUESTION)} {change.question}"] if change.question else []
        return tuple(lines("\n".join(parts)))


def _of(change: Change, document: DocumentComparison) -> bool:
    return (change.document, change.instance) == (document.id, document.instance)


def _cell(text: str, *, header: bool = False) -> Cell:
    return Cell((Text(text),), header=header)


def _dashed(spans: Sequence[Span]) -> Iterator[Inline]:
    """The amended side as law prints it: dashes for what stays as it is."""
    for span in spans:
        content = tuple(quoted(span.new or span.old))
        if span.op in (Op.INSERT, Op.DELETE):
            yield Styled(Style.UNDERLINE, content)
        elif length := min(len(text_of(content)), 24):
            yield Text("-" * max(length, 4))
