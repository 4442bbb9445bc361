"""The answer document (보완자료 답변서) of a round: composed like any other, its changes put in with their underlines."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

import msgspec

from regdocs.compose.compose import Composed, Job, compose
from regdocs.compose.walk import Walk
from regdocs.document.block import Cell
from regdocs.document.document import Document
from regdocs.document.inline import Break, Field, Inline, Text
from regdocs.finding import Finding, RenderingError, Severity
from regdocs.language import Bilingual
from regdocs.review.change import Change
from regdocs.review.supplement.view import View
from regdocs.review.supplement.wording import after, before, pages_of, place_of
from regdocs.submission.load import Submission
from regdocs.submission.narrative import Narrative, Part
from regdocs.submission.rounds import LoadedRound
from regdocs.template_set.load import TemplateSet

ANSWER = "supplement-answer"
_SECTION = "answers"


def answer(loaded: LoadedRound, submission: Submission, template_set: TemplateSet, view: View) -> Composed:
    """The answer's tree and what it lacks; raises `RenderingError` where the set has no such document.

    Raises `SubmissionError`, with the line of the round's file, where an answer's Markdown can't be read.
    """
    try:
        template = template_set.document(ANSWER)
    except KeyError:
        message = Bilingual(
            f"서식 모음 `{template_set.id}`에 보완자료 답변서가 없음",
            f"the template set `{template_set.id}` has no answer to a supplement demand",
        )
        raise RenderingError([Finding("supplement/no-template", Severity.ERROR, message)]) from None
    job = Job(template, offered={"round": view.round})
    composed = compose(_with_prose(submission, loaded), template_set, job)
    document = msgspec.structs.replace(
        composed.document,
        instance=loaded.id,
        number=f"{composed.document.number}-{loaded.id}",
        date=(loaded.round.answered or submission.study.filing.date).isoformat(),
    )
    return dataclasses.replace(composed, document=_filled(document, view.changes))


def _with_prose(submission: Submission, loaded: LoadedRound) -> Submission:
    """The submission with the answers as narrative, so that they may hold what narrative may and faults find their line."""
    parts = tuple(_parts(loaded))
    prose = Narrative(loaded.file, ANSWER, _SECTION, "ko", parts)
    return dataclasses.replace(submission, narratives={**submission.narratives, (ANSWER, _SECTION, "ko"): prose})


def _parts(loaded: LoadedRound) -> Iterator[Part]:
    for index, question in enumerate(loaded.round.questions):
        if question.answer is not None:
            line = loaded.first_line(f"{loaded.question(index)}.answer")
            yield Part(question.id, question.number, question.answer.ko, line)


def _filled(document: Document, changes: Mapping[str, tuple[Change, ...]]) -> Document:
    """The document with old and new wording, and where they stand, in the rows that wait for them."""
    texts: dict[str, tuple[Inline, ...]] = {}
    for path, group in changes.items():
        texts[f"{path}.places"] = tuple(_places(group))
        texts[f"{path}.before"] = before(group[0])
        texts[f"{path}.after"] = after(group[0])
    walk = _Filling(texts)
    return msgspec.structs.replace(document, sections=tuple(walk.section(section) for section in document.sections))


def _places(group: tuple[Change, ...]) -> Iterator[Inline]:
    """Every place that a change echoes in, a line each, with its pages where they are known."""
    pages = [f" ({pages})" if (pages := pages_of(change)) else "" for change in group]
    labels = [f", {change.label.ko}" if change.label.ko else "" for change in group]
    lines = dict.fromkeys(
        f"{place_of(change)}{label}{page}" for change, label, page in zip(group, labels, pages, strict=True)
    )
    for index, line in enumerate(lines):
        yield from () if index == 0 else (Break(),)
        yield Text(line)


class _Filling(Walk):
    def __init__(self, texts: Mapping[str, tuple[Inline, ...]]) -> None:
        super().__init__()
        self.texts = texts

    def cell(self, cell: Cell) -> Cell:
        filled = tuple(text for inline in cell.children for text in self._text(inline))
        return msgspec.structs.replace(cell, children=filled)

    def _text(self, inline: Inline) -> tuple[Inline, ...]:
        return self.texts.get(inline.paths[0], (inline,)) if isinstance(inline, Field) else (inline,)
