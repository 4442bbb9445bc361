"""The most of two sequences that stands in the same order in both (Hunt and Szymanski, 1977)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

Better = Callable[[int, int, int], bool]


@dataclass(frozen=True, slots=True)
class _Chain:
    due: int
    found: int
    before: _Chain | None


def in_order(due: Sequence[Hashable], found: Sequence[Hashable], better: Better) -> list[tuple[int, int]]:
    """The longest common subsequence as pairs of indices, in order.

    Of two that are found for one due the first counts, unless `better(due, later, earlier)` says otherwise.
    """
    places: dict[Hashable, list[int]] = {}
    for index in range(len(due) - 1, -1, -1):
        places.setdefault(due[index], []).append(index)
    ends: list[int] = []
    chains: list[_Chain] = []
    for position, key in enumerate(found):
        for index in places.get(key, ()):
            length = bisect_left(ends, index)
            chain = _Chain(index, position, chains[length - 1] if length else None)
            if length == len(ends):
                ends.append(index)
                chains.append(chain)
            elif index < ends[length] or better(index, position, chains[length].found):
                ends[length], chains[length] = index, chain
    pairs = []
    last = chains[-1] if chains else None
    while last is not None:
        pairs.append((last.due, last.found))
        last = last.before
    return pairs[::-1]
