"""What a document's composition reads of a submission: all facts, and the narrative that it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from regdocs.language import Language
from regdocs.submission.load import Submission
from regdocs.submission.narrative import FOLDER, Narrative

Key = tuple[str, str, Language]
"""Of a narrative: document, section, language."""


class Asked(Mapping[Key, Narrative]):
    """A submission's narratives, with what was asked of them taken down (None where there was none)."""

    def __init__(self, narratives: Mapping[Key, Narrative]) -> None:
        self._narratives = narratives
        self.found: dict[Key, Narrative | None] = {}

    def __getitem__(self, key: Key) -> Narrative:
        self.found[key] = self._narratives.get(key)
        return self._narratives[key]

    def __iter__(self) -> Iterator[Key]:
        # Who goes through all of them depends on all of them.
        self.found |= self._narratives
        return iter(self._narratives)

    def __len__(self) -> int:
        return len(self._narratives)


def facts(submission: Submission) -> dict[str, str]:
    """The hashes of everything but narrative; nobody keeps account of who reads which of it."""
    return {name: digest for name, digest in submission.inputs.items() if not name.startswith(f"{FOLDER}/")}
