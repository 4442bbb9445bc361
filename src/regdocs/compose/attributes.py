"""Attributes: what stands in `{#id .class key=value}` behind a heading, caption or figure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_ENTRY = r"""(?:#[\w.:-]+|\.[A-Za-z][\w-]*|[A-Za-z][\w-]*=(?:"[^"{}]*"|[^\s"{}]+))"""
TRAILING = re.compile(rf"\s*\{{[ \t]*({_ENTRY}(?:[ \t]+{_ENTRY})*)[ \t]*\}}\s*$")
"""Attributes at the end of a line; any other braces are prose."""
INTENDED = re.compile(r"\{[ \t]*[#.][^{}]*\}\s*$")
"""Braces that were meant as attributes, well-formed or not."""
_PAIR = re.compile(r"""(?:^|\s)([\w-]+)=(?:"([^"]*)"|(\S+))""")


@dataclass(frozen=True, slots=True)
class Attributes:
    """An id, classes and values by name."""

    id: str = ""
    classes: frozenset[str] = frozenset()
    values: dict[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> Attributes:
        """The attributes in `text`, which stands without its braces; of several ids the first counts."""
        values = {match[1]: match[2] if match[2] is not None else match[3] for match in _PAIR.finditer(text)}
        words = _PAIR.sub(" ", text).split()
        identifiers = [word[1:] for word in words if word.startswith("#")]
        classes = frozenset(word[1:] for word in words if word.startswith("."))
        return cls(identifiers[0] if identifiers else "", classes, values)


def share(text: str) -> float | None:
    """A width such as `80%` or `0.8` as a share of the whole, between 0.05 and 1; None where it is none."""
    match = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]{1,4})?)(%?)", text.strip())
    if match is None:
        return None
    number = float(match[1])
    return max(0.05, min(1.0, number / 100 if match[2] or number > 1 else number))
