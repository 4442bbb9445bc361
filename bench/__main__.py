"""`python -m bench`: every measurement in one run, with its bar and the peers that ran beside it."""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from itertools import starmap
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench import packet, peers
from bench.diff import diff
from bench.dossier import change_section, write_dossier
from bench.growth import growth
from bench.measure import REGDOCS, Row, Run, process, seconds
from bench.redline import redlines
from bench.rendered import rendered
from bench.several import several
from regdocs.build.record import read
from regdocs.document.document import Document
from regdocs.formats.docx.write import write
from regdocs.formats.hwpx.write import write as write_hangul
from regdocs.template_set.style import Style

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "submissions" / "ad-cb-msc-2026"
MEMORY = 600.0
"""The most that any one process may take, in MiB."""

FINDINGS = (0, 1)
"""Exit codes of a command that worked: the example may have findings, which is no matter here."""


def main() -> None:
    """Run the measurements that were asked for (default: all) and print a line for each as soon as it is known."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"{', '.join(PARTS)} (default: all)")
    parts = parser.parse_args().parts or list(PARTS)
    unknown = set(parts) - set(PARTS)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    with TemporaryDirectory(prefix="regdocs-bench-") as name:
        folder = Path(name)
        os.environ["REGDOCS_CACHE"] = str(_kept(folder))
        write_dossier(folder / "reference")
        pages = _built_pages(folder / "reference")
        print(
            f"The reference dossier: {len(pages)} papers, {sum(pages)} pages, the largest {max(pages)}; {os.cpu_count()} cores\n"
        )
        missed = 0
        for part in parts:
            for row in PARTS[part](folder):
                print(row, flush=True)
                missed += row.holds is False
            print()
    print(f"{missed} bars missed" if missed else "All bars held.")


def commands(folder: Path) -> Iterator[Row]:
    """Commands that somebody waits for."""
    taken = _command("--help")
    yield Row("regdocs --help", f"{taken:.2f} s", "≤ 0.3 s", taken <= 0.3)
    if EXAMPLE.is_dir():
        taken = _command("check", str(EXAMPLE))
        yield Row("regdocs check of the example, nothing new", f"{taken:.2f} s", "≤ 0.5 s", taken <= 0.5)
        shutil.rmtree(_kept(folder), ignore_errors=True)
        first = process([*REGDOCS, "check", str(EXAMPLE)], accept=FINDINGS).seconds
        yield Row("  for the first time", f"{first:.2f} s")


def word(folder: Path) -> Iterator[Row]:
    """DOCX: from the trees to the files, and the same text by others."""
    documents = peers.trees(folder / "reference" / "build")
    ours = seconds(lambda: [write(document, {}, Style()) for document in documents])
    yield Row("DOCX, tree to file", f"{ours:.3f} s", "≤ 0.5 s", ours <= 0.5)
    yield _pandoc(documents, folder, ours)
    yield _docxtpl(documents, ours)
    # It takes long and varies little: once is enough.
    cells = seconds(lambda: [peers.by_cell_index(document) for document in documents], times=1)
    yield Row("  python-docx by cell index", _against(cells, ours))


def hangul(folder: Path) -> Iterator[Row]:
    """HWPX: from the trees to the files, and the same text by python-hwpx."""
    documents = peers.trees(folder / "reference" / "build")
    ours = seconds(lambda: [write_hangul(document, {}, Style()) for document in documents])
    yield Row("HWPX, tree to file", f"{ours:.3f} s", "≤ 1 s", ours <= 1.0)
    if importlib.util.find_spec("hwpx") is None:
        yield Row("  python-hwpx", "skipped: python-hwpx is absent")
    else:
        theirs = seconds(lambda: [peers.by_python_hwpx(document) for document in documents], times=1)
        yield Row("  python-hwpx", _against(theirs, ours))


def pdf(folder: Path) -> Iterator[Row]:
    """PDF: cold, after a change, with nothing changed, each in a fresh process; WeasyPrint in one piece beside it."""
    submission = folder / "reference"
    cold_runs = [_cold(submission) for _ in range(3)]
    cold, memory = median(run.seconds for run in cold_runs), max(run.memory for run in cold_runs)
    arguments = (
        "-m",
        "bench.peers",
        submission / "build",
        submission / "templates" / "reference",
        folder / "whole.pdf",
    )
    # The best of two: what else the machine does must not flatter us.
    whole = min((process([str(argument) for argument in arguments]) for _ in range(2)), key=lambda run: run.seconds)
    ratio = cold / whole.seconds
    yield Row("  WeasyPrint in one piece, tagged", f"{whole.seconds:.2f} s, {whole.memory:.0f} MiB")
    yield Row(
        "PDF cold (regdocs build, from the files to the files)",
        f"{cold:.2f} s = {ratio:.2f} ×",
        "≤ 0.6 × one piece",
        ratio <= 0.6,
    )
    yield Row("  memory of its largest process", f"{memory:.0f} MiB", f"≤ {MEMORY:.0f} MiB", memory <= MEMORY)
    changed = median(_changed(submission, number) for number in range(3))
    ratio = changed / cold
    yield Row(
        "PDF, one section of a 20-page paper changed",
        f"{changed:.2f} s = {ratio:.3f} ×",
        "≤ 0.35 × cold",
        ratio <= 0.35,
    )
    same = median(_build(submission).seconds for _ in range(3))
    ratio = same / cold
    yield Row("PDF, nothing changed", f"{same:.2f} s = {ratio:.3f} ×", "≤ 0.05 × cold", ratio <= 0.05)


def files(folder: Path) -> Iterator[Row]:
    """A long paper's files, before they are sent."""
    if EXAMPLE.is_dir():
        yield from rendered(EXAMPLE, folder)


