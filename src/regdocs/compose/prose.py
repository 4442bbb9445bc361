"""The narrative of one section, handed to its template part by part, and where each line of it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from regdocs.compose.environment import Environment, render_narrative
from regdocs.compose.view import Conditions
from regdocs.finding import Place
from regdocs.language import Bilingual, Language
from regdocs.submission.load import Submission
from regdocs.submission.narrative import Narrative, Part
from regdocs.template_set.load import TemplateSet
from regdocs.template_set.specification import PartSpecification, SectionSpecification

_HEADING = re.compile(r"^(#{2,5})(?=\s)")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")


class Composer(Protocol):
    """What a section's prose needs of the document that it stands in."""

    submission: Submission
    template_set: TemplateSet
    language: Language
    environment: Environment
    conditions: Conditions
    context: dict[str, Any]

    @property
    def document(self) -> str: ...

    def found(self, rule: str, message: Bilingual, place: Place, remedy: Bilingual) -> None: ...


@dataclass(frozen=True, slots=True)
class Origin:
    """Narrative as it was handed to a template: its file, the line where it begins there, its rendered text."""

    file: str
    line: int
    text: str


class Prose:
    """The narrative of one section; `placed` are the ids of the parts that its template has asked for."""

    def __init__(self, composer: Composer, specification: SectionSpecification) -> None:
        self.composer, self.specification = composer, specification
        # What nobody has translated stands in Korean.
        self.narratives = narratives_of(composer.submission, composer.document, specification.id, composer.language)
        self.placed: set[str] = set()
        self.origins: list[Origin] = []

    def part(self, name: str) -> str:
        """The heading of a part and its prose; nothing where the part doesn't apply to this study."""
        specification = self.specification_of(name)
        text = self.body(name)
        if not text:
            return ""
        # The heading is fixed text like any other of the template; it is translated with it.
        return f"\n\n## {specification.title.ko} {{#{name}}}\n\n{text}"

    def body(self, name: str = "") -> str:
        """The prose of a part without its heading; a visible gap and a finding where it is asked for and absent."""
        self.placed.add(name)
        specification = self.specification_of(name) if name else None
        found = self.find(name, specification)
        if found is not None:
            return self.rendered(*found)
        if specification and not (specification.required and self.composer.conditions._hold(specification.when)):
            return ""
        return self.gap(name, specification)

    def rendered(self, file: str, part: Part) -> str:
        composer = self.composer
        text = render_narrative(composer.environment, file, part.line, one_level_down(part.text), composer.context)
        self.origins.append(Origin(file, part.line, text))
        return text + "\n\n"

    def find(self, name: str, specification: PartSpecification | None) -> tuple[str, Part] | None:
        """The part and its file: the section's own, else the one that the specification says to take."""
        own = _written(self.narratives, name)
        if own is not None or specification is None or specification.source is None:
            return own
        document, _, rest = specification.source.partition("/")
        section, _, part = rest.partition("#")
        return _written(narratives_of(self.composer.submission, document, section, self.composer.language), part)

    def gap(self, name: str, specification: PartSpecification | None) -> str:
        """The mark that stands where prose is absent, reported with the file and the heading to write."""
        composer = self.composer
        file = f"narrative/{composer.document}/{self.specification.id}.md"
        title = (specification or self.specification).title
        if specification is not None and specification.source is not None:
            file, _, name = f"narrative/{specification.source}".replace("#", ".md#").partition("#")
            title = self.title_at(specification.source) or title
        heading = f"# {title.ko} {{#{name}}}" if name else title.ko
        path = f"{file}#{name}" if name else file
        composer.found(
            "compose/missing-prose",
            Bilingual(f"「{title.ko}」 본문 없음", f"the prose “{title.text('en')}” is absent"),
            self.empty_at(file, name, path),
            Bilingual(f"{file}의 `{heading}` 아래에 쓰십시오", f"write it in {file} under `{heading}`"),
        )
        return composer.environment.register.token(composer.environment.gap(path)) + "\n\n"

    def empty_at(self, file: str, name: str, path: str) -> Place:
        """The heading over nothing where it is there already; else the file."""
        narratives = self.composer.submission.narratives.values()
        parts = (part for each in narratives if each.file == file and (part := each.part(name)) is not None)
        part = next(parts, None)
        return Place(file, part.line - 1, 1, path) if part is not None and name else Place(file, path=path)

    def title_at(self, source: str) -> Bilingual | None:
        """The title of the part that stands elsewhere: papers that take one part ask for it under one heading."""
        document, _, rest = source.partition("/")
        section, _, part = rest.partition("#")
        sections = self.composer.template_set.document(document).specification.walk()
        parts = (each for place in sections if place.id == section for each in place.narrative)
        return next((each.title for each in parts if each.id == part), None)

    def rest(self, has_template: bool) -> Iterable[str]:
        """Parts that the template left over: declared ones where there is no template, then the writer's own."""
        if not has_template:
            yield from (self.part(part.id) for part in self.specification.narrative)
        for narrative in self.narratives:
            for part in narrative.parts:
                if part.id not in self.placed and part.text.strip():
                    yield self.own(narrative.file, part)

    def own(self, file: str, part: Part) -> str:
        """A part that the writer has added, under the writer's own heading."""
        if not part.id:
            return self.body("")
        heading = f"## {part.title} {{#{part.id}}}"
        self.origins.append(Origin(file, part.line - 1, heading))
        return f"\n\n{heading}\n\n{self.body(part.id)}"

    def specification_of(self, name: str) -> PartSpecification:
        """What the set declares of a part, or what the writer's own heading says; raises ValueError for neither."""
        for part in self.specification.narrative:
            if part.id == name:
                return part
        for narrative in self.narratives:
            own = narrative.part(name)
            if own is not None:
                return PartSpecification(id=name, title=Bilingual(own.title))
        raise ValueError(f"section `{self.specification.id}` declares no narrative part `{name}`")

    def origin(self, markdown: str, line: int) -> Place | None:
        """The narrative line that stands in a line (from 1) of the section's Markdown; None for the template's own."""
        # Two parts may say the same: the one that was handed out second stands behind the first.
        ends: dict[str, int] = {}
        for origin in self.origins:
            said = origin.text.strip()
            offset = markdown.find(said, ends.get(said, 0)) if said else -1
            if offset < 0:
                continue
            ends[said] = offset + len(said)
            first = markdown.count("\n", 0, offset) - origin.text[: origin.text.index(said)].count("\n") + 1
            if first <= line <= first + origin.text.count("\n"):
                return Place(file=origin.file, line=origin.line + line - first)
        return None


