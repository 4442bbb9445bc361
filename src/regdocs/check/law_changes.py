"""What of the law changed between two days, and which sections of a filing that touches."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from regdocs.language import Bilingual
from regdocs.regulation import pattern
from regdocs.regulation.citation import Source, Validity, Version
from regdocs.regulation.law import Law
from regdocs.regulation.plain import plain
from regdocs.regulation.provision import Amendment, TimeLimit
from regdocs.regulation.requirement import Need, Requirement
from regdocs.study.terms import Term
from regdocs.submission.load import Submission
from regdocs.trace.places import Places, Spot

_DAY = datetime.timedelta(days=1)


class Kind(Term):
    """How a requirement differs between two days."""

    BEGAN = "began", "새로 시행", "came into force"
    CHANGED = "changed", "바뀜", "changed"
    ENDED = "ended", "끝남", "ended"
    FIRST_KNOWN = "first_known", "이때부터 확인됨", "known from then on"


@dataclass(frozen=True, slots=True)
class Change:
    """A requirement that the two days see differently, on the day from which it is so.

    With CHANGED, `before` is what it was. FIRST_KNOWN means that no earlier text was read: it may be older.
    """

    kind: Kind
    day: datetime.date
    requirement: Requirement
    before: Requirement | None = None


@dataclass(frozen=True, slots=True)
class NewText:
    """A version of an instrument that came into force in between, and the requirements that rest on it throughout."""

    source: Source
    version: Version
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that changed after `first` up to and with `second`."""

    first: datetime.date
    second: datetime.date
    changes: tuple[Change, ...]
    limits: tuple[tuple[Kind, TimeLimit], ...]
    texts: tuple[NewText, ...]
    amendments: tuple[Amendment, ...]


def difference(law: Law, first: datetime.date, second: datetime.date) -> Difference:
    """What changed between two days, in order of days and then of the law data; the earlier day comes first."""
    first, second = sorted((first, second))
    changes = sorted(_changes(law, first, second), key=lambda change: change.day)
    limits = [
        (kind, limit) for limit in law.time_limits.limits for kind in _kinds(law, limit.in_force, first, second, limit)
    ]
    texts = sorted(_texts(law, first, second), key=lambda text: text.version.since)
    amendments = tuple(each for each in law.amendments if first < each.date <= second)
    return Difference(first, second, tuple(changes), tuple(limits), tuple(texts), amendments)


def _changes(law: Law, first: datetime.date, second: datetime.date) -> Iterator[Change]:
    replaced: dict[str, Requirement] = {}
    for requirement in law.requirements:
        for kind in _kinds(law, requirement.in_force, first, second, requirement):
            if kind is Kind.ENDED:
                continue
            before = _before(law, requirement)
            if before is not None and first <= (before.in_force.to or second) < second:
                replaced[before.id] = requirement
                kind = Kind.CHANGED
            yield Change(kind, requirement.in_force.since, requirement, before if kind is Kind.CHANGED else None)
    for requirement in law.requirements:
        end = requirement.in_force.to
        if end is not None and first <= end < second and requirement.id not in replaced:
            yield Change(Kind.ENDED, end + _DAY, requirement)


def _kinds(
    law: Law, validity: Validity, first: datetime.date, second: datetime.date, cited: Requirement | TimeLimit
) -> Iterator[Kind]:
    if first < validity.since <= second:
        # On the day from which a cited source was first read, nobody can tell what is new from what was only unread.
        attested = {law.sources[each.source].attested_from for each in cited.citations if each.source in law.sources}
        yield Kind.FIRST_KNOWN if validity.since in attested else Kind.BEGAN
    if validity.to is not None and first <= validity.to < second:
        yield Kind.ENDED


def _before(law: Law, requirement: Requirement) -> Requirement | None:
    """What a requirement replaced: one that ended the day before and rests on one of its articles."""
    cited = {(each.source, each.article) for each in requirement.citations}
    for other in law.requirements:
        ended = other.in_force.to is not None and other.in_force.to + _DAY == requirement.in_force.since
        if ended and cited & {(each.source, each.article) for each in other.citations}:
            return other
    return None


def _texts(law: Law, first: datetime.date, second: datetime.date) -> Iterator[NewText]:
    for source in law.sources.values():
        for version in source.versions:
            if not first < version.since <= second:
                continue
            resting = tuple(
                each
                for each in law.requirements
                if any(cited.source == source.id for cited in each.citations)
                and each.in_force.since <= first
                and (each.in_force.to is None or each.in_force.to >= second)
            )
            yield NewText(source, version, resting)


def touched(requirement: Requirement, submission: Submission, places: Places) -> tuple[Spot, ...]:
    """The sections of a filing in which what a requirement asks for stands, in reading order."""
    study = plain(submission.study)
    spots: list[Spot] = []
    for need in requirement.needs():
        spots += _asked(need, places)
        for text in (need.field, need.at):
            if text is not None and "{" not in text:
                spots += [spot for path in pattern.found(study, text) for spot in places.field(path)]
    return tuple(places.in_order(spots))


def _asked(need: Need, places: Places) -> list[Spot]:
    """The sections and papers that a need names itself."""
    if need.section is not None:
        return places.section(*need.section.split("/"))
    if need.narrative is not None:
        document, rest = need.narrative.split("/")
        section, part = rest.split("#")
        return places.section(document, f"{section}.{part}") or places.section(document, section)
    return places.document(need.document) if need.document is not None else []


def title_of(text: NewText) -> Bilingual:
    """An instrument and its version: `영 대통령령 제35811호`."""
    short = text.source.short
    return Bilingual(f"{short.ko} {text.version.number}", f"{short.text('en')} {text.version.number}")
