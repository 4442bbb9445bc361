"""The law of one template set: everything that its `law/` folder says, and what of it is known on a day."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from regdocs.language import Bilingual, Language
from regdocs.regulation.citation import Reference, Source, article_text
from regdocs.regulation.condition import Conditions
from regdocs.regulation.plain import plain
from regdocs.regulation.provision import (
    Amendment,
    Changes,
    Gap,
    Headings,
    Item,
    ItemList,
    Paper,
    ReturnGround,
    RiskGround,
    TimeLimit,
    TimeLimits,
)
from regdocs.regulation.requirement import Requirement
from regdocs.study.study import Study


@dataclass(frozen=True, slots=True)
class OnDay:
    """Requirements as a day sees them: in force, not known for that day, no longer in force."""

    in_force: tuple[Requirement, ...]
    not_known: tuple[Requirement, ...]
    no_longer: tuple[Requirement, ...]


@dataclass(frozen=True)
class Law:
    """The law data of a template set; `requirements` holds the written ones and one for each fixed heading."""

    sources: Mapping[str, Source]
    conditions: Conditions
    requirements: tuple[Requirement, ...]
    headings: tuple[Headings, ...]
    data_lists: tuple[ItemList, ...]
    consent_lists: tuple[ItemList, ...]
    risk_grounds: tuple[RiskGround, ...]
    return_grounds: tuple[ReturnGround, ...]
    papers: tuple[Paper, ...]
    time_limits: TimeLimits
    changes: Changes
    amendments: tuple[Amendment, ...]
    gaps: tuple[Gap, ...]
    read_until: datetime.date | None = None
    """The last day up to which somebody looked for newer texts; None where the law data doesn't say."""
    files: Mapping[str, str] = field(default_factory=dict)
    """The file that each requirement stands in, relative to the template set."""

    def citation(self, reference: Reference, language: Language = "ko") -> str:
        """A citation as printed: `영 제11조제1항제1호`, in English `Decree art. 11(1)1`.

        Raises KeyError for a source that the law data doesn't have (loading has made sure of its own).
        """
        short = self.sources[reference.source].short.text(language)
        return " ".join(part for part in (short, article_text(reference.article, language)) if part)

    def citations(self, requirement: Requirement, language: Language = "ko") -> tuple[str, ...]:
        """The citations of a requirement as printed."""
        return tuple(self.citation(reference, language) for reference in requirement.citations)

    def requirements_on(self, day: datetime.date) -> OnDay:
        """All requirements, sorted by what is known of them for `day`; each list keeps the law data's order."""
        return OnDay(
            tuple(each for each in self.requirements if each.in_force.covers(day)),
            tuple(each for each in self.requirements if day < each.in_force.since),
            tuple(each for each in self.requirements if each.in_force.to is not None and each.in_force.to < day),
        )

    def requirement(self, identifier: str) -> Requirement:
        """The requirement with that id; raises KeyError where there is none."""
        return self._by_id[identifier]

    def evaluate(self, expression: str, study: Study) -> bool:
        """Whether a condition (by its name) or an expression over `study` holds; raises RenderingError (see there)."""
        return self.conditions.evaluate(expression, plain(study))

    def list_items(self) -> Mapping[str, tuple[ItemList, Item]]:
        """Every entry of the data and consent lists by its id, with its list."""
        return self._items

    def time_limit(self, identifier: str) -> TimeLimit:
        """The time limit with that id; raises KeyError where there is none."""
        for limit in self.time_limits.limits:
            if limit.id == identifier:
                return limit
        raise KeyError(identifier)

    def condition_title(self, name: str) -> Bilingual:
        """What a condition is called; an expression is its own title."""
        named = self.conditions.by_name.get(name)
        return named.title if named else Bilingual(name)

    @cached_property
    def _items(self) -> dict[str, tuple[ItemList, Item]]:
        return {entry.id: (each, entry) for each in (*self.data_lists, *self.consent_lists) for entry in each.entries}

    @cached_property
    def _by_id(self) -> dict[str, Requirement]:
        return {requirement.id: requirement for requirement in self.requirements}
