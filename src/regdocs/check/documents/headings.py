"""Rules on headings: those that law and guideline fix are there, in their order, to the letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from regdocs.check.documents.paper import at, shown
from regdocs.check.filing import Filing
from regdocs.check.rendered.outline import Standings
from regdocs.check.rendered.spelling import fold, plain_number
from regdocs.check.rule import Problem, rule
from regdocs.compose.particle import particle
from regdocs.document.document import Document, Section
from regdocs.language import Bilingual
from regdocs.regulation.provision import Heading
from regdocs.template_set.specification import SectionSpecification

_RESTORE = Bilingual(
    "서식 모음의 제목과 순서를 고시·지침의 목차대로 되돌리십시오",
    "restore the guideline's wording and order in the template set",
)


def _fixed(filing: Filing) -> Iterator[tuple[Document, list[tuple[Heading, Section]]]]:
    """Each document whose headings are fixed, with those that are there beside their sections."""
    for plan in filing.law.headings:
        if plan.in_force.covers(filing.day):
            for document in filing.documents:
                if document.id == plan.document:
                    sections = {section.id: section for section in document.walk()}
                    yield (
                        document,
                        [(each, sections[each.section]) for each in plan.headings if each.section in sections],
                    )


@rule("documents/heading-wording")
def heading_wording(filing: Filing) -> Iterator[Problem]:
    """Fixed headings read to the letter and have their number; ·, ㆍ and ‧ are one."""
    for document, pairs in _fixed(filing):
        for due, section in pairs:
            if fold(section.title.ko) != fold(due.title.ko):
                message = Bilingual(
                    f"제목 「{section.title.ko}」: 「{due.title.ko}」이어야 함",
                    f"the heading “{section.title.ko}” should read “{due.title.ko}”",
                )
                yield Problem(at(document, section.id), message, _RESTORE)
            if plain_number(section.number) != plain_number(due.number):
                message = Bilingual(
                    f"「{section.title.ko}」의 번호 {section.number or '없음'}: {due.number}이어야 함",
                    f"“{section.title.ko}” has the number {section.number or 'none'}; it should be {due.number}",
                )
                yield Problem(at(document, section.id), message, _RESTORE)


@rule("documents/heading-order")
def heading_order(filing: Filing) -> Iterator[Problem]:
    """Fixed headings stand in their order."""
    for document, pairs in _fixed(filing):
        rank = {section.id: position for position, section in enumerate(document.walk())}
        last: Section | None = None
        for _, section in pairs:
            if last is not None and rank[section.id] < rank[last.id]:
                message = Bilingual(
                    f"「{shown(section)}」{particle(shown(section), '이', '가')} 「{shown(last)}」보다 앞에 있음",
                    f"“{shown(section)}” stands before “{shown(last)}”",
                )
                yield Problem(at(document, section.id), message, _RESTORE)
            else:
                last = section


@rule("documents/missing-section")
def missing_section(filing: Filing) -> Iterator[Problem]:
    """Every section of the template set is in its document; what a requirement asks for is told by the requirement."""
    templates = {each.entry.id: each.specification for each in filing.template_set.documents}
    for document in filing.documents:
        specification = templates.get(document.id)
        there = {section.id for section in document.walk()}
        due = [each for each in _due(specification.sections if specification else ()) if each.id not in there]
        demanded = Standings(filing.law, document.id, filing.day) if due else None
        for each in due:
            if demanded is not None and not demanded.of(each.id).citations:
                message = Bilingual(f"「{each.title.ko}」 없음", f"“{each.title.text('en')}” is missing")
                yield Problem(at(document, each.id), message)


def _due(sections: Iterable[SectionSpecification]) -> Iterator[SectionSpecification]:
    """The sections with a heading that stand in every filing, whatever its conditions."""
    for section in sections:
        if section.when is None:
            if section.heading:
                yield section
            yield from _due(section.sections)
