"""Composition: a submission and a template set become the document trees of the filing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from regdocs.compose.bibliography import entries
from regdocs.compose.computed import computed
from regdocs.compose.environment import Environment, render, render_narrative
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
from regdocs.submission.narrative import Narrative
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


@dataclass(frozen=True, slots=True)
class _Paper:
    """A document of the filing as lists print it."""

    job: Job
    number: str

    @property
    def template(self) -> DocumentTemplate:
        return self.job.template

    @property
    def instance(self) -> str | None:
        return self.job.instance


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of a list of the law data as it is printed."""

    id: str
    title: str
    citation: str


class _Conditions:
    """The law data's conditions for one study, as templates see them: `{% if conditions.cord_blood %}`."""

    def __init__(self, submission: Submission, template_set: TemplateSet) -> None:
        self._conditions = template_set.law.conditions
        self._study = plain(submission.study)
        self._memory: dict[str, bool] = {}

    def __getattr__(self, name: str) -> bool:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._hold(name)

    def _hold(self, expression: str | None) -> bool:
        """Whether a condition or expression holds; what has none always applies."""
        return expression is None or self._conditions.evaluate(expression, self._study, self._memory)


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
        study = Value(submission.study, ("",))
        self.context: dict[str, Any] = {
            "study": study,
            "computed": computed(submission.study),
            "conditions": self.conditions,
            "institution": study.institutions[job.instance or submission.study.institutions[0].id],
            "document": self.specification,
            "document_number": self.document_number(self.specification.suffix),
            "papers": [_Paper(each, self.document_number(each.template.specification.suffix)) for each in jobs(submission, template_set)],
            "list_entries": self.list_entries,
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

    def list_entries(self, name: str) -> list[_Entry]:
        """The entries of a list of the law data (`subject-consent`), with title and citation as printed."""
        law = self.template_set.law
        lists = (*law.data_lists, *law.consent_lists)
        found = next((each for each in lists if each.id == name), None)
        if found is None:
            raise ValueError(f"the law data has no list `{name}`")
        return [_Entry(item.id, item.title.text(self.language), law.citation(item.citation, self.language)) for item in found.entries]

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


class _Prose:
    """The narrative of one section, handed to its template part by part."""

    def __init__(self, composer: _Composer, specification: SectionSpecification) -> None:
        self.composer, self.specification = composer, specification
        self.narrative = _narrative(composer.submission, composer.job, specification.id, composer.language)
        self.placed: set[str] = set()

    def part(self, name: str) -> str:
        """The heading of a part and its prose; nothing where the part doesn't apply to this study."""
        specification = self.specification_of(name)
        text = self.body(name)
        if not text:
            return ""
        return f"\n\n## {specification.title.text(self.composer.language)} {{#{name}}}\n\n{text}"

    def body(self, name: str = "") -> str:
        """The prose of a part without its heading; a visible gap and a finding where it is asked for and absent."""
        self.placed.add(name)
        part = next((part for part in self.narrative.parts if part.id == name), None) if self.narrative else None
        if part is not None and part.text.strip() and self.narrative:
            text = _SUBHEADING.sub(r"#\1", part.text)
            return render_narrative(self.composer.environment, self.narrative.file, part.line, text, self.composer.context) + "\n\n"
        specification = self.specification_of(name) if name else None
        if specification and not (specification.required and self.composer.conditions._hold(specification.when)):
            return ""
        return self.gap(name, specification)

    def gap(self, name: str, specification: PartSpecification | None) -> str:
        composer = self.composer
        file = f"narrative/{composer.job.template.entry.id}/{self.specification.id}.md"
        title = (specification or self.specification).title
        remedy = f"# {title.ko} {{#{name}}}" if name else title.ko
        composer.found(
            "compose/missing-prose",
            Bilingual(f"「{title.ko}」 본문이 없다", f"the prose “{title.text('en')}” is absent"),
            Place(file=file, path=f"{file}#{name}" if name else file),
            Bilingual(f"{file}에 `{remedy}` 아래 쓴다", f"write it in {file} under `{remedy}`"),
        )
        return composer.environment.register.token(composer.environment.gap(f"{file}#{name}")) + "\n\n"

    def rest(self, has_template: bool) -> Iterable[str]:
        """Parts that the template left over: declared ones where there is no template, then the writer's own."""
        if not has_template:
            yield from (self.part(part.id) for part in self.specification.narrative)
        for part in self.narrative.parts if self.narrative else ():
            if part.id not in self.placed and part.text.strip():
                yield f"\n\n## {part.title} {{#{part.id}}}\n\n{self.body(part.id)}" if part.id else self.body("")

    def specification_of(self, name: str) -> PartSpecification:
        for part in self.specification.narrative:
            if part.id == name:
                return part
        own = next((part for part in self.narrative.parts if part.id == name), None) if self.narrative else None
        if own is not None:
            return PartSpecification(id=name, title=Bilingual(own.title))
        raise ValueError(f"section `{self.specification.id}` declares no narrative part `{name}`")


def _narrative(submission: Submission, job: Job, section: str, language: Language) -> Narrative | None:
    """The section's narrative in `language`, or the Korean one where nobody has translated it."""
    narratives: Mapping[tuple[str, str, Language], Narrative] = submission.narratives
    document = job.template.entry.id
    return narratives.get((document, section, language)) or narratives.get((document, section, "ko"))
