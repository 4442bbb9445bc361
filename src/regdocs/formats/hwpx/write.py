"""A document tree as an HWPX file: sections as outline paragraphs, around them everything that Hangul expects."""

from __future__ import annotations

from regdocs.document.document import Document, Section
from regdocs.document.inline import Text
from regdocs.finding import Place
from regdocs.formats.format import Layout, Resources
from regdocs.formats.hwpx import parts
from regdocs.formats.hwpx.blocks import Blocks
from regdocs.formats.hwpx.body import Body
from regdocs.formats.hwpx.contents import Lists
from regdocs.formats.hwpx.fields import Fields, bookmark
from regdocs.formats.hwpx.head import head_xml
from regdocs.formats.hwpx.inlines import Inlines
from regdocs.formats.hwpx.numbering import Numbering
from regdocs.formats.hwpx.package import packed
from regdocs.formats.hwpx.pages import Pages
from regdocs.formats.hwpx.pictures import Pictures
from regdocs.formats.hwpx.places import Places
from regdocs.formats.hwpx.shapes import Shapes
from regdocs.formats.hwpx.tables import Tables
from regdocs.formats.hwpx.xml import paragraph, run, text, units
from regdocs.formats.office.flow import draw_document
from regdocs.formats.office.refusal import refusal, refuse_illegal_characters
from regdocs.formats.office.texts import heading_text
from regdocs.language import Bilingual
from regdocs.template_set.style import Style


def write(document: Document, resources: Resources, style: Style, layout: Layout | None = None) -> bytes:
    """The bytes of `document` as HWPX (KS X 6101); the same arguments give the same bytes.

    `resources` holds the figures. `layout` gives the page numbers that stand in the generated lists; without it they
    stay empty. Raises RenderingError for a character that XML forbids, a table whose cells overrun its grid, a figure
    that is absent or unfit, and nesting past all measure.
    """
    try:
        refuse_illegal_characters(document)
        return _Writing(document, resources, style, layout).file()
    except RecursionError:
        message = Bilingual("문서의 구조가 너무 깊게 겹쳐 있습니다.", "the document is nested too deeply")
        raise refusal("nesting", message, Place(document=document.id)) from None


class _Writing:
    """One document while it is written."""

    def __init__(self, document: Document, resources: Resources, style: Style, layout: Layout | None) -> None:
        page = style.page
        self._document, self._style = document, style
        self._shapes = Shapes(style, document.kind, units(page.width - page.left - page.right))
        self._places = Places(document)
        fields = Fields()
        self._inlines = Inlines(self._shapes, fields, self._places.bookmarks)
        tables = Tables(self._shapes, self._inlines, style.table_header_fill)
        self._body = Body(Pages(document, style, self._shapes, self._inlines, tables), Place(document=document.id))
        font = style.print_fonts[0].family if style.print_fonts else style.word_font
        self._pictures = Pictures(resources, font)
        self._numbering = Numbering()
        self._blocks = Blocks(
            self._body,
            self._shapes,
            self._inlines,
            self._places,
            tables,
            self._pictures,
            self._numbering,
            Lists(document, self._places, self._shapes, fields, layout),
        )

    def file(self) -> bytes:
        draw_document(self._document, self._blocks, self._heading)
        if not self._body.sections():
            self._body.add(self._blocks.paragraph("BodyText", ""))
        sections = self._body.sections()
        titles = [
            f"{section.number} {heading_text(section, self._document)}".strip() for section in self._document.walk()
        ]
        contents = {
            "version.xml": parts.VERSION_XML,
            "Contents/header.xml": head_xml(self._style, self._shapes, self._numbering, len(sections)),
            **{f"Contents/section{number}.xml": section for number, section in enumerate(sections)},
            "Preview/PrvText.txt": parts.preview(self._document, titles),
            "settings.xml": parts.SETTINGS_XML,
            "META-INF/container.rdf": parts.rdf_xml(len(sections)),
            "Contents/content.hpf": parts.content_xml(self._document, len(sections), self._pictures.files),
            "META-INF/container.xml": parts.CONTAINER_XML,
            "META-INF/manifest.xml": parts.MANIFEST_XML,
        }
        return packed({name: content.encode() for name, content in contents.items()} | self._pictures.files)

    def _heading(self, section: Section, depth: int) -> None:
        """The heading of `section`; nothing where it has neither number nor title."""
        title = heading_text(section, self._document)
        if section.page_break:
            self._body.break_page()
        if not section.number and not title:
            return
        look = f"Heading{depth}"
        number = text(f"{section.number} " if section.number and title else section.number)
        first = self._places.mark(section.id)
        head = run(self._shapes.character(look), (bookmark(section.id) if first else "") + number)
        content = head + self._inlines.runs(section.heading or (Text(title),), look)
        shape = self._shapes.paragraph(self._shapes.looks[look])
        identifier = self._places.headings[section.id] if first else 0
        self._body.add(paragraph(shape, self._shapes.styles[look], content, identifier))
