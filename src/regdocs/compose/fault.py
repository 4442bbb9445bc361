"""Faults: what is wrong with the Markdown of a section, by line, gathered so that one run names them all."""

from __future__ import annotations

from dataclasses import dataclass

from regdocs.language import Bilingual


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that no document can show as written; `line` counts from 1 in the section's rendered Markdown."""

    line: int
    message: Bilingual


class Malformed(Exception):
    """Markdown that can't become blocks, with all of its faults."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.line}: {fault.message.text('en')}" for fault in faults))
