"""What a document was made from, and whether a submission still says the same: only then is it composed anew."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from msgspec import Struct

from regdocs.build.compiled import compiled
from regdocs.compose.compose import Composed, compose
from regdocs.compose.job import Job
from regdocs.compose.reading import Parts
from regdocs.compose.view import Conditions
from regdocs.language import Language
from regdocs.submission.inputs import STUDY
from regdocs.submission.load import Submission
from regdocs.submission.narrative import FOLDER, SUFFIXES, Narrative
from regdocs.template_set.load import TemplateSet

Key = tuple[str, str, Language]
"""Of a narrative: document, section, language."""

_UNREAD = (f"{FOLDER}/", "attachments/", "changes.yaml", "supplements/")
"""What composition asks for file by file, or never looks at."""


class Account(Struct, frozen=True):
    """What a document was made from beside its template set: each with its hash or answer at that time."""

    beside: str
    narratives: dict[str, str]
    parts: dict[str, str]
    conditions: dict[str, bool]


class Made(Struct, frozen=True):
    """A composed document and what it was made from."""

    composed: Composed
    account: Account


class Facts:
    """What there is to ask of a submission; each answer is found once for all its documents."""

    def __init__(self, submission: Submission, template_set: TemplateSet) -> None:
        self.submission, self.template_set = submission, template_set
        self._parts = Parts(submission.study)
        self._conditions = Conditions(submission.study, template_set)
        beside = {name: each for name, each in submission.inputs.items() if not name.startswith(_UNREAD)}
        study = beside.pop(STUDY, "")
        self._beside = {placed: _hash([beside, study if placed else ""]) for placed in (False, True)}

    def make(self, job: Job, language: Language) -> Made:
        """The document composed, and the account of what it asked for."""
        asked = _Asked(self.submission.narratives)
        with compiled(self.template_set, job.template.entry.id):
            composed = compose(replace(self.submission, narratives=asked), self.template_set, job, language)
        files = (f"{FOLDER}/{document}/{section}{SUFFIXES[of]}" for document, section, of in asked.found)
        account = Account(
            # Findings name lines of study.yaml, which move when something above them is written.
            self._beside[bool(composed.findings)],
            {file: self.submission.inputs.get(file, "") for file in files},
            {part: self._parts.digest(part) for part in composed.parts},
            dict(composed.conditions),
        )
        return Made(composed, account)

    def hold(self, account: Account) -> bool:
        """Whether a document made so would be the same again."""
        return (
            account.beside in self._beside.values()
            and all(self.submission.inputs.get(file, "") == digest for file, digest in account.narratives.items())
            and all(self._parts.digest(part) == digest for part, digest in account.parts.items())
            and all(self._conditions._hold(each) is held for each, held in account.conditions.items())
        )


class _Asked(Mapping[Key, Narrative]):
    """A submission's narratives, with what was asked of them taken down."""

    def __init__(self, narratives: Mapping[Key, Narrative]) -> None:
        self._narratives = narratives
        self.found: dict[Key, None] = {}

    def __getitem__(self, key: Key) -> Narrative:
        self.found[key] = None
        return self._narratives[key]

    def __iter__(self) -> Iterator[Key]:
        # Who goes through all of them depends on all of them.
        self.found |= dict.fromkeys(self._narratives)
        return iter(self._narratives)

    def __len__(self) -> int:
        return len(self._narratives)


def _hash(what: object) -> str:
    return sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()
