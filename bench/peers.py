"""The peers: other programs that set the same dossier, each in the way that its own documentation shows."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import docx

from regdocs.document.block import Block, ItemList, Paragraph, Table
from regdocs.document.document import Document, Section, from_json
from regdocs.formats.html.text import plain


def trees(build: Path) -> list[Document]:
    """The document trees of a build."""
    return [from_json(path.read_bytes()) for path in sorted((build / "trees").glob("*.json"))]


def by_cell_index(document: Document) -> bytes:
    """A document by python-docx with `table.cell(row, column)`, as its user guide fills tables."""
    file = docx.Document()
    for level, section in _levels(document.sections, 1):
        file.add_heading(f"{section.number} {section.title.ko}", level)
        for text, rows in _contents(section.blocks):
            if rows:
                table = file.add_table(len(rows), len(rows[0]))
                for row, cells in enumerate(rows):
                    for column, cell in enumerate(cells):
                        table.cell(row, column).text = cell
            else:
                file.add_paragraph(text)
    return _bytes(file)


def by_python_hwpx(document: Document) -> bytes:
    """A document by python-hwpx, as its user guide fills tables."""
    from hwpx.document import HwpxDocument

    file = HwpxDocument.new()
    for _, section in _levels(document.sections, 1):
        file.add_paragraph(f"{section.number} {section.title.ko}")
        for text, rows in _contents(section.blocks):
            if rows:
                table = file.add_table(len(rows), len(rows[0]))
                for row, cells in enumerate(rows):
                    for column, cell in enumerate(cells):
                        table.set_cell_text(row, column, cell)
            else:
                file.add_paragraph(text)
    buffer = BytesIO()
    file.save_to_stream(buffer)
    return buffer.getvalue()


def templated(template: bytes, document: Document) -> bytes:
    """A document by docxtpl, from the template that `word_template` makes."""
    from docxtpl import DocxTemplate

    file = DocxTemplate(BytesIO(template))
    file.render(_context(document), autoescape=True)
    return _bytes(file)


def word_template() -> bytes:
    """A Word file with docxtpl's loops over sections, paragraphs and the rows and cells of tables."""
    file = docx.Document()
    for text in (
        "{%p for section in sections %}",
        "{{ section.title }}",
        "{%p for part in section.parts %}",
        "{%p if part.rows %}",
    ):
        file.add_paragraph(text)
    table = file.add_table(3, 3)
    table.rows[0].cells[0].text = "{%tr for row in part.rows %}"
    for cell, text in zip(
        table.rows[1].cells, ("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}"), strict=True
    ):
        cell.text = text
    table.rows[2].cells[0].text = "{%tr endfor %}"
    for text in ("{%p else %}", "{{ part.text }}", "{%p endif %}", "{%p endfor %}", "{%p endfor %}"):
        file.add_paragraph(text)
    return _bytes(file)


def markdown(documents: Sequence[Document]) -> str:
    """The whole dossier in pandoc's Markdown."""
    lines: list[str] = []
    for document in documents:
        for level, section in _levels(document.sections, 1):
            lines.append(f"{'#' * level} {section.number} {section.title.ko}")
            for text, rows in _contents(section.blocks):
                lines.append(_pipe_table(rows) if rows else text)
    return "\n\n".join(lines) + "\n"


def by_pandoc(text: str, target: Path) -> None:
    """The whole dossier by one call of pandoc, which is kinder to it than a call for each document."""
    import pypandoc

    pypandoc.convert_text(text, "docx", format="markdown", outputfile=str(target))


def whole(build: Path, template_folder: Path, target: Path) -> int:
    """The PDF of the whole dossier by WeasyPrint in one piece, tagged as ours, from our own HTML; its pages."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from regdocs.formats.html.write import page
    from regdocs.formats.pdf.characters import printable
    from regdocs.formats.pdf.css import texts
    from regdocs.formats.pdf.fetcher import Fetcher
    from regdocs.formats.pdf.fonts import find_fonts
    from regdocs.template_set.load import load

    template_set = load(template_folder)
    fonts = find_fonts(template_set.style)
    fetcher = Fetcher({f"font:{index}": face.read() for index, face in enumerate(fonts.faces)})
    configuration = FontConfiguration()
    sheets = [
        CSS(string=text, url_fetcher=fetcher, font_config=configuration)
        for text in texts(template_set.style, fonts, template_set.style_sheet)
    ]
    markup = printable(page(_joined(trees(build)), str, paged=True), fonts.characters)
    rendered = HTML(string=markup).render(stylesheets=sheets, font_config=configuration)
    rendered.write_pdf(target, pdf_variant="pdf/a-2a")
    return len(rendered.pages)


def _joined(documents: Sequence[Document]) -> Document:
    """All documents as one; the ids of the reference dossier's sections and tables are unique through all of it."""
    import msgspec

    sections = tuple(section for document in documents for section in document.sections)
    covers = tuple(block for document in documents for block in document.cover)
    return msgspec.structs.replace(documents[0], sections=sections, cover=covers)


def _levels(sections: Sequence[Section], level: int) -> Iterator[tuple[int, Section]]:
    for section in sections:
        yield level, section
        yield from _levels(section.sections, level + 1)


def _contents(blocks: Sequence[Block]) -> Iterator[tuple[str, list[list[str]]]]:
    """The text of each paragraph and item, or the rows of each table."""
    for block in blocks:
        match block:
            case Paragraph():
                yield plain(block.children), []
            case ItemList():
                for item in block.items:
                    yield from _contents(item.blocks)
            case Table():
                yield "", [[plain(cell.children) for cell in row.cells] for row in block.rows]


def _context(document: Document) -> Mapping[str, Any]:
    sections = [
        {
            "title": f"{section.number} {section.title.ko}",
            "parts": [{"text": text, "rows": rows} for text, rows in _contents(section.blocks)],
        }
        for _, section in _levels(document.sections, 1)
    ]
    return {"sections": sections}


def _pipe_table(rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def _bytes(file: Any) -> bytes:
    buffer = BytesIO()
    file.save(buffer)
    return buffer.getvalue()


if __name__ == "__main__":
    whole(*map(Path, sys.argv[1:4]))
