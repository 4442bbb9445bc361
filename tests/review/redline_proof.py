"""What a redline has to keep: each revision comes back whole, read by the reader of Word files."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping

from regdocs.document.document import Document
from regdocs.formats.docx.accept import accepted, rejected
from regdocs.formats.docx.read import read
from regdocs.formats.docx.write import write
from regdocs.formats.rendered import ReadParagraph
from regdocs.review.documents import compare_documents
from regdocs.review.redline import Redlined, redline
from regdocs.template_set.style import Style

_SIGNED = re.compile(r' w:author="[^"]*"(?: w:date="[^"]*")?')
_REVISION_ID = re.compile(r'(<w:(?:ins|del|moveFrom|moveTo|\w+Change|\w+Range(?:Start|End))) w:id="\d+"')


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


DOT = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\0\0"))
    + _chunk(b"IEND", b"")
)
PICTURES = {f"figures/{number}.png": DOT for number in (1, 2, 3)}


def redlined(
    old: Document, new: Document, pictures: Mapping[str, bytes] = PICTURES, author: str = "regdocs"
) -> Redlined:
    return redline(compare_documents(old, new), Style(), (pictures, pictures), author)


def assert_both_states(data: bytes, old: Document, new: Document, pictures: Mapping[str, bytes] = PICTURES) -> None:
    """Accepting all gives the new document, refusing all the old one, as our writer writes them and our reader reads."""
    assert said(accepted(data)) == said(write(new, pictures, Style()))
    assert said(rejected(data)) == said(write(old, pictures, Style()))


def said(data: bytes) -> tuple[list[object], tuple[str, ...]]:
    """Blocks as read (text, level, number, pictures; cells with their spans) and footnotes; nothing may be tracked."""
    found = read(data)
    assert not [left for left in found.leftovers if left.kind.value == "tracked-change"]
    blocks: list[object] = []
    for block in found.blocks:
        if not isinstance(block, ReadParagraph):
            blocks.append(
                [[(cell.text, cell.colspan, cell.rowspan, cell.header) for cell in row] for row in block.rows]
            )
        elif block.text.strip() or block.figures:
            blocks.append((block.text, block.level, block.number, block.figures))
    return blocks, found.notes


def part(data: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def bare(data: bytes, name: str = "word/document.xml") -> str:
    """A part without who, when and the ids of marks, so that a test can show the rest."""
    return _REVISION_ID.sub(r"\1", _SIGNED.sub("", part(data, name)))
