"""A document tree as a DOCX file: sections as real Word headings, around them everything that Word expects."""

from __future__ import annotations

from regdocs.document.document import Document, Section
from regdocs.document.inline import Text
from regdocs.finding import Place
from regdocs.formats.docx import frame, numbering, styles
from regdocs.formats.docx.blocks import Blocks
from regdocs.formats.docx.body import Body
from regdocs.formats.docx.headings import Decision, Plan, plan
from regdocs.formats.docx.inlines import FOOTNOTES_TYPE
from regdocs.formats.docx.numbering import HEADINGS
from regdocs.formats.docx.package import Package, Relationships
from regdocs.formats.docx.xml import DECLARATION, NAMESPACES, paragraph, run
from regdocs.formats.format import Layout, Resources
from regdocs.formats.office.flow import draw_document
from regdocs.formats.office.refusal import refusal, refuse_illegal_characters
from regdocs.formats.office.texts import heading_text
from regdocs.language import Bilingual
from regdocs.template_set.style import Style

_DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def write(document: Document, resources: Resources, style: Style, layout: Layout | None = None) -> bytes:
    """The bytes of `document` as DOCX (ISO/IEC 29500 transitional); the same arguments give the same bytes.

    `resources` holds the figures. `layout` gives the page numbers that stand in the generated lists; without it they
    stay empty and Word offers on opening to compute them. Raises RenderingError for a character that XML forbids, a
    table whose cells overrun its grid, a figure that is absent or unfit, and nesting past all measure.
    """
    try:
        refuse_illegal_characters(document)
        headings = plan(document.sections)
        body, decisions = Body(document, resources, style, layout, headings), iter(headings.decisions)
        draw_document(document, Blocks(body), lambda section, depth: heading(body, section, depth, next(decisions)))
    except RecursionError:
        message = Bilingual("문서의 구조가 너무 깊게 겹쳐 있습니다.", "the document is nested too deeply")
        raise refusal("nesting", message, Place(document=document.id)) from None
    return package(body, headings, update_fields=body.layout is None).to_bytes()


def heading(body: Body, section: Section, depth: int, decision: Decision) -> None:
    """The heading of `section`, at most at `HEADING_DEPTH`; nothing where it has neither number nor title."""
    title = body.inlines.runs(section.heading or (Text(heading_text(section, body.document)),))
    number = run(f"{section.number} ") if section.number and decision.list is None else ""
    if not section.number and not heading_text(section, body.document):
        if section.page_break:
            body.break_page()
        return
    start = "<w:pageBreakBefore/>" if section.page_break and not body.fresh else ""
    content = number + body.places.bookmark(body.places.sections[section.id], title)
    body.add(paragraph(f"Heading{depth}", content, start + _list_of(body, depth, decision)))


def _list_of(body: Body, depth: int, decision: Decision) -> str:
    """The heading's list, where its style doesn't already say so."""
    linked = body.links.get(depth)
    if decision.list is None:
        if linked is None:
            return ""
        level, number = 0, body.numbering.without_number()
    else:
        level, number = decision.level, body.heading_list(decision)
        if number == HEADINGS and level == linked:
            return ""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def package(body: Body, headings: Plan, update_fields: bool) -> Package:
    """The file of what was drawn into `body`; with `update_fields` Word asks on opening whether it may compute fields."""
    file, relations = Package(), body.relations
    xml = body.xml()
    file.add(
        "word/styles.xml",
        styles.styles_xml(body.style, body.document.kind, tuple(headings.links.items())),
        styles.CONTENT_TYPE,
    )
    relations.add("styles", "styles.xml")
    file.add("word/numbering.xml", body.numbering.xml(), numbering.CONTENT_TYPE)
    relations.add("numbering", "numbering.xml")
    file.add("word/footnotes.xml", body.footnotes.xml(), FOOTNOTES_TYPE, body.footnotes.relations)
    relations.add("footnotes", "footnotes.xml")
    frame.add_settings(file, relations, update_fields)
    frame.add_fonts(file, relations, body.style)
    frame.add_theme(file, relations, body.style)
    body.pages.add_parts(file)
    body.pictures.add_parts(file)
    body.lineage.add_part(file, body.document, relations, body.places.xml())
    text = f"{DECLARATION}<w:document {NAMESPACES}><w:body>{xml}</w:body></w:document>"
    file.add("word/document.xml", text, _DOCUMENT_TYPE, relations)
    package_relations = Relationships()
    package_relations.add("officeDocument", "word/document.xml")
    frame.add_properties(file, package_relations, body.document)
    file.add("_rels/.rels", package_relations.xml())
    return file
