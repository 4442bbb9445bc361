"""What a set declares against what its files hold: parts, their sources, titles in English, files that nothing uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from regdocs.check.templates.scope import Knowledge
from regdocs.finding import Place, RegdocsError, Severity
from regdocs.language import Bilingual
from regdocs.submission.positions import Positions
from regdocs.submission.problem import meant, quoted
from regdocs.submission.source import read
from regdocs.submission.syntax import nothing
from regdocs.template_set.load import TemplateSet
from regdocs.template_set.specification import DocumentSpecification, PartSpecification, SectionSpecification

Placed = Mapping[tuple[str, str], set[str] | None]
"""The narrative parts that each section's template asks for; None where that can't be told."""


def declarations(knowledge: Knowledge, placed: Placed) -> None:
    """Hold the declarations of all documents against the files of the set."""
    checking = _Declarations(knowledge)
    for document in knowledge.template_set.documents:
        checking.document(document.specification, placed)
    checking.files()


class _Declarations:
    def __init__(self, knowledge: Knowledge) -> None:
        self.set, self.findings, self.used = knowledge.template_set, knowledge.findings, knowledge.used
        self.bilingual = "en" in self.set.specification.languages
        self.positions: dict[str, Positions] = {}

    def document(self, specification: DocumentSpecification, placed: Placed) -> None:
        file = f"documents/{specification.id}/document.yaml"
        self._english(specification.title, file, "title")
        if specification.notice is not None:
            self._english(specification.notice, file, "notice")
        for path, section in _paths(specification.sections, ""):
            if section.heading:
                self._english(section.title, file, f"{path}.title")
            self._parts(specification.id, section, path, placed.get((specification.id, section.id)))
            self._content(specification.id, section, path)

    def place(self, file: str, path: str) -> Place:
        """Where a declaration stands."""
        if file not in self.positions:
            self.positions[file] = _positions(self.set, file)
        return self.positions[file].place(path)

    def _english(self, title: Bilingual, file: str, path: str) -> None:
        if self.bilingual and not title.en:
            remedy = ("`{ko: …, en: …}`로 적으십시오", "write `{ko: …, en: …}`")
            ko, en = f"영문이 없는 제목: {title.ko}", f"a title without English: {title.ko}"
            self.findings.add("missing-english", self.place(file, path), ko, en, remedy, Severity.WARNING)

    def _parts(self, document: str, section: SectionSpecification, path: str, placed: set[str] | None) -> None:
        file = f"documents/{document}/document.yaml"
        template = f"documents/{document}/{section.id}.md.j2"
        for part in section.narrative:
            where = f"{path}.narrative[{part.id}]"
            self._english(part.title, file, f"{where}.title")
            if part.source is not None and (names := self._dangling(part)) is not None:
                ko, en = (
                    f"`from`이 가리키는 본문이 없음: `{part.source}`",
                    f"`from` names no narrative part: `{part.source}`",
                )
                self.findings.add(
                    "dangling-source", self.place(file, f"{where}.from"), ko, en, meant(part.source, names)
                )
            if placed is not None and template in self.findings.sources and part.id not in placed:
                self.findings.add(
                    "unplaced-part",
                    self.place(file, where),
                    f"서식 `{self.set.shown(template)}`이 싣지 않는 본문: `{part.id}`",
                    f"the template `{self.set.shown(template)}` never places the narrative part `{part.id}`",
                    (
                        f'서식에 `{{{{ part("{part.id}") }}}}`를 넣으십시오',
                        f'write `{{{{ part("{part.id}") }}}}` in the template',
                    ),
                )

    def _dangling(self, part: PartSpecification) -> list[str] | None:
        """All parts that a `from` could name where it names none of them."""
        names = [
            f"{document.entry.id}/{section.id}#{each.id}"
            for document in self.set.documents
            for section in document.specification.walk()
            for each in section.narrative
            if each.source is None
        ]
        return names if part.source not in names else None

    def _content(self, document: str, section: SectionSpecification, path: str) -> None:
        template = f"documents/{document}/{section.id}.md.j2"
        if section.narrative or section.sections or template in self.findings.sources:
            return
        near = meant(template, [name for name in self.set.inputs if name.startswith(f"documents/{document}/")])
        self.findings.add(
            "empty-section",
            self.place(f"documents/{document}/document.yaml", path),
            f"서식도 본문도 없는 절: `{section.id}`(`{template}`이 없음)",
            f"the section `{section.id}` has neither a template (`{template}`) nor narrative",
            near,
        )

    def files(self) -> None:
        """A finding for each file that no document uses."""
        documents = {each.entry.id for each in self.set.documents}
        wanted = set(self.used) | {f"documents/{name}/document.yaml" for name in documents}
        wanted |= {f"english/{name}.yaml" for name in (*documents, "shared")}
        for name in self.set.inputs:
            if name.startswith(("documents/", "english/")) and name not in wanted:
                self._unused(name, documents)

    def _unused(self, name: str, documents: set[str]) -> None:
        folder = name.split("/")[1]
        ko, en = "어느 문서도 쓰지 않는 파일", "no document uses this file"
        known: list[str] = []
        if name.startswith("documents/") and name.count("/") > 1 and folder in documents:
            known = [section.id for section in self.set.document(folder).specification.walk()]
            known = [f"documents/{folder}/{each}.md.j2" for each in known if f"documents/{folder}/{each}.md.j2" != name]
        elif name.endswith("/document.yaml"):
            ko, en = f"set.yaml에 없는 문서: {quoted([folder])}", f"set.yaml lists no document {quoted([folder])}"
            known = [f"documents/{each}/document.yaml" for each in sorted(documents)]
        elif name.startswith("english/"):
            known = [f"english/{each}.yaml" for each in (*sorted(documents), "shared")]
        place = Place(file=self.set.shown(name))
        remedy = meant(name, known) if known else None
        self.findings.add("unused-file", place, ko, en, remedy, Severity.WARNING)


def _positions(template_set: TemplateSet, file: str) -> Positions:
    """Where the entries of a declaration stand; read again only for a set that has findings."""
    try:
        return read((template_set.folder / file).read_bytes(), template_set.shown(file)).positions
    except (OSError, RegdocsError):
        return Positions(template_set.shown(file), nothing(file))


def _paths(sections: tuple[SectionSpecification, ...], above: str) -> Iterator[tuple[str, SectionSpecification]]:
    for section in sections:
        path = f"{above}.sections[{section.id}]" if above else f"sections[{section.id}]"
        yield path, section
        yield from _paths(section.sections, path)
