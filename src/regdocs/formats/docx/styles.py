"""The styles part: every paragraph, run and table style of a document, with Korean fonts in every font slot."""

from __future__ import annotations

from functools import lru_cache

from regdocs.document.document import Kind
from regdocs.formats.docx.xml import DECLARATION, MAIN, half_points, twips
from regdocs.formats.office.escaping import attribute
from regdocs.formats.office.looks import DARK, HEADING_DEPTH, WARNING, Look, looks
from regdocs.template_set.style import Style

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"

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


@lru_cache(maxsize=64)
def styles_xml(style: Style, kind: Kind, links: tuple[tuple[int, int], ...]) -> bytes:
    """The part for papers of `kind`; `links` gives for heading depths the level of list 1 they are numbered by."""
    fonts = _fonts(style)
    page = style.page
    width = twips(page.width) - twips(page.left) - twips(page.right)
    paragraphs = "".join(_paragraph(look, fonts, width) for look in looks(style, kind, dict(links)))
    body = _defaults(style, fonts) + paragraphs + _characters() + _tables()
    return f'{DECLARATION}<w:styles xmlns:w="{MAIN}">{body}</w:styles>'.encode()


def _fonts(style: Style) -> str:
    name = attribute(style.word_font)
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _defaults(style: Style, fonts: str) -> str:
    size = half_points(style.body_size)
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:kern w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="en-US" w:eastAsia="ko-KR" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_KOREAN_LINES}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


# Words stay whole, and no space is added between Hangul and Latin letters or digits ("제2상", not "제 2 상").
_KOREAN_LINES = (
    '<w:widowControl/><w:wordWrap/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
)


def _paragraph(look: Look, fonts: str, width: int) -> str:
    custom = "" if look.name in _BUILT_IN else ' w:customStyle="1"'
    default = ' w:default="1"' if look.id == "Normal" else ""
    based = f'<w:basedOn w:val="{look.base}"/>' if look.base else ""
    following = f'<w:next w:val="{look.following}"/>' if look.following else ""
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{look.id}"><w:name w:val="{look.name}"/>{based}'
        f"{following}<w:qFormat/><w:pPr>{_layout(look, width)}</w:pPr><w:rPr>{fonts}{_type(look)}</w:rPr></w:style>"
    )


def _layout(look: Look, width: int) -> str:
    """Paragraph properties in the order of CT_PPr."""
    size, color = look.rule
    numbered = f'<w:numPr><w:ilvl w:val="{look.level}"/><w:numId w:val="1"/></w:numPr>'
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{round(size * 8)}" w:space="2" w:color="{color}"/>' for side in look.border
    )
    parts = (
        "<w:keepNext/>" if look.keep_next else "",
        "<w:keepLines/>" if look.keep_lines else "",
        numbered if look.level is not None else "",
        f"<w:pBdr>{lines}</w:pBdr>" if lines else "",
        f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>' if look.leader else "",
        # Not every reader takes these from the document's defaults.
        _KOREAN_LINES.partition("<w:wordWrap/>")[2] if look.id == "Normal" else "",
        _spacing(look),
        _indents(look),
        f'<w:jc w:val="{look.align}"/>' if look.align else "",
        f'<w:outlineLvl w:val="{look.outline}"/>' if look.outline is not None else "",
    )
    return "".join(parts)


def _spacing(look: Look) -> str:
    """Space and line pitch.

    The pitch is a multiple of the type size, not of the font's own line height (as Word's "multiple" would be), so
    that a page holds as much whichever Korean font the reader has, and as much as the page of the PDF.
    """
    points, rule = (look.exact, "exact") if look.exact else (look.size * look.pitch, "atLeast")
    line = f' w:line="{round(points * 20)}" w:lineRule="{rule}"'
    return f'<w:spacing w:before="{round(look.before * 20)}" w:after="{round(look.after * 20)}"{line}/>'


def _indents(look: Look) -> str:
    if not (look.left or look.right or look.hanging):
        return ""
    left, right, hanging = (round(length * 20) for length in (look.left, look.right, look.hanging))
    return f'<w:ind w:left="{left}" w:right="{right}" w:hanging="{hanging}"/>'


def _type(look: Look) -> str:
    weight = "<w:b/><w:bCs/>" if look.bold else ""
    color = f'<w:color w:val="{look.color}"/>' if look.color else ""
    size = half_points(look.size)
    return f'{weight}{color}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def _characters() -> str:
    gap = (
        f'<w:b/><w:bCs/><w:color w:val="{WARNING}"/><w:bdr w:val="single" w:sz="4" w:space="0" w:color="{WARNING}"/>'
        '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>'
    )
    return (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        + _character("FootnoteReference", "footnote reference", '<w:vertAlign w:val="superscript"/>')
        + _character("Hyperlink", "Hyperlink", f'<w:color w:val="{DARK}"/><w:u w:val="single"/>')
        + _character("Gap", "Gap", gap)
        + '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    )


def _character(identifier: str, name: str, properties: str) -> str:
    custom = "" if name in _BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="character"{custom} w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{properties}</w:rPr></w:style>'
    )


def _tables() -> str:
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 0), ("left", 85), ("bottom", 0), ("right", 85))
    )
    normal = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
    )
    return normal + "".join(
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{look}"><w:name w:val="{look[:-5]} Table"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
        for look, borders in TABLE_BORDERS.items()
    )


def _line(points: float, color: str) -> str:
    return f'w:val="single" w:sz="{round(points * 8)}" w:space="0" w:color="{color}"'


def _borders(outer: str, inner: str, sides: str) -> str:
    lines = {"top": outer, "left": sides, "bottom": outer, "right": sides, "insideH": inner, "insideV": inner}
    return "".join(f"<w:{side} {line}/>" for side, line in lines.items())


_NO_LINE = 'w:val="nil"'
_THIN, _BLACK, _GREY = _line(0.5, "9AA5B1"), _line(0.5, "222222"), _line(0.75, "8A94A3")
TABLE_BORDERS = {
    "DataTable": _borders(_line(1.25, DARK), _THIN, _NO_LINE),
    "FormTable": _borders(_BLACK, _BLACK, _BLACK),
    "BoxTable": _borders(_GREY, _NO_LINE, _GREY),
}
"""The lines of each kind of table; data tables are open at the sides."""
