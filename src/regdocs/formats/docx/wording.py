"""A Word file line by line as it reads once its changes are accepted or refused: words, numbers, styles, cells, notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from regdocs.formats.docx.accept import settle
from regdocs.formats.docx.opened import Opened, W, opened, value, whole
from regdocs.formats.docx.read_numbering import Counting, counting_of
from regdocs.formats.docx.read_styles import Styles, styles_of

_SHOWN = (f"{W}t", f"{W}tab", f"{W}br", f"{W}noBreakHyphen", f"{W}footnoteReference", f"{W}drawing")
_MAIN = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Wording:
    """The lines of the body, and those of each header and footer by the name of its part.

    A line is a paragraph's style, its number as Word counts it and its text, footnotes in braces where they are called;
    a row's line is the grid of its cells. Empty paragraphs outside tables aren't there.
    """

    lines: tuple[str, ...]
    around: dict[str, tuple[str, ...]]


def wording(data: bytes, accept: bool) -> Wording:
    """The wording of a file with its changes accepted, else refused. Raises `UnreadableFile` for what is no Word file."""
    package = opened(data)
    reading = _reading(package, accept)
    root = _settled(package, _MAIN, accept)
    body = root.find(f"{W}body") if root is not None else None
    lines = tuple(reading.lines(body)) if body is not None else ()
    around = {
        name: tuple(_Reading(reading.styles, Counting(), {}).lines(part))
        for name in sorted(package.names)
        if name.startswith(("word/header", "word/footer")) and (part := _settled(package, name, accept)) is not None
    }
    return Wording(lines, around)


def _reading(package: Opened, accept: bool) -> _Reading:
    styles = styles_of(package.xml("word/styles.xml"))
    notes = _settled(package, "word/footnotes.xml", accept)
    texts = {} if notes is None else {note.get(f"{W}id", ""): _text(note, {}) for note in notes}
    return _Reading(styles, counting_of(package.xml("word/numbering.xml")), texts)


def _settled(package: Opened, name: str, accept: bool) -> etree._Element | None:
    root = package.xml(name)
    if root is not None:
        settle(root, accept)
    return root


@dataclass
class _Reading:
    """The walk through a part, which counts as Word does."""

    styles: Styles
    counting: Counting
    notes: dict[str, str]
    cells: int = field(default=0)

    def lines(self, parent: etree._Element) -> Iterator[str]:
        for child in parent:
            if child.tag == f"{W}p":
                line = self._paragraph(child)
                if line or self.cells:
                    yield line
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                yield from () if content is None else self.lines(content)

    def _table(self, table: etree._Element) -> Iterator[str]:
        rows = table.findall(f"{W}tr")
        framed = len(rows) == 1 and len(rows[0].findall(f"{W}tc")) == 1
        self.cells += not framed
        for row in rows:
            cells = row.findall(f"{W}tc")
            if not framed:
                yield "row " + " ".join(map(_geometry, cells))
            for cell in cells:
                yield from self.lines(cell)
        self.cells -= not framed

    def _paragraph(self, paragraph: etree._Element) -> str:
        properties = paragraph.find(f"{W}pPr")
        style = value(properties, f"{W}pStyle") or ""
        text = _text(paragraph, self.notes)
        numbers = properties.find(f"{W}numPr") if properties is not None else None
        meaning = self.styles.meaning(style)
        number = ""
        if numbers is not None:
            number = self.counting.number(value(numbers, f"{W}numId"), whole(value(numbers, f"{W}ilvl")))
        elif meaning.list is not None:
            number = self.counting.number(meaning.list, meaning.list_level)
        return f"{style}: {number} {text}" if text.strip() else ""


def _geometry(cell: etree._Element) -> str:
    properties = cell.find(f"{W}tcPr")
    return (value(properties, f"{W}gridSpan") or "1") + (value(properties, f"{W}vMerge") or "")


def _text(parent: etree._Element, notes: dict[str, str]) -> str:
    return "".join([_shown(each, notes) for each in parent.iter(*_SHOWN)])


def _shown(element: etree._Element, notes: dict[str, str]) -> str:
    tag = element.tag
    if tag == f"{W}t":
        return element.text or ""
    if tag == f"{W}tab":
        # A stop of the paragraph's own looks has the same name.
        return "" if element.get(f"{W}pos") else "\t"
    if tag == f"{W}br":
        return "" if element.get(f"{W}type") == "page" else "\n"
    if tag == f"{W}footnoteReference":
        return f"{{{notes.get(element.get(f'{W}id', ''), '')}}}"
    if tag == f"{W}drawing":
        named = next((each for each in element.iter() if str(each.tag).endswith("}docPr")), None)
        return f"[{named.get('descr', '')}]" if named is not None else "[]"
    return "-"
