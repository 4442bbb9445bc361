"""Whether number, revision, date and study of a document stand where every page says what it is a page of."""

from __future__ import annotations

from collections.abc import Iterator

from regdocs.check.rendered.finding import finding, place, quoted
from regdocs.check.rendered.spelling import close
from regdocs.document.document import Document, Kind
from regdocs.finding import Finding, Severity
from regdocs.formats.rendered import Rendered


def identity_findings(document: Document, rendered: Rendered) -> Iterator[Finding]:
    """Findings where document number, revision, date or study don't stand where every page says what it is a page of."""
    around = " ".join(rendered.around)
    # A PDF doesn't tell its headers from its text.
    text = close(_whole(rendered) if rendered.format == "pdf" else around)
    for name_ko, name_en, printed in _identity(document):
        if printed and close(printed) not in text:
            yield finding(
                "stale-identity",
                Severity.ERROR if name_en == "revision" else Severity.WARNING,
                (
                    f"머리글·바닥글에 {name_ko} 「{printed}」 없음: 「{quoted(around)}」",
                    f"headers and footers lack the {name_en} “{printed}”: “{quoted(around)}”",
                ),
                place(document.id),
                ("지금 자료로 다시 만드십시오", "build it again from the submission as it is now"),
            )


def _whole(rendered: Rendered) -> str:
    return " ".join([*rendered.around, *(paragraph.text for paragraph in rendered.paragraphs())])


def _identity(document: Document) -> Iterator[tuple[str, str, str]]:
    yield "문서번호", "document number", document.number
    yield "판", "revision", document.printed_revision
    yield "작성일", "date", document.printed_date
    # Letters and forms name the study in their text alone.
    if document.kind in (Kind.PAPER, Kind.SHEET):
        yield "연구", "study", document.study
