"""Many submissions in one check: as many different copies of the example, for the first time and again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.measure import REGDOCS, Row, process

COUNT = 100
BAR = 10.0

_EXAMPLE = Path(__file__).parent.parent / "submissions" / "ad-cb-msc-2026"

_ID = {r"(?m)^id: .*$": "id: copy-{0}"}
_TELEPHONE = {r"(?m)^    telephone: .*$": "    telephone: 02-1234-{0:04}"}
"""What some papers print, the plan among them."""
_TITLE = {r"(?m)^(title:\n  ko: )": r"\g<1>{0} ", r"(?m)^(short_title:\n  ko: )": r"\g<1>{0} "}
"""What every paper prints."""


def several(folder: Path) -> Iterator[Row]:
    """Seconds for a hundred submissions that differ in little and in more, in a folder of their own below `folder`."""
    if not _EXAMPLE.is_dir():
        return
    copies = [_copy(folder / "several", number, _ID) for number in range(COUNT)]
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
    for what, own in (("a fact that some papers print", _TELEPHONE), ("a title, which all papers print", _TITLE)):
        other = [_copy(folder / what, number, {**_ID, **own}) for number in range(COUNT)]
        yield Row(f"  {COUNT} that differ in {what}", f"{_check(other):.1f} s")


def _copy(folder: Path, number: int, own: Mapping[str, str]) -> Path:
    copy = folder / str(number)
    shutil.copytree(_EXAMPLE, copy, ignore=shutil.ignore_patterns("build"))
    study = copy / "study.yaml"
    text = study.read_text("utf-8")
    for pattern, wanted in own.items():
        text, found = re.subn(pattern, wanted.format(number), text, count=1)
        assert found == 1, pattern
    study.write_text(text, "utf-8")
    return copy


def _check(folders: list[Path]) -> float:
    # The example may have findings, which is no matter here.
    return process([*REGDOCS, "check", *map(str, folders), "--format", "json"], accept=(0, 1)).seconds
