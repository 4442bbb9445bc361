"""A document tree as PDF: lays the HTML out on sheets and says on which page what stands."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
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
from regdocs.formats.pdf.fonts import FontLibrary, find_fonts, require_glyphs
from regdocs.formats.pdf.layout import Standing, layout, mark_scopes, standing
from regdocs.formats.pdf.metadata import with_universal_access
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
    from regdocs.formats.pdf.fetcher import Fetcher
    from regdocs.formats.pdf.sheets import parsed

    fonts = fonts or find_fonts(style)
    require_figures(document, resources)
    require_glyphs(document, fonts, _figure_texts(document, resources))
    addresses = {key: f"figure:{index}" for index, key in enumerate(sorted(resources))}
    markup = page(document, addresses.__getitem__, paged=True)
    root = ElementTree.fromstring(printable(markup, fonts.characters))
    sheets = parsed(style, fonts, style_sheet)
    fetcher = Fetcher({address: resources[key] for key, address in addresses.items()})
    with _errors_reported(document):
        rendered = _html(root, fetcher).render(
            font_config=sheets.fonts, counter_style=sheets.counters.copy(), stylesheets=sheets.css
        )
        boxes = standing(rendered.pages)
        data = _tagged(rendered, boxes) if tagged else _plain(rendered)
    return Written(data, layout(document, root, rendered.pages, boxes))


def _html(root: ElementTree.Element, fetcher: Any) -> Any:
    """`root` as WeasyPrint's document; our markup is well-formed XML, so its slow HTML parser isn't needed."""
    from cssselect2 import ElementWrapper  # type: ignore[import-untyped]
    from weasyprint import HTML  # type: ignore[import-untyped]

    html = HTML.__new__(HTML)
    html.base_url = None
    html.url_fetcher = fetcher
    html.media_type = "print"
    html.wrapper_element = ElementWrapper.from_html_root(root)
    html.etree_element = root
    return html


def _plain(rendered: Any) -> bytes:
    data: bytes = rendered.write_pdf(pdf_identifier=True, pdf_version="1.7")
    return data


def _tagged(rendered: Any, boxes: list[Standing]) -> bytes:
    metadata = rendered.metadata
    metadata.generate_rdf_metadata = with_universal_access(metadata.generate_rdf_metadata)
    data: bytes = rendered.write_pdf(pdf_variant="pdf/a-2a", finisher=lambda *_: mark_scopes(boxes))
    return data


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


class _Errors(logging.Handler):
    """Keeps the messages that WeasyPrint logs as errors: there it goes on and draws something else."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _errors_reported(document: Document) -> Iterator[None]:
    errors = _Errors()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(errors)
    try:
        yield
    finally:
        logger.removeHandler(errors)
    if errors.messages:
        raise RenderingError(
            Finding(
                rule="render.layout",
                severity=Severity.ERROR,
                message=Bilingual(f"PDF를 만들 수 없습니다: {message}", f"the PDF can't be made: {message}"),
                place=Place(document=document.id),
            )
            for message in dict.fromkeys(errors.messages)
        )
