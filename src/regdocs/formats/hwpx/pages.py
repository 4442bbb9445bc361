"""Pages: the size of each section of the file, and what stands above and below its text."""

from __future__ import annotations

from regdocs.document.document import Document, Kind
from regdocs.formats.hwpx.heights import paragraph_height
from regdocs.formats.hwpx.inlines import Inlines, numbered
from regdocs.formats.hwpx.shapes import Shapes, indented
from regdocs.formats.hwpx.tables import MARGINS, Tables
from regdocs.formats.hwpx.xml import list_of_paragraphs, paragraph, run, text, units
from regdocs.formats.office.body import Face
from regdocs.template_set.style import Style

_EDGE = 8.0
"""How far header and footer stand from the edge of the paper, in millimetres."""
_LEFT_SHARE = 0.4
"""Of the header's line: what stands left, beside the study's title."""
_FOOTER_HEIGHT = 7.0
_GAP = 2.0
"""Between header and text, in millimetres."""


class Pages:
    """Draws what the first paragraph of a section holds: the section's page, header and footer."""

    def __init__(self, document: Document, style: Style, shapes: Shapes, inlines: Inlines, tables: Tables) -> None:
        self._document = document
        self._style = style
        self._shapes = shapes
        self._inlines = inlines
        self._tables = tables

    def text_width(self, face: Face) -> int:
        """The width of the type area in HWPUNIT."""
        page = self._style.page
        return units((page.height if face is Face.LANDSCAPE else page.width) - page.left - page.right)

    def text_height(self, face: Face) -> int:
        page = self._style.page
        return units((page.width if face is Face.LANDSCAPE else page.height) - page.top - page.bottom)

    def section(self, face: Face) -> str:
        """A run with the properties of a section of pages of this face."""
        header, height = self._header(face)
        footer = self._footer(face)
        outside = "".join(
            f'<hp:ctrl><hp:{name} id="{number}" applyPageType="BOTH">{content}</hp:{name}></hp:ctrl>'
            for number, (name, content) in enumerate((("header", header), ("footer", footer)), 1)
            if content
        )
        columns = (
            '<hp:ctrl><hp:colPr id="" type="NEWSPAPER" layout="LEFT" colCount="1" sameSz="1" sameGap="0"/></hp:ctrl>'
        )
        return run(self._shapes.character("BodyText"), self._properties(face, height) + columns + outside)

    def _properties(self, face: Face, header_height: int) -> str:
        page = self._style.page
        # Landscape pages keep the paper's upright size and are turned.
        turned = "NARROWLY" if face is Face.LANDSCAPE else "WIDELY"
        above = units(max(page.top - _EDGE, 0))
        below = units(max(page.bottom - _EDGE, 0))
        margin = (
            f'<hp:margin header="{max(above, header_height)}" footer="{below}" gutter="0" left="{units(page.left)}"'
            f' right="{units(page.right)}" top="{units(min(_EDGE, page.top))}" bottom="{units(min(_EDGE, page.bottom))}"/>'
        )
        return (
            '<hp:secPr id="" textDirection="HORIZONTAL" spaceColumns="1134" tabStop="8000" tabStopVal="4000"'
            ' tabStopUnit="HWPUNIT" outlineShapeIDRef="1" memoShapeIDRef="0" textVerticalWidthHead="0" masterPageCnt="0">'
            '<hp:grid lineGrid="0" charGrid="0" wonggojiFormat="0"/>'
            '<hp:startNum pageStartsOn="BOTH" page="0" pic="0" tbl="0" equation="0"/>'
            '<hp:visibility hideFirstHeader="0" hideFirstFooter="0" hideFirstMasterPage="0" border="SHOW_ALL"'
            ' fill="SHOW_ALL" hideFirstPageNum="0" hideFirstEmptyLine="0" showLineNumber="0"/>'
            '<hp:lineNumberShape restartType="0" countBy="0" distance="0" startNumber="0"/>'
            f'<hp:pagePr landscape="{turned}" width="{units(page.width)}" height="{units(page.height)}"'
            f' gutterType="LEFT_ONLY">{margin}</hp:pagePr>{_NOTES}{self._page_borders()}</hp:secPr>'
        )

    def _page_borders(self) -> str:
        none = self._shapes.border()
        return "".join(
            f'<hp:pageBorderFill type="{kind}" borderFillIDRef="{none}" textBorder="PAPER" headerInside="0"'
            ' footerInside="0" fillArea="PAPER"><hp:offset left="1417" right="1417" top="1417" bottom="1417"/>'
            "</hp:pageBorderFill>"
            for kind in ("BOTH", "EVEN", "ODD")
        )

    def _header(self, face: Face) -> tuple[str, int]:
        """What stands above the text of a page, and the height that it takes in HWPUNIT."""
        document = self._document
        width = self.text_width(face)
        content, height = "", 0
        if document.notice:
            content += self._line("Notice", self._inlines.plain(document.notice, "Notice"))
            height += self._height("Notice", document.notice, width)
        if face is not Face.COVER and document.kind in (Kind.PAPER, Kind.SHEET):
            left = "\n".join(part for part in (document.title.text(document.language), self._identity()) if part)
            table, table_height = self._head_line(left, document.study, width)
            content += self._line("Spacer", run(self._shapes.character("Spacer"), table))
            height += table_height
        if not content:
            return "", 0
        return list_of_paragraphs(content, "TOP", width, height), height + units(_GAP)

    def _head_line(self, left: str, right: str, width: int) -> tuple[str, int]:
        """A table, since the study's title may take several lines beside the number."""
        widths = (round(width * _LEFT_SHARE), width - round(width * _LEFT_SHARE))
        height = max(self._height("Header", each, share) for each, share in zip((left, right), widths, strict=True))
        cells = (
            "".join(self._line("Header", self._inlines.plain(line, "Header")) for line in left.split("\n")),
            self._line("Header", self._inlines.plain(right, "Header"), "right"),
        )
        return self._tables.bare(cells, widths, height), height

    def _footer(self, face: Face) -> str:
        """What stands below the text of a page."""
        if face is Face.COVER:
            return ""
        left = " · ".join(part for part in (self._identity(), self._document.printed_date) if part)
        width = self.text_width(face)
        page, pages = (f"<hp:ctrl>{numbered(kind, 1)}</hp:ctrl>" for kind in ("PAGE", "TOTAL_PAGE"))
        content = run(self._shapes.character("Footer"), text(left) + _TO_THE_RIGHT + page + text(" / ") + pages)
        shape = self._shapes.paragraph(self._shapes.looks["Footer"], tab=width)
        line = paragraph(shape, self._shapes.styles["Footer"], content)
        return list_of_paragraphs(line, "BOTTOM", width, units(_FOOTER_HEIGHT))

    def _line(self, look: str, content: str, align: str = "") -> str:
        shape = self._shapes.paragraph(indented(self._shapes.looks[look], align=align))
        return paragraph(shape, self._shapes.styles[look], content)

    def _height(self, look: str, content: str, width: int) -> int:
        """The height of a paragraph of text in HWPUNIT, as well as can be told without its font."""
        shape = self._shapes.looks[look]
        inside = width - MARGINS[0] - MARGINS[1]
        return sum(paragraph_height(shape, line, inside) for line in content.split("\n")) + MARGINS[2] + MARGINS[3]

    def _identity(self) -> str:
        """Document number and revision."""
        document = self._document
        return " · ".join(part for part in (document.number, document.printed_revision) if part)


_TO_THE_RIGHT = '<hp:t><hp:tab width="4000" leader="0" type="2"/></hp:t>'
_NOTES = (
    '<hp:footNotePr><hp:autoNumFormat type="DIGIT" userChar="" prefixChar="" suffixChar=")" supscript="0"/>'
    '<hp:noteLine length="-1" type="SOLID" width="0.12 mm" color="#000000"/>'
    '<hp:noteSpacing betweenNotes="283" belowLine="567" aboveLine="850"/>'
    '<hp:numbering type="CONTINUOUS" newNum="1"/><hp:placement place="EACH_COLUMN" beneathText="0"/></hp:footNotePr>'
    '<hp:endNotePr><hp:autoNumFormat type="DIGIT" userChar="" prefixChar="" suffixChar=")" supscript="0"/>'
    '<hp:noteLine length="14692344" type="SOLID" width="0.12 mm" color="#000000"/>'
    '<hp:noteSpacing betweenNotes="0" belowLine="567" aboveLine="850"/>'
    '<hp:numbering type="CONTINUOUS" newNum="1"/><hp:placement place="END_OF_DOCUMENT" beneathText="0"/></hp:endNotePr>'
)
