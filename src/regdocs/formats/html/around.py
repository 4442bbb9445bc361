"""What stands around the text of every page: header, footer and notice, as attributes that the print sheet draws."""

from __future__ import annotations

import re
from html import escape

from regdocs.document.document import Document

ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def attributes(document: Document) -> str:
    """The attributes of the page's body that `string-set` of the print sheet reads."""
    number_and_revision = (document.number, _revision(document))
    title = document.title.text(document.language)
    values = {
        "head": _joined("\n", title, _joined(" · ", *number_and_revision)),
        "study": document.study,
        "foot": _joined("\n", _joined(" · ", *number_and_revision), _date(document)),
        "notice": document.notice,
    }
    return "".join(f' data-{name}="{_attribute(text)}"' for name, text in values.items())


def _joined(separator: str, *parts: str) -> str:
    return separator.join(part for part in parts if part)


def _attribute(text: str) -> str:
    # A bare line break in an attribute would be read as a blank.
    return escape(text).replace("\n", "&#10;")


def _revision(document: Document) -> str:
    if not document.revision[:1].isdigit():
        return document.revision
    return f"제{document.revision}판" if document.language == "ko" else f"Version {document.revision}"


def _date(document: Document) -> str:
    match = ISO_DATE.fullmatch(document.date)
    if match is None or document.language != "ko":
        return document.date
    year, month, day = match.groups()
    return f"{year}. {int(month)}. {int(day)}."
