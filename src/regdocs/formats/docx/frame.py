"""The parts around the text: settings, font table, theme and properties of the file."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from docx.opc.coreprops import CoreProperties
from docx.oxml.coreprops import CT_CoreProperties
from lxml import etree

from regdocs.document.document import Document
from regdocs.formats.docx.package import Package, Relationships
from regdocs.formats.docx.xml import DECLARATION, MAIN
from regdocs.formats.office.escaping import attribute
from regdocs.formats.office.looks import DARK
from regdocs.template_set.style import Style

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_COLORS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": DARK,
    "lt2": "E8EDF3",
    "accent1": DARK,
    "accent2": "9A5B1A",
    "accent3": "5B7F3A",
    "accent4": "7A4E8A",
    "accent5": "2F7F8F",
    "accent6": "8A8A8A",
    "hlink": DARK,
    "folHlink": "7A4E8A",
}
_LONGEST_PROPERTY = 255
_COMPATIBILITY = "".join(
    f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
    for name, value in (
        ("compatibilityMode", 15),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
        ("differentiateMultirowTableHeaders", 1),
    )
)


def add_settings(package: Package, relations: Relationships, update_fields: bool) -> None:
    """Adds the settings; with `update_fields` Word asks on opening whether it may compute all fields."""
    update = "<w:updateFields/>" if update_fields else ""
    package.add(
        "word/settings.xml",
        f'{DECLARATION}<w:settings xmlns:w="{MAIN}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="800"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/>{update}<w:footnotePr><w:footnote w:id="-1"/>'
        f'<w:footnote w:id="0"/></w:footnotePr><w:compat><w:doNotExpandShiftReturn/>{_COMPATIBILITY}</w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="ko-KR"/><w:decimalSymbol w:val="."/>'
        '<w:listSeparator w:val=","/></w:settings>',
        f"{_WORD}.settings+xml",
    )
    relations.add("settings", "settings.xml")


def add_fonts(package: Package, relations: Relationships, style: Style) -> None:
    """Adds the font table: the Korean font with its name outside Korea, since machines know one or the other."""
    package.add(
        "word/fontTable.xml",
        f'{DECLARATION}<w:fonts xmlns:w="{MAIN}"><w:font w:name="{attribute(style.word_font)}">'
        f'<w:altName w:val="{attribute(style.word_font_latin)}"/><w:charset w:val="81"/><w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>',
        f"{_WORD}.fontTable+xml",
    )
    relations.add("fontTable", "fontTable.xml")


def add_theme(package: Package, relations: Relationships, style: Style) -> None:
    """Adds the theme that Word requires; no style takes colours or fonts from it, but new shapes and charts do."""
    package.add("word/theme/theme1.xml", _theme(style.word_font), _THEME)
    relations.add("theme", "theme/theme1.xml")


@lru_cache(maxsize=16)
def _theme(font: str) -> str:
    name = attribute(font)
    faces = f'<a:latin typeface="{name}"/><a:ea typeface="{name}"/><a:cs typeface="{name}"/>'
    colors = "".join(f'<a:{slot}><a:srgbClr val="{color}"/></a:{slot}>' for slot, color in _COLORS.items())
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{DECLARATION}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="regdocs">'
        f'<a:themeElements><a:clrScheme name="regdocs">{colors}</a:clrScheme><a:fontScheme name="regdocs">'
        f"<a:majorFont>{faces}</a:majorFont><a:minorFont>{faces}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="regdocs"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


def add_properties(package: Package, relations: Relationships, document: Document) -> None:
    """Adds the properties that Word and file managers show; dates are the document's own."""
    element = CT_CoreProperties.new()
    properties = CoreProperties(element)
    for name, text in (
        ("title", document.title.text(document.language)),
        ("subject", document.study),
        ("author", document.author),
        ("last_modified_by", document.author),
        ("identifier", document.number),
        ("version", document.revision),
        ("language", "ko-KR" if document.language == "ko" else "en-US"),
    ):
        if text:
            setattr(properties, name, text[:_LONGEST_PROPERTY])
    date = _date(document.date)
    if date:
        properties.created = properties.modified = date
    properties.revision = 1
    package.add(
        "docProps/core.xml",
        etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True),
        "application/vnd.openxmlformats-package.core-properties+xml",
    )
    relations.add(_CORE, "docProps/core.xml")
    package.add(
        "docProps/app.xml",
        f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>regdocs</Application></Properties>",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    )
    relations.add("extended-properties", "docProps/app.xml")


def _date(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        return None
