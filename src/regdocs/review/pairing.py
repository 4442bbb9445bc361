"""What all pairs share: what their parts amount to, the names of moves, the pictures that were drawn anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from itertools import count
from typing import TypeAlias

from regdocs.document.block import Block
from regdocs.review.align import Slot
from regdocs.review.change import Op, Span, Status
from regdocs.review.content import shown

MovedPlaces: TypeAlias = dict[tuple[int | None, int | None], str]
"""The name of each move within one sequence by its old and its new index."""


class Context:
    """What the comparison of one document shares: names for moves, and the pictures that differ under one name."""

    def __init__(self, redrawn: Set[str] = frozenset()) -> None:
        self._numbers = count(1)
        self.redrawn = redrawn

    def same(self, old: Sequence[Block], new: Sequence[Block]) -> bool:
        """Whether these blocks are the same to the eye: the same in every part, their pictures too."""
        return old == new and not (self.redrawn and any(self.shows(block) for block in new))

    def shows(self, block: Block) -> bool:
        """Whether a block holds a picture that was drawn anew."""
        return any(resource in self.redrawn for resource in shown(block))

    def next(self) -> str:
        return f"move-{next(self._numbers)}"

    def of(self, known: MovedPlaces, slot: Slot) -> str:
        """The name that both places of what moved within one sequence share; `known` are that sequence's names."""
        places = (slot.old, slot.partner) if slot.old is not None else (slot.partner, slot.new)
        if places not in known:
            known[places] = self.next()
        return known[places]


def text_status(found: Iterable[Span]) -> Status:
    """What the spans of a text amount to."""
    result = Status.EQUAL
    for span in found:
        if span.op in (Op.INSERT, Op.DELETE) and span.counted:
            result = Status.RENUMBERED if result is Status.EQUAL else result
        elif span.op is Op.WITHIN:
            result = combined((result, text_status(span.inner)))
        elif span.op is Op.FORMAT:
            result = Status.FORMATTED
        elif span.op is not Op.EQUAL:
            return Status.CHANGED
    return result


_WEIGHT = {Status.EQUAL: 0, Status.RENUMBERED: 1, Status.FORMATTED: 2}


def combined(statuses: Iterable[Status]) -> Status:
    """What a whole is whose parts are these: the weightiest of them, anything in words being a change."""
    result = Status.EQUAL
    for status in statuses:
        if status not in _WEIGHT:
            return Status.CHANGED
        if _WEIGHT[status] > _WEIGHT[result]:
            result = status
    return result
