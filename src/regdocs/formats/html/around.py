"""What stands around the text of every page: header, footer and notice, as attributes that the print sheet draws."""

from __future__ import annotations

from html import escape

from regdocs.document.document import Document


def attributes(document: Document) -> str:
    """The attributes of the page's body that `string-set` of the print sheet reads."""
    number_and_revision = (document.number, document.printed_revision)
    title = document.title.text(document.language)
    values = {
        "head": _joined("\n", title, _joined(" · ", *number_and_revision)),
        "study": document.study,
        "foot": _joined("\n", _joined(" · ", *number_and_revision), document.printed_date),
        "notice": document.notice,
    }
    return "".join(f' data-{name}="{_attribute(text)}"' for name, text in values.items())


def _joined(separator: str, *parts: str) -> str:
    return separator.join(part for part in parts if part)


def _attribute(text: str) -> str:
    # A bare line break in an attribute would be read as a blank.
    return escape(text).replace("\n", "&#10;")
