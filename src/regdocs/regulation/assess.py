"""Whether a study and its papers meet the law of a day: one assessment for each requirement."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from regdocs.finding import Place
from regdocs.language import Bilingual
from regdocs.regulation import pattern
from regdocs.regulation.law import Law
from regdocs.regulation.plain import Plain, plain
from regdocs.regulation.requirement import Need, Requirement
from regdocs.regulation.state import State as State
from regdocs.study.study import Study


class Presence(Protocol):
    """What of a filing is there, as far as somebody has looked; a heading without content is not a section."""

    def has_section(self, document: str, section: str) -> bool: ...

    def has_narrative(self, document: str, section: str, part: str) -> bool: ...

    def has_document(self, document: str) -> bool: ...

    def has_attachment(self, role: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that isn't there: what it is, and where it belongs (a field path, or document and section).

    With `untrue`, `what` is a statement that should hold and doesn't. `part` is the id of the part of a narrative.
    """

    what: Bilingual
    place: Place
    untrue: bool = False
    part: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A requirement, its state, and what is missing where it isn't met."""

    requirement: Requirement
    state: State
    missing: tuple[Missing, ...] = ()


def assess(
    law: Law, study: Study, day: datetime.date, present: Presence, values: Plain | None = None
) -> list[Assessment]:
    """Each requirement of `law` for `study` as of `day`, in the law data's order; `values` are the study's, where known.

    Before the first day for which a source attests a requirement it is NOT_KNOWN, never met; after its last day it is
    NOT_APPLICABLE. Raises RenderingError where a condition of the law data can't be evaluated.
    """
    examiner = _Examiner(law, study, present, values or plain(study))
    return [examiner.assessment(requirement, day) for requirement in law.requirements]


class _Examiner:
    """Looks at one study; what it found out about conditions it remembers."""

    def __init__(self, law: Law, study: Study, present: Presence, values: Plain) -> None:
        self.law = law
        self.study = values
        self.present = present
        self.omitted = {omission.item for omission in study.omissions}
        self.omissible = {item for each in law.data_lists if each.omissible for item in (e.id for e in each.entries)}
        self.memory: dict[str, bool] = {}

    def assessment(self, requirement: Requirement, day: datetime.date) -> Assessment:
        if day < requirement.in_force.since:
            return Assessment(requirement, State.NOT_KNOWN)
        if not requirement.in_force.covers(day):
            return Assessment(requirement, State.NOT_APPLICABLE)
        if requirement.when is not None and not self.holds(requirement.when):
            return Assessment(requirement, State.NOT_APPLICABLE)
        missing = tuple(found for need in requirement.satisfied_by for found in self.missing(need, {}))
        if not missing:
            return Assessment(requirement, State.MET)
        if requirement.items and all(item in self.omissible & self.omitted for item in requirement.items):
            return Assessment(requirement, State.OMITTED_WITH_REASON)
        return Assessment(requirement, State.MISSING, missing)

    def holds(self, expression: str) -> bool:
        return self.law.conditions.evaluate(expression, self.study, self.memory)

    def missing(self, need: Need, names: dict[str, str]) -> Iterator[Missing]:
        """What `need` asks for and isn't there; `names` fills the `{name}` of its patterns."""
        for filled in self._repeated(need, names):
            yield from self._missing_once(need, filled)

    def _repeated(self, need: Need, names: dict[str, str]) -> list[dict[str, str]]:
        filled = [names]
        for name, text in need.for_each.items():
            filled = [
                {**each, name: value} for each in filled for value in pattern.values(self.study, _fill(text, each))
            ]
        return filled

    def _missing_once(self, need: Need, names: dict[str, str]) -> Iterator[Missing]:
        if need.any:
            yield from self._missing_alternatives(need, names)
        for part in need.all:
            yield from self.missing(part, names)
        if need.field is not None:
            for path in pattern.missing(self.study, _fill(need.field, names)):
                yield Missing(Bilingual(f"`{path}`", f"`{path}`"), Place(path=path))
        if need.holds is not None and need.at is not None and not self.holds(need.holds):
            yield self._broken(need.holds, _fill(need.at, names))
        yield from self._missing_paper(need)

    def _missing_alternatives(self, need: Need, names: dict[str, str]) -> Iterator[Missing]:
        """One thing where no alternative is there: placed where the first one belongs, naming all of them."""
        alternatives = [tuple(self.missing(alternative, names)) for alternative in need.any]
        if not all(alternatives):
            return
        ko = " 또는 ".join(", ".join(each.what.ko for each in found) for found in alternatives)
        en = " or ".join(", ".join(each.what.text("en") for each in found) for found in alternatives)
        yield replace(alternatives[0][0], what=Bilingual(ko, en), untrue=False)

    def _missing_paper(self, need: Need) -> Iterator[Missing]:
        if need.section is not None:
            document, section = need.section.split("/")
            if not self.present.has_section(document, section):
                place = Place(document=document, section=section)
                yield Missing(Bilingual(f"{need.section} 절의 내용", f"the content of section {need.section}"), place)
        if need.narrative is not None:
            document, rest = need.narrative.split("/")
            section, part = rest.split("#")
            if not self.present.has_narrative(document, section, part):
                place = Place(document=document, section=section)
                what = Bilingual(f"{need.narrative} 서술", f"the narrative {need.narrative}")
                yield Missing(what, place, part=part)
        if need.document is not None and not self.present.has_document(need.document):
            name = self._paper_name(need.document)
            yield Missing(
                Bilingual(f"문서 {name.ko}", f"the document {name.text('en')}"), Place(document=need.document)
            )
        if need.attachment is not None and not self.present.has_attachment(need.attachment):
            role = f"`attachments[role={need.attachment}]`"
            yield Missing(Bilingual(f"첨부 {role}", f"the attachment {role}"), Place(path="attachments"))

    def _broken(self, expression: str, at: str) -> Missing:
        return Missing(self.law.condition_title(expression), Place(path=at), untrue=True)

    def _paper_name(self, document: str) -> Bilingual:
        for paper in self.law.papers:
            if paper.document == document:
                return Bilingual(f"`{document}`({paper.title.ko})", f"`{document}` ({paper.title.text('en')})")
        return Bilingual(f"`{document}`")


def _fill(text: str, names: dict[str, str]) -> str:
    for name, value in names.items():
        text = text.replace("{" + name + "}", value)
    return text
