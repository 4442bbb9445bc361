"""Institutions, facilities, their licences and contracts, and the people who work there."""

from __future__ import annotations

from regdocs.study.model import Count, Day, Flag, Identifier, Model, Number, Text, Word
from regdocs.study.quantity import Measure
from regdocs.study.terms import ContractKind, LicenceKind, Role


class Licence(Model):
    """A designation, permit or certificate with its validity; without `valid_until` it has no end."""

    id: Identifier
    kind: LicenceKind
    title: Text | None = None
    number: Word | None = None
    authority: Text | None = None
    issued: Day | None = None
    valid_until: Day | None = None


class Department(Model):
    """A department that takes part, with its people by profession (부서현황)."""

    id: Identifier
    name: Text
    task: Text | None = None
    physicians: Count | None = None
    nurses: Count | None = None
    others: Count | None = None


class Equipment(Model):
    """A room or device that the study uses; `beyond_designation` marks what differs from the designated state."""

    id: Identifier
    name: Text
    count: Count | None = None
    place: Text | None = None
    use: Text | None = None
    beyond_designation: Text | None = None


class Organisation(Model):
    """A body with a name, an address and a head."""

    id: Identifier
    name: Text
    address: Text | None = None
    head: Text | None = None
    head_title: Text | None = None
    registration_number: Word | None = None
    telephone: Word | None = None
    fax: Word | None = None
    email: Word | None = None
    licences: tuple[Licence, ...] = ()


class Institution(Organisation):
    """A 재생의료기관 where the study is done; `participants` is its share of the enrolment."""

    departments: tuple[Department, ...] = ()
    facilities: tuple[Equipment, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    participants: Count | None = None
    emergency: Text | None = None


class ProcessingFacility(Organisation):
    """A 세포처리시설 (법 제15조); `of_institution` names the institution where it is the hospital's own."""

    of_institution: Identifier | None = None
    files_directly: Flag = False
    """Whether it files its cell-standards data itself (식약처고시 제3조제1항 단서)."""
    rooms: tuple[Equipment, ...] = ()
    clean_room_grade: Text | None = None
    staff: Count | None = None


class Contract(Model):
    """A contract; for outsourced collection or testing 영 제22조제2항 lists what it has to settle."""

    id: Identifier
    kind: ContractKind
    principal: Identifier
    contractor: Identifier
    title: Text | None = None
    signed: Day | None = None
    valid_until: Day | None = None
    scope: Text | None = None
    cost: Text | None = None
    responsibility: Text | None = None
    termination: Text | None = None
    institution: Identifier | None = None
    """The institution that a supply contract serves."""


class Career(Model):
    """A post held, from a year or month to another; without `until` it is the present one."""

    since: Word
    until: Word | None = None
    place: Text
    post: Text | None = None


class Training(Model):
    """A training course done on one day, or from `date` until another."""

    title: Text
    provider: Text | None = None
    date: Day | None = None
    until: Day | None = None
    hours: Number | None = None


class Person(Model):
    """Somebody who does the study, with what the committee asks to know (복지부고시 제4조제1항제2호)."""

    id: Identifier
    name: Text
    roles: tuple[Role, ...]
    organisation: Identifier
    department: Text | None = None
    post: Text | None = None
    speciality: Text | None = None
    degree: Text | None = None
    telephone: Word | None = None
    email: Word | None = None
    licences: tuple[Licence, ...] = ()
    careers: tuple[Career, ...] = ()
    trainings: tuple[Training, ...] = ()
    publications: tuple[Identifier, ...] = ()
    """Keys of the reference list."""
    task: Text | None = None
    effort: Measure | None = None
    """Share of working time, in %."""
