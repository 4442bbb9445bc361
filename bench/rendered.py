"""Checking a rendered file: the example's plan, lengthened to some 240 pages, as DOCX, HWPX and PDF, against its submission."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median

from bench.measure import REGDOCS, Row, Run, process
from bench.prose import paragraph, result_row, sentence
from regdocs.build.record import read

PAPER = "research-plan"
ROUNDS = 8
"""How often each narrative file of the plan is lengthened; its 135 pages become some 240."""

ROWS = 15
BARS = {"docx": 1.0, "hwpx": 1.0, "pdf": 3.0}
"""Seconds, the command's start included."""


def rendered(example: Path, folder: Path) -> Iterator[Row]:
    """Each format: with what an earlier check has kept of the submission, and without; nothing is kept of the file."""
    submission, out = folder / "long", folder / "long-built"
    lengthen(example, submission)
    process(
        [
            *REGDOCS,
            "build",
            str(submission),
            "--document",
            PAPER,
            "--format",
            "docx,hwpx,pdf",
            "--quiet",
            "--out",
            str(out),
        ]
    )
    record = read(out)
    pages = sum(document.pages or 0 for document in record.documents) if record else 0
    for format, bar in BARS.items():
        (file,) = out.glob(f"*{PAPER}.{format}")
        _check(file, submission)
        runs = [_check(file, submission) for _ in range(3)]
        taken, cpu = median(run.seconds for run in runs), median(run.cpu for run in runs)
        what = f"regdocs check of a {format.upper()} of {pages} pages"
        yield Row(what, f"{taken:.2f} s ({cpu:.2f} s CPU)", f"≤ {bar:.0f} s", taken <= bar)
        first = _check(file, submission, REGDOCS_CACHE="")
        yield Row("  with the submission's paper to compose first", f"{first.seconds:.2f} s ({first.cpu:.2f} s CPU)")


def lengthen(example: Path, folder: Path) -> None:
    """A copy of the example whose plan has more prose, values, lists and tables in every part; always the same."""
    shutil.copytree(example, folder, ignore=shutil.ignore_patterns("build"))
    random = Random(230)
    for file in sorted((folder / "narrative" / PAPER).glob("*.md")):
        more = [_round(random, f"{file.stem}-{number}", number % 2 == 1) for number in range(ROUNDS)]
        file.write_text("\n\n".join([file.read_text("utf-8").rstrip(), *more]) + "\n", "utf-8")


def _round(random: Random, name: str, table: bool) -> str:
    values = "제품명은 {{ study.product.name }}이고 대상 질환은 {{ study.disease.name }}이다."
    pieces = [paragraph(random, 4), f"{values} {paragraph(random, 3)}"]
    pieces.append("\n".join(f"- {sentence(random)}" for _ in range(3)))
    if table:
        rows = [
            ["시험항목", "시험방법", "기준", "결과"],
            *(list(result_row(random, row)) for row in range(1, ROWS + 1)),
        ]
        lines = [f"| {' | '.join(row)} |" for row in rows]
        pieces.append(f"결과는 [](#table-{name})에 정리하였다.")
        pieces.append("\n".join([f"Table: 시험 결과 {{#table-{name}}}", lines[0], "|---|---|---|---|", *lines[1:]]))
    return "\n\n".join(pieces)


def _check(file: Path, submission: Path, **environment: str) -> Run:
    command = [*REGDOCS, "check", str(file), "--document", PAPER, "--submission", str(submission)]
    return process(command, environment=environment)
