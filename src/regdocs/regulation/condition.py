"""Conditions over a study: Jinja expressions that can look and compare, and nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.environment import TemplateExpression
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from regdocs.finding import Finding, Place, RenderingError, Severity
from regdocs.language import Bilingual
from regdocs.regulation.days import processing_end
from regdocs.regulation.plain import Plain
from regdocs.regulation.provision import Condition

FILE = "law/conditions.yaml"
_FILTERS = ("select", "reject", "selectattr", "rejectattr", "map", "list", "length", "first", "last", "sum", "unique")


def _earliest_processing_end(start: datetime.date, days: int) -> datetime.date:
    """The earliest last day of a processing period: public holidays, which only move it later, are left out."""
    return processing_end(start, days, frozenset())


class _Environment(ImmutableSandboxedEnvironment):
    """A sandbox without calls, without globals, and with the few filters that looking needs."""

    intercepted_binops = frozenset({"*", "**", "%", "+", "-", "/", "//"})

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=False)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in _FILTERS}
        # Filters, unlike calls, can't reach anything that isn't listed here.
        self.filters["earliest_processing_end"] = _earliest_processing_end

    def is_safe_callable(self, obj: Any) -> bool:
        return False

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        raise SecurityError(f"arithmetic ({operator}) is not allowed in a condition")


_ENVIRONMENT = _Environment()


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
        except TemplateError as error:
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
                        f"조건 `{name}`을 계산할 수 없습니다: {error} (`{expression}`)",
                        f"the condition `{name}` can't be evaluated: {error} (`{expression}`)",
                    ),
                    Place(file=self.file, path=name),
                )
            ]
        )


@cache
def _compiled(expression: str) -> TemplateExpression:
    return _ENVIRONMENT.compile_expression(expression, undefined_to_none=False)


@cache
def _names(expression: str) -> frozenset[str]:
    # Compiled first: what is no single expression must not be read as a template.
    _compiled(expression)
    tree = _ENVIRONMENT.parse("{{ (" + expression + ") }}")
    return frozenset(name.name for name in tree.find_all(nodes.Name))
