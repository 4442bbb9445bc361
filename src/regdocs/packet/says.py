"""What an edited or outdated document says otherwise than the data do: each value that differs, by its field."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TypeAlias

import msgspec

from regdocs.document.document import Document, from_json
from regdocs.finding import Finding, Place, Severity
from regdocs.formats.unreadable import MOST_BYTES, UnreadableFile
from regdocs.language import Bilingual
from regdocs.packet.agreement import printed, short
from regdocs.submission.positions import Positions

_MOST = 20
"""Values named for one file."""

Said: TypeAlias = Mapping[tuple[tuple[str, ...], str], AbstractSet[str]]
"""The texts that stand for the same fields in the same format."""


def of_document(document: Document) -> Said:
    """What a tree says."""
    return _gathered((each.paths, each.format, each.text) for _, each in printed(document))


def of_tree(path: Path) -> Said:
    """What a tree that a build has written says; nothing where it can't be read."""
    try:
        return of_document(from_json(path.read_bytes()))
    except (OSError, msgspec.DecodeError):
        return {}


def of_word(path: Path) -> Said:
    """What the content controls of a Word file say, whoever saved it last; nothing where it can't be read."""
    from regdocs.formats.docx.read import read

    try:
        if path.stat().st_size > MOST_BYTES:
            return {}
        paragraphs = list(read(path.read_bytes()).paragraphs())
    except (OSError, UnreadableFile):
        return {}
    controls = (control for paragraph in paragraphs for control in paragraph.controls)
    return _gathered((each.paths, each.format, each.text) for each in controls if each.paths and not each.gap)


def _gathered(values: Iterator[tuple[tuple[str, ...], str, str]]) -> Said:
    found: dict[tuple[tuple[str, ...], str], set[str]] = {}
    for paths, form, text in values:
        found.setdefault((paths, form), set()).add(" ".join(unicodedata.normalize("NFC", text).split()))
    return found


def disagreements(name: str, document: Document, said: Said, positions: Positions) -> list[Finding]:
    """A finding for each value of the file `name` that `document`, composed now, doesn't print; at most twenty."""
    now = of_document(document)
    found = []
    for (paths, form), texts in said.items():
        due = now.get((paths, form), set())
        for text in sorted(texts - due) if due else ():
            right = sorted(due - texts) or sorted(due)
            found.append(_disagreement(name, document, paths, text, right[0], positions))
    return found[:_MOST]


def _disagreement(
    name: str, document: Document, paths: tuple[str, ...], text: str, due: str, positions: Positions
) -> Finding:
    fields = ", ".join(f"`{path}`" for path in paths)
    where = positions.place(paths[0]) if paths else Place()
    return Finding(
        "packet/disagreement",
        Severity.ERROR,
        Bilingual(
            f"{name}: {fields} 값이 “{short(text)}”(으)로 되어 있으나 자료는 “{short(due)}”임",
            f"{name} says “{short(text)}” for {fields}; the data say “{short(due)}”",
        ),
        Place(where.file, where.line, where.column, path=paths[0] if paths else None, document=document.id),
        Bilingual(
            "study.yaml과 파일 가운데 맞는 쪽으로 고치십시오", "correct study.yaml or the file, whichever is wrong"
        ),
    )
