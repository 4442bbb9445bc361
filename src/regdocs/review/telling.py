"""What is told of one pair of a merged tree: its change with an id of its own, the text, the field paths printed there."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias, TypeVar

from regdocs.compose.paging import UNKNOWN, counts_pages
from regdocs.document.inline import Inline
from regdocs.language import Bilingual, Language
from regdocs.review.change import (
    BlockPair,
    Change,
    ChangeKind,
    DocumentComparison,
    ItemPair,
    Op,
    RowPair,
    SectionPair,
    Span,
    Status,
    Subject,
)
from regdocs.review.content import content, paths
from regdocs.review.flat import flat
from regdocs.review.line import plain
from regdocs.review.pairing import text_status
from regdocs.review.sections import heading
from regdocs.review.words import spans

Part: TypeAlias = BlockPair | ItemPair | RowPair | SectionPair
Parts: TypeAlias = tuple[object | None, object | None]
P = TypeVar("P", ItemPair, RowPair)
_NOTHING = Bilingual("", "")
KINDS = {
    Status.CHANGED: ChangeKind.CHANGED,
    Status.INSERTED: ChangeKind.INSERTED,
    Status.DELETED: ChangeKind.DELETED,
    Status.MOVED: ChangeKind.MOVED,
    Status.FORMATTED: ChangeKind.FORMATTED,
    Status.RENUMBERED: ChangeKind.RENUMBERED,
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A change, every field path that is printed in what changed, and the part of the old and of the new paper."""

    change: Change
    printed: tuple[str, ...]
    parts: Parts


@dataclass(frozen=True, slots=True)
class Where:
    """Where in a document the walk is: the section, what names the place inside it, the parts of both sides there."""

    section: str = ""
    number: str = ""
    title: Bilingual = _NOTHING
    label: tuple[Bilingual, ...] = ()
    anchor: tuple[str, ...] = ()
    parts: Parts = (None, None)

    def at(self, old: object | None, new: object | None) -> Where:
        """The same place, where these parts stand."""
        return replace(self, parts=(old, new))

    def inside(self, label: Bilingual | None, *anchor: str) -> Where:
        labels = (*self.label, label) if label is not None and label.ko else self.label
        return replace(self, label=labels, anchor=(*self.anchor, *anchor))


class Teller:
    """Gathers the changes of one document in the order in which they are told."""

    def __init__(self, comparison: DocumentComparison) -> None:
        self.comparison = comparison
        self.language: Language = comparison.document.language
        self.found: list[Listed] = []
        self.identifiers: Counter[str] = Counter()
        self.moved = moved_parts(comparison)
        self.moves: dict[str, str] = {}

    def move(self, pair: Part, where: Where, subject: Subject) -> str:
        """The id of a move; it is told at its new place."""
        old, new = self.moved[pair.move]
        if pair.move not in self.moves:
            self.moves[pair.move] = self.identifier("move", subject.value, content(old), content(new))
        if pair.new is not None:
            before, after = flat(old, self.language), flat(new, self.language)
            if isinstance(pair, SectionPair) and pair.within is not None:
                # What changed inside is told there.
                before, after = heading(old, self.language), heading(new, self.language)
            printed = tuple(paths((*before, *after)))
            found = spans(before, after)
            self.add(where.at(old, new), ChangeKind.MOVED, subject, found, printed, self.moves[pair.move])
        return self.moves[pair.move]

    def one_sided(
        self, where: Where, subject: Subject, status: Status, text: tuple[Inline, ...], printed: tuple[str, ...] = ()
    ) -> str:
        span = Span(Op.INSERT, new=text) if status is Status.INSERTED else Span(Op.DELETE, old=text)
        return self.add(where, KINDS[status], subject, [span], printed)

    def add(
        self,
        where: Where,
        kind: ChangeKind,
        subject: Subject,
        text: Iterable[Span],
        printed: tuple[str, ...] = (),
        identifier: str = "",
    ) -> str:
        found = tuple(text)
        if kind is ChangeKind.RENUMBERED and not_laid_out(found):
            return ""
        before, after = (
            tuple(span for span in found if span.op is not Op.INSERT),
            tuple(span for span in found if span.op is not Op.DELETE),
        )
        before_text = plain(inline for span in before for inline in span.old)
        after_text = plain(inline for span in after for inline in span.new)
        anchor = (where.section, *where.anchor, subject.value, kind.value, before_text, after_text)
        identifier = identifier or self.identifier(*anchor)
        document = self.comparison.document
        change = Change(
            identifier,
            kind,
            subject,
            self.comparison.id,
            self.comparison.instance,
            document.title,
            where.section,
            where.number,
            where.title,
            Bilingual(" · ".join(each.ko for each in where.label), " · ".join(each.text("en") for each in where.label)),
            before,
            after,
            before_text,
            after_text,
        )
        self.found.append(Listed(change, tuple(dict.fromkeys(printed or _printed(found))), where.parts))
        return identifier

    def identifier(self, *parts: str) -> str:
        """Ten hexadecimal digits made of what changed and where; equal changes of one place are counted."""
        whole = "\x1f".join((self.comparison.id, self.comparison.instance or "", *parts))
        digest = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:10]
        self.identifiers[digest] += 1
        return digest if self.identifiers[digest] == 1 else f"{digest}-{self.identifiers[digest]}"


def _printed(spans: Iterable[Span]) -> Iterator[str]:
    """The field paths in what changed."""
    for span in spans:
        if span.op is Op.WITHIN:
            yield from _printed(span.inner)
        elif span.op is not Op.EQUAL:
            yield from paths((*span.old, *span.new))


def not_laid_out(spans: Iterable[Span]) -> bool:
    """Whether nothing differs but pages that one side doesn't know, since it wasn't laid out: no change of the paper."""
    told = [inline for span in spans if span.op is not Op.EQUAL for inline in (*span.old, *span.new)]
    return all(map(counts_pages, told)) and UNKNOWN in {plain([inline]) for inline in told}


def kind_of(text: Iterable[Span]) -> ChangeKind:
    """What happened to a text that isn't equal."""
    return KINDS[text_status(text)]


def counted(pairs: Sequence[P]) -> Iterator[tuple[int, P]]:
    """The pairs with their number, from 1, in the new revision; what is gone has that which it had in the old."""
    old = new = 0
    for pair in pairs:
        old, new = old + (pair.old is not None), new + (pair.new is not None)
        yield (new if pair.new is not None else old), pair


def moved_parts(comparison: DocumentComparison) -> dict[str, tuple[Any, Any]]:
    """Both sides of each move by its name."""
    found: dict[str, list[Any]] = {}
    for pair in _pairs(comparison):
        if pair.move:
            places = found.setdefault(pair.move, [None, None])
            places[0 if pair.new is None else 1] = pair.old or pair.new
    return {name: (old, new) for name, (old, new) in found.items()}


def _pairs(comparison: DocumentComparison) -> Iterator[Part]:
    pending: list[Part] = [*comparison.cover, *comparison.contents, *comparison.sections]
    while pending:
        pair = pending.pop()
        yield pair
        if isinstance(pair, SectionPair):
            pending += (*pair.blocks, *pair.sections, *((pair.within,) if pair.within is not None else ()))
        elif isinstance(pair, BlockPair):
            pending += (*pair.blocks, *pair.items, *pair.rows)
        elif isinstance(pair, ItemPair):
            pending += pair.blocks
