"""Composition: a submission and a template set become the document trees of the filing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from regdocs.compose.abbreviations import abbreviated, listed, unlisted
from regdocs.compose.bibliography import entries
from regdocs.compose.computed import computed
from regdocs.compose.enclosure import Enclosures, Paper, filed
from regdocs.compose.environment import Environment, render
from regdocs.compose.fault import Malformed
from regdocs.compose.job import Job, jobs_of
from regdocs.compose.legal import Legal
from regdocs.compose.lineage import Printed, Value
from regdocs.compose.loader import Loader, names
from regdocs.compose.numbering import Loose, number
from regdocs.compose.outline import nest
from regdocs.compose.paging import page_mark, pages_mark
from regdocs.compose.pictures import Pictures
from regdocs.compose.prose import Prose, first_written, narratives_of, written
from regdocs.compose.reading import Reading
from regdocs.compose.template_lines import template_lines
from regdocs.compose.translate import NOTICE, SHADED, Translator
from regdocs.compose.tree import Piece, as_written, pieces
from regdocs.compose.view import Conditions
from regdocs.document.block import Block, Contents, ListKind, Marker
from regdocs.document.document import Document, Kind, Section
from regdocs.document.inline import Inline
from regdocs.finding import Finding, Place, RegdocsError, RenderingError, Severity, SubmissionError
from regdocs.language import Bilingual, Language
from regdocs.regulation.pattern import selecting
from regdocs.study.study import Study
from regdocs.submission.links import held
from regdocs.submission.load import Submission
from regdocs.template_set.english import memory
from regdocs.template_set.load import TemplateSet
from regdocs.template_set.overrides import Override
from regdocs.template_set.specification import SectionSpecification

_CONTENTS = {"sections": ListKind.SECTIONS, "tables": ListKind.TABLES, "figures": ListKind.FIGURES}


@dataclass(frozen=True, slots=True)
class Composed:
    """A document tree, what was found while it was made, and the field paths that have no text in its language.

    `drawings` are the pictures drawn from data, as SVG by the resource that figures name. `parts` and `conditions` are
    what was read of the study (see `Reading`): where they are the same, so is the document.
    """

    document: Document
    findings: tuple[Finding, ...]
    untranslated: tuple[str, ...] = ()
    drawings: Mapping[str, bytes] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    conditions: Mapping[str, bool] = field(default_factory=dict)


def compose(submission: Submission, template_set: TemplateSet, job: Job, language: Language = "ko") -> Composed:
    """The tree of one document, complete with numbers and references.

    Raises `RenderingError` where a template is broken and `SubmissionError` where narrative prints what there isn't.
    """
    composer = _Composer(submission, template_set, job, language)
    try:
        return composer.compose()
    finally:
        # It and its environment hold each other, and with them the whole submission, until somebody collects.
        vars(composer).clear()


class _Composer:
    """Composes one document; holds what its sections share."""

    def __init__(self, submission: Submission, template_set: TemplateSet, job: Job, language: Language) -> None:
        self.submission, self.template_set, self.job, self.language = submission, template_set, job, language
        self.reading = Reading(submission.study)
        self.study = self.reading.study
        self.specification = job.template.specification
        self.findings: list[Finding] = []
        self.section = ""
        self.environment = Environment(Loader(template_set, job.template.entry.id), language, self.absent)
        english = memory(template_set, job.template.entry.id) if language == "en" else {}
        self.translator = Translator(english, submission.study)
        markers = [Marker(marker) for marker in self.specification.lists]
        self.markers = [marker.in_english for marker in markers] if language == "en" else markers
        self.conditions = Conditions(submission.study, template_set, self.reading.conditions)
        filing = jobs_of(self.study, self.conditions, template_set)
        self.legal = Legal(
            template_set.law,
            self.conditions._hold,
            {each.template.entry.id for each in filing},
            self.study,
            language,
        )
        papers = filed(Paper(each.template, self.document_number(each), each.instance) for each in filing)
        self.pictures = Pictures(self.study, language, template_set.style, self.absent, self.environment.register)
        study = Value(self.study, ("",))
        institution = study.institutions[job.instance or self.study.institutions[0].id]
        self.context: dict[str, Any] = {
            "study": study,
            "computed": computed(self.study),
            "conditions": self.conditions,
            "institution": institution,
            "applicants": [institution] if job.instance else list(study.institutions),
            "document": self.specification,
            "document_number": self.document_number(job),
            "papers": papers,
            "pages_of": pages_mark,
            "page_of": page_mark,
            "enclosures": Enclosures(papers, self.study, language),
            "drawable": self.pictures.drawable,
            "list_entries": self.legal.list_entries,
            "list_title": self.legal.list_title,
            "law_limit": self.legal.limit,
            "law_reports": self.legal.reports,
            "law_papers": self.legal.papers,
            **job.offered,
        }

    def compose(self) -> Composed:
        specification, entry, study = self.specification, self.job.template.entry, self.study
        cover = self.cover() if specification.cover else ()
        sections = tuple(self.sections(specification.sections))
        document = Document(
            id=entry.id,
            title=specification.title,
            language=self.language,
            kind=Kind(entry.kind),
            order=entry.order,
            instance=self.job.instance,
            number=self.document_number(self.job).text,
            revision=study.revision,
            date=study.filing.date.isoformat(),
            study=(study.short_title or study.title).text(self.language),
            author=self.institution_name(),
            notice=self.notice(),
            cover=cover,
            contents=tuple(Contents(_CONTENTS[kind], specification.contents_depth) for kind in specification.contents),
            sections=sections,
            route=entry.route,
        )
        known = listed(study.abbreviations)
        document = abbreviated(document, known)
        resources = self.submission.resources.keys() | self.pictures.drawn.keys()
        numbered, loose = number(document, specification.numbering, entries(self.submission.references), resources)
        self.translator.values |= self.environment.register.untranslated
        notes = (
            *self.translator.findings(self.submission.positions),
            *map(Override.finding, self.template_set.overrides),
        )
        words = map(self.unlisted_finding, unlisted(document, known, self.template_set.specification.understood))
        findings = (*self.findings, *map(self.loose_finding, loose), *words, *notes)
        return Composed(
            numbered,
            findings,
            tuple(self.translator.values),
            self.pictures.drawn,
            tuple(sorted(self.reading.parts)),
            self.reading.conditions,
        )

    @property
    def document(self) -> str:
        """The document's id."""
        return self.job.template.entry.id

    def document_number(self, job: Job) -> Printed:
        """The filing's prefix, or the study's id, the document's suffix, and which institution's it is of several."""
        study, suffix = self.study, job.template.specification.suffix
        if job.instance is not None:
            suffix += str([each.id for each in study.institutions].index(job.instance) + 1)
        prefix, path = study.filing.document_prefix, "filing.document_prefix"
        if prefix is None:
            prefix, path = study.id.upper(), "id"
        return Printed(f"{prefix}-{suffix}", (path,), prefix, "document-number")

    def institution_name(self) -> str:
        names = (each.name for each in self.study.institutions if self.job.instance in (None, each.id))
        return ", ".join(name.text(self.language) for name in names)

    def notice(self) -> str:
        """What stands on every page: that it is no filing, that values are examples, that a form is for checking only."""
        texts = [] if self.language == "ko" else [f"{NOTICE} ({SHADED})" if self.translator.shaded else NOTICE]
        if self.study.example and self.template_set.specification.example_notice:
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
        source = f"{self.document}/{specification.id}.md.j2"
        blocks, inner = nest(self.section_pieces(specification), specification.id, source)
        official = self.specification.official_headings and specification.number is not None
        return Section(
            id=specification.id,
            title=specification.title if specification.heading else Bilingual(""),
            number=specification.number or ("" if specification.numbered else "-"),
            blocks=blocks,
            sections=(*inner, *self.sections(specification.sections)),
            official=official,
            heading=self.heading(specification, source),
            page_break=specification.page_break,
            landscape=specification.landscape,
            source=source,
        )

    def heading(self, specification: SectionSpecification, source: str) -> tuple[Inline, ...]:
        """A section's heading where it is more than its title: Korean in an English copy."""
        if self.language == "ko" or not specification.heading:
            return ()
        return self.translator.title(specification.title, source)

    def section_pieces(self, specification: SectionSpecification) -> list[Piece]:
        """The section's text: its template's, and after it the narrative parts that the template didn't place."""
        prose = Prose(self, specification)
        context = self.context | {"part": prose.part, "narrative": prose.body}
        name = f"{specification.id}.md.j2"
        own = self.template_set.file(self.template(name)).is_file()
        markdown = render(self.environment, name, context) if own else ""
        markdown = "\n\n".join([markdown, *prose.rest(own)])
        return self.parsed(markdown, name, context, prose.origin)

    def template(self, name: str) -> str:
        """The path in the set of a template of this document."""
        return f"documents/{self.document}/{name}"

    def cover(self) -> tuple[Block, ...]:
        """The title page's blocks, or the head of a sheet's first page, made outside any section."""
        self.section, name = "", "head.md.j2" if self.job.template.entry.kind == Kind.SHEET.value else "cover.md.j2"
        markdown = render(self.environment, name, self.context)
        found = self.parsed(markdown, name, self.context, lambda markdown, line: None)
        blocks, _ = nest(found, "", name)
        return blocks

    def parsed(
        self, markdown: str, name: str, context: Mapping[str, Any], origin: Callable[[str, int], Place | None]
    ) -> list[Piece]:
        """The pieces of the Markdown that the template `name` made; `origin` tells narrative lines from its own."""
        file = self.file_of(name)
        try:
            words = self.translator.reader(file, partial(origin, markdown)) if self.language == "en" else as_written
            return self.pictures.placed(pieces(markdown, self.environment.register, self.markers, words))
        except Malformed as malformed:
            lines = template_lines(self.environment, name, context, markdown)
            findings = []
            for fault in malformed.faults:
                place = origin(markdown, fault.line)
                rule = "narrative/markdown" if place else "template/markdown"
                place = place or lines.get(fault.line) or Place(file=file)
                place = replace(place, document=self.document, section=self.section or None)
                findings.append(Finding(rule, Severity.ERROR, fault.message, place))
            ours = any(finding.rule == "template/markdown" for finding in findings)
            kind: type[RegdocsError] = RenderingError if ours else SubmissionError
            raise kind(findings) from malformed

    def file_of(self, name: str) -> str:
        """The file of a template as its writer has it; that of a section without a template as it would be."""
        found = [each for each in names(self.document, name) if self.template_set.file(each).is_file()]
        return self.template_set.shown(found[0] if found else self.template(name))

    def absent(self, value: Value) -> None:
        """Note that a template prints a value that study.yaml doesn't have."""
        path = held(value._paths[0])
        # The item of a list stands under its own id where it is there; where it isn't, only what it is known by is known.
        item = path[: path.rfind("]") + 1]
        wanted = path if not item or item in self.submission.positions else selecting(Study, path)
        self.found(
            "compose/missing-value",
            Bilingual(f"`{path}` 값 없음", f"the value `{path}` is absent"),
            self.submission.positions.place(path),
            Bilingual(f"study.yaml에 `{wanted}` 값을 적으십시오", f"write `{wanted}` in study.yaml"),
        )

    def found(self, rule: str, message: Bilingual, place: Place, remedy: Bilingual | None) -> None:
        """Take down a finding of the section at work."""
        place = replace(place, document=self.document, section=self.section or None)
        self.findings.append(Finding(rule, Severity.ERROR, message, place, remedy))

    def loose_finding(self, loose: Loose) -> Finding:
        """What numbering couldn't resolve, with the line of the narrative or template that says it."""
        section = loose.section.split(".")[0]
        place = self.written_at(loose.written, section)
        place = replace(place, document=self.document, section=loose.section or None)
        return Finding(loose.rule, Severity.ERROR, loose.message, place, loose.remedy)

    def unlisted_finding(self, word: str) -> Finding:
        """What an abbreviation stands for is said nowhere; the same for every document of the filing."""
        message = Bilingual(f"풀어 쓰지 않은 약어: `{word}`", f"an abbreviation that is spelled out nowhere: `{word}`")
        remedy = Bilingual("study.yaml의 `abbreviations`에 적으십시오", "write it under `abbreviations` in study.yaml")
        place = first_written(self.submission, word) or self.submission.positions.place("abbreviations")
        return Finding("compose/unlisted-abbreviation", Severity.NOTE, message, place, remedy)

    def written_at(self, text: str, section: str) -> Place:
        """Where `text` stands in a section's narrative or template; the section alone where it is made up there."""
        for narrative in narratives_of(self.submission, self.document, section, self.language):
            for part in narrative.parts:
                if text in part.text:
                    return written(narrative, part, part.text.index(text))
        name = self.template(f"{section}.md.j2")
        template = self.template_set.file(name)
        source = template.read_text("utf-8") if template.is_file() else ""
        line = source[: source.index(text)].count("\n") + 1 if text in source else None
        return Place(file=self.template_set.shown(name), line=line) if source else Place()
