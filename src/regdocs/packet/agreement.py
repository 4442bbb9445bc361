"""The proof that one filing tells every authority the same: each field that several documents print has one value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TypeGuard

from regdocs.document.block import Paragraph
from regdocs.document.document import Document
from regdocs.document.inline import Field, Inline, Raw
from regdocs.document.lineage import inlines_of
from regdocs.finding import Finding, Place, Severity
from regdocs.language import Bilingual

_LONGEST = 80
"""Characters of a value that a message or the paper shows; the JSON has all of it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Where a document prints a value: `section` is "" for its cover, `text` is what stands there."""

    document: str
    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What documents print of the same fields in the same way.

    `paths` are the fields (several where the value was computed of them), `format` names the formatter; `values` holds
    what each value's statements are, in the order of filing. `agreed` is whether no document contradicts another.
    """

    paths: tuple[str, ...]
    format: str
    values: tuple[tuple[Raw, tuple[Statement, ...]], ...]
    agreed: bool

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that print it, in the order of filing."""
        return tuple(dict.fromkeys(each.document for _, statements in self.values for each in statements))


@dataclass(frozen=True, slots=True)
class Party:
    """A document that was compared: its file name, number, title, the authorities that it goes to, how much it prints.

    `elsewhere` is one that stands in another packet than the one that the comparison was made for.
    """

    stem: str
    number: str
    title: Bilingual
    route: tuple[str, ...]
    facts: int
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Agreement:
    """The comparison of a filing's documents.

    `routes` are the authorities, `shared` the facts that documents for each of them print, `conflicts` every fact on
    which two documents differ, whoever they go to.
    """

    routes: tuple[str, ...]
    parties: tuple[Party, ...]
    facts: int
    shared: tuple[Fact, ...]
    conflicts: tuple[Fact, ...]

    @property
    def proven(self) -> bool:
        """Whether there is something to compare and no document contradicts another."""
        return bool(self.shared) and not self.conflicts

    @property
    def repeated(self) -> tuple[Fact, ...]:
        """The shared facts that more than one document prints: those that could differ."""
        return tuple(fact for fact in self.shared if len(fact.documents) > 1)


@dataclass(slots=True)
class _Gathered:
    """What was found of one fact: the values by document, the statements by value."""

    by_document: dict[str, set[Raw]] = field(default_factory=dict)
    statements: dict[Raw, list[Statement]] = field(default_factory=dict)


def agreement(
    documents: Sequence[Document],
    routes: tuple[str, ...] = ("committee", "mfds"),
    within: AbstractSet[str] | None = None,
) -> Agreement:
    """Compare what `documents` print, by the lineage of every value; nothing is compared as mere text.

    Give the trees that were printed (of a build, also of an earlier one): then a stale document shows. `within` names
    the documents of one packet, by their stem: then only what these print is told, for another packet may be
    confidential.
    """
    gathered: dict[tuple[tuple[str, ...], str], _Gathered] = {}
    for document in documents:
        for section, value in printed(document):
            entry = gathered.setdefault((value.paths, value.format), _Gathered())
            # What is absent has no value: there the words are compared.
            said = value.raw if value.raw is not None else value.text
            entry.by_document.setdefault(document.stem, set()).add(said)
            entry.statements.setdefault(said, []).append(Statement(document.stem, section, value.text))
    facts = [_fact(paths, format, entry) for (paths, format), entry in sorted(gathered.items())]
    if within is not None:
        facts = [each for fact in facts if (each := _within(fact, within)).values]
    counts = Counter(stem for fact in facts for stem in fact.documents)
    going = {document.stem: frozenset(document.route) for document in documents}
    shared = tuple(fact for fact in facts if set(routes) <= frozenset().union(*map(going.__getitem__, fact.documents)))
    parties = tuple(
        Party(each.stem, each.number, each.title, each.route, counts[each.stem], each.stem not in (within or going))
        for each in documents
        if counts[each.stem] or within is None
    )
    return Agreement(routes, parties, len(facts), shared, tuple(fact for fact in facts if not fact.agreed))


def printed(document: Document) -> Iterator[tuple[str, Field]]:
    """Every printed value of the study with the section that prints it."""
    yield from (("", each) for each in inlines_of(document.cover) if _tells(each))
    for section in document.walk():
        blocks = (Paragraph(section.heading), *section.blocks)
        yield from ((section.id, each) for each in inlines_of(blocks) if _tells(each))


def _tells(inline: Inline) -> TypeGuard[Field]:
    """Whether an inline is a value of the study; a number of pages comes from no field of it."""
    return isinstance(inline, Field) and bool(inline.paths)


def _fact(paths: tuple[str, ...], format: str, entry: _Gathered) -> Fact:
    values = tuple((value, tuple(statements)) for value, statements in entry.statements.items())
    return Fact(paths, format, values, _agree(entry.by_document.values()))


def _within(fact: Fact, stems: AbstractSet[str]) -> Fact:
    """A fact with those of its values that one of these documents prints."""
    values = (each for each in fact.values if any(statement.document in stems for statement in each[1]))
    return replace(fact, values=tuple(values))


def _agree(sets: Iterable[AbstractSet[Raw]]) -> bool:
    """Whether of any two documents one says no more than the other.

    A document may print several things computed of the same fields (the first and the last of them); another that
    prints only some of these doesn't contradict it.
    """
    distinct = {frozenset(each) for each in sets}
    return all(one <= other or other <= one for one, other in combinations(distinct, 2))


def refusals(agreement: Agreement) -> list[Finding]:
    """A finding for each contradiction, naming the documents, the values and the field."""
    return [_refusal(fact) for fact in agreement.conflicts]


def _refusal(fact: Fact) -> Finding:
    said = [
        f"{', '.join(dict.fromkeys(each.document for each in statements))}: “{short(statements[0].text)}”"
        for _, statements in fact.values
    ]
    names = ", ".join(f"`{path}`" for path in fact.paths)
    last = fact.values[-1][1][0]
    return Finding(
        "packet/disagreement",
        Severity.ERROR,
        Bilingual(f"문서마다 {names} 값이 다름({'; '.join(said)})", f"documents differ on {names} ({'; '.join(said)})"),
        Place(path=fact.paths[0], document=last.document, section=last.section or None),
        Bilingual("`regdocs build`로 모든 문서를 다시 작성하십시오", "build all documents again with `regdocs build`"),
    )


def short(text: str) -> str:
    """A value on one line, cut where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"
