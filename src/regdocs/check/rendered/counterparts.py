"""Which of a section's texts stands in the file as it is, which in other words, and which not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from regdocs.check.rendered.altered import Change, Kind, changes
from regdocs.check.rendered.contents import NUMBERED
from regdocs.check.rendered.said import Said
from regdocs.check.rendered.spelling import loose
from regdocs.check.rendered.standing import END
from regdocs.formats.rendered import ReadBlock, ReadParagraph, Use

_ALIKE = 0.5
"""How much of a text has to stand in another one for that to be taken for it."""
_SURELY, _ADDS = 0.9, 0.15
_MOVED = 0.75
"""How much of a text has to stand somewhere else for it to have been moved and written anew."""
_LONGEST = 4000
_MOST_LOOKS = 200_000
"""How often a file's texts are looked at for one that stands for another; a hostile file would have no end of it."""
_ADDED = 20
"""Letters: what is shorter says little where somebody has added it."""


@dataclass
class Found:
    """What came of a section's texts: those that are gone, what was changed in others, and what was added."""

    lost: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    added: list[str] = field(default_factory=list)


@dataclass
class Elsewhere:
    """What a file says in all its sections: how often more than the submission does, text by text, and in one piece."""

    surplus: Counter[str] = field(default_factory=Counter)
    whole: str = ""
    looks: int = 0

    def has(self, letters: str) -> bool:
        """Whether a text stands there as often as it ought to: one that is gone here was moved."""
        return letters in self.surplus and self.surplus[letters] >= 0


def texts_of(blocks: Iterable[ReadBlock]) -> list[str]:
    """Every text of some blocks; that of a cell that spans rows as often as there are rows."""
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, ReadParagraph):
            if block.use is not Use.CONTENTS:
                texts.append(block.text)
        else:
            for row in block.rows:
                for cell in row:
                    texts += [each.text for each in cell.paragraphs] * cell.rowspan
    return [text for text in texts if text.strip()]


def compare(due: Sequence[Said], found: Sequence[str], elsewhere: Elsewhere) -> Found:
    """Hold a section's texts against those of the file in its place."""
    result = Found()
    spare, missing = _exact(due, found)
    if missing:
        missing = _merged(missing, spare)
    taken: set[int] = set()
    for each in missing:
        if not elsewhere.has(loose(each.whole)):
            _other_words(each, spare, taken, elsewhere, result)
    result.added += (
        text
        for position, text in enumerate(spare)
        if position not in taken and len(loose(text)) >= _ADDED and not _is_from_elsewhere(text, elsewhere)
    )
    return result


def _is_from_elsewhere(text: str, elsewhere: Elsewhere) -> bool:
    """Whether a text that nobody asked for here was moved, or is a line of contents that somebody has typed."""
    return elsewhere.surplus.get(loose(text), 1) == 0 or NUMBERED.search(text) is not None


def _exact(due: Sequence[Said], found: Sequence[str]) -> tuple[list[str], list[Said]]:
    """What is left over on both sides once what is the same is taken away, each in its order."""
    there = Counter(map(loose, found))
    missing = []
    for each in due:
        letters = loose(each.whole)
        if there[letters] > 0:
            there[letters] -= 1
        else:
            missing.append(each)
    spare: list[str] = []
    for text in reversed(found):
        letters = loose(text)
        if there[letters] > 0:
            there[letters] -= 1
            spare.append(text)
    return spare[::-1], missing


