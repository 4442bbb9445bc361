"""OWPML as text: namespaces, lengths, and the smallest pieces of a paragraph."""

from __future__ import annotations

from regdocs.formats.office.escaping import escape

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>'
_HANCOM = "http://www.hancom.co.kr/hwpml"
PARAGRAPH, SECTION, HEAD, CORE, APP = (
    f"{_HANCOM}/2011/{name}" for name in ("paragraph", "section", "head", "core", "app")
)
VERSION = f"{_HANCOM}/2011/version"
PACKAGE = "http://www.idpf.org/2007/opf/"
CONFIG = "urn:oasis:names:tc:opendocument:xmlns:config:1.0"
CHARACTER_UNITS = f"{_HANCOM}/2016/HwpUnitChar"
"""The namespace that a `case` of a switch asks for: its lengths are true, those of the default are doubled."""
NAMESPACES = (
    f'xmlns:ha="{APP}" xmlns:hp="{PARAGRAPH}" xmlns:hp10="{_HANCOM}/2016/paragraph" xmlns:hs="{SECTION}"'
    f' xmlns:hc="{CORE}" xmlns:hh="{HEAD}" xmlns:hhs="{_HANCOM}/2011/history" xmlns:hm="{_HANCOM}/2011/master-page"'
    ' xmlns:hpf="http://www.hancom.co.kr/schema/2011/hpf" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    f' xmlns:opf="{PACKAGE}" xmlns:ooxmlchart="{_HANCOM}/2016/ooxmlchart" xmlns:hwpunitchar="{CHARACTER_UNITS}"'
    f' xmlns:epub="http://www.idpf.org/2007/ops" xmlns:config="{CONFIG}"'
)
"""All that Hangul itself declares at the head of each part, whether it is used there or not."""

_INSIDE = str.maketrans(
    {"\n": "<hp:lineBreak/>", "\t": '<hp:tab width="4000" leader="0" type="0"/>', "\xa0": "<hp:nbSpace/>"}
)


def units(millimetres: float) -> int:
    """A length in HWPUNIT, of which an inch has 7,200."""
    return round(millimetres * 7200 / 25.4)


def text(content: str) -> str:
    """Text inside a run; line breaks, tabs and spaces that don't break become elements."""
    return f"<hp:t>{escape(content).translate(_INSIDE)}</hp:t>"


def run(character: int, content: str) -> str:
    """A run with `content` (text, controls, objects) in the character shape of that id."""
    return f'<hp:run charPrIDRef="{character}">{content}</hp:run>'


def paragraph(shape: int, style: int, content: str, identifier: int = 0, page_break: bool = False) -> str:
    """A paragraph of runs in the paragraph shape and style of these ids, on a new page where it has a `page_break`."""
    return (
        f'<hp:p id="{identifier}" paraPrIDRef="{shape}" styleIDRef="{style}" pageBreak="{int(page_break)}"'
        f' columnBreak="0" merged="0">{content}</hp:p>'
    )


def list_of_paragraphs(content: str, align: str = "TOP", width: int = 0, height: int = 0) -> str:
    """Paragraphs inside something else: a cell, a note, a header."""
    return (
        f'<hp:subList id="" textDirection="HORIZONTAL" lineWrap="BREAK" vertAlign="{align}" linkListIDRef="0"'
        f' linkListNextIDRef="0" textWidth="{width}" textHeight="{height}" hasTextRef="0" hasNumRef="0">{content}</hp:subList>'
    )
