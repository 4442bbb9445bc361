"""A requirement as data: what the law asks, since when, under which condition, and what satisfies it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Annotated, Self, TypeAlias

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from regdocs.regulation.citation import Citation, Confidence, Validity
from regdocs.study.model import Flag, Identifier, Model, Text, Word

FieldPattern: TypeAlias = Annotated[Word, Field(max_length=200)]
"""A field of study.yaml, with `[*]`, `[key=value]` or `|`; see `regdocs.regulation.pattern`."""
SectionReference: TypeAlias = Annotated[Word, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
NarrativeReference: TypeAlias = Annotated[Word, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+#[a-z0-9-]+$")]


class Level(Enum):
    """How a requirement binds: always, under its condition, where there is something to give, or not at all."""

    REQUIRED = "required"
    CONDITIONAL = "conditional"
    AS_AVAILABLE = "as_available"
    OPTIONAL = "optional"


class Need(Model):
    """One thing that has to be there: exactly one of a field, section, narrative part, document, attachment,
    a condition that holds (`holds`, with `at` naming the field to look at), or `any` / `all` of further needs.

    With `for_each`, the need is repeated for each value that a pattern finds: `for_each: {test:
    "product.tests[stage=release].id"}` puts each id where the need's patterns say `{test}`.
    """

    field: FieldPattern | None = None
    section: SectionReference | None = None
    narrative: NarrativeReference | None = None
    document: Identifier | None = None
    attachment: Identifier | None = None
    holds: Word | None = None
    at: FieldPattern | None = None
    any: tuple[Need, ...] = ()
    all: tuple[Need, ...] = ()
    for_each: dict[Identifier, FieldPattern] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        kinds = ("field", "section", "narrative", "document", "attachment", "holds", "any", "all")
        given = [name for name in kinds if getattr(self, name)]
        if len(given) != 1:
            raise PydanticCustomError("need", "exactly one of {kinds} is expected here", {"kinds": ", ".join(kinds)})
        if (self.at is not None) != (self.holds is not None):
            raise PydanticCustomError("need_at", "`holds` and `at` stand together: a condition and its field", {})
        return self

    def walk(self) -> Iterator[Need]:
        """This need and all that it is made of."""
        yield self
        for need in (*self.any, *self.all):
            yield from need.walk()

    @property
    def patterns(self) -> tuple[str, ...]:
        """The field patterns of this need itself, with their `{name}` still in place."""
        return tuple(pattern for pattern in (self.field, self.at, *self.for_each.values()) if pattern)


class Requirement(Model):
    """What the law (or, as `confidence` says, less than the law) asks of a filing.

    `items` names the entries of the data and consent lists that it covers; a reasoned omission of an omissible one
    satisfies it. `toc_confidence` is given where a heading's existence is concerned and then decides how much a
    missing heading weighs; `returnable` marks what the secretariat may return a filing for.
    """

    id: Identifier
    title: Text
    citations: tuple[Citation, ...] = Field(min_length=1)
    in_force: Validity
    when: Word | None = None
    confidence: Confidence
    toc_confidence: Confidence | None = None
    level: Level = Level.REQUIRED
    returnable: Flag = False
    items: tuple[Identifier, ...] = ()
    satisfied_by: tuple[Need, ...] = Field(min_length=1)
    note: Text | None = None

    @model_validator(mode="after")
    def _conditional_means_when(self) -> Self:
        if (self.level is Level.CONDITIONAL) != (self.when is not None) and self.level in (
            Level.CONDITIONAL,
            Level.REQUIRED,
        ):
            raise PydanticCustomError("level", "`level: conditional` and `when` stand together", {})
        return self

    @property
    def standing(self) -> Confidence:
        """The confidence that decides: the heading's own where a heading is concerned."""
        return self.toc_confidence or self.confidence

    def needs(self) -> Iterator[Need]:
        """Every need, also those inside `any` and `all`."""
        for need in self.satisfied_by:
            yield from need.walk()
