"""The body of the file: what has been drawn so far, on which pages, and everything the drawing gathers beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from regdocs.document.block import Contents
from regdocs.document.document import Document
from regdocs.finding import Place
from regdocs.formats.docx.contents import contents_xml
from regdocs.formats.docx.headings import Decision, Plan
from regdocs.formats.docx.inlines import Footnotes, Inlines
from regdocs.formats.docx.lineage import Lineage
from regdocs.formats.docx.numbering import Numbering
from regdocs.formats.docx.package import Relationships
from regdocs.formats.docx.pages import Face, Pages
from regdocs.formats.docx.pictures import Pictures
from regdocs.formats.docx.places import Places
from regdocs.formats.docx.xml import paragraph
from regdocs.formats.format import Layout, Resources
from regdocs.template_set.style import Style

_PAGE_BREAK = paragraph("Break", '<w:r><w:br w:type="page"/></w:r>')


class Body:
    """The body of one document, written from its start to its end.

    A change of orientation or a page break is only noted, and made when something follows: so no page stays empty.
    """

    def __init__(
        self,
        document: Document,
        resources: Resources,
        style: Style,
        layout: Layout | None,
        headings: Plan,
        beside: Body | None = None,
    ) -> None:
        """`beside` is the body in whose file this one's text will stand: what it points to is added there."""
        self.document = document
        self.style = style
        self.layout = layout
        self.links = headings.links
        self.relations: Relationships = beside.relations if beside else Relationships()
        self.lineage = Lineage()
        self.numbering: Numbering = beside.numbering if beside else Numbering(headings)
        self.heading_list: Callable[[Decision], int] = self.numbering.heading
        counted = (decision.list is not None for decision in headings.decisions)
        self.places: Places = Places(document, counted, beside.places if beside else None)
        relations = beside.footnotes.relations if beside else Relationships()
        self.footnotes: Footnotes = Footnotes(self.lineage, self.places, relations, style.small_size)
        self.inlines = Inlines(self.lineage, self.places, self.relations, style.small_size, self.footnotes)
        font = style.print_fonts[0].family if style.print_fonts else style.word_font
        self.pictures: Pictures = Pictures(resources, self.relations, font, beside.pictures if beside else None)
        self.pages = Pages(document, style, self.relations, layout.pages if layout else 1)
        self.place = Place(document=document.id)
        self._parts: list[str] = []
        self._face = self._wanted = Face.PORTRAIT
        self._fresh = True
        self._break = False
        self._aside = False

    @property
    def fresh(self) -> bool:
        """Whether what is drawn next stands at the top of a page."""
        return self._fresh or self._break or self._wanted is not self._face

    @property
    def text_width(self) -> int:
        """The width of the type area of the page that is drawn next, in twips."""
        return self.pages.text_width(self._wanted)

    @property
    def text_height(self) -> int:
        return self.pages.text_height(self._wanted)

    def add(self, xml: str) -> None:
        """Adds paragraphs or tables."""
        if not xml:
            return
        if not self._aside:
            self._begin_page()
        self._parts.append(xml)

    @property
    def last(self) -> str:
        """What was added last; "" at the start."""
        return self._parts[-1] if self._parts else ""

    def aside(self, draw: Callable[[], None]) -> str:
        """What `draw` adds, as the content of a cell instead of the page."""
        outer, was_aside = self._parts, self._aside
        self._parts, self._aside = [], True
        try:
            draw()
            return "".join(self._parts)
        finally:
            self._parts, self._aside = outer, was_aside

    def follow(self, other: Body) -> None:
        """Stand where `other` stands: on a page of its kind, fresh or not."""
        self._face, self._wanted, self._fresh, self._break = other._face, other._wanted, other._fresh, other._break

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

    def contents(self, contents: Contents) -> str:
        return contents_xml(contents, self.document, self.places, self.layout, self.lineage)

    def xml(self) -> str:
        """Everything drawn, with the last section's properties."""
        return "".join(self._parts) + self.pages.section(self._face)

    def _begin_page(self) -> None:
        """Makes the change of orientation, else the page break, that is due before what is added now."""
        if self._wanted is not self._face:
            if self._parts:
                section = self.pages.section(self._face)
                self._parts.append(f'<w:p><w:pPr><w:pStyle w:val="Break"/>{section}</w:pPr></w:p>')
            self._face = self._wanted
        elif self._break:
            self._parts.append(_PAGE_BREAK)
        self._fresh = self._break = False
