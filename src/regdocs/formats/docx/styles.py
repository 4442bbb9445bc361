"""The styles part: every paragraph, run and table style of a document, with Korean fonts in every font slot."""

from __future__ import annotations

from functools import lru_cache

from regdocs.document.document import Kind
from regdocs.formats.docx.xml import DECLARATION, MAIN, attribute, half_points
from regdocs.template_set.style import Style

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"
HEADING_DEPTH = 9

ROLES = {
    "note": "Note",
    "center": "Centered",
    "right": "RightAligned",
    "lead": "Lead",
    "title": "Title",
    "subtitle": "Subtitle",
    "caption-source": "CaptionSource",
    "signature": "Signature",
    "small": "Small",
}
"""The paragraph style of each role of the tree; a role that isn't here is body text."""

_CENTER, _RIGHT = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'
_KEEP_NEXT, _KEEP_LINES = "<w:keepNext/>", "<w:keepLines/>"
DARK = "1F3A5F"
GAP_COLOR, GAP_FILL, NOTICE_COLOR = "C00000", "FFFF00", "C00000"


@lru_cache(maxsize=64)
def styles_xml(style: Style, kind: Kind, links: tuple[tuple[int, int], ...]) -> bytes:
    """The part for papers of `kind`; `links` gives for heading depths the level of list 1 they are numbered by."""
    sheet = _Sheet(style, kind)
    body = sheet.defaults() + sheet.paragraphs() + sheet.headings(dict(links)) + sheet.contents() + sheet.tables()
    return f'{DECLARATION}<w:styles xmlns:w="{MAIN}">{body}{sheet.characters()}</w:styles>'.encode()


