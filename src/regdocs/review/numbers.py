"""The number of a section as one looks it up: with those of the headings that it stands under."""

from __future__ import annotations

from collections.abc import Iterable

from regdocs.document.document import Section
from regdocs.review.change import DocumentComparison


def full_numbers(document: DocumentComparison) -> dict[str, str]:
    """The number of each section by its id, the new one where it has one: `3-2 라. 1)`."""
    found: dict[str, str] = {}

    def walk(sections: Iterable[Section], above: str) -> None:
        for section in sections:
            own = section.number if section.number not in ("", "-") else ""
            # A number like 3-2-1 says by itself what it stands under.
            found[section.id] = own if own[:1].isdigit() and ")" not in own else f"{above} {own}".strip()
            walk(section.sections, found[section.id])

    for side in (document.old, document.new):
        walk(side.sections if side else (), "")
    return found
