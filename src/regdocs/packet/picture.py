"""A scanned picture as a PDF page: a JPEG's own bytes, a PNG's pixels, upright on A4."""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image, ImageFile, UnidentifiedImageError

from regdocs.packet.specification import Limits
from regdocs.packet.spoiled import SCAN_AGAIN, Spoiled, too_much

_LONG, _SHORT, _MARGIN = 841.89, 595.276, 28.35
_ORIENTATION = 0x0112
# EXIF's orientation as a matrix from the unit square of the stored picture to that of the upright one.
_UPRIGHT = {
    1: (1, 0, 0, 1, 0, 0), 2: (-1, 0, 0, 1, 1, 0), 3: (-1, 0, 0, -1, 1, 1), 4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1), 6: (0, -1, 1, 0, 0, 1), 7: (0, 1, 1, 0, 0, 0), 8: (0, 1, -1, 0, 1, 0),
}  # fmt: skip


def check(path: Path, limits: Limits) -> None:
    """Raises `Spoiled` for a picture that can't be read to its end, or is too large."""
    with _opened(path, limits) as picture, _whole():
        try:
            picture.load()
        except (OSError, SyntaxError, ValueError, zlib.error) as error:
            raise _damaged() from error


@contextmanager
def _whole() -> Iterator[None]:
    """Pillow refuses pictures that end too soon, also where WeasyPrint has told it to make do with them."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def to_pdf(path: Path, target: Path, limits: Limits) -> None:
    """Write the picture at `path` as a PDF of one page to `target`; the same picture gives the same bytes."""
    with _opened(path, limits) as picture, pikepdf.new() as pdf:
        orientation = picture.getexif().get(_ORIENTATION, 1)
        stored = _UPRIGHT.get(orientation, _UPRIGHT[1])
        width, height = picture.size if orientation < 5 else picture.size[::-1]
        image = pdf.make_indirect(_image(pdf, picture, path))
        page_width, page_height = (_LONG, _SHORT) if width > height else (_SHORT, _LONG)
        scale = min((page_width - 2 * _MARGIN) / width, (page_height - 2 * _MARGIN) / height)
        x, y = (page_width - width * scale) / 2, (page_height - height * scale) / 2
        matrix = " ".join(map(str, stored))
        content = f"q {width * scale:.3f} 0 0 {height * scale:.3f} {x:.3f} {y:.3f} cm {matrix} cm /Image Do Q"
        pdf.add_blank_page(page_size=(page_width, page_height))
        page = pdf.pages[0]
        page.obj.Resources = Dictionary(XObject=Dictionary(Image=image))
        page.obj.Contents = pdf.make_stream(content.encode())
        pdf.save(target, deterministic_id=True)


def _opened(path: Path, limits: Limits) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # The limit is ours and is asked for below.
            warnings.simplefilter("ignore")
            picture = Image.open(path, formats=("PNG", "JPEG"))
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        if isinstance(error, Image.DecompressionBombError):
            raise too_much("pixels", limits.pixels, limits.pixels) from error
        raise _damaged() from error
    if picture.width * picture.height > limits.pixels:
        pixels = picture.width * picture.height
        picture.close()
        raise too_much("pixels", pixels, limits.pixels)
    return picture


def _image(pdf: pikepdf.Pdf, picture: Image.Image, path: Path) -> pikepdf.Stream:
    if picture.format == "JPEG" and picture.mode in ("L", "RGB"):
        data, filters, mode = path.read_bytes(), Name.DCTDecode, picture.mode
    else:
        plain = _flat(picture)
        data, filters, mode = zlib.compress(plain.tobytes(), 6), Name.FlateDecode, plain.mode
    space = Name.DeviceGray if mode == "L" else Name.DeviceRGB
    return pikepdf.Stream(
        pdf,
        data,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=space,
        BitsPerComponent=8,
        Filter=filters,
    )


def _flat(picture: Image.Image) -> Image.Image:
    """The pixels in grey or colour of eight bits, on white where the picture is transparent."""
    if picture.mode in ("1", "L"):
        return picture.convert("L")
    if "A" in picture.mode or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        ground = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(ground, layered).convert("RGB")
    return picture.convert("RGB")


def _damaged() -> Spoiled:
    return Spoiled("damaged", "손상되어 읽을 수 없는 그림임", "is a damaged picture", SCAN_AGAIN)
