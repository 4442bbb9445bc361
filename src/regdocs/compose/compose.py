"""Composition: a submission and a template set become the document trees of the filing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from regdocs.compose.bibliography import entries
from regdocs.compose.computed import computed
from regdocs.compose.environment import Environment, render, render_narrative
from regdocs.compose.legal import Legal
from regdocs.compose.lineage import Value
from regdocs.compose.numbering import number
from regdocs.compose.outline import nest
from regdocs.compose.tree import pieces
from regdocs.document.block import Block, Contents, ListKind, Marker
from regdocs.document.document import Document, Kind, Section
from regdocs.finding import Finding, Place, Severity
from regdocs.language import Bilingual, Language
from regdocs.regulation.plain import plain
from regdocs.submission.load import Submission
from regdocs.submission.narrative import Narrative, Part
from regdocs.template_set.load import DocumentTemplate, TemplateSet
from regdocs.template_set.specification import PartSpecification, Per, SectionSpecification

_CONTENTS = {"sections": ListKind.SECTIONS, "tables": ListKind.TABLES, "figures": ListKind.FIGURES}
_SUBHEADING = re.compile(r"^(#{2,5})(?=\s)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Job:
    """One document to be composed: which, and for which institution where there is one per institution."""

    template: DocumentTemplate
    instance: str | None = None

    @property
    def stem(self) -> str:
        """The file name without its suffix."""
        entry = self.template.entry
        return f"{entry.order:02d}-{entry.id}" + (f"-{self.instance}" if self.instance else "")


@dataclass(frozen=True, slots=True)
class Composed:
    """A document tree, what was found while it was made, and the field paths that have no text in its language."""

    document: Document
    findings: tuple[Finding, ...]
    untranslated: tuple[str, ...] = ()


def jobs(submission: Submission, template_set: TemplateSet) -> list[Job]:
    """The documents that this filing consists of, in the order of filing."""
    result = []
    conditions = _Conditions(submission, template_set)
    for template in template_set.documents:
        if not conditions._hold(template.entry.when):
            continue
        if template.entry.per is Per.INSTITUTION:
            several = len(submission.study.institutions) > 1
            result += [Job(template, institution.id if several else None) for institution in submission.study.institutions]
        else:
            result.append(Job(template))
    return result


def compose(submission: Submission, template_set: TemplateSet, job: Job, language: Language = "ko") -> Composed:
    """The tree of one document, complete with numbers and references.

    Raises `RenderingError` where a template is broken and `SubmissionError` where narrative prints what there isn't.
    """
    return _Composer(submission, template_set, job, language).compose()


class _Composer:
    """Composes one document; holds what its sections share."""

    def __init__(self, submission: Submission, template_set: TemplateSet, job: Job, language: Language) -> None:
        self.submission, self.template_set, self.job, self.language = submission, template_set, job, language
        self.specification = job.template.specification
        self.findings: list[Finding] = []
        self.section = ""
        folders = [job.template.folder, template_set.folder / "documents"]
        self.environment = Environment(folders, language, self.absent)
        self.markers = [Marker(marker) for marker in self.specification.lists]
        self.conditions = _Conditions(submission, template_set)
        filing = jobs(submission, template_set)
        self.legal = Legal(template_set.law, self.conditions._hold, {each.template.entry.id for each in filing}, submission.study, language)
        study = Value(submission.study, ("",))
        self.context: dict[str, Any] = {
            "study": study,
            "computed": computed(submission.study),
            "conditions": self.conditions,
            "institution": study.institutions[job.instance or submission.study.institutions[0].id],
            "document": self.specification,
            "document_number": self.document_number(self.specification.suffix),
            "papers": [_Paper(each, self.document_number(each.template.specification.suffix)) for each in filing],
            "list_entries": self.legal.list_entries,
            "list_title": self.legal.list_title,
            "law_reports": self.legal.reports,
            "law_papers": self.legal.papers,
        }

    def compose(self) -> Composed:
        specification, entry, study = self.specification, self.job.template.entry, self.submission.study
        document = Document(
            id=entry.id,
            title=specification.title,
            language=self.language,
            kind=Kind(entry.kind),
            order=entry.order,
            instance=self.job.instance,
            number=self.document_number(specification.suffix),
            revision=study.revision,
            date=study.filing.date.isoformat(),
            study=(study.short_title or study.title).text(self.language),
            author=self.institution_name(),
            notice=self.notice(),
            cover=self.blocks("cover.md.j2") if specification.cover else (),
            contents=tuple(Contents(_CONTENTS[kind], specification.contents_depth) for kind in specification.contents),
            sections=tuple(self.sections(specification.sections)),
            route=entry.route,
        )
        numbered, dangling = number(document, specification.numbering, entries(self.submission.references))
        return Composed(numbered, (*self.findings, *dangling), tuple(self.environment.register.untranslated))

    def document_number(self, suffix: str) -> str:
        return f"{self.submission.study.filing.document_prefix or self.submission.study.id.upper()}-{suffix}"

    def institution_name(self) -> str:
        institutions = self.submission.study.institutions
        wanted = next((item for item in institutions if item.id == self.job.instance), institutions[0])
        return wanted.name.text(self.language)

    def notice(self) -> str:
        """What stands on every page: that values are examples, that a form is for checking only."""
        texts = []
        if self.submission.study.example and self.template_set.specification.example_notice:
            texts.append(self.template_set.specification.example_notice.text(self.language))
        if self.specification.notice:
            texts.append(self.specification.notice.text(self.language))
        return " · ".join(texts)

    def sections(self, specifications: Iterable[SectionSpecification]) -> Iterable[Section]:
        for specification in specifications:
            if self.conditions._hold(specification.when):
                yield self.compose_section(specification)

    def compose_section(self, specification: SectionSpecification) -> Section:
        self.section = specification.id
        source = f"{self.job.template.entry.id}/{specification.id}.md.j2"
        markdown = self.markdown(specification)
        blocks, inner = nest(pieces(markdown, self.environment.register, self.markers), specification.id, source)
        official = self.specification.official_headings and specification.number is not None
        return Section(
            id=specification.id,
            title=specification.title,
            number=specification.number or ("" if specification.numbered else "-"),
            blocks=blocks,
            sections=(*inner, *self.sections(specification.sections)),
            official=official,
            page_break=specification.page_break,
            landscape=specification.landscape,
            source=source,
        )

    def blocks(self, name: str) -> tuple[Block, ...]:
        """The blocks that a template of the set makes outside any section (a cover)."""
        self.section = ""
        blocks, _ = nest(pieces(render(self.environment, name, self.context), self.environment.register, self.markers), "", name)
        return blocks

    def markdown(self, specification: SectionSpecification) -> str:
        """The section's Markdown: its template's, and after it the narrative parts that the template didn't place."""
        prose = _Prose(self, specification)
        context = self.context | {"part": prose.part, "narrative": prose.body}
        name = f"{specification.id}.md.j2"
        own = (self.job.template.folder / name).is_file()
        text = render(self.environment, name, context) if own else ""
        return text + "".join(prose.rest(own))

    def absent(self, value: Value) -> None:
        """Note that a template prints a value that study.yaml doesn't have."""
        path = value._paths[0]
        self.found(
            "compose/missing-value",
            Bilingual(f"`{path}` 값이 없다", f"the value `{path}` is absent"),
            self.submission.positions.place(path),
            Bilingual(f"study.yaml에 `{path}`를 적는다", f"write `{path}` in study.yaml"),
        )

    def found(self, rule: str, message: Bilingual, place: Place, remedy: Bilingual) -> None:
        place = replace(place, document=self.job.template.entry.id, section=self.section or None)
        self.findings.append(Finding(rule, Severity.ERROR, message, place, remedy))
