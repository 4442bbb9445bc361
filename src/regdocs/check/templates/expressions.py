"""What a template's expressions give, with kinds in the place of values, and what is wrong with them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import cast

from jinja2 import nodes
from pydantic import BaseModel

from regdocs.check.templates import kinds
from regdocs.check.templates.kinds import TEXT, Either, Fields, Items, Keyed, Kind, Leaf, Record
from regdocs.check.templates.reporting import written
from regdocs.check.templates.scope import Function, Knowledge, Macro, Module, Scope, Seen
from regdocs.study.study import Study
from regdocs.template_set.specification import DocumentEntry


class Expressions(ABC):
    """Reads expressions; what they call is read by whoever reads statements."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge, self.findings = knowledge, knowledge.findings

    @abstractmethod
    def called(self, node: nodes.Call, scope: Scope, file: str) -> Kind:
        """What a call gives."""

    def kind(self, node: nodes.Node, scope: Scope, file: str) -> Kind:
        """What an expression gives, as a value."""
        found = self.value(node, scope, file)
        return None if isinstance(found, Macro | Module | Function) else found

    def value(self, node: nodes.Node, scope: Scope, file: str) -> Seen:
        """What an expression gives; a macro, module or function too."""
        match node:
            case nodes.TemplateData():
                return TEXT
            case nodes.Const():
                return Leaf(type(node.value))
            case nodes.Name():
                return self._name(node, scope, file)
            case nodes.Getattr():
                return self._attribute(self.value(node.node, scope, file), node.attr, node, file)
            case nodes.Getitem():
                return self._item(node, scope, file)
            case nodes.Call():
                return self.called(node, scope, file)
            case nodes.Filter() if node.node is not None:
                return self._filter(node, scope, file)
            case nodes.Test():
                return self._test(node, scope, file)
            case nodes.Compare():
                return self._compare(node, scope, file)
            case nodes.CondExpr():
                self.kind(node.test, scope, file)
                ways = [self.kind(each, scope, file) for each in (node.expr1, node.expr2) if each is not None]
                return kinds.either(tuple(ways))
            case nodes.Or() | nodes.And():
                return kinds.either((self.kind(node.left, scope, file), self.kind(node.right, scope, file)))
            case nodes.List() | nodes.Tuple():
                return Items(kinds.either(tuple(self.kind(each, scope, file) for each in node.items)))
            case _:
                for child in node.iter_child_nodes():
                    self.kind(child, scope, file)
                return None

    def _name(self, node: nodes.Name, scope: Scope, file: str) -> Seen:
        if node.name not in scope:
            place = self.findings.at(file, node, node.name)
            if node.name in self.knowledge.context:
                ko, en = (
                    "`with context` 없이 들여온 서식에서 보이지 않는 이름",
                    "imported without `with context`, it doesn't see",
                )
                remedy = ("`with context`를 붙여 들여오십시오", "import it `with context`")
                self.findings.add("unknown-name", place, f"{ko}: `{node.name}`", f"{en} `{node.name}`", remedy)
            else:
                self.findings.unknown(
                    "unknown-name", place, node.name, list(scope), "없는 이름", "there is no name", near=True
                )
            return None
        return scope[node.name]

    def export(self, module: Seen, name: str, node: nodes.Node, file: str) -> Seen:
        if not isinstance(module, Module):
            return None
        if name not in module.exports:
            place = self.findings.at(file, node, name)
            self.findings.unknown(
                "unknown-name",
                place,
                name,
                module.exports,
                f"`{module.name}`에 없는 이름",
                f"`{module.name}` defines no",
            )
            return None
        return module.exports[name]

    def _attribute(self, owner: Seen, name: str, node: nodes.Node, file: str) -> Seen:
        if isinstance(owner, Module):
            return self.export(owner, name, node, file)
        if isinstance(owner, Macro | Function):
            return None
        known = kinds.known_names(owner)
        if known is None:
            self.knowledge.guessed.add(name)
            return None
        if name not in known:
            self._no_field(owner, name, known, node, file)
            return None
        self.note(owner, name)
        return kinds.attribute(owner, name)

    def note(self, owner: Kind, name: str) -> None:
        """Remember that a field is looked at."""
        self.knowledge.read |= {(each, name) for each in kinds.owners(owner) if issubclass(each, BaseModel)}

    def _no_field(self, owner: Kind, name: str, known: list[str], node: nodes.Node, file: str) -> None:
        text = written(node)
        place = self.findings.at(file, node, text, f".{name}", name)
        if owner == self.knowledge.context.get("computed"):
            self.findings.unknown("unknown-computed", place, name, known, "없는 계산값", "there is no computed value")
            return
        if owner == self.knowledge.context.get("conditions"):
            self.findings.unknown(
                "unknown-condition", place, name, known, "없는 조건", "there is no condition", near=True
            )
            return
        what = name if text.startswith("…") else text
        self.findings.unknown(
            "unknown-field", place, name, known, f"`{what}`: 없는 필드", f"`{what}`: there is no field", near=True
        )

    def _item(self, node: nodes.Getitem, scope: Scope, file: str) -> Kind:
        owner, key = self.value(node.node, scope, file), node.arg
        self.kind(key, scope, file)
        match owner:
            case Items(inner) | Keyed(inner):
                return inner
            case Record() | Fields() | Either() if isinstance(key, nodes.Const) and isinstance(key.value, str):
                found = self._attribute(owner, key.value, node, file)
                return None if isinstance(found, Macro | Module | Function) else found
        return None

    def _filter(self, node: nodes.Filter, scope: Scope, file: str) -> Kind:
        value = self.kind(cast(nodes.Expr, node.node), scope, file)
        given = [self.kind(each, scope, file) for each in node.args]
        for named in node.kwargs:
            self.kind(named.value, scope, file)
        if node.name not in self.knowledge.filters:
            place = self.findings.at(file, node, f"| {node.name}", node.name)
            self.findings.unknown(
                "unknown-filter", place, node.name, self.knowledge.filters, "없는 필터", "there is no filter", near=True
            )
            return None
        words = [each.value if isinstance(each, nodes.Const) else None for each in node.args]
        match node.name:
            case "optional" | "list" | "reverse" | "default" | "d":
                return value
            case "first" | "last":
                return kinds.each(value)
            case "selectattr" | "rejectattr" | "when":
                self._selected(kinds.each(value), words, node, file)
                return value
            case "join" | "in_english":
                index = 1 if node.name == "join" else 0
                if len(words) > index and isinstance(words[index], str) and words[index]:
                    self._path(kinds.each(value), str(words[index]), node, file)
                return TEXT
            case "among" if given:
                return (
                    kinds.each(given[0])
                    if value == TEXT
                    else Items(kinds.each(given[0]))
                    if isinstance(value, Items)
                    else None
                )
            case "box" if words:
                self.term(value, words[0], node, file)
                return TEXT
            case "organisation":
                study = Record(Study)
                groups = ("institutions", "processing_facilities", "organisations")
                return kinds.either(tuple(kinds.each(kinds.attribute(study, name)) for name in groups))
        return TEXT

    def _selected(self, element: Kind, words: list[object], node: nodes.Filter, file: str) -> None:
        if not words or not isinstance(words[0], str):
            return
        found = self._path(element, words[0], node, file)
        wanted = words[1:] if node.name == "when" else words[2:] if words[1:2] in (["equalto"], ["eq"], ["=="]) else []
        for word in wanted:
            self.term(found, word, node, file)

    def _path(self, owner: Kind, path: str, node: nodes.Node, file: str) -> Kind:
        """What a filter looks at when it is told a field by name."""
        for name in path.split("."):
            known = kinds.known_names(owner)
            if known is None:
                self.knowledge.guessed.add(name)
                return None
            if name not in known:
                self._no_field(owner, name, known, node, file)
                return None
            self.note(owner, name)
            owner = kinds.attribute(owner, name)
        return owner

    def _test(self, node: nodes.Test, scope: Scope, file: str) -> Kind:
        if node.name not in self.knowledge.tests:
            place = self.findings.at(file, node, f"is {node.name}", node.name)
            self.findings.unknown(
                "unknown-test", place, node.name, self.knowledge.tests, "없는 검사", "there is no test", near=True
            )
        if node.name not in ("defined", "undefined"):
            self.kind(node.node, scope, file)
        for each in node.args:
            self.kind(each, scope, file)
        return Leaf(bool)

    def _compare(self, node: nodes.Compare, scope: Scope, file: str) -> Kind:
        left = self.kind(node.expr, scope, file)
        for operand in node.ops:
            right = self.kind(operand.expr, scope, file)
            if operand.op in ("eq", "ne", "in", "notin"):
                for word in _words(operand.expr):
                    self.term(left, word, node, file)
                    self.identifier(node.expr, word, scope, file)
                for word in _words(node.expr):
                    self.term(right, word, node, file)
        return Leaf(bool)

    def term(self, kind: Kind, word: object, node: nodes.Node, file: str) -> None:
        """A word that a value is held against must be one that the value can be."""
        known = kinds.terms(kind)
        if known is not None and isinstance(word, str) and word not in known:
            place = self.findings.at(file, node, f'"{word}"', f"'{word}'")
            self.findings.unknown("unknown-value", place, word, known, "그런 값이 없음", "it is never", near=False)

    def identifier(self, node: nodes.Expr, word: object, scope: Scope, file: str) -> None:
        """An id that a document of the filing is held against must be one of the set's."""
        if not isinstance(word, str) or not isinstance(node, nodes.Getattr):
            return
        if node.attr == "id" and self.kind(node.node, scope, file) == Record(DocumentEntry):
            known = [each.entry.id for each in self.knowledge.template_set.documents]
            if word not in known:
                place = self.findings.at(file, node, f'"{word}"', f"'{word}'")
                self.findings.unknown(
                    "unknown-paper", place, word, known, "서식 모음에 없는 문서", "the set has no document"
                )


def _words(node: nodes.Node) -> list[object]:
    items = node.items if isinstance(node, nodes.List | nodes.Tuple) else [node]
    return [each.value for each in items if isinstance(each, nodes.Const)]
