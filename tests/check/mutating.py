"""Mutants of rules: one operator, constant or statement changed, or one alternative of a pattern dropped."""

from __future__ import annotations

import ast
import importlib
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from unittest.mock import patch

from regdocs.check.rule import Function

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult,
}  # fmt: skip


def mutants(module: str) -> Iterator[tuple[str, dict[str, Function]]]:
    """What was changed in a module of rules, with the functions that it then registers."""
    path = Path(str(importlib.import_module(module).__file__))
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    messages = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    for index, node in enumerate(list(ast.walk(tree))):
        if id(node) in messages:
            continue
        for number, change in enumerate(list(_changes(node))):
            with _as_it_was(node):
                words = change()
                ast.fix_missing_locations(node)
                registered = _registered(tree, module)
            if registered is not None:
                yield f"{path.name}:{getattr(node, 'lineno', 0)} ({index}.{number}) {words}", registered


@contextmanager
def _as_it_was(node: ast.AST) -> Iterator[None]:
    """Afterwards the node is what it was: taking a change back is quicker than reading the module again."""
    kind = type(node)
    fields = {name: list(value) if isinstance(value, list) else value for name, value in vars(node).items()}
    yield
    node.__class__ = kind
    vars(node).clear()
    vars(node).update(fields)


def _changes(node: ast.AST) -> Iterator[Callable[[], str]]:
    """Ways to change a node in place; each says what it did."""
    if isinstance(node, ast.Compare) and len(node.ops) >= 1:
        for index, operator in enumerate(node.ops):
            yield partial(_compare, node, index, _COMPARED[type(operator)])
    elif isinstance(node, ast.BoolOp):
        yield lambda: _swap(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.BinOp) and type(node.op) in _CALCULATED and not _text(node):
        yield lambda: _swap(node, "op", _CALCULATED[type(node.op)]())
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        yield lambda: _swap(node, "value", int(str(node.value)) + 1)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "|" in node.value:
        for start, end in _alternatives(node.value):
            yield partial(_drop, node, start, end)
    elif isinstance(node, ast.If):
        yield lambda: _swap(node, "test", ast.UnaryOp(ast.Not(), node.test))
    elif isinstance(node, ast.Continue | ast.Return) and getattr(node, "value", None) is None:
        yield lambda: _become_nothing(node)


def _compare(node: ast.Compare, index: int, operator: type[ast.cmpop]) -> str:
    was = type(node.ops[index]).__name__
    node.ops[index] = operator()
    return f"{was} → {operator.__name__}"


def _swap(node: ast.AST, name: str, value: object) -> str:
    setattr(node, name, value)
    return f"{type(node).__name__}.{name} changed"


def _alternatives(pattern: str) -> Iterator[tuple[int, int]]:
    """Where each alternative of a pattern but the first stands, with the bar before it."""
    within, depth, bars = False, 0, dict[int, int]()
    for index, character in enumerate(pattern):
        if pattern[index - 1 : index] == "\\":
            continue
        if within or character == "[":
            within = character != "]"
            continue
        if character in "|)" and depth in bars:
            yield bars.pop(depth), index
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "|":
            bars[depth] = index
    yield from ((start, len(pattern)) for start in bars.values())


def _drop(node: ast.Constant, start: int, end: int) -> str:
    assert isinstance(node.value, str)
    dropped = node.value[start:end]
    node.value = node.value[:start] + node.value[end:]
    return f"without {dropped}"


def _become_nothing(node: ast.AST) -> str:
    was = type(node).__name__
    node.__class__ = ast.Pass
    return f"{was} → Pass"


def _text(node: ast.BinOp) -> bool:
    """Whether text or types are joined, where another operator means nothing."""
    return any(
        isinstance(side, ast.JoinedStr) or isinstance(getattr(side, "value", 0), str)
        for side in (node.left, node.right)
    )


def _registered(tree: ast.Module, module: str) -> dict[str, Function] | None:
    """The functions that a changed module registers; None where it doesn't even load."""
    found: dict[str, Function] = {}

    def rule(identifier: str) -> Callable[[Function], Function]:
        return lambda function: found.setdefault(identifier, function)

    made = types.ModuleType(module)
    with patch("regdocs.check.rule.rule", rule):
        try:
            exec(compile(tree, module, "exec"), made.__dict__)
        except Exception:
            return None
    return found
