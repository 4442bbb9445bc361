"""Footnotes of a redline: those of both revisions in one part, their texts tracked too."""

from __future__ import annotations

import re

from regdocs.formats.docx.inlines import Footnotes
from regdocs.formats.docx.merge import merged
from regdocs.formats.docx.revision import Revisions
from regdocs.review.redline.texts import stretches
from regdocs.review.words import spans

_CALL = re.compile(r'<w:footnoteReference w:id="(\d+)"/>')


class NotePart:
    """The new revision's notes, to which those of the old one are added that it lacks; ids are places from 1."""

    def __init__(self, old: Footnotes, new: Footnotes, revisions: Revisions) -> None:
        self._old = old
        self._new = new
        self._revisions = revisions

    def inserted(self, new: int) -> None:
        note, content = self._new.notes[new - 1]
        self._new.notes[new - 1] = note, self._revisions.inserted_runs(content)

    def deleted(self, old: int) -> int:
        note, content = self._old.notes[old - 1]
        self._new.notes.append((note, self._revisions.deleted_runs(content)))
        return len(self._new.notes)

    def kept(self, old: int, new: int) -> None:
        (before, old_content), (after, new_content) = self._old.notes[old - 1], self._new.notes[new - 1]
        if before != after:
            aligned = stretches(old_content, new_content, spans(before.children, after.children))
            self._new.notes[new - 1] = after, merged(old_content, new_content, aligned, self._revisions, _NONE)

    def all_inserted(self, xml: str) -> str:
        """`xml`, whose notes are all new."""
        for call in _CALL.findall(xml):
            self.inserted(int(call))
        return xml

    def all_deleted(self, xml: str) -> str:
        """`xml` of the old side, with its notes taken over."""
        return _CALL.sub(lambda call: call[0].replace(call[1], str(self.deleted(int(call[1])))), xml)

    def xml(self, body: str) -> str:
        """The part with the notes in the order in which `body` calls them."""
        return self._new.xml(dict.fromkeys(int(call) for call in _CALL.findall(body)))


class _NoNotes:
    """A note has no notes of its own."""

    def inserted(self, new: int) -> None:
        raise AssertionError(new)

    def deleted(self, old: int) -> int:
        raise AssertionError(old)

    def kept(self, old: int, new: int) -> None:
        raise AssertionError(old, new)


_NONE = _NoNotes()
