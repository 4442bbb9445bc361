"""The body of a file while it is drawn: what comes next stands on which kind of page, and at its top or not."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Protocol

from regdocs.finding import Place


class Face(Enum):
    """The kinds of pages a document has."""

    COVER = "cover"
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Pages(Protocol):
    """The type area of each kind of page, in the file's unit."""

    def text_width(self, face: Face) -> int: ...

    def text_height(self, face: Face) -> int: ...


class Body(ABC):
    """The body of one document, written from its start to its end; `place` is what errors name.

    A change of orientation or a page break is only noted, and made when something follows: so no page stays empty.
    """

    pages: Pages

    def __init__(self, place: Place) -> None:
        self.place = place
        self._face = self._wanted = Face.PORTRAIT
        self._fresh = True
        self._break = False
        self._aside: list[str] | None = None

    @property
    def fresh(self) -> bool:
        """Whether what is drawn next stands at the top of a page."""
        return self._fresh or self._break or self._wanted is not self._face

    @property
    def text_width(self) -> int:
        """The width of the type area of the page that is drawn next, in the file's unit."""
        return self.pages.text_width(self._wanted)

    @property
    def text_height(self) -> int:
        return self.pages.text_height(self._wanted)

    def add(self, xml: str) -> None:
        """Adds paragraphs or tables."""
        if not xml:
            return
        if self._aside is not None:
            self._aside.append(xml)
            return
        self._stand(xml)
        self._face = self._wanted
        self._fresh = self._break = False

    @abstractmethod
    def _stand(self, xml: str) -> None:
        """Adds to the page, after the change of orientation, else the page break, that is due."""

    def aside(self, draw: Callable[[], None]) -> str:
        """What `draw` adds, as the content of a cell instead of the page."""
        outer, self._aside = self._aside, []
        try:
            draw()
            return "".join(self._aside)
        finally:
            self._aside = outer

    def break_page(self) -> None:
        """What follows stands on a new page."""
        self._break = not self.fresh

    def face(self, face: Face) -> None:
        """What follows stands on pages of this face."""
        self._wanted = face

    @contextmanager
    def turned(self) -> Iterator[None]:
        """What is drawn inside stands on landscape pages."""
        before, self._wanted = self._wanted, Face.LANDSCAPE
        try:
            yield
        finally:
            self._wanted = before