def _merged(missing: Sequence[Said], spare: list[str]) -> list[Said]:
    """Texts that aren't in what is left over either: some were joined, others parted; what is told for is taken away."""
    spelled = [loose(text) for text in spare]
    joined = "".join(spelled)
    left = []
    for each in missing:
        letters = loose(each.whole)
        start = _place(letters, joined)
        if start < 0:
            left.append(each)
        else:
            joined = f"{joined[:start]}{END * len(letters)}{joined[start + len(letters) :]}"
    if len(left) < len(missing):
        ends = list(accumulate(map(len, spelled)))
        told = [joined.count(END, end - len(letters), end) for letters, end in zip(spelled, ends, strict=True)]
        spare[:] = [
            text
            for text, letters, count in zip(spare, spelled, told, strict=True)
            if len(letters) - count >= (max(_ADDED, len(letters) // 2) if count else 0)
        ]
    return left


def _place(letters: str, joined: str) -> int:
    """Where some letters stand, not in the midst of a number; -1 where they don't."""
    start = joined.find(letters)
    while start >= 0:
        before, after = joined[start - 1 : start], joined[start + len(letters) : start + len(letters) + 1]
        if not (before.isdigit() and letters[0].isdigit()) and not (after.isdigit() and letters[-1].isdigit()):
            return start
        start = joined.find(letters, start + 1)
    return -1


def _other_words(each: Said, spare: Sequence[str], taken: set[int], elsewhere: Elsewhere, result: Found) -> None:
    letters = loose(each.text)
    if len(letters) > _LONGEST or (_is_value(each) and len(letters) < _ADDED):
        return
    positions = _counterpart(letters, spare, elsewhere)
    if positions:
        text = " ".join(spare[position] for position in positions)
        found = list(changes(each.whole, text, each.values))
        taken.update(positions)
        result.lost += [change.due for change in found if change.kind is Kind.MISSING]
        result.changes += [change for change in found if change.kind is not Kind.MISSING]
    elif not (len(letters) >= _ADDED and (letters in elsewhere.whole or share(letters, elsewhere.whole) >= _MOVED)):
        result.lost.append(each.text)


def _is_value(each: Said) -> bool:
    """Whether a text is no more than a value, which is looked for by itself."""
    letters = loose(each.text)
    for value in each.values:
        letters = letters.replace(loose(value), "", 1)
    return bool(each.values) and sum(map(str.isalnum, letters)) < 2


def _counterpart(letters: str, spare: Sequence[str], elsewhere: Elsewhere) -> tuple[int, ...]:
    """The text that has most of these letters, with a neighbour where the text was parted."""
    elsewhere.looks += len(spare)
    if elsewhere.looks > _MOST_LOOKS:
        return ()
    pairs = _pairs(letters)
    shares = [_shared(pairs, _pairs(loose(text))) for text in spare]
    best = max(range(len(shares)), key=shares.__getitem__, default=-1)
    if best < 0:
        return ()
    alone: tuple[float, tuple[int, ...]] = (shares[best], (best,))
    beside = [pair for pair in ((best - 1, best), (best, best + 1)) if pair[0] >= 0 and pair[1] < len(spare)]
    both = [(likeness(letters, "".join(loose(spare[each]) for each in pair)), pair) for pair in beside]
    share, choice = max(both, default=alone) if alone[0] < _SURELY else alone
    # A neighbour that adds little is another text.
    share, choice = (share, choice) if share - alone[0] >= _ADDS else alone
    return choice if share >= _ALIKE else ()


def likeness(due: str, found: str) -> float:
    """How much of some letters stands, pair by pair, in others."""
    return _shared(_pairs(due), _pairs(found))


@lru_cache(maxsize=512)
def _pairs(letters: str) -> frozenset[str]:
    letters = letters[:_LONGEST]
    return frozenset(letters[start : start + 2] for start in range(max(1, len(letters) - 1)))


def _shared(due: frozenset[str], found: frozenset[str]) -> float:
    return len(due & found) / (len(due) or 1)


_PIECE, _PIECES = 10, 12
"""Letters of the pieces, and how many of them, by which a text that was moved and written anew is known again."""


def share(letters: str, whole: str) -> float:
    """Which part of the pieces of a text stands in a whole one."""
    starts = range(0, max(1, len(letters) - _PIECE + 1), max(_PIECE, len(letters) // _PIECES))
    return sum(letters[start : start + _PIECE] in whole for start in starts) / len(starts)
