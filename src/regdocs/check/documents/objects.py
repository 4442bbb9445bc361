"""Rules on tables and figures: captioned, and mentioned by the text that they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regdocs.check.documents.paper import at, flat, printed
from regdocs.check.filing import Filing
from regdocs.check.prose.texts import narrative
from regdocs.check.rule import Problem, rule, settled
from regdocs.document.block import Figure, Table
from regdocs.document.document import Document, Kind, Section
from regdocs.language import Bilingual

_LABELLED = re.compile(r"\{#(?P<label>[\w가-힣][\w가-힣.:-]*)")
_TALKATIVE = frozenset({Kind.PAPER, Kind.SHEET})
"""Forms and letters have no captions."""


def _objects(document: Document) -> Iterator[tuple[Section, Table | Figure]]:
    """Tables of data and figures with their sections; a form's grid is neither."""
    for section in document.walk():
        for block in flat(section.blocks):
            if isinstance(block, Figure) or (isinstance(block, Table) and not block.form):
                yield section, block


@rule("documents/captions")
def captions(filing: Filing) -> Iterator[Problem]:
    """Tables of data and figures have a caption; the papers of `words`, which are filled in by hand, needn't."""
    exempt = set(filing.words("documents/captions"))
    for document in filing.documents:
        if document.kind not in _TALKATIVE or document.id in exempt:
            continue
        for section, block in _objects(document):
            if not block.caption:
                ko, en = ("그림", "figure") if isinstance(block, Figure) else ("표", "table")
                message = Bilingual(f"캡션 없는 {ko}", f"a {en} without a caption")
                remedy = Bilingual(
                    "`Table: 제목 {#이름}` 줄을 앞에 두십시오", "put a line `Table: title {#name}` before it"
                )
                yield Problem(at(document, section.id), message, remedy)


@rule("documents/mentioned")
def mentioned(filing: Filing) -> Iterator[Problem]:
    """What a writer put into the narrative as a table or figure, the text mentions, by reference or by number.

    Tables that templates draw from the data, and one that stands first under its heading, the heading introduces.
    """
    exempt = set(filing.words("documents/mentioned"))
    written: dict[str, set[str]] = {}
    for said, found, _ in filing.once(narrative).find(_LABELLED):
        written.setdefault(said.document, set()).add(found["label"])
    for document in filing.documents:
        mine = written.get(document.id, set()) if document.id not in exempt else set()
        if not mine:
            continue
        named = filing.once(printed).labels[document.stem]
        text = filing.once(narrative).text
        for section, block in _objects(document):
            if block.label not in mine or block.label in named or next(flat(section.blocks)) is block:
                continue
            if not _numbered(block.number, text):
                message = Bilingual(
                    settled(f"{block.number}을(를) 본문이 가리키지 않음"), f"the text doesn't mention {block.number}"
                )
                remedy = Bilingual(
                    f"본문에 `[](#{block.label})`을 넣으십시오", f"write `[](#{block.label})` in the text"
                )
                yield Problem(at(document, section.id), message, remedy)


def _numbered(number: str, text: str) -> bool:
    return bool(number) and re.search(rf"{re.escape(number)}(?!\d)", text) is not None
