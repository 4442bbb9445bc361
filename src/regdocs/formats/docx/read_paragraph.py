"""One paragraph of a Word file as it shows: its text with all changes accepted, its values, and what was left in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from regdocs.formats.docx.opened import W
from regdocs.formats.docx.read_colors import PAPER
from regdocs.formats.docx.read_drawing import drawn_leftovers, is_too_small
from regdocs.formats.docx.read_lineage import Source
from regdocs.formats.docx.read_look import LOOK_CHANGE, Look, look_of, usual_look
from regdocs.formats.docx.read_styles import Meaning, Styles
from regdocs.formats.rendered import Control, Left, Leftover, raised

COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXT_ART = "{urn:schemas-microsoft-com:vml}textpath"
"""Letters drawn as a picture: Word's watermarks."""
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SHOWN = 60
_RUN, _LOOK, _CONTROL, _TEXT, _VALUE = (f"{W}{name}" for name in ("r", "rPr", "sdt", "t", "val"))
_SIMPLE_FIELD, _COMMENT, _ALTERNATIVE = f"{W}fldSimple", f"{W}commentRangeStart", f"{COMPATIBILITY}AlternateContent"
_SELDOM = {_SIMPLE_FIELD, _COMMENT, _ALTERNATIVE, f"{_MATH}oMath", f"{_MATH}oMathPara"}
_INSERTED = {f"{W}ins", f"{W}moveTo"}
_DELETED = {f"{W}del", f"{W}moveFrom"}
_WORDS = (f"{W}delText", _TEXT)
_CHARACTERS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_FETCHING = ("INCLUDETEXT", "INCLUDEPICTURE", "LINK", "DDE", "DDEAUTO", "DATABASE", "RD", "IMPORT")
_ERROR = re.compile("Error!|오류|참조 원본")
_BROKEN = re.compile(
    r"(?:Error!|오류!|오류 :)\s*(?:[A-Z][a-z]+ |참조|책갈피|원본|지정|하이퍼링크|스타일|알 수 없)[^.。]*|참조 원본을 찾을 수 없[^.]*"
)
_CODE = re.compile(r"\{\s*(?:REF|PAGEREF|NOTEREF|SEQ|TOC|HYPERLINK|STYLEREF|INCLUDEPICTURE|INCLUDETEXT)\s[^}]*\}")
"""A field's code that somebody has turned to text."""


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
    ground: str | None = PAPER
    """The colour that lies under the paragraphs at work, those of a cell; None where it isn't known."""
    ink: str | None = None
    """The colour that a table's style gives to their text."""
    aside: bool = False
    """Whether these are paragraphs of headers, footers or notes, which have no place of their own."""

    def left(self, kind: Left, text: str = "", author: str = "") -> None:
        """Take down something that was left at the paragraph at work."""
        page = self.page if self.breaks_known else None
        index = None if self.aside else self.index or None
        self.leftovers.append(Leftover(kind, _short(text), index, page, author))

    @property
    def in_contents(self) -> bool:
        """Whether a generated list is at work."""
        return bool(self.fields) and any(each.instruction.split()[:1] == ["TOC"] for each in self.fields)


