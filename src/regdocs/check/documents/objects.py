"""Rules on tables, figures and sections: captioned, mentioned by the text that they belong to, and there where mentioned."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regdocs.check.documents.paper import Part, at, parts, printed
from regdocs.check.filing import Filing
from regdocs.check.prose.texts import narrative
from regdocs.check.rendered.spelling import plain_number
from regdocs.check.rule import Problem, rule, settled
from regdocs.document.block import Figure, Table
from regdocs.document.document import Kind
from regdocs.language import Bilingual

_LABELLED = re.compile(r"\{#(?P<label>[\w가-힣][\w가-힣.:-]*)")
_SECTION = re.compile(r"\d(?<![\d.제-]\d)\d*(?:-\d+)*(?=\s?절(?:[은이을에의과로,.()]|\s|$))")
_TALKATIVE = frozenset({Kind.PAPER, Kind.SHEET})
"""Forms and letters have no captions."""


def _objects(filing: Filing) -> Iterator[tuple[Part, Table | Figure]]:
    """Tables of data and figures with what they stand in; a form's grid is neither."""
    for part in filing.once(parts):
        for block in part.blocks:
            if isinstance(block, Figure) or (isinstance(block, Table) and not block.form):
                yield part, block


@rule("documents/captions")
def captions(filing: Filing) -> Iterator[Problem]:
    """Tables of data and figures have a caption; the papers of `words`, which are filled in by hand, needn't."""
    exempt = set(filing.words("documents/captions"))
    for (document, section, _), block in _objects(filing):
        if not block.caption and document.kind in _TALKATIVE and document.id not in exempt:
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
        if said.document not in exempt:
            written.setdefault(said.document, set()).add(found["label"])
    for (document, section, blocks), block in _objects(filing) if written else ():
        if block.label not in written.get(document.id, ()) or blocks[0] is block:
            continue
        named = filing.once(printed).labels[document.stem]
        if block.label not in named and not _numbered(block.number, filing.once(narrative).text):
            message = Bilingual(
                settled(f"{block.number}을(를) 본문이 가리키지 않음"), f"the text doesn't mention {block.number}"
            )
            remedy = Bilingual(f"본문에 `[](#{block.label})`을 넣으십시오", f"write `[](#{block.label})` in the text")
            yield Problem(at(document, section.id), message, remedy)


def _numbered(number: str, text: str) -> bool:
    return bool(number) and re.search(rf"{re.escape(number)}(?!\d)", text) is not None


@rule("documents/section-number")
def section_number(filing: Filing) -> Iterator[Problem]:
    """A section that narrative refers to by its number is there, in its own document or in one whose headings are fixed."""
    numbers: dict[str, set[str]] = {}
    for document, section, _ in filing.once(parts):
        numbers.setdefault(document.id, set()).add(plain_number(section.number))
    fixed = {number for plan in filing.law.headings for number in numbers.get(plan.document, ())}
    for said, found, offset in filing.once(narrative).find(_SECTION):
        known = numbers.get(said.document, set()) | fixed
        if fixed and plain_number(found[0]) not in known:
            message = Bilingual(f"「{found[0]}절」: 이 번호의 절이 없음", f"there is no section {found[0]}")
            yield Problem(said.place(offset), message)
