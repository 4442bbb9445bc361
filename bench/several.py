"""Many submissions in one check: as many different copies of the example, for the first time and again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from bench.measure import REGDOCS, Row, process

COUNT = 100
BAR = 10.0

_EXAMPLE = Path(__file__).parent.parent / "submissions" / "ad-cb-msc-2026"


def several(folder: Path) -> Iterator[Row]:
    """Seconds for a hundred submissions that differ in their id, in a folder of their own below `folder`."""
    if not _EXAMPLE.is_dir():
        return
    copies = [_copy(folder / "several", number) for number in range(COUNT)]
    first = _check(copies)
    yield Row(f"check of {COUNT} different submissions, all new", f"{first:.1f} s", f"≤ {BAR:.0f} s", first <= BAR)
    study = copies[0] / "study.yaml"
    study.write_text(study.read_text("utf-8") + "# seen\n", "utf-8")
    again = _check(copies)
    yield Row("  one of them changed", f"{again:.1f} s", f"≤ {BAR:.0f} s", again <= BAR)
    alike = [shutil.copytree(copies[0], folder / "alike" / str(number)) for number in range(COUNT)]
    shutil.rmtree(folder / "cache", ignore_errors=True)
    same = _check(alike)
    yield Row(f"  {COUNT} copies of one, all new", f"{same:.1f} s", f"≤ {BAR:.0f} s", same <= BAR)


def _copy(folder: Path, number: int) -> Path:
    copy = folder / str(number)
    shutil.copytree(_EXAMPLE, copy, ignore=shutil.ignore_patterns("build"))
    study = copy / "study.yaml"
    text, found = re.subn(r"(?m)^id: .*$", f"id: copy-{number}", study.read_text("utf-8"), count=1)
    assert found == 1
    study.write_text(text, "utf-8")
    return copy


def _check(folders: list[Path]) -> float:
    # The example may have findings, which is no matter here.
    return process([*REGDOCS, "check", *map(str, folders), "--format", "json"], accept=(0, 1)).seconds
