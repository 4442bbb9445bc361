"""Where everything is printed: document, section and page of each field, from the record of a build or a composition."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from regdocs.build.record import DocumentRecord, of
from regdocs.document.document import Document
from regdocs.language import Bilingual, Language
from regdocs.submission.path import parent

_COVER = Bilingual("표지", "cover")
_PAGE = Bilingual("{}쪽", "p. {}")
_PACKET_PAGE = Bilingual(" (전체 {}쪽)", " (packet p. {})")
_NOTHING = Bilingual("")


@dataclass(frozen=True, slots=True)
class Spot:
    """A section of a document of the filing, and the page (from 1) where what is looked for first stands on it.

    `section` is "" for a cover or a whole document. `page` is None where no PDF was laid out; `packet_page` is the page
    of the whole packet, where there is one.
    """

    document: str
    instance: str | None
    number: str
    title: Bilingual
    section: str = ""
    section_number: str = ""
    section_title: Bilingual = _NOTHING
    page: int | None = None
    packet_page: int | None = None

    @property
    def key(self) -> tuple[str, str | None, str]:
        """What tells it from other sections."""
        return self.document, self.instance, self.section

    def words(self, language: Language) -> str:
        """As an index says it: document, section, page."""
        section = " ".join(part for part in (self.section_number, self.section_title.text(language)) if part)
        parts = [self.title.text(language), section]
        if self.page is not None:
            parts.append(_PAGE.text(language).format(self.page) + packet_page(self.packet_page, language))
        return ", ".join(part for part in parts if part)


def packet_page(page: int | None, language: Language) -> str:
    """` (전체 12쪽)`; nothing where the page isn't known."""
    return _PACKET_PAGE.text(language).format(page) if page is not None else ""


class Places:
    """What the documents of one filing print, in the order of filing."""

    def __init__(
        self, documents: Sequence[DocumentRecord], institutions: Mapping[str, Bilingual] | None = None
    ) -> None:
        """`institutions` are the names by id, for documents that there is one of for each."""
        self.documents = documents
        self._names = institutions or {}
        self._fields: dict[str, list[Spot]] = {}
        self._sections: dict[tuple[str, str], list[Spot]] = {}
        self._order: dict[tuple[str, str | None, str], int] = {}
        for document in documents:
            whole = self._whole(document)
            sections = {spot.section: spot for spot in _section_spots(document, whole)}
            for spot in (whole, *sections.values()):
                self._order.setdefault(spot.key, len(self._order))
                self._sections.setdefault((spot.document, spot.section), []).append(spot)
            cover = replace(whole, section_title=_COVER)
            for field in document.fields:
                spot = replace(sections.get(field.section, cover), page=field.page)
                self._fields.setdefault(field.path, []).append(spot)
        self._paths = sorted(self._fields)

    def paths(self) -> Sequence[str]:
        """Every field path that is printed, sorted."""
        return self._paths

    def field(self, path: str) -> list[Spot]:
        """The sections that print the field at `path`, something below it, or what was made of all that holds it."""
        return self.in_order(spot for printed in self.printed(path) for spot in self._fields[printed])

    def printed(self, path: str) -> Iterator[str]:
        """The printed paths that show the field at `path`: itself, those below it, those that hold it."""
        if path in self._fields:
            yield path
        for mark in (".", "["):
            prefix = path + mark
            for index in range(bisect_left(self._paths, prefix), len(self._paths)):
                if not self._paths[index].startswith(prefix):
                    break
                yield self._paths[index]
        while path := parent(path):
            if path in self._fields:
                yield path

    def exactly(self, path: str) -> list[Spot]:
        """The sections that print this very path, in reading order of their first appearance."""
        return self._fields.get(path, [])

    def in_order(self, spots: Iterable[Spot]) -> list[Spot]:
        """Each section once, with the first of its pages, in reading order."""
        found: dict[tuple[str, str | None, str], Spot] = {}
        for spot in spots:
            known = found.get(spot.key)
            if known is None or (spot.page or 0) < (known.page or 0):
                found[spot.key] = spot
        return sorted(found.values(), key=lambda spot: self._order[spot.key])

    def prints(self, path: str) -> bool:
        """Whether any document prints the field at `path`."""
        return next(self.printed(path), None) is not None

    def section(self, document: str, section: str) -> list[Spot]:
        """A section of a document: several where the document is written for several institutions."""
        return self._sections.get((document, section), [])

    def document(self, document: str) -> list[Spot]:
        """A whole document, from its first page."""
        return self._sections.get((document, ""), [])

    def _whole(self, document: DocumentRecord) -> Spot:
        """A document from its first page; the institution's name tells the copies of one document apart."""
        title = Bilingual(document.title.ko, document.title.en)
        if document.instance is not None:
            name = self._names.get(document.instance, Bilingual(document.instance))
            title = Bilingual(f"{title.ko} ({name.ko})", f"{title.text('en')} ({name.text('en')})")
        return Spot(document.id, document.instance, document.number, title, page=1 if document.pages else None)


def composed(documents: Iterable[Document]) -> list[DocumentRecord]:
    """Documents as a build would record them, were no file written: what they print where, without pages."""
    return [of(document, {}, document.stem, None) for document in documents]


def _section_spots(document: DocumentRecord, whole: Spot) -> Iterator[Spot]:
    for section in document.sections:
        title = Bilingual(section.title.ko, section.title.en)
        number = section.number.strip("-")
        yield replace(whole, section=section.id, section_number=number, section_title=title, page=section.page)
