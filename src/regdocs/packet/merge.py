"""The merged PDF: every page in order, stamped, with bookmarks, working links, page labels and properties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from regdocs.finding import Finding, Place, RenderingError, Severity
from regdocs.formats.pdf.fonts import FontLibrary
from regdocs.language import Bilingual
from regdocs.packet import crossing, destinations, links, stamp
from regdocs.packet.bookmarks import Bookmark, brought_along, write
from regdocs.packet.front import Front, Numbers
from regdocs.packet.plan import Item, Plan

_FONT = "RegdocsStamp"
_MALFORMED = (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError, IndexError, RuntimeError)
"""What pikepdf raises where a file is not built as it should be."""
_PRINT = 4
_UNSEEN = 1 | 2 | 32
"""Annotation flags: invisible, hidden, not viewed."""
_DELIMITERS = bytes.maketrans(b"[]{}<>()\t\n\f\r\0", b" " * 13)
_NUMBERS = b"0123456789.-+"


@dataclass(frozen=True, slots=True)
class Properties:
    """What the merged file says of itself; `date` is ISO 8601 (YYYY-MM-DD), `archivable` claims PDF/A-3b."""

    title: str
    author: str
    subject: str
    date: str
    archivable: bool


def merge(plan: Plan, front: Front, numbers: Numbers, fonts: FontLibrary, properties: Properties, target: Path) -> None:
    """Write the packet's pages as one PDF to `target`; the same pages give the same bytes."""
    with pikepdf.open(BytesIO(front.written.data)) as pdf:
        pages = _Merging(pdf, plan, front)
        pages.assemble()
        links.finish(pdf, plan, numbers, pages.named)
        crossing.link(pdf, plan, numbers)
        _stamp(pdf, stamp.pen(pdf, fonts), pages.states)
        write(pdf, pages.bookmarks(numbers))
        _describe(pdf, properties)
        pdf.save(
            target,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            min_version="1.7",
        )


class _Merging:
    """Puts pages in order; remembers the bookmarks that files bring along and what their pages leave open."""

    def __init__(self, pdf: pikepdf.Pdf, plan: Plan, front: Front) -> None:
        self.pdf, self.plan, self.front = pdf, plan, front
        self.brought: dict[str, tuple[Bookmark, ...]] = {}
        self.named: dict[str, Mapping[str, int]] = {}
        self.states: list[tuple[int, int]] = []

    def assemble(self) -> None:
        """The front's pages, and after each tab the pages of its part."""
        own = [page.obj for page in self.pdf.pages]
        for key in ("/StructTreeRoot", "/MarkInfo"):
            if key in self.pdf.Root:
                del self.pdf.Root[key]
        for page in own:
            _untag(page)
        self.states += [(0, 1)] * self.front.leading()
        del self.pdf.pages[self.front.leading() :]
        for part in self.plan.parts:
            for index in self.front.tab_pages(part.id):
                self.pdf.pages.append(pikepdf.Page(own[index]))
                self.states.append((0, 1))
            for item in part.printed:
                self.append(item)

    def append(self, item: Item) -> None:
        try:
            self._append(item)
        except _MALFORMED as error:
            raise RenderingError([_unmergeable(item)]) from error

    def _append(self, item: Item) -> None:
        assert item.printed is not None
        start = len(self.pdf.pages)
        with pikepdf.open(item.printed, suppress_warnings=True) as source:
            self.brought[item.key] = brought_along(source, start)
            # One by one and never by index, which pikepdf counts out from the first page each time.
            for page in source.pages:
                self.pdf.pages.append(page)
            copied = list(self.pdf.pages)[start:]
            self.named[item.key] = destinations.carry(self.pdf, source, copied)
        for page in copied:
            self.states.append((0, 1) if item.trusted else _open_states(page))
            _untag(page.obj)
            if not item.trusted:
                _tidy(page.obj)

    def bookmarks(self, numbers: Numbers) -> list[Bookmark]:
        """Cover, list, then the parts, each with its items and what those bring along."""
        found = [Bookmark("표지", 0), Bookmark("자료 전체 목록", self.front.list_page - 1)]
        for part in self.plan.parts:
            below: list[Bookmark] = []
            for item in part.printed:
                page = numbers.items[item.key] - 1
                brought = self.brought[item.key]
                alone = len(part.printed) == 1 and item.title == part.title
                below += brought if alone and brought else [Bookmark(item.title, page, below=brought)]
            found.append(Bookmark(f"{part.number}. {part.title}", numbers.parts[part.id] - 1, below=tuple(below)))
        return found


def _unmergeable(item: Item) -> Finding:
    ko, en = "쪽을 통합본에 넣을 수 없는 PDF임", "is a PDF whose pages can't be merged"
    remedy = Bilingual("다른 프로그램에서 다시 PDF로 저장하십시오", "save it as PDF again with another program")
    name = item.path.name if item.path else item.key
    return Finding("packet/unmergeable", Severity.ERROR, Bilingual(f"{name}: {ko}", f"{name} {en}"), Place(), remedy)


