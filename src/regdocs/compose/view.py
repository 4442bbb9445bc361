"""What templates see beside the study's values: the filing's papers, the law's lists and conditions.

Templates and narrative are untrusted: what isn't named in `VISIBLE` they can neither look at nor call.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from types import MethodType

from jinja2.environment import TemplateModule
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import safe_range

from regdocs.compose.enclosure import Enclosure, Paper
from regdocs.compose.legal import Entry, PaperLine, Period, Report
from regdocs.compose.lineage import Value
from regdocs.language import Bilingual
from regdocs.regulation.plain import Plain, plain
from regdocs.study.study import Study
from regdocs.template_set.load import DocumentTemplate, TemplateSet
from regdocs.template_set.specification import DocumentEntry, DocumentSpecification


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A study that equals itself only: comparing two whole studies takes longer than all that is saved."""

    study: Study

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.study is self.study

    def __hash__(self) -> int:
        return id(self.study)


@lru_cache(maxsize=2)
def _plain(same: _Same) -> Plain:
    """A study as conditions look at it, made once for all its documents."""
    return plain(same.study)


def plain_of(study: Study) -> Plain:
    """The study as patterns and conditions see it, made once however many ask."""
    return _plain(_Same(study))


class Conditions:
    """The law data's conditions for one study, as templates see them: `{% if conditions.cord_blood %}`.

    `asked` gathers what was asked of them and what they said.
    """

    def __init__(self, study: Study, template_set: TemplateSet, asked: dict[str, bool] | None = None) -> None:
        self._conditions = template_set.law.conditions
        self._study = plain_of(study)
        self._memory = {} if asked is None else asked

    def __getattr__(self, name: str) -> bool:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._conditions.by_name:
            raise LookupError(f"there is no condition `{name}`")
        return self._hold(name)

    def _hold(self, expression: str | None) -> bool:
        """Whether a condition or expression holds; what has none always applies."""
        return expression is None or self._conditions.evaluate(expression, self._study, self._memory)


VISIBLE: dict[type, frozenset[str] | None] = {
    Value: None,
    Conditions: None,
    TemplateModule: None,
    Bilingual: frozenset({"ko", "en", "text"}),
    Paper: frozenset({"template", "number", "instance"}),
    **{kind: frozenset(field.name for field in fields(kind)) for kind in (Entry, Report, PaperLine, Period, Enclosure)},
    DocumentTemplate: frozenset({"entry", "specification"}),
    DocumentEntry: frozenset({"id", "order", "kind", "route"}),
    DocumentSpecification: frozenset({"id", "title", "suffix"}),
    LoopContext: frozenset(
        {
            "index",
            "index0",
            "revindex",
            "revindex0",
            "first",
            "last",
            "length",
            "depth",
            "depth0",
            "previtem",
            "nextitem",
        }
    ),
}
"""The attributes that templates may look at, by the type of their owner; None stands for all without an underscore."""


def visible(owner: object, name: str) -> bool:
    """Whether a template may look at this attribute."""
    names = VISIBLE.get(type(owner), frozenset())
    return not name.startswith("_") and (names is None or name in names)


def harmless(function: object) -> bool:
    """Whether a template may call this whatever it was offered: its own macros, the bounded `range`, a text's text."""
    if isinstance(function, MethodType):
        return function.__func__ is Bilingual.text
    return isinstance(function, Macro) or function is safe_range
