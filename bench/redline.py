"""Redlines: the reference dossier with two hundred edits, from the comparison to Word files that were read back."""

from __future__ import annotations

import importlib.util
import re
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from time import perf_counter, process_time

from bench import peers
from bench.diff import compared, edited
from bench.measure import Row
from regdocs.document.document import Document
from regdocs.formats.docx.write import write
from regdocs.review.change import DocumentComparison, Status
from regdocs.review.redline import redline
from regdocs.template_set.style import Style

_MARK = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo) ")


def redlines(folder: Path) -> Iterator[Row]:
    """All redlines by processor time and by the clock, the reading back included; python-redlines on the same files."""
    old = peers.trees(folder / "reference" / "build")
    new = edited(old)
    changed = [each for each in compared(old, new).documents if each.status is not Status.EQUAL]
    made = _all(changed)
    runs = sorted(_timed(changed) for _ in range(3))
    cpu, clock = runs[1]
    marks = sum(len(_MARK.findall(_body(data))) for data in made)
    told = f"{cpu:.2f} s, {len(made)} papers, {marks} marks"
    yield Row("Redlines of the dossier, read back (processor time)", told, "≤ 1 s", cpu <= 1.0)
    yield _python_redlines(changed, old, new, clock)


def _python_redlines(
    changed: Sequence[DocumentComparison], old: Sequence[Document], new: Sequence[Document], ours: float
) -> Row:
    """The peer compares the files themselves; making them isn't counted."""
    if importlib.util.find_spec("python_redlines") is None:
        return Row("  python-redlines", "skipped: python-redlines[docxodus] is absent")
    from python_redlines import DocxodusEngine

    engine = DocxodusEngine()
    names = {each.id for each in changed}
    pairs = [
        (write(before, {}, Style()), write(after, {}, Style()))
        for before, after in zip(old, new, strict=True)
        if after.id in names
    ]
    engine.run_redline("warm-up", *pairs[-1])
    begin = perf_counter()
    for before, after in pairs:
        engine.run_redline("regdocs", before, after)
    taken = perf_counter() - begin
    ratio = taken / ours
    return Row("  python-redlines, the same files", f"{taken:.2f} s = {ratio:.1f} × ours", "≥ 5 ×", ratio >= 5)


def _all(changed: Sequence[DocumentComparison]) -> list[bytes]:
    return [redline(each, Style()).data for each in changed]


def _timed(changed: Sequence[DocumentComparison]) -> tuple[float, float]:
    """Seconds of processor time, and by the clock."""
    clock, cpu = perf_counter(), process_time()
    _all(changed)
    return process_time() - cpu, perf_counter() - clock


def _body(data: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read("word/document.xml")
