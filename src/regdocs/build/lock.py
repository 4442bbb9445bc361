"""One build at a time puts its files in place; the system frees the lock of a build that is killed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

_NAME = ".cache/lock"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the build folder's lock; wait for who holds it. Raises OSError where the folder can't be made."""
    path = folder / _NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as stream:
        # A file system without locks is no reason not to build; then only two builds at the same instant may clash.
        with suppress(OSError):
            _lock(stream)
        try:
            yield
        finally:
            # Closing isn't enough where a process that was forked meanwhile has the file open too.
            with suppress(OSError):
                _unlock(stream)


if sys.platform == "win32":
    import msvcrt

    def _lock(stream: IO[bytes]) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK, 1)

    def _unlock(stream: IO[bytes]) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(stream: IO[bytes]) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX)

    def _unlock(stream: IO[bytes]) -> None:
        fcntl.flock(stream, fcntl.LOCK_UN)
