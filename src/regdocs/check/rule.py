"""Registering a rule of `regdocs check`: a function that finds; what the rule is stands in the template set's data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from regdocs.check.filing import Filing
from regdocs.check.specification import Layer as Layer
from regdocs.check.specification import Rule as Rule
from regdocs.compose.particle import particle
from regdocs.finding import Place, Severity
from regdocs.language import Bilingual
from regdocs.submission.problem import Words


@dataclass(frozen=True, slots=True)
class Problem:
    """One place where a rule found something, in Korean and English; the rule's data say how much it weighs."""

    place: Place
    message: Bilingual
    remedy: Bilingual | None = None
    severity: Severity | None = None
    """Where this one weighs other than the rule's data say."""


def problem(filing: Filing, path: str, message: Words, remedy: Words | None = None) -> Problem:
    """A problem at a field of study.yaml; a particle that stands in both forms gets the one that fits."""
    korean, english = message
    told = Bilingual(settled(korean), english)
    return Problem(filing.at(path), told, Bilingual(settled(remedy[0]), remedy[1]) if remedy else None)


_BOTH = re.compile(r"(?P<consonant>은|이|을|과)\((?P<vowel>는|가|를|와)\)|\(으\)로")


def settled(text: str) -> str:
    """A message in which each 은(는), 이(가), 을(를), 과(와) and (으)로 is the form that the word before it takes."""

    def fitting(found: re.Match[str]) -> str:
        before = text[: found.start()].replace("`", "")
        return particle(before, found["consonant"] or "으로", found["vowel"] or "로")

    return _BOTH.sub(fitting, text)


Function: TypeAlias = Callable[[Filing], Iterable[Problem]]
_FUNCTIONS: dict[str, Function] = {}


def rule(identifier: str) -> Callable[[Function], Function]:
    """Register a function as the rule whose data line has this id; modules of the rooms are found by themselves."""

    def register(function: Function) -> Function:
        if identifier in _FUNCTIONS:
            raise ValueError(f"two functions for the rule {identifier}")
        _FUNCTIONS[identifier] = function
        return function

    return register


def registered() -> Mapping[str, Function]:
    """The functions registered so far, by id."""
    return MappingProxyType(_FUNCTIONS)
