"""The drawings of a comparison by their names on the command line, and the files that each of them makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from regdocs.document.document import Document
from regdocs.finding import Finding, Place, RenderingError, Severity
from regdocs.formats.format import Layout, Resources, Written
from regdocs.language import Language
from regdocs.review.change import DocumentComparison, Status
from regdocs.review.opened import Compared, Sides
from regdocs.template_set.style import Style as SetStyle

if TYPE_CHECKING:
    from regdocs.review.redline.untracked import Untracked


@dataclass(frozen=True, slots=True)
class Look:
    """How the faces are drawn.

    `language` is that of what stands around the changes in a file, `messages` that of text for a terminal. `law` and
    `bilingual` are forms of the change table; `author` is who made a redline's changes.
    """

    language: Language = "ko"
    messages: Language = "ko"
    law: bool = False
    bilingual: bool = False
    author: str = "regdocs"


@dataclass(frozen=True, slots=True)
class Drawn:
    """The files of a face by their path (POSIX) in the output folder, and what is to be said of them."""

    files: dict[str, bytes]
    findings: tuple[Finding, ...] = ()


Draw: TypeAlias = Callable[[Compared, Look], Drawn]


def _text(compared: Compared, look: Look) -> Drawn:
    from regdocs.review.as_text import to_text

    return Drawn({"changes.txt": to_text(compared.comparison, look.messages).encode()})


def _json(compared: Compared, look: Look) -> Drawn:
    from regdocs.review.as_json import to_json

    return Drawn({"changes.json": to_json(compared.comparison).encode()})


def _markdown(compared: Compared, look: Look) -> Drawn:
    from regdocs.review.as_markdown import to_markdown

    return Drawn({"changes.md": to_markdown(compared.comparison, look.language).encode()})


def _html(compared: Compared, look: Look) -> Drawn:
    from regdocs.review.page.page import page

    return Drawn({"review.html": page(compared.comparison, look.language).encode()})


def _docx(compared: Compared, look: Look) -> Drawn:
    """A redline of each paper that differs."""
    from regdocs.review.redline.make import redline

    files: dict[str, bytes] = {}
    told: list[Finding] = []
    for document in compared.comparison.documents:
        if document.status is not Status.EQUAL:
            layouts = _layouts(document, compared)
            made = redline(document, _style(compared), _pictures(compared), look.author, layouts)
            files[f"redline/{document.document.stem}.docx"] = made.data
            told += (_untracked(each, document) for each in made.untracked)
    return Drawn(files, tuple(told))


def _layouts(document: DocumentComparison, compared: Compared) -> tuple[Layout | None, Layout | None]:
    """On which pages the lists of both sides of a paper find what they name, as far as it was laid out."""
    if not isinstance(compared.of, Sides):
        return None, None
    old, new = document.old, document.new
    sides = compared.of
    return sides.old.layouts.get(old.key) if old else None, sides.new.layouts.get(new.key) if new else None


def _untracked(untracked: Untracked, document: DocumentComparison) -> Finding:
    place = Place(document=document.document.stem, section=untracked.section or None)
    return Finding("redline/untracked", Severity.NOTE, untracked.message, place)


def _table(compared: Compared, look: Look) -> Drawn:
    """The change table as DOCX and, where this machine can, as PDF."""
    from regdocs.formats.docx.write import write
    from regdocs.review.table import change_table

    table = change_table(compared.comparison, "law" if look.law else "filing", look.language, bilingual=look.bilingual)
    printed, findings = _printed(table, compared)
    files = {"change-table.docx": write(table, {}, _style(compared), printed.layout if printed else None)}
    return Drawn({**files, "change-table.pdf": printed.data} if printed else files, findings)


def _printed(document: Document, compared: Compared) -> tuple[Written | None, tuple[Finding, ...]]:
    """The PDF; None on a machine that can't make PDFs, or, with why not, of what can't be printed: it may be quoted."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return None, ()
    from regdocs.formats.pdf.write import write

    sheet = compared.of.new.template_set.style_sheet if isinstance(compared.of, Sides) else None
    try:
        return write(document, {}, _style(compared), style_sheet=sheet), ()
    except RenderingError as error:
        return None, tuple(replace(each, severity=Severity.WARNING) for each in error.findings)


def _style(compared: Compared) -> SetStyle:
    return compared.of.new.template_set.style if isinstance(compared.of, Sides) else SetStyle()


def _pictures(compared: Compared) -> tuple[Resources, Resources]:
    return (compared.of.old.pictures, compared.of.new.pictures) if isinstance(compared.of, Sides) else ({}, {})


FACES: Mapping[str, Draw] = {
    "text": _text,
    "json": _json,
    "markdown": _markdown,
    "html": _html,
    "docx": _docx,
    "table": _table,
}
PRINTABLE = ("text", "json", "markdown", "html")
"""Faces that are one file of text, which can go to standard output."""
