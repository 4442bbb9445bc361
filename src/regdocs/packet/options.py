"""What a packet is asked for and what it gives back; imports nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from regdocs.finding import Finding
from regdocs.submission.frozen import refuse_frozen

FOLDER = "packet"


@dataclass(frozen=True, slots=True)
class Options:
    """Which packet to make and how.

    `route` is one of packets.yaml; None stands for those that are usual for the filing. `out` is the folder that gets
    the packets (default: `packet` in the build folder), `build` that of the built documents. A `draft` may lack
    signatures, values and files. `split` is the largest file of the upload folder in bytes. `overwrite` also replaces a
    packet that somebody changed. `round` is the supplement round that the packet answers, where it answers one.
    """

    route: str | None = None
    out: Path | None = None
    build: Path | None = None
    draft: bool = False
    split: int | None = None
    overwrite: bool = False
    round: str | None = None

    def built(self, submission: Path) -> Path:
        """The folder of the built documents."""
        return self.build or submission / "build"

    def target(self, submission: Path) -> Path:
        """The folder that gets the packets. Raises `UsageError` for a frozen revision."""
        target = self.out or self.built(submission) / FOLDER
        refuse_frozen(target)
        return target


@dataclass(frozen=True, slots=True)
class Result:
    """A packet that was made: its folder, its zip, the hash of its manifest, its pages and files; what was found."""

    route: str
    folder: Path
    archive: Path
    sha256: str
    pages: int
    files: int
    findings: tuple[Finding, ...] = field(default=())
