"""What the study runs on: money, data, and the papers that are filed with it."""

from __future__ import annotations

import datetime

from regdocs.study.model import Count, Day, Flag, Identifier, Integer, Model, Number, Text, Word
from regdocs.study.quantity import Duration, Money
from regdocs.study.terms import PaperLanguage


class BudgetItem(Model):
    """A line of the budget: an amount for each unit (person, visit, year) and how many units."""

    id: Identifier
    group: Text | None = None
    name: Text
    unit_cost: Money
    count: Number
    basis: Text | None = None


class FundingSource(Model):
    """Where the money comes from."""

    id: Identifier
    name: Text
    amount: Money | None = None
    kind: Text | None = None


class Budget(Model):
    """What the study costs and who pays; nothing is charged to participants (법 제10조제6항)."""

    items: tuple[BudgetItem, ...] = ()
    sources: tuple[FundingSource, ...] = ()
    participant_charge: Text | None = None
    insurance_coverage_requested: Flag = False
    """Whether 요양급여 적용 결정 is asked for (복지부고시 제6조)."""


class DataManagement(Model):
    """How data are recorded, collected and kept (규칙 제5조: ten years)."""

    system: Text | None = None
    case_report_form: Text | None = None
    source_data: Text | None = None
    verification: Text | None = None
    retention_years: Integer | None = None
    safety_system: Text | None = None
    custodian: Identifier | None = None
    storage: Text | None = None


class Attachment(Model):
    """A paper filed along: its role, its file, its validity."""

    id: Identifier
    role: Identifier
    title: Text
    file: Word | None = None
    date: Day | None = None
    valid_until: Day | None = None
    language: PaperLanguage = PaperLanguage.KO
    summary: Word | None = None
    """The Korean summary of a paper in another language (a narrative file or an attachment's id)."""
    institution: Identifier | None = None
    copies: Count = 1
    signed: Identifier | None = None
    """The generated document whose signed original this is."""


class Abbreviation(Model):
    """A short form and what it stands for."""

    short: Word
    full: Text


class Filing(Model):
    """The act of filing: when, with what, asking for what. Every date of the papers defaults to `date`."""

    date: Day
    law_as_of: Day | None = None
    receipt_date: Day | None = None
    combined_review: Flag = False
    combined_reason: Text | None = None
    review_application: Flag = False
    """Whether the 심의신청서 (규칙 별지 제5호) is generated too; whether high risk needs it is not settled."""
    document_prefix: Word | None = None
    contact: Identifier | None = None
    earlier_rejection: Text | None = None
    """What was improved since an earlier 부적합 (복지부고시 제5조제2항제3호)."""
    foreign_data: Flag = False
    consultations: tuple[Text, ...] = ()
    note: Text | None = None

    @property
    def as_of(self) -> datetime.date:
        """The day whose law the filing follows."""
        return self.law_as_of or self.date


class Schedule(Model):
    """Planned milestones of the study, counted from MFDS approval."""

    id: Identifier
    name: Text
    at: Duration
    note: Text | None = None
