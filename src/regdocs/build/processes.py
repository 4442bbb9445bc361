"""Processes that work for this one, and end with it, also where it is killed."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import Any


def processes(
    count: int, method: str, begin: Callable[..., None] | None = None, given: tuple[Any, ...] = ()
) -> ProcessPoolExecutor:
    """So many processes, started by `method` (fork or spawn); each calls `begin` first, with what is `given`.

    Left to itself, an executor's process waits for ever for one that was killed, and keeps its memory and its files.
    """
    return ProcessPoolExecutor(count, get_context(method), _begin, (begin, given))


def _begin(begin: Callable[..., None] | None, given: tuple[Any, ...]) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    if begin is not None:
        begin(*given)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
