"""Which files a template set consists of, and their hashes; nothing heavy is imported here."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from regdocs.submission.inputs import ignored, inside

REFUSED = "refused"
"""Stands for the hash of a file that a link leads out of the set to; it is never read."""


def inputs(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file of the set by its path inside the folder (POSIX, sorted); an absent folder has none."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() if inside(folder, path) else REFUSED
        for path in found
        if not any(ignored(part) for part in path.relative_to(folder).parts)
    }
