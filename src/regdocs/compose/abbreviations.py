"""Abbreviations: spelled out where the running text first uses them, and listed as far as a document uses them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from regdocs.compose.inlines import plain
from regdocs.compose.walk import Walk
from regdocs.document.block import Align, Block, Box, Cell, Column, Figure, Paragraph, Row, Table
from regdocs.document.document import Document, Kind
from regdocs.document.inline import Field, Gap, Inline, Style, Styled, Text
from regdocs.document.lineage import inlines_of
from regdocs.language import Bilingual, Language
from regdocs.study.operation import Abbreviation
from regdocs.submission.path import item as item_path

LIST = "abbreviations"
"""The box that is replaced by the table of the abbreviations in use."""

_CAPTION = Bilingual("약어", "Abbreviations")
_HEAD = {"ko": ("약어", "뜻", "영문"), "en": ("Abbreviation", "Meaning")}
_TALKATIVE = frozenset({Kind.PAPER, Kind.SHEET})
"""Forms and letters have no running text to spell anything out in."""
_CAPITALS = re.compile(r"(?<![A-Za-z0-9.·/@_–-])[A-Z]{2,}s?(?![A-Za-z0-9.·/@_-])")
_SIGNS = {Style.SUBSCRIPT: "_", Style.SUPERSCRIPT: "_"}
"""Holds a formula together: the letters of CO~2~ are no abbreviation."""
_LEFT_OPEN = ("TBD", "TBA", "TBC", "TO\x44O", "FIX\x4dE", "X\x58X", "OOO")
_NO_ABBREVIATIONS = frozenset(("EU", "IU", "CFU", "II", "III", "IV", "VI", "VII", "UK", "NA", *_LEFT_OPEN))
"""Units, Roman figures, what a form says to write for “unknown” and “not applicable”, and placeholders, told as such."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An abbreviation of the study with its field path."""

    abbreviation: Abbreviation
    path: str

    @property
    def short(self) -> str:
        return self.abbreviation.short

    def spelled_out(self, language: Language) -> Field | None:
        """What it stands for; nothing where there is no text in that language."""
        full = self.abbreviation.full
        if not full.written_in(language):
            return None
        return Field(full.text(language), (f"{self.path}.full",), full.ko, "text")


def listed(abbreviations: Sequence[Abbreviation]) -> tuple[Listed, ...]:
    """The study's abbreviations in the order of the alphabet; of one that stands twice, the first."""
    found: dict[str, Listed] = {}
    for index, abbreviation in enumerate(abbreviations):
        found.setdefault(abbreviation.short, Listed(abbreviation, item_path(LIST, abbreviation, index)))
    return tuple(sorted(found.values(), key=lambda each: (each.short.casefold(), each.short)))


def abbreviated(document: Document, known: Sequence[Listed]) -> Document:
    """The document with each known abbreviation spelled out at its first use and the list of those in use in its place.

    An abbreviation is spelled out behind itself, `GLP(비임상시험관리기준)를`, so that the particle after it stays right; one
    that the writer spelled out by hand is left alone.
    """
    filling = _Filling(document.language, _used(document, known))
    sections = tuple(filling.section(section) for section in document.sections)
    if known and document.kind in _TALKATIVE:
        spelling = _Spelling(document.language, known)
        sections = tuple(spelling.section(section) for section in sections)
    return msgspec.structs.replace(document, sections=sections)


def unlisted(document: Document, known: Sequence[Listed], understood: Collection[str] = ()) -> list[str]:
    """Words of two or more capitals in running text that are neither known nor spelled out anywhere in the document.

    `understood` are those that need no explanation.
    """
    if document.kind not in _TALKATIVE or document.language != "ko":
        return []
    found: dict[str, None] = {}
    for text in _running(document):
        found |= dict.fromkeys(match[0].removesuffix("s") for match in _CAPITALS.finditer(text))
    shorts = {each.short for each in known} | _NO_ABBREVIATIONS.union(understood)
    unknown = [word for word in found if word not in shorts]
    text = " ".join(_texts(document)) if unknown else ""
    return [word for word in unknown if not _by_hand(word, text)]


