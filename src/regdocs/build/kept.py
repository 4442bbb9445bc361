"""What was made before, kept in this user's cache folder under the hash of everything that it was made from."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

Kept = TypeVar("Kept")

FOLDER = "REGDOCS_CACHE"
"""The environment variable that names another folder; empty, nothing is kept."""

_MOST = 64
"""How many entries stay; a filing of 230 pages takes some 4 MB."""


def kept(key: str, form: type[Kept], make: Callable[[], Kept]) -> Kept:
    """What `make` gives, or what it gave under the same key before; a damaged entry is no entry.

    The folder is the user's, not the filing's: a filing that somebody sends can't bring its own results along.
    """
    folder = _folder()
    if folder is None:
        return make()
    entry = folder / key
    try:
        found = msgspec.msgpack.decode(entry.read_bytes(), type=form)
        # The least recently used entries are the first to go.
        os.utime(entry)
    except (OSError, ValueError):
        found = make()
        _put(entry, msgspec.msgpack.encode(found))
    return found


def _folder() -> Path | None:
    named = os.environ.get(FOLDER)
    if named is not None:
        return Path(named) if named else None
    from platformdirs import user_cache_path

    return user_cache_path("regdocs", appauthor=False)


def _put(entry: Path, data: bytes) -> None:
    """Write an entry beside and rename it; where the disk refuses, the next run just makes it again."""
    beside = entry.with_name(f".{entry.name}.{os.getpid()}")
    try:
        entry.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside.write_bytes(data)
        beside.replace(entry)
        for old in _oldest(entry.parent):
            old.unlink(missing_ok=True)
    except OSError:
        with suppress(OSError):
            beside.unlink()


def _oldest(folder: Path) -> list[Path]:
    entries = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    return entries[_MOST:]