PARTS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "commands": commands,
    "several": several,
    "word": word,
    "hangul": hangul,
    "pdf": pdf,
    "packet": lambda folder: starmap(Row, packet.packet(folder)),
    "growth": growth,
    "diff": diff,
    "redline": redlines,
    "files": files,
}


def _built_pages(submission: Path) -> list[int]:
    _build(submission)
    return _pages(submission)


def _pages(submission: Path) -> list[int]:
    record = read(submission / "build")
    return [document.pages or 0 for document in record.documents] if record else []


def _build(submission: Path) -> Run:
    return process([*REGDOCS, "build", str(submission), "--format", "pdf", "--quiet"])


def _kept(folder: Path) -> Path:
    """Where regdocs keeps what it made, for this run alone."""
    return folder / "cache"


def _cold(submission: Path) -> Run:
    shutil.rmtree(submission / "build", ignore_errors=True)
    shutil.rmtree(_kept(submission.parent), ignore_errors=True)
    return _build(submission)


def _changed(submission: Path, number: int) -> float:
    change_section(submission, f"이 문장은 {number + 1}번째 변경에서 더하였다.")
    return _build(submission).seconds


def _command(*arguments: str) -> float:
    return median(process([*REGDOCS, *arguments], accept=FINDINGS).seconds for _ in range(5))


def _pandoc(documents: Sequence[Document], folder: Path, ours: float) -> Row:
    if importlib.util.find_spec("pypandoc") is None:
        return Row("  pandoc", "skipped: pypandoc-binary is absent")
    text = peers.markdown(documents)
    taken = seconds(lambda: peers.by_pandoc(text, folder / "pandoc.docx"))
    return Row("  pandoc, one call", _against(taken, ours), "faster than pandoc", ours < taken)


def _docxtpl(documents: Sequence[Document], ours: float) -> Row:
    if importlib.util.find_spec("docxtpl") is None:
        return Row("  docxtpl", "skipped: docxtpl is absent")
    template = peers.word_template()
    return Row(
        "  docxtpl", _against(seconds(lambda: [peers.templated(template, document) for document in documents]), ours)
    )


def _against(peer: float, ours: float) -> str:
    return f"{peer:.2f} s; ours {ours / peer:.3f} ×"


if __name__ == "__main__":
    main()
