"""A DOCX read back, by whichever program it was saved last: sections and text as a person sees them, and what was left in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from regdocs.formats.docx.opened import Opened, W, opened, value
from regdocs.formats.docx.read_colors import ground_of
from regdocs.formats.docx.read_leftovers import comments_of, package_leftovers
from regdocs.formats.docx.read_lineage import origins_of
from regdocs.formats.docx.read_numbering import Counting, counting_of
from regdocs.formats.docx.read_paragraph import COMPATIBILITY, Context, Line
from regdocs.formats.docx.read_properties import CHANGED, Properties, heading_level, properties_of
from regdocs.formats.docx.read_styles import Meaning, Styles, styles_of
from regdocs.formats.docx.read_table import Grid, cells_of, colored, rows_of
from regdocs.formats.docx.read_table_style import painted
from regdocs.formats.docx.xml import RELATIONSHIPS
from regdocs.formats.office.unpacked import whole
from regdocs.formats.rendered import Left, ReadBlock, ReadParagraph, ReadTable, Rendered, Use
from regdocs.formats.unreadable import damaged, kind_of, other_kind, too_large

_MOST_PARAGRAPHS = 500_000
_PARAGRAPH, _TABLE, _CONTROL = (f"{W}{name}" for name in ("p", "tbl", "sdt"))
_WRAPPERS = {f"{W}{name}" for name in ("sdtContent", "customXml", "ins", "moveTo", "smartTag")}


def read(data: bytes) -> Rendered:
    """The file as a person sees it who accepts all changes.

    Raises `UnreadableFile` for what is no Word file, is encrypted, damaged or too large, and for a body that holds no
    more than a reference to another file.
    """
    if (kind := kind_of(data)) != "docx":
        raise other_kind(kind.upper(), "DOCX")
    package = opened(data)
    main = package.related("", "officeDocument") or "word/document.xml"
    root = package.xml(main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise damaged("본문 없음", "it has no body")
    try:
        return _read(package, main, body)
    except RecursionError:
        raise too_large("겹친 깊이", "nesting") from None


def _read(package: Opened, main: str, body: etree._Element) -> Rendered:
    origins = origins_of(package)
    context = Context(_styles(package, main), origins.sources, comments_of(package, main))
    reading = Reading(context, counting_of(package.xml(package.related(main, "numbering") or "")))
    blocks = tuple(reading.blocks(body))
    # Something may have been left there too.
    marks = _marks(body)
    around, notes = tuple(_around(package, main, marks, context)), tuple(_notes(package, main, marks, context))
    # Comments that no text is marked for.
    for author, text in context.comments.values():
        context.left(Left.COMMENT, text, author)
    return Rendered(
        "docx",
        blocks,
        (*context.leftovers, *package_leftovers(package, main)),
        around,
        notes,
        {**_properties(package), **_numbered(package, marks)},
        origins.document,
        origins.language,
        origins.revision,
        context.page if context.breaks_known else None,
    )


def _styles(package: Opened, main: str) -> Styles:
    return styles_of(package.xml(package.related(main, "styles") or ""))


@dataclass
class Reading:
    """The walk through a body or some of its elements; counts paragraphs and, as Word does, the numbers before them."""

    context: Context
    counting: Counting
    contents: int = 0
    boxes: list[ReadBlock] = field(default_factory=list)
    labels: list[bool] = field(default_factory=list)
    """Of each paragraph since the cell at work began, whether its style is a label cell's."""

    def blocks(self, parent: Iterable[etree._Element]) -> Iterator[ReadBlock]:
        for child in parent:
            tag = child.tag
            if tag == _PARAGRAPH:
                yield self.paragraph(child)
                if self.boxes:
                    yield from self._text_boxes()
            elif tag == _TABLE:
                yield from self._table(child)
            elif tag == _CONTROL:
                yield from self._control(child)
            elif tag in _WRAPPERS:
                yield from self.blocks(child)
            elif tag == f"{COMPATIBILITY}AlternateContent":
                choice = child.find(f"{COMPATIBILITY}Choice")
                yield from self.blocks(child if choice is None else choice)
            elif tag == f"{W}sectPr":
                self.note_changes(child)
            elif tag == f"{W}altChunk":
                self.context.left(Left.FOREIGN_PART, "altChunk")

    def paragraph(self, element: etree._Element) -> ReadParagraph:
        context = self.context
        context.index += 1
        if context.index > _MOST_PARAGRAPHS:
            raise too_large(f"문단 {_MOST_PARAGRAPHS:,}개 초과", f"more than {_MOST_PARAGRAPHS:,} paragraphs")
        properties = properties_of(element)
        meaning = context.styles.meaning(properties.style)
        index, contents = context.index, context.in_contents or bool(self.contents)
        self.labels.append(meaning.label)
        line = Line(context, meaning, self._keep_box, properties.ground)
        for change in properties.changes:
            line.change(change)
        line.read(element)
        line.finish()
        contents = contents or context.in_contents
        level = 0 if contents else heading_level(properties.outline, meaning.level)
        text, number = line.text.strip("\n"), self._number(properties, meaning)
        if level and number and not text.strip() and not line.figures:
            context.left(Left.EMPTY_HEADING, number)
        return ReadParagraph(
            text,
            index,
            context.page if context.breaks_known else None,
            level if text.strip() else 0,
            number,
            bool(line.strong),
            Use.CONTENTS if contents else meaning.use,
            line.figures,
            tuple(line.controls),
            tuple(line.gaps),
        )

    def note_changes(self, properties: etree._Element) -> None:
        """Take down that the look of a table, a row or a section was changed."""
        for child in properties:
            if child.tag in CHANGED:
                self.context.left(Left.TRACKED, "", child.get(f"{W}author", ""))

    def _number(self, properties: Properties, meaning: Meaning) -> str:
        identifier = meaning.list if properties.list is None else properties.list
        if identifier is None:
            return ""
        level = properties.list_level
        return self.counting.number(identifier, meaning.list_level if level is None else whole(level, -1))

    def _keep_box(self, box: etree._Element) -> None:
        """Take in a text box, whose colour only its drawing tells."""
        context = self.context
        around, ink = context.ground, context.ink
        context.ground = context.ink = None
        self.boxes += list(self.blocks(box))
        context.ground, context.ink = around, ink

    def _text_boxes(self) -> Iterator[ReadBlock]:
        """What stands in text boxes, after the paragraph that they are anchored to; never a heading of the text."""
        kept, self.boxes = self.boxes, []
        yield from kept

    def _control(self, element: etree._Element) -> Iterator[ReadBlock]:
        gallery = value(element, f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        content = element.find(f"{W}sdtContent")
        if content is None:
            return
        self.contents += gallery == "Table of Contents"
        yield from self.blocks(content)
        self.contents -= gallery == "Table of Contents"

    def _table(self, element: etree._Element) -> Iterator[ReadBlock]:
        """The table; one of a single cell is a frame around paragraphs, and so is one that holds a heading."""
        context = self.context
        around, ink = context.ground, context.ink
        context.ground = ground_of(element.find(f"{W}tblPr/{W}shd")) or around
        yield from self._framed_or_whole(element)
        context.ground, context.ink = around, ink

    def _framed_or_whole(self, element: etree._Element) -> Iterator[ReadBlock]:
        rows = list(rows_of(element))
        only = list(cells_of(rows[0])) if len(rows) == 1 else []
        meaning = self.context.styles.table(value(element, f"{W}tblPr/{W}tblStyle"))
        paint = painted(meaning, element, len(rows)) if meaning.parts else None
        if len(only) == 1:
            shade, context = ground_of(only[0].find(f"{W}tcPr/{W}shd")), self.context
            context.ground, context.ink = colored(paint, 0, 0, 1, shade, context.ground, context.ink)
            yield from self.blocks(only[0])
            return
        index = self.context.index + 1
        page = self.context.page if self.context.breaks_known else None
        for properties in element.iterchildren(f"{W}tblPr", f"{W}tblGrid"):
            self.note_changes(properties)
        grid = Grid(self, painted=paint)
        for row in rows:
            grid.add(row)
        table = ReadTable(grid.finished(), index, page)
        if any(paragraph.level for paragraph in table.paragraphs()):
            yield from table.paragraphs()
        else:
            yield table


_HEADER, _FOOTER, _FOOTNOTE, _ENDNOTE, _NUMBERED = (
    f"{W}{name}"
    for name in ("headerReference", "footerReference", "footnoteReference", "endnoteReference", "pgNumType")
)
Marks = list[etree._Element]


def _marks(body: etree._Element) -> Marks:
    """Where the body calls what stands beside it, and how its pages are counted."""
    return list(body.iter(_HEADER, _FOOTER, _FOOTNOTE, _ENDNOTE, _NUMBERED))


def _around(package: Opened, main: str, marks: Marks, context: Context) -> Iterator[str]:
    """The texts of the headers and footers that some section shows."""
    shown = {each.get(f"{{{RELATIONSHIPS}}}id") for each in marks if each.tag in (_HEADER, _FOOTER)}
    for identifier, relationship in package.relationships(main).items():
        if relationship.kind in ("header", "footer") and not relationship.external:
            root = package.xml(relationship.target)
            # What no section shows may have been left there all the same.
            text = " ".join(paragraph.text for paragraph in _aside(root, context)) if root is not None else ""
            if text and identifier in shown:
                yield text


def _notes(package: Opened, main: str, marks: Marks, context: Context) -> Iterator[str]:
    """The texts of the notes that the body calls; others stay in the file and are printed nowhere."""
    for kind, name in (("footnotes", _FOOTNOTE), ("endnotes", _ENDNOTE)):
        root = package.xml(package.related(main, kind) or "")
        called = {each.get(f"{W}id") for each in marks if each.tag == name}
        for note in () if root is None else root:
            text = " ".join(paragraph.text.strip() for paragraph in _aside(note, context)).strip()
            if text and note.get(f"{W}id") in called:
                yield text


def _aside(root: etree._Element, context: Context) -> Iterator[ReadParagraph]:
    """The paragraphs of a part beside the body; they count for nothing in it."""
    aside = Context(context.styles, context.sources, {}, context.leftovers, aside=True)
    for block in Reading(aside, Counting()).blocks(root):
        yield from (block,) if isinstance(block, ReadParagraph) else block.paragraphs()


def _numbered(package: Opened, marks: Marks) -> dict[str, str]:
    """`restarts`, how often page numbers begin anew, and `pages`, how many there are by the program that saved the file last.

    The latter where pages bear the numbers from 1 on.
    """
    starts = [each for each in marks if each.tag == _NUMBERED and each.get(f"{W}start") is not None]
    root = package.xml(package.related("", "extended-properties") or "docProps/app.xml")
    if len(starts) > 1:
        return {"restarts": str(len(starts))}
    if root is None or any(whole(each.get(f"{W}start")) > 1 for each in starts):
        return {}
    pages = next((whole(each.text) for each in root if etree.QName(each).localname == "Pages"), 0)
    return {"pages": str(pages)} if pages else {}


def _properties(package: Opened) -> dict[str, str]:
    """The file's own description: title, identifier, version, modified and the like, by their bare names."""
    root = package.xml(package.related("", "core-properties") or "docProps/core.xml")
    if root is None:
        return {}
    return {etree.QName(each).localname: (each.text or "").strip() for each in root if isinstance(each.tag, str)}