@dataclass
class Line:
    """What a paragraph's elements add up to."""

    context: Context
    meaning: Meaning
    text_boxes: Callable[[etree._Element], None]
    ground: str | None = None
    pieces: list[str] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    figures: int = 0
    strong: bool | None = None
    hidden: list[str] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    changes: list[tuple[str, str]] = field(default_factory=list)
    """Author and text of each."""

    def __post_init__(self) -> None:
        self.ground = self.ground or self.meaning.ground or self.context.ground
        self.usual = usual_look(self.meaning, self.ground, self.context.ink)

    @property
    def text(self) -> str:
        """All of it, Hangul composed: files saved on a Mac may hold it in pieces (NFD)."""
        return unicodedata.normalize("NFC", "".join(self.pieces))

    def read(self, parent: etree._Element) -> None:
        """Take in everything below `parent`, a paragraph's properties excepted."""
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag == _CONTROL:
                self._control(child)
            elif tag in _WRAPPERS:
                self.read(child)
            elif tag in _DELETED:
                self.change(child, _texts(child, *_WORDS))
            elif tag in _INSERTED:
                self.change(child, _texts(child, _TEXT))
                self.read(child)
            elif tag in _SELDOM:
                self._seldom(tag, child)

    def _seldom(self, tag: str, child: etree._Element) -> None:
        if tag == _SIMPLE_FIELD:
            self._simple_field(child)
        elif tag == _COMMENT:
            self._comment(child.get(f"{W}id", ""))
        elif tag == _ALTERNATIVE:
            self._alternative(child)
        else:
            self.pieces.append(_texts(child, f"{_MATH}t"))

    def change(self, element: etree._Element, text: str = "") -> None:
        """Take down a change of the text or of its look."""
        self.changes.append((element.get(f"{W}author", ""), text))

    def _run(self, run: etree._Element) -> None:
        look = self.usual
        start = len(self.pieces)
        for child in run:
            tag = child.tag
            if tag == _TEXT and not self.context.fields:
                self.pieces.append(child.text or "")
            elif tag == _LOOK:
                look = self._look(child) if len(child) else look
            else:
                self._inside_run(tag, child)
        text = "".join(self.pieces[start:])
        if look.hidden and text.strip():
            self.hidden.append(text)
            del self.pieces[start:]
        elif text.strip():
            self.strong = look.strong if self.strong is None else self.strong and look.strong
            if look.marked:
                self.marked.append(text)
            if look.raised:
                self.pieces[start:] = [raised(text)]
            if look.struck:
                self.struck.append(text)
            if look.gap:
                self.gaps.append(unicodedata.normalize("NFC", text))

    def _look(self, properties: etree._Element) -> Look:
        for change in properties.iterchildren(LOOK_CHANGE):
            self.change(change)
        return look_of(properties, self.meaning, self.context.styles, self.ground, self.context.ink)

    def _inside_run(self, tag: str, child: etree._Element) -> None:
        """What a run holds besides its look and its plain text."""
        if tag == _TEXT:
            # Not what a field is told to do, but what came of it.
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
            self._inside_run(child.tag, child)

    def _drawn(self, element: etree._Element) -> None:
        if element.tag == f"{W}object":
            self.context.left(Left.EMBEDDED, "OLE")
        for art in element.iter(_TEXT_ART):
            self.context.left(Left.WATERMARK, art.get("string", ""))
        boxes = list(element.iter(f"{W}txbxContent"))
        for box in boxes:
            self.context.left(Left.TEXT_BOX, _texts(box, f"{W}t"))
            self.text_boxes(box)
        for kind in drawn_leftovers(element, bool(boxes)):
            self.context.left(kind)
        self.figures += not boxes and not is_too_small(element)

    def _control(self, element: etree._Element) -> None:
        tag, start = "", len(self.pieces)
        for child in element:
            if child.tag == f"{W}sdtContent":
                self.read(child)
            elif child.tag == f"{W}sdtPr":
                tag = next((each.get(_VALUE, "") for each in child.iterchildren(f"{W}tag")), "")
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
        """What only the whole text tells; a paragraph's changes are one thing that was left, and so is its hidden text."""
        if self.changes:
            changed = " / ".join(text for _, text in self.changes if text)
            self.context.left(Left.TRACKED, changed, ", ".join(dict.fromkeys(who for who, _ in self.changes if who)))
        for kind, texts in ((Left.HIDDEN, self.hidden), (Left.HIGHLIGHT, self.marked), (Left.STRUCK, self.struck)):
            if texts:
                self.context.left(kind, "".join(texts))
        text = self.text
        broken = _BROKEN.search(text) if _ERROR.search(text) else _CODE.search(text) if "{" in text else None
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
