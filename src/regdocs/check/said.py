"""Everything that people wrote for a filing: narrative and the texts of study.yaml, each with its place."""

from __future__ import annotations

from functools import cache
from typing import Any, get_args

from msgspec import Struct

from regdocs.finding import Place
from regdocs.language import Bilingual, Language
from regdocs.study.model import Model
from regdocs.submission.load import Submission
from regdocs.submission.narrative import Narrative, Part
from regdocs.submission.path import child, item
from regdocs.submission.positions import Positions


class Said(Struct, frozen=True):
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
    texts = of_narrative(submission)
    _gather(submission.study, "", submission.positions, texts)
    return tuple(texts)


def of_narrative(submission: Submission) -> list[Said]:
    """The parts of the narrative in the order of its files."""
    return [_of_part(each, part) for _, each in sorted(submission.narratives.items()) for part in each.parts]


def _of_part(narrative: Narrative, part: Part) -> Said:
    return Said(
        part.text, narrative.language, narrative.document, narrative.section, part.id, "", narrative.file, part.line
    )


def _gather(value: object, path: str, positions: Positions, texts: list[Said]) -> None:
    """Append the texts in a value; the commonest kinds come first."""
    if isinstance(value, Bilingual):
        texts.append(_of_field(value.ko, "ko", path, positions))
        if value.en:
            texts.append(_of_field(value.en, "en", f"{path}.en" if f"{path}.en" in positions else path, positions))
    elif isinstance(value, str):
        # An id or a word of a closed list says nothing; a number that is still TBD does.
        if (" " in value or not value.islower()) and path not in ("", "id"):
            texts.append(_of_field(value, "ko", path, positions))
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            _gather(each, item(path, each, index) if isinstance(each, Model) else f"{path}[{index}]", positions, texts)
    elif isinstance(value, Model):
        fields = value.__dict__
        for attribute, name in _speaking(type(value)):
            below = fields[attribute]
            if below:
                _gather(below, child(path, name), positions, texts)


@cache
def _speaking(model: type[Model]) -> tuple[tuple[str, str], ...]:
    """The attributes of a model that may hold text, each with its name in study.yaml."""
    return tuple(
        (attribute, field.alias or attribute)
        for attribute, field in model.model_fields.items()
        if _may_speak(field.annotation)
    )


def _may_speak(annotation: Any) -> bool:
    inner = get_args(annotation)
    if inner:
        return any(map(_may_speak, inner))
    return isinstance(annotation, type) and issubclass(annotation, str | Bilingual | Model)


def _of_field(text: str, language: Language, path: str, positions: Positions) -> Said:
    return Said(text, language, "", "", "", path, positions.file, 0, positions)
