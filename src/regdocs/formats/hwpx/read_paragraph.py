"""A paragraph of an HWPX file read back: its text, its values, and what else its runs hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from regdocs.formats.hwpx.opened import C, P
from regdocs.formats.hwpx.read_fields import control_of
from regdocs.formats.hwpx.read_head import Head, Letters
from regdocs.formats.rendered import Control, Left, Leftover, raised

_SHOWN = 200
_CHARACTERS = {
    f"{P}lineBreak": "\n",
    f"{P}tab": "\t",
    f"{P}nbSpace": "\xa0",
    f"{P}fwSpace": "\u3000",
    f"{P}hyphen": "-",
}
_RUN, _TEXT, _CONTROL, _TABLE, _PICTURE = (f"{P}{name}" for name in ("run", "t", "ctrl", "tbl", "pic"))
_SECTION, _DRAWN = f"{P}secPr", f"{P}drawText"
_FOREIGN = {f"{P}ole": "OLE", f"{P}video": "video", f"{P}chart": "chart"}
_PLAIN = Letters()


@dataclass
class Context:
    """What reading a file gathers beside its blocks; `index` counts the paragraphs of the text."""

    head: Head
    pictures: frozenset[str] = frozenset()
    """The pictures that the file holds, by the names that the text has for them."""
    leftovers: list[Leftover] = field(default_factory=list)
    around: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    index: int = 0
    restarts: int = 0
    """How often pages are counted anew."""
    aside: bool = False
    on_color: bool = False
    """Whether the text at work stands in a cell of some colour."""
    outline: int = 0
    """The numbering by which the section at work counts its headings."""

    def left(self, kind: Left, text: str = "", author: str = "") -> None:
        """Take down something that was left at the paragraph at work."""
        short = " ".join(text.split())
        short = short if len(short) <= _SHOWN else short[: _SHOWN - 1] + "…"
        self.leftovers.append(Leftover(kind, short, None if self.aside else self.index or None, None, author))


@dataclass
class Line:
    """What a paragraph's elements add up to; `beside` reads what stands in a note, a header or a comment."""

    context: Context
    beside: Callable[[etree._Element], str]
    pieces: list[str] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)
    tables: list[etree._Element] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    figures: int = 0
    strong: bool | None = None
    changes: list[tuple[str, str]] = field(default_factory=list)
    """Author and text of each."""
    hidden: list[str] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)
    """With a pen, as people do who read."""
    struck: list[str] = field(default_factory=list)
    _open: list[tuple[etree._Element, int]] = field(default_factory=list)
    _deleted: bool = False
    _marking: bool = False

    @property
    def text(self) -> str:
        """All of it, Hangul composed: files saved on a Mac may hold it in pieces (NFD)."""
        return unicodedata.normalize("NFC", "".join(self.pieces))

    def read(self, paragraph: etree._Element) -> None:
        for run in paragraph.iterchildren(_RUN):
            letters = self.context.head.letters.get(run.get("charPrIDRef", ""), _PLAIN)
            start = len(self.pieces)
            for child in run:
                self._inside_run(child)
            self._set(letters, start)
        for begin, start in self._open:
            self._close(begin, start)

    def _set(self, letters: Letters, start: int) -> None:
        """Take down how the pieces from `start` on are set."""
        text = "".join(self.pieces[start:])
        if not text.strip():
            return
        if letters.hidden(self.context.on_color):
            self.hidden.append(text)
            del self.pieces[start:]
            return
        if letters.raised:
            self.pieces[start:] = [raised(text)]
        if letters.struck:
            self.struck.append(text)
        strong = letters.bold or letters.height > self.context.head.usual_height + 100
        self.strong = strong if self.strong is None else self.strong and strong

    def _inside_run(self, child: etree._Element) -> None:
        tag = child.tag
        if tag == _TEXT:
            self._text(child)
        elif tag == _CONTROL:
            for control in child:
                self._control(control)
        elif tag == _TABLE:
            self.tables.append(child)
        elif tag == _PICTURE:
            self._picture(child)
        elif tag == _SECTION:
            self.context.outline = int(child.get("outlineShapeIDRef", "0") or 0)
        elif tag in _FOREIGN:
            self.context.left(Left.EMBEDDED, _FOREIGN[tag])
        elif isinstance(tag, str):
            self._drawing(child)

    def _picture(self, element: etree._Element) -> None:
        self.figures += 1
        for image in element.iterchildren(f"{C}img"):
            name = image.get("binaryItemIDRef", "")
            if name not in self.context.pictures:
                self.context.left(Left.LOST_PICTURE, name)

    def _text(self, element: etree._Element) -> None:
        """The words of a run, without those that a tracked change deletes."""
        self._add(element.text)
        for child in element:
            name = child.tag
            if name in _CHARACTERS:
                self._add(_CHARACTERS[name])
            elif name in (f"{P}insertBegin", f"{P}deleteBegin"):
                author = self.context.head.tracked.get(child.get("TcId", ""), "")
                self.changes.append((author, child.tail or ""))
                self._deleted = self._deleted or name == f"{P}deleteBegin"
            elif name == f"{P}deleteEnd":
                self._deleted = False
            elif name in (f"{P}markpenBegin", f"{P}markpenEnd"):
                self._marking = name == f"{P}markpenBegin"
            self._add(child.tail)

    def _add(self, text: str | None) -> None:
        if text and not self._deleted:
            self.pieces.append(text)
            if self._marking:
                self.marked.append(text)

    def _control(self, element: etree._Element) -> None:
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name == "fieldBegin":
            if element.get("type") == "MEMO":
                self.context.left(Left.COMMENT, self.beside(element))
            self._open.append((element, len(self.pieces)))
        elif name == "fieldEnd":
            self._end(element.get("beginIDRef", ""))
        elif name in ("footNote", "endNote"):
            self.context.notes.append(self.beside(element).strip())
        elif name in ("header", "footer"):
            self.context.around.append(self.beside(element))
        elif name == "newNum" and element.get("numType", "PAGE") == "PAGE":
            self.context.restarts += 1
        elif name == "hiddenComment":
            self.context.left(Left.COMMENT, self.beside(element))

    def _end(self, identifier: str) -> None:
        for index in range(len(self._open) - 1, -1, -1):
            begin, start = self._open[index]
            if begin.get("id") == identifier:
                del self._open[index]
                self._close(begin, start)
                return

    def _close(self, begin: etree._Element, start: int) -> None:
        if begin.get("type") == "CLICK_HERE":
            text = unicodedata.normalize("NFC", "".join(self.pieces[start:]))
            self.controls.append(control_of(begin, text))

    def _drawing(self, element: etree._Element) -> None:
        """Shapes of any kind: what is written in them is text of a box, and letters drawn as a picture a watermark."""
        if element.tag == f"{P}textart":
            self.context.left(Left.WATERMARK, element.get("text", ""))
        boxes = list(element.iter(_DRAWN))
        self.boxes += boxes
        self.figures += not boxes and element.tag not in (f"{P}equation", f"{P}compose", f"{P}dutmal")
        if element.tag == f"{P}equation":
            self._add("".join(script.text or "" for script in element.iter(f"{P}script")))

    def finish(self) -> None:
        """What only the whole text tells; a paragraph's changes are one thing that was left."""
        if self.changes:
            changed = " / ".join(text for _, text in self.changes if text)
            self.context.left(Left.TRACKED, changed, ", ".join(dict.fromkeys(who for who, _ in self.changes if who)))
        for kind, texts in ((Left.HIDDEN, self.hidden), (Left.HIGHLIGHT, self.marked), (Left.STRUCK, self.struck)):
            if texts:
                self.context.left(kind, "".join(texts))
