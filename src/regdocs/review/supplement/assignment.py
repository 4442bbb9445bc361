"""Which change answers which question: by what a question names, and by the question that a change's reason names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from regdocs.review.change import Change, Comparison, Subject
from regdocs.study.supplement import Question
from regdocs.submission.path import covers
from regdocs.submission.rounds import LoadedRound

# Every new revision says so of itself; nobody asks why.
_OF_ITSELF = ("revision", "filing")


@dataclass(frozen=True, slots=True)
class Assignment:
    """The changes of a round: by question, those that no question asks for, and what names no change at all."""

    of: Mapping[str, tuple[Change, ...]]
    """By question id, in reading order."""
    all: tuple[Change, ...]
    """Every change that is told, in reading order."""
    unasked: tuple[Change, ...]
    unknown: tuple[tuple[str, str], ...]
    """Field path in the round's file, and the name that stands there."""


def assign(loaded: LoadedRound, comparison: Comparison) -> Assignment:
    """Hold the changes of a comparison against the questions of a round."""
    every = tuple(change for change in comparison.changes if counts(change))
    of: dict[str, tuple[Change, ...]] = {}
    unknown = []
    for index, question in enumerate(loaded.round.questions):
        found = {change.id: change for change in every if _names(change, question, loaded)}
        for position, name in enumerate(question.changes):
            matching = [change for change in every if is_named(change, name)]
            if not matching:
                unknown.append((f"{loaded.question(index)}.changes[{position}]", name))
            found |= {change.id: change for change in matching}
        of[question.id] = tuple(change for change in every if change.id in found)
    answered = {change.id for changes in of.values() for change in changes}
    unasked = tuple(change for change in every if change.id not in answered)
    return Assignment(of, every, unasked, tuple(unknown))


def told(loaded: LoadedRound, assignment: Assignment) -> Iterator[Change]:
    """The changes of a round in reading order, each with its questions; the answer's conclusion is the reason of what has none."""
    questions: dict[str, list[Question]] = {}
    for question in loaded.round.questions:
        for change in assignment.of[question.id]:
            questions.setdefault(change.id, []).append(question)
    for change in assignment.all:
        asked = questions.get(change.id, [])
        conclusions = [each.conclusion for each in asked if each.conclusion is not None]
        reason = change.reason or (conclusions[0] if conclusions else None)
        yield replace(change, reason=reason, question=", ".join(each.number for each in asked))


def counts(change: Change) -> bool:
    """Whether a change is more than what each revision says of itself: its number, its date, what is counted."""
    if not change.kind.substantial or change.subject is Subject.HEAD:
        return False
    return not change.causes or not all(any(covers(each, cause) for each in _OF_ITSELF) for cause in change.causes)


def is_named(change: Change, name: str) -> bool:
    """Whether `name` means this change: its id or group, a field path, a document, or one of its sections."""
    if name in (change.id, change.group) or any(covers(name, cause) for cause in change.causes):
        return True
    document, _, section = name.partition("/")
    if document not in (change.document, f"{change.document}-{change.instance}"):
        return False
    return not section or change.section == section or change.section.startswith(f"{section}.")


def _names(change: Change, question: Question, loaded: LoadedRound) -> bool:
    """Whether the change's own reason says which question it answers: `q1`, `1차/q1`, or the question's number."""
    names = {question.id, question.number}
    return change.question in names | {f"{loaded.id}/{name}" for name in names}


def by_group(changes: Sequence[Change]) -> list[tuple[Change, ...]]:
    """Changes of one cause together, in the order of each group's first."""
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(change.group or change.id, []).append(change)
    return [tuple(each) for each in groups.values()]


def by_wording(changes: Sequence[Change]) -> list[tuple[Change, ...]]:
    """Changes from the same words to the same words together, in the order of the first of each."""
    rows: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        rows.setdefault((change.before_text, change.after_text), []).append(change)
    return [tuple(each) for each in rows.values()]
