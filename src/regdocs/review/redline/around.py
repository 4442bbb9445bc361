"""Headers and footers of a redline: title, number, revision, date and notice as they were and as they are."""

from __future__ import annotations

from collections.abc import Iterator

from regdocs.formats.docx.body import Body
from regdocs.formats.docx.xml import DECLARATION, NAMESPACES
from regdocs.review.redline.pieces import Pieces


def headers_and_footers(old: Body, new: Body, pieces: Pieces) -> Iterator[tuple[str, str]]:
    """Part name and content of each header and footer of the new revision, with what the old one had there."""
    for face in new.pages.faces:
        for part, element in (("header", "hdr"), ("footer", "ftr")):
            before, after = (
                (body.pages.header if part == "header" else body.pages.footer)(face) for body in (old, new)
            )
            content = after if before == after else pieces.alike(before, after, ending=True)
            yield (
                f"word/{new.pages.name(part, face)}",
                f"{DECLARATION}<w:{element} {NAMESPACES}>{content}</w:{element}>",
            )
