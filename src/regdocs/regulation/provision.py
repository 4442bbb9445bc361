"""The rest of the law data: headings, lists of items, papers, time limits, reports, changes, and what nobody could read."""

from __future__ import annotations

from enum import Enum

from pydantic import Field

from regdocs.regulation.citation import Citation, Confidence, Standing, Validity
from regdocs.regulation.requirement import Level
from regdocs.study.model import Count, Day, Flag, Identifier, Model, Text, Word


class Condition(Model):
    """A named situation: an expression over `study` and over other conditions' names."""

    id: Identifier
    title: Text
    expression: Word
    citations: tuple[Citation, ...] = ()
    confidence: Confidence
    note: Text | None = None


class Heading(Model):
    """A heading of the research plan whose number, wording and order the guideline fixes."""

    number: Word
    title: Text
    section: Identifier
    basis: tuple[Citation, ...]
    confidence: Confidence
    """Of the contents; for the heading itself the table of contents' confidence counts."""
    level: Level = Level.REQUIRED
    in_force: Validity | None = None
    note: Text | None = None


class Headings(Model):
    """The table of contents of one document; `in_force` holds for every heading that has none of its own."""

    document: Identifier
    citation: Citation
    toc_confidence: Confidence
    in_force: Validity
    returnable: Flag
    """Whether altering it can get the filing returned."""
    headings: tuple[Heading, ...] = Field(min_length=1)


class Item(Model):
    """An entry of a list that the law gives, in its wording."""

    id: Identifier
    title: Text
    citation: Citation


class Group(Model):
    """Entries under one sub-heading of a list; a group without entries is an entry itself."""

    id: Identifier
    title: Text
    citation: Citation
    items: tuple[Item, ...] = ()


class ItemList(Model):
    """A list that the law gives: data to file, or what a consent form has to tell."""

    id: Identifier
    title: Text
    citation: Citation
    confidence: Confidence
    omissible: Flag = False
    """Whether an entry may be left out with its own reason (식약처고시 제4조)."""
    groups: tuple[Group, ...] = Field(min_length=1)

    @property
    def entries(self) -> tuple[Item, ...]:
        """The entries in order, a group without entries standing for itself."""
        found: list[Item] = []
        for group in self.groups:
            found.extend(group.items or [Item(id=group.id, title=group.title, citation=group.citation)])
        return tuple(found)


class RiskGround(Model):
    """A ground that makes a study high-risk."""

    id: Identifier
    title: Text
    citation: Citation
    confidence: Confidence


class ReturnGround(Model):
    """A ground on which the secretariat may return a filing."""

    id: Identifier
    title: Text
    citation: Citation
    confidence: Confidence


class Paper(Model):
    """A paper of the filing: written by the template set (`document`) or attached in a `role`."""

    id: Identifier
    title: Text
    document: Identifier | None = None
    role: Identifier | None = None
    form: Text | None = None
    guideline_form: Text | None = None
    route: Word
    """committee, mfds, combined, procedure or practice."""
    level: Level
    when: Word | None = None
    standing: Standing
    confidence: Confidence
    citations: tuple[Citation, ...] = ()
    note: Text | None = None


class Counting(Model):
    """A way of counting days (see `regdocs.regulation.days`)."""

    id: Identifier
    title: Text
    rule: Text
    citations: tuple[Citation, ...]
    confidence: Confidence
    note: Text | None = None


class TimeLimit(Model):
    """A time limit; `days` is absent where an authority sets it in each case."""

    id: Identifier
    title: Text
    days: Count | None = None
    maximum: Flag = False
    """Whether an authority may set less."""
    counting: Identifier | None = None
    start: Text | None = None
    extensions: Count | None = None
    citations: tuple[Citation, ...] = Field(min_length=1)
    in_force: Validity
    confidence: Confidence
    counting_confidence: Confidence | None = None
    note: Text | None = None


class StudyEvent(Enum):
    """What a period of the study's conduct is counted from."""

    APPROVAL = "approval"
    LAST_OBSERVATION = "last_observation"


class Report(Model):
    """Something to be reported during or after the study; `days` is absent where the law says 'without delay'.

    `after` is given where the period is counted from something that happens once.
    """

    id: Identifier
    event: Text
    due: Text
    days: Count | None = None
    after: StudyEvent | None = None
    receiver: Text | None = None
    citations: tuple[Citation, ...] = Field(min_length=1)
    confidence: Confidence
    old_version: Flag = False
    """Whether the text read is no longer the current one."""
    note: Text | None = None


class Retention(Model):
    """How long records are kept."""

    id: Identifier
    title: Text
    years: Count
    start: Text
    citations: tuple[Citation, ...] = Field(min_length=1)
    confidence: Confidence


class ClockStop(Model):
    """A span that doesn't count towards the processing period."""

    id: Identifier
    title: Text
    citation: Citation
    confidence: Confidence


class TimeLimits(Model):
    """What stands in `time-limits.yaml`."""

    counting: tuple[Counting, ...]
    limits: tuple[TimeLimit, ...]
    clock_stops: tuple[ClockStop, ...]
    reports: tuple[Report, ...]
    retention: tuple[Retention, ...]


class ChangeCategory(Model):
    """A kind of change after approval.

    `fields` are prefixes of study.yaml paths that belong to it, `sections` documents or sections with all below them
    (`research-plan/evidence`) whose prose does.
    """

    id: Identifier
    number: Count
    title: Text
    fields: tuple[Word, ...] = ()
    sections: tuple[Word, ...] = ()
    confidence: Confidence


class Changes(Model):
    """Changes of an approved plan: who decides, and which ones the guideline lists."""

    rule: Text
    citations: tuple[Citation, ...]
    confidence: Confidence
    categories_citation: Citation
    categories_confidence: Confidence
    """Of reading the list as that of important changes."""
    categories: tuple[ChangeCategory, ...]
    bookkeeping: tuple[Word, ...] = ()
    """Prefixes of study.yaml paths that only say which edition it is."""
    review_citations: tuple[Citation, ...] = ()
    """What governs changes while the review still runs."""
    mfds_procedure: Text
    """What is known of a change approval by MFDS."""


class Outcome(Enum):
    """How an amendment stands to this data."""

    FOLLOWED = "followed"
    NOT_RELEVANT = "not_relevant"
    NOT_READ = "not_read"


class Amendment(Model):
    """A change of the law that is known of, and whether this data follows it."""

    date: Day
    title: Text
    confidence: Confidence
    outcome: Outcome


class Gap(Model):
    """Something that nobody could read or settle; `remedy` says whom to ask or what to compare."""

    id: Identifier
    title: Text
    remedy: Text | None = None
