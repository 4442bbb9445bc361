"""The journal: hashes of files about to be put in place, so that a build that was killed leaves nobody's work behind."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

_NAME = ".cache/pending.json"


def read(folder: Path) -> dict[str, frozenset[str]]:
    """The hashes that unfinished builds meant to write, by path in the build folder."""
    try:
        noted = json.loads((folder / _NAME).read_text("utf-8"))
        return {str(name): frozenset(map(str, hashes)) for name, hashes in noted.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def note(folder: Path, hashes: Mapping[str, str]) -> None:
    """Add what is about to be written; raises OSError where the disk refuses."""
    noted = read(folder)
    merged = {name: sorted({*noted.get(name, ()), hashes.get(name, "")} - {""}) for name in sorted({*noted, *hashes})}
    path = folder / _NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(".pending.json")
    beside.write_text(json.dumps(merged, indent=1), "utf-8")
    beside.replace(path)


def clear(folder: Path) -> None:
    """Forget it: the build record knows the files now."""
    (folder / _NAME).unlink(missing_ok=True)
