"""What the bytes of a PDF depend on beside the document: the libraries, the fonts, the sheets and this program."""

from __future__ import annotations

import ctypes
import zlib
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

from regdocs.formats.pdf.css import texts
from regdocs.formats.pdf.fonts import FontLibrary
from regdocs.template_set.style import Style

PACKAGES = ("weasyprint", "pydyf", "tinycss2", "cssselect2", "pyphen", "pillow", "fonttools")
PANGO = ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll", "pango-1.0")
HARFBUZZ = ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll", "harfbuzz")
OWN_CODE = ("regdocs.formats.html", "regdocs.formats.pdf", "regdocs.document")


def fingerprint(style: Style, fonts: FontLibrary, style_sheet: str | None) -> str:
    """A SHA-256 in hexadecimal that changes whenever the same document could give other bytes.

    It covers library versions, the fonts' contents, all CSS and the source of the rooms that draw. It loads no
    WeasyPrint, so that a build with nothing to do stays quick. A document's own bytes and figures come on top.
    """
    parts = [f"{name}={number}" for name, number in sorted(versions().items())]
    parts += [f"{face.family}:{face.bold}:{face.sha256}" for face in fonts.faces]
    parts += [sha256(text.encode()).hexdigest() for text in texts(style, fonts, style_sheet)]
    parts.append(_own_code())
    return sha256("\n".join(parts).encode()).hexdigest()


@cache
def versions() -> dict[str, str]:
    """The version of each library that takes part; "absent" for one that this machine lacks."""
    found = {name: _package(name) for name in PACKAGES}
    found["pango"] = _library(PANGO, "pango_version_string")
    found["harfbuzz"] = _library(HARFBUZZ, "hb_version_string")
    found["zlib"] = zlib.ZLIB_RUNTIME_VERSION
    return found


def _package(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


def _library(names: tuple[str, ...], function: str) -> str:
    for name in names:
        try:
            call = getattr(ctypes.CDLL(name), function)
        except (OSError, AttributeError):
            continue
        call.restype = ctypes.c_char_p
        number: bytes = call()
        return number.decode("ascii")
    return "absent"


@cache
def _own_code() -> str:
    digest = sha256()
    for package in OWN_CODE:
        for file in sorted(files(package).iterdir(), key=lambda file: file.name):
            if _is_source(file):
                digest.update(f"{package}/{file.name}\n".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _is_source(file: Traversable) -> bool:
    return file.is_file() and file.name.endswith((".py", ".css", ".xml"))
