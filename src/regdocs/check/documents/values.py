"""Rules on values over several papers: one field reads the same everywhere, and the papers' dates agree."""

from __future__ import annotations

from collections.abc import Iterator

from regdocs.check.documents.paper import at, printed
from regdocs.check.filing import Filing
from regdocs.check.rule import Problem, rule
from regdocs.language import Bilingual


@rule("documents/same-value")
def same_value(filing: Filing) -> Iterator[Problem]:
    """A field that two papers print in the same form reads the same in both."""
    for document, section, value, text, first in filing.once(printed).otherwise:
        if first is not document:
            message = Bilingual(
                f"`{value.paths[0]}`: 「{value.text}」, {first.title.ko}에는 「{text}」",
                f"`{value.paths[0]}` reads “{value.text}”, but “{text}” in {first.title.text('en')}",
            )
            yield Problem(at(document, section.id), message)


@rule("documents/dates")
def dates(filing: Filing) -> Iterator[Problem]:
    """The papers of one filing carry its date: none is older than another."""
    latest = max((each.date for each in filing.documents if each.date), default="")
    for document in filing.documents:
        if document.date and document.date != latest:
            message = Bilingual(
                f"문서의 날짜 {document.date}: 다른 문서는 {latest}", f"it is dated {document.date}, others {latest}"
            )
            yield Problem(at(document), message)
