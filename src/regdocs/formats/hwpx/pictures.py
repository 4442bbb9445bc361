"""Pictures: PNG and JPEG as they are, SVG drawn as PNG, each standing in its line like a letter."""

from __future__ import annotations

from regdocs.document.block import Figure
from regdocs.finding import Place
from regdocs.formats.format import Resources
from regdocs.formats.office.escaping import escape
from regdocs.formats.office.pictures import found, raster, recognise

_FOLDER = "BinData/"
_PIXEL = 75
"""HWPUNIT of a pixel, of which Hangul takes 96 to the inch."""
_SUFFIXES = {"png": "png", "jpeg": "jpg"}


class Pictures:
    """The pictures of one document; the same file is embedded once."""

    def __init__(self, resources: Resources, font: str) -> None:
        self._resources = resources
        self._font = font
        self._drawn = 0
        self._identifiers: dict[bytes, str] = {}
        self.files: dict[str, bytes] = {}
        """By their names in the package."""

    def picture(self, figure: Figure, width: int, height: int, place: Place) -> str:
        """The figure, `figure.width` of `width` and at most `height` (HWPUNIT).

        Raises RenderingError where the file is absent, of another kind, or an SVG that reaches outside itself.
        """
        data = found(self._resources, figure, place)
        picture = recognise(data, figure.resource, place)
        if picture.suffix == "svg":
            picture = recognise(raster(data, figure.resource, self._font, place), figure.resource, place)
        identifier = self._embed(picture.data, picture.suffix)
        wide = width * min(1.0, max(0.05, figure.width))
        scale = min(1.0, height / (wide * picture.height / picture.width))
        self._drawn += 1
        size = max(1, round(wide * scale)), max(1, round(wide * scale * picture.height / picture.width))
        whole = round(picture.width * _PIXEL), round(picture.height * _PIXEL)
        return _object(self._drawn, identifier, size, whole, figure.alt)

    def _embed(self, data: bytes, suffix: str) -> str:
        known = self._identifiers.get(data)
        if known is None:
            known = self._identifiers[data] = f"image{len(self._identifiers) + 1}"
            self.files[f"{_FOLDER}{known}.{_SUFFIXES[suffix]}"] = data
        return known


def identifier_of(name: str) -> str:
    """By what the text calls the picture of that name in the package."""
    return name.removeprefix(_FOLDER).rpartition(".")[0]


def _object(number: int, identifier: str, size: tuple[int, int], whole: tuple[int, int], description: str) -> str:
    """The picture as large as `size`, with nothing cut off of the `whole` that its file is."""
    width, height = size
    same = 'e1="1" e2="0" e3="0" e4="0" e5="1" e6="0"'
    return (
        f'<hp:pic id="{number}" zOrder="0" numberingType="PICTURE" textWrap="TOP_AND_BOTTOM" textFlow="BOTH_SIDES" lock="0"'
        f' dropcapstyle="None" href="" groupLevel="0" instid="{number}" reverse="0"><hp:offset x="0" y="0"/>'
        f'<hp:orgSz width="{width}" height="{height}"/><hp:curSz width="{width}" height="{height}"/>'
        '<hp:flip horizontal="0" vertical="0"/>'
        f'<hp:rotationInfo angle="0" centerX="{width // 2}" centerY="{height // 2}" rotateimage="1"/>'
        f"<hp:renderingInfo><hc:transMatrix {same}/><hc:scaMatrix {same}/><hc:rotMatrix {same}/></hp:renderingInfo>"
        f'<hp:imgRect><hc:pt0 x="0" y="0"/><hc:pt1 x="{width}" y="0"/><hc:pt2 x="{width}" y="{height}"/>'
        f'<hc:pt3 x="0" y="{height}"/></hp:imgRect><hp:imgClip left="0" right="{whole[0]}" top="0" bottom="{whole[1]}"/>'
        '<hp:inMargin left="0" right="0" top="0" bottom="0"/>'
        f'<hp:imgDim dimwidth="{whole[0]}" dimheight="{whole[1]}"/>'
        f'<hc:img binaryItemIDRef="{identifier}" bright="0" contrast="0" effect="REAL_PIC" alpha="0"/><hp:effects/>'
        f'<hp:sz width="{width}" widthRelTo="ABSOLUTE" height="{height}" heightRelTo="ABSOLUTE" protect="0"/>'
        '<hp:pos treatAsChar="1" affectLSpacing="0" flowWithText="1" allowOverlap="0" holdAnchorAndSO="0"'
        ' vertRelTo="PARA" horzRelTo="COLUMN" vertAlign="TOP" horzAlign="LEFT" vertOffset="0" horzOffset="0"/>'
        '<hp:outMargin left="0" right="0" top="0" bottom="0"/>'
        f"<hp:shapeComment>{escape(description)}</hp:shapeComment></hp:pic>"
    )
