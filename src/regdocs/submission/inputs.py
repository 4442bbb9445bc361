"""Which files of a submission folder a build depends on, and their hashes; nothing heavy is imported here."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

STUDY = "study.yaml"
REFERENCES = ("references.json", "references.bib", "references.ris")
FILES = (STUDY, *REFERENCES, "changes.yaml")
FOLDERS = ("attachments", "figures", "narrative", "supplements", "templates")
REFUSED = "refused"
"""Stands for the hash of what is never read: a link out of the folder, a device, an unreadable file."""

_BLOCK = 1 << 20


def digest(folder: Path) -> dict[str, str]:
    """The SHA-256 of every input file by its path (POSIX, NFC, sorted); an absent folder has none."""
    return {name: hash_file(folder, path) for name, path in files(folder).items()}


def files(folder: Path) -> dict[str, Path]:
    """The input files by their path in the folder (POSIX, NFC, sorted); what editors and systems leave is skipped."""
    found = [folder / name for name in FILES if os.path.lexists(folder / name)]
    for name in FOLDERS:
        found += _below(folder / name)
    return dict(sorted((_relative(path, folder), path) for path in found))


def hash_file(folder: Path, path: Path) -> str:
    """The SHA-256 of a file, or `REFUSED`."""
    if not inside(folder, path):
        return REFUSED
    try:
        hashing = hashlib.sha256()
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                hashing.update(block)
    except OSError:
        return REFUSED
    return hashing.hexdigest()


def inside(folder: Path, path: Path) -> bool:
    """Whether `path` is a regular file that lies in the folder also when links are followed."""
    try:
        return path.is_file() and (not _linked(path, folder) or path.resolve().is_relative_to(folder.resolve()))
    except (OSError, RuntimeError):
        return False


def _linked(path: Path, folder: Path) -> bool:
    """Whether a link stands on the way from the folder down to `path`: only then is it to be followed."""
    while path not in (folder, path.parent):
        if path.is_symlink():
            return True
        path = path.parent
    return False


def ignored(name: str) -> bool:
    """Whether a file is what an editor or a system leaves behind: hidden, backup, lock or swap."""
    return (
        name.startswith((".", "~$", "#"))
        or name.endswith(("~", ".swp", ".swo", ".bak", ".tmp", ".orig"))
        or name in ("Thumbs.db", "desktop.ini")
    )


def _below(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not ignored(name))
        linked = [name for name in folders if (Path(parent) / name).is_symlink()]
        yield from (Path(parent) / name for name in sorted([*names, *linked]) if not ignored(name))


def _relative(path: Path, folder: Path) -> str:
    return unicodedata.normalize("NFC", path.relative_to(folder).as_posix())
