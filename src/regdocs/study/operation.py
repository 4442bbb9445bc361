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
    """The Korean summary of a paper in another language: an attachment's id, or the paper made from `main_points`."""
    main_points: tuple[Text, ...] = ()
    """The main points of a paper in another language, in Korean (식약처고시 제3조제4항), a paragraph each."""
    institution: Identifier | None = None
    copies: Count = 1
    signed: Identifier | None = None
    """The generated document whose signed original this is."""
    printed_from: Word | None = None
    """What was printed to be signed: the revision of the filing that its foot tells, or how its PDF's SHA-256 begins."""


class Abbreviation(Model):
    """A short form and what it stands for."""

    short: Word
    full: Text


class Letter(Model):
    """The official letter that the filing goes out with (행정업무의 운영 및 혁신에 관한 규정 시행규칙)."""

    number: Word | None = None
    """시행번호: the sender's department and serial number."""
    recipient: Text | None = None
    via: Text | None = None
    subject: Text | None = None
    drafter: Text | None = None
    reviewer: Text | None = None
    approver: Text | None = None
    postal_code: Word | None = None
    homepage: Word | None = None
    disclosure: Text | None = None


class Extension(Model):
    """A request of `date` for more time to answer a supplement demand."""

    date: Day
    demand: Word
    demanded: Day
    deadline: Day
    until: Day
    body: Text
    count: Count = 1
    reason: Text


class Objection(Model):
    """An objection, raised on `date`, to the return of a filing (복지부고시 제5조제3항, 별지 제2호서식)."""

    date: Day
    notice: Word
    notified: Day
    return_reason: Text
    reason: Text


class ChangeItem(Model):
    """One change of an approved plan."""

    id: Identifier
    item: Text
    before: Text
    after: Text
    reason: Text


class ChangeReport(Model):
    """A report of changes to a plan found suitable (복지부고시 제8조)."""

    approval: Word
    date: Day
    changes: tuple[ChangeItem, ...]


class Withdrawal(Model):
    """The withdrawal of a filing."""

    receipt: Word
    date: Day
    reason: Text


class Procedures(Model):
    """What was asked for or reported after filing; each entry makes its paper."""

    extension: Extension | None = None
    objection: Objection | None = None
    change_report: ChangeReport | None = None
    withdrawal: Withdrawal | None = None


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
    letter: Letter | None = None
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
