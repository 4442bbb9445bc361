"""The packet's page numbers: a small embedded font, and the content that puts a number on a page of any shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

from regdocs.formats.pdf.fonts import FontLibrary

_LABEL = "통합"
_CHARACTERS = f"{_LABEL} 0123456789,/"
_SIZE = 7.5
_BASELINE = 11.0
"""Points above the lower edge, on A4."""
_INDENT = 56.7
_A4_WIDTH = 595.276
_TAG = "RGDSTP"
_TABLES = {"GlyphOrder", "head", "hhea", "maxp", "hmtx", "cmap", "loca", "glyf", "OS/2"}


@dataclass(frozen=True, slots=True)
class Pen:
    """The stamp's font as it stands in one PDF, with each character's glyph and width in thousandths."""

    font: pikepdf.Object
    glyphs: Mapping[str, int]
    widths: Mapping[str, int]

    def width(self, text: str) -> float:
        """The width of `text` in points at the stamp's size."""
        return sum(self.widths[character] for character in text) * _SIZE / 1000

    def encoded(self, text: str) -> str:
        """`text` as a hexadecimal string of glyph numbers."""
        return "".join(f"{self.glyphs[character]:04X}" for character in text)


def pen(pdf: pikepdf.Pdf, fonts: FontLibrary) -> Pen:
    """Embed the characters that stamps need in `pdf`; the same font file gives the same bytes."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    face = next(face for face in fonts.faces if face.bold) if any(face.bold for face in fonts.faces) else fonts.faces[0]
    with TTFont(BytesIO(face.read()), recalcTimestamp=False, lazy=True) as font:
        # All that a stamp doesn't draw with goes, also tables that the subsetter doesn't know.
        dropped = sorted(set(font.keys()) - _TABLES)
        options = Options(hinting=False, notdef_outline=True, layout_features=[], name_IDs=[], drop_tables=dropped)
        subsetter = Subsetter(options)
        subsetter.populate(text=_CHARACTERS)
        subsetter.subset(font)
        stream = BytesIO()
        font.save(stream)
    with TTFont(BytesIO(stream.getvalue())) as small:
        scale = 1000 / small["head"].unitsPerEm
        names = small.getBestCmap()
        glyphs = {character: small.getGlyphID(names[ord(character)]) for character in _CHARACTERS}
        advances = small["hmtx"].metrics
        widths = {character: round(advances[names[ord(character)]][0] * scale) for character in _CHARACTERS}
        box = [round(small["head"].__dict__[side] * scale) for side in ("xMin", "yMin", "xMax", "yMax")]
        ascent, descent = round(small["hhea"].ascent * scale), round(small["hhea"].descent * scale)
        missing = round(advances[small.getGlyphOrder()[0]][0] * scale)
    base = Name(f"/{_TAG}+{''.join(character for character in face.family if character.isalnum())}")
    file = pdf.make_stream(stream.getvalue(), Length1=len(stream.getvalue()))
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=base, Flags=4, FontBBox=Array(box), ItalicAngle=0, Ascent=ascent,
        Descent=descent, CapHeight=ascent, StemV=120, MissingWidth=missing, FontFile2=file,
    )  # fmt: skip
    listed = sorted((glyphs[character], widths[character]) for character in set(_CHARACTERS))
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=base,
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        CIDToGIDMap=Name.Identity,
        DW=missing,
        W=Array([part for glyph, width in listed for part in (glyph, Array([width]))]),
    )
    font_dictionary = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=base,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
        ToUnicode=pdf.make_stream(_to_unicode(glyphs)),
    )
    return Pen(pdf.make_indirect(font_dictionary), glyphs, widths)


def text(number: int, total: int) -> str:
    """What is stamped on a page."""
    return f"{_LABEL} {number:,} / {total:,}"


def content(page: pikepdf.Page, stamped: str, pen: Pen, font: str) -> bytes:
    """The content that sets `stamped` at the foot of a page as a reader sees it, turned and cropped.

    It is an artifact (ISO 32000-1, 14.8.2.2), on a ground of white so that it can be read on a scan too.
    """
    matrix, width, height = _seen(page)
    # By the shorter side: a page on its side is printed on the same paper.
    scale = min(max(min(width, height) / _A4_WIDTH, 0.5), 6.0)
    length = pen.width(stamped)
    x = width / scale - _INDENT - length
    ground = f"1 g {x - 3:.2f} {_BASELINE - 3.5:.2f} {length + 6:.2f} {_SIZE + 4:.2f} re f"
    glyphs = f"BT 0.12 0.23 0.37 rg /{font} {_SIZE} Tf {x:.2f} {_BASELINE:.2f} Td <{pen.encoded(stamped)}> Tj ET"
    placed = " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in matrix)
    return f"/Artifact <</Type /Pagination>> BDC q {placed} cm {scale:.4f} 0 0 {scale:.4f} 0 0 cm {ground} {glyphs} Q EMC".encode()


def _seen(page: pikepdf.Page) -> tuple[tuple[float, ...], float, float]:
    """The matrix from what a reader sees (origin at the lower left) to the page's own space, and the seen size."""
    left, bottom, right, top = _visible(page)
    width, height = right - left, top - bottom
    match int(page.obj.get("/Rotate", 0)) % 360:
        case 90:
            return (0, 1, -1, 0, right, bottom), height, width
        case 180:
            return (-1, 0, 0, -1, right, top), width, height
        case 270:
            return (0, -1, 1, 0, left, top), height, width
        case _:
            return (1, 0, 0, 1, left, bottom), width, height


def _visible(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """The crop box within the media box, its corners in order."""
    media, crop = _corners(page.mediabox), _corners(page.cropbox)
    inside = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    return inside if inside[0] < inside[2] and inside[1] < inside[3] else media


def _corners(box: pikepdf.Object) -> tuple[float, float, float, float]:
    x, y, other_x, other_y = (float(value) for value in box)
    return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)


def _to_unicode(glyphs: Mapping[str, int]) -> bytes:
    pairs = "\n".join(f"<{glyph:04X}> <{ord(character):04X}>" for character, glyph in sorted(glyphs.items()))
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{len(glyphs)} beginbfchar\n{pairs}\nendbfchar\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()
