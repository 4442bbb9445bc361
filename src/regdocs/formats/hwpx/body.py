"""The text of the file: what has been drawn so far, in sections by the kind of their pages."""

from __future__ import annotations

from regdocs.finding import Place
from regdocs.formats.hwpx.pages import Pages
from regdocs.formats.hwpx.xml import DECLARATION, NAMESPACES
from regdocs.formats.office import body as office

_NO_BREAK = 'pageBreak="0"'


class Body(office.Body):
    """The text of one document; lengths are in HWPUNIT."""

    def __init__(self, pages: Pages, place: Place) -> None:
        super().__init__(place)
        self.pages: Pages = pages
        self._sections: list[list[str]] = []

    def sections(self) -> list[str]:
        """The section parts of the file."""
        return [f"{DECLARATION}<hs:sec {NAMESPACES}>{''.join(paragraphs)}</hs:sec>" for paragraphs in self._sections]

    def _stand(self, xml: str) -> None:
        if self._wanted is not self._face or not self._sections:
            # The first paragraph of a section holds what its pages are.
            head, tag_end, content = xml.partition(">")
            self._sections.append([head + tag_end + self.pages.section(self._wanted) + content])
        elif self._break:
            self._sections[-1].append(xml.replace(_NO_BREAK, 'pageBreak="1"', 1))
        else:
            self._sections[-1].append(xml)
