"""What a rule is, as data: its title, its weight, what it rests on, and the lists and thresholds that it looks up."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Self, TypeAlias

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from regdocs.finding import Severity
from regdocs.regulation.citation import Citation, Confidence
from regdocs.study.model import Identifier, Model, Number, Text, Word


class Layer(Enum):
    """What a rule looks at: the submission as written, its composed documents, a rendered file, a supplement round."""

    METADATA = "metadata"
    DOCUMENTS = "documents"
    FILE = "file"
    ROUND = "round"
    """What holds a round against the revision that it answers; told by `regdocs supplement`, without a function here."""


RuleName: TypeAlias = Annotated[Word, Field(pattern=r"^[a-z-]+(/[a-z0-9-]+)?$", max_length=80)]
"""`<room>/<rule>`, such as `dosing/injections`; the parts of a check that give many findings have a bare name."""


class Preference(Model):
    """A word that this law doesn't use, and its own; `unless` names longer words in which it is right."""

    avoid: Word
    use: Word
    unless: tuple[Word, ...] = ()


class Phrase(Model):
    """Words that state a field's value; `fields` are the paths that may hold it, or names of computed values.

    In `says`, `#` stands for a number and `@` for a span of time with its unit, `…` for any words of the same sentence.
    Without `fields` the sentences are held against each other.
    """

    says: tuple[Word, ...]
    fields: tuple[Word, ...] = ()
    firm: bool = False
    """Whether the words speak of this study even in a sentence that cites others."""


class Rule(Model):
    """What a rule is. Without `citations` it is good practice; then nothing but its own sense stands behind it.

    `words`, `preferences`, `phrases` and `limits` are what the rule's function looks up: lists and thresholds.
    """

    id: RuleName
    title: Text
    layer: Layer
    severity: Severity
    citations: tuple[Citation, ...] = ()
    confidence: Confidence | None = None
    """How surely the citations are known to demand this; given where there are any."""
    explanation: Text
    remedy: Text | None = None
    """What to do about a finding that doesn't say so itself."""
    words: tuple[Word, ...] = ()
    preferences: tuple[Preference, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    limits: dict[Identifier, Number] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _weighs_no_more_than_is_known(self) -> Self:
        if bool(self.citations) != (self.confidence is not None):
            raise PydanticCustomError("rule_confidence", "`citations` and `confidence` stand together", {})
        if self.confidence is not None and not self.confidence.confirmed and self.severity is Severity.ERROR:
            raise PydanticCustomError("rule_severity", "what no source confirms is never an error", {})
        return self
