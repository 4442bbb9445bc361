"""The text of the file: what has been drawn so far, in sections by the kind of their pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from regdocs.formats.docx.pages import Face
from regdocs.formats.hwpx.pages import Pages
from regdocs.formats.hwpx.xml import DECLARATION, NAMESPACES

_PARAGRAPH_BEGINS = "<hp:p "
_NO_BREAK = 'pageBreak="0"'


class Body:
    """The text of one document, written from its start to its end.

    A change of orientation or a page break is only noted, and made when something follows: so no page stays empty.
    """

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self._sections: list[list[str]] = []
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
        """The width of the type area of the page that is drawn next, in HWPUNIT."""
        return self.pages.text_width(self._wanted)

    @property
    def text_height(self) -> int:
        return self.pages.text_height(self._wanted)

    def add(self, xml: str) -> None:
        """Adds a paragraph."""
        if not xml:
            return
        if self._aside is not None:
            self._aside.append(xml)
            return
        self._begin_page(xml)

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

    def sections(self) -> list[str]:
        """The section parts of the file."""
        return [f"{DECLARATION}<hs:sec {NAMESPACES}>{''.join(paragraphs)}</hs:sec>" for paragraphs in self._sections]

    def _begin_page(self, xml: str) -> None:
        """Adds the paragraph, in a new section or on a new page where one is due."""
        if self._wanted is not self._face or not self._sections:
            self._face = self._wanted
            # The first paragraph of a section holds what its pages are.
            head, tag_end, content = xml.partition(">")
            self._sections.append([head + tag_end + self.pages.section(self._face) + content])
        elif self._break:
            self._sections[-1].append(xml.replace(_NO_BREAK, 'pageBreak="1"', 1))
        else:
            self._sections[-1].append(xml)
        self._fresh = self._break = False
