"""What two Korean words have in common: a stem before their particles, or the particle behind another stem."""

from __future__ import annotations

from collections.abc import Sequence

_MOST_PAIRED = 20_000
"""The most pairs of words that are weighed; a longer replacement stays whole."""

_ENDING_WORDS = """
은 는 이 가 을 를 의 에 로 으로 와 과 도 만 나 이나 며 이며 고 이고 란 이란 라 이라 든 이든 야 요 께 께서 에서 에게 에는 에도 에만 에의
에게서 에게는 에게도 한테 까지 까지의 까지는 부터 부터의 부터는 보다 보다는 처럼 만큼 마다 마다의 조차 마저 밖에 대로 이라도 라도
으로서 로서 으로써 로써 으로서의 로서의 으로의 로의 으로는 로는 으로도 로도 으로만 로만 으로부터 로부터 에서의 에서는 에서도 에서만
과의 와의 과는 와는 이라고 라고 이라는 라는 인 인지 이다 이었다 였다 임 이므로 므로 일
한 할 함 해 하 하는 하고 하며 하여 하였다 하였으며 하였고 하였음 한다 한다는 하되 하거나 하지 하기 하면 하므로 하도록 하여야 해야 했다
했으며 합니다 하십시오 된 될 됨 되 되는 되고 되며 되어 되었다 되었으며 되었음 된다 되지 되기 되면 되므로 되도록 되어야 됐다 됩니다
적 적인 적으로 들 들은 들이 들을 들의 들에 들에게 입니다 습니다
"""
_ENDINGS = frozenset(_ENDING_WORDS.split())
"""Particles and the common endings of verbs (하다, 되다, 이다), as they stand behind a noun."""

NEUTRAL = frozenset("은는이가을를의와과로") | {"으로"}
"""Particles that only join words: one for another changes no meaning, as 만, 까지 or 하여야 for 할 would."""

Shared = tuple[int, int, int, int]
"""The old word's index, the new word's, and how many syllables at the beginning and at the end both have."""


def shared_ends(old: Sequence[str], new: Sequence[str]) -> list[Shared]:
    """Pairs of Korean words with a common beginning or end, in order, chosen so that most is common.

    Words that aren't Korean are given as "". Both sides of a pair differ.
    """
    if not old or not new or len(old) * len(new) > _MOST_PAIRED:
        return []
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    common = {}
    for a in range(len(old) - 1, -1, -1):
        for b in range(len(new) - 1, -1, -1):
            score = max(best[a + 1][b], best[a][b + 1])
            if old[a] and new[b] and (ends := _ends(old[a], new[b])) is not None:
                common[a, b] = ends
                # Between equals the pair that stands in the same place wins.
                score = max(score, best[a + 1][b + 1] + sum(ends) + (ends[0] > 0) / 2)
            best[a][b] = score
    return list(_walked(best, common, len(old), len(new)))


def _walked(
    best: list[list[float]], common: dict[tuple[int, int], tuple[int, int]], old: int, new: int
) -> list[Shared]:
    found = []
    a = b = 0
    while a < old and b < new:
        ends = common.get((a, b))
        if ends is not None and best[a][b] == best[a + 1][b + 1] + sum(ends) + (ends[0] > 0) / 2:
            found.append((a, b, *ends))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return found


def _ends(old: str, new: str) -> tuple[int, int] | None:
    """The syllables that two different words share at their beginning and end; None where that is a coincidence.

    A stem counts where nothing but endings differ behind it, a particle where it is one on both sides, any other part
    of a compound from two syllables on.
    """
    head = _common(old, new)
    if head and _is_ending(old[head:]) and _is_ending(new[head:]):
        return head, 0
    head = head if head > 1 else 0
    room = min(len(old), len(new)) - max(head, 1)
    tail = _common(old[::-1][:room], new[::-1][:room])
    particle = next((length for length in range(tail, 0, -1) if old[-length:] in _ENDINGS), 0)
    if tail - particle < 2:
        # A syllable at the end is common where it is a particle, not where two words happen to end alike.
        tail = particle
    return (head, tail) if head or tail else None


def _common(old: str, new: str) -> int:
    length = 0
    for first, second in zip(old, new, strict=False):
        if first != second:
            break
        length += 1
    return length


def _is_ending(text: str) -> bool:
    return not text or text in _ENDINGS
