"""The set's documents against the law's requirements: what the law asks for and no document shows, and the reverse."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from regdocs.check.templates import kinds
from regdocs.check.templates.kinds import Kind, Record
from regdocs.check.templates.scope import Knowledge
from regdocs.finding import Place, Severity
from regdocs.regulation.pattern import parse
from regdocs.regulation.requirement import Need, Requirement
from regdocs.study.study import Study
from regdocs.submission.problem import meant
from regdocs.template_set.specification import SectionSpecification

PRINTED = (
    "product.cell_type",
    "product.lots[*].results",
    "examples",
)
"""What is printed without a template that looks at it: through `computed`, or as the notice on every page."""


def requirements(knowledge: Knowledge) -> None:
    """Look for what each requirement and each paper of the law data names, and for documents that nothing names."""
    checking = _Requirements(knowledge)
    for requirement in knowledge.law.requirements:
        checking.requirement(requirement)
    checking.papers()
    checking.unnamed_sections()


class _Requirements:
    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge, self.findings = knowledge, knowledge.findings
        documents = knowledge.template_set.documents
        self.documents = [each.entry.id for each in documents]
        walked = [(each.entry.id, section) for each in documents for section in each.specification.walk()]
        self.sections = [f"{document}/{section.id}" for document, section in walked]
        self.parts = [
            f"{document}/{section.id}#{part.id}" for document, section in walked for part in section.narrative
        ]
        self.named: set[str] = set()

    def requirement(self, requirement: Requirement) -> None:
        place = Place(
            file=self.knowledge.template_set.shown(self.knowledge.law.files[requirement.id]), path=requirement.id
        )
        for need in requirement.needs():
            self._named(requirement, need, place)
        for need in requirement.satisfied_by:
            if not self._served(need):
                fields = ", ".join(f"`{pattern}`" for pattern in self._unprinted(need))
                self.findings.add(
                    "unprinted-field",
                    place,
                    f"요건 「{requirement.title.ko}」의 값을 인쇄하는 서식이 없음: {fields}",
                    f"no template prints what the requirement “{requirement.title.text('en')}” asks for: {fields}",
                    severity=Severity.WARNING,
                )

    def _named(self, requirement: Requirement, need: Need, place: Place) -> None:
        for name, known in (
            (need.document, self.documents), (need.section, self.sections), (need.narrative, self.parts)
        ):  # fmt: skip
            if name is None:
                continue
            self.named |= {name.split("/")[0], name.split("#")[0]}
            if name not in known:
                self.findings.add(
                    "unserved-requirement",
                    place,
                    f"요건 「{requirement.title.ko}」가 요구하는 `{name}`이 서식 모음에 없음",
                    f"the set lacks `{name}`, which the requirement “{requirement.title.text('en')}” asks for",
                    meant(name, known),
                )

    def _served(self, need: Need) -> bool:
        if need.any:
            return any(map(self._served, need.any))
        return all(map(self._served, need.all)) and not [*self._unprinted_here(need)]

    def _unprinted(self, need: Need) -> Iterator[str]:
        for each in need.walk():
            yield from self._unprinted_here(each)

    def _unprinted_here(self, need: Need) -> Iterator[str]:
        if need.field is not None and not self._printed(need.field):
            yield need.field

    def _printed(self, pattern: str) -> bool:
        pattern = pattern.replace("{", "").replace("}", "")
        if any(pattern == each or pattern.startswith(f"{each}[") for each in PRINTED):
            return True
        owner: Kind = Record(Study)
        segments = parse(pattern)
        for segment in segments[:-1]:
            owner = kinds.attribute(owner, _field(owner, segment.names[0]))
            owner = kinds.each(owner) if isinstance(owner, kinds.Items) else owner
        read, guessed = self.knowledge.read, self.knowledge.guessed
        names = {_field(owner, name) for name in segments[-1].names}
        return any((each, name) in read for each in kinds.owners(owner) for name in names) or bool(guessed & names)

    def papers(self) -> None:
        """Papers of the law data that the set should write, and documents of the set that no law names."""
        file = self.knowledge.template_set.shown("law/papers.yaml")
        for paper in self.knowledge.law.papers:
            if paper.document is not None:
                self.named.add(paper.document)
            if paper.document is not None and paper.document not in self.documents:
                ko, en = f"서식 모음에 없는 문서: `{paper.document}`", f"the set has no document `{paper.document}`"
                place = Place(file=file, path=f"papers[{paper.id}].document")
                self.findings.add("unserved-requirement", place, ko, en, meant(paper.document, self.documents))
        for document in self.documents:
            if document not in self.named:
                ko = f"법령 자료가 요건이나 서류로 들지 않는 문서: `{document}`"
                en = f"the law data names the document `{document}` neither in a requirement nor as a paper"
                place = Place(file=self.knowledge.template_set.shown("set.yaml"), path=f"documents[{document}]")
                self.findings.add("document-without-requirement", place, ko, en, severity=Severity.NOTE)

    def unnamed_sections(self) -> None:
        """Sections that no requirement names, in documents whose headings are official."""
        for document in self.knowledge.template_set.documents:
            if document.specification.official_headings:
                for section in document.specification.sections:
                    self._section(document.entry.id, section)

    def _section(self, document: str, section: SectionSpecification) -> None:
        if any(f"{document}/{each.id}" in self.named for each in section.walk()):
            for below in section.sections:
                self._section(document, below)
            return
        ko = f"어느 요건도 들지 않는 절: `{document}/{section.id}`"
        en = f"no requirement of the law data names the section `{document}/{section.id}`"
        file = self.knowledge.template_set.shown(f"documents/{document}/document.yaml")
        self.findings.add(
            "section-without-requirement", Place(file=file, path=section.id), ko, en, severity=Severity.NOTE
        )


def _field(owner: Kind, name: str) -> str:
    """What the model calls a field of study.yaml (`class` is `risk_class`)."""
    for each in kinds.owners(owner):
        for field, information in each.model_fields.items() if issubclass(each, BaseModel) else ():
            if information.alias == name:
                return field
    return name
