"""The body of the file: what has been drawn so far, on which pages, and everything the drawing gathers beside it."""

from __future__ import annotations

from collections.abc import Callable

from regdocs.document.block import Contents
from regdocs.document.document import Document
from regdocs.finding import Place
from regdocs.formats.docx.contents import contents_xml
from regdocs.formats.docx.headings import Decision, Plan
from regdocs.formats.docx.inlines import Footnotes, Inlines
from regdocs.formats.docx.lineage import Lineage
from regdocs.formats.docx.numbering import Numbering
from regdocs.formats.docx.package import Relationships
from regdocs.formats.docx.pages import Pages
from regdocs.formats.docx.pictures import Pictures
from regdocs.formats.docx.places import Places
from regdocs.formats.docx.xml import paragraph
from regdocs.formats.format import Layout, Resources
from regdocs.formats.office import body as office
from regdocs.template_set.style import Style

_PAGE_BREAK = paragraph("Break", '<w:r><w:br w:type="page"/></w:r>')


class Body(office.Body):
    """The body of one document; lengths are in twips."""

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
        super().__init__(Place(document=document.id))
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
        self.pages: Pages = Pages(document, style, self.relations, layout.pages if layout else 1)
        self._parts: list[str] = []

    def _stand(self, xml: str) -> None:
        if self._wanted is not self._face:
            if self._parts:
                section = self.pages.section(self._face)
                self._parts.append(f'<w:p><w:pPr><w:pStyle w:val="Break"/>{section}</w:pPr></w:p>')
        elif self._break:
            self._parts.append(_PAGE_BREAK)
        self._parts.append(xml)

    @property
    def last(self) -> str:
        """What was added last; "" at the start."""
        parts = self._parts if self._aside is None else self._aside
        return parts[-1] if parts else ""

    def follow(self, other: Body) -> None:
        """Stand where `other` stands: on a page of its kind, fresh or not."""
        self._face, self._wanted, self._fresh, self._break = other._face, other._wanted, other._fresh, other._break

    def contents(self, contents: Contents) -> str:
        return contents_xml(contents, self.document, self.places, self.layout, self.lineage)

    def xml(self) -> str:
        """Everything drawn, with the last section's properties."""
        return "".join(self._parts) + self.pages.section(self._face)
