"""What was made before, kept in this user's cache folder under the hash of everything that it was made from."""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

Kept = TypeVar("Kept")

FOLDER = "REGDOCS_CACHE"
"""The environment variable that names another folder; empty, nothing is kept."""

_SUFFIX = ".kept"
"""What entries end with: whatever else lies in a folder that somebody names is theirs."""

_MOST = 4000
"""How many entries stay; the 20 trees of a filing of 230 pages take some 0.7 MB."""

_FAST = 1
"""The level at which compressing costs hardly more than writing."""


def recall(key: str, form: type[Kept]) -> Kept | None:
    """What was kept under a key; a damaged entry is no entry.

    The folder is the user's, not the filing's: a filing that somebody sends can't bring its own results along.
    """
    folder = _folder()
    if folder is None:
        return None
    entry = folder / f"{key}{_SUFFIX}"
    try:
        found = msgspec.msgpack.decode(zlib.decompress(entry.read_bytes()), type=form)
        # The least recently used entries are the first to go.
        os.utime(entry)
    except (OSError, ValueError, zlib.error):
        return None
    return found


def keep(entries: Mapping[str, object]) -> None:
    """Keep each value under its key; where the disk refuses, the next run just makes it again."""
    folder = _folder()
    if folder is None or not entries:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for key, value in entries.items():
            _put(folder / f"{key}{_SUFFIX}", zlib.compress(msgspec.msgpack.encode(value), _FAST))
        for old in _oldest(folder):
            old.unlink(missing_ok=True)
    except OSError:
        return


def _folder() -> Path | None:
    named = os.environ.get(FOLDER)
    if named is not None:
        return Path(named) if named else None
    from platformdirs import user_cache_path

    return user_cache_path("regdocs", appauthor=False)


def _put(entry: Path, data: bytes) -> None:
    """Write an entry beside and rename it."""
    beside = entry.with_name(f".{entry.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(entry)
    finally:
        with suppress(OSError):
            beside.unlink()


def _oldest(folder: Path) -> list[Path]:
    entries = [path for path in folder.iterdir() if path.suffix == _SUFFIX]
    if len(entries) <= _MOST:
        return []
    return sorted(entries, key=lambda path: path.stat().st_mtime, reverse=True)[_MOST:]
