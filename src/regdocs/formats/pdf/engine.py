"""WeasyPrint as regdocs drives it: its own small sheet of elements, one pass of serialising, no idle collecting."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML
from weasyprint.css import ColorProfile

from regdocs.formats.pdf.fetcher import Fetcher
from regdocs.formats.pdf.metadata import with_universal_access
from regdocs.formats.pdf.sheets import Sheets

COLORS = "screen"
"""The name of the colour profile; under its own name, "srgb", WeasyPrint opens the file itself and leaves it open."""


class PrintPage(HTML):  # type: ignore[misc]  # WeasyPrint has no types
    """An element tree to lay out; it has been read as XML, so WeasyPrint's slower reader of any HTML isn't needed."""

    def __init__(self, root: Element, fetcher: Fetcher) -> None:
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = ElementWrapper.from_html_root(root)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
        return [_elements_sheet()]


def rendered(page: PrintPage, sheets: Sheets) -> Any:
    """WeasyPrint's document of `page`: laid out, with nothing drawn yet."""
    document = page.render(
        font_config=sheets.fonts,
        counter_style=sheets.counters.copy(),
        stylesheets=sheets.css,
        color_profiles={COLORS: _color_profile()},
        output_intent=COLORS,
    )
    for sheet in document.pages:
        # WeasyPrint gives the parts of a link (a raised digit) annotations of their own, which no tag would hold
        # (PDF/UA-1, 7.18.5); the link's own box covers them.
        sheet.links = [link for link in sheet.links if link[-1].link]
    return document


def pdf(rendered: Any, *, tagged: bool, finish: Callable[[], None]) -> bytes:
    """What `rendered` gave as bytes: PDF/A-2a with the PDF/UA-1 identifier, or plain PDF 1.7 if not tagged.

    `finish` is called when the structure tree is there and nothing is serialised yet.
    """

    def finisher(document: Any, file: Any) -> None:
        finish()
        file.objects[:] = [_Serialised(found) for found in file.objects]

    metadata = rendered.metadata
    metadata.generate_rdf_metadata = with_universal_access(metadata.generate_rdf_metadata)
    options = {"pdf_variant": "pdf/a-2a"} if tagged else {"pdf_identifier": True, "pdf_version": "1.7"}
    data: bytes = rendered.write_pdf(finisher=finisher, output_intent=COLORS, **options)
    return data


@contextmanager
def uncollected() -> Iterator[None]:
    """Keeps Python's cycle collector still meanwhile.

    A layout makes millions of objects and hardly a dead cycle before its end: the collector's rounds take a third of
    the time and free nothing.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Serialised(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """A PDF object as bytes: pydyf would serialise and compress each twice, to write it and for the file's identifier."""

    def __init__(self, original: Any) -> None:
        self.number = original.number
        self.offset = original.offset
        self.generation = original.generation
        self.free = original.free
        self._compressible = original.compressible
        self._data = b"" if original.free == "f" else original.data

    @property
    def data(self) -> bytes:
        return self._data

    @property
    def compressible(self) -> bool:
        return bool(self._compressible)


class _PDF(pydyf.PDF):  # type: ignore[misc]
    """A PDF file whose page references are made once a page, not once a page for each element of the structure tree."""

    @property
    def page_references(self) -> tuple[bytes, ...]:
        known: tuple[bytes, ...] = self.__dict__.get("_references", ())
        numbers = self.pages["Kids"][3 * len(known) :: 3]
        if numbers:
            self._references = known = known + tuple(b"%d 0 R" % number for number in numbers)
        return known


# WeasyPrint names this class where it begins a file and takes no other.
pydyf.PDF = _PDF


@cache
def _elements_sheet() -> Any:
    return CSS(string=(files(__package__) / "elements.css").read_text(encoding="utf-8"), url_fetcher=Fetcher({}))


def _color_profile() -> Any:
    data = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    return ColorProfile(BytesIO(data), "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))
