"""What a document's headings ought to be: from its specification and the law, or, more exactly, from the submission."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

import msgspec

from regdocs.check.rendered.expected import Expected, Standing
from regdocs.compose.presence import has_content
from regdocs.document.document import Document, Section
from regdocs.finding import Severity
from regdocs.formats.office.texts import heading_text
from regdocs.language import Language
from regdocs.regulation.law import Law
from regdocs.regulation.report import severity
from regdocs.template_set.specification import DocumentSpecification, SectionSpecification


def of_specification(
    specification: DocumentSpecification, law: Law, day: datetime.date, language: Language
) -> list[Expected]:
    """The headings that a document's specification names, in order; whether conditional ones are due isn't known."""
    standings = Standings(law, specification.id, day)
    return list(_specified(specification.sections, specification, standings, language, 1, ""))


def _specified(
    sections: Sequence[SectionSpecification],
    specification: DocumentSpecification,
    standings: Standings,
    language: Language,
    level: int,
    parent: str,
    optional: bool = False,
) -> Iterator[Expected]:
    for section in sections:
        unsure = optional or section.when is not None
        if section.heading:
            yield Expected(
                section.id,
                section.title.text(language),
                level,
                section.number or (None if section.numbered else ""),
                parent,
                specification.official_headings and section.number is not None,
                unsure,
                None,
                standings.of(section.id),
            )
        yield from _specified(section.sections, specification, standings, language, level + 1, section.id, unsure)


def of_document(document: Document, law: Law, day: datetime.date) -> list[Expected]:
    """The headings of a composed document, in order, each as it has to be printed."""
    standings = Standings(law, document.id, day)
    return list(_composed(document.sections, document, standings, 1, ""))


def _composed(
    sections: Sequence[Section], document: Document, standings: Standings, level: int, parent: str
) -> Iterator[Expected]:
    for section in sections:
        title = heading_text(section, document)
        if title or section.number:
            own = msgspec.structs.replace(section, sections=())
            standing = standings.of(section.id)
            yield Expected(
                section.id, title, level, section.number, parent, section.official, False, has_content(own), standing
            )
        yield from _composed(section.sections, document, standings, level + 1, section.id)


class Standings:
    """What the law says of the sections of one document on a day."""

    def __init__(self, law: Law, document: str, day: datetime.date) -> None:
        self._found: dict[str, Standing] = {}
        for requirement in law.requirements_on(day).in_force:
            for need in requirement.needs():
                if need.section is not None and need.section.startswith(f"{document}/"):
                    self._add(need.section.partition("/")[2], severity(requirement), law.citations(requirement))
        for items in law.consent_lists:
            if items.id == document:
                weight = Severity.ERROR if items.confidence.confirmed else Severity.NOTE
                for entry in items.entries:
                    self._add(entry.id, weight, (law.citation(entry.citation),))

    def of(self, section: str) -> Standing:
        """The weightiest demand of the law for a section; the template set's own where there is none."""
        return self._found.get(section, Standing())

    def _add(self, section: str, weight: Severity, citations: tuple[str, ...]) -> None:
        known = self._found.get(section)
        if known is None:
            self._found[section] = Standing(weight, citations)
            return
        heavier = weight if weight.weight > known.severity.weight else known.severity
        self._found[section] = Standing(heavier, tuple(dict.fromkeys((*known.citations, *citations))))
