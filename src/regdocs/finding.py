"""A finding: what is wrong or worth knowing, where, and what to do about it; every layer reports in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, IntEnum

from regdocs.language import Bilingual, Language


class Severity(Enum):
    """How much a finding weighs; only an error stops a filing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def weight(self) -> int:
        return {"error": 3, "warning": 2, "note": 1}[self.value]


class ExitCode(IntEnum):
    """What the command line returns; scripts and CI rely on these numbers."""

    WELL = 0
    FINDINGS = 1
    USAGE = 2
    INVALID_SUBMISSION = 3
    RENDERING = 4
    DIFFERENT = 5
    MISMATCH = 6
    OUR_BUG = 70


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding lies: in a source file, in the metadata, in a document; each part may be unknown.

    `file` is relative to the folder that the command was given; `line` and `column` count from 1; `path` is a
    field path such as `product.tests[viability].limit`; `section` is a section id; `page` counts from 1.
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: str | None = None
    document: str | None = None
    section: str | None = None
    page: int | None = None

    def __str__(self) -> str:
        source = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        rendered = "/".join(part for part in (self.document, self.section) if part)
        if self.page is not None:
            rendered += f" p.{self.page}"
        return " ".join(part for part in (source, rendered) if part)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found by a rule, with its remedy and the legal provisions it rests on."""

    rule: str
    severity: Severity
    message: Bilingual
    place: Place = Place()
    remedy: Bilingual | None = None
    citations: tuple[str, ...] = ()

    def where(self) -> str:
        """Place and field path; a path into a narrative file stands for the file."""
        place, path = self.place, self.place.path or ""
        if place.file and path.startswith(f"{place.file}#"):
            return str(replace(place, file=path) if place.line is None else place)
        return ": ".join(part for part in (str(place), path) if part)

    def line(self, language: Language) -> str:
        """One line for a terminal: place, field path, message, remedy."""
        head = self.where()
        remedy = f" → {self.remedy.text(language)}" if self.remedy else ""
        return f"{head}: {self.message.text(language)}{remedy}" if head else f"{self.message.text(language)}{remedy}"


class RegdocsError(Exception):
    """A failure that a person can mend: the findings say what, where and how, the exit code says of which kind."""

    exit_code = ExitCode.OUR_BUG

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(finding.line("en") for finding in self.findings))

    def __reduce__(self) -> tuple[type[RegdocsError], tuple[tuple[Finding, ...]]]:
        """Made again from its findings, so that it travels between processes."""
        return type(self), (self.findings,)


class SubmissionError(RegdocsError):
    """The submission's data can't be read or is invalid."""

    exit_code = ExitCode.INVALID_SUBMISSION


class RenderingError(RegdocsError):
    """A template is broken, or a document can't be written."""

    exit_code = ExitCode.RENDERING


class UsageError(RegdocsError):
    """The command was called with something that it can't work on."""

    exit_code = ExitCode.USAGE
