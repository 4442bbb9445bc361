"""The print style sheets and fonts, parsed once per process, and the page geometry of a style."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from os import environ
from threading import Lock
from typing import Any

from regdocs.formats.html.style import quoted, sheet
from regdocs.formats.pdf.fetcher import Fetcher
from regdocs.formats.pdf.fonts import FontLibrary
from regdocs.template_set.style import Style

_ENVIRONMENT = Lock()


@dataclass(frozen=True, slots=True)
class Sheets:
    """WeasyPrint's parsed style sheets, with the fonts and list markers that they define."""

    css: tuple[Any, ...]
    fonts: Any
    counters: Any


@lru_cache(maxsize=4)
def parsed(style: Style, fonts: FontLibrary, style_sheet: str | None) -> Sheets:
    """The sheets for one look; a second document with the same look gets the same object.

    `style_sheet` is the template set's own CSS, after ours; it can name no file and no address.
    """
    from weasyprint import CSS  # type: ignore[import-untyped]
    from weasyprint.css.counters import CounterStyle  # type: ignore[import-untyped]

    configuration = _font_configuration()
    counters = CounterStyle()
    fetcher = Fetcher({f"font:{index}": face.read() for index, face in enumerate(fonts.faces)})
    css = tuple(
        CSS(string=text, url_fetcher=fetcher, font_config=configuration, counter_style=counters)
        for text in texts(style, fonts, style_sheet)
    )
    return Sheets(css, configuration, counters)


def texts(style: Style, fonts: FontLibrary, style_sheet: str | None) -> tuple[str, ...]:
    """The CSS texts of one look, in cascading order."""
    return (_faces(fonts), sheet(style), _geometry(style), _print_sheet(), style_sheet or "")


def _faces(fonts: FontLibrary) -> str:
    return "\n".join(
        f'@font-face {{ font-family: "{quoted(face.family)}"; src: url("font:{index}");'
        f" font-weight: {'bold' if face.bold else 'normal'} }}"
        for index, face in enumerate(fonts.faces)
    )


def _geometry(style: Style) -> str:
    page = style.page
    margin = f"{page.top:g}mm {page.right:g}mm {page.bottom:g}mm {page.left:g}mm"
    families = ", ".join(f'"{quoted(font.family)}"' for font in style.print_fonts)
    return (
        f"@page {{ size: {page.width:g}mm {page.height:g}mm; margin: {margin}; font-family: {families} }}\n"
        f"@page landscape {{ size: {page.height:g}mm {page.width:g}mm }}\n"
        f"html {{ font-family: {families} }}\n"
    )


@cache
def _print_sheet() -> str:
    return (files(__package__) / "print.css").read_text(encoding="utf-8")


def _font_configuration() -> Any:
    """A font configuration that knows no font of the machine: what isn't configured can't be embedded."""
    from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]

    # Fontconfig reads this variable at the moment of the call and has no other way in.
    with _ENVIRONMENT, as_file(files(__package__) / "fontconfig.xml") as path:
        before = environ.get("FONTCONFIG_FILE")
        environ["FONTCONFIG_FILE"] = str(path)
        try:
            return FontConfiguration()
        finally:
            if before is None:
                del environ["FONTCONFIG_FILE"]
            else:
                environ["FONTCONFIG_FILE"] = before
