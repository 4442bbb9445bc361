"""Heading numbers: one multilevel list whose numbers, as Word counts them, are those the sections carry.

Word counts a heading's number itself, from the levels of a list (ISO/IEC 29500-1, 17.9). So the numbers of the tree
("3-2-1", "가.", "1)") are turned into levels, Word's counting is followed heading by heading, and where it would
come out otherwise the list restarts or, as the last resort, the number stands there as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from regdocs.document.document import Section
from regdocs.formats.office.markers import GANADA

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_COMPOSED = re.compile(r"(\d{1,4}(?:([-.])\d{1,4}(?:\2\d{1,4})*)?)(\.?)")
_SIMPLE = re.compile(
    rf"([^\w\s%]{{0,2}}|제)(\d{{1,4}}|[{GANADA}]|[{_CIRCLED}]|[A-Z]|[a-z])([^\w\s%]{{0,2}}|[조장절항관편])"
)
_LEVELS = 9
_MAIN = 0


@dataclass(frozen=True, slots=True)
class Form:
    """How the numbers of a level are written: Word's number format, and the text before and after it.

    `parts` is how many counters a composed number joins ("3-2-1": 3), 0 for a number that stands alone.
    """

    format: str
    before: str = ""
    after: str = ""
    parts: int = 0
    separator: str = ""

    def text(self, level: int) -> str:
        """Word's `lvlText` of this form at `level` (from 0)."""
        counters = range(1, self.parts + 1) if self.parts else (level + 1,)
        return self.before + self.separator.join(f"%{counter}" for counter in counters) + self.after


@dataclass(frozen=True, slots=True)
class Decision:
    """How one heading gets its number: from list `list` at `level`, or, where `list` is None, as text or not at all.

    List 0 is the main one, the others are the plan's restarts counted from 1.
    """

    list: int | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class Restart:
    """A list that starts anew: at level 0 of the main list where `form` is None, else a list of that form alone."""

    start: int
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The main list's levels with their first numbers, a decision for each section in reading order, the restarts.

    `links` names for each heading depth (from 1) the level that its style is linked to.
    """

    levels: tuple[tuple[Form, int], ...]
    decisions: tuple[Decision, ...]
    restarts: tuple[Restart, ...]
    links: dict[int, int]


@dataclass(slots=True)
class _Heading:
    depth: int
    form: Form | None
    ordinals: tuple[int, ...]
    parent: int


def plan(sections: Sequence[Section]) -> Plan:
    """The numbering of all headings below `sections`."""
    headings = list(_headings(sections, 1, -1, (), iter(range(1 << 30))))
    levels = _levels(headings)
    counting = _Counting(levels)
    decisions = tuple(counting.decide(index, heading) for index, heading in enumerate(headings))
    starts = tuple((form, counting.starts[level]) for form, level in levels.items())
    return Plan(starts, decisions, tuple(counting.restarts), _links(headings, decisions))


def _headings(
    sections: Sequence[Section], depth: int, parent: int, above: tuple[int, ...], count: Iterator[int]
) -> Iterator[_Heading]:
    for section in sections:
        index = next(count)
        form, ordinals = _parse(section.number, above)
        yield _Heading(depth, form, ordinals, parent)
        inner = ordinals if form is not None and form.parts else above
        yield from _headings(section.sections, depth + 1, index, inner, count)


def _parse(number: str, above: tuple[int, ...]) -> tuple[Form | None, tuple[int, ...]]:
    """The form of `number` and its ordinals; `above` are those of the nearest composed number over it."""
    composed = _COMPOSED.fullmatch(number)
    if composed:
        digits, separator, after = composed.groups()
        parts = digits.split(separator) if separator else [digits]
        ordinals = tuple(int(part) for part in parts)
        plain = all(str(ordinal) == part for ordinal, part in zip(ordinals, parts, strict=True))
        if plain and ordinals[:-1] == above:
            return Form("decimal", "", after, len(ordinals), separator or ""), ordinals
    simple = _SIMPLE.fullmatch(number)
    if simple:
        before, sign, after = simple.groups()
        kind, ordinal = _ordinal(sign)
        if kind != "decimal" or str(ordinal) == sign:
            return Form(kind, before, after), (ordinal,)
    return None, ()


def _ordinal(sign: str) -> tuple[str, int]:
    if sign in GANADA:
        return "ganada", GANADA.index(sign) + 1
    if sign in _CIRCLED:
        return "decimalEnclosedCircle", _CIRCLED.index(sign) + 1
    if sign.isascii() and sign.isalpha():
        return ("upperLetter", ord(sign) - 64) if sign.isupper() else ("lowerLetter", ord(sign) - 96)
    return "decimal", int(sign)


def _levels(headings: Sequence[_Heading]) -> dict[Form, int]:
    """Each form's level in the main list: composed numbers first, then the others as deep as they are first met."""
    composed: dict[int, Form] = {}
    simple: dict[Form, int] = {}
    for heading in headings:
        if heading.form is None:
            continue
        if heading.form.parts:
            composed.setdefault(heading.form.parts, heading.form)
        else:
            simple[heading.form] = min(heading.depth, simple.get(heading.form, heading.depth))
    whole = [composed[parts] for parts in range(1, len(composed) + 1) if parts in composed]
    ordered = whole + sorted(simple, key=lambda form: simple[form])
    return {form: level for level, form in enumerate(ordered[:_LEVELS])}


