"""What a build is asked for and what it gives back; imports nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from regdocs.finding import Finding
from regdocs.language import Language
from regdocs.submission.frozen import refuse_frozen

FORMATS = ("docx", "pdf", "hwpx")
USUAL = ("docx", "pdf")
"""What a build writes that isn't told otherwise."""


@dataclass(frozen=True, slots=True)
class Options:
    """What to build: formats, documents (all where empty), language, and whether edited files are replaced.

    `measure` says whose layout the page numbers in DOCX come from: `pdf` or `libreoffice`. Without `tagged` the PDFs
    are drafts: neither archival nor accessible, and made sooner.
    """

    formats: tuple[str, ...] = USUAL
    documents: tuple[str, ...] = ()
    language: Language = "ko"
    out: Path | None = None
    overwrite: bool = False
    measure: str = "pdf"
    tagged: bool = True

    def target(self, folder: Path) -> Path:
        """Where the files go: English copies into a folder of their own. Raises `UsageError` for a frozen revision."""
        target = self.out or folder / "build"
        refuse_frozen(target)
        return target / "en" if self.language == "en" else target


@dataclass(frozen=True, slots=True)
class Result:
    """What a build did: its folder, the files it answers for, what was found; `unchanged` where nothing was due."""

    folder: Path
    files: tuple[str, ...]
    findings: tuple[Finding, ...] = field(default=())
    unchanged: bool = False
