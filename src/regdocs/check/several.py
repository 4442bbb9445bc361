"""Checking several submissions in one run, on every core; what hasn't changed since the last run is told again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from os import cpu_count
from pathlib import Path

from regdocs.build.processes import Processes
from regdocs.check.check import check
from regdocs.check.outcome import Report
from regdocs.check.recalled import Reports, Told, told

_WORTH_PROCESSES = 4
"""Fewer submissions are checked sooner than other processes are started."""

_ROUNDS = 2
"""Portions for each process: one has the law's data once, and uneven portions still end together."""


def check_several(folders: Sequence[Path], as_of: date | None = None) -> list[Report]:
    """The report of each submission, in their order; what `check` raises for one, it raises for all.

    Copies of one submission are checked once.
    """
    reports = Reports(as_of)
    keys = [reports.key(folder) for folder in folders]
    first: dict[str, Path] = {}
    for key, folder in zip(keys, folders, strict=True):
        first.setdefault(key, folder)
    found = {key: reports.recall(key, folder) for key, folder in first.items()}
    missing = {key: first[key] for key, each in found.items() if each is None}
    made = dict(zip(missing, _check(list(missing.items()), reports), strict=True))
    every = {key: each for key, each in (*found.items(), *made.items()) if each is not None}
    return [reports.report(every[key], folder) for key, folder in zip(keys, folders, strict=True)]


def _check(missing: Sequence[tuple[str, Path]], reports: Reports) -> list[Told]:
    count = min(cpu_count() or 1, len(missing))
    run = partial(_one, reports=reports)
    if len(missing) < _WORTH_PROCESSES or count < 2:
        return [run(each) for each in missing]
    # A fork shares what is loaded and composed by then.
    first, rest = run(missing[0]), missing[1:]
    portion = -(-len(rest) // (count * _ROUNDS))
    with Processes(count) as executor:
        return [first, *executor.map(run, rest, chunksize=portion)]


def _one(missing: tuple[str, Path], reports: Reports) -> Told:
    """Checks one submission, and keeps what is told of it under its key."""
    key, folder = missing
    found = told(check(folder, reports.as_of), folder)
    reports.keep({key: (found, folder)})
    return found