class _Spelling(Walk):
    """Spells out what is pending, at the first place where running text uses it."""

    def __init__(self, language: Language, known: Iterable[Listed]) -> None:
        super().__init__()
        self.language = language
        self.pending = {each.short: each for each in known}

    def block(self, block: Block) -> Iterable[Block]:
        match block:
            case Paragraph(role=""):
                return (Paragraph(self.spelled(block.children), block.role),)
            case Paragraph() | Table() | Figure():
                return (block,)
        return super().block(block)

    def spelled(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """A paragraph's inlines, each with what was read before it in the line."""
        before = ""
        result: list[Inline] = []
        for inline in inlines:
            result += self._inline(inline, before)
            before += plain([inline])
        return tuple(result)

    def _inline(self, inline: Inline, before: str) -> Sequence[Inline]:
        if isinstance(inline, Text) and self.pending:
            return list(self._text(inline.text, before))
        if isinstance(inline, Styled) and inline.style in (Style.STRONG, Style.EMPHASIS):
            return [Styled(inline.style, self.spelled(inline.children))]
        return [inline]

    def _text(self, text: str, before: str) -> Iterator[Inline]:
        for match in _pattern(tuple(self.pending), strict=True).finditer(text):
            each = self.pending.get(match[0])
            if each is None:
                continue
            ahead = before + text[: match.start()]
            if _introduced(each, ahead, text[match.end() :]):
                del self.pending[each.short]
                continue
            meaning = each.spelled_out(self.language)
            if meaning is None or ahead.count("(") > ahead.count(")"):
                continue
            del self.pending[each.short]
            blank = " " if self.language == "en" else ""
            yield Text(text[: match.end()] + f"{blank}(")
            yield meaning
            yield from self._text(")" + text[match.end() :], f"{ahead}{match[0]}(")
            return
        yield Text(text)


class _Filling(Walk):
    """Puts the list of the abbreviations in use where a document asks for it."""

    def __init__(self, language: Language, used: Sequence[Listed]) -> None:
        super().__init__()
        self.language, self.used = language, used

    def block(self, block: Block) -> Iterable[Block]:
        match block:
            case Box() if block.role == LIST:
                return (_table(self.used, self.language),) if self.used else self.blocks(block.blocks)
            case Paragraph() | Table() | Figure():
                return (block,)
        return super().block(block)


def _table(used: Sequence[Listed], language: Language) -> Table:
    """The list: short form, meaning, and in a Korean document the English where there is any."""
    english = language == "ko" and any(each.abbreviation.full.en for each in used)
    widths = (0.18, 0.38, 0.44) if english else (0.22, 0.78)
    head = Row(tuple(Cell((Text(word),), header=True) for word in _HEAD[language][: len(widths)]))
    rows = [Row(tuple(Cell(tuple(cell)) for cell in _cells(each, language, english))) for each in used]
    columns = tuple(Column(width, Align.LEFT) for width in widths)
    return Table(columns, (head, *rows), head=1, caption=(Text(_CAPTION.text(language)),), label=f"table-{LIST}")


def _cells(each: Listed, language: Language, english: bool) -> Iterator[list[Inline]]:
    full = each.abbreviation.full
    yield [Field(each.short, (f"{each.path}.short",), each.short, "text")]
    yield [Field(full.text(language), (f"{each.path}.full",), full.ko, "text")]
    if english:
        yield [Field(full.en, (f"{each.path}.full",), full.ko, "english")] if full.en else [Text("–")]


def _used(document: Document, known: Sequence[Listed]) -> list[Listed]:
    """What really stands somewhere in the document, in tables, headings and captions too."""
    if not known:
        return []
    text = "\n".join(_texts(document))
    # Most stand nowhere in most documents, which is soon seen.
    somewhere = tuple(each.short for each in known if each.short in text)
    found = set(_pattern(somewhere, strict=False).findall(text)) if somewhere else frozenset()
    return [each for each in known if each.short in found]


@lru_cache(maxsize=256)
def _pattern(shorts: tuple[str, ...], *, strict: bool) -> re.Pattern[str]:
    """Any of the short forms as a word: `CD` in `CD73` too, unless `strict`, where what follows belongs to another name."""
    words = "|".join(re.escape(short) for short in sorted(shorts, key=len, reverse=True))
    return re.compile(rf"(?<![A-Za-z0-9{'-' if strict else ''}])(?:{words})(?![A-Za-z{'0-9-' if strict else ''}])")


def _introduced(each: Listed, before: str, after: str) -> bool:
    """Whether the writer spelled it out here: `체표면적(BSA)`, `체표면적(body surface area, BSA)`, `BSA(체표면적)`."""
    if after.lstrip().startswith("("):
        return True
    if before.count("(") <= before.count(")"):
        return False
    full = each.abbreviation.full
    alone = before.rstrip().endswith("(") and after.lstrip().startswith(")")
    return alone or any(name in before for name in (full.ko, full.en) if name)


def _by_hand(word: str, text: str) -> bool:
    return re.search(rf"\b{word}\s?\([^)]*[가-힣]|[(,]\s?{word}\)", text) is not None


def _running(document: Document) -> Iterator[str]:
    """The paragraphs of a document, without tables, headings and captions."""
    for section in document.walk():
        for block in section.blocks:
            if not isinstance(block, Table | Figure):
                yield _text(inlines_of([block]))


def _texts(document: Document) -> Iterator[str]:
    for section in document.walk():
        yield f"{section.title.text(document.language)} {plain(section.heading)}"
        yield _text(inlines_of(section.blocks))


def _text(inlines: Iterable[Inline]) -> str:
    """The text of inlines as `inlines_of` gives them: containers first, then what is in them."""
    return "".join(map(_bare, inlines))


def _bare(inline: Inline) -> str:
    match inline:
        case Text() | Field() | Gap():
            return inline.text
        case Styled():
            return _SIGNS.get(inline.style, "")
    return " "
