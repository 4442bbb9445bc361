"""Narrative that no document prints: a misspelled file or section name would lose somebody's prose without a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from regdocs.finding import Finding, Place, Severity
from regdocs.language import Bilingual
from regdocs.submission.load import Submission
from regdocs.submission.problem import meant
from regdocs.template_set.load import TemplateSet

_RULE = "compose/unplaced-narrative"


def unplaced(submission: Submission, template_set: TemplateSet) -> Iterator[Finding]:
    """A finding for each narrative file whose name is none, or whose document or section the template set doesn't have."""
    for stray in submission.strays:
        message = Bilingual(
            f"{stray.message.ko}: 인쇄되지 않음", f"{stray.message.text('en')}, so it is printed nowhere"
        )
        yield replace(stray, rule=_RULE, message=message)
    sections = {each.entry.id: [part.id for part in each.specification.walk()] for each in template_set.documents}
    for narrative in submission.narratives.values():
        if narrative.document not in sections:
            yield _finding(narrative.file, narrative.document, list(sections), ("문서", "document"))
        elif narrative.section not in sections[narrative.document]:
            yield _finding(narrative.file, narrative.section, sections[narrative.document], ("절", "section"))


def _finding(file: str, name: str, known: list[str], what: tuple[str, str]) -> Finding:
    remedy = meant(name, known)
    return Finding(
        _RULE,
        Severity.ERROR,
        Bilingual(
            f"없는 {what[0]} `{name}`의 본문이어서 인쇄되지 않음",
            f"there is no {what[1]} `{name}`, so this prose is printed nowhere",
        ),
        Place(file=file),
        Bilingual(*remedy) if remedy else None,
    )
