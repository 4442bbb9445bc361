"""Rules on content: under every heading something is said, and the items of the consents are all told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from regdocs.check.documents.paper import as_read, at, flat, parts, says_much, shown
from regdocs.check.filing import Filing
from regdocs.check.rendered.content import Substance, substance
from regdocs.check.rendered.spelling import fold
from regdocs.check.rule import Problem, rule
from regdocs.document.block import Figure, Paragraph, Table
from regdocs.document.document import Document, Section
from regdocs.document.inline import Gap
from regdocs.document.lineage import inlines_of
from regdocs.language import Bilingual
from regdocs.regulation.provision import Item

_WRITE = Bilingual(
    "내용을 적거나, 해당하지 않으면 구체적인 사유를 적으십시오", "write its content, or the specific reason"
)
_ENOUGH = 200
"""So many letters say something, whatever they are; what is shorter is looked at."""


@rule("documents/empty-section")
def empty_section(filing: Filing) -> Iterator[Problem]:
    """Under each heading stands more than nothing, a placeholder, or "not applicable" without a reason.

    A section with subsections needs no text of its own; absent values and prose are told where they are composed. The
    papers of `words` are filled in by hand.
    """
    by_hand = set(filing.words("documents/empty-section"))
    items = {entry.id for each in filing.law.consent_lists for entry in each.entries}
    for document, section, blocks in filing.once(parts):
        if section.sections or document.id in by_hand or section.id in items:
            continue
        held = _held(blocks) if section.number or section.title.ko else None
        if held is not None and not held.says_something and not _has_gap(section):
            yield Problem(at(document, section.id), _message(section, held), _WRITE)


def _held(blocks: Sequence[Paragraph | Table | Figure]) -> Substance | None:
    """What short blocks hold; None for long ones, which say something."""
    return None if says_much(blocks, _ENOUGH) else substance(as_read(blocks))


def _has_gap(section: Section) -> bool:
    return any(isinstance(inline, Gap) for inline in inlines_of(section.blocks))


def _message(section: Section, held: Substance) -> Bilingual:
    if held.nothing:
        ko, en = f"사유 없는 「{held.nothing}」", f"no reason for “{held.nothing}”"
    elif held.placeholder:
        ko, en = f"임시 표기 「{held.placeholder}」뿐임", f"nothing but the placeholder “{held.placeholder}”"
    else:
        ko, en = "제목만 있고 내용 없음", "a heading without content"
    return Bilingual(f"「{shown(section)}」: {ko}", f"“{shown(section)}”: {en}")


@rule("documents/consent-items")
def consent_items(filing: Filing) -> Iterator[Problem]:
    """The items that the law lists for a consent form stand in it, in the law's words, each with content."""
    for items in filing.law.consent_lists:
        for document in filing.documents:
            if document.id == items.id:
                sections = {section.id: section for section in document.walk()}
                for entry in items.entries:
                    yield from _item(filing, document, entry, sections.get(entry.id))


def _item(filing: Filing, document: Document, entry: Item, section: Section | None) -> Iterator[Problem]:
    due = f"{entry.title.ko}({filing.law.citation(entry.citation)})"
    due_en = f"{entry.title.text('en')} ({filing.law.citation(entry.citation, 'en')})"
    if section is None:
        yield Problem(at(document, entry.id), Bilingual(f"「{due}」 없음", f"“{due_en}” is missing"), _WRITE)
        return
    if fold(section.title.ko) != fold(entry.title.ko):
        message = Bilingual(
            f"「{section.title.ko}」: 법의 표현은 「{due}」", f"“{section.title.ko}”: the law's words are “{due_en}”"
        )
        yield Problem(at(document, section.id), message)
    held = _held([block for each in section.walk() for block in flat(each.blocks)])
    if held is not None and not held.says_something and not any(_has_gap(each) for each in section.walk()):
        yield Problem(at(document, section.id), _message(section, held), _WRITE)


@rule("documents/figure-alternative")
def figure_alternative(filing: Filing) -> Iterator[Problem]:
    """Each figure has words for who can't see it."""
    for document, section, blocks in filing.once(parts):
        for block in blocks:
            if isinstance(block, Figure) and not block.alt.strip():
                message = Bilingual(f"그림 {block.number}에 설명이 없음", f"figure {block.number} has no description")
                yield Problem(at(document, section.id), message)