class _Sheet:
    def __init__(self, style: Style, kind: Kind) -> None:
        self._style = style
        self._compact = kind is Kind.FORM
        self._body = style.table_size + 0.5 if self._compact else style.body_size
        self._spacing = min(style.line_spacing, 1.35) if self._compact else style.line_spacing

    def fonts(self) -> str:
        name = attribute(self._style.word_font)
        return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'

    def type(self, size: float, bold: bool = False, color: str = "") -> str:
        """Run properties; bold is stated also for complex scripts."""
        weight = "<w:b/><w:bCs/>" if bold else ""
        paint = f'<w:color w:val="{color}"/>' if color else ""
        return (
            f'<w:rPr>{self.fonts()}{weight}{paint}<w:sz w:val="{half_points(size)}"/>'
            f'<w:szCs w:val="{half_points(size)}"/></w:rPr>'
        )

    def spacing(self, before: float = 0, after: float = 0, size: float = 0) -> str:
        """Space in points, and for type of `size` the line pitch.

        The pitch is a multiple of the type size, not of the font's own line height (as Word's "multiple" would be),
        so that a page holds as much whichever Korean font the reader has.
        """
        line = round((size or self._body) * self._spacing * 20)
        return (
            f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}" w:line="{line}"'
            ' w:lineRule="atLeast"/>'
        )

    def tight(self, size: float, before: float = 0, after: float = 0) -> str:
        return (
            f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"'
            f' w:line="{round(size * 1.2 * 20)}" w:lineRule="atLeast"/>'
        )

    def defaults(self) -> str:
        return (
            f'<w:docDefaults><w:rPrDefault><w:rPr>{self.fonts()}<w:kern w:val="0"/>'
            f'<w:sz w:val="{half_points(self._body)}"/><w:szCs w:val="{half_points(self._body)}"/>'
            '<w:lang w:val="en-US" w:eastAsia="ko-KR" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
            '<w:pPrDefault><w:pPr><w:widowControl/><w:wordWrap/><w:autoSpaceDE w:val="0"/>'
            '<w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
        )

    def paragraphs(self) -> str:
        style, body, small = self._style, self._body, self._style.small_size
        after = 3 if self._compact else 6
        title = style.heading_sizes[0] + 6
        grey_rule = '<w:pBdr><w:{side} w:val="single" w:sz="4" w:space="{space}" w:color="808080"/></w:pBdr>'
        notice = "".join(
            f'<w:{side} w:val="single" w:sz="8" w:space="1" w:color="{NOTICE_COLOR}"/>'
            for side in ("top", "left", "bottom", "right")
        )
        return "".join(
            (
                self._paragraph("Normal", "Normal", self.spacing(), self.type(body), base="", default=True),
                self._paragraph("BodyText", "Body Text", self.spacing(0, after) + '<w:jc w:val="both"/>'),
                self._paragraph("Lead", "Lead", self.spacing(6, after), self.type(body, True), "BodyText", _KEEP_NEXT),
                self._paragraph("Centered", "Centered", self.spacing(0, after) + _CENTER),
                self._paragraph("RightAligned", "Right Aligned", self.spacing(0, after) + _RIGHT),
                self._paragraph("Small", "Small", self.tight(small, 0, 3), self.type(small)),
                self._paragraph("Note", "Note", self.tight(small + 1, 2, 4) + _INDENT_NOTE, self.type(small)),
                self._paragraph("CaptionSource", "Source", self.tight(small, 0, 8), self.type(small)),
                self._paragraph("Signature", "Signature", self.spacing(12, 6) + _RIGHT),
                self._paragraph("Title", "Title", self.spacing(0, 12, title) + _CENTER, self.type(title, True)),
                self._paragraph("CoverTitle", "Cover Title", self.spacing(120, 18, title) + _CENTER, "", "Title"),
                self._paragraph("Subtitle", "Subtitle", self.spacing(0, 12, title - 7) + _CENTER, self.type(title - 7)),
                self._paragraph("ListParagraph", "List Paragraph", self.spacing(0, 3) + '<w:jc w:val="both"/>'),
                self._paragraph(
                    "Caption",
                    "caption",
                    self.tight(body, 8, 4) + _CENTER,
                    self.type(small + 1, True),
                    "Normal",
                    _KEEP_NEXT + _KEEP_LINES,
                ),
                self._paragraph(
                    "FigureCaption",
                    "Figure Caption",
                    self.tight(body, 2, 12) + _CENTER,
                    self.type(small + 1, True),
                    "Normal",
                    _KEEP_LINES,
                ),
                self._paragraph("Figure", "Figure", self.spacing(8, 4) + _CENTER, "", "Normal", _KEEP_NEXT),
                self._paragraph("BoxText", "Box Text", self.tight(body + 1, 2, 2) + '<w:jc w:val="both"/>'),
                self._paragraph("FootnoteText", "footnote text", self.tight(small, 0, 2), self.type(small)),
                self._paragraph("Header", "header", self.tight(small - 0.5), self.type(small - 0.5, color="404040")),
                self._paragraph(
                    "Footer",
                    "footer",
                    self.tight(small - 0.5),
                    self.type(small - 0.5, color="404040"),
                    "Normal",
                    grey_rule.format(side="top", space=4),
                ),
                self._paragraph(
                    "Notice",
                    "Notice",
                    self.tight(small, 0, 3) + '<w:ind w:left="60" w:right="60"/>' + _CENTER,
                    self.type(small, True, NOTICE_COLOR),
                    "Normal",
                    f"<w:pBdr>{notice}</w:pBdr>",
                ),
                self._paragraph("Spacer", "Spacer", _EXACT.format(line=120), _TINY),
                self._paragraph("Break", "Break", _EXACT.format(line=20), _TINY),
            )
        )

    def headings(self, links: dict[int, int]) -> str:
        return "".join(self._heading(depth, links.get(depth)) for depth in range(1, HEADING_DEPTH + 1))

    def _heading(self, depth: int, level: int | None) -> str:
        sizes = self._style.heading_sizes
        size = sizes[min(depth, len(sizes)) - 1] - (2 if self._compact else 0)
        number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>' if level is not None else ""
        before, after = (10, 4) if self._compact else ((18, 8), (14, 6), (12, 4), (10, 3))[min(depth, 4) - 1]
        return self._paragraph(
            f"Heading{depth}",
            f"heading {depth}",
            f'{self.tight(size, before, after)}<w:outlineLvl w:val="{depth - 1}"/>',
            self.type(size, True, "" if self._compact or depth > 2 else DARK),
            "Normal",
            _KEEP_NEXT + _KEEP_LINES + number + (_RULE_BELOW if depth == 1 and not self._compact else ""),
            following="BodyText",
        )

    def contents(self) -> str:
        head = self._style.heading_sizes[0]
        tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{self._text_width()}"/></w:tabs>'
        entries = "".join(
            self._paragraph(
                f"TOC{depth}",
                f"toc {depth}",
                f'{self.tight(self._body + 2, 4 if depth == 1 else 0, 2)}<w:ind w:left="{240 * (depth - 1)}" w:right="560"/>',
                self.type(self._body if depth == 1 else self._body - 0.5, depth == 1),
                "Normal",
                tab,
                "Normal",
            )
            for depth in range(1, HEADING_DEPTH + 1)
        )
        figures = self._paragraph(
            "TableofFigures",
            "table of figures",
            f'{self.tight(self._body + 2, 0, 2)}<w:ind w:right="560"/>',
            "",
            "Normal",
            tab,
        )
        heading = self._paragraph(
            "TOCHeading", "TOC Heading", self.tight(head, 14, 10) + _CENTER, self.type(head, True), "Normal", _KEEP_NEXT
        )
        return entries + figures + heading

    def tables(self) -> str:
        size = self._style.table_size
        text = self._paragraph("TableText", "Table Text", self.tight(size, 1, 1), self.type(size))
        head = self._paragraph(
            "TableHead", "Table Head", self.tight(size, 1, 1) + _CENTER, self.type(size, True), "TableText"
        )
        margins = "".join(f'<w:{side} w:w="85" w:type="dxa"/>' for side in ("left", "right"))
        normal = (
            '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
            '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
            '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
            '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        )
        return (
            text
            + head
            + normal
            + "".join(
                f'<w:style w:type="table" w:customStyle="1" w:styleId="{identifier}"><w:name w:val="{name}"/>'
                f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders>'
                f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
                for identifier, name, borders in (
                    ("DataTable", "Data Table", TABLE_BORDERS["DataTable"]),
                    ("FormTable", "Form Table", TABLE_BORDERS["FormTable"]),
                    ("BoxTable", "Box Table", TABLE_BORDERS["BoxTable"]),
                )
            )
        )

    def characters(self) -> str:
        gap = f'<w:b/><w:bCs/><w:color w:val="{GAP_COLOR}"/><w:shd w:val="clear" w:color="auto" w:fill="{GAP_FILL}"/>'
        return (
            '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
            '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
            + _character("FootnoteReference", "footnote reference", '<w:vertAlign w:val="superscript"/>')
            + _character("Hyperlink", "Hyperlink", '<w:color w:val="1F4E79"/><w:u w:val="single"/>')
            + _character("Gap", "Gap", gap)
            + '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
            '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
        )

    def _text_width(self) -> int:
        page = self._style.page
        return round((page.width - page.left - page.right) * 1440 / 25.4)

    def _paragraph(
        self,
        identifier: str,
        name: str,
        properties: str,
        run: str = "",
        base: str = "Normal",
        first: str = "",
        following: str = "",
        default: bool = False,
    ) -> str:
        """A paragraph style; `first` are properties that stand before spacing in CT_PPr."""
        attributes = ' w:default="1"' if default else "" if name in _BUILT_IN else ' w:customStyle="1"'
        based = f'<w:basedOn w:val="{base}"/>' if base else ""
        after = f'<w:next w:val="{following}"/>' if following else ""
        fonts = run or f"<w:rPr>{self.fonts()}</w:rPr>"
        return (
            f'<w:style w:type="paragraph"{attributes} w:styleId="{identifier}"><w:name w:val="{name}"/>{based}{after}'
            f"<w:qFormat/><w:pPr>{first}{properties}</w:pPr>{fonts}</w:style>"
        )


def _character(identifier: str, name: str, properties: str) -> str:
    custom = "" if name in _BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="character"{custom} w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{properties}</w:rPr></w:style>'
    )


