"""Where in the narrative a finding on a paper is to be mended: the heading that it concerns, or the file to write."""

from __future__ import annotations

import re
from dataclasses import replace

from regdocs.check.filing import Filing
from regdocs.check.rendered.spelling import bare
from regdocs.compose.prose import written
from regdocs.document.document import Section
from regdocs.finding import Place
from regdocs.submission.narrative import FOLDER, Narrative

_HEADING = re.compile(r"^#{1,6}[ \t]+(?P<title>.+?)[ \t]*(?:\{#[^}]*\})?[ \t]*#*[ \t]*$", re.MULTILINE)


def heading_in_narrative(filing: Filing, place: Place) -> Place:
    """The place with file and line of the heading where a writer made that section; as it is where a template did."""
    narrative = _narrative(filing, place)
    section = _section(filing, place) if narrative is not None else None
    found = _heading(narrative, section.title.ko) if narrative is not None and section is not None else None
    return replace(place, file=found.file, line=found.line, column=found.column) if found else place


def narrative_to_write(filing: Filing, place: Place) -> Place:
    """The place with the narrative file that the section takes its prose from; as it is where it takes none."""
    if place.document is None or place.section is None:
        return place
    file = f"{FOLDER}/{place.document}/{place.section}.md"
    return replace(place, file=file) if _asks(filing, place.document, place.section) else place


def part_to_write(filing: Filing, place: Place, path: str) -> Place:
    """The place with the heading of the part that `path` names (`narrative/<document>/<section>.md#<part>`), or its file."""
    file, _, name = path.partition("#")
    narrative = next((each for each in filing.submission.narratives.values() if each.file == file), None)
    part = narrative.part(name) if narrative is not None else None
    if part is None:
        return replace(place, file=file)
    return replace(place, file=file, line=part.line - 1, column=1)


def _asks(filing: Filing, document: str, section: str) -> bool:
    if (document, section, "ko") in filing.submission.narratives:
        return True
    try:
        specification = filing.template_set.document(document).specification
    except KeyError:
        return False
    return any(each.id == section and each.narrative for each in specification.walk())


def _narrative(filing: Filing, place: Place) -> Narrative | None:
    if place.document is None or place.section is None or place.file is not None:
        return None
    return filing.submission.narratives.get((place.document, place.section.partition(".")[0], "ko"))


def _section(filing: Filing, place: Place) -> Section | None:
    documents = (each for each in filing.documents if each.id == place.document)
    return next((each for document in documents for each in document.walk() if each.id == place.section), None)


def _heading(narrative: Narrative, title: str) -> Place | None:
    for part in narrative.parts:
        if part.id and bare(part.title) == bare(title):
            return Place(narrative.file, part.line - 1, 1)
        for found in _HEADING.finditer(part.text):
            if bare(found["title"]) == bare(title):
                return written(narrative, part, found.start())
    return None
