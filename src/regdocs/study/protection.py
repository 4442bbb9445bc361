"""How the people in the study are protected: consent, privacy, safety, compensation."""

from __future__ import annotations

from regdocs.study.model import Count, Flag, Identifier, Model, Text, Word
from regdocs.study.quantity import Duration, Money


class Consent(Model):
    """How consent is asked for and what the form has to tell (법 제11조, 규칙 제8조)."""

    process: Text | None = None
    explained_by: Text | None = None
    time_to_think: Duration | None = None
    expected_benefit: Text | None = None
    expected_risks: tuple[Text, ...] = ()
    alternatives: tuple[Text, ...] = ()
    withdrawal: Text | None = None
    after_withdrawal: Text | None = None
    conduct: tuple[Text, ...] = ()
    """행동지침 및 제약 (규칙 제8조)."""
    human_material: Flag = False
    genetic_testing: Flag = False
    contact: Text | None = None
    vulnerable: Text | None = None


class Privacy(Model):
    """How personal data are protected, including those given to the safety agency."""

    collected: tuple[Text, ...] = ()
    identification: Text | None = None
    access: Text | None = None
    provision: Text | None = None
    safety_agency: Text | None = None
    retention: Text | None = None
    disposal: Text | None = None


class StoppingRule(Model):
    """A rule that stops a participant or the study."""

    id: Identifier
    text: Text
    scope: Text | None = None
    action: Text | None = None


class AdverseEvent(Model):
    """An adverse event that is expected, with what is done."""

    id: Identifier
    name: Text
    frequency: Text | None = None
    signs: Text | None = None
    action: Text | None = None
    prevention: Text | None = None


class ReportingRule(Model):
    """The study's own reporting rule; the periods that the law sets stand in the law data, not here."""

    id: Identifier
    event: Text
    sender: Text | None = None
    receiver: Text
    within: Duration | None = None
    note: Text | None = None


class SafetyBoard(Model):
    """The data and safety monitoring board."""

    members: Count | None = None
    composition: Text | None = None
    reviews: tuple[Text, ...] = ()
    authority: Text | None = None


class Safety(Model):
    """How the safety of the participants is managed."""

    grading: Text | None = None
    causality: Text | None = None
    expected_events: tuple[AdverseEvent, ...] = ()
    special_interest: tuple[Text, ...] = ()
    stopping_rules: tuple[StoppingRule, ...] = ()
    reporting: tuple[ReportingRule, ...] = ()
    board: SafetyBoard | None = None
    emergency: Text | None = None
    facility_notice: Text | None = None
    monitoring: Text | None = None


class Insurance(Model):
    """The insurance that 법 제11조제4항 demands."""

    insurer: Text | None = None
    policy: Word | None = None
    product: Text | None = None
    per_person: Money | None = None
    total: Money | None = None
    starts: Text | None = None
    ends: Text | None = None
    excess: Money | None = None


class Compensation(Model):
    """Compensation for harm, including loss from discontinuation of the study (영 제11조제1항제8호)."""

    principle: Text | None = None
    scope: tuple[Text, ...] = ()
    exclusions: tuple[Text, ...] = ()
    procedure: tuple[Text, ...] = ()
    standard: Text | None = None
    discontinuation: Text | None = None
    payment_period: Duration | None = None
    insurance: Insurance | None = None
    contact: Text | None = None


class CordBlood(Model):
    """Origin of cord blood under 「제대혈 관리 및 연구에 관한 법률」."""

    bank: Identifier | None = None
    unit_status: Text | None = None
    approval_number: Word | None = None
    supply_report_number: Word | None = None
    donation_consent: Text | None = None
    collection_consent: Text | None = None
    donor_information: Text | None = None
