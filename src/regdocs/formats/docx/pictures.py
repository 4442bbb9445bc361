"""Pictures: PNG and JPEG as they are, SVG with a PNG beside it for readers that draw none."""

from __future__ import annotations

from hashlib import blake2s

from regdocs.document.block import Figure
from regdocs.finding import Place
from regdocs.formats.docx.package import Package, Relationships
from regdocs.formats.format import Resources
from regdocs.formats.office.escaping import attribute
from regdocs.formats.office.pictures import Picture, found, raster, recognise

_BESIDE = 1_000_000
_EMU = 635
"""English metric units in a twip."""
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_SVG_EXTENSION = (
    '<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip'
    ' xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{relation}"/></a:ext></a:extLst>'
)


class Pictures:
    """The pictures of one document; the same file is embedded once."""

    def __init__(
        self, resources: Resources, relations: Relationships, font: str, beside: Pictures | None = None
    ) -> None:
        """`beside` are those of other resources in the same file: files are shared, and ids go on from another place."""
        self._resources = resources
        self._relations = relations
        self._font = font
        self._files: dict[str, bytes] = beside._files if beside else {}
        self._drawn = _BESIDE if beside else 0

    def run(self, figure: Figure, width: int, height: int, place: Place) -> str:
        """A run with the figure, `figure.width` of `width` and at most `height` (twips).

        Raises RenderingError where the file is absent, of another kind, or an SVG that reaches outside itself.
        """
        data = found(self._resources, figure, place)
        picture = recognise(data, figure.resource, place)
        extension = ""
        if picture.suffix == "svg":
            relation = self._embed(picture.data, "svg")
            extension = _SVG_EXTENSION.format(relation=relation)
            picture = Picture("png", raster(data, figure.resource, self._font, place), picture.width, picture.height)
        wide = width * min(1.0, max(0.05, figure.width))
        scale = min(1.0, height / (wide * picture.height / picture.width))
        size = round(wide * scale * _EMU), max(1, round(wide * scale * picture.height / picture.width * _EMU))
        self._drawn += 1
        return _drawing(self._drawn, self._embed(picture.data, picture.suffix), extension, size, figure)

    def add_parts(self, package: Package) -> None:
        for name, data in self._files.items():
            package.add(name, data)

    def _embed(self, data: bytes, suffix: str) -> str:
        name = f"media/{blake2s(data, digest_size=8).hexdigest()}.{suffix}"
        self._files["word/" + name] = data
        return self._relations.add("image", name)


def _drawing(identifier: int, relation: str, extension: str, size: tuple[int, int], figure: Figure) -> str:
    extent = f'cx="{size[0]}" cy="{size[1]}"'
    named = f'id="{identifier}" name="{attribute(figure.resource)}" descr="{attribute(figure.alt)}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr {named}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}">{extension}</a:blip><a:stretch><a:fillRect/>'
        f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
