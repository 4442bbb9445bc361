"""The header part: fonts, shapes, numberings and styles that the text refers to by number."""

from __future__ import annotations

from regdocs.formats.hwpx.numbering import Numbering
from regdocs.formats.hwpx.shapes import Shapes
from regdocs.formats.hwpx.xml import DECLARATION, NAMESPACES
from regdocs.formats.office.escaping import attribute
from regdocs.template_set.style import Style

_LANGUAGES = ("HANGUL", "LATIN", "HANJA", "JAPANESE", "OTHER", "SYMBOL", "USER")
_KOREAN = 1042
_FONT_KIND = (
    '<hh:typeInfo familyType="FCAT_GOTHIC" weight="6" proportion="4" contrast="0" strokeVariation="1" armStyle="1"'
    ' letterform="1" midline="1" xHeight="1"/>'
)
KOREAN_NAMES = {
    "Normal": "바탕글",
    "BodyText": "본문",
    "Lead": "머리 문장",
    "Centered": "가운데",
    "RightAligned": "오른쪽",
    "Small": "작은 글",
    "Note": "참고",
    "Signature": "서명",
    "Title": "문서 제목",
    "Subtitle": "문서 부제목",
    "ListParagraph": "목록",
    "BoxText": "글상자 본문",
    "FootnoteText": "각주",
    "TableText": "표 내용",
    "TableHead": "표 제목",
    "Caption": "캡션",
    "Figure": "그림",
    "FigureCaption": "그림 캡션",
    "CaptionSource": "출처",
    "Spacer": "간격",
    "Break": "나눔",
    "Header": "머리말",
    "Footer": "꼬리말",
    "Notice": "안내 문구",
    "TOCHeading": "차례 제목",
    "TableofFigures": "표·그림 차례",
    "Subject": "공문 제목",
    "Enclosure": "붙임",
    "Enclosed": "붙임 항목",
    "Closing": "공문 끝",
}


def head_xml(style: Style, shapes: Shapes, numbering: Numbering, sections: int) -> str:
    """The part for a text of so many sections."""
    # A style may ask for a shape that no paragraph has.
    styles = "".join(_style(shapes, identifier) for identifier in shapes.looks)
    references = (
        f"{_fonts(style)}{_counted('borderFills', shapes.borders.xml(), len(shapes.borders))}"
        f"{_counted('charProperties', shapes.characters.xml(), len(shapes.characters))}"
        f"{_counted('tabProperties', shapes.tabs.xml(), len(shapes.tabs))}{numbering.xml()}"
        f"{_counted('paraProperties', shapes.paragraphs.xml(), len(shapes.paragraphs))}"
        f"{_counted('styles', styles, len(shapes.looks))}"
    )
    return (
        f'{DECLARATION}<hh:head {NAMESPACES} version="1.5" secCnt="{sections}">'
        '<hh:beginNum page="1" footnote="1" endnote="1" pic="1" tbl="1" equation="1"/>'
        f'<hh:refList>{references}</hh:refList><hh:compatibleDocument targetProgram="HWP201X"><hh:layoutCompatibility/>'
        '</hh:compatibleDocument><hh:docOption><hh:linkinfo path="" pageInherit="0" footnoteInherit="0"/></hh:docOption>'
        '<hh:trackchageConfig flags="56"/></hh:head>'
    )


def _counted(name: str, entries: str, count: int) -> str:
    return f'<hh:{name} itemCnt="{count}">{entries}</hh:{name}>'


def _fonts(style: Style) -> str:
    """Each language has its own list of the same fonts; those that a reader's machine lacks Hangul replaces."""
    faces = (style.word_font, "Consolas")
    fonts = "".join(
        f'<hh:font id="{number}" face="{attribute(face)}" type="TTF" isEmbedded="0">{_FONT_KIND}</hh:font>'
        for number, face in enumerate(faces)
    )
    lists = "".join(
        f'<hh:fontface lang="{language}" fontCnt="{len(faces)}">{fonts}</hh:fontface>' for language in _LANGUAGES
    )
    return _counted("fontfaces", lists, len(_LANGUAGES))


def _style(shapes: Shapes, identifier: str) -> str:
    look, number = shapes.looks[identifier], shapes.styles[identifier]
    following = shapes.styles.get(look.following, number)
    return (
        f'<hh:style id="{number}" type="PARA" name="{attribute(_korean(identifier, look.name))}"'
        f' engName="{attribute(look.name)}" paraPrIDRef="{shapes.paragraph(look)}"'
        f' charPrIDRef="{shapes.character(identifier)}" nextStyleIDRef="{following}" langID="{_KOREAN}" lockForm="0"/>'
    )


def _korean(identifier: str, name: str) -> str:
    """Hangul's own name of a style where it has one, so that its outline and contents find it."""
    for start, korean in (("Heading", "개요"), ("TOC", "차례")):
        depth = identifier.removeprefix(start)
        if depth.isdigit():
            return f"{korean} {depth}"
    if identifier.startswith("Cover"):
        return f"표지 {_korean(identifier.removeprefix('Cover'), name)}"
    return KOREAN_NAMES.get(identifier, name)
