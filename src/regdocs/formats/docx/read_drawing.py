"""What a drawing of a Word file does to its page: covers text, is too small to see, shows only a part of its picture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from regdocs.formats.office.unpacked import whole
from regdocs.formats.rendered import Left

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_SHAPE = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}wsp"
_SHAPE_LOOK = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}spPr"
_VML = "{urn:schemas-microsoft-com:vml}"
_WRAP = "{urn:schemas-microsoft-com:office:word}wrap"
_CENTIMETRE = 360_000
_LEAST = _CENTIMETRE // 4
"""EMU: nobody sees what is smaller."""
_COVERS, _PICTURE_COVERS = 1.0, 60.0
"""Square centimetres: a smaller shape is an arrow or a mark, a smaller picture a seal or a logo."""
_OPAQUE = 50_000
_CUT = 25_000
"""Of 100,000: so much of a picture's width or height that is cut away changes what it shows."""
_BEHIND = re.compile(r"z-index:\s*-")
_MEASURE = re.compile(r"(width|height):\s*([\d.]+)pt")


def drawn_leftovers(element: etree._Element, holds_text: bool) -> Iterator[Left]:
    """What is to be told of a drawing; one that `holds_text` is told as a text box."""
    if any("Ink" in data.get("uri", "") for data in element.iter(f"{_A}graphicData")):
        yield Left.ANNOTATION
    if not holds_text and (_covers(element) or _vml_covers(element)):
        yield Left.COVER
    for cut in element.iter(f"{_A}srcRect"):
        sides = {side: whole(cut.get(side)) for side in "lrtb"}
        if sides["l"] + sides["r"] >= _CUT or sides["t"] + sides["b"] >= _CUT:
            yield Left.CROPPED


def is_too_small(element: etree._Element) -> bool:
    """Whether nobody can see what is drawn."""
    extent = next(element.iter(f"{_WP}extent"), None)
    return extent is not None and min(_size(extent)) < _LEAST


def _size(extent: etree._Element) -> tuple[int, int]:
    """Width and height in EMU."""
    try:
        return int(extent.get("cx", "0")), int(extent.get("cy", "0"))
    except ValueError:
        return 0, 0


def _covers(element: etree._Element) -> bool:
    """Whether a drawing lies before the text, which runs on below it, and lets nothing through."""
    for anchor in element.iterchildren(f"{_WP}anchor"):
        extent = anchor.find(f"{_WP}extent")
        if extent is None or anchor.find(f"{_WP}wrapNone") is None or anchor.get("behindDoc") in ("1", "true"):
            continue
        width, height = _size(extent)
        area = width * height / _CENTIMETRE**2
        shapes = [look for shape in anchor.iter(_SHAPE) for look in shape.iterchildren(_SHAPE_LOOK)]
        if area >= _COVERS and any(map(_is_filled, shapes)):
            return True
        if area >= _PICTURE_COVERS and next(anchor.iter(_PICTURE), None) is not None:
            return True
    return False


def _is_filled(look: etree._Element) -> bool:
    fill = look.find(f"{_A}solidFill")
    if fill is None:
        return look.find(f"{_A}blipFill") is not None
    return all(whole(alpha.get("val"), _OPAQUE) >= _OPAQUE for alpha in fill.iter(f"{_A}alpha"))


def _vml_covers(element: etree._Element) -> bool:
    """The same for a shape of old Word's, which is filled unless it says otherwise."""
    for shape in element.iter(f"{_VML}rect", f"{_VML}roundrect", f"{_VML}oval"):
        look = shape.get("style", "")
        size = {name: float(points) / 28.35 for name, points in _MEASURE.findall(look)}
        floats = "position:absolute" in look.replace(" ", "") and not _BEHIND.search(look)
        filled = shape.get("filled", "t") not in ("f", "false") and shape.find(f"{_VML}textbox") is None
        if floats and filled and shape.find(_WRAP) is None and size.get("width", 0) * size.get("height", 0) >= _COVERS:
            return True
    return False
