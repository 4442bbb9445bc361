"""One paragraph of a Word file as it shows: its text with all changes accepted, its values, and what was left in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from regdocs.formats.docx.opened import W, is_on, value, whole
from regdocs.formats.docx.read_lineage import Source
from regdocs.formats.docx.read_styles import Meaning, Styles
from regdocs.formats.rendered import Control, Left, Leftover

COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SHOWN = 60
_INSERTED = {f"{W}ins", f"{W}moveTo"}
_DELETED = {f"{W}del", f"{W}moveFrom"}
_CHANGED = {f"{W}{name}" for name in ("pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange",
                                      "tblGridChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge")}  # fmt: skip
_CHARACTERS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_FETCHING = ("INCLUDETEXT", "INCLUDEPICTURE", "LINK", "DDE", "DDEAUTO", "DATABASE", "RD", "IMPORT")
_ERROR = re.compile("Error!|오류|참조 원본")
_BROKEN = re.compile(
    r"(?:Error!|오류!|오류 :)\s*(?:Reference|Bookmark|No |참조|책갈피|Not a|원본|지정)[^.。]*|참조 원본을 찾을 수 없[^.]*"
)


@dataclass(slots=True)
class Field:
    """A complex field that has begun: its instruction so far, and whether what follows is its result."""

    instruction: str = ""
    result: bool = False


@dataclass
class Context:
    """What all paragraphs of a file share; fields may begin in one paragraph and end in another."""

    styles: Styles
    sources: dict[str, Source]
    comments: dict[str, tuple[str, str]]
    leftovers: list[Leftover] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    index: int = 0
    page: int = 1
    breaks_known: bool = False

    def left(self, kind: Left, text: str = "", author: str = "") -> None:
        """Take down something that was left at the paragraph at work."""
        page = self.page if self.breaks_known else None
        self.leftovers.append(Leftover(kind, _short(text), self.index or None, page, author))

    @property
    def in_contents(self) -> bool:
        """Whether a generated list is at work."""
        return bool(self.fields) and any(each.instruction.split()[:1] == ["TOC"] for each in self.fields)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a run is set off."""

    hidden: bool
    strong: bool
    gap: bool = False


