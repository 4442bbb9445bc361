"""The study: everything that study.yaml holds, in one frozen model."""

from __future__ import annotations

from pydantic import Field

from regdocs.study.design import Design, Population, Statistics
from regdocs.study.evidence import ClinicalExperience, Consultation, Necessity, NonclinicalStudy, Omission
from regdocs.study.model import Day, Flag, Identifier, Model, Text, Word
from regdocs.study.operation import Abbreviation, Attachment, Budget, DataManagement, Filing, Procedures, Schedule
from regdocs.study.organisation import Contract, Institution, Organisation, Person, ProcessingFacility
from regdocs.study.product import CellProduct
from regdocs.study.protection import Compensation, Consent, CordBlood, Privacy, Safety
from regdocs.study.terms import RiskClass, RiskLimb


class Disease(Model):
    """What is treated, in whom."""

    name: Text
    code: Word | None = None
    severity: Text | None = None
    description: Text | None = None
    unmet_need: Text | None = None


class Risk(Model):
    """The class claimed and why (영 제11조제1항제2호)."""

    risk_class: RiskClass = Field(alias="class")
    limbs: tuple[RiskLimb, ...] = ()
    reason: Text | None = None


class Announcement(Model):
    """Something a public source states about this study, so that facts and example values stay apart."""

    id: Identifier
    statement: Text
    source: Text
    date: Day | None = None
    confidence: Word | None = None


class Suppression(Model):
    """A finding that is known and accepted, with the reason; it is listed all the same.

    `path` narrows it: a field path with all below it, a narrative file, a document's id or `document/section`.
    """

    rule: Word
    path: Word | None = None
    reason: Text


class Study(Model):
    """A study and its filing; what identifies it is demanded, everything else may be absent at first."""

    id: Identifier
    template_set: Word = "kr-high-risk"
    title: Text
    short_title: Text | None = None
    number: Word | None = None
    registration: Word | None = None
    revision: Word = "1.0"
    example: Flag = False
    examples: tuple[Word, ...] = ()
    announced: tuple[Announcement, ...] = ()
    filing: Filing
    risk: Risk
    disease: Disease
    institutions: tuple[Institution, ...] = Field(min_length=1)
    processing_facilities: tuple[ProcessingFacility, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    contracts: tuple[Contract, ...] = ()
    people: tuple[Person, ...] = ()
    necessity: Necessity | None = None
    product: CellProduct
    cord_blood: CordBlood | None = None
    nonclinical: tuple[NonclinicalStudy, ...] = ()
    omissions: tuple[Omission, ...] = ()
    clinical_experience: tuple[ClinicalExperience, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    design: Design | None = None
    population: Population | None = None
    statistics: Statistics | None = None
    consent: Consent | None = None
    privacy: Privacy | None = None
    safety: Safety | None = None
    compensation: Compensation | None = None
    data_management: DataManagement | None = None
    budget: Budget | None = None
    milestones: tuple[Schedule, ...] = ()
    procedures: Procedures | None = None
    attachments: tuple[Attachment, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
