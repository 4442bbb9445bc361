"""The texts that the rules on prose search, joined once for all rules."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from regdocs.check.filing import Filing
from regdocs.check.said import Said

_WIDE = re.compile("[\uff01-\uff5e\u3000]")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def narrow(text: str) -> str:
    """The text with ASCII letters, digits and signs of full width (ＴＢＤ, １) as everybody else writes them."""
    return text.translate(_NARROW) if _WIDE.search(text) else text


class Joined:
    """Texts as one, in narrow letters, so that a pattern runs once over all; nothing that it finds spans two."""

    def __init__(self, texts: Iterable[Said]) -> None:
        self.said = tuple(texts)
        pieces = [each.text for each in self.said]
        self.text = narrow(_BETWEEN.join(pieces))
        self._starts = list(accumulate([len(piece) + len(_BETWEEN) for piece in pieces], initial=0))

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[Said, re.Match[str], int]]:
        """Each match with the text that it stands in, and its offset there."""
        for found in pattern.finditer(self.text):
            said, offset = self.at(found.start())
            yield said, found, offset

    def at(self, start: int) -> tuple[Said, int]:
        """The text that holds the character at `start`, and its offset there."""
        index = bisect_right(self._starts, start) - 1
        return self.said[index], start - self._starts[index]


_BETWEEN = "\n\n\0\n\n"


def everything(filing: Filing) -> Joined:
    """All that people wrote."""
    return Joined(filing.said)


def narrative(filing: Filing) -> Joined:
    """The narrative alone."""
    return Joined(said for said in filing.said if said.document)
