"""Pages: sections of the file with their size, headers and footers."""

from __future__ import annotations

from regdocs.document.document import Document, Kind
from regdocs.formats.docx.package import Package, Relationships
from regdocs.formats.docx.xml import DECLARATION, NAMESPACES, field, paragraph, run, twips
from regdocs.formats.office.body import Face
from regdocs.template_set.style import Style

_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_FOOTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
_EDGE = 8.0
"""How far header and footer stand from the edge of the paper, in millimetres."""


class Pages:
    """Section properties, and the headers and footers of those faces that were asked for."""

    def __init__(self, document: Document, style: Style, relations: Relationships, pages: int) -> None:
        self._document = document
        self._style = style
        self._relations = relations
        self._pages = pages
        self.faces: list[Face] = []
        """Those that were asked for."""

    def text_width(self, face: Face) -> int:
        """The width of the type area in twips."""
        return twips(self._size(face)[0]) - twips(self._style.page.left) - twips(self._style.page.right)

    def text_height(self, face: Face) -> int:
        return twips(self._size(face)[1]) - twips(self._style.page.top) - twips(self._style.page.bottom)

    def section(self, face: Face) -> str:
        """`w:sectPr` of a section with pages of this face, starting on a new page."""
        if face not in self.faces:
            self.faces.append(face)
        page = self._style.page
        width, height = (twips(length) for length in self._size(face))
        references = "".join(
            f'<w:{part}Reference w:type="default" r:id="{self._relations.add(part, self.name(part, face))}"/>'
            for part in ("header", "footer")
        )
        turned = ' w:orient="landscape"' if face is Face.LANDSCAPE else ""
        return (
            f'<w:sectPr>{references}<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
            f'<w:pgMar w:top="{twips(page.top)}" w:right="{twips(page.right)}" w:bottom="{twips(page.bottom)}"'
            f' w:left="{twips(page.left)}" w:header="{twips(_EDGE)}" w:footer="{twips(_EDGE)}" w:gutter="0"/></w:sectPr>'
        )

    def add_parts(self, package: Package) -> None:
        for face in self.faces:
            header = f"{DECLARATION}<w:hdr {NAMESPACES}>{self.header(face)}</w:hdr>"
            package.add("word/" + self.name("header", face), header, _HEADER_TYPE)
            footer = f"{DECLARATION}<w:ftr {NAMESPACES}>{self.footer(face)}</w:ftr>"
            package.add("word/" + self.name("footer", face), footer, _FOOTER_TYPE)

    def _size(self, face: Face) -> tuple[float, float]:
        page = self._style.page
        return (page.height, page.width) if face is Face.LANDSCAPE else (page.width, page.height)

    def name(self, part: str, face: Face) -> str:
        """The file of a face's "header" or "footer"."""
        return f"{part}-{face.value}.xml"

    def header(self, face: Face) -> str:
        """What stands above the text of a page."""
        document = self._document
        notice = paragraph("Notice", run(document.notice)) if document.notice else ""
        if face is Face.COVER or document.kind not in (Kind.PAPER, Kind.SHEET):
            return notice or paragraph("Header", "")
        left = "\n".join(part for part in (document.title.text(document.language), self._identity()) if part)
        return notice + self._header_line(left, document.study, self.text_width(face)) + paragraph("Spacer", "")

    def _header_line(self, left: str, right: str, width: int) -> str:
        """A table, since the study's title may take several lines beside the number."""
        widths = (width * 4 // 10, width - width * 4 // 10)
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{cell}" w:type="dxa"/><w:vAlign w:val="bottom"/></w:tcPr>'
            f"{paragraph('Header', run(text), align)}</w:tc>"
            for cell, text, align in zip(widths, (left, right), ("", '<w:jc w:val="right"/>'), strict=True)
        )
        grid = "".join(f'<w:gridCol w:w="{cell}"/>' for cell in widths)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{_RULE_BELOW}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>'
        )

    def footer(self, face: Face) -> str:
        """What stands below the text of a page."""
        if face is Face.COVER:
            return paragraph("Header", "")
        date = self._document.printed_date
        left = " · ".join(part for part in (self._identity(), date) if part)
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{self.text_width(face)}"/></w:tabs>'
        return paragraph(
            "Footer",
            run(left)
            + "<w:r><w:tab/></w:r>"
            + field("PAGE", run("1"))
            + run(" / ")
            + field("NUMPAGES", run(str(self._pages))),
            tab,
        )

    def _identity(self) -> str:
        """Document number and revision."""
        document = self._document
        return " · ".join(part for part in (document.number, document.printed_revision) if part)


_RULE_BELOW = '<w:bottom w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
