"""The fixed text of a set: Markdown that no document could show, and what has no English."""

from __future__ import annotations

from collections.abc import Iterator

from regdocs.check.templates.branches import Branch, Decisions
from regdocs.check.templates.rendering import REGISTER, Rendering
from regdocs.check.templates.scope import Knowledge
from regdocs.compose.fault import Malformed
from regdocs.compose.translate import Translator
from regdocs.compose.tree import Words, as_written, pieces
from regdocs.compose.unit import korean
from regdocs.document.block import Marker
from regdocs.document.inline import Inline
from regdocs.finding import RenderingError, Severity
from regdocs.submission.problem import shown
from regdocs.template_set.english import memory
from regdocs.template_set.load import DocumentTemplate
from regdocs.template_set.specification import SectionSpecification

_MOST_BRANCHES = 2000
"""Of one section: a template made to have more isn't gone through to its end."""

Lines = list[tuple[str, int]]


def prose(knowledge: Knowledge) -> None:
    """Read every section as Markdown, with all conditions true, with all false, and so that no branch is left out."""
    bilingual = "en" in knowledge.template_set.specification.languages
    for document in knowledge.template_set.documents:
        try:
            english = Translator(memory(knowledge.template_set, document.entry.id)) if bilingual else None
        except RenderingError as error:
            knowledge.findings.take(error.findings)
            english, bilingual = None, False
        known: set[str] = set()
        for section in document.specification.walk():
            file = f"documents/{document.entry.id}/{section.id}.md.j2"
            if file in knowledge.trees:
                try:
                    _Section(knowledge, document, section, english, known).read(file)
                except RecursionError:
                    knowledge.findings.too_deep(file)


class _Section:
    def __init__(
        self,
        knowledge: Knowledge,
        document: DocumentTemplate,
        section: SectionSpecification,
        english: Translator | None,
        known: set[str],
    ) -> None:
        self.knowledge, self.document, self.section, self.english = knowledge, document, section, english
        self.markers = [Marker(marker) for marker in document.specification.lists]
        self.branches: dict[Branch, Decisions] = {}
        self.taken: set[Branch] = set()
        self.known = known

    def read(self, file: str) -> None:
        for default in (True, False):
            self._variant(file, Rendering(self.knowledge, self.document.entry.id, self.section, default))
        for branch in list(self.branches)[:_MOST_BRANCHES]:
            if branch not in self.taken:
                decided = self.branches[branch]
                self._variant(file, Rendering(self.knowledge, self.document.entry.id, self.section, True, decided))

    def _variant(self, file: str, rendering: Rendering) -> None:
        markdown, lines = rendering.render(file)
        self.branches |= rendering.branches
        self.taken |= rendering.taken
        for first, chunk in _chunks(markdown):
            if chunk not in self.known:
                self.known.add(chunk)
                self._chunk(chunk, lines[first:])

    def _chunk(self, markdown: str, lines: Lines) -> None:
        try:
            pieces(markdown, REGISTER, self.markers, self._words(lines))
        except Malformed as malformed:
            for fault in malformed.faults:
                where = lines[min(fault.line, len(lines)) - 1]
                place = self.knowledge.findings.line(*where)
                self.knowledge.findings.add("markdown", place, fault.message.ko, fault.message.text("en"))

    def _words(self, lines: Lines) -> Words:
        english = self.english
        if english is None:
            return as_written

        def read(inlines: tuple[Inline, ...], line: int) -> tuple[Inline, ...]:
            if not korean(inlines):
                return inlines
            before = len(english.texts)
            translated = english.translated(inlines, "")
            for text in list(english.texts)[before:]:
                self._missing(text, lines[min(line, len(lines)) - 1])
            return translated

        return read

    def _missing(self, text: str, where: tuple[str, int]) -> None:
        file = f"english/{self.document.entry.id}.yaml"
        self.knowledge.findings.add(
            "missing-english",
            self.knowledge.findings.line(*where),
            f"영문이 없는 서식 글: {shown(text)}",
            f"fixed text without English: {shown(text)}",
            (f"{file}에 영문을 적으십시오", f"write its English in {file}"),
            Severity.WARNING,
        )


def _chunks(markdown: str) -> Iterator[tuple[int, str]]:
    """The Markdown in pieces that can be read by themselves, with the index of their first line.

    What is inside a box or a fence stays together, what is indented stays with what it belongs to.
    """
    start, opened, lines = 0, 0, markdown.split("\n")
    fence = ""
    for index, line in enumerate(lines):
        bare = line.strip()
        if fence or bare.startswith(("```", "~~~")):
            fence = "" if fence and bare.startswith(fence) else fence or bare[:3]
        elif bare.startswith(":::"):
            opened += 1 if bare.strip(": ") else -1
        following = lines[index + 1] if index + 1 < len(lines) else ""
        if not bare and opened <= 0 and not fence and not following.startswith((" ", "\t")) and following:
            yield start, "\n".join(lines[start:index])
            start = index + 1
    yield start, "\n".join(lines[start:])
