"""What every format shares: the figures it is given, the layout it reports, the file it makes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Resources: TypeAlias = Mapping[str, bytes]
"""Figure files by the key that `Figure.resource` names (`figures/flow.svg`)."""


@dataclass(frozen=True, slots=True)
class Layout:
    """On which page what stands, counted from 1.

    `sections` by section id, `labels` by table and figure label (the caption's page), `fields` as
    (field path, section id, page) in reading order without repeats. `starts` says for each page how many parts of the
    document (see `document.parts`) begin before it; it is empty where that isn't known.
    """

    pages: int
    sections: Mapping[str, int] = field(default_factory=dict)
    labels: Mapping[str, int] = field(default_factory=dict)
    fields: tuple[tuple[str, str, int], ...] = ()
    starts: tuple[int, ...] = ()

    def page(self, part: int) -> int | None:
        """The page on which a part begins, by its index; None where that isn't known."""
        return bisect_right(self.starts, part) or None


@dataclass(frozen=True, slots=True)
class Written:
    """A finished file: its bytes, and its layout where the format has pages of its own."""

    data: bytes
    layout: Layout | None = None
