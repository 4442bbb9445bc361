"""Conditions over a study: Jinja expressions that can look and compare, and nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from functools import cache

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.environment import TemplateExpression
from jinja2.exceptions import SecurityError
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from regdocs.finding import Finding, Place, RenderingError, Severity
from regdocs.language import Bilingual
from regdocs.regulation.days import processing_end
from regdocs.regulation.plain import Plain
from regdocs.regulation.provision import Condition
from regdocs.submission.problem import shown

FILE = "law/conditions.yaml"
_LOOKING = (
    nodes.Name, nodes.Const, nodes.Tuple, nodes.List, nodes.Getattr, nodes.And, nodes.Or, nodes.Not, nodes.Compare,
    nodes.Operand, nodes.Filter, nodes.Test, nodes.Keyword,
)  # fmt: skip
_FILTERS = ("select", "reject", "selectattr", "rejectattr", "map", "list", "length", "first", "last", "sum", "unique")


def _earliest_processing_end(start: datetime.date, days: int) -> datetime.date:
    """The earliest last day of a processing period: public holidays, which only move it later, are left out."""
    return processing_end(start, days, frozenset())


def _environment() -> ImmutableSandboxedEnvironment:
    """A sandbox without globals and with the few filters that looking needs; `_names` refuses calls and arithmetic."""
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    environment.filters["earliest_processing_end"] = _earliest_processing_end
    return environment


_ENVIRONMENT = _environment()


class Conditions:
    """The named conditions of one set of law data; `file` is where errors are reported."""

    def __init__(self, conditions: Iterable[Condition], file: str = FILE) -> None:
        self.by_name: Mapping[str, Condition] = {condition.id: condition for condition in conditions}
        self.file = file

    def check(self, expression: str, name: str) -> tuple[str, ...]:
        """The names of conditions that `expression` uses; raises RenderingError where it is no expression.

        `name` is what the error calls it: a condition's or a requirement's id.
        """
        try:
            names = _names(expression)
        except (TemplateError, RecursionError) as error:
            raise self._error(name, expression, error) from None
        used = sorted(names - {"study"})
        for unknown in used:
            if unknown not in self.by_name:
                raise self._error(name, expression, LookupError(f"there is no condition `{unknown}`"))
        return tuple(used)

    def evaluate(self, expression: str, study: Plain, memory: dict[str, bool] | None = None) -> bool:
        """Whether a condition (by name) or an expression over `study` and the conditions' names holds.

        `memory` keeps what was found for each name. Raises RenderingError that names the condition and its file
        where the expression is malformed or asks for something that a study doesn't have.
        """
        memory = {} if memory is None else memory
        if expression in memory:
            return memory[expression]
        named = self.by_name.get(expression)
        memory[expression] = self._evaluate(named.expression if named else expression, expression, study, memory, ())
        return memory[expression]

    def _evaluate(
        self, expression: str, name: str, study: Plain, memory: dict[str, bool], above: tuple[str, ...]
    ) -> bool:
        if name in above:
            raise self._error(name, expression, RecursionError("the condition needs itself: " + " → ".join(above)))
        context: dict[str, object] = {"study": study}
        for used in self.check(expression, name):
            if used not in memory:
                inner = self.by_name[used].expression
                memory[used] = self._evaluate(inner, used, study, memory, (*above, name))
            context[used] = memory[used]
        try:
            # An undefined result raises here, where it is asked whether it is true.
            return bool(_compiled(expression)(**context))
        except (TemplateError, TypeError, AttributeError, ValueError, LookupError, ArithmeticError) as error:
            raise self._error(name, expression, error) from None

    def _error(self, name: str, expression: str, error: Exception) -> RenderingError:
        return RenderingError(
            [
                Finding(
                    "law-data/condition",
                    Severity.ERROR,
                    Bilingual(
                        f"조건 `{shown(name)}`을 계산할 수 없습니다: {error} (`{shown(expression)}`)",
                        f"the condition `{shown(name)}` can't be evaluated: {error} (`{shown(expression)}`)",
                    ),
                    Place(file=self.file, path=shown(name)),
                )
            ]
        )


@cache
def _compiled(expression: str) -> TemplateExpression:
    return _ENVIRONMENT.compile_expression(expression, undefined_to_none=False)


@cache
def _names(expression: str) -> frozenset[str]:
    """The names that an expression uses; raises TemplateError where it is none, or does more than look and compare."""
    parser = Parser(_ENVIRONMENT, expression, state="variable")
    tree = parser.parse_expression()
    if not parser.stream.eos:
        raise TemplateSyntaxError("something follows the expression", 1)
    for node in (tree, *tree.find_all(nodes.Node)):
        _refuse_what_does_more(node)
    found = {node.name for node in tree.find_all(nodes.Name)}
    return frozenset({*found, tree.name} if isinstance(tree, nodes.Name) else found)


def _refuse_what_does_more(node: nodes.Node) -> None:
    if not isinstance(node, _LOOKING):
        raise SecurityError(f"{type(node).__name__} is not allowed: a condition looks and compares, nothing else")
    known = (isinstance(node, nodes.Filter) and node.name in _ENVIRONMENT.filters) or (
        isinstance(node, nodes.Test) and node.name in _ENVIRONMENT.tests
    )
    if isinstance(node, nodes.Filter | nodes.Test) and not known:
        raise SecurityError(f"`{node.name}` is not known here")
