"""What a check gives; imports nothing heavy, so that what was kept can be told at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from regdocs.finding import ExitCode, Finding, Severity
from regdocs.language import Bilingual
from regdocs.regulation.state import State

if TYPE_CHECKING:
    from regdocs.check.catalogue import Catalogue
    from regdocs.check.suppression import Suppressed
    from regdocs.regulation.assess import Assessment


_SELECTION = re.compile(r"\[\w+=(\w+)\]")


def by_word(text: str) -> str:
    """A path, or a text with paths, whose items are named as papers do: `licences[facility]` for `[kind=facility]`."""
    return _SELECTION.sub(r"[\1]", text)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A rule that did not run, and why."""

    rule: str
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding as people are told it, with those that say the same of the same gap."""

    finding: Finding
    parts: tuple[Finding, ...] = ()

    @property
    def rules(self) -> tuple[str, ...]:
        """The finding's rule, and of the parts those that say nothing of their own."""
        return tuple(dict.fromkeys((self.finding.rule, *(each.rule for each in self.parts if not self._says(each)))))

    @property
    def besides(self) -> tuple[Finding, ...]:
        """The parts that say more than the finding: who else asks for it, and what in it is asked for."""
        return tuple(each for each in self.parts if self._says(each))

    def _says(self, part: Finding) -> bool:
        path = part.place.path or ""
        told = by_word(self.finding.message.ko)
        return not part.rule.startswith("compose/") or (path != self.finding.place.path and f"`{path}`" not in told)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a check found; `failure` is the exit code where it could not be carried out in full.

    `findings` doesn't hold the `suppressed` ones, but a line for each suppression. `catalogue` tells of each rule
    what it is; it is None where no template set could be loaded.
    """

    submission: str
    as_of: date | None
    findings: tuple[Finding, ...]
    assessments: tuple[Assessment, ...] = ()
    rules_run: tuple[str, ...] = ()
    failure: ExitCode | None = None
    skipped: tuple[Skipped, ...] = field(default=())
    suppressed: tuple[Suppressed, ...] = ()
    catalogue: Catalogue | None = None
    templates: Path | None = None
    """The folder of the template set, where one could be loaded."""
    part_of: tuple[int | None, ...] = ()
    """For each finding the index of the one that it is a part of; empty where each stands by itself."""

    def entries(self) -> list[Entry]:
        """What there is to do, each once: a gap that several rules tell of is one entry, in the order of findings."""
        parts: dict[int, list[Finding]] = {}
        for finding, lead in zip(self.findings, self.part_of, strict=False):
            if lead is not None:
                parts.setdefault(lead, []).append(finding)
        return [
            Entry(finding, tuple(parts.get(index, ())))
            for index, (finding, lead) in enumerate(zip_longest(self.findings, self.part_of))
            if lead is None
        ]

    def count(self, severity: Severity) -> int:
        """How many findings weigh exactly so."""
        return sum(1 for finding in self.findings if finding.severity is severity)

    def states(self, *states: State) -> int:
        """How many requirements are in one of these states."""
        return sum(1 for assessment in self.assessments if assessment.state in states)
