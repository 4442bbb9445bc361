"""How the study is done: arms, administrations, visits and activities, endpoints, people, statistics."""

from __future__ import annotations

from regdocs.study.model import Count, Flag, Identifier, Integer, Model, Number, Text
from regdocs.study.quantity import CellDose, Duration, Volume
from regdocs.study.terms import Allocation, ArmKind, Blinding, EndpointLevel, Route, Sex, Term


class Site(Model):
    """A place of the body that is injected, with the number of injections there."""

    id: Identifier
    name: Text
    injections: Count = 1


class Administration(Model):
    """How an arm is treated: `dose` is for one injection at one site, or for the whole body where there are no sites."""

    id: Identifier
    name: Text
    route: Route
    dose: CellDose | None = None
    volume: Volume | None = None
    sites: tuple[Site, ...] = ()
    times: tuple[Duration, ...] = ()
    """When it is given, from the first administration (0 weeks)."""
    method: Text | None = None
    observation: Duration | None = None
    premedication: Text | None = None


class Arm(Model):
    """A group of participants treated alike; `stage` names the part of the study it belongs to."""

    id: Identifier
    name: Text
    kind: ArmKind
    participants: Count
    stage: Identifier | None = None
    administration: Identifier | None = None
    description: Text | None = None


class Stage(Model):
    """A part of the study (lead-in, dose level, main part), in order."""

    id: Identifier
    name: Text
    blinding: Blinding
    allocation: Allocation
    description: Text | None = None
    staggering: Text | None = None
    decision: Text | None = None
    """Who decides, on what, that the next part begins."""


class Visit(Model):
    """A visit; `at` is its time from the first administration, `window` what it may be off by."""

    id: Identifier
    name: Text
    at: Duration | None = None
    earliest: Duration | None = None
    """For a visit that spans a time (screening): its earliest point."""
    window: Duration | None = None
    note: Text | None = None


class RecordKind(Term):
    """How an entry of the case report form is filled in."""

    TEXT = "text", "서술", "text"
    NUMBER = "number", "숫자", "number"
    DATE = "date", "날짜", "date"
    TIME = "time", "시각", "time"
    CHOICE = "choice", "선택", "choice"
    YES_NO = "yes_no", "예·아니요", "yes or no"


class Record(Model):
    """An entry of the case report form: what is written down, in which unit or out of which choices."""

    id: Identifier
    name: Text
    kind: RecordKind
    unit: Text | None = None
    options: tuple[Text, ...] = ()


class SheetRow(Model):
    """A row of a rating sheet."""

    id: Identifier
    text: Text
    options: tuple[Text, ...] = ()
    """Its own choices, where they differ from the sheet's."""


class Sheet(Model):
    """A rating sheet (an index, a scale, a questionnaire): rows scored in columns, and how the score is made."""

    id: Identifier
    name: Text
    instruction: Text | None = None
    columns: tuple[Text, ...] = ()
    """What each row is scored in (body regions); one score where there are none."""
    options: tuple[Text, ...] = ()
    rows: tuple[SheetRow, ...] = ()
    scoring: Text | None = None
    filled_by: Text | None = None
    source: Identifier | None = None
    """Key of the reference list."""
    permission: Text | None = None


class Activity(Model):
    """What is done at visits; `at` lists visit ids. `group` gathers rows of the schedule.

    `records` are its entries in the case report form, `sheet` the rating sheet that it fills in.
    """

    id: Identifier
    name: Text
    at: tuple[Identifier, ...]
    group: Text | None = None
    note: Text | None = None
    central: Flag = False
    records: tuple[Record, ...] = ()
    sheet: Identifier | None = None


class Objective(Model):
    """An objective of the study."""

    id: Identifier
    level: EndpointLevel
    text: Text


class Endpoint(Model):
    """What is measured for an objective, and when."""

    id: Identifier
    level: EndpointLevel
    name: Text
    measure: Text | None = None
    at: tuple[Identifier, ...] = ()
    objective: Identifier | None = None
    activity: Identifier | None = None
    analysis: Text | None = None


class Criterion(Model):
    """One criterion for taking part."""

    id: Identifier
    text: Text
    reason: Text | None = None


class WashOut(Model):
    """A treatment that has to have ended, and how long before."""

    id: Identifier
    treatment: Text
    duration: Duration
    note: Text | None = None


class AgeCohort(Model):
    """A range of ages with its own rules; a `minor` cohort needs parents' consent."""

    id: Identifier
    name: Text
    minimum_age: Count | None = None
    maximum_age: Count | None = None
    participants: Count | None = None
    minor: Flag = False


class Population(Model):
    """Who takes part, how many, and why that many."""

    minimum_age: Count | None = None
    maximum_age: Count | None = None
    sex: Sex = Sex.ALL
    participants: Count | None = None
    inclusion: tuple[Criterion, ...] = ()
    exclusion: tuple[Criterion, ...] = ()
    wash_outs: tuple[WashOut, ...] = ()
    cohorts: tuple[AgeCohort, ...] = ()
    lacks_capacity: Flag = False
    """Whether people without the capacity to consent may take part."""
    recruitment: Text | None = None
    withdrawal: tuple[Text, ...] = ()
    replacement: Text | None = None


class SampleSize(Model):
    """The assumptions that the number of participants rests on."""

    endpoint: Identifier | None = None
    control_rate: Number | None = None
    treatment_rate: Number | None = None
    alpha: Number | None = None
    two_sided: Flag = True
    power: Number | None = None
    loss: Number | None = None
    per_arm: Count | None = None
    method: Text | None = None
    reasoning: Text | None = None


class AnalysisSet(Model):
    """A set of participants for analysis."""

    id: Identifier
    name: Text
    definition: Text


class Statistics(Model):
    """How the data are analysed."""

    sample_size: SampleSize | None = None
    sets: tuple[AnalysisSet, ...] = ()
    primary: Text | None = None
    secondary: Text | None = None
    safety: Text | None = None
    missing_data: Text | None = None
    interim: Text | None = None
    randomisation: Text | None = None
    blinding: Text | None = None


class Rescue(Model):
    """A treatment given when the disease flares, in order of use."""

    id: Identifier
    treatment: Text
    condition: Text | None = None
    handling: Text | None = None


class Period(Model):
    """How long the study runs; from approval where there is no date."""

    enrolment: Duration | None = None
    treatment: Duration | None = None
    follow_up: Duration | None = None
    total: Duration | None = None
    note: Text | None = None


class FollowUp(Model):
    """Long-term follow-up as proposed (the committee decides, 법 제14조제1항제2호; the safety agency makes the plan)."""

    years: Integer
    reason: Text | None = None
    visits: tuple[Text, ...] = ()
    items: tuple[Text, ...] = ()


class Design(Model):
    """The design as a whole."""

    summary: Text | None = None
    rationale: Text | None = None
    stages: tuple[Stage, ...] = ()
    arms: tuple[Arm, ...] = ()
    administrations: tuple[Administration, ...] = ()
    dose_rationale: Text | None = None
    objectives: tuple[Objective, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    visits: tuple[Visit, ...] = ()
    activities: tuple[Activity, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    concomitant_allowed: tuple[Text, ...] = ()
    concomitant_forbidden: tuple[Text, ...] = ()
    rescue: tuple[Rescue, ...] = ()
    period: Period | None = None
    follow_up: FollowUp | None = None
