"""The numbers that Word counts by itself, followed paragraph by paragraph (ISO/IEC 29500-1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from regdocs.formats.docx.opened import W, value
from regdocs.formats.office.signs import sign
from regdocs.formats.office.unpacked import whole

_LEVELS = 9
_PART = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int
    restart: int | None
    plain: bool
    """Whether numbers of upper levels stand here as digits, whatever their own form."""


@dataclass
class _List:
    """An abstract list and where its counting stands; every `w:num` of it counts on."""

    levels: dict[int, _Level]
    counters: dict[int, int] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)


@dataclass
class _Number:
    list: _List
    starts: dict[int, int]
    levels: dict[int, _Level]


@dataclass
class Counting:
    """All lists of a file; `number` is called for each numbered paragraph in reading order."""

    numbers: dict[str, _Number] = field(default_factory=dict)

    def number(self, identifier: str | None, level: int) -> str:
        """The number that Word prints next for list `identifier` at `level` from 0; "" for a bullet or no list."""
        number = self.numbers.get(identifier or "")
        if number is None or not 0 <= level < _LEVELS:
            return ""
        self._count(identifier or "", number, level)
        here = self._level(number, level)
        return "" if here.format == "bullet" else _PART.sub(lambda part: self._part(number, here, part), here.text)

    def _count(self, identifier: str, number: _Number, level: int) -> None:
        counting = number.list
        if level in number.starts and (identifier, level) not in counting.begun:
            counting.counters[level] = number.starts[level]
        elif level in counting.counters:
            counting.counters[level] += 1
        else:
            counting.counters[level] = self._level(number, level).start
        counting.begun.add((identifier, level))
        for deeper in [other for other in counting.counters if other > level]:
            restart = self._level(number, deeper).restart
            if restart is None or (restart != 0 and level < restart):
                del counting.counters[deeper]

    def _level(self, number: _Number, level: int) -> _Level:
        return number.levels.get(level) or number.list.levels.get(level) or _NONE

    def _part(self, number: _Number, here: _Level, part: re.Match[str]) -> str:
        level = int(part[1]) - 1
        other = self._level(number, level)
        count = number.list.counters.get(level, other.start)
        return sign(count, "decimal" if here.plain and other.format != "none" else other.format)


_NONE = _Level("none", "", 1, None, False)


def counting_of(root: etree._Element | None) -> Counting:
    """The lists of a numbering part, none of them begun."""
    counting = Counting()
    if root is None:
        return counting
    abstracts = {each.get(f"{W}abstractNumId", ""): each for each in root.iterfind(f"{W}abstractNum")}
    styled = {value(each, f"{W}styleLink"): each for each in abstracts.values()}
    lists = {
        name: _List(_levels(styled.get(value(element, f"{W}numStyleLink") or "-", element)))
        for name, element in abstracts.items()
    }
    for num in root.iterfind(f"{W}num"):
        found = lists.get(value(num, f"{W}abstractNumId") or "")
        if found is not None:
            overrides = num.findall(f"{W}lvlOverride")
            counting.numbers[num.get(f"{W}numId", "")] = _Number(found, _starts(overrides), _overridden(overrides))
    return counting


def _starts(overrides: Sequence[etree._Element]) -> dict[int, int]:
    """The first numbers that a `w:num` sets; LibreOffice writes a second, empty override after that of a level."""
    found = [(whole(each.get(f"{W}ilvl"), -1), value(each, f"{W}startOverride")) for each in overrides]
    return {level: whole(start) for level, start in found if start is not None}


def _overridden(overrides: Sequence[etree._Element]) -> dict[int, _Level]:
    return {level: found for element in overrides for level, found in _levels(element).items()}


def _levels(element: etree._Element) -> dict[int, _Level]:
    return {whole(level.get(f"{W}ilvl"), -1): _read(level) for level in element.iterfind(f"{W}lvl")}


def _read(level: etree._Element) -> _Level:
    restart = value(level, f"{W}lvlRestart")
    return _Level(
        value(level, f"{W}numFmt") or "decimal",
        value(level, f"{W}lvlText") or "",
        # Where it is left out it is zero (17.9.25).
        whole(value(level, f"{W}start")),
        None if restart is None else whole(restart),
        level.find(f"{W}isLgl") is not None,
    )
