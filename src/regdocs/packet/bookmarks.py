"""Bookmarks: those of the parts, and below them those that the merged files bring along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

_DEEPEST = 12
_MOST = 20_000
_ARGUMENTS = {"/XYZ": 3, "/Fit": 0, "/FitH": 1, "/FitV": 1, "/FitR": 4, "/FitB": 0, "/FitBH": 1, "/FitBV": 1}


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A title, the page it leads to (from 0, in the whole packet) with the view of it, and what lies below."""

    title: str
    page: int
    view: tuple[Object | str | float | None, ...] = ("/Fit",)
    below: tuple[Bookmark, ...] = ()


def brought_along(pdf: pikepdf.Pdf, offset: int) -> tuple[Bookmark, ...]:
    """The bookmarks of `pdf`, whose first page is page `offset` of the packet; those that lead nowhere are left out."""
    outlines = pdf.Root.get("/Outlines")
    if not isinstance(outlines, Dictionary):
        return ()
    reading = _Reading(pdf, offset)
    return tuple(reading.children(outlines, 0))


class _Reading:
    def __init__(self, pdf: pikepdf.Pdf, offset: int) -> None:
        self.pages = {page.obj.objgen: offset + index for index, page in enumerate(pdf.pages)}
        self.named = _named(pdf)
        self.seen: set[tuple[int, int]] = set()

    def children(self, parent: Object, depth: int) -> Iterator[Bookmark]:
        item = parent.get("/First")
        while isinstance(item, Dictionary) and item.objgen not in self.seen and len(self.seen) < _MOST:
            self.seen.add(item.objgen)
            below = tuple(self.children(item, depth + 1)) if depth < _DEEPEST else ()
            target = self.target(item)
            title = _words(item.get("/Title"))
            if target is not None and title:
                yield Bookmark(title, *target, below)
            else:
                yield from below
            item = item.get("/Next")

    def target(self, item: Object) -> tuple[int, tuple[Object | str | float | None, ...]] | None:
        destination = item.get("/Dest")
        action = item.get("/A")
        if destination is None and isinstance(action, Dictionary) and action.get("/S") == Name.GoTo:
            destination = action.get("/D")
        if isinstance(destination, String | Name):
            destination = self.named.get(str(destination))
        if isinstance(destination, Dictionary):
            destination = destination.get("/D")
        if not isinstance(destination, Array) or not len(destination) or not isinstance(destination[0], Dictionary):
            return None
        page = self.pages.get(destination[0].objgen)
        return None if page is None else (page, _view(destination))


def _view(destination: Array) -> tuple[str | float | None, ...]:
    kind = str(destination[1]) if len(destination) > 1 else ""
    if kind not in _ARGUMENTS:
        return ("/Fit",)
    given = [None if value is None else float(value) for value in list(destination)[2 : 2 + _ARGUMENTS[kind]]]
    return (kind, *given, *[None] * (_ARGUMENTS[kind] - len(given)))


def _named(pdf: pikepdf.Pdf) -> dict[str, Object]:
    found: dict[str, Object] = {}
    for name, destination in pdf.Root.get("/Dests", Dictionary()).items():
        found[str(name)] = destination
    tree = pdf.Root.get("/Names", Dictionary()).get("/Dests")
    if isinstance(tree, Dictionary):
        found |= {str(name): destination for name, destination in pikepdf.NameTree(tree).items()}
    return found


def _words(title: Object | None) -> str:
    return " ".join(str(title).split())[:500] if isinstance(title, String) else ""


def write(pdf: pikepdf.Pdf, bookmarks: Sequence[Bookmark]) -> None:
    """Give `pdf` these bookmarks and no others; parts are closed, so that the reader sees them all at once."""
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    pages = [page.obj for page in pdf.pages]
    _hang(pdf, root, bookmarks, pages)
    root.Count = len(bookmarks)
    pdf.Root.Outlines = root


def _hang(pdf: pikepdf.Pdf, parent: Object, bookmarks: Sequence[Bookmark], pages: Sequence[Object]) -> int:
    """Hang `bookmarks` below `parent`; how many there are with all below them."""
    items = []
    count = 0
    for bookmark in bookmarks:
        destination = Array([pages[bookmark.page], *map(_value, bookmark.view)])
        item = pdf.make_indirect(Dictionary(Title=String(bookmark.title), Parent=parent, Dest=destination))
        below = _hang(pdf, item, bookmark.below, pages)
        if below:
            item.Count = -len(bookmark.below)
        items.append(item)
        count += 1 + below
    for item, following in pairwise(items):
        item.Next = following
        following.Prev = item
    if items:
        parent.First, parent.Last = items[0], items[-1]
    return count


def _value(value: object) -> object:
    return Name(value) if isinstance(value, str) else value


def targets(pdf: pikepdf.Pdf) -> Mapping[str, Object]:
    """The named destinations of `pdf`, of both kinds, by name."""
    return _named(pdf)
