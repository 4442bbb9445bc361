"""A document tree as PDF: lays the HTML out on sheets and says on which page what stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from regdocs.document.block import Figure
from regdocs.document.document import Document
from regdocs.finding import Finding, Place, RenderingError, Severity
from regdocs.formats.format import Resources, Written
from regdocs.formats.html.block import displays
from regdocs.formats.html.text import Printed
from regdocs.formats.html.write import media_type, page, require_figures
from regdocs.formats.pdf.characters import printable
from regdocs.formats.pdf.errors import errors_reported
from regdocs.formats.pdf.fonts import FontLibrary, find_fonts, require_glyphs
from regdocs.formats.pdf.layout import empty_first_titles, layout, mark_scopes, standing
from regdocs.language import Bilingual
from regdocs.template_set.style import Style


def write(
    document: Document,
    resources: Resources,
    style: Style,
    *,
    tagged: bool = True,
    fonts: FontLibrary | None = None,
    style_sheet: str | None = None,
) -> Written:
    """The PDF's bytes, the same for the same input and libraries, and its layout.

    Tagged, it is written as PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1); untagged, as plain PDF 1.7 for drafts.
    `fonts` are looked for on the system where none are given; `style_sheet` is CSS after the built-in sheets.
    Raises `RenderingError` for a missing font, glyph or figure, and for what WeasyPrint reports as an error.
    """
    from regdocs.formats.pdf.engine import pdf, uncollected

    with errors_reported(document.id), uncollected():
        root, laid_out = _laid_out(document, resources, style, fonts or find_fonts(style), style_sheet)
        empty_first_titles(laid_out.pages)
        boxes = standing(laid_out.pages)
        data = pdf(laid_out, tagged=tagged, finish=lambda: mark_scopes(boxes))
    return Written(data, layout(document, root, laid_out.pages, boxes))


def length(
    document: Document, resources: Resources, style: Style, *, fonts: FontLibrary, style_sheet: str | None = None
) -> int:
    """How many pages `write` would make; nothing is drawn, which takes a third of the time."""
    from regdocs.formats.pdf.engine import uncollected

    with errors_reported(document.id), uncollected():
        return len(_laid_out(document, resources, style, fonts, style_sheet)[1].pages)


def _laid_out(
    document: Document, resources: Resources, style: Style, fonts: FontLibrary, style_sheet: str | None
) -> tuple[ElementTree.Element, Any]:
    """The document's element tree, and WeasyPrint's pages of it."""
    from regdocs.formats.pdf.engine import PrintPage, rendered
    from regdocs.formats.pdf.fetcher import Fetcher
    from regdocs.formats.pdf.sheets import parsed

    sheets = parsed(style, fonts, style_sheet)
    require_figures(document, resources)
    addresses = {key: f"figure:{index}" for index, key in enumerate(sorted(resources))}
    fetcher = Fetcher({address: resources[key] for key, address in addresses.items()})
    markup = page(document, addresses.__getitem__, paged=True)
    require_glyphs(document, fonts, _figure_texts(document, resources))
    root = ElementTree.fromstring(printable(markup, fonts.characters))
    return root, rendered(PrintPage(root, fetcher), sheets)


def _figure_texts(document: Document, resources: Resources) -> Iterator[Printed]:
    """The texts inside the document's SVG figures; raises `RenderingError` for an SVG that can't be read."""
    for block, section in displays(document):
        if isinstance(block, Figure) and media_type(resources[block.resource]) == "image/svg+xml":
            yield from (Printed(text, section) for text in _svg_texts(block.resource, resources, section, document))


def _svg_texts(resource: str, resources: Resources, section: str, document: Document) -> Iterator[str]:
    data = resources[resource]
    try:
        # Entities of its own are how a small file becomes a huge one, or another file's content.
        if b"<!ENTITY" in data:
            raise ElementTree.ParseError("entity declarations are refused")
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError) as error:
        message = Bilingual(
            f"그림 {resource}: SVG를 읽을 수 없습니다: {error}", f"figure {resource}: unreadable SVG: {error}"
        )
        where = Place(document=document.id, section=section or None)
        raise RenderingError([Finding("render.figure", Severity.ERROR, message, where)]) from error
    for element in root.iter():
        if str(element.tag).rpartition("}")[2] in ("text", "tspan", "textPath"):
            yield element.text or ""
            yield from (child.tail or "" for child in element)
