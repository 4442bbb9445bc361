"""All tracked changes of a Word file accepted, or all refused (ISO/IEC 29500-1, 17.13.5), in a file of anybody's making."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from regdocs.formats.docx.opened import Opened, W, opened
from regdocs.formats.docx.package import repacked

_INSERTED = (f"{W}ins", f"{W}moveTo")
_DELETED = (f"{W}del", f"{W}moveFrom")
_CELL_INSERTED, _CELL_DELETED = f"{W}cellIns", f"{W}cellDel"
_RANGES = tuple(
    f"{W}{name}Range{end}"
    for name in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel", "customXmlMoveFrom", "customXmlMoveTo")
    for end in ("Start", "End")
)
_FORMER = {
    f"{W}{name}Change": f"{W}{name}" for name in ("rPr", "pPr", "tcPr", "trPr", "tblPr", "sectPr", "tblPrEx", "tblGrid")
}
_SHOWN = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}
_MARKED = {f"{W}rPr", f"{W}trPr", f"{W}numPr"}
"""The properties in which an empty `w:ins` or `w:del` marks a paragraph's end, a row or a paragraph's number."""
_BESIDE = (f"{W}rPr", f"{W}sectPr")
"""What a paragraph keeps when its former properties come back: they don't hold these."""
_PARTS = ("document", "footnotes", "endnotes", "header", "footer", "comments")
_HOLDERS = (f"{W}sdt", f"{W}hyperlink")
_ANCHORS = frozenset((*_RANGES, f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}commentRangeStart", f"{W}commentRangeEnd",
                      f"{W}proofErr", f"{W}permStart", f"{W}permEnd"))  # fmt: skip


def accepted(data: bytes) -> bytes:
    """The file with all its changes accepted. Raises `UnreadableFile` for what is no Word file, or is damaged."""
    return _settled(data, accept=True)


def rejected(data: bytes) -> bytes:
    """The file with all its changes refused. Raises `UnreadableFile` for what is no Word file, or is damaged."""
    return _settled(data, accept=False)