def _borders(outer: str, inner: str, sides: str = "") -> str:
    return "".join(
        f"<w:{side} {line}/>"
        for side, line in (
            ("top", outer),
            ("left", sides or outer),
            ("bottom", outer),
            ("right", sides or outer),
            ("insideH", inner),
            ("insideV", inner),
        )
    )


_LINE = 'w:val="single" w:sz="{size}" w:space="0" w:color="{color}"'
_NO_LINE = 'w:val="nil"'
TABLE_BORDERS = {
    "DataTable": _borders(_LINE.format(size=12, color=DARK), _LINE.format(size=4, color="9AA5B1"), _NO_LINE),
    "FormTable": _borders(_LINE.format(size=8, color="000000"), _LINE.format(size=4, color="000000")),
    "BoxTable": _borders(_LINE.format(size=6, color="9AA5B1"), _NO_LINE),
}
_BUILT_IN = frozenset(
    (
        "Normal",
        "Body Text",
        "Title",
        "Subtitle",
        "Signature",
        "List Paragraph",
        "caption",
        "footnote text",
        "footnote reference",
        "header",
        "footer",
        "TOC Heading",
        "table of figures",
        "Hyperlink",
        *(f"{kind} {depth}" for kind in ("heading", "toc") for depth in range(1, HEADING_DEPTH + 1)),
    )
)
_RULE_BELOW = f'<w:pBdr><w:bottom w:val="single" w:sz="10" w:space="3" w:color="{DARK}"/></w:pBdr>'
_INDENT_NOTE = '<w:ind w:left="220" w:hanging="220"/>'
_EXACT = '<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>'
_TINY = '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>'
