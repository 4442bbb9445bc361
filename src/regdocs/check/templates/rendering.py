"""A section's Markdown without a study: every value one token, every condition decided beforehand, every loop run once."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes

from regdocs.check.templates.branches import Branch, Decisions, decisions, identity
from regdocs.check.templates.scope import Knowledge
from regdocs.compose.lineage import Register
from regdocs.compose.loader import names
from regdocs.document.inline import Field
from regdocs.template_set.specification import SectionSpecification

_MOST_CALLS = 40
"""Macros inside macros, at most: one that calls itself would never end where every condition holds."""
_LAW_TEXT = "As the law says"
_MOST_LOOPS = 4
_OF_THE_LAW = ("law_limit", "law_reports", "law_papers", "list_entries")
_MOST_STEPS = 50_000


class _Value:
    """A value of the study: nothing is known of it."""


VALUE = _Value()
REGISTER = Register()
TOKEN = REGISTER.token(Field("0", ("value",)))
"""What a value is printed as, always the same."""
LAW = _Value()
"""What comes out of the law data: text that is English in an English copy."""


@dataclass(frozen=True, slots=True)
class _Loop:
    """The state of a loop; `index` counts from 1."""

    index: int
    length: int

    def attribute(self, name: str) -> Any:
        known = {
            "index": self.index,
            "index0": self.index - 1,
            "revindex": self.length - self.index + 1,
            "length": self.length,
            "first": self.index == 1,
            "last": self.index == self.length,
        }
        return known.get(name, VALUE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of Markdown and where its first line was written."""

    text: str
    file: str
    line: int


@dataclass(frozen=True, eq=False)
class _Macro:
    node: nodes.Macro
    file: str
    scope: dict[str, Any]


@dataclass(frozen=True, eq=False)
class _Module:
    scope: dict[str, Any]


