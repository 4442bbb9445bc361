"""The print style sheets and fonts, parsed once per process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from os import environ
from threading import Lock
from typing import Any

from regdocs.formats.pdf.css import texts
from regdocs.formats.pdf.errors import errors_reported
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
    Raises `RenderingError` where it does.
    """
    from weasyprint import CSS
    from weasyprint.css.counters import CounterStyle

    configuration = _font_configuration()
    counters = CounterStyle()
    fetcher = Fetcher({f"font:{index}": face.read() for index, face in enumerate(fonts.faces)})
    with errors_reported(None):
        css = tuple(
            CSS(string=text, url_fetcher=fetcher, font_config=configuration, counter_style=counters)
            for text in texts(style, fonts, style_sheet)
        )
    return Sheets(css, configuration, counters)


def _font_configuration() -> Any:
    """A font configuration that knows no font of the machine: what isn't configured can't be embedded."""
    from weasyprint.text.fonts import FontConfiguration

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
