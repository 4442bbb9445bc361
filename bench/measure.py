"""Taking the time and the memory of functions and of whole processes, and the lines that tell them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from subprocess import DEVNULL, PIPE, Popen
from time import perf_counter

REGDOCS = ("-c", "from regdocs.cli.main import main; main()")
"""The program, as its console script starts it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report; `holds` is None where there is no bar."""

    what: str
    measured: str
    bar: str = ""
    holds: bool | None = None

    def __str__(self) -> str:
        verdict = {True: "held", False: "MISSED", None: ""}[self.holds]
        return f"{self.what:<58} {self.measured:>24}  {self.bar:<30} {verdict}".rstrip()


@dataclass(frozen=True, slots=True)
class Run:
    """What a process took.

    `seconds` by the wall clock, `memory` in MiB at its peak, its own or that of its largest child, `cpu` in seconds of
    all processors, its children's too.
    """

    seconds: float
    memory: float
    cpu: float


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The median of so many runs."""
    return median(_seconds(work) for _ in range(times))


def process(
    arguments: Sequence[str], *, accept: Sequence[int] = (0,), environment: Mapping[str, str] | None = None
) -> Run:
    """Run a Python module or program in a fresh process; raises `RuntimeError` with what it said where it fails."""
    begin = perf_counter()
    # The errors of a failed run are few; a pipe holds them.
    around = {**os.environ, **(environment or {})}
    with Popen([sys.executable, *arguments], stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE, env=around) as child:
        assert child.stderr is not None
        said = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    taken = perf_counter() - begin
    if child.returncode not in accept:
        raise RuntimeError(f"{' '.join(arguments)}: {child.returncode}\n{said.decode(errors='replace')}")
    # Kibibytes on Linux; bytes on macOS.
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Run(taken, usage.ru_maxrss / unit, usage.ru_utime + usage.ru_stime)


def _seconds(work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return perf_counter() - begin
