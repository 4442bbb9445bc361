"""What a field of a value says of its origin: the paths and the format that `fields` wrote into its help."""

from __future__ import annotations

from lxml import etree

from regdocs.formats.hwpx.fields import BEFORE_FORMAT, BETWEEN_PATHS, NO_VALUE, ORIGIN
from regdocs.formats.hwpx.opened import P
from regdocs.formats.rendered import Control


def control_of(begin: etree._Element, text: str) -> Control:
    """The value in a field; one that isn't ours, or lost its help, names no path."""
    name, help_text = begin.get("name", ""), ""
    for parameter in begin.iter(f"{P}stringParam"):
        if parameter.get("name") == "HelpState":
            help_text = parameter.text or ""
    for start, gap in ((ORIGIN, False), (NO_VALUE, True)):
        if help_text.startswith(start):
            paths, _, form = help_text.removeprefix(start).partition(BEFORE_FORMAT)
            return Control(text, name, tuple(paths.split(BETWEEN_PATHS)), form, None, gap)
    return Control(text, name)
