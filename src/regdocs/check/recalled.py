"""The report on a submission as an earlier check of the same files made it, in a form that can be kept and sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from regdocs.build.kept import keep, recall
from regdocs.build.memory import made_from, template_folder, template_name
from regdocs.check.catalogue import Catalogue, catalogue
from regdocs.check.outcome import Report, Skipped
from regdocs.check.suppression import Suppressed
from regdocs.finding import ExitCode, Finding
from regdocs.regulation.assess import Assessment, Missing, State
from regdocs.submission.inputs import digest
from regdocs.template_set.inputs import inputs
from regdocs.template_set.load import load


class Told(Struct):
    """A report without what the template set holds already: rules, and requirements beyond their ids."""

    submission: str
    as_of: date | None
    findings: tuple[Finding, ...]
    assessments: tuple[tuple[str, State, tuple[Missing, ...]], ...]
    rules_run: tuple[str, ...]
    failure: ExitCode | None
    skipped: tuple[Skipped, ...]
    suppressed: tuple[Suppressed, ...]
    templates: list[str] | None
    """Where the template set lies, as `template_name` says it."""
    part_of: tuple[int | None, ...] = ()


class _Kept(Struct):
    told: Told
    template_inputs: dict[str, str]


class Reports:
    """Reports by what they are made from; one run sees each template set once."""

    def __init__(self, as_of: date | None) -> None:
        self.as_of = as_of
        self._inputs: dict[Path, Mapping[str, str]] = {}
        self._catalogues: dict[Path, Catalogue] = {}

    def key(self, folder: Path) -> str:
        """What the report on a submission depends on beside its template set."""
        # A check without a day judges by the filing's, and what has no filing day by today's.
        return made_from(digest(folder), {}, "report", str(self.as_of), date.today().isoformat())

    def recall(self, key: str, folder: Path) -> Told | None:
        """What was told of the same files with the same template set."""
        kept = recall(key, _Kept)
        if kept is None or kept.told.templates is None:
            return None
        unchanged = kept.template_inputs == self._inputs_of(template_folder(kept.told.templates, folder))
        return kept.told if unchanged else None

    def keep(self, made: Mapping[str, tuple[Told, Path]]) -> None:
        """Keep each complete report under its key; with it goes the folder that it is about."""
        entries = {}
        for key, (told, folder) in made.items():
            # Somebody may have saved a file while it was being checked.
            if told.failure is None and told.templates is not None and self.key(folder) == key:
                entries[key] = _Kept(told, dict(self._inputs_of(template_folder(told.templates, folder))))
        keep(entries)

    def report(self, told: Told, folder: Path) -> Report:
        """The report again, on the submission in `folder`."""
        if told.templates is None:
            name = folder.name if told.failure is not None else told.submission
            return Report(name, told.as_of, told.findings, (), told.rules_run, told.failure, told.skipped)
        templates = template_folder(told.templates, folder)
        if templates not in self._catalogues:
            self._catalogues[templates] = catalogue(load(templates))
        rules = self._catalogues[templates]
        requirements = {each.id: each for each in rules.law.requirements}
        return Report(
            told.submission,
            told.as_of,
            told.findings,
            tuple(Assessment(requirements[name], state, missing) for name, state, missing in told.assessments),
            told.rules_run,
            told.failure,
            told.skipped,
            told.suppressed,
            rules,
            templates,
            told.part_of,
        )

    def _inputs_of(self, templates: Path) -> Mapping[str, str]:
        if templates not in self._inputs:
            self._inputs[templates] = inputs(templates)
        return self._inputs[templates]


def told(report: Report, folder: Path) -> Told:
    """A report on the submission in `folder`, to be kept or sent."""
    return Told(
        report.submission,
        report.as_of,
        report.findings,
        tuple((each.requirement.id, each.state, each.missing) for each in report.assessments),
        report.rules_run,
        report.failure,
        report.skipped,
        report.suppressed,
        template_name(report.templates, folder) if report.templates is not None else None,
        report.part_of,
    )
