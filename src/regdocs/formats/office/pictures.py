"""Pictures that a file embeds: PNG and JPEG as they are, SVG as it is or drawn as PNG."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lxml import etree

from regdocs.document.block import Figure
from regdocs.finding import Place
from regdocs.formats.format import Resources
from regdocs.formats.office.refusal import refusal
from regdocs.language import Bilingual

_RASTER_WIDTH = 1600
"""How many pixels wide the picture beside an SVG is: some 240 to the inch over the whole text width."""
_FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:/Windows/Fonts",
)
_LENGTH = re.compile(r"\s*([0-9.]+)\s*(px|pt|mm|cm|in)?\s*")
_PIXELS = {"px": 1.0, None: 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


@dataclass(frozen=True, slots=True)
class Picture:
    """A file as it is embedded; width and height are in a common unit, only their ratio counts."""

    suffix: str
    data: bytes
    width: float
    height: float


def raster(data: bytes, name: str, font: str, place: Place) -> bytes:
    """The PNG of an SVG; raises RenderingError where it can't be drawn."""
    try:
        return _drawn(data, font)
    except ImportError:
        message = Bilingual(
            f"SVG 그림 {name}을(를) 파일에 넣으려면 resvg-py가 필요합니다.",
            f"the SVG figure {name} needs resvg-py to be put into the file",
        )
        remedy = Bilingual("pip install regdocs를 다시 실행하십시오.", "Run pip install regdocs again.")
        raise refusal("svg-library", message, place, remedy) from None
    except ValueError as error:
        message = Bilingual(
            f"SVG 그림 {name}을(를) 그릴 수 없습니다: {error}", f"the SVG figure {name} can't be drawn: {error}"
        )
        raise refusal("figure-broken", message, place) from error


@lru_cache(maxsize=64)
def _drawn(data: bytes, font: str) -> bytes:
    import resvg_py

    return resvg_py.svg_to_bytes(
        svg_string=data.decode("utf-8-sig"),
        width=_RASTER_WIDTH,
        background="#ffffff",
        skip_system_fonts=True,
        font_dirs=[folder for folder in _FONT_FOLDERS if Path(folder).is_dir()],
        font_family=font,
        sans_serif_family=font,
        serif_family=font,
        languages=["ko", "en"],
    )


def found(resources: Resources, figure: Figure, place: Place) -> bytes:
    """The figure's file; raises RenderingError where it is absent."""
    data = resources.get(figure.resource)
    if data is None:
        message = Bilingual(f"그림 파일이 없습니다: {figure.resource}", f"no such figure: {figure.resource}")
        raise refusal("figure-missing", message, place)
    return data


def recognise(data: bytes, name: str, place: Place) -> Picture:
    """The picture with its proportions, read from its own header and not from its name."""
    size: tuple[float, float] | None = None
    suffix = ""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) > 24:
        suffix, size = "png", (int.from_bytes(data[16:20]), int.from_bytes(data[20:24]))
    elif data.startswith(b"\xff\xd8"):
        suffix, size = "jpeg", _jpeg_size(data)
    elif b"<svg" in data[:4096]:
        suffix, size = "svg", _svg_size(data, name, place)
    if not size or min(size) <= 0:
        message = Bilingual(
            f"그림 {name}은(는) PNG, JPEG, SVG가 아니거나 손상되었습니다.",
            f"figure {name} is no PNG, JPEG or SVG, or is damaged",
        )
        raise refusal("figure-broken", message, place)
    return Picture(suffix, data, *size)


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Width and height from the frame header (ITU-T T.81, B.2.2)."""
    position = 2
    while position + 9 < len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(data[position + 7 : position + 9]), int.from_bytes(data[position + 5 : position + 7])
        position += 2 + int.from_bytes(data[position + 2 : position + 4])
    return None


def _svg_size(data: bytes, name: str, place: Place) -> tuple[float, float] | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    if _reaches_outside(root):
        message = Bilingual(
            f"SVG 그림 {name}에 스크립트, 엔티티 또는 외부 파일 참조가 있습니다.",
            f"the SVG figure {name} holds a script, an entity or a reference to another file",
        )
        raise refusal("figure-unsafe", message, place)
    width, height = (_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height"))
    if width and height:
        return float(width[1]) * _PIXELS[width[2]], float(height[1]) * _PIXELS[height[2]]
    box = root.get("viewBox", "").replace(",", " ").split()
    try:
        return (float(box[2]), float(box[3])) if len(box) == 4 else None
    except ValueError:
        return None


def _reaches_outside(root: etree._Element) -> bool:
    if root.getroottree().docinfo.internalDTD is not None:
        return True
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if etree.QName(element).localname in ("script", "foreignObject"):
            return True
        for name, value in element.attrib.items():
            bare = str(name).rpartition("}")[2]
            if bare.startswith("on") or (bare == "href" and not str(value).startswith(("#", "data:image/"))):
                return True
    return False
