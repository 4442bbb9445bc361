"""What is known before the study: non-clinical studies, reasoned omissions, earlier use in people."""

from __future__ import annotations

from regdocs.study.model import Count, Day, Flag, Identifier, Model, Text, Word
from regdocs.study.terms import GlpStatus, NonclinicalItem, PaperLanguage


class ResultRow(Model):
    """A row of a study's result table: cells in the order of its `result_columns`."""

    cells: tuple[Text, ...]


class NonclinicalStudy(Model):
    """A non-clinical study (식약처고시 제3조제2항제2호, 제4조제1호: method, result, clinical relevance, GLP)."""

    id: Identifier
    item: NonclinicalItem
    subject: Text | None = None
    """What it looks at within its item (tumorigenicity, local tolerance …)."""
    title: Text
    report: Word | None = None
    facility: Text | None = None
    period: Word | None = None
    glp: GlpStatus
    non_glp_reason: Text | None = None
    test_article: Text | None = None
    system: Text | None = None
    groups: Text | None = None
    doses: Text | None = None
    route: Text | None = None
    observation: Text | None = None
    method: Text | None = None
    result_columns: tuple[Text, ...] = ()
    result_rows: tuple[ResultRow, ...] = ()
    results: Text | None = None
    relevance: Text | None = None
    language: PaperLanguage = PaperLanguage.KO


class Omission(Model):
    """A data item that is not filed, with its own reason (식약처고시 제4조 본문)."""

    id: Identifier
    item: Identifier
    """A non-clinical item's value or the id of another requirement."""
    subject: Text | None = None
    reason: Text


class ClinicalExperience(Model):
    """Earlier use in people: a study of one's own, a published one, or treatment experience."""

    id: Identifier
    title: Text
    kind: Text | None = None
    reference: Identifier | None = None
    registration: Word | None = None
    design: Text | None = None
    subjects: Count | None = None
    treatment: Text | None = None
    results: Text | None = None
    safety: Text | None = None
    relevance: Text | None = None
    own_product: Flag = False


class Comparator(Model):
    """A therapy available today and how far it serves the people of this study."""

    id: Identifier
    name: Text
    kind: Text | None = None
    benefit: Text | None = None
    limitation: Text | None = None


class Necessity(Model):
    """The reasons of 법 제12조제3항 후단: no therapy serves, or this one is expected to be clearly better."""

    no_adequate_therapy: Text | None = None
    clearly_better: Text | None = None
    urgency: Text | None = None
    need: Text | None = None
    comparators: tuple[Comparator, ...] = ()


class Consultation(Model):
    """A consultation held before filing (사전상담)."""

    id: Identifier
    body: Text
    date: Day | None = None
    outcome: Text | None = None
