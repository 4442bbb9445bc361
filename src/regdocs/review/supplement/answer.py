"""The answer document (보완자료 답변서) of a round: composed like any other, its changes put in with their underlines."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from regdocs.compose.compose import Composed, compose
from regdocs.compose.job import Job
from regdocs.compose.lineage import Printed
from regdocs.compose.prose import one_level_down
from regdocs.compose.walk import Walk
from regdocs.document.block import Cell
from regdocs.document.document import Document
from regdocs.document.inline import Break, Field, Inline, Style, Styled, Text
from regdocs.finding import Finding, RenderingError, Severity
from regdocs.language import Bilingual, Language
from regdocs.review.change import Change
from regdocs.review.supplement.places import Places, pages_of
from regdocs.review.supplement.view import ROOT, View
from regdocs.review.supplement.wording import after, before
from regdocs.submission.load import Submission
from regdocs.submission.narrative import Narrative, Part
from regdocs.submission.rounds import LoadedRound
from regdocs.template_set.load import TemplateSet

ANSWER = "supplement-answer"
_SECTION = "answers"


_UNANSWERED = re.compile(rf"{ROOT}\.questions\[[^\]]*\]\.conclusion")
"""The value whose absence is told as a question without an answer."""


def answer(
    loaded: LoadedRound, submission: Submission, template_set: TemplateSet, view: View, language: Language = "ko"
) -> Composed:
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
    number = _number(submission, template.specification.suffix, loaded)
    job = Job(template, offered={"round": view.round, "document_number": number})
    composed = compose(_with_prose(submission, loaded), template_set, job, language)
    document = msgspec.structs.replace(
        composed.document,
        instance=loaded.id,
        number=number.text,
        date=(loaded.round.answered or submission.study.filing.date).isoformat(),
    )
    findings = tuple(
        _placed(each, loaded) for each in composed.findings if not _UNANSWERED.fullmatch(each.place.path or "")
    )
    return dataclasses.replace(composed, document=_filled(document, view.rows, view.places), findings=findings)


def _placed(finding: Finding, loaded: LoadedRound) -> Finding:
    """A finding about a value of the round, with its place in the round's file instead of study.yaml."""
    root, _, path = (finding.place.path or "").partition(".")
    if root != ROOT:
        return finding
    place = dataclasses.replace(loaded.place(path), document=finding.place.document)
    if finding.rule != "compose/missing-value":
        return dataclasses.replace(finding, place=place)
    message = Bilingual(f"`{path}` 값 없음", f"the value `{path}` is absent")
    remedy = Bilingual(f"{loaded.file}에 `{path}` 값을 적으십시오", f"write `{path}` in {loaded.file}")
    return dataclasses.replace(finding, message=message, place=place, remedy=remedy)


def _number(submission: Submission, suffix: str, loaded: LoadedRound) -> Printed:
    """The document's number, with the round's id behind it."""
    study = submission.study
    prefix, path = study.filing.document_prefix or study.id.upper(), "filing.document_prefix"
    return Printed(f"{prefix}-{suffix}-{loaded.id}", (path,), prefix, "document-number")


def _with_prose(submission: Submission, loaded: LoadedRound) -> Submission:
    """The submission with the answers as narrative, so that they may hold what narrative may and faults find their line."""
    parts = tuple(_parts(loaded))
    prose = Narrative(loaded.file, ANSWER, _SECTION, "ko", parts)
    return dataclasses.replace(submission, narratives={**submission.narratives, (ANSWER, _SECTION, "ko"): prose})


def _parts(loaded: LoadedRound) -> Iterator[Part]:
    for index, question in enumerate(loaded.round.questions):
        if question.answer is not None:
            line = loaded.first_line(f"{loaded.question(index)}.answer")
            yield Part(question.id, question.number, one_level_down(question.answer.ko), line)


def _filled(document: Document, rows: Mapping[str, tuple[Change, ...]], places: Places) -> Document:
    """The document with old and new wording, and where they stand, in the rows that wait for them."""
    texts: dict[str, tuple[Inline, ...]] = {}
    for path, row in rows.items():
        texts[f"{path}.places"] = tuple(_lines(row, places))
        texts[f"{path}.before"] = before(row[0], places.language)
        texts[f"{path}.after"] = after(row[0], places.language)
    walk = _Filling(texts)
    return msgspec.structs.replace(document, sections=tuple(walk.section(section) for section in document.sections))


def _lines(row: Sequence[Change], places: Places) -> Iterator[Inline]:
    """Every place of a row: a line for each section below its paper's name."""
    paper = None
    for (name, section), changes in _by_section(row, places).items():
        if name != paper:
            yield from () if paper is None else (Break(),)
            yield Styled(Style.STRONG, (Text(name),))
            paper = name
        labels = dict.fromkeys(label for each in changes if (label := each.label.text(places.language).split(" · ")[0]))
        pages = dict.fromkeys(pages for each in changes if (pages := pages_of(each)))
        yield Break()
        yield Text(f"· {section}" + (f": {', '.join(labels)}" if labels else ""))
        if pages:
            listed = ", ".join(pages)
            yield Text(f" ({listed}쪽)" if places.language == "ko" else f" (p. {listed})")


def _by_section(row: Sequence[Change], places: Places) -> dict[tuple[str, str], list[Change]]:
    found: dict[tuple[str, str], list[Change]] = {}
    for change in row:
        name = change.document_title.text(places.language)
        found.setdefault((name, places.section(change)), []).append(change)
    return found


class _Filling(Walk):
    def __init__(self, texts: Mapping[str, tuple[Inline, ...]]) -> None:
        super().__init__()
        self.texts = texts

    def cell(self, cell: Cell) -> Cell:
        filled = tuple(text for inline in cell.children for text in self._text(inline))
        return msgspec.structs.replace(cell, children=filled)

    def _text(self, inline: Inline) -> tuple[Inline, ...]:
        return self.texts.get(inline.paths[0], (inline,)) if isinstance(inline, Field) and inline.paths else (inline,)
