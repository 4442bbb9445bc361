"""The print style sheets and fonts, parsed once per process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from multiprocessing.util import Finalize
from os import environ, getpid
from shutil import rmtree
from sys import is_finalizing
from threading import Lock
from typing import Any

from weasyprint import CSS
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration

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
    # Fontconfig reads this variable at the moment of the call and has no other way in.
    with _ENVIRONMENT, as_file(files(__package__) / "fontconfig.xml") as path:
        before = environ.get("FONTCONFIG_FILE")
        environ["FONTCONFIG_FILE"] = str(path)
        try:
            return _Fonts()
        finally:
            if before is None:
                del environ["FONTCONFIG_FILE"]
            else:
                environ["FONTCONFIG_FILE"] = before


class _Fonts(FontConfiguration):  # type: ignore[misc]  # WeasyPrint has no types
    """A configuration whose folder of font files goes when the process that made it ends, and not before.

    Left to itself WeasyPrint forgets the folder where a pool's process ends, and a forked process that drops its
    copy would take the folder from its parent.
    """

    def __init__(self) -> None:
        super().__init__()
        self._owner = getpid()
        Finalize(None, self._leave, exitpriority=0)

    def __del__(self, ending: Callable[[], bool] = is_finalizing, process: Callable[[], int] = getpid) -> None:
        # Bound as defaults: when the interpreter ends, the names of this module may be gone before the object.
        if not ending() and self._owner == process():
            super().__del__()

    def _leave(self) -> None:
        if self._folder:
            rmtree(self._folder, ignore_errors=True)
