"""Everything that people wrote for a filing: narrative and the texts of study.yaml, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from regdocs.finding import Place
from regdocs.language import Bilingual, Language
from regdocs.study.model import Model
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
    """Append the texts in a value; the commonest kinds come first, since most of a study's thousands are no text."""
    if isinstance(value, str):
        if path not in ("", "id") and " " in value:
            texts.append(_of_field(value, "ko", path, positions))
    elif isinstance(value, Bilingual):
        texts.append(_of_field(value.ko, "ko", path, positions))
        if value.en:
            texts.append(_of_field(value.en, "en", f"{path}.en" if f"{path}.en" in positions else path, positions))
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            _gather(each, item(path, each, index), positions, texts)
    elif isinstance(value, Model):
        for name, below in value.__dict__.items():
            if below is not None and below != ():
                _gather(below, attribute(path, value, name), positions, texts)


def _of_field(text: str, language: Language, path: str, positions: Positions) -> Said:
    return Said(text, language, "", "", "", path, positions.file, 0, positions)


class Joined:
    """Texts, or pieces of them, as one, so that a pattern runs once over all; nothing that it finds spans two.

    A piece is a text, the offset at which it begins there, and its characters.
    """

    def __init__(self, texts: Iterable[Said]) -> None:
        self._join([(each, 0, each.text) for each in texts])

    @classmethod
    def of_pieces(cls, pieces: Iterable[tuple[Said, int, str]]) -> Joined:
        joined = cls(())
        joined._join(list(pieces))
        return joined

    def _join(self, pieces: list[tuple[Said, int, str]]) -> None:
        self.pieces = pieces
        self.text = _BETWEEN.join(text for _, _, text in pieces)
        self._starts = list(accumulate((len(text) + len(_BETWEEN) for _, _, text in pieces), initial=0))

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[Said, re.Match[str], int]]:
        """Each match with the text that it stands in, and its offset there."""
        return map(self._placed, pattern.finditer(self.text))

    def _placed(self, found: re.Match[str]) -> tuple[Said, re.Match[str], int]:
        index = bisect_right(self._starts, found.start()) - 1
        said, offset, _ = self.pieces[index]
        return said, found, found.start() - self._starts[index] + offset


_BETWEEN = "\n\n\0\n\n"
