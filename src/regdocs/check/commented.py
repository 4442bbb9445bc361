"""Where a value that is absent waits in study.yaml as a comment, as `regdocs new` leaves it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from regdocs.check.filing import Filing
from regdocs.finding import Finding
from regdocs.submission.inputs import STUDY
from regdocs.submission.path import segments


def at_comments(findings: Iterable[Finding], filing: Filing) -> Iterator[Finding]:
    """The findings; one on a field that is absent at the comment that holds it, where study.yaml has such a line."""
    positions = filing.submission.positions
    for finding in findings:
        place, path = finding.place, finding.place.path or ""
        above = positions.existing(path)
        if place.file == STUDY and above != path and place.column is not None:
            name = next((name for name, _ in segments(path[len(above) :].lstrip(".")) if name), None)
            line = filing.once(_comments).get((place.column, name or ""))
            if line is not None and line > (place.line or 0):
                finding = replace(finding, place=replace(place, line=line))
        yield finding


def _comments(filing: Filing) -> Mapping[tuple[int, str], int]:
    """The first line on which a field stands as a comment, by the column of the `#` and the field's name."""
    found: dict[tuple[int, str], int] = {}
    try:
        lines = (filing.submission.folder / STUDY).read_text("utf-8-sig").splitlines()
    except (OSError, ValueError):
        return found
    for number, line in enumerate(lines, 1):
        mark, comment, rest = line.partition("# ")
        name, colon, _ = rest.partition(":")
        if comment and colon and not mark.strip() and name.isidentifier():
            found.setdefault((len(mark) + 1, name), number)
    return found
