"""A rule of `regdocs check`: a function that finds, and a line of data that says what it is and on what it rests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Annotated, Self, TypeAlias

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from regdocs.check.filing import Filing
from regdocs.finding import Place, Severity
from regdocs.language import Bilingual
from regdocs.regulation.citation import Citation, Confidence
from regdocs.study.model import Identifier, Model, Number, Text, Word


class Layer(Enum):
    """What a rule looks at: the submission as written, its composed documents, a rendered file."""

    METADATA = "metadata"
    DOCUMENTS = "documents"
    FILE = "file"


RuleName: TypeAlias = Annotated[Word, Field(pattern=r"^[a-z-]+(/[a-z0-9-]+)?$", max_length=80)]
"""`<room>/<rule>`, such as `dosing/injections`; the parts of a check that give many findings have a bare name."""


class Preference(Model):
    """A word that this law doesn't use, and its own; `unless` names longer words in which it is right."""

    avoid: Word
    use: Word
    unless: tuple[Word, ...] = ()


class Rule(Model):
    """What a rule is. Without `citations` it is good practice; then nothing but its own sense stands behind it.

    `words`, `preferences` and `limits` are what the rule's function looks up: lists and thresholds that are data.
    """

    id: RuleName
    title: Text
    layer: Layer
    severity: Severity
    citations: tuple[Citation, ...] = ()
    confidence: Confidence | None = None
    """How surely the citations are known to demand this; given where there are any."""
    explanation: Text
    words: tuple[Word, ...] = ()
    preferences: tuple[Preference, ...] = ()
    limits: dict[Identifier, Number] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _weighs_no_more_than_is_known(self) -> Self:
        if bool(self.citations) != (self.confidence is not None):
            raise PydanticCustomError("rule_confidence", "`citations` and `confidence` stand together", {})
        if self.confidence is not None and not self.confidence.confirmed and self.severity is Severity.ERROR:
            raise PydanticCustomError("rule_severity", "what no source confirms is never an error", {})
        return self


@dataclass(frozen=True, slots=True)
class Problem:
    """One place where a rule found something, in Korean and English; the rule's data say how much it weighs."""

    place: Place
    message: Bilingual
    remedy: Bilingual | None = None


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
