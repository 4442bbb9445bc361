"""A finished file read back by the reader of its kind, which its bytes tell."""

from __future__ import annotations

from regdocs.formats.rendered import Rendered
from regdocs.formats.unreadable import kind_of


def read(data: bytes) -> Rendered:
    """The file as a person sees it; raises `UnreadableFile` for what no reader can read."""
    kind = kind_of(data)
    if kind == "docx":
        from regdocs.formats.docx.read import read
    elif kind == "hwpx":
        from regdocs.formats.hwpx.read import read
    else:
        from regdocs.formats.pdf.read import read
    return read(data)
