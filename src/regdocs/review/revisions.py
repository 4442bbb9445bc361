"""The list of a submission's frozen revisions, for people and for programs."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from regdocs.finding import Finding, Severity, UsageError
from regdocs.language import Bilingual, Language
from regdocs.submission.frozen import FOLDER
from regdocs.submission.problem import shown
from regdocs.submission.revision import Revision, verified


@dataclass(frozen=True, slots=True)
class Listed:
    """The revisions in the order of freezing, and a finding for everything in them that isn't as it was frozen."""

    revisions: tuple[Revision, ...]
    findings: tuple[Finding, ...]

    def sound(self, revision: Revision) -> bool:
        """Whether nothing was found in this revision."""
        folder = f"{FOLDER}/{revision.path.name}"
        return not any(((finding.place.file or "") + "/").startswith(f"{folder}/") for finding in self.findings)


def listed(folder: Path) -> Listed:
    """The revisions of the submission in `folder`, all of them proven; raises `UsageError` where there is no folder."""
    if not folder.is_dir():
        name = shown(folder.name or str(folder))
        message = Bilingual(f"없는 폴더: `{name}`", f"there is no folder `{name}`")
        raise UsageError([Finding("usage/folder", Severity.ERROR, message)])
    found, findings = verified(folder)
    return Listed(tuple(found), tuple(findings))


def to_text(found: Listed, language: Language) -> str:
    """A line for each revision and one for what it is for; the last line says how the chain stands."""
    ko = language == "ko"
    if not found.revisions:
        return "" if found.findings else ("확정본이 없음\n" if ko else "there are no frozen revisions\n")
    widest = max(_width(each.label) for each in found.revisions)
    lines = [_line(each, found, widest, ko) for each in found.revisions]
    last = found.revisions[-1].sha256
    sound = (
        f"확정본 {len(lines)}개, 모두 그대로임" if ko else f"{_count(len(lines), 'revision')}, all as they were frozen"
    )
    broken = f"바뀐 곳 {len(found.findings)}군데" if ko else f"changed in {_count(len(found.findings), 'place')}"
    return "".join(lines) + f"{broken if found.findings else sound} (manifest {last})\n"


def _line(revision: Revision, found: Listed, widest: int, ko: bool) -> str:
    manifest = revision.manifest
    documents = f"문서 {len(manifest.documents)}개" if ko else f"{len(manifest.documents)} documents"
    words = [
        f"{revision.label:<{widest}}",
        manifest.date,
        f"제{manifest.revision}판" if ko else f"version {manifest.revision}",
        documents,
    ]
    if manifest.gaps:
        words.append(f"초안({manifest.gaps}건 빠짐)" if ko else f"draft ({manifest.gaps} absent)")
    if not found.sound(revision):
        words.append("바뀜!" if ko else "CHANGED")
    head = "  ".join([*words, revision.sha256[:16]])
    return f"{head}\n" + (f"{' ' * widest}  {manifest.why}\n" if manifest.why else "")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _width(text: str) -> int:
    """The columns that a text takes on a terminal, where Hangul takes two each."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def to_json(found: Listed, language: Language) -> str:
    """The list as indented JSON; messages in `language`."""
    revisions = [
        {
            "label": each.label,
            "date": each.manifest.date,
            "why": each.manifest.why,
            "revision": each.manifest.revision,
            "gaps": each.manifest.gaps,
            "law_as_of": each.manifest.law_as_of,
            "regdocs": each.manifest.regdocs,
            "documents": [
                {"id": document.id, "instance": document.instance, "title": document.title, "pages": document.pages}
                for document in each.manifest.documents
            ],
            "manifest": each.sha256,
            "previous": each.manifest.previous.label if each.manifest.previous else None,
            "sound": found.sound(each),
        }
        for each in found.revisions
    ]
    findings = [
        {"rule": each.rule, "message": each.message.text(language), "file": each.place.file} for each in found.findings
    ]
    document = {"revisions": revisions, "findings": findings}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


REPORTERS: dict[str, Callable[[Listed, Language], str]] = {"text": to_text, "json": to_json}
"""The formats of the list."""