@dataclass
class Rendering:
    """Renders one section; conditions hold or fail as `default` says, but for those in `decided`."""

    knowledge: Knowledge
    document: str
    section: SectionSpecification | None
    default: bool
    decided: Decisions = field(default_factory=dict)
    stretches: list[Stretch] = field(default_factory=list)
    branches: dict[Branch, Decisions] = field(default_factory=dict)
    """All branches met, and what has to be so for each; `taken` are those that were gone through."""
    taken: set[Branch] = field(default_factory=set)
    depth: int = 0
    loops: int = 0
    steps: int = 0

    def render(self, file: str) -> tuple[str, list[tuple[str, int]]]:
        """The Markdown, and for each of its lines the template and line that it begins in."""
        scope: dict[str, Any] = {"language": "en"}
        self.statements(self.knowledge.trees[file].body, scope, file)
        lines: list[tuple[str, int]] = [(file, 1)]
        fresh = True
        for stretch in self.stretches:
            for index, part in enumerate(stretch.text.split("\n")):
                if index:
                    lines.append((stretch.file, stretch.line + index))
                    fresh = True
                if part and fresh:
                    lines[-1] = (stretch.file, stretch.line + index)
                    fresh = False
        return "".join(stretch.text for stretch in self.stretches), lines

    def write(self, text: str, file: str, line: int) -> None:
        self.stretches.append(Stretch(text, file, line))

    def statements(self, statements: Iterable[nodes.Node], scope: dict[str, Any], file: str) -> None:
        for node in statements:
            self.steps += 1
            if self.steps < _MOST_STEPS:
                self._statement(node, scope, file)

    def _statement(self, node: nodes.Node, scope: dict[str, Any], file: str) -> None:
        match node:
            case nodes.Output():
                for each in node.nodes:
                    self._print(each, scope, file)
            case nodes.If():
                self._if(node, scope, file)
            case nodes.For():
                self._for(node, scope, file)
            case nodes.Assign():
                _bind(node.target, self.value(node.node, scope, file), scope)
            case nodes.AssignBlock():
                kept, self.stretches = self.stretches, []
                self.statements(node.body, dict(scope), file)
                kept, self.stretches = self.stretches, kept
                _bind(node.target, tuple(kept), scope)
            case nodes.Macro():
                scope[node.name] = _Macro(node, file, scope)
            case nodes.Import() | nodes.FromImport() | nodes.Include():
                self._import(node, scope, file)
            case nodes.CallBlock():
                self._print(node.call, scope, file)
            case nodes.With():
                inner = dict(scope)
                for target, value in zip(node.targets, node.values, strict=True):
                    _bind(target, self.value(value, scope, file), inner)
                self.statements(node.body, inner, file)
            case nodes.ScopedEvalContextModifier() | nodes.Scope() | nodes.Block():
                self.statements(node.body, scope, file)

    def _if(self, node: nodes.If, scope: dict[str, Any], file: str) -> None:
        ways = [(node.test, node.body), *((each.test, each.body) for each in node.elif_), (None, node.else_)]
        for index, (wanted, _) in enumerate(ways):
            if (id(node), index) not in self.branches:
                self.branches[id(node), index] = decisions([test for test, _ in ways[:index] if test], wanted)
        for index, (test, body) in enumerate(ways):
            if test is None or self.holds(test, scope, file):
                self.taken.add((id(node), index))
                self.statements(body, scope, file)
                return

    def _for(self, node: nodes.For, scope: dict[str, Any], file: str) -> None:
        several = self.value(node.iter, scope, file)
        if several is VALUE or not isinstance(several, list):
            if node.else_ and not self.default:
                self.statements(node.else_, scope, file)
                return
            # Twice, so that what stands between two items is seen; a loop that only picks one has nothing there.
            picks = node.test is not None and not any(each.name == "loop" for each in node.find_all(nodes.Name))
            several = [VALUE] * (2 if self.default and self.loops < _MOST_LOOPS and not picks else 1)
        self.loops += 1
        for index, value in enumerate(several, start=1):
            inner = scope | {"loop": _Loop(index, len(several))}
            _bind(node.target, value, inner)
            self.statements(node.body, inner, file)
        self.loops -= 1

    def _import(self, node: nodes.Node, scope: dict[str, Any], file: str) -> None:
        template = getattr(node, "template", None)
        wanted = template.value if isinstance(template, nodes.Const) else ""
        name = next((each for each in names(self.document, wanted) if each in self.knowledge.trees), None)
        if name is None or self.depth > _MOST_CALLS:
            return
        self.depth += 1
        inner = dict(scope) if getattr(node, "with_context", False) else {"language": "en"}
        kept = self.stretches
        self.stretches = kept if isinstance(node, nodes.Include) else []
        self.statements(self.knowledge.trees[name].body, inner, name)
        self.stretches = kept
        self.depth -= 1
        if isinstance(node, nodes.Import):
            scope[node.target] = _Module(inner)
        elif isinstance(node, nodes.FromImport):
            for each in node.names:
                source, target = each if isinstance(each, tuple) else (each, each)
                scope[target] = inner.get(source, VALUE)

    def _print(self, node: nodes.Node, scope: dict[str, Any], file: str) -> None:
        if isinstance(node, nodes.TemplateData):
            self.write(node.data, file, node.lineno)
            return
        for part in _parts(self.value(node, scope, file)):
            if isinstance(part, Stretch):
                self.stretches.append(part)
            elif isinstance(part, str | int) and not isinstance(part, bool):
                self.write(str(part), file, node.lineno)
            else:
                # A digit is a value in any language.
                self.write(TOKEN, file, node.lineno)

    def value(self, node: nodes.Node | None, scope: dict[str, Any], file: str) -> Any:
        """What an expression gives where that can be told: a constant, a list of these, a text; else `VALUE`."""
        match node:
            case nodes.Const():
                return node.value
            case nodes.Name():
                return scope.get(node.name, VALUE)
            case nodes.List() | nodes.Tuple():
                return [self.value(each, scope, file) for each in node.items]
            case nodes.Getattr():
                owner = self.value(node.node, scope, file)
                if isinstance(owner, _Loop):
                    return owner.attribute(node.attr)
                if owner is LAW:
                    return VALUE if node.attr in ("extensions", "days") else _LAW_TEXT
                return owner.scope.get(node.attr, VALUE) if isinstance(owner, _Module) else VALUE
            case nodes.CondExpr():
                way = node.expr1 if self.holds(node.test, scope, file) else node.expr2
                return self.value(way, scope, file) if way is not None else ""
            case nodes.Call():
                return self._call(node, scope, file)
            case nodes.Filter(name="particle") if node.args:
                return (VALUE, self.value(node.args[0], scope, file))
            case nodes.Filter(name="key"):
                return "key"
        return VALUE

    def _call(self, node: nodes.Call, scope: dict[str, Any], file: str) -> Any:
        if (
            isinstance(node.node, nodes.Name)
            and node.node.name in ("part", "narrative")
            and node.node.name not in scope
        ):
            return self._narrative(node, file)
        if isinstance(node.node, nodes.Name) and node.node.name in _OF_THE_LAW and node.node.name not in scope:
            return LAW if node.node.name == "law_limit" else [LAW, LAW] if self.default else [LAW]
        macro = self.value(node.node, scope, file)
        if not isinstance(macro, _Macro):
            return VALUE
        if self.depth > _MOST_CALLS:
            return ""
        inner = dict(macro.scope)
        parameters = [each.name for each in macro.node.args]
        defaults = dict(zip(reversed(parameters), reversed(macro.node.defaults), strict=False))
        inner |= {name: self.value(each, inner, macro.file) for name, each in defaults.items()}
        inner |= {name: self.value(each, scope, file) for name, each in zip(parameters, node.args, strict=False)}
        inner |= {each.key: self.value(each.value, scope, file) for each in node.kwargs}
        kept, self.stretches = self.stretches, []
        self.depth += 1
        self.statements(macro.node.body, inner, macro.file)
        self.depth -= 1
        kept, self.stretches = self.stretches, kept
        return tuple(kept)

    def _narrative(self, node: nodes.Call, file: str) -> Any:
        name = node.args[0].value if node.args and isinstance(node.args[0], nodes.Const) else None
        parts = self.section.narrative if self.section else ()
        title = next((part.title.ko for part in parts if part.id == name), None)
        headed = isinstance(node.node, nodes.Name) and node.node.name == "part" and title is not None
        before = [Stretch(f"\n\n## {title} {{#{name}}}\n\n", file, node.lineno)] if headed else []
        return (*before, VALUE, Stretch("\n\n", file, node.lineno))

    def holds(self, node: nodes.Node, scope: dict[str, Any], file: str) -> bool:
        """Whether a condition is taken to hold; what follows from constants does."""
        match node:
            case nodes.Not():
                return not self.holds(node.node, scope, file)
            case nodes.And():
                return self.holds(node.left, scope, file) and self.holds(node.right, scope, file)
            case nodes.Or():
                return self.holds(node.left, scope, file) or self.holds(node.right, scope, file)
            case nodes.Compare(ops=[operand]):
                left, right = self.value(node.expr, scope, file), self.value(operand.expr, scope, file)
                if _LAW_TEXT not in (left, right) and _known(left) and _known(right) and operand.op in _COMPARED:
                    return _COMPARED[operand.op](left, right)
                return self._assumed(node) is (operand.op not in ("ne", "notin"))
            case nodes.Test():
                value = self.value(node.node, scope, file)
                if node.name in ("odd", "even") and isinstance(value, int):
                    return bool(value % 2) is (node.name == "odd")
                return self._assumed(node)
        value = self.value(node, scope, file)
        if isinstance(node, nodes.Getattr) and self.value(node.node, scope, file) is LAW:
            return self._assumed(node)
        if isinstance(value, tuple):
            return any(not isinstance(part, Stretch) or bool(part.text.strip()) for part in value)
        return bool(value) if _known(value) else self._assumed(node)

    def _assumed(self, node: nodes.Node) -> bool:
        return self.decided.get(identity(node), self.default) if self.decided else self.default


_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "in": lambda value, several: value in several if isinstance(several, str | list) else False,
    "notin": lambda value, several: value not in several if isinstance(several, str | list) else False,
}


def _known(value: Any) -> bool:
    return value is None or isinstance(value, str | int | list)


def _parts(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for part in value:
            yield from _parts(part)
    elif value is not None:
        yield value


def _bind(target: nodes.Node, value: Any, scope: dict[str, Any]) -> None:
    if isinstance(target, nodes.Name):
        scope[target.name] = value
    elif isinstance(target, nodes.Tuple):
        values = value if isinstance(value, list) and len(value) == len(target.items) else [VALUE] * len(target.items)
        for item, each in zip(target.items, values, strict=True):
            _bind(item, each, scope)
