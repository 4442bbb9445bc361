"""A document tree as a DOCX file: sections as real Word headings, around them everything that Word expects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from itertools import zip_longest

from regdocs.document.document import Document, Kind, Section
from regdocs.document.inline import Text
from regdocs.finding import Place
from regdocs.formats.closing import closes_what_precedes
from regdocs.formats.docx import frame, numbering, styles
from regdocs.formats.docx.blocks import COVER, FOLLOWED, OPEN, Blocks
from regdocs.formats.docx.body import Body
from regdocs.formats.docx.headings import Decision, Plan, plan
from regdocs.formats.docx.inlines import FOOTNOTES_TYPE
from regdocs.formats.docx.numbering import HEADINGS
from regdocs.formats.docx.package import Package, Relationships
from regdocs.formats.docx.pages import Face
from regdocs.formats.docx.places import heading_text
from regdocs.formats.docx.refusal import refusal, refuse_illegal_characters
from regdocs.formats.docx.xml import DECLARATION, NAMESPACES, paragraph, run
from regdocs.formats.format import Layout, Resources
from regdocs.formats.looks import HEADING_DEPTH
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
        body = Body(document, resources, style, layout, headings)
        _draw(body, headings)
    except RecursionError:
        message = Bilingual("문서의 구조가 너무 깊게 겹쳐 있습니다.", "the document is nested too deeply")
        raise refusal("nesting", message, Place(document=document.id)) from None
    return package(body, headings, update_fields=body.layout is None).to_bytes()


def _draw(body: Body, headings: Plan) -> None:
    document = body.document
    blocks = Blocks(body)
    paged = document.kind is Kind.PAPER
    if paged and document.cover:
        body.face(Face.COVER)
    blocks.draw(document.cover, COVER if paged else OPEN)
    body.face(Face.PORTRAIT)
    blocks.draw(document.contents)
    if paged and document.contents:
        body.break_page()
    _sections(body, blocks, document.sections, 1, iter(headings.decisions))


def _sections(
    body: Body,
    blocks: Blocks,
    sections: Sequence[Section],
    depth: int,
    decisions: Iterator[Decision],
    followed: bool = False,
) -> None:
    """Draws `sections`; the last one's end stays on the page of what comes next where that has `followed` it."""
    for section, following in zip_longest(sections, sections[1:]):
        kept = followed if following is None else following is sections[-1] and closes_what_precedes(following)
        body.place = Place(file=section.source or None, document=body.document.id, section=section.id)
        with body.turned() if section.landscape else nullcontext():
            heading(body, section, min(depth, HEADING_DEPTH), next(decisions))
            blocks.draw(section.blocks, FOLLOWED if kept and not section.sections else OPEN)
            _sections(body, blocks, section.sections, depth + 1, decisions, kept)


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
