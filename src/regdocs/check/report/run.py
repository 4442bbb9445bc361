"""What every reporter is given: the submissions and files that one run checked, with what was found in each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath

from regdocs.check.outcome import Entry, Report
from regdocs.finding import Finding, Severity
from regdocs.language import Language
from regdocs.regulation.state import State
from regdocs.submission.inputs import FILES, FOLDERS, inside

_STUDY = "study.yaml"
_MOST_READ = 2_000_000


@dataclass(frozen=True)
class Checked:
    """A submission or a file with its report; `where` is its path as one would type it, with `/`.

    `folder` holds the files that findings name, and is None for a rendered file. `tracked` is the path from the root of
    its repository, by which hosts of repositories know it; without one it is `where`. `opened` is the path by which a
    terminal opens it from the current folder, where that is another than `where`.
    """

    report: Report
    where: str
    folder: Path | None = None
    tracked: str | None = None
    opened: str | None = None

    @property
    def name(self) -> str:
        """What its repository calls it, wherever the command was run."""
        return self.where if self.tracked is None else self.tracked

    def file(self, finding: Finding) -> str:
        """The path, as one would type it, of the file to open for a finding: its own, else what stands for the whole."""
        return self._file(self.where, finding)

    def opened_file(self, finding: Finding) -> str | None:
        """The path by which a terminal opens the file that a finding names; None where it names none."""
        if finding.place.file is None:
            return None
        return self._file(self.where if self.opened is None else self.opened, finding)

    def tracked_file(self, finding: Finding) -> str:
        """The same path from the root of the repository."""
        return self._file(self.name, finding)

    def _file(self, base: str, finding: Finding) -> str:
        if self.folder is None:
            return base
        name = finding.place.file
        if name is None:
            name = _STUDY
        # A template set's own files are named as the set names them.
        ours = name in FILES or name.partition("/")[0] in FOLDERS
        return PurePosixPath(base, name).as_posix() if ours else name

    def line(self, finding: Finding) -> str | None:
        """The source line of a finding, as it stands in the file; None where there is none to show."""
        place = finding.place
        if place.file is None or place.line is None:
            return None
        lines = self._lines(place.file)
        return lines[place.line - 1] if 0 < place.line <= len(lines) else None

    def _lines(self, name: str) -> list[str]:
        if name not in self._read:
            self._read[name] = _lines(self.folder, name) if self.folder is not None else []
        return self._read[name]

    @cached_property
    def _read(self) -> dict[str, list[str]]:
        return {}


@dataclass(frozen=True, slots=True)
class Run:
    """Everything to report: what was checked, the language of messages, and whether colour may be used."""

    checked: tuple[Checked, ...]
    language: Language
    color: bool = False

    @property
    def several(self) -> bool:
        """Whether places need the submission's name, for there are several."""
        return len(self.checked) > 1

    def findings(self) -> Iterator[tuple[Checked, Finding]]:
        """Every finding with what it was found in; of several submissions each place begins with the submission."""
        for each in self.checked:
            for finding in each.report.findings:
                yield each, self.placed(each, finding)

    def told(self, checked: Checked) -> Iterator[Entry]:
        """What there is to do, each thing once, as this run shows it."""
        for entry in checked.report.entries():
            yield Entry(self.placed(checked, entry.finding), tuple(self.placed(checked, each) for each in entry.parts))

    def placed(self, checked: Checked, finding: Finding) -> Finding:
        """A finding as this run shows it."""
        if not self.several:
            return finding
        name = checked.file(finding) if finding.place.file is not None else checked.where
        return replace(finding, place=replace(finding.place, file=name))

    def count(self, severity: Severity) -> int:
        """How many findings weigh exactly so."""
        return sum(each.report.count(severity) for each in self.checked)

    def entries(self, severity: Severity) -> int:
        """How many things there are to do that weigh exactly so."""
        return sum(entry.finding.severity is severity for each in self.checked for entry in each.report.entries())

    def states(self, *states: State) -> int:
        """How many requirements are in one of these states."""
        return sum(each.report.states(*states) for each in self.checked)


def _lines(folder: Path, name: str) -> list[str]:
    path = folder / name
    try:
        if not inside(folder, path) or path.stat().st_size > _MOST_READ:
            return []
        # Lines end as YAML and Markdown readers count them, not at every character that Unicode calls a break.
        return path.read_text("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    except OSError:
        return []
