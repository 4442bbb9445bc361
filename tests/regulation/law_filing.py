"""Helpers of the law's tests: changes of a study's raw data, and filings of which everything or nothing is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LAW = Path(__file__).parents[2] / "templates" / "kr-high-risk" / "law"
Data = dict[str, Any]
Change = Callable[[Data], object]


@dataclass
class Papers:
    """What is there of a filing: everything, but for what `lacking` names as the law data names it."""

    lacking: set[str] = field(default_factory=set)

    def has_section(self, document: str, section: str) -> bool:
        return f"{document}/{section}" not in self.lacking

    def has_narrative(self, document: str, section: str, part: str) -> bool:
        return f"{document}/{section}#{part}" not in self.lacking

    def has_document(self, document: str) -> bool:
        return document not in self.lacking

    def has_attachment(self, role: str) -> bool:
        return role not in self.lacking


class NoPapers:
    """A filing of which nothing is there yet."""

    def has_section(self, document: str, section: str) -> bool:
        return False

    def has_narrative(self, document: str, section: str, part: str) -> bool:
        return False

    def has_document(self, document: str) -> bool:
        return False

    def has_attachment(self, role: str) -> bool:
        return False


def setting(path: str, value: object) -> Change:
    """A change that sets the field at `path` (names and list indexes with dots)."""

    def change(data: Data) -> None:
        *above, last = path.split(".")
        owner: Any = data
        for step in above:
            owner = owner[int(step)] if isinstance(owner, list) else owner.setdefault(step, {})
        if isinstance(owner, list):
            owner[int(last)] = value
        else:
            owner[last] = value

    return change


def removing(path: str) -> Change:
    """A change that takes the field or list item at `path` away."""

    def change(data: Data) -> None:
        *above, last = path.split(".")
        owner: Any = data
        for step in above:
            owner = owner[int(step)] if isinstance(owner, list) else owner[step]
        del owner[int(last) if isinstance(owner, list) else last]

    return change
