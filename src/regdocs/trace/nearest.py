"""Which sections are about some fields: those that print the most of them and the least besides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from regdocs.document.document import Document, Section
from regdocs.trace.places import Places, Spot

_OFFICIAL = 2.0
"""How much more a document counts whose headings the law fixes: it is where a reviewer looks first."""
_Key: TypeAlias = tuple[str, str | None, str]


@dataclass(slots=True)
class _Subtree:
    """A section with all below it: the paths that it prints, each with the first page that does."""

    spot: Spot
    pages: dict[str, int | None] = field(default_factory=dict)


class Nearest:
    """Finds sections in the documents of one filing; `official` are the ids of documents with fixed headings."""

    def __init__(self, places: Places, documents: Iterable[Document], official: AbstractSet[str]) -> None:
        self.places, self.official = places, official
        self._above = {
            (document.id, identifier): line
            for document in documents
            for top in document.sections
            for identifier, line in _lines(top, ())
        }
        self._subtrees: dict[_Key, _Subtree] = {}
        self._holding: dict[str, dict[_Key, None]] = {}
        for path in places.paths():
            for spot in places.exactly(path):
                self._enter(path, spot)

    def sections(self, paths: Iterable[str], most: int) -> list[Spot]:
        """At most `most` sections that print what there is of the fields at `paths`, the nearest first."""
        left: Mapping[str, frozenset[str]] = {path: frozenset(self.places.printed(path)) for path in paths}
        chosen: list[Spot] = []
        while (left := {path: shown for path, shown in left.items() if shown}) and len(chosen) < most:
            wanted = frozenset().union(*left.values())
            best = max(self._candidates(wanted), key=lambda each: self._nearness(each, wanted))
            hits = [page for path in wanted if (page := best.pages.get(path)) is not None]
            chosen.append(replace(best.spot, page=min(hits, default=best.spot.page)))
            left = {path: shown for path, shown in left.items() if not shown & best.pages.keys()}
        return chosen

    def _candidates(self, wanted: AbstractSet[str]) -> list[_Subtree]:
        keys = dict.fromkeys(key for path in sorted(wanted) for key in self._holding[path])
        return [self._subtrees[key] for key in keys]

    def _nearness(self, subtree: _Subtree, wanted: AbstractSet[str]) -> float:
        """The harmonic mean of how much of `wanted` it prints and how much of what it prints is wanted."""
        share = 2 * len(wanted & subtree.pages.keys()) / (len(wanted) + len(subtree.pages))
        return share * (_OFFICIAL if subtree.spot.document in self.official else 1)

    def _enter(self, path: str, spot: Spot) -> None:
        for section in self._above.get((spot.document, spot.section), (spot.section,)):
            key = spot.document, spot.instance, section
            if key not in self._subtrees:
                self._subtrees[key] = _Subtree(self._section(spot, section))
            pages = self._subtrees[key].pages
            first = pages.get(path)
            pages[path] = spot.page if first is None or spot.page is None else min(first, spot.page)
            self._holding.setdefault(path, {})[key] = None

    def _section(self, spot: Spot, section: str) -> Spot:
        if section == spot.section:
            return spot
        return next(each for each in self.places.section(spot.document, section) if each.instance == spot.instance)


def _lines(section: Section, above: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each section below and including this one, with the ids of itself and all that hold it."""
    line = (section.id, *above)
    yield section.id, line
    for inner in section.sections:
        yield from _lines(inner, line)
