"""An HWPX file read back, by whichever program it was saved last: headings and text as a person sees them, and what was left in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from regdocs.formats.hwpx.opened import CONTENT, OPF, Opened, P, opened, pictures, spine
from regdocs.formats.hwpx.parts import IDENTITY
from regdocs.formats.hwpx.read_head import Head, Meaning, head_of
from regdocs.formats.hwpx.read_paragraph import Context, Line
from regdocs.formats.office.unpacked import whole
from regdocs.formats.rendered import (
    Left,
    Leftover,
    ReadBlock,
    ReadCell,
    ReadParagraph,
    ReadTable,
    Rendered,
    Use,
    paragraphs_of,
)
from regdocs.formats.unreadable import damaged, kind_of, other_kind, too_large

_MOST_PARAGRAPHS = 500_000
_PARAGRAPH, _LIST, _ROW, _CELL = (f"{P}{name}" for name in ("p", "subList", "tr", "tc"))
_SCRIPTS = "Scripts/"
_EMPTY_SCRIPTS = 2_000
"""Hangul puts an empty script of a few hundred bytes into every file that it saves."""
_PLAIN = Meaning()


def read(data: bytes) -> Rendered:
    """The file as a person sees it who accepts all changes.

    Raises `UnreadableFile` for what is no HWPX, is encrypted, damaged or too large.
    """
    found = kind_of(data)
    if found != "hwpx":
        raise other_kind(found.upper(), "HWPX")
    package = opened(data)
    try:
        return _read(package)
    except RecursionError:
        raise too_large("겹친 깊이", "nesting") from None


def _read(package: Opened) -> Rendered:
    names = dict(spine(package))
    context = Context(_head(package, names), pictures(package))
    reading = _Reading(context)
    blocks: list[ReadBlock] = []
    for identifier, name in names.items():
        if identifier.startswith("section"):
            root = package.xml(name)
            if root is None:
                raise damaged(name[:80], name[:80])
            blocks += reading.blocks(root)
    if not names or not any(identifier.startswith("section") for identifier in names):
        raise damaged("본문 없음", "it has no body")
    properties = _properties(package)
    document, language, revision = _identity(properties)
    return Rendered(
        "hwpx",
        tuple(blocks),
        (*context.leftovers, *_package_leftovers(package)),
        tuple(dict.fromkeys(context.around)),
        tuple(context.notes),
        properties | ({"restarts": str(context.restarts)} if context.restarts > 1 else {}),
        document,
        language,
        revision,
    )


def _head(package: Opened, names: dict[str, str]) -> Head:
    return head_of(package.xml(names.get("header", "Contents/header.xml")))


class _Reading:
    """The walk through the text."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._labels: list[bool] = []
        """Of each paragraph since the cell at work began, whether its style is a label cell's."""

    def blocks(self, parent: etree._Element) -> Iterator[ReadBlock]:
        for element in parent.iterchildren(_PARAGRAPH):
            line = Line(self._context, self._beside)
            paragraph = self._paragraph(element, line)
            # A paragraph that does nothing but hold a table is no line of text.
            if paragraph.text.strip() or paragraph.figures or not line.tables:
                yield paragraph
            for table in line.tables:
                yield from self._table(table)
            for box in line.boxes:
                yield from self._box(box)

    def _paragraph(self, element: etree._Element, line: Line) -> ReadParagraph:
        context = self._context
        context.index += 1
        if context.index > _MOST_PARAGRAPHS:
            raise too_large(f"문단 {_MOST_PARAGRAPHS:,}개 초과", f"more than {_MOST_PARAGRAPHS:,} paragraphs")
        index = context.index
        line.read(element)
        line.finish()
        meaning = context.head.styles.get(element.get("styleIDRef", ""), _PLAIN)
        self._labels.append(meaning.label)
        listed = context.head.lists.get(element.get("paraPrIDRef", ""))
        number = context.head.count(listed, context.outline) if listed else ""
        level = listed.level + 1 if listed and listed.kind == "OUTLINE" else meaning.level if not listed else 0
        text = line.text.strip("\n")
        contents = meaning.use is Use.CONTENTS
        if level and not contents and number and not text.strip() and not line.figures:
            context.left(Left.EMPTY_HEADING, number)
        controls = tuple(line.controls)
        return ReadParagraph(
            text,
            index,
            None,
            level if text.strip() and not contents else 0,
            number,
            bool(line.strong),
            meaning.use,
            line.figures,
            controls,
            tuple(dict.fromkeys(control.text for control in controls if control.gap and control.text.strip())),
        )

    def _table(self, element: etree._Element) -> Iterator[ReadBlock]:
        """The table; one of a single cell is a frame around paragraphs, and so is one that holds a heading."""
        caption = element.find(f"{P}caption/{_LIST}")
        if caption is not None:
            for block in self.blocks(caption):
                yield replace(block, use=Use.CAPTION) if isinstance(block, ReadParagraph) else block
        rows = list(element.iterchildren(_ROW))
        if len(rows) == 1 and len(list(rows[0].iterchildren(_CELL))) == 1:
            inside = rows[0].find(f"{_CELL}/{_LIST}")
            yield from self.blocks(inside) if inside is not None else ()
            return
        index = self._context.index + 1
        table = ReadTable(tuple(tuple(map(self._cell, row.iterchildren(_CELL))) for row in rows), index)
        if any(paragraph.level for paragraph in table.paragraphs()):
            yield from table.paragraphs()
        else:
            yield table

    def _cell(self, element: etree._Element) -> ReadCell:
        self._labels.clear()
        context, inside = self._context, element.find(_LIST)
        around, context.on_color = context.on_color, element.get("borderFillIDRef", "") in context.head.colored
        paragraphs = tuple(paragraphs_of(self.blocks(inside))) if inside is not None else ()
        context.on_color = around
        label = bool(self._labels) and all(self._labels)
        span = element.find(f"{P}cellSpan")
        columns, rows = (1, 1) if span is None else (whole(span.get("colSpan"), 1), whole(span.get("rowSpan"), 1))
        return ReadCell(paragraphs, max(1, columns), max(1, rows), label or element.get("header") in ("1", "true"))

    def _box(self, element: etree._Element) -> Iterator[ReadBlock]:
        """What stands in a text box, after the paragraph that it is anchored to."""
        inside = element.find(_LIST)
        if inside is not None:
            blocks = tuple(self.blocks(inside))
            self._context.left(Left.TEXT_BOX, " ".join(each.text for each in paragraphs_of(blocks)))
            yield from blocks

    def _beside(self, element: etree._Element) -> str:
        """The text of a note, a header or a comment; it counts for nothing in the body."""
        inside = element.find(_LIST)
        if inside is None:
            return ""
        aside = Context(self._context.head, self._context.pictures, self._context.leftovers, aside=True)
        return " ".join(each.text for each in paragraphs_of(_Reading(aside).blocks(inside)) if each.text)


def _properties(package: Opened) -> dict[str, str]:
    """What the file says of itself: title, language, creator and the like, by the names that other formats use."""
    root = package.xml(CONTENT)
    found: dict[str, str] = {}
    for element in () if root is None else root.iterfind(f"{OPF}metadata/*"):
        if isinstance(element.tag, str):
            name = element.get("name") or etree.QName(element).localname
            found[name] = (element.text or "").strip()
    if found.get("description"):
        found.setdefault("identifier", found["description"])
    return found


def _identity(properties: dict[str, str]) -> tuple[str, str, str]:
    """Document, language and revision, where the key words are those of a file of ours."""
    words = properties.get("keyword", "").split(" ", 3)
    if words[0] != IDENTITY or len(words) < 3:
        return "", "", ""
    return words[1], words[2], words[3] if len(words) > 3 else ""


def _package_leftovers(package: Opened) -> Iterator[Leftover]:
    for name in sorted(package.names):
        if name.startswith(_SCRIPTS) and len(package.read(name)) > _EMPTY_SCRIPTS:
            yield Leftover(Left.SCRIPT, name)
        elif name.startswith("BinData/") and name.lower().endswith(".ole"):
            yield Leftover(Left.EMBEDDED, name)
