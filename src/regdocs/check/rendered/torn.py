"""What became of a text in a PDF, whose lines know no paragraphs: whether it stands there, and which sentences don't."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from regdocs.check.rendered.altered import Change, Kind, lost_meaning
from regdocs.check.rendered.counterparts import likeness, share
from regdocs.check.rendered.said import Said, said
from regdocs.check.rendered.spelling import RAISED, loose
from regdocs.document.document import Document
from regdocs.formats.rendered import Rendered, Use

_SENTENCE = re.compile(r"(?<=다\.)\s+|(?<=[음함임]\.)\s+")
_SHORTEST = 12
_ANCHOR = 8
"""Letters on either side by which a sentence that was changed inside is known again."""
_SHIFTS = ((0, 0), (_ANCHOR, 0), (0, _ANCHOR))
"""How far from the ends: what was worded otherwise may be the first or the last words."""
_MOST_PLACES = 20
_LONGER = 8
"""So much longer or shorter is a sentence that was changed; one that a page breaks has more in it."""
_GONE, _ALIKE = 0.34, 0.75
"""How much of a sentence stands elsewhere where it was deleted, and how much in its place where it was changed."""


@dataclass(frozen=True)
class Whole:
    """All that a PDF says, spelled past what fonts and programs do to it."""

    letters: str
    due: str = ""
    """All that the submission says, spelled likewise."""

    def holds(self, text: str) -> bool:
        """Whether a text stands there, as it is or with at least half of its pieces."""
        letters = _spelled(text)
        return letters in self.letters or 2 * share(letters, self.letters) >= 1

    def changes(self, each: Said) -> Iterator[Change]:
        """The sentences of a text that aren't there, or say something else; those that were worded anew are left alone."""
        if _spelled(each.text) in self.letters:
            return
        for sentence in _SENTENCE.split(each.text):
            letters = _spelled(sentence)
            if len(letters) < _SHORTEST or letters in self.letters:
                continue
            due, found = self._window(letters)
            if found and lost_meaning(due, found, [_spelled(value) for value in each.values]):
                yield Change(Kind.OTHER, sentence, found)
            elif not found and share(letters, self.letters) < _GONE:
                yield Change(Kind.MISSING, sentence, "")

    def _is_other(self, found: str) -> bool:
        """Whether the submission doesn't say just this somewhere else."""
        return found not in self.due

    def _window(self, letters: str) -> tuple[str, str]:
        """A sentence, or all but its first or last words, and what stands in its place; empty where nothing does."""
        for before, after in _SHIFTS:
            due = letters[before : len(letters) - after]
            place = self.letters.find(due[:_ANCHOR]) if len(due) >= 2 * _ANCHOR else -1
            for _ in range(_MOST_PLACES):
                if place < 0:
                    break
                stop = self.letters.find(due[-_ANCHOR:], place + _ANCHOR, place + len(due) + _LONGER)
                found = self.letters[place : stop + _ANCHOR] if stop >= 0 else ""
                if len(found) >= len(due) - _LONGER and self._is_other(found) and likeness(due, found) >= _ALIKE:
                    return due, found
                place = self.letters.find(due[:_ANCHOR], place + 1)
        return "", ""


def whole_of(rendered: Rendered, document: Document) -> Whole:
    """A PDF's text without its lists of contents, and that of the submission."""
    due = (_spelled(each.text) for section in document.walk() for each in said(section.blocks))
    paragraphs = (each.text for each in rendered.paragraphs() if each.use is not Use.CONTENTS)
    return Whole("".join(map(_spelled, (*paragraphs, *rendered.notes))), "".join(due))


def _spelled(text: str) -> str:
    """A PDF doesn't tell raised digits from others."""
    return loose(text).replace(RAISED, "")