def _untag(page: Object) -> None:
    """Take away the ties to tags, which can't be merged; the single documents beside the packet keep theirs."""
    for key in ("/StructParents", "/Tabs"):
        if key in page:
            del page[key]
    for annotation in page.get("/Annots", ()):
        if "/StructParent" in annotation:
            del annotation["/StructParent"]


def _tidy(page: Object) -> None:
    """Take away what PDF/A doesn't allow on a page and nobody misses, and the fields of forms, which stay in the file.

    That is: automatic actions, unprintable links, smoothed pictures.
    """
    if any(annotation.get("/Subtype") == Name.Widget for annotation in page.get("/Annots", ())):
        page.Annots = Array([each for each in page.Annots if each.get("/Subtype") != Name.Widget])
    for key in ("/AA", "/PresSteps", "/Trans", "/Thumb", "/PieceInfo"):
        if key in page:
            del page[key]
    for annotation in page.get("/Annots", ()):
        if "/AA" in annotation:
            del annotation["/AA"]
        if annotation.get("/Subtype") != Name.Popup:
            annotation.F = (int(annotation.get("/F", 0)) | _PRINT) & ~_UNSEEN
        action = annotation.get("/A")
        if isinstance(action, Dictionary) and action.get("/S") not in (Name.URI, Name.GoTo, Name.GoToR, Name.Named):
            del annotation["/A"]
    for drawn in page.get("/Resources", Dictionary()).get("/XObject", Dictionary()).values():
        if "/Interpolate" in drawn:
            del drawn["/Interpolate"]


def _stamp(pdf: pikepdf.Pdf, pen: stamp.Pen, states: Sequence[tuple[int, int]]) -> None:
    """Put its number on every page; what a page's own content leaves open is closed first."""
    total = len(pdf.pages)
    opening = pdf.make_stream(b"q")
    for index, page in enumerate(pdf.pages):
        font = _named_font(page, pen)
        before, after = states[index]
        marks = stamp.content(page, stamp.text(index + 1, total), pen, font)
        contents = page.obj.get("/Contents")
        own = list(contents) if isinstance(contents, Array) else [contents] if contents is not None else []
        closing = pdf.make_stream(b"\n" + b"Q " * after + marks)
        page.obj.Contents = Array([opening, *([pdf.make_stream(b"q " * before)] if before else []), *own, closing])


def _open_states(page: pikepdf.Page) -> tuple[int, int]:
    """How many graphics states to save before a page's content and to restore after it, so that all are closed.

    The words are counted first; only where they don't balance is the content parsed.
    """
    # A blank on either side of every word lets whole words be counted without taking the text apart; most are numbers.
    words = (b" " + _content(page.obj).translate(_DELIMITERS, _NUMBERS) + b" ").replace(b" ", b"  ")
    if words.count(b" q ") == words.count(b" Q "):
        return 0, 1
    depth = lowest = 0
    for instruction in pikepdf.parse_content_stream(page, "q Q"):
        depth += 1 if str(instruction.operator) == "q" else -1
        lowest = min(lowest, depth)
    return -lowest, 1 + depth - lowest


def _content(page: Object) -> bytes:
    contents = page.get("/Contents")
    streams = list(contents) if isinstance(contents, Array) else [contents] if contents is not None else []
    return b"\n".join(stream.read_bytes() for stream in streams)


def _named_font(page: pikepdf.Page, pen: stamp.Pen) -> str:
    """The name of the stamp's font in a page's resources; pages often share them, and then share the name."""
    if "/Resources" not in page.obj:
        page.obj.Resources = Dictionary()
    resources = page.obj.Resources
    if not isinstance(resources.get("/Font"), Dictionary):
        resources.Font = Dictionary()
    for name in _names():
        known = resources.Font.get(f"/{name}")
        if known is None:
            resources.Font[f"/{name}"] = pen.font
            return name
        if isinstance(known, Dictionary) and known.objgen == pen.font.objgen:
            return name
    raise AssertionError("names never end")


def _names() -> Iterator[str]:
    """Names for the stamp's font: a packet may hold the pages of another one."""
    yield _FONT
    number = 1
    while True:
        number += 1
        yield f"{_FONT}{number}"


def _describe(pdf: pikepdf.Pdf, properties: Properties) -> None:
    """Page labels, how the file opens, and its properties, the same in both places where PDF keeps them."""
    root = pdf.Root
    root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    root.PageMode = Name.UseOutlines
    root.Lang = String("ko")
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    moment = f"{properties.date}T00:00:00+00:00"
    if "/Metadata" in root:
        del root.Metadata
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as metadata:
        metadata["dc:title"] = properties.title
        metadata["dc:creator"] = [properties.author]
        metadata["dc:description"] = properties.subject
        metadata["dc:language"] = ["ko"]
        metadata["xmp:CreateDate"] = metadata["xmp:ModifyDate"] = moment
        metadata["pdf:Producer"] = "regdocs"
        if properties.archivable:
            metadata["pdfaid:part"] = "3"
            metadata["pdfaid:conformance"] = "B"
