"""Whether a value stands in a stretch of a file's text, and what stands in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import accumulate, islice

from regdocs.check.rendered.spelling import RAISED, loose

END = "\0"
"""Past here nobody knows what comes next."""
_MOST, _MOST_PLACES = 2_000_000, 50
"""Letters of a stretch and places of a value that are looked at; no section has as many, but a hostile file may."""
_MOST_PIECES = 12
_FIRST_PIECE = 4
"""A shorter beginning than this stands in every text."""
_LONGER = 4
_SAYS_WHERE = 3
"""So many letters on either side at least tell the place of a value."""


class Text:
    """Stretches of a text; `torn` where values may be broken among their neighbours' lines, as in a PDF."""

    def __init__(self, stretches: Iterable[str], torn: bool = False) -> None:
        self._stretches = tuple(stretches)
        self._torn = torn
        self._text = self._here("".join(map(_spelled, self._stretches)))[:_MOST]

    def count(self, letters: str) -> int:
        """How often some letters stand there, also where they begin anew before they have ended."""
        return sum(1 for _ in self._places(self._here(letters)))

    def has(self, letters: str, times: int) -> bool:
        """Whether some letters stand there at least so often."""
        return sum(1 for _ in islice(self._places(self._here(letters)), times)) >= times

    def _here(self, letters: str) -> str:
        """Letters as they are spelled here: a PDF doesn't tell raised digits from others."""
        return letters.replace(RAISED, "") if self._torn else letters

    def holds(self, value: str, wanted: Text) -> bool:
        """Whether a value stands there as often as in `wanted`, no number of it being part of a greater one.

        Where lines are torn it is enough that it stands there once, or that its parts do.
        """
        if not self._torn:
            times = max(1, sum(1 for _ in wanted._wholes(value)))
            return sum(1 for _ in islice(self._wholes(value), times)) >= times
        words = value.split()
        return (
            any(True for _ in self._wholes(value))
            or (len(words) > 1 and all(self.holds(word, wanted) for word in words))
            or self._in_pieces(self._here(loose(value)))
        )

    def _wholes(self, value: str) -> Iterator[int]:
        """Where a value stands whole."""
        letters = self._here(loose(value))
        return (start for start in self._places(letters) if self._whole(start, start + len(letters)))

    def instead(self, before: str, value: str, after: str, wanted: Text) -> str:
        """What stands between the neighbours of a value in its place, and not in `wanted`; empty where that can't be told."""
        before, value, after = map(self._here, (before, value, after))
        if min(len(before), len(after)) < _SAYS_WHERE:
            return ""
        # What is longer may be the value itself with neighbours in it.
        longest = len(value) + _LONGER if self._torn else 2 * len(value) + 20
        within = f"[^{END}]{{1,{longest}}}?"
        places = re.finditer(f"{re.escape(before)}({within}){re.escape(after)}", self._text)
        for found in islice(places, _MOST_PLACES):
            if value not in found[1] and self.has(found[0], wanted.count(found[0]) + 1):
                return found[1].replace(RAISED, "")
        return ""

    def _places(self, wanted: str) -> Iterator[int]:
        start = self._text.find(wanted) if wanted else -1
        while start >= 0:
            yield start
            start = self._text.find(wanted, start + 1)

    def _whole(self, start: int, end: int) -> bool:
        return not (self._inside_number(start) or self._inside_number(end))

    def _inside_number(self, position: int) -> bool:
        """Whether a number goes on past `position`, with or without a decimal point."""
        around = self._text[max(0, position - 2) : position], self._text[position : position + 2]
        return _GOES_ON.fullmatch("|".join(around)) is not None and position not in self._edges

    @cached_property
    def _edges(self) -> set[int]:
        """Where words begin and end."""
        words = (self._here(loose(word)) for stretch in self._stretches for word in (*stretch.split(), END))
        return {0, *accumulate(map(len, words))}

    def _in_pieces(self, wanted: str) -> bool:
        """Whether a value stands there in pieces that are words of the file, as one does that a narrow cell has broken."""
        shortest, first = _FIRST_PIECE, True
        for _ in range(_MOST_PIECES):
            length = self._longest_piece(wanted, min(shortest, len(wanted)), first)
            if not length:
                return False
            wanted, shortest, first = wanted[length:], 1, False
            if not wanted:
                return True
        return False

    def _longest_piece(self, wanted: str, shortest: int, first: bool) -> int:
        for length in range(len(wanted), shortest - 1, -1):
            last = length == len(wanted)
            for start in self._places(wanted[:length]):
                end = start + length
                if (first or start in self._edges) and (last or end in self._edges) and self._whole(start, end):
                    return length
        return 0


@lru_cache(maxsize=64)
def _spelled(stretch: str) -> str:
    """Sections follow one another on the same pages, which are spelled once."""
    return loose(stretch) + END


_GOES_ON = re.compile(r".?\d\|\d.?|\d[.,]\|\d.?|.?\d\|[.,]\d", re.DOTALL)
