"""Which of two sequences' members belong together: the same first, then the alike, in time that grows with their number."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

ALIKE = 0.5
"""From this share of common words on (0 to 1) two texts are one that was edited."""
ALIKE_ELSEWHERE = 0.8
"""The same for what stands elsewhere now."""
_MOST_WEIGHED = 2_500
"""The most pairs of a gap that are all weighed; in a larger gap only those with rare words in common."""
_SHORT = 3
"""So few words say too little to tell by them whether two texts are one."""
_RARE = 8
"""A word is rare where no more members of a gap than this have it."""

Pair = tuple[int | None, int | None]
"""Indices of the old and of the new member; None where there is none."""


@dataclass(frozen=True, slots=True)
class Member:
    """What is known of a member: `key` is the same for the same content, `words` are what it says, `kind` what it is.

    Members of different kinds never belong together. `name` identifies a member whatever it says (a table row by its
    Members of different kinds never belong together. `name` identifies a member whatever it says (a table row by its
    label), where there is one; `firm` names are ids, so that two of them are never one member.
    """

    key: Hashable
    words: frozenset[str]
    kind: str = ""
    name: Hashable = None
    firm: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the common order: the old and the new member that stand there, or only one of them.

    `partner` is the index on the other side of a member that moved.
    """

    old: int | None
    new: int | None
    partner: int | None = None


def align(old: Sequence[Member], new: Sequence[Member], alike: float = ALIKE) -> list[tuple[int, int]]:
    """The members that belong together, in order on both sides (what moved is none of them)."""
    found = anchors([m.key for m in old], [m.key for m in new])
    for a1, a2, b1, b2 in _inner(found, 0, len(old), 0, len(new)):
        named: list[tuple[int, int]] = []
        _unique(_names(old), _names(new), a1, a2, b1, b2, named)
        for c1, c2, d1, d2 in _inner(sorted(named), a1, a2, b1, b2):
            found += _similar(old, new, c1, c2, d1, d2, alike)
        found += named
    return sorted(found)


def order(old: Sequence[Member], new: Sequence[Member], alike: float = ALIKE) -> list[Slot]:
    """All members of both sides in one order, those that moved at both their places.

    Dropping what only the new side has gives the old order, and the other way round.
    """
    pairs = align(old, new, alike)
    paired_old, paired_new = {i for i, _ in pairs}, {j for _, j in pairs}
    left = [i for i in range(len(old)) if i not in paired_old]
    right = [j for j in range(len(new)) if j not in paired_new]
    elsewhere = moved(old, new, left, right, ALIKE_ELSEWHERE) if left and right else []
    to, back = dict(elsewhere), {j: i for i, j in elsewhere}
    return [
        Slot(i, j, to.get(i) if j is None and i is not None else back.get(j) if i is None and j is not None else None)
        for i, j in merged(pairs, len(old), len(new))
    ]


def merged(pairs: Sequence[tuple[int, int]], old: int, new: int) -> list[Pair]:
    """All members of both sides in one order: what only the old side has stands before what only the new side has."""
    result: list[Pair] = []
    a = b = 0
    for i, j in (*pairs, (old, new)):
        result += [(k, None) for k in range(a, i)] + [(None, k) for k in range(b, j)]
        if (i, j) != (old, new):
            result.append((i, j))
        a, b = i + 1, j + 1
    return result


def moved(
    old: Sequence[Member], new: Sequence[Member], left: Sequence[int], right: Sequence[int], alike: float
) -> list[tuple[int, int]]:
    """Of the members that found no partner in order, those that belong together elsewhere: the same, the named, the alike."""
    found: list[tuple[int, int]] = []
    for attribute in ("key", "name"):
        known: dict[Hashable, list[int]] = defaultdict(list)
        for j in right:
            known[getattr(new[j], attribute), new[j].kind].append(j)
        for i in left:
            value = getattr(old[i], attribute)
            partners = known.get((value, old[i].kind), []) if value is not None else []
            if partners:
                found.append((i, partners.pop(0)))
        left = [i for i in left if i not in {a for a, _ in found}]
        right = [j for j in right if j not in {b for _, b in found}]
    weighed = sorted(
        ((-score, i, j) for i, j, score in _candidates(old, new, list(left), list(right)) if score >= alike)
    )
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for _, i, j in weighed:
        if i not in taken_old and j not in taken_new:
            found.append((i, j))
            taken_old.add(i)
            taken_new.add(j)
    return sorted(found)


def _others(old: Member, new: Member) -> bool:
    """Whether their ids say that these are two."""
    return old.firm and new.firm and old.name != new.name


def likeness(old: frozenset[str], new: frozenset[str]) -> float:
    """The share of words that two texts have in common, from 0 to 1 (Dice)."""
    total = len(old) + len(new)
    return 2 * len(old & new) / total if total else 0.0


def _names(members: Sequence[Member]) -> list[Hashable]:
    return [(member.kind, member.name) if member.name is not None else None for member in members]


def anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The same members in order: from both ends, then by what is unique, again and again within (patience)."""
    found: list[tuple[int, int]] = []
    pending = [(0, len(old), 0, len(new))]
    while pending:
        a1, a2, b1, b2 = pending.pop()
        while a1 < a2 and b1 < b2 and old[a1] == new[b1]:
            found.append((a1, b1))
            a1, b1 = a1 + 1, b1 + 1
        while a1 < a2 and b1 < b2 and old[a2 - 1] == new[b2 - 1]:
            a2, b2 = a2 - 1, b2 - 1
            found.append((a2, b2))
        if a1 == a2 or b1 == b2:
            continue
        unique: list[tuple[int, int]] = []
        _unique(old, new, a1, a2, b1, b2, unique)
        if not unique and (a2 - a1) * (b2 - b1) <= _MOST_WEIGHED:
            found += _longest(old, new, a1, a2, b1, b2)
            continue
        unique = unique or _by_turn(old, new, a1, a2, b1, b2)
        found += unique
        pending += _inner(unique, a1, a2, b1, b2) if unique else []
    found.sort()
    return found


def _unique(
    old: Sequence[Hashable], new: Sequence[Hashable], a1: int, a2: int, b1: int, b2: int, found: list[tuple[int, int]]
) -> None:
    """What stands once on each side, as many as keep their order."""
    counts = Counter(old[a1:a2]), Counter(new[b1:b2])
    where = {new[j]: j for j in range(b1, b2)}
    pairs = [
        (i, where[old[i]])
        for i in range(a1, a2)
        if old[i] is not None and counts[0][old[i]] == 1 and counts[1].get(old[i]) == 1
    ]
    found += increasing(pairs)


def _by_turn(
    old: Sequence[Hashable], new: Sequence[Hashable], a1: int, a2: int, b1: int, b2: int
) -> list[tuple[int, int]]:
    """Where everything is repeated: the first of a kind with the first, the second with the second, as many as keep order."""
    turns: dict[Hashable, list[int]] = defaultdict(list)
    for j in range(b2 - 1, b1 - 1, -1):
        turns[new[j]].append(j)
    return increasing([(i, turns[old[i]].pop()) for i in range(a1, a2) if turns.get(old[i])])


def increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most pairs whose second parts rise too; the first parts rise already."""
    ends: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for index, (_, second) in enumerate(pairs):
        position = bisect_left(ends, second)
        before.append(tails[position - 1] if position else -1)
        ends[position : position + 1] = [second]
        tails[position : position + 1] = [index]
    chosen = []
    index = tails[-1] if tails else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = before[index]
    return chosen[::-1]


def _longest(
    old: Sequence[Hashable], new: Sequence[Hashable], a1: int, a2: int, b1: int, b2: int
) -> Iterator[tuple[int, int]]:
    """The longest common subsequence of two short stretches."""
    yield from _best_path(
        a2 - a1,
        b2 - b1,
        {(i, j): 1.0 for i in range(a2 - a1) for j in range(b2 - b1) if old[a1 + i] == new[b1 + j]},
        a1,
        b1,
    )


def _best_path(
    rows: int, columns: int, weights: dict[tuple[int, int], float], a1: int, b1: int
) -> list[tuple[int, int]]:
    """The pairs in order on both sides that weigh most together."""
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            weight = weights.get((i, j), 0.0)
            taken = best[i + 1][j + 1] + weight if weight else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], taken)
    found = []
    i = j = 0
    while i < rows and j < columns:
        weight = weights.get((i, j), 0.0)
        if weight and best[i][j] == best[i + 1][j + 1] + weight:
            found.append((a1 + i, b1 + j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _inner(pairs: Sequence[tuple[int, int]], a1: int, a2: int, b1: int, b2: int) -> list[tuple[int, int, int, int]]:
    """The stretches between pairs that have members on both sides."""
    found = []
    for i, j in (*pairs, (a2, b2)):
        if a1 < i and b1 < j:
            found.append((a1, i, b1, j))
        a1, b1 = i + 1, j + 1
    return found


def _similar(
    old: Sequence[Member], new: Sequence[Member], a1: int, a2: int, b1: int, b2: int, alike: float
) -> list[tuple[int, int]]:
    """The alike members of a gap, in order; then what is left between them one against one."""
    found = _alike(old, new, a1, a2, b1, b2, alike)
    alone = [
        (c1, d1)
        for c1, c2, d1, d2 in _inner(found, a1, a2, b1, b2)
        if c2 - c1 == d2 - d1 == 1 and _in_place(old[c1], new[d1], alike)
    ]
    return [*found, *alone]


def _in_place(old: Member, new: Member, alike: float) -> bool:
    """Whether two members between the same neighbours are one: their place speaks for it, so less likeness will do."""
    if old.kind != new.kind or _others(old, new):
        return False
    short = max(len(old.words), len(new.words)) <= _SHORT
    return short or likeness(old.words, new.words) >= alike / 2


def _alike(
    old: Sequence[Member], new: Sequence[Member], a1: int, a2: int, b1: int, b2: int, alike: float
) -> list[tuple[int, int]]:
    weights = {
        (i - a1, j - b1): score
        for i, j, score in _candidates(old, new, list(range(a1, a2)), list(range(b1, b2)))
        if score >= alike
    }
    if not weights:
        return []
    if (a2 - a1) * (b2 - b1) <= _MOST_WEIGHED:
        return _best_path(a2 - a1, b2 - b1, weights, a1, b1)
    best: dict[int, tuple[float, int]] = {}
    for (i, j), score in weights.items():
        if i not in best or (score, -j) > (best[i][0], -best[i][1]):
            best[i] = score, j
    return increasing([(a1 + i, b1 + j) for i, (_, j) in sorted(best.items())])


def _candidates(
    old: Sequence[Member], new: Sequence[Member], left: list[int], right: list[int]
) -> Iterator[tuple[int, int, float]]:
    """Pairs worth weighing, with their likeness: all of a small gap, else those with a rare word in common."""
    if len(left) * len(right) <= _MOST_WEIGHED:
        pairs = [(i, j) for i in left for j in right]
    else:
        holders: dict[str, list[int]] = defaultdict(list)
        for j in right:
            for word in new[j].words:
                holders[word].append(j)
        rare = {word: where for word, where in holders.items() if len(where) <= _RARE}
        pairs = sorted({(i, j) for i in left for word in old[i].words for j in rare.get(word, ())})
    for i, j in pairs:
        if old[i].kind == new[j].kind and not _others(old[i], new[j]):
            yield i, j, likeness(old[i].words, new[j].words)
