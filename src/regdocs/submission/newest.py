"""The note of which revision was frozen last, so that the last one can't be gone unseen: nothing that follows names it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from regdocs.finding import Finding, Place, Severity
from regdocs.language import Bilingual
from regdocs.submission.frozen import FOLDER
from regdocs.submission.problem import shown

NAME = ".newest"
_LONGEST = 1_000


def note(revisions: Path, label: str, sha256: str) -> None:
    """Write down the revision that was just frozen and the hash of its manifest, in one step."""
    temporary = revisions / f"{NAME}.tmp"
    temporary.write_bytes(f"{label} {sha256}\n".encode())
    temporary.replace(revisions / NAME)


def gone(revisions: Path, found: Mapping[str, str]) -> Iterator[Finding]:
    """A finding where the noted revision isn't there, or is another one; `found` are the hashes by label.

    A submission without a note (frozen by an older regdocs, or the note was taken away too) says nothing. A note that
    is behind, since a freeze was killed before it was written, names a revision that is there.
    """
    text = ""
    with suppress(OSError, UnicodeDecodeError):
        text = (revisions / NAME).read_bytes()[:_LONGEST].decode()
    label, _, sha256 = text.strip().partition(" ")
    if not label or found.get(label) == sha256 or (label not in found and os.path.lexists(revisions / label)):
        return  # What lies there but can't be read is told by itself.
    if label in found:
        message = Bilingual(
            f"`{shown(label)}`: 확정된 것과 다른 확정본", f"`{shown(label)}` isn't the revision that was frozen"
        )
    else:
        message = Bilingual(
            f"마지막 확정본 `{shown(label)}`이(가) 없어짐", f"the last revision, `{shown(label)}`, is gone"
        )
    remedy = Bilingual("보관한 사본에서 되살리십시오", "bring it back from a copy that was kept elsewhere")
    yield Finding("revision/newest-gone", Severity.ERROR, message, Place(file=f"{FOLDER}/{NAME}"), remedy)
