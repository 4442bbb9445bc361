"""Where a paper of the filing names another one: by its title, its number, one of its pages, or as an attachment."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from regdocs.compose.paging import counted
from regdocs.document.block import Block, Box, ItemList, Landscape, Paragraph, Table
from regdocs.document.document import Document
from regdocs.document.inline import Break, Field, Footnote, Inline, Link, Styled
from regdocs.packet.built import Built
from regdocs.packet.plan import Item, Plan

_ATTACHED = re.compile(r"attachments\[([^\]]+)\]\.title")
_UNSEEN = re.compile("[\\s\u00ad\u200b-\u200d\u2060\ufeff]+")

Run: TypeAlias = tuple[tuple[str, Field | None], ...]
"""A paragraph's or a cell's text in pieces, those that are printed values with their field."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a line that names another paper of the packet.

    `line` is a paragraph or a table's row as `bare` text, `start` and `end` are places in it; `section` is the id of the
    section that holds it, "" for the cover. `place` is the key of an item or, for one that has no pages here, the id of
    its part; `page` is the page of that paper, counted from 1.
    """

    section: str
    line: str
    start: int
    end: int
    place: str
    page: int = 1


def bare(text: str) -> str:
    """Text without blanks and joiners, which a page sets as it likes."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text))


class Names:
    """By what names the papers of a packet are known in each other."""

    def __init__(self, plan: Plan) -> None:
        self.places: dict[str, str] = {}
        self.attached: dict[str, str] = {}
        self.papers: dict[str, Built] = {}
        self.named: dict[str, list[str]] = {}
        self.parts = {bare(part.title): part.id for part in plan.parts}
        for part in plan.parts:
            for item in part.items:
                self._add(item, part.id)
        # The longest name first, and a number only where it doesn't go on.
        names = sorted(self.named, key=lambda name: (-len(name), name))
        self.pattern = re.compile("|".join(re.escape(name) + _end(name) for name in names) or "(?!)")

    def _add(self, item: Item, part: str) -> None:
        self.places[item.key] = place = part if item.printed is None else item.key
        if item.attachment is not None:
            self.attached[item.attachment] = place
        if item.built is not None:
            self.papers[item.key] = item.built
            document = item.built.document
            for name in {bare(each) for each in (item.title, document.title.ko, document.number, document.stem)} - {""}:
                self.named.setdefault(name, []).append(item.key)

    def mentions(self, document: Document) -> Iterator[Mention]:
        """What `document` says of the other papers, in reading order."""
        for section, line in _lines(document):
            text = "".join(bare(piece) for run in line for piece, _ in run)
            position = 0
            for run in line:
                for start, end, place, page in self._in_run(document, run):
                    yield Mention(section, text, position + start, position + end, place, page)
                position += sum(len(bare(piece)) for piece, _ in run)

    def _in_run(self, document: Document, run: Run) -> Iterator[tuple[int, int, str, int]]:
        said = "".join(bare(piece) for piece, _ in run)
        # A part's title may be a word of everyday prose: only a line or cell that says nothing else means the part.
        if said in self.parts and said not in self.named and all(field is None for _, field in run):
            yield 0, len(said), self.parts[said], 1
        key = None
        for match in self.pattern.finditer(said):
            key = self._nearest(document, self.named[match[0]], key)
            if self.papers[key].document.id != document.id:
                yield match.start(), match.end(), self.places[key], 1
        position = 0
        for piece, field in run:
            length = len(bare(piece))
            found = self._by_lineage(field) if field is not None and length else None
            if found is not None:
                yield position, position + length, *found
            position += length

    def _nearest(self, document: Document, keys: Sequence[str], before: str | None) -> str:
        """Of papers with the same name the one that was named just `before`, or the one for the same institution."""
        if before is not None and before in keys:
            return before
        return next((key for key in keys if self.papers[key].document.instance == document.instance), keys[0])

    def _by_lineage(self, field: Field) -> tuple[str, int] | None:
        """What a printed value refers to: an attachment by its title, a paper by its length or the page of a section."""
        if (counting := counted(field)) is not None:
            paper, section = counting
            key = f"document:{paper}"
            if key not in self.papers:
                return None
            pages = {each.id: each.page for each in self.papers[key].record.sections}
            # What isn't in this packet is represented by the tab page of its part.
            return self.places[key], (pages.get(section) or 1) if self.places[key] == key else 1
        match = _ATTACHED.fullmatch(field.paths[0]) if len(field.paths) == 1 else None
        return (self.attached[match[1]], 1) if match and match[1] in self.attached else None


def _end(name: str) -> str:
    return "(?![0-9A-Za-z])" if name[-1].isascii() and name[-1].isalnum() else ""


def _lines(document: Document) -> Iterator[tuple[str, tuple[Run, ...]]]:
    """Every paragraph and every table row with its section; a row has a run for each cell."""
    yield from (("", line) for line in _in_blocks(document.cover))
    for section in document.walk():
        yield from ((section.id, line) for line in _in_blocks(section.blocks))


def _in_blocks(blocks: Iterable[Block]) -> Iterator[tuple[Run, ...]]:
    for block in blocks:
        match block:
            case Paragraph():
                yield (tuple(_pieces(block.children)),)
            case ItemList():
                for item in block.items:
                    yield from _in_blocks(item.blocks)
            case Table():
                yield from (tuple(tuple(_pieces(cell.children)) for cell in row.cells) for row in block.rows)
            case Box() | Landscape():
                yield from _in_blocks(block.blocks)


def _pieces(inlines: Iterable[Inline]) -> Iterator[tuple[str, Field | None]]:
    for inline in inlines:
        match inline:
            case Field():
                yield inline.text, inline
            case Styled() | Link():
                yield from _pieces(inline.children)
            case Break() | Footnote():
                pass
            case _:
                yield inline.text, None
