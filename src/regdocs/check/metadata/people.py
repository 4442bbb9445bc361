"""Rules on people: roles filled where the work is done, trained and licensed, with time for it, independent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regdocs.check.filing import Filing
from regdocs.check.metadata.measure import each
from regdocs.check.rule import Problem, problem, rule
from regdocs.study.terms import LicenceKind, Role

_PHYSICIANS = (Role.PRINCIPAL_INVESTIGATOR, Role.SITE_LEAD)
_AT_HOSPITAL = (
    Role.PRINCIPAL_INVESTIGATOR, Role.SITE_LEAD, Role.INVESTIGATOR, Role.CELL_MANAGER, Role.INFORMATION_MANAGER,
)  # fmt: skip
_AT_FACILITY = (Role.FACILITY_HEAD, Role.QUALITY_MANAGER)
_PERSONS = re.compile(r"(\d{1,3})\s*명")


@rule("people/trained")
def trained(filing: Filing) -> Iterator[Problem]:
    """Whoever carries the study or handles the cells was trained for it."""
    for path, person in each("people", filing.study.people):
        needing = [role for role in person.roles if role in (*_AT_HOSPITAL, *_AT_FACILITY)]
        if needing and not person.trainings:
            message = (
                f"{needing[0].label.ko}: 교육 이수 없음",
                f"{needing[0].label.text('en')} without any training",
            )
            yield problem(filing, f"{path}.trainings", message)


@rule("people/training-dated")
def training_dated(filing: Filing) -> Iterator[Problem]:
    """A training says who gave it, when, and how long it took."""
    for path, person in each("people", filing.study.people):
        for at, training in each(f"{path}.trainings", person.trainings):
            for name in ("provider", "date", "hours"):
                if getattr(training, name) is None:
                    yield problem(filing, f"{at}.{name}", (f"`{at}.{name}` 없음", f"`{at}.{name}` is missing"))
            if training.hours is not None and training.hours <= 0:
                yield problem(filing, f"{at}.hours", ("교육 시간이 0임", "it took no hours"))


@rule("people/licensed")
def licensed(filing: Filing) -> Iterator[Problem]:
    """The principal investigator and the responsible physicians are physicians."""
    for path, person in each("people", filing.study.people):
        leading = [role for role in person.roles if role in _PHYSICIANS]
        kinds = {licence.kind for licence in person.licences}
        if leading and person.licences and LicenceKind.PHYSICIAN not in kinds:
            message = (
                f"{leading[0].label.ko}: 의사면허 없음",
                f"{leading[0].label.text('en')} without physician's licence",
            )
            yield problem(filing, f"{path}.licences", message)


@rule("people/place-of-work")
def place_of_work(filing: Filing) -> Iterator[Problem]:
    """Roles of the institution are held there, those of the processing facility there."""
    study = filing.study
    hospitals = {institution.id for institution in study.institutions}
    own = {facility.of_institution for facility in study.processing_facilities}
    facilities = {facility.id for facility in study.processing_facilities} | (hospitals & own)
    for path, person in each("people", study.people):
        for role in person.roles:
            wrong = (role in _AT_HOSPITAL and person.organisation not in hospitals) or (
                role in _AT_FACILITY and person.organisation not in facilities
            )
            if wrong:
                message = (
                    f"{role.label.ko}이(가) `{person.organisation}` 소속임",
                    f"{role.label.text('en')} belongs to `{person.organisation}`",
                )
                yield problem(filing, f"{path}.organisation", message)


@rule("people/each-institution")
def each_institution(filing: Filing) -> Iterator[Problem]:
    """Each institution has somebody who leads the study there, and somebody who manages its cells."""
    study = filing.study
    for path, institution in each("institutions", study.institutions):
        held = {role for person in study.people if person.organisation == institution.id for role in person.roles}
        if study.people and not held & {*_PHYSICIANS}:
            yield problem(
                filing, path, ("연구책임자나 실시책임자가 없음", "nobody leads the study at this institution")
            )
        if study.people and Role.CELL_MANAGER not in held:
            yield problem(filing, path, ("인체세포등 관리자가 없음", "nobody manages the cells at this institution"))


@rule("people/effort")
def effort(filing: Filing) -> Iterator[Problem]:
    """A share of working time lies between 0 and 100 %."""
    for path, person in each("people", filing.study.people):
        share = person.effort
        if share is not None and (share.unit != "%" or not 0 < share.magnitude <= 100):
            yield problem(
                filing, f"{path}.effort", (f"{share}: 0~100 %가 아님", f"{share.text('en')} isn't within 0–100 %")
            )


@rule("people/board-independent")
def board_independent(filing: Filing) -> Iterator[Problem]:
    """Whoever watches over the data takes no other part in the study."""
    for path, person in each("people", filing.study.people):
        if Role.SAFETY_BOARD_MEMBER in person.roles and len(person.roles) > 1:
            message = (
                "자료안전성모니터링위원이 연구의 다른 역할도 맡음",
                "a member of the safety board has another role in the study",
            )
            yield problem(filing, f"{path}.roles", message)


@rule("people/board-members")
def board_members(filing: Filing) -> Iterator[Problem]:
    """The board has as many members as its composition names, and as many as are listed where they are."""
    board = filing.study.safety.board if filing.study.safety else None
    if board is None or board.members is None:
        return
    listed = [person for person in filing.study.people if Role.SAFETY_BOARD_MEMBER in person.roles]
    named = [int(number) for number in _PERSONS.findall(board.composition.ko)] if board.composition else []
    # A composition may name the whole before its parts.
    whole = named[0] if len(named) > 1 and named[0] == sum(named[1:]) else sum(named)
    numbers = [whole] if named and whole != board.members else []
    for number in numbers + ([len(listed)] if len(listed) > board.members else []):
        message = (
            f"위원 {board.members}명: 구성에는 {number}명임",
            f"{board.members} members, but the composition has {number}",
        )
        yield problem(filing, "safety.board.members", message)
