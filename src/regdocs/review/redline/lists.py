"""The headings' lists of both revisions in one file: shared as far as both count alike, so that few changes are noise."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from regdocs.document.document import Document
from regdocs.formats.docx.headings import Decision, Plan, plan
from regdocs.formats.docx.numbering import Numbering

_MAIN = 0


def plans(old: Document, new: Document) -> tuple[Plan, Plan]:
    """How the headings of each revision are numbered; the new one's main list has the old one's levels too."""
    before, after = plan(old.sections), plan(new.sections)
    if len(before.levels) > len(after.levels) and before.levels[: len(after.levels)] == after.levels:
        after = Plan(before.levels, after.decisions, after.restarts, after.links)
    return before, after


def old_lists(
    old: Plan, new: Plan, numbering: Numbering, pairs: Iterable[tuple[Decision, Decision]]
) -> Callable[[Decision], int]:
    """The `w:num` of an old heading in the new file; `pairs` are the decisions for headings that both sides have.

    A restart that begins alike and numbers the same headings is one list on both sides: whichever changes are accepted,
    each state counts only its own headings.
    """
    shared = {_MAIN: _MAIN} if new.levels[: len(old.levels)] == old.levels else {}
    for before, after in pairs:
        if not before.list or not after.list or before.list in shared or after.list in shared.values():
            continue
        first, second = old.restarts[before.list - 1], new.restarts[after.list - 1]
        if first == second and (first.form is not None or _MAIN in shared):
            shared[before.list] = after.list
    numbers = numbering.add(old, shared)
    return lambda decision: numbers[decision.list or _MAIN]
