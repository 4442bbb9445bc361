"""Which files a template set consists of, and their hashes; nothing heavy is imported here."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from regdocs.submission.inputs import ignored, inside

REFUSED = "refused"
"""Stands for the hash of a file that a link leads out of the set to; it is never read."""
_SETTLED = 2_000_000_000
"""Nanoseconds: what was saved longer ago has another time of saving once it is saved again, however coarse the clock."""


def inputs(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file of the set by its path inside the folder (POSIX, sorted); an absent folder has none."""
    found = sorted(_entries(folder, ()), key=lambda each: each[0])
    now = time.time_ns()
    return {"/".join(parts): _digest(folder, entry, now) for parts, entry in found}


def _entries(folder: str | Path, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], os.DirEntry[str]]]:
    """The files below a folder, and links of any kind, with the parts of their paths; no link is followed."""
    try:
        entries = [each for each in os.scandir(folder) if not ignored(each.name)]
    except OSError:
        return
    for entry in entries:
        parts = (*above, entry.name)
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(entry.path, parts)
        elif entry.is_symlink() or entry.is_file():
            yield parts, entry


def _digest(folder: Path, entry: os.DirEntry[str], now: int) -> str:
    path = Path(entry.path)
    if entry.is_symlink() and not inside(folder, path):
        return REFUSED
    found = entry.stat()
    if now - max(found.st_mtime_ns, found.st_ctime_ns) < _SETTLED:
        return sha256(path.read_bytes()).hexdigest()
    return _settled(path, (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns))


@lru_cache(maxsize=4096)
def _settled(path: Path, saved: tuple[int, ...]) -> str:
    """The hash of a file, which is read once until it is saved anew."""
    return sha256(path.read_bytes()).hexdigest()
