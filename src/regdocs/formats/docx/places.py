"""What can be referred to: bookmarks of sections, tables and figures, and the fields that print their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from regdocs.document.block import Figure, Table
from regdocs.document.document import Document, Section
from regdocs.formats.docx.xml import digest, field, run
from regdocs.formats.office.escaping import attribute
from regdocs.formats.office.texts import blocks_of, heading_text, plain

_ORDINAL = re.compile(r"(.*?)(\d+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """A bookmarked place: `printed` is what a field reproduces from it, `switches` the field's switches for that.

    A caption's bookmark covers its number, a heading's its title.
    """

    bookmark: str
    id: str
    printed: str = ""
    switches: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Caption:
    """A numbered caption in reading order: `before` and `ordinal` make the number ("표 ", 3)."""

    place: Place
    before: str
    ordinal: int | None
    text: str
    block: Table | Figure


class Places:
    """All places of one document; sections whose number Word counts are given by `counted`, in reading order."""

    def __init__(self, document: Document, counted: Iterable[bool], beside: Places | None = None) -> None:
        """`beside` are the places of another document in the same file, whose bookmarks have the ids before these."""
        self.sections: dict[str, Place] = {}
        self.labels: dict[str, Place] = {}
        self.tables: list[Caption] = []
        self.figures: list[Caption] = []
        self.unsteady: frozenset[str] = frozenset()
        """Bookmarks from which no field takes a number, since what they mark may go."""
        self._next_bookmark = beside.most if beside else 0
        self._used: set[str] = set()
        for section, by_word in zip(document.walk(), counted, strict=True):
            self.sections.setdefault(section.id, _section_place(section, document, by_word))
        for block in blocks_of(document):
            if isinstance(block, Table | Figure) and (block.number or block.caption):
                self._add_caption(block)

    @property
    def most(self) -> int:
        """No bookmark has a greater id."""
        return len(self.sections) + len(self.tables) + len(self.figures)

    @property
    def names(self) -> frozenset[str]:
        """The names of all bookmarks."""
        captions = (caption.place for caption in (*self.tables, *self.figures))
        return frozenset(place.bookmark for place in (*self.sections.values(), *captions))

    def bookmark(self, place: Place, content: str) -> str:
        """`content` inside the bookmark of `place`; a second claim to one bookmark gets none (Word would refuse it)."""
        if place.bookmark in self._used:
            return content
        self._used.add(place.bookmark)
        self._next_bookmark += 1
        identifier = self._next_bookmark
        return f'<w:bookmarkStart w:id="{identifier}" w:name="{place.bookmark}"/>{content}<w:bookmarkEnd w:id="{identifier}"/>'

    def reference(self, target: str, text: str, properties: str) -> str:
        """`text` with a field for the part of it that is the target's number or title; plain where there is none."""
        place = self.labels.get(target) or self.sections.get(target)
        if place is None:
            return run(text, properties)
        for printed, switches in (
            () if place.bookmark in self.unsteady else ((place.printed, place.switches), (place.title, ""))
        ):
            before, found, after = _split(text, printed)
            if found:
                number = field(f"REF {place.bookmark} {switches}\\h", run(printed, properties), properties)
                return (run(before, properties) if before else "") + number + (run(after, properties) if after else "")
        return f'<w:hyperlink w:anchor="{place.bookmark}" w:history="1">{run(text, properties)}</w:hyperlink>'

    def xml(self) -> str:
        """The elements that resolve bookmarks to section ids and labels."""
        sections = "".join(_element("section", place) for place in self.sections.values())
        return sections + "".join(_element("label", place) for place in self.labels.values())

    def _add_caption(self, block: Table | Figure) -> None:
        captions = self.tables if isinstance(block, Table) else self.figures
        number = _ORDINAL.fullmatch(block.number)
        key = block.label or f"{type(block).__name__}:{len(captions)}"
        place = Place("_Ref" + digest(key), block.label, block.number)
        if block.label:
            place = self.labels.setdefault(block.label, place)
        before, ordinal = (number[1], int(number[2])) if number else (block.number, None)
        captions.append(Caption(place, before, ordinal, plain(block.caption), block))


def _section_place(section: Section, document: Document, by_word: bool) -> Place:
    title = heading_text(section, document)
    bookmark = "_Toc" + digest(section.id)
    # The \n switch prints the number as it stands, but drops a full stop at its end.
    counted = by_word and not section.number.endswith(".")
    return Place(bookmark, section.id, section.number if counted else "", "\\n " if counted else "", title)


def _split(text: str, part: str) -> tuple[str, str, str]:
    """`text` around `part`, where it stands there as a whole number or title; else the middle is empty."""
    if not part:
        return text, "", ""
    found = re.search(rf"(?<![\w.-]){re.escape(part)}(?![\d.-]*\d)", text)
    return (text[: found.start()], part, text[found.end() :]) if found else (text, "", "")


def _element(name: str, place: Place) -> str:
    return f'<{name} id="{attribute(place.id)}" bookmark="{place.bookmark}"/>'
