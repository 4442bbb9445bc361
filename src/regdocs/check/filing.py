"""A filing as the rules see it: the submission, its law on a day, and its documents once somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeVar, cast

from regdocs.check.said import Said, said
from regdocs.check.specification import Preference, Rule
from regdocs.compose.compose import Composed
from regdocs.compose.presence import FilingPresence
from regdocs.compose.view import plain_of
from regdocs.document.document import Document
from regdocs.finding import Place
from regdocs.regulation.law import Law
from regdocs.regulation.plain import Plain
from regdocs.study.study import Study
from regdocs.submission.load import Submission
from regdocs.template_set.load import TemplateSet

T = TypeVar("T")


@dataclass(frozen=True)
class Filing:
    """What every rule is given; rules of the metadata layer never touch `composed`, so they cost no composition."""

    submission: Submission
    template_set: TemplateSet
    day: date
    """The day whose law is asked for."""
    make: Callable[[], Sequence[Composed]]
    """Composes the documents; called once at most, and may raise `RenderingError`."""
    rules: Mapping[str, Rule]
    """The rules of the template set's data, for what they look up there."""
    _known: dict[object, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def study(self) -> Study:
        return self.submission.study

    @property
    def law(self) -> Law:
        return self.template_set.law

    @cached_property
    def composed(self) -> Sequence[Composed]:
        """Every document of the filing with what its templates found, in the order of filing."""
        return self.make()

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        return tuple(each.document for each in self.composed)

    @cached_property
    def presence(self) -> FilingPresence:
        """Which documents, sections and narrative parts are really there."""
        return FilingPresence(self.submission, self.documents)

    def once(self, make: Callable[[Filing], T]) -> T:
        """What a function finds out about this filing, worked out at its first call and kept."""
        if make not in self._known:
            self._known[make] = make(self)
        return cast(T, self._known[make])

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """Every text that people wrote for this filing."""
        return said(self.submission)

    def limit(self, rule: str, name: str) -> Decimal:
        """A threshold of a rule's data; raises KeyError where the data don't have it."""
        return self.rules[rule].limits[name]

    def words(self, rule: str) -> tuple[str, ...]:
        """The words of a rule's data."""
        return self.rules[rule].words

    def preferences(self, rule: str) -> tuple[Preference, ...]:
        """The words that a rule's data want replaced."""
        return self.rules[rule].preferences

    @cached_property
    def plain(self) -> Plain:
        """The study as patterns and conditions see it."""
        return plain_of(self.study)

    def at(self, path: str, *, key: bool = False) -> Place:
        """File, line and column of the value at a field path (or of its key)."""
        return self.submission.positions.place(path, key=key)
