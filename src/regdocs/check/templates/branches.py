"""Which branch of a template is gone through: what has to hold and what mustn't for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from jinja2 import nodes

Decisions: TypeAlias = dict[str, bool]
"""What holds and what doesn't, by the identity of the expression."""
Branch: TypeAlias = tuple[int, int]
"""An `if`, and which of its branches; also the one without an `else`."""


def decisions(failing: Iterable[nodes.Node], holding: nodes.Node | None) -> Decisions:
    """What has to be so for all of `failing` to fail and `holding` to hold: the first way where there are several."""
    decided: Decisions = {}
    for test in failing:
        decided |= _so(test, False)
    return decided | (_so(holding, True) if holding is not None else {})


def _so(node: nodes.Node, wanted: bool) -> Decisions:
    match node:
        case nodes.Not():
            return _so(node.node, not wanted)
        case nodes.And() | nodes.Or():
            both = isinstance(node, nodes.And) is wanted
            return _so(node.left, wanted) | (_so(node.right, wanted) if both else {})
        case nodes.Compare(ops=[operand]):
            return {identity(node): wanted is (operand.op not in ("ne", "notin"))}
    return {identity(node): wanted}


def identity(node: nodes.Node) -> str:
    """The same for expressions that are written alike."""
    parts = (
        identity(value)
        if isinstance(value, nodes.Node)
        else ",".join(identity(each) if isinstance(each, nodes.Node) else str(each) for each in value)
        if isinstance(value, list)
        else str(value)
        for name, value in node.iter_fields(exclude=("ctx",))
    )
    return f"{type(node).__name__}({';'.join(parts)})"
