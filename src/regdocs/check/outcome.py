"""What a check gives; imports nothing heavy, so that what was kept can be told at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from regdocs.finding import ExitCode, Finding, Severity
from regdocs.language import Bilingual
from regdocs.regulation.state import State

if TYPE_CHECKING:
    from regdocs.check.catalogue import Catalogue
    from regdocs.check.suppression import Suppressed
    from regdocs.regulation.assess import Assessment


@dataclass(frozen=True, slots=True)
class Skipped:
    """A rule that did not run, and why."""

    rule: str
    reason: Bilingual


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

    def count(self, severity: Severity) -> int:
        """How many findings weigh exactly so."""
        return sum(1 for finding in self.findings if finding.severity is severity)

    def states(self, *states: State) -> int:
        """How many requirements are in one of these states."""
        return sum(1 for assessment in self.assessments if assessment.state in states)
