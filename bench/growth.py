"""Growth: whether a page goes on costing the same, from a filing of 50 pages to one of 2,000."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.dossier import write_dossier
from bench.measure import REGDOCS, Row, Run, process
from regdocs.build.kept import FOLDER
from regdocs.build.record import read

SCALES = (0.11, 1.0, 4.85, 9.85)
"""How far the reference dossier is stretched: to about 50 pages, 230, 1,000 and 2,000."""

WORK = {
    "PDF": ("build", "--format", "pdf", "--quiet"),
    "DOCX": ("build", "--format", "docx", "--quiet"),
    "check": ("check",),
}
"""Each as its command, in a process of its own; DOCX after PDF, whose page numbers it takes from the cache."""

STEADY = 1.25
"""What a further page may cost, against one of the first thousand."""


@dataclass(frozen=True, slots=True)
class Point:
    """A filing of so many pages, and what each command took for it."""

    pages: int
    runs: dict[str, Run]


def growth(folder: Path) -> Iterator[Row]:
    """Each command over four filings, in seconds of processor time, which other work on the machine doesn't lengthen."""
    points = []
    for scale in SCALES:
        point = _point(folder / f"scale-{scale}", scale)
        points.append(point)
        for name, run in point.runs.items():
            each = f"{run.cpu:.2f} s, {1000 * run.cpu / point.pages:.1f} ms a page"
            yield Row(f"{name}, {point.pages:,} pages", each)
    for name in WORK:
        yield steady(name, points)
    largest = max(run.memory for run in points[-1].runs.values())
    yield Row("  memory at its most", f"{largest:.0f} MiB")


def _point(submission: Path, scale: float) -> Point:
    write_dossier(submission, scale)
    # Nothing that an earlier run kept may help.
    runs = {
        name: process([*REGDOCS, words[0], str(submission), *words[1:]], accept=(0, 1), environment={FOLDER: ""})
        for name, words in WORK.items()
    }
    record = read(submission / "build")
    assert record is not None
    shutil.rmtree(submission)
    return Point(sum(document.pages or 0 for document in record.documents), runs)


def steady(name: str, points: Sequence[Point]) -> Row:
    """What a further page costs at the beginning and at the end, the command's start left out."""
    first, *_, near, last = points
    early, late = (_further(name, *pair) for pair in ((first, near), (near, last)))
    ratio = late / early
    measured = f"{early * 1000:.1f} → {late * 1000:.1f} ms a page, {ratio:.2f} ×"
    return Row(f"  {name}: a further page", measured, f"linear: ≤ {STEADY} ×", ratio <= STEADY)


def _further(name: str, small: Point, large: Point) -> float:
    return (large.runs[name].cpu - small.runs[name].cpu) / (large.pages - small.pages)
