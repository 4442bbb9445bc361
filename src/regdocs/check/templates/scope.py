"""What a template sees while it is read: values, macros, other templates, and the functions that composition offers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from jinja2 import nodes

from regdocs.check.templates.kinds import Kind
from regdocs.check.templates.reporting import Findings
from regdocs.regulation.law import Law
from regdocs.template_set.load import TemplateSet


@dataclass(frozen=True, eq=False)
class Macro:
    """A macro, where it stands, and what it sees."""

    node: nodes.Macro
    file: str
    scope: Scope


@dataclass(frozen=True, eq=False)
class Module:
    """What another template offers."""

    name: str
    exports: Scope


@dataclass(frozen=True)
class Function:
    """Something that composition offers to call: what it gives, told the call and the file that it stands in."""

    give: Callable[[nodes.Call, str], Kind]


Seen: TypeAlias = "Kind | Macro | Module | Function"
Scope: TypeAlias = dict[str, "Seen"]


@dataclass
class Knowledge:
    """What all sections of a set share: its templates, and what they were seen to use."""

    template_set: TemplateSet
    findings: Findings
    trees: Mapping[str, nodes.Template]
    filters: Collection[str]
    tests: Collection[str]
    context: Mapping[str, Seen]
    globals: Mapping[str, Seen]
    used: set[str] = field(default_factory=set)
    read: set[tuple[type, str]] = field(default_factory=set)
    """Fields of the study that templates look at; `guessed` those of values whose kind isn't known."""
    guessed: set[str] = field(default_factory=set)
    seen: set[tuple[object, ...]] = field(default_factory=set)
    """Macros by what they were called with; `macros` are all of them."""
    macros: dict[int, Macro] = field(default_factory=dict)

    @property
    def law(self) -> Law:
        return self.template_set.law
