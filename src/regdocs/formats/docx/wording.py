"""A Word file line by line as it reads once its changes are accepted or refused: words, numbers, styles, cells, notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from regdocs.formats.docx.accept import settle
from regdocs.formats.docx.opened import Opened, W, opened
from regdocs.formats.docx.read_numbering import Counting, counting_of
from regdocs.formats.docx.read_styles import Styles, styles_of
from regdocs.formats.office.unpacked import whole

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_P, _ROW, _CELL, _SPAN, _MERGE = (f"{W}{name}" for name in ("p", "tr", "tc", "gridSpan", "vMerge"))
_STYLE, _LIST, _LEVEL = (f"{W}{name}" for name in ("pStyle", "numId", "ilvl"))
_TEXT, _TAB, _BREAK, _NOTE = (f"{W}{name}" for name in ("t", "tab", "br", "footnoteReference"))
_READ = (_P, _ROW, _CELL, _SPAN, _MERGE, _STYLE, _LIST, _LEVEL, _TEXT, _TAB, _BREAK, _NOTE, _DRAWING)
_VALUE = f"{W}val"
_NAMES = {_ROW: "row", _CELL: "cell", _SPAN: "columns", _MERGE: "merged"}


@dataclass(frozen=True, slots=True)
class Wording:
    """The lines of the body, and those of each header and footer by the name of its part.

    A line is a paragraph's style, its number as Word counts it and its text, with footnotes in braces where they are
    called and pictures by their description; or it says that a row or a cell begins. Empty paragraphs aren't there.
    """

    lines: tuple[str, ...]
    around: dict[str, tuple[str, ...]]


def wording(data: bytes, accept: bool | None = None) -> Wording:
    """The wording of a file of ours with its changes accepted or refused; None for one that has none.

    Raises `UnreadableFile` for what is no Word file.
    """
    package = opened(data)
    styles = styles_of(package.xml("word/styles.xml"))
    notes = _settled(package, "word/footnotes.xml", accept)
    texts = {} if notes is None else {note.get(f"{W}id", ""): "".join(_lines(note, styles)) for note in notes}
    around = {
        name: tuple(_lines(_settled(package, name, accept), styles))
        for name in sorted(package.names)
        if name.startswith(("word/header", "word/footer"))
    }
    counting = counting_of(package.xml("word/numbering.xml"))
    return Wording(tuple(_lines(_settled(package, "word/document.xml", accept), styles, counting, texts)), around)


def _settled(package: Opened, name: str, accept: bool | None) -> etree._Element | None:
    root = package.xml(name)
    if root is not None and accept is not None:
        settle(root, accept)
    return root


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while it is being read."""

    style: str = ""
    numbers: str | None = None
    level: str | None = None
    pieces: list[str] = field(default_factory=list)

    def line(self, styles: Styles, counting: Counting) -> str:
        """The line; every numbered paragraph counts, also an empty one."""
        meaning = styles.meaning(self.style)
        name = meaning.list if self.numbers is None else self.numbers
        level = meaning.list_level if self.level is None else whole(self.level)
        number = counting.number(name, level) if name is not None else ""
        text = "".join(self.pieces)
        return f"{self.style}: {number} {text}" if text.strip() else ""


def _lines(
    root: etree._Element | None, styles: Styles, counting: Counting | None = None, notes: dict[str, str] | None = None
) -> Iterator[str]:
    """All lines below `root`: one walk in document order, since a dossier has tens of thousands of cells."""
    counting = counting or Counting()
    notes = notes or {}
    paragraph = _Paragraph()
    for element in () if root is None else root.iter(*_READ):
        tag = element.tag
        if tag == _TEXT:
            paragraph.pieces.append(element.text or "")
        elif tag == _STYLE:
            paragraph.style = element.get(_VALUE, "")
        elif tag in (_P, _ROW, _CELL):
            line = paragraph.line(styles, counting)
            if line:
                yield line
            paragraph = _Paragraph()
            if tag != _P:
                yield _NAMES[tag]
        elif tag in (_SPAN, _MERGE):
            yield f"{_NAMES[tag]} {element.get(_VALUE)}"
        elif tag == _LIST:
            paragraph.numbers = element.get(_VALUE)
        elif tag == _LEVEL:
            paragraph.level = element.get(_VALUE)
        else:
            paragraph.pieces.append(_sign(element, notes))
    line = paragraph.line(styles, counting)
    if line:
        yield line


def _sign(element: etree._Element, notes: dict[str, str]) -> str:
    tag = element.tag
    if tag == _TAB:
        # A stop of the paragraph's own looks has the same name.
        return "" if element.get(f"{W}pos") else "\t"
    if tag == _BREAK:
        return "" if element.get(f"{W}type") == "page" else "\n"
    if tag == _NOTE:
        return f"{{{notes.get(element.get(f'{W}id', ''), '')}}}"
    return f"[{element.get('descr', '')}]"
