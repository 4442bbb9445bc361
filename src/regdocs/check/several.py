"""Checking several submissions in one run, on every core."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path

from regdocs.check.check import Report, check

_WORTH_PROCESSES = 4
"""Fewer submissions are checked sooner than other processes are started."""

_ROUNDS = 2
"""Portions for each process: one has the law's data once, and uneven portions still end together."""


def check_several(folders: Sequence[Path], as_of: date | None = None) -> list[Report]:
    """The report of each submission, in their order; what `check` raises for one, it raises for all."""
    processes = min(cpu_count() or 1, len(folders))
    if len(folders) < _WORTH_PROCESSES or processes < 2:
        return [check(folder, as_of) for folder in folders]
    # A fork shares what is loaded; nothing here has drawn or begun threads.
    method = "fork" if sys.platform == "linux" else "spawn"
    portion = -(-len(folders) // (processes * _ROUNDS))
    with ProcessPoolExecutor(processes, get_context(method)) as executor:
        return list(executor.map(partial(check, as_of=as_of), folders, chunksize=portion))