def _settled(data: bytes, accept: bool) -> bytes:
    package = opened(data)
    changed: dict[str, bytes] = {}
    called: set[str] | None = None
    for name in sorted(package.names, key=lambda name: (not name.startswith("word/document"), name)):
        folder, _, file = name.rpartition("/")
        if folder != "word" or not file.endswith(".xml") or not file.startswith(_PARTS):
            continue
        root = _root(package, name)
        settle(root, accept)
        if file.startswith("document"):
            called = _called(root)
        elif file.startswith("footnotes") and called is not None:
            _drop_uncalled(root, called)
        changed[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return repacked(package.archive, changed)


def _root(package: Opened, name: str) -> etree._Element:
    root = package.xml(name)
    assert root is not None
    return root


def settle(root: etree._Element, accept: bool) -> None:
    """Accepts or refuses everything that is tracked below `root`, in place."""
    drop, keep = (_DELETED, _INSERTED) if accept else (_INSERTED, _DELETED)
    cell = _CELL_DELETED if accept else _CELL_INSERTED
    _former(root, accept)
    _cells(root, cell)
    _rows(root, drop)
    _runs(root, drop, keep)
    _joined(root, drop)
    for element in list(root.iter(*_INSERTED, *_DELETED, *_RANGES, _CELL_INSERTED, _CELL_DELETED)):
        _remove(element)
    for element in list(root.iter(*_SHOWN)):
        element.tag = _SHOWN[element.tag]


def _former(root: etree._Element, accept: bool) -> None:
    """Former properties come back, or are forgotten."""
    for change in list(root.iter(*_FORMER)):
        properties = change.getparent()
        if properties is None:
            continue
        properties.remove(change)
        former = change.find(_FORMER[change.tag])
        if accept or former is None:
            continue
        beside = [child for child in properties if child.tag in _BESIDE] if properties.tag == f"{W}pPr" else []
        marks = [child for child in properties if child.tag in (*_INSERTED, *_DELETED)]
        properties[:] = [*former, *beside, *marks]


def _cells(root: etree._Element, drop: str) -> None:
    for mark in list(root.iter(drop)):
        cell = next(mark.iterancestors(f"{W}tc"), None)
        if cell is not None:
            _remove(cell)


def _rows(root: etree._Element, drop: tuple[str, ...]) -> None:
    """Rows that go, and tables of which nothing stays."""
    for properties in list(root.iter(f"{W}trPr")):
        row = properties.getparent()
        if row is None or not any(child.tag in drop for child in properties):
            continue
        table = row.getparent()
        _remove(row)
        if table is not None and table.find(f"{W}tr") is None and table.find(f"{W}sdt") is None:
            _remove(table)


def _runs(root: etree._Element, drop: tuple[str, ...], keep: tuple[str, ...]) -> None:
    for element in list(root.iter(*drop, *keep)):
        parent = element.getparent()
        if parent is None or parent.tag in _MARKED:
            continue
        if element.tag in keep:
            index = parent.index(element)
            parent[index : index + 1] = list(element)
        else:
            _remove(element)
            _drop_empty(parent)


def _drop_empty(element: etree._Element) -> None:
    """Controls and links that held nothing but what went go too."""
    holder = element.getparent() if element.tag == f"{W}sdtContent" else element
    while holder is not None and holder.tag in _HOLDERS:
        content = holder.find(f"{W}sdtContent") if holder.tag == f"{W}sdt" else holder
        if content is not None and any(child.tag not in _ANCHORS for child in content):
            return
        parent = holder.getparent()
        if parent is None:
            return
        index = parent.index(holder)
        parent[index : index + 1] = list(content) if content is not None else []
        holder = parent.getparent() if parent.tag == f"{W}sdtContent" else parent


def _joined(root: etree._Element, drop: tuple[str, ...]) -> None:
    """Where a paragraph's end goes, what stays of the paragraph stands before what the next one holds."""
    for paragraph in list(dict.fromkeys(_ends(root, drop))):
        content = [child for child in paragraph if child.tag != f"{W}pPr"]
        following = _next_paragraph(paragraph)
        if following is not None and content:
            start = 1 if following.find(f"{W}pPr") is not None else 0
            following[start:start] = content
        if following is not None or (
            not any(child.tag not in _ANCHORS for child in content) and _dispensable(paragraph)
        ):
            _remove(paragraph)


def _ends(root: etree._Element, drop: tuple[str, ...]) -> Iterator[etree._Element]:
    """The paragraphs whose end goes."""
    for mark in root.iter(*drop):
        properties = mark.getparent()
        holder = properties.getparent() if properties is not None and properties.tag == f"{W}rPr" else None
        paragraph = holder.getparent() if holder is not None and holder.tag == f"{W}pPr" else None
        if paragraph is not None:
            yield paragraph


def _next_paragraph(paragraph: etree._Element) -> etree._Element | None:
    """The paragraph that follows directly, in the same cell, note or page."""
    for following in paragraph.itersiblings():
        if following.tag == f"{W}p":
            return following
        if following.tag not in _ANCHORS:
            return None
    return None


def _dispensable(paragraph: etree._Element) -> bool:
    """Whether an empty paragraph may go: a cell, a note and a part end with one."""
    parent = paragraph.getparent()
    return parent is not None and any(each.tag in (f"{W}p", f"{W}tbl", f"{W}sdt") for each in paragraph.itersiblings())


def _called(root: etree._Element) -> set[str]:
    return {element.get(f"{W}id", "") for element in root.iter(f"{W}footnoteReference")}


def _drop_uncalled(root: etree._Element, called: set[str]) -> None:
    """Notes go with their calls; the separators have a type."""
    for note in list(root.iterfind(f"{W}footnote")):
        if note.get(f"{W}type") is None and note.get(f"{W}id", "") not in called:
            root.remove(note)


def _remove(element: etree._Element) -> None:
    """Removes an element; its tail is markup's white space."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
