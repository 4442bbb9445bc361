"""The header part read back: what the numbers mean that paragraphs and runs refer to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from regdocs.formats.hwpx.opened import C, H
from regdocs.formats.hwpx.shapes import Listed
from regdocs.formats.office.signs import sign
from regdocs.formats.office.unpacked import whole
from regdocs.formats.rendered import Use

_OUTLINE = re.compile(r"(?:개요|outline|heading|제목)\s*(\d{1,2})", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:차례|목차|toc|contents)\b.*|.*차례|table of figures", re.IGNORECASE)
_CAPTION = re.compile(r"(?:\S+ )?(?:캡션|caption)", re.IGNORECASE)
_LABEL = re.compile(r"(?:표지 |cover )?(?:표 제목|table head)", re.IGNORECASE)
_LEVELS = 9
_UNREADABLE = 200
_NO_COLOR = ("", "NONE", "#FFFFFF")
_SIGNS = {
    "DIGIT": "decimal",
    "CIRCLED_DIGIT": "decimalEnclosedCircle",
    "ROMAN_CAPITAL": "upperRoman",
    "ROMAN_SMALL": "lowerRoman",
    "LATIN_CAPITAL": "upperLetter",
    "LATIN_SMALL": "lowerLetter",
    "HANGUL_SYLLABLE": "ganada",
    "HANGUL_JAMO": "chosung",
    "HANGUL_PHONETIC": "koreanCounting",
}
_COUNTER = re.compile(r"\^(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a paragraph style is there for; `level` is that of an outline style, 0 for others."""

    use: Use = Use.TEXT
    label: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class Letters:
    """A character shape: whether it is bold, its size in hundredths of a point, whether it is white on nothing, raised, struck."""

    bold: bool = False
    height: int = 1000
    white: bool = False
    raised: bool = False
    struck: bool = False

    def hidden(self, on_color: bool) -> bool:
        """Whether nobody can read it, on a coloured ground or on paper."""
        return 0 < self.height <= _UNREADABLE or (self.white and not on_color)


@dataclass(frozen=True, slots=True)
class _Level:
    pattern: str
    form: str
    start: int


@dataclass
class Head:
    """Styles, shapes and lists of a file by their ids; what isn't there is plain."""

    styles: dict[str, Meaning] = field(default_factory=dict)
    letters: dict[str, Letters] = field(default_factory=dict)
    lists: dict[str, Listed] = field(default_factory=dict)
    """Of paragraph shapes."""
    colored: set[str] = field(default_factory=set)
    """Of the borders and fills, those that colour the ground."""
    usual_height: int = 1000
    tracked: dict[str, str] = field(default_factory=dict)
    """The authors of tracked changes."""
    _levels: dict[int, dict[int, _Level]] = field(default_factory=dict)
    _counters: dict[int, dict[int, int]] = field(default_factory=dict)

    def count(self, listed: Listed, outline: int) -> str:
        """The number that Hangul prints before the next paragraph of a list; "" for a bullet or a form without number.

        `outline` is the numbering by which the section at work counts its headings.
        """
        if listed.kind not in ("NUMBER", "OUTLINE"):
            return ""
        identifier = listed.identifier if listed.kind == "NUMBER" else outline
        levels = self._levels.get(identifier, {})
        here = levels.get(listed.level)
        if here is None or not here.pattern:
            return ""
        counters = self._counters.setdefault(identifier, {})
        counters[listed.level] = counters[listed.level] + 1 if listed.level in counters else here.start
        for deeper in [level for level in counters if level > listed.level]:
            del counters[deeper]
        return _COUNTER.sub(lambda part: _written(int(part[1]) - 1, levels, counters), here.pattern)


def head_of(root: etree._Element | None) -> Head:
    """What the part says; without one every paragraph is plain text."""
    head = Head()
    if root is None:
        return head
    for element in root.iter(f"{H}charPr"):
        head.letters[element.get("id", "")] = _letters(element)
    for element in root.iter(f"{H}borderFill"):
        brush = next(element.iter(f"{C}winBrush", f"{C}gradation", f"{C}imgBrush"), None)
        if brush is not None and brush.get("faceColor", "#000000").upper() not in _NO_COLOR:
            head.colored.add(element.get("id", ""))
    for element in root.iter(f"{H}paraPr"):
        heading = element.find(f"{H}heading")
        if heading is not None and heading.get("type", "NONE") != "NONE":
            listed = Listed(heading.get("type", ""), whole(heading.get("idRef")), whole(heading.get("level")))
            head.lists[element.get("id", "")] = listed
    for element in root.iter(f"{H}style"):
        head.styles[element.get("id", "")] = _meaning(element.get("name", ""), element.get("engName", ""))
        if element.get("id") in ("0", "1"):
            head.usual_height = head.letters.get(element.get("charPrIDRef", ""), Letters()).height
    for element in root.iter(f"{H}numbering"):
        head._levels[whole(element.get("id"))] = dict(map(_level, element.iterfind(f"{H}paraHead")))
    authors = {each.get("id", ""): each.get("name", "") for each in root.iter(f"{H}trackChangeAuthor")}
    for element in root.iter(f"{H}trackChange"):
        head.tracked[element.get("id", "")] = authors.get(element.get("authorID", ""), "")
    return head


def _letters(element: etree._Element) -> Letters:
    white = element.get("textColor", "").upper() == "#FFFFFF" and element.get("shadeColor", "").upper() in _NO_COLOR
    strike = element.find(f"{H}strikeout")
    struck = strike is not None and strike.get("shape", "NONE") not in ("NONE", "3D")
    raised = element.find(f"{H}supscript") is not None
    return Letters(element.find(f"{H}bold") is not None, whole(element.get("height"), 1000), white, raised, struck)


def _meaning(name: str, english: str) -> Meaning:
    names = [each.strip() for each in (english, name) if each.strip()]
    outline = next((found for each in names if (found := _OUTLINE.fullmatch(each))), None)
    level = whole(outline[1]) if outline else 0
    use = Use.TEXT
    if any(_CONTENTS.fullmatch(each) for each in names):
        use = Use.CONTENTS
    elif any(_CAPTION.fullmatch(each) for each in names):
        use = Use.CAPTION
    label = any(_LABEL.fullmatch(each) for each in names)
    return Meaning(use, label, level if level <= _LEVELS else 0)


def _level(head: etree._Element) -> tuple[int, _Level]:
    level = whole(head.get("level"), 1) - 1
    return level, _Level(head.text or "", _SIGNS.get(head.get("numFormat", ""), "decimal"), whole(head.get("start"), 1))


def _written(level: int, levels: dict[int, _Level], counters: dict[int, int]) -> str:
    here = levels.get(level)
    return "" if here is None else sign(counters.get(level, here.start), here.form)