@dataclass
class Line:
    """What a paragraph's elements add up to."""

    context: Context
    meaning: Meaning
    text_boxes: Callable[[etree._Element], None]
    pieces: list[str] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    figures: int = 0
    strong: bool | None = None
    seen_change: bool = False

    @property
    def text(self) -> str:
        """All of it, Hangul composed: files saved on a Mac may hold it in pieces (NFD)."""
        return unicodedata.normalize("NFC", "".join(self.pieces))

    def read(self, parent: etree._Element) -> None:
        """Take in everything below `parent`."""
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child)
            elif tag == f"{W}sdt":
                self._control(child)
            elif tag in _DELETED:
                self._change(child, _texts(child, f"{W}delText", f"{W}t"))
            elif tag in _INSERTED:
                self._change(child, _texts(child, f"{W}t"))
                self.read(child)
            elif tag == f"{W}pPr":
                self._properties(child)
            elif tag == f"{W}fldSimple":
                self._simple_field(child)
            elif tag == f"{_MATH}oMath" or tag == f"{_MATH}oMathPara":
                self.pieces.append(_texts(child, f"{_MATH}t"))
            elif tag == f"{W}commentRangeStart":
                self._comment(child.get(f"{W}id", ""))
            elif tag == f"{COMPATIBILITY}AlternateContent":
                self._alternative(child)
            elif tag in _WRAPPERS:
                self.read(child)

    def _properties(self, properties: etree._Element) -> None:
        """Changes of the paragraph's own look, list or mark."""
        for element in properties:
            if element.tag in _CHANGED:
                self._change(element, "")
            elif element.tag == f"{W}rPr" or element.tag == f"{W}numPr":
                for mark in element:
                    if mark.tag in _CHANGED or mark.tag in _INSERTED or mark.tag in _DELETED:
                        self._change(mark, "")

    def _change(self, element: etree._Element, text: str) -> None:
        """One finding for each paragraph's changes would hide text; one for each run would flood."""
        if text or not self.seen_change:
            self.context.left(Left.TRACKED, text, element.get(f"{W}author", ""))
        self.seen_change = True

    def _run(self, run: etree._Element) -> None:
        look = _Look(self.meaning.hidden, self.meaning.bold)
        start = len(self.pieces)
        for child in run:
            if child.tag == f"{W}rPr":
                look = self._look(child) if len(child) else look
            else:
                self._inside_run(child)
        text = unicodedata.normalize("NFC", "".join(self.pieces[start:]))
        if look.hidden and text.strip():
            self.context.left(Left.HIDDEN, text)
            del self.pieces[start:]
        elif text.strip():
            self.strong = look.strong if self.strong is None else self.strong and look.strong
            if look.gap:
                self.gaps.append(text)

    def _look(self, properties: etree._Element) -> _Look:
        change = properties.find(f"{W}rPrChange")
        if change is not None:
            self._change(change, "")
        style = value(properties, f"{W}rStyle")
        return _Look(self._hidden(properties, style), self._strong(properties), style == "Gap")

    def _hidden(self, properties: etree._Element, style: str | None) -> bool:
        own = properties.find(f"{W}vanish")
        if own is not None:
            return is_on(own)
        return self.meaning.hidden or self.context.styles.hides(style)

    def _strong(self, properties: etree._Element) -> bool:
        bold = properties.find(f"{W}b")
        size = whole(value(properties, f"{W}sz")) or self.meaning.size or 0
        return is_on(bold) if bold is not None else self.meaning.bold or size > self.context.styles.usual_size + 2

    def _inside_run(self, child: etree._Element) -> None:
        tag = child.tag
        if tag == f"{W}t":
            if all(each.result for each in self.context.fields):
                self.pieces.append(child.text or "")
        elif tag in _CHARACTERS:
            self._character(child)
        elif tag == f"{W}fldChar":
            self._field(child)
        elif tag == f"{W}instrText":
            if self.context.fields:
                self.context.fields[-1].instruction += (child.text or "")[:1000]
        elif tag == f"{W}sym":
            self.pieces.append(_symbol(child))
        elif tag == f"{W}lastRenderedPageBreak":
            self.context.page += 1
            self.context.breaks_known = True
        elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
            self._drawn(child)
        elif tag == f"{COMPATIBILITY}AlternateContent":
            self._alternative(child)
        elif tag == f"{W}ruby":
            self.pieces += [text.text or "" for base in child.iter(f"{W}rubyBase") for text in base.iter(f"{W}t")]

    def _character(self, child: etree._Element) -> None:
        if child.get(f"{W}type") not in ("page", "column"):
            self.pieces.append(_CHARACTERS[child.tag])

    def _alternative(self, element: etree._Element) -> None:
        """What is newer, where there are two ways of drawing the same; else every text box would count twice."""
        choice = element.find(f"{COMPATIBILITY}Choice")
        chosen = element.find(f"{COMPATIBILITY}Fallback") if choice is None else choice
        for child in () if chosen is None else chosen:
            self._inside_run(child)

    def _drawn(self, element: etree._Element) -> None:
        if element.tag == f"{W}object":
            self.context.left(Left.EMBEDDED, "OLE")
        boxes = list(element.iter(f"{W}txbxContent"))
        for box in boxes:
            self.context.left(Left.TEXT_BOX, _texts(box, f"{W}t"))
            self.text_boxes(box)
        self.figures += not boxes

    def _control(self, element: etree._Element) -> None:
        content = element.find(f"{W}sdtContent")
        if content is None:
            return
        start = len(self.pieces)
        self.read(content)
        tag = value(element, f"{W}sdtPr/{W}tag")
        if tag:
            source = self.context.sources.get(tag, _UNKNOWN)
            text = unicodedata.normalize("NFC", "".join(self.pieces[start:]))
            self.controls.append(Control(text, tag, source.paths, source.format, source.raw, source.gap))
            if source.gap and text.strip() and text not in self.gaps:
                self.gaps.append(text)

    def _field(self, element: etree._Element) -> None:
        kind, fields = element.get(f"{W}fldCharType"), self.context.fields
        if kind == "begin":
            fields.append(Field())
            if element.get(f"{W}dirty") in ("1", "true", "on"):
                self.context.left(Left.STALE_FIELD)
        elif kind == "separate" and fields:
            fields[-1].result = True
        elif kind == "end" and fields:
            self._fetches(fields.pop().instruction)

    def _simple_field(self, element: etree._Element) -> None:
        self._fetches(element.get(f"{W}instr", ""))
        if element.get(f"{W}dirty") in ("1", "true", "on"):
            self.context.left(Left.STALE_FIELD)
        self.read(element)

    def _fetches(self, instruction: str) -> None:
        if instruction.split()[:1] and instruction.split()[0].upper() in _FETCHING:
            self.context.left(Left.EXTERNAL, instruction.strip())

    def _comment(self, identifier: str) -> None:
        author, text = self.context.comments.pop(identifier, ("", ""))
        if author or text:
            self.context.left(Left.COMMENT, text, author)

    def finish(self) -> None:
        """What only the whole text tells."""
        text = self.text
        broken = _BROKEN.search(text) if _ERROR.search(text) else None
        if broken:
            self.context.left(Left.BROKEN_FIELD, broken[0])


_WRAPPERS = {f"{W}hyperlink", f"{W}smartTag", f"{W}customXml", f"{W}dir", f"{W}bdo", f"{W}sdtContent"}
_UNKNOWN = Source()


def _texts(element: etree._Element, *tags: str) -> str:
    return "".join(each.text or "" for each in element.iter(*tags))


def _symbol(element: etree._Element) -> str:
    """A character of a symbol font; those of the private area (Wingdings) stand for a mark that has no text."""
    code = (
        int(element.get(f"{W}char", "0") or "0", 16)
        if re.fullmatch("[0-9A-Fa-f]{1,5}", element.get(f"{W}char", ""))
        else 0
    )
    return "■" if 0xF000 <= code <= 0xF0FF else chr(code) if 0x20 <= code < 0xD800 else ""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