def narratives_of(submission: Submission, document: str, section: str, language: Language) -> list[Narrative]:
    """The section's narrative in `language`, and the Korean one for the parts that nobody has translated."""
    narratives: Mapping[tuple[str, str, Language], Narrative] = submission.narratives
    languages = dict.fromkeys((language, "ko"))
    return [found for each in languages if (found := narratives.get((document, section, each)))]


def written(narrative: Narrative, part: Part, offset: int) -> Place:
    """File, line and column of a character of a part."""
    before = part.text[:offset]
    return Place(narrative.file, part.line + before.count("\n"), len(before) - before.rfind("\n"))


def first_written(submission: Submission, word: str) -> Place | None:
    """Where the Korean narrative, in the order of its files, first has a word; None where it stands elsewhere."""
    whole = re.compile(rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])")
    for _, narrative in sorted(submission.narratives.items()):
        for part in narrative.parts if narrative.language == "ko" else ():
            if found := whole.search(part.text):
                return written(narrative, part, found.start())
    return None


def _written(narratives: Iterable[Narrative], name: str) -> tuple[str, Part] | None:
    """The first of these narratives that holds text for a part, as its file and the part."""
    parts = ((narrative.file, narrative.part(name)) for narrative in narratives)
    return next(((file, part) for file, part in parts if part and part.text.strip()), None)


def one_level_down(text: str) -> str:
    """Headings one level lower, since the part's own heading stands above them; code stays as it is."""
    lines, fence = text.split("\n"), ""
    for index, line in enumerate(lines):
        mark = _FENCE.match(line)
        if mark:
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        elif not fence:
            lines[index] = _HEADING.sub(r"#\1", line)
    return "\n".join(lines)
