"""The document tree as one HTML page that stands alone: figures and style are inside it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from html import escape

from regdocs.document.block import Block, Figure
from regdocs.document.document import Document, Section
from regdocs.document.parts import parts
from regdocs.finding import Finding, Place, RenderingError, Severity
from regdocs.formats.closing import closes_what_precedes
from regdocs.formats.format import Resources
from regdocs.formats.html.around import attributes
from regdocs.formats.html.block import blocks, classes, displays
from regdocs.formats.html.inline import Pen, inlines
from regdocs.formats.html.style import sheet
from regdocs.formats.html.text import heading, refuse_control_characters
from regdocs.formats.widths import TURNED
from regdocs.language import Bilingual
from regdocs.template_set.style import Style

DEEPEST_HEADING = 6
SIGNATURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def write(document: Document, resources: Resources, style: Style) -> str:
    """The whole page as text, the same for the same input; raises `RenderingError` where a figure is missing.

    It is well-formed XML too. Sections and labels keep their ids; `span data-path` holds each printed value and the
    field paths it was made from, separated by blanks; `mark class="gap"` what is absent.
    """
    require_figures(document, resources)
    return page(document, partial(_data_address, resources), sheet=sheet(style))


def page(document: Document, address: Callable[[str], str], *, sheet: str = "", paged: bool = False) -> str:
    """The page as markup; `address` gives a figure's address, `paged` leaves footnotes where they are called.

    Raises `RenderingError` for control characters.
    """
    indices: dict[int, int] = {}
    for index, part in enumerate(parts(document) if paged else ()):
        indices.setdefault(id(part), index)
    pen = Pen(document.language, _anchors(document), address, paged, parts=indices)
    markups = [
        _head(document, sheet),
        f'<body class="kind-{document.kind.value}"{attributes(document) if paged else ""}>',
        "" if paged else _notice(document),
        _front("header", "cover", document.cover, document, pen),
        _front("div", "front", document.contents, document, pen),
        f"<main>{_sections(document.sections, document, pen, 1)}</main>",
        _notes(pen),
        "</body></html>\n",
    ]
    markup = "\n".join(each for each in markups if each)
    refuse_control_characters(markup, document)
    return markup


def require_figures(document: Document, resources: Resources) -> None:
    """Raises `RenderingError` that names each figure whose file isn't among `resources`, or is of no known kind."""
    findings = [
        _figure_finding(block.resource, block.resource in resources, section, document)
        for block, section in displays(document)
        if isinstance(block, Figure) and media_type(resources.get(block.resource, b"")) is None
    ]
    if findings:
        raise RenderingError(findings)


def media_type(data: bytes) -> str | None:
    """PNG, JPEG or SVG by the first bytes; None for anything else."""
    for signature, kind in SIGNATURES.items():
        if data.startswith(signature):
            return kind
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    return "image/svg+xml" if start.startswith(b"<") and b"<svg" in data[:65536] else None


def _data_address(resources: Resources, resource: str) -> str:
    data = resources[resource]
    return f"data:{media_type(data)};base64,{b64encode(data).decode('ascii')}"


def _figure_finding(resource: str, given: bool, section: str, document: Document) -> Finding:
    message = (
        Bilingual(f"그림 {resource}: PNG, JPEG, SVG가 아닙니다", f"figure {resource}: neither PNG nor JPEG nor SVG")
        if given
        else Bilingual(f"그림 {resource}: 파일이 없습니다", f"figure {resource}: there is no such file")
    )
    return Finding("render.figure", Severity.ERROR, message, Place(document=document.id, section=section or None))


def _head(document: Document, sheet: str) -> str:
    title = escape(document.title.text(document.language))
    meta = {"author": document.author, "dcterms.created": document.date, "dcterms.modified": document.date}
    entries = "".join(f'<meta name="{name}" content="{escape(text)}"/>' for name, text in meta.items() if text)
    # A style element's text isn't unescaped in HTML but is in XML: a sheet without these two characters suits both.
    style = f"<style>{sheet.replace('<', '').replace('&', '')}</style>" if sheet else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{document.language}"><head><meta charset="utf-8"/><title>{title}</title>'
        f"{entries}{style}</head>"
    )


def _notice(document: Document) -> str:
    return f'<p class="notice">{escape(document.notice)}</p>' if document.notice else ""


def _front(element: str, name: str, content: Iterable[Block], document: Document, pen: Pen) -> str:
    markup = blocks(content, document, pen)
    return f'<{element} class="{name}">{markup}</{element}>' if markup else ""


def _sections(sections: Iterable[Section], document: Document, pen: Pen, depth: int) -> str:
    return "\n".join(_section(section, document, pen, depth) for section in sections)


def _section(section: Section, document: Document, pen: Pen, depth: int) -> str:
    looks = {
        "new-page": section.page_break,
        "landscape": section.landscape,
        "closing": pen.paged and closes_what_precedes(section),
    }
    names = [name for name, given in looks.items() if given]
    pen = replace(pen, heading=heading(section, document), line=TURNED if section.landscape else pen.line)
    content = (
        _heading(section, document, pen, min(depth, DEEPEST_HEADING)),
        blocks(section.blocks, document, pen),
        _sections(section.sections, document, pen, depth + 1),
    )
    return f'<section id="{escape(section.id)}"{classes(*names)}>{"".join(content)}</section>'


def _heading(section: Section, document: Document, pen: Pen, level: int) -> str:
    number = f'<span class="number">{escape(section.number)}</span> ' if section.number else ""
    title = inlines(section.heading, pen) if section.heading else escape(section.title.text(document.language))
    if not (number or title):
        return ""
    # The bookmark is taken from the attribute: the heading's own text may hold a footnote.
    label = escape(heading(section, document))
    return f'<h{level} data-label="{label}"{pen.part(section)}>{number}{title}</h{level}>'


def _notes(pen: Pen) -> str:
    return f'<footer class="notes"><ol>{"".join(pen.notes)}</ol></footer>' if pen.notes else ""


def _anchors(document: Document) -> frozenset[str]:
    labels = {block.label for block, _ in displays(document) if block.label}
    return frozenset(labels | {section.id for section in document.walk()})
