"""Every reporter by the name of its format (see `formats`)."""

from __future__ import annotations

from collections.abc import Callable

from regdocs.check.report import as_json, github, junit, markdown, page, sarif, text
from regdocs.check.report.run import Run

REPORTERS: dict[str, Callable[[Run], str]] = {
    "text": text.write,
    "json": as_json.write,
    "junit": junit.write,
    "sarif": sarif.write,
    "github": github.write,
    "markdown": markdown.write,
    "html": page.write,
}
