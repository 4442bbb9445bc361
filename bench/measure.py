"""Taking the time and the memory of functions and of whole processes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from subprocess import DEVNULL, PIPE, Popen
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Run:
    """What a process took: seconds by the wall clock, and MiB at its peak, its own or that of its largest child."""

    seconds: float
    memory: float


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The median of so many runs."""
    return median(_seconds(work) for _ in range(times))


def process(arguments: Sequence[str], *, accept: Sequence[int] = (0,)) -> Run:
    """Run a Python module or program in a fresh process; raises `RuntimeError` with what it said where it fails."""
    begin = perf_counter()
    # The errors of a failed run are few; a pipe holds them.
    with Popen([sys.executable, *arguments], stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE) as child:
        assert child.stderr is not None
        said = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    taken = perf_counter() - begin
    if child.returncode not in accept:
        raise RuntimeError(f"{' '.join(arguments)}: {child.returncode}\n{said.decode(errors='replace')}")
    # Kibibytes on Linux; bytes on macOS.
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Run(taken, usage.ru_maxrss / unit)


def _seconds(work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return perf_counter() - begin