@dataclass(slots=True)
class _Counting:
    """Word's counters of the main list, followed heading by heading."""

    levels: dict[Form, int]
    starts: dict[int, int] = field(default_factory=dict)
    restarts: list[Restart] = field(default_factory=list)
    main: int = _MAIN
    counters: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)
    doubtful: list[bool] = field(default_factory=lambda: [False] * _LEVELS)
    alone: dict[tuple[int, Form], tuple[int, int]] = field(default_factory=dict)

    def decide(self, index: int, heading: _Heading) -> Decision:
        form = heading.form
        if form is None:
            return Decision()
        level = self.levels.get(form)
        if level is not None and (heading.parent, form) not in self.alone:
            if level not in self.starts:
                self.starts[level] = heading.ordinals[-1]
            if self._next(level, form) == heading.ordinals:
                self._count(level, heading.ordinals[-1])
                return Decision(self.main, level)
            if level == 0:
                self.restarts.append(Restart(heading.ordinals[0]))
                self.main = len(self.restarts)
                self._count(0, heading.ordinals[0])
                return Decision(self.main, 0)
        return Decision() if form.parts else self._stand_alone(heading.parent, form, heading.ordinals[0])

    def _next(self, level: int, form: Form) -> tuple[int | None, ...] | None:
        """The numbers that Word would print next at `level`; None where Word and others count differently."""
        if self.doubtful[level]:
            return None
        counter = self.counters[level]
        following = self.starts[level] if counter is None else counter + 1
        return (*self.counters[:level], following) if form.parts else (following,)

    def _count(self, level: int, ordinal: int) -> None:
        self.counters[level] = ordinal
        for deeper in range(level + 1, _LEVELS):
            self.counters[deeper], self.doubtful[deeper] = None, False
        # A level that was jumped over counts as begun in Word, but not everywhere.
        for upper in range(level):
            self.doubtful[upper] = self.doubtful[upper] or self.counters[upper] is None

    def _stand_alone(self, parent: int, form: Form, ordinal: int) -> Decision:
        """A list of this form alone for the headings below one parent, so that nothing else disturbs its count."""
        last, number = self.alone.get((parent, form), (None, 0))
        if last != ordinal - 1:
            self.restarts.append(Restart(ordinal, form))
            number = len(self.restarts)
        self.alone[parent, form] = (ordinal, number)
        return Decision(number, 0)


def _links(headings: Sequence[_Heading], decisions: Sequence[Decision]) -> dict[int, int]:
    """For each heading depth the level that most of its headings stand on, each level given away once."""
    votes: dict[tuple[int, int], int] = {}
    for heading, decision in zip(headings, decisions, strict=True):
        if decision.list == _MAIN:
            votes[heading.depth, decision.level] = votes.get((heading.depth, decision.level), 0) + 1
    links: dict[int, int] = {}
    for depth, level in sorted(votes, key=lambda vote: (-votes[vote], vote)):
        if depth not in links and level not in links.values():
            links[depth] = level
    return links
