"""Every reporter by the name of its format, with the file that it writes where several go to one folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from regdocs.check.report import as_json, github, junit, markdown, page, sarif, text
from regdocs.check.report.run import Run


@dataclass(frozen=True, slots=True)
class Reporter:
    """A form that a run can be told in."""

    file: str
    write: Callable[[Run], str]


REPORTERS = {
    "text": Reporter("findings.txt", text.write),
    "json": Reporter("findings.json", as_json.write),
    "junit": Reporter("junit.xml", junit.write),
    "sarif": Reporter("findings.sarif", sarif.write),
    "github": Reporter("findings.github.txt", github.write),
    "markdown": Reporter("findings.md", markdown.write),
    "html": Reporter("coverage.html", page.write),
}
