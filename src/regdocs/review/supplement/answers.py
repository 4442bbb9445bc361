"""What is wrong with the answers of a round when they are held against what changed: named changes that are none, unasked ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from regdocs.calendar.entry import cited
from regdocs.document.document import Document
from regdocs.finding import Finding, Place, Severity
from regdocs.language import Bilingual
from regdocs.review.change import Change
from regdocs.review.revision import Side
from regdocs.review.supplement.assignment import Assignment, by_group
from regdocs.review.supplement.places import Places
from regdocs.study.supplement import Question
from regdocs.submission.problem import shown
from regdocs.submission.round_answers import standing, unknown_evidence
from regdocs.submission.rounds import LoadedRound

_ALTERED, _UNCHANGED = "altered-contents", "refiled-unchanged"


@dataclass(frozen=True)
class Answers:
    """A round's answers, to be judged against the two revisions and what changed between them."""

    loaded: LoadedRound
    old: Side
    new: Side
    assignment: Assignment

    @cached_property
    def places(self) -> Places:
        return Places(self.old.documents, self.new.documents)

    def findings(self) -> Iterator[Finding]:
        """Everything that is wrong with the answers, first what is wrong with them as they stand."""
        yield from standing(self.loaded, self.new.submission)
        yield from unknown_evidence(self.loaded, self.new.documents)
        for index, question in enumerate(self.loaded.round.questions):
            yield from self._question(question, self.loaded.question(index))
        yield from self._unknown_changes()
        yield from self._unasked()
        yield from self._unchanged()
        yield from self._contents()

    def _question(self, question: Question, path: str) -> Iterator[Finding]:
        if question.answered and not (
            self.assignment.of[question.id] or question.evidence or question.attachments or question.refusal
        ):
            number = shown(question.number)
            message = Bilingual(
                f"질의 {number}의 답변에 변경, 근거, 사유가 없음",
                f"the answer to question {number} names no change, no evidence and no reason",
            )
            remedy = Bilingual(
                "`changes`, `evidence` 또는 `refusal`을 적으십시오", "give `changes`, `evidence` or a `refusal`"
            )
            yield self._finding("nothing-named", Severity.WARNING, message, path, remedy)

    def _unknown_changes(self) -> Iterator[Finding]:
        for path, name in self.assignment.unknown:
            message = Bilingual(
                f"`{self.old.label}` 뒤로 바뀐 것 가운데 없음: `{shown(name)}`",
                f"nothing that changed since `{self.old.label}` is called `{shown(name)}`",
            )
            remedy = Bilingual(
                "`regdocs diff`가 보이는 변경의 id, 필드 경로 또는 `문서/항목`을 적으십시오",
                "give an id of a change as `regdocs diff` shows it, a field path, or `document/section`",
            )
            yield self._finding("unknown-change", Severity.ERROR, message, path, remedy)

    def _unasked(self) -> Iterator[Finding]:
        """One finding for each cause, for a field that echoes in nine documents is one change."""
        for group in by_group(self.assignment.unasked):
            yield self._unasked_finding(group)

    def _unasked_finding(self, group: Sequence[Change]) -> Finding:
        first = group[0]
        cause = first.causes[0] if first.causes else None
        what = shown(cause or "/".join(filter(None, (first.document, first.section))))
        where = self.places.of(first)
        message = Bilingual(
            f"어느 질의의 답변도 아닌 변경: `{what}`({where}, {len(group)}곳)",
            f"a change that answers no question: `{what}` ({len(group)} place{'s' if len(group) > 1 else ''})",
        )
        remedy = Bilingual(
            "그 변경이 답하는 질의의 `changes`에 적거나 변경을 되돌리십시오",
            "name it under the `changes` of a question, or take the change back",
        )
        place = Place(self.loaded.file, path=cause, document=first.document, section=first.section or None)
        return Finding("supplement/unasked-change", Severity.WARNING, message, place, remedy)

    def _unchanged(self) -> Iterator[Finding]:
        """A supplement in which nothing changed: the rule names the filing after a rejection, and says so."""
        if self.assignment.unasked or any(self.assignment.of.values()):
            return
        label = self.old.label
        message = Bilingual(
            f"`{label}` 뒤로 바뀐 내용이 없음: 보완 없이 다시 낸 자료는 반려될 수 있음(고시는 부적합 통보 뒤의 재신청에 대하여 정함)",
            f"nothing has changed since `{label}`: what is filed again as it was can be returned (the notice says so of "
            "filings after a rejection)",
        )
        yield self._finding(
            "refiled-unchanged", Severity.WARNING, message, "against", citations=self._ground(_UNCHANGED)
        )

    def _contents(self) -> Iterator[Finding]:
        """The fixed table of contents, which stood in the old revision and is another one now."""
        returnable = {each.document for each in self.new.template_set.law.headings if each.returnable}
        before = {each.key: each for each in self.old.documents}
        for document in self.new.documents:
            earlier = before.get(document.key)
            if document.id not in returnable or earlier is None or _outline(document) == _outline(earlier):
                continue
            message = Bilingual(
                f"{document.title.ko}: 지침이 정한 목차가 `{self.old.label}`와 다름: 목차를 바꾸면 반려될 수 있음",
                f"{document.title.text('en')}: the fixed table of contents isn't that of `{self.old.label}`; altering it "
                "can get the filing returned",
            )
            place = Place(document=document.id)
            citations = self._ground(_ALTERED)
            yield Finding("supplement/altered-contents", Severity.WARNING, message, place, citations=citations)

    def _ground(self, name: str) -> tuple[str, ...]:
        law = self.new.template_set.law
        return tuple(cited(law, [each.citation]).ko for each in law.return_grounds if each.id == name)

    def _finding(
        self,
        rule: str,
        severity: Severity,
        message: Bilingual,
        path: str,
        remedy: Bilingual | None = None,
        citations: tuple[str, ...] = (),
    ) -> Finding:
        return Finding(f"supplement/{rule}", severity, message, self.loaded.place(path), remedy, citations)


def _outline(document: Document) -> list[tuple[str, str]]:
    return [(section.number, section.title.ko) for section in document.walk() if section.official]
