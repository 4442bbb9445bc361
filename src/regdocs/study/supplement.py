"""A supplement round (보완): what an authority demanded, by when, and what is answered to each of its questions."""

from __future__ import annotations

import datetime

from pydantic import Field

from regdocs.study.model import Count, Day, Flag, Identifier, Model, Text, Word
from regdocs.study.terms import Term


class Authority(Term):
    """Who demands a supplement."""

    MFDS = "mfds", "식품의약품안전처", "Ministry of Food and Drug Safety"
    COMMITTEE = "committee", "첨단재생의료 및 첨단바이오의약품 심의위원회", "review committee"


class RoundKind(Term):
    """Which demand it is; a committee's outcome that asks for changes opens a round of its own."""

    FIRST = "first", "1차 보완", "first supplement"
    SECOND = "second", "2차 보완", "second supplement"
    LAST = "last", "재보완(마지막 보완)", "last demand"
    CONDITIONAL = "conditional", "조건부 적합에 따른 보완", "supplement after conditional approval"
    RECONSIDERATION = "reconsideration", "재심의에 따른 보완", "supplement for reconsideration"

    @property
    def outcome(self) -> bool:
        """Whether an outcome of the committee's review opened the round."""
        return self in (RoundKind.CONDITIONAL, RoundKind.RECONSIDERATION)


class Area(Term):
    """What a question is about, in the order of an answer."""

    COMMON = "common", "공통", "general"
    QUALITY = "quality", "품질", "quality"
    NONCLINICAL = "nonclinical", "비임상", "non-clinical"
    CLINICAL = "clinical", "임상", "clinical"


class Demand(Model):
    """The letter that demands the supplement; `receipt` is the number under which the filing was received."""

    number: Word
    title: Text | None = None
    receipt: Word | None = None
    sender: Text | None = None


class MoreTime(Model):
    """More time that was asked for on `asked`, and the day to which it was put off (or would be)."""

    asked: Day
    until: Day
    granted: Flag = True
    reason: Text | None = None


class Evidence(Model):
    """What an answer rests on: a document of the filing, or an attached paper, with section and page."""

    document: Identifier | None = None
    section: Word | None = None
    attachment: Identifier | None = None
    page: Count | None = None
    note: Text | None = None


class Question(Model):
    """A question of the demand, verbatim, and its answer.

    `conclusion` is the answer in one sentence; `answer` is what follows it, in the Markdown of the narrative. `refusal`
    is the reason (사유) where what is asked for isn't done. `changes` names what was changed for it: ids of changes,
    field paths of study.yaml, `document` or `document/section`.
    """

    id: Identifier
    number: Word
    area: Area
    text: Text
    conclusion: Text | None = None
    answer: Text | None = None
    refusal: Text | None = None
    changes: tuple[Word, ...] = ()
    attachments: tuple[Identifier, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether anything is said to it."""
        return self.conclusion is not None


class Round(Model):
    """What stands in `supplements/ROUND.yaml`.

    `against` is the label of the frozen revision that the demand speaks of. `answered` is the day of the answer; until
    it is known the filing date stands for it.
    """

    authority: Authority
    kind: RoundKind
    demand: Demand
    received: Day
    deadline: Day | None = None
    extensions: tuple[MoreTime, ...] = ()
    answered: Day | None = None
    against: Word
    opening: Text | None = None
    contact: Identifier | None = None
    questions: tuple[Question, ...] = Field(min_length=1)

    @property
    def due(self) -> datetime.date | None:
        """The last day for the answer, with the extensions that were granted."""
        granted = [each.until for each in self.extensions if each.granted]
        return max([*granted, *([self.deadline] if self.deadline else [])], default=None)

    def of_area(self, area: Area) -> tuple[Question, ...]:
        """The questions of one area, in the demand's order."""
        return tuple(each for each in self.questions if each.area is area)
