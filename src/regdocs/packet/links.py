"""Links of a merged file that are finished last: those of its own pages, and those that led from one file to another."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from regdocs.packet.front import LINK, PAGE, Numbers
from regdocs.packet.plan import Plan

_FRAGMENT = "page="


def finish(pdf: pikepdf.Pdf, plan: Plan, numbers: Numbers, named: Mapping[str, Mapping[str, int]]) -> None:
    """Let every link lead to its page: of list, tabs and index, and of files that name another file of the packet.

    A file is known by its name in the packet and by the one that it was attached under, in whatever folder. `named`
    gives for each item the pages (from 0) of its named destinations.
    """
    finishing = _Finishing(pdf, plan, numbers, named)
    for page in finishing.pages:
        for annotation in page.get("/Annots", ()):
            action = annotation.get("/A")
            number = finishing.page(action) if isinstance(action, Dictionary) else 0
            if 0 < number <= len(finishing.pages):
                del annotation["/A"]
                annotation.Dest = Array([finishing.pages[number - 1], Name.Fit])


class _Finishing:
    def __init__(self, pdf: pikepdf.Pdf, plan: Plan, numbers: Numbers, named: Mapping[str, Mapping[str, int]]) -> None:
        self.places: Mapping[str, int] = {**numbers.items, **numbers.parts}
        self.pages = [page.obj for page in pdf.pages]
        self.files: dict[str, tuple[range, Mapping[str, int]]] = {}
        for item in (item for part in plan.parts for item in part.printed):
            start = numbers.items[item.key]
            for name in (item.name, item.path.name if item.path else ""):
                self.files.setdefault(_plain(name), (range(start, start + item.pages), named.get(item.key, {})))

    def page(self, action: Object) -> int:
        """The page (from 1) that an action stands for; 0 for what leads elsewhere."""
        if action.get("/S") == Name.URI:
            address = str(action.get("/URI", ""))
            return self._own(address.removeprefix(LINK)) if address.startswith(LINK) else self._relative(address)
        if action.get("/S") == Name.GoToR:
            file = action.get("/F")
            name = file.get("/UF", file.get("/F", "")) if isinstance(file, Dictionary) else file
            return self._in_file(str(name), action.get("/D"))
        return 0

    def _own(self, place: str) -> int:
        digits = place.removeprefix(PAGE)
        return int(digits) if digits != place and digits.isdecimal() and len(digits) < 9 else self.places.get(place, 0)

    def _relative(self, address: str) -> int:
        name, _, fragment = address.partition("#")
        digits = fragment.removeprefix(_FRAGMENT)
        place = int(digits) - 1 if digits != fragment and digits.isdecimal() and len(digits) < 9 else fragment
        return 0 if ":" in name else self._in_file(unquote(name), place)

    def _in_file(self, name: str, place: Object | str | int | None) -> int:
        """A page of the file with that name: `place` counts from 0, or is a name; its first page where it is neither."""
        pages, named = self.files.get(_plain(name), (range(0), {}))
        if not pages:
            return 0
        if isinstance(place, Array) and len(place):
            place = place[0]
        if isinstance(place, String | Name | str):
            place = named.get(str(place), 0)
        return pages[place] if isinstance(place, int) and 0 <= place < len(pages) else pages.start


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", PurePosixPath(name.replace("\\", "/")).name).casefold()
