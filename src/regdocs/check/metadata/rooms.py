"""Rules on rooms, what stands in them and who works there: devices against beds, departments against their people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regdocs.check.filing import Filing
from regdocs.check.metadata.measure import each
from regdocs.check.rule import Problem, problem, rule
from regdocs.study.organisation import Equipment, Person
from regdocs.study.terms import LicenceKind

_BEDS = re.compile(r"(\d{1,3})\s?(?:병상|석|침상|베드)")


@rule("rooms/beds")
def beds(filing: Filing) -> Iterator[Problem]:
    """Where a change of a room's beds is told, it ends in as many as the room has."""
    for at, institution in each("institutions", filing.study.institutions):
        for path, room in each(f"{at}.facilities", institution.facilities):
            has = _BEDS.findall(room.name.ko)
            told = _BEDS.findall(room.beyond_designation.ko) if room.beyond_designation else []
            if has and told and has[-1] != told[-1]:
                message = (
                    f"이름에는 {has[-1]}, 달라진 사항에는 {told[-1]}임",
                    f"its name says {has[-1]}, what differs from the designation says {told[-1]}",
                )
                yield problem(filing, f"{path}.beyond_designation", message)


@rule("rooms/devices")
def devices(filing: Filing) -> Iterator[Problem]:
    """Of what each bed or seat has one of, a room has no more than it has beds."""
    words = filing.words("rooms/devices")
    for at, institution in each("institutions", filing.study.institutions):
        for path, device in each(f"{at}.equipment", institution.equipment):
            room = _room(device, institution.facilities) if any(word in device.name.ko for word in words) else None
            places = sum(map(int, _BEDS.findall(room.name.ko))) * (room.count or 1) if room else 0
            if room is not None and places and (device.count or 0) > places:
                message = (
                    f"{device.name.ko} {device.count}대: {room.name.ko}에는 {places}대까지 필요함",
                    f"{device.count}, but {room.name.text('en')} needs {places} at most",
                )
                yield problem(filing, f"{path}.count", message)


def _room(device: Equipment, rooms: tuple[Equipment, ...]) -> Equipment | None:
    """The room that a device's place names."""
    place = device.place.ko if device.place else ""
    named = ((room, re.sub(r"\s*[(（].*", "", room.name.ko)) for room in rooms)
    return next((room for room, name in named if place and (name.endswith(place) or name in place)), None)


@rule("people/departments")
def departments(filing: Filing) -> Iterator[Problem]:
    """A department has as many physicians at least as the study names of it."""
    for at, institution in each("institutions", filing.study.institutions):
        for path, department in each(f"{at}.departments", institution.departments):
            named = [
                person
                for person in filing.study.people
                if person.organisation == institution.id and _of(person, department.name.ko)
            ]
            if department.physicians is not None and len(named) > department.physicians:
                message = (
                    f"의사 {department.physicians}명: 연구인력에 적은 이 부서의 의사는 {len(named)}명임",
                    f"{department.physicians} physicians, but {len(named)} of this department are named",
                )
                yield problem(filing, f"{path}.physicians", message)


def _of(person: Person, department: str) -> bool:
    physician = any(licence.kind is LicenceKind.PHYSICIAN for licence in person.licences)
    return physician and person.department is not None and person.department.ko == department
