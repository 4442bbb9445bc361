"""What the styles of a file mean: headings by level whatever their names, lists, captions, entries of generated lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from regdocs.formats.docx.opened import W, is_on, value
from regdocs.formats.docx.read_colors import ground_of, ink_of
from regdocs.formats.docx.read_table_style import TableMeaning, table_meaning
from regdocs.formats.office.unpacked import whole
from regdocs.formats.rendered import Use

_HEADING = re.compile(r"(?:heading|제목|개요|머리글|überschrift|titre|título|見出し|标题)\s*([1-9])", re.IGNORECASE)
"""Names by which programs in several languages call heading styles; Word itself keeps the English one."""
_CONTENTS = re.compile(
    r"(?:toc|contents|목차)\s*(?:\d|heading)|toa heading|table of figures|그림 목차|표 목차|figure index|index heading|user index",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"(?:\w+ )?caption|캡션|figure|table", re.IGNORECASE)
_LABEL = re.compile(r"(?:cover )?table head(?:ing)?|표 머리글?", re.IGNORECASE)
_LEVELS = 9
_DEEPEST = 40
UNREADABLE = 4
"""Half points: type of this size is there for nobody to see."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A paragraph style: its heading level (0 for none), its list and list level, how it looks, what it is used for.

    `size` is in half points, `ink` and `ground` are the colours of the text and of its shading; None where the style
    doesn't say.
    """

    level: int = 0
    list: str | None = None
    list_level: int = 0
    bold: bool = False
    size: int | None = None
    hidden: bool = False
    use: Use = Use.TEXT
    label: bool = False
    ink: str | None = None
    ground: str | None = None


@dataclass(frozen=True, slots=True)
class RunMeaning:
    """What a character style does to the text: whether it hides or raises it, and the colours that it sets."""

    hidden: bool = False
    ink: str | None = None
    ground: str | None = None
    raised: bool = False


@dataclass
class Styles:
    """The styles of a file by id, each resolved with those that it is based on."""

    elements: dict[str, etree._Element] = field(default_factory=dict)
    default: str = ""
    usual_size: int = 20
    _meanings: dict[str, Meaning] = field(default_factory=dict)
    _runs: dict[str, RunMeaning] = field(default_factory=dict)
    _tables: dict[str, TableMeaning] = field(default_factory=dict)

    def meaning(self, identifier: str | None) -> Meaning:
        """What paragraphs of that style are; an unknown id says by itself what it can, else the default style counts."""
        if identifier is not None and identifier not in self.elements:
            return Meaning(level=_named(identifier), use=_use([identifier]), size=self.usual_size)
        name = identifier if identifier is not None else self.default
        if name not in self._meanings:
            self._meanings[name] = self._resolved(name)
        return self._meanings[name]

    def run(self, identifier: str | None) -> RunMeaning:
        """What a character style does; nothing where there is no such style."""
        if identifier is None or identifier not in self.elements:
            return _PLAIN
        if identifier not in self._runs:
            chain = list(self._chain(identifier))
            raised = _first(chain, f"{W}rPr/{W}vertAlign")
            over = raised is not None and raised.get(f"{W}val") == "superscript"
            self._runs[identifier] = RunMeaning(_hides(chain), *_colors(chain, "rPr"), over)
        return self._runs[identifier]

    def table(self, identifier: str | None) -> TableMeaning:
        """The colours that a table style gives to the parts of a table; none where there is no such style."""
        name = identifier or ""
        if name not in self._tables:
            self._tables[name] = table_meaning(list(self._chain(name)))
        return self._tables[name]

    def name(self, identifier: str) -> str:
        """The style's name; the id where it has none."""
        return value(self.elements.get(identifier), f"{W}name") or identifier

    def _chain(self, identifier: str) -> Iterator[etree._Element]:
        """The style and those that it is based on; a circle ends it."""
        seen: set[str] = set()
        while identifier in self.elements and identifier not in seen and len(seen) < _DEEPEST:
            seen.add(identifier)
            yield self.elements[identifier]
            identifier = value(self.elements[identifier], f"{W}basedOn") or ""

    def _resolved(self, identifier: str) -> Meaning:
        chain = list(self._chain(identifier))
        names = [value(style, f"{W}name") or "" for style in chain]
        number = _first(chain, f"{W}pPr/{W}numPr/{W}numId")
        list_level = _first(chain, f"{W}pPr/{W}numPr/{W}ilvl")
        size = _first(chain, f"{W}rPr/{W}sz")
        ink, ground = _colors(chain, "pPr")
        return Meaning(
            level=_level(chain, names),
            list=number.get(f"{W}val") if number is not None else None,
            list_level=whole(list_level.get(f"{W}val")) if list_level is not None else 0,
            bold=is_on(_first(chain, f"{W}rPr/{W}b")),
            size=whole(size.get(f"{W}val")) or None if size is not None else None,
            hidden=_hides(chain),
            use=_use(names[:1]),
            label=any(_LABEL.fullmatch(name) for name in names[:1]),
            ink=ink,
            ground=ground,
        )


_PLAIN = RunMeaning()


def styles_of(root: etree._Element | None) -> Styles:
    """The styles of the part `root`; without a part every paragraph is plain text."""
    styles = Styles()
    if root is None:
        return styles
    for style in root.iterfind(f"{W}style"):
        identifier = style.get(f"{W}styleId", "")
        styles.elements[identifier] = style
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
            styles.default = identifier
    size = value(root, f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
    styles.usual_size = styles.meaning(styles.default).size or whole(size) or styles.usual_size
    return styles


def _hides(chain: list[etree._Element]) -> bool:
    size = _first(chain, f"{W}rPr/{W}sz")
    return is_on(_first(chain, f"{W}rPr/{W}vanish")) or (
        size is not None and 0 < whole(size.get(f"{W}val")) <= UNREADABLE
    )


def _colors(chain: list[etree._Element], shaded: str) -> tuple[str | None, str | None]:
    """The colour of the text, and of the shading that `shaded` (the run or the paragraph) has."""
    return ink_of(_first(chain, f"{W}rPr/{W}color")), ground_of(_first(chain, f"{W}{shaded}/{W}shd"))


def _first(chain: list[etree._Element], path: str) -> etree._Element | None:
    for style in chain:
        found = style.find(path)
        if found is not None:
            return found
    return None


def _level(chain: list[etree._Element], names: list[str]) -> int:
    """The outline level that the nearest style sets, else the level that a name tells (a renamed style keeps its base)."""
    for style, name in zip(chain, names, strict=True):
        outline = value(style, f"{W}pPr/{W}outlineLvl")
        if outline is not None:
            level = whole(outline, _LEVELS)
            return level + 1 if 0 <= level < _LEVELS else 0
        if _named(name):
            return _named(name)
    return 0


def _named(name: str) -> int:
    """The heading level that a style's name tells."""
    found = _HEADING.fullmatch(name.strip())
    return int(found[1]) if found else 0


def _use(names: list[str]) -> Use:
    for name in names:
        if _CONTENTS.match(name):
            return Use.CONTENTS
        if _CAPTION.fullmatch(name):
            return Use.CAPTION
    return Use.TEXT
