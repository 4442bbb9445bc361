"""Everything that people wrote for a filing: narrative and the texts of study.yaml, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from regdocs.finding import Place
from regdocs.language import Bilingual, Language
from regdocs.submission.load import Submission
from regdocs.submission.narrative import Narrative, Part
from regdocs.submission.path import attribute, item
from regdocs.submission.positions import Positions


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of text as written; `document` and `section` are known of narrative alone, `path` of study.yaml."""

    text: str
    language: Language
    document: str
    section: str
    part: str
    path: str
    file: str
    line: int
    positions: Positions | None = None

    def place(self, offset: int = 0) -> Place:
        """Where the character at `offset` stands."""
        if self.positions is not None:
            return self.positions.place(self.path)
        before = self.text[:offset]
        column = offset - (before.rfind("\n") + 1) + 1
        line = self.line + before.count("\n")
        return Place(self.file, line, column, document=self.document, section=self.section)


def said(submission: Submission) -> tuple[Said, ...]:
    """All texts: the narrative in the order of its files, then those of study.yaml."""
    narrative = (_of_part(each, part) for _, each in sorted(submission.narratives.items()) for part in each.parts)
    return (*narrative, *_of_model(submission.study, "", submission.positions))


def _of_part(narrative: Narrative, part: Part) -> Said:
    return Said(
        part.text, narrative.language, narrative.document, narrative.section, part.id, "", narrative.file, part.line
    )


def _of_model(value: object, path: str, positions: Positions) -> Iterator[Said]:
    match value:
        case Bilingual():
            yield _of_field(value.ko, "ko", path, positions)
            if value.en:
                yield _of_field(value.en, "en", f"{path}.en" if f"{path}.en" in positions else path, positions)
        case str() if path not in ("", "id") and " " in value:
            yield _of_field(value, "ko", path, positions)
        case BaseModel():
            for name in type(value).model_fields:
                yield from _of_model(getattr(value, name), attribute(path, value, name), positions)
        case tuple():
            for index, each in enumerate(value):
                yield from _of_model(each, item(path, each, index), positions)


def _of_field(text: str, language: Language, path: str, positions: Positions) -> Said:
    return Said(text, language, "", "", "", path, positions.file, 0, positions)
