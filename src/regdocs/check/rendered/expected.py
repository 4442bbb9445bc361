"""A heading that ought to be in a file, and what the law says of its section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from regdocs.document.markers import marker_text
from regdocs.finding import Severity


@dataclass(frozen=True, slots=True)
class Standing:
    """How much a section's absence weighs, and the provisions that ask for it (none: the template set's own section)."""

    severity: Severity = Severity.WARNING
    citations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """One heading that ought to be there; `number` is None where only the submission tells it.

    `optional` is a section whose condition is not known without the submission. `says` is whether its own text, before
    its first subsection, ought to say something (None: not known).
    """

    id: str
    title: str
    level: int
    number: str | None
    parent: str = ""
    official: bool = False
    optional: bool = False
    says: bool | None = None
    standing: Standing = Standing()

    @property
    def shown(self) -> str:
        """Number and title as printed."""
        return f"{self.number} {self.title}" if self.number else self.title


def counted(expected: Sequence[Expected], found: set[str], markers: Sequence[str]) -> list[Expected]:
    """The same without optional headings that aren't `found`, and with the numbers that the rest then count.

    `markers` are the first markers of counted headings, level by level below a fixed number.
    """
    there = [each for each in expected if not each.optional or each.id in found]
    by_id = {each.id: each for each in there}
    ordinals: dict[str, int] = {}
    depths: dict[str, int] = {}
    result = []
    for each in there:
        number = each.number
        depths[each.id] = 0
        if number is None:
            depth = depths.get(each.parent, 0) if each.parent in by_id else 0
            ordinals[each.parent] = ordinals.get(each.parent, 0) + 1
            number = marker_text(markers[depth], ordinals[each.parent]) if depth < len(markers) else ""
            depths[each.id] = depth + 1
        result.append(replace(each, number=number))
    return result
