"""Processes that work for this one, and end with it, also where it is killed."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import Any

_ENGINE = "regdocs.formats.pdf.engine"
"""The module that draws PDF; a process that has it may have Pango's threads."""


def processes(count: int, begin: Callable[..., None] | None = None, given: tuple[Any, ...] = ()) -> ProcessPoolExecutor:
    """So many processes, forked where they may be, else begun anew; each calls `begin` first, with what is `given`.

    Left to itself, an executor's process waits for ever for one that was killed, and keeps its memory and its files.
    """
    return ProcessPoolExecutor(count, get_context("fork" if may_fork() else "spawn"), _begin, (begin, given))


def may_fork() -> bool:
    """Whether a fork, which is quick, is safe: it copies no thread, of Python's or of Pango's, but the locks they hold."""
    return sys.platform == "linux" and threading.active_count() == 1 and _ENGINE not in sys.modules


def _begin(begin: Callable[..., None] | None, given: tuple[Any, ...]) -> None:
    # A handler that came with the fork might keep it from being ended.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if begin is not None:
        begin(*given)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
