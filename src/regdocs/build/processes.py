"""Processes that work for this one, and end with it, also where it is interrupted or killed; none leaves files behind."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait
from shutil import rmtree
from typing import Any

_ENGINE = "regdocs.formats.pdf.engine"
"""The module that draws PDF; a process that has it may have Pango's threads."""


class Processes(ProcessPoolExecutor):
    """So many processes, forked where they may be, else begun anew; each calls `begin` first, with what is `given`.

    Left to themselves, an executor's processes wait for ever for one that was killed, tell each interrupt with a
    traceback, and leave the fonts that they unpacked.
    """

    def __init__(self, count: int, begin: Callable[..., None] | None = None, given: tuple[Any, ...] = ()) -> None:
        self._scratch = tempfile.TemporaryDirectory(prefix="regdocs-", ignore_cleanup_errors=True)
        context = get_context("fork" if may_fork() else "spawn")
        super().__init__(count, context, _begin, (self._scratch.name, begin, given))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        super().shutdown(wait, cancel_futures=cancel_futures)
        if wait:
            self._scratch.cleanup()

    def kill(self) -> None:
        """End them at once, and whatever else this process has started, whatever it is doing."""
        for process in active_children():
            process.kill()
        self.shutdown(cancel_futures=True)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is KeyboardInterrupt:
            self.kill()
        else:
            self.shutdown(cancel_futures=kind is not None)


def may_fork() -> bool:
    """Whether a fork, which is quick, is safe: it copies no thread, of Python's or of Pango's, but the locks they hold."""
    return sys.platform == "linux" and threading.active_count() == 1 and _ENGINE not in sys.modules


def _begin(scratch: str, begin: Callable[..., None] | None, given: tuple[Any, ...]) -> None:
    # The handlers that came with a fork are its parent's.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_DFL)
    tempfile.tempdir = scratch
    threading.Thread(target=_end_with_parent, args=(scratch,), daemon=True).start()
    if begin is not None:
        begin(*given)


def _end_with_parent(scratch: str) -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        rmtree(scratch, ignore_errors=True)
        os._exit(1)
