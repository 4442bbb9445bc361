"""The findings of a rendered file: where each lies in it, and in which words a rule speaks."""

from __future__ import annotations

from collections.abc import Callable

from regdocs.finding import Finding, Place, Severity
from regdocs.formats.rendered import ReadParagraph
from regdocs.language import Bilingual

Report = Callable[[Finding], None]
_LONGEST = 80


def finding(
    rule: str,
    severity: Severity,
    message: tuple[str, str],
    place: Place,
    remedy: tuple[str, str] | None = None,
    citations: tuple[str, ...] = (),
) -> Finding:
    """A finding of the rule `rendered/<rule>`; message and remedy in Korean and English."""
    words = Bilingual(*remedy) if remedy else None
    return Finding(f"rendered/{rule}", severity, Bilingual(*message), place, words, citations)


def place(document: str, section: str = "", paragraph: ReadParagraph | None = None) -> Place:
    """Document and section, with the page where the file tells it."""
    return Place(document=document, section=section or None, page=paragraph.page if paragraph else None)


def quoted(text: str) -> str:
    """A piece of the file's text, shortened and without control characters."""
    text = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def at(index: int | None) -> tuple[str, str]:
    """Which paragraph, since Word shows no page before it has laid the file out."""
    return ("", "") if index is None else (f" (문단 {index})", f" (paragraph {index})")
