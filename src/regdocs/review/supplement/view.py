"""A round as the answer's templates see it: every value with the path of the field that it came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from regdocs.calendar.round_days import RoundDays
from regdocs.compose.lineage import Value
from regdocs.document.document import Document
from regdocs.language import Bilingual, Language
from regdocs.review.change import Change
from regdocs.review.revision import Side
from regdocs.review.supplement.assignment import Assignment, by_wording
from regdocs.review.supplement.places import Places
from regdocs.study.supplement import Area, Authority, Evidence, Question, Round
from regdocs.submission.path import item
from regdocs.submission.round_answers import document_named
from regdocs.submission.rounds import LoadedRound

ROOT = "supplement"
_ADDRESSEES = {
    Authority.MFDS: Bilingual("식품의약품안전처장", "Minister of Food and Drug Safety"),
    Authority.COMMITTEE: Bilingual(
        "첨단재생의료 및 첨단바이오의약품 심의위원회 위원장",
        "Chair of the Review Committee on Advanced Regenerative Medicine and Advanced Biopharmaceuticals",
    ),
}
_MOST = 12
"""How many rows of changes a question shows; all of them stand in the change table."""


class View:
    """What the templates of an answer see as `round`; `rows` are the changes of each row of its tables, by path."""

    def __init__(
        self,
        loaded: LoadedRound,
        old: Side,
        new: Side,
        assignment: Assignment,
        days: RoundDays,
        papers: Sequence[tuple[str, str]],
        language: Language = "ko",
    ) -> None:
        self.language: Language = language
        self.loaded, self.old, self.new, self.assignment = loaded, old, new, assignment
        self.places = Places(old.documents, new.documents, language)
        self.rows: dict[str, tuple[Change, ...]] = {}
        self.round = _record(ROOT, self._round(days, papers))

    def _round(self, days: RoundDays, papers: Sequence[tuple[str, str]]) -> dict[str, Any]:
        round_ = self.loaded.round
        plain = Value(round_, (ROOT,))
        named = ("authority", "kind", "demand", "received", "deadline", "extensions", "opening", "contact")
        return {
            **{name: getattr(plain, name) for name in named},
            "addressee": Value(addressee(round_).text(self.language), (f"{ROOT}.authority",)),
            "due": Value(days.due, (f"{ROOT}.deadline", f"{ROOT}.extensions")),
            "date": Value(days.answered, (f"{ROOT}.answered",)),
            "old_revision": Value(self.old.submission.study.revision, (f"{ROOT}.against",)),
            "areas": _listed(f"{ROOT}.questions", [self._area(area) for area in Area]),
            "papers": _listed(f"{ROOT}.papers", [self._paper(index, *each) for index, each in enumerate(papers)]),
        }

    def _area(self, area: Area) -> Value:
        questions = self.loaded.round.of_area(area)
        path = f"{ROOT}.questions"
        refused = sum(each.refusal is not None for each in questions)
        answered = sum(each.answered for each in questions)
        return _record(
            path,
            {
                "id": Value(area.value, (path,)),
                "title": Value(area, (path,)),
                "count": Value(len(questions), (path,)),
                "answered": Value(answered, (path,)),
                "accepted": Value(answered - refused, (path,)),
                "refused": Value(refused, (path,)),
                "questions": _listed(path, [self._question(each) for each in questions]),
            },
        )

    def _question(self, question: Question) -> Value:
        path = item(f"{ROOT}.questions", question, self.loaded.round.questions.index(question))
        plain = Value(question, (path,))
        changes = self.assignment.of[question.id]
        rows = by_wording(changes)
        return _record(
            path,
            {
                **{name: getattr(plain, name) for name in ("id", "number", "text", "conclusion", "refusal")},
                "prose": Value(question.answer is not None, (path,)),
                "changes": _listed(path, [self._row(path, index, each) for index, each in enumerate(rows[:_MOST])]),
                "more": Value(max(0, len(rows) - _MOST) or None, (f"{path}.changes",)),
                "places": Value(self._shown(changes), (f"{path}.changes",)),
                "evidence": _listed(path, [self._evidence(path, *each) for each in enumerate(question.evidence)]),
                "attachments": _listed(path, list(self._attachments(path, question))),
            },
        )

    def _row(self, question: str, index: int, changes: tuple[Change, ...]) -> Value:
        """Changes of one wording as a row; its texts are put in later, for no value can carry underlined words."""
        path = f"{question}.changes[{index}]"
        self.rows[path] = changes
        names = ("places", "before", "after")
        return _record(path, {name: Value(name, (f"{path}.{name}",)) for name in names})

    def _shown(self, changes: Sequence[Change]) -> str | None:
        """The first place, and how many more sections there are."""
        names = list(dict.fromkeys(self.places.of(change) for change in changes))
        others = Bilingual(f" 외 {len(names) - 1}곳", f" and {len(names) - 1} more")
        more = others.text(self.language) if len(names) > 1 else ""
        return f"{names[0]}{more}" if names else None

    def _evidence(self, question: str, index: int, evidence: Evidence) -> Value:
        path = f"{question}.evidence[{index}]"
        title, section, page = self._paper_of(evidence)
        return _record(
            path,
            {
                "title": Value(title, (path,)),
                "section": Value(section, (path,)),
                "page": Value(page, (f"{path}.page",)),
                "note": Value(evidence.note, (f"{path}.note",)),
            },
        )

    def _paper_of(self, evidence: Evidence) -> tuple[str, str | None, int | None]:
        """An evidence's paper, section and page: as written, else the section's own in the laid out document."""
        if evidence.attachment is not None:
            papers = self.new.submission.study.attachments
            found = (each.title.text(self.language) for each in papers if each.id == evidence.attachment)
            return next(found, evidence.attachment), evidence.section, evidence.page
        document = document_named(self.new.documents, evidence.document or "")
        if document is None:
            return evidence.document or "", evidence.section, evidence.page
        section = next((each for each in document.walk() if each.id == evidence.section), None)
        layout = self.new.layouts.get(document.key)
        page = evidence.page or (layout.sections.get(section.id) if section and layout else None)
        name = self.places.named(document, section.id) if section else evidence.section
        return f"{document.title.text(self.language)} ({document.number})", name, page

    def _attachments(self, path: str, question: Question) -> Iterable[Value]:
        for index, name in enumerate(question.attachments):
            papers = self.new.submission.study.attachments
            title = next((each.title for each in papers if each.id == name), name)
            yield Value(title, (f"{path}.attachments[{index}]",))

    def _paper(self, index: int, title: str, note: str) -> Value:
        path = f"{ROOT}.papers[{index}]"
        return _record(path, {"title": Value(title, (path,)), "note": Value(note or None, (path,))})


def addressee(round_: Round) -> Bilingual:
    """Whom an answer is sent to."""
    return _ADDRESSEES[round_.authority]


def paper_line(document: Document, old: Side, language: Language = "ko") -> tuple[str, str]:
    """A changed document as the list of papers names it, and which edition it replaces."""
    earlier = next((each for each in old.documents if each.key == document.key), None)
    note = Bilingual("새로 제출", "new")
    if earlier is not None:
        note = Bilingual(
            f"제{earlier.revision}판 → 제{document.revision}판", f"version {earlier.revision} → {document.revision}"
        )
    return f"{document.title.text(language)} ({document.number})", note.text(language)


def _record(path: str, values: dict[str, Any]) -> Value:
    return Value(values, (path,))


def _listed(path: str, values: list[Value]) -> Value:
    return Value(values, (path,))
