"""One section's template read as a study would print it, with the kinds of values in the place of values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jinja2 import nodes

from regdocs.check.templates import kinds
from regdocs.check.templates.context import functions
from regdocs.check.templates.expressions import Expressions
from regdocs.check.templates.kinds import TEXT, Fields, Kind, Leaf
from regdocs.check.templates.scope import Function, Knowledge, Macro, Module, Scope, Seen
from regdocs.compose.loader import names
from regdocs.template_set.specification import SectionSpecification

_COUNTED = ("index", "index0", "revindex", "revindex0", "length", "depth", "depth0")


class Walk(Expressions):
    """Reads the template of one section, and through its calls what that section prints."""

    def __init__(self, knowledge: Knowledge, document: str, section: SectionSpecification | None) -> None:
        super().__init__(knowledge)
        self.importing: list[str] = []
        self.document, self.section = document, section
        self.placed: set[str] | None = set()
        """The narrative parts that it asks for; None where it asks for one whose name isn't written out."""

    def template(self, file: str, offered: Scope) -> None:
        """Read a template from its beginning; `offered` is what its document alone is given."""
        self._run(file, dict(self.knowledge.context) | functions(self.knowledge, self) | offered)

    def _run(self, file: str, scope: Scope) -> None:
        self.knowledge.used.add(file)
        tree = self.knowledge.trees.get(file)
        if tree is not None:
            self.body(tree.body, scope, file)

    def body(self, statements: Iterable[nodes.Node], scope: Scope, file: str) -> None:
        for statement in statements:
            self._statement(statement, scope, file)

    def _statement(self, node: nodes.Node, scope: Scope, file: str) -> None:
        match node:
            case nodes.Output():
                for each in node.nodes:
                    self.kind(each, scope, file)
            case nodes.Assign():
                self._bind(node.target, self.value(node.node, scope, file), node.node, scope, file)
            case nodes.AssignBlock():
                self.body(node.body, dict(scope), file)
                self._bind(node.target, TEXT, node, scope, file)
            case nodes.If():
                self._if(node, scope, file)
            case nodes.For():
                self._for(node, scope, file)
            case nodes.Macro():
                scope[node.name] = self.knowledge.macros[id(node)] = Macro(node, file, scope)
            case nodes.Import() | nodes.FromImport():
                self._import(node, scope, file)
            case nodes.Include():
                self._include(node, scope, file)
            case nodes.CallBlock():
                self.kind(node.call, scope, file)
                self.body(node.body, dict(scope), file)
            case nodes.With():
                inner = dict(scope)
                for target, value in zip(node.targets, node.values, strict=True):
                    self._bind(target, self.value(value, scope, file), value, inner, file)
                self.body(node.body, inner, file)
            case nodes.ExprStmt():
                self.kind(node.node, scope, file)
            case _:
                for child in node.iter_child_nodes():
                    self._statement(child, scope, file)

    def _if(self, node: nodes.If, scope: Scope, file: str) -> None:
        self.kind(node.test, scope, file)
        branches: list[Iterable[nodes.Node]] = [node.body, *([branch] for branch in node.elif_), node.else_]
        results = []
        for branch in branches:
            inner = dict(scope)
            self.body(branch, inner, file)
            results.append(inner)
        for name in dict.fromkeys(name for result in results for name in result):
            found = [result[name] for result in results if name in result]
            scope[name] = found[0] if all(each == found[0] for each in found) else _merged(found)

    def _for(self, node: nodes.For, scope: Scope, file: str) -> None:
        several = self.kind(node.iter, scope, file)
        inner = dict(scope)
        element = kinds.each(several)
        if isinstance(node.target, nodes.Tuple) and isinstance(node.iter, nodes.List | nodes.Tuple):
            rows = [item.items for item in node.iter.items if isinstance(item, nodes.Tuple)]
            for index, target in enumerate(node.target.items):
                column = [self.kind(row[index], scope, file) for row in rows if index < len(row)]
                self._bind(target, kinds.either(tuple(column)), node, inner, file)
        else:
            self._bind(node.target, element, node.iter, inner, file)
        number: Kind = Leaf(int)
        inner["loop"] = Fields(
            (
                *((name, number) for name in _COUNTED),
                ("first", Leaf(bool)),
                ("last", Leaf(bool)),
                ("previtem", element),
                ("nextitem", element),
            )
        )
        if node.test is not None:
            self.kind(node.test, inner, file)
        self.body(node.body, inner, file)
        self.body(node.else_, dict(scope), file)

    def _bind(self, target: nodes.Node, value: Seen, source: nodes.Node, scope: Scope, file: str) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = value
        elif isinstance(target, nodes.Tuple):
            for item in target.items:
                self._bind(item, None, source, scope, file)

    def _import(self, node: nodes.Import | nodes.FromImport, scope: Scope, file: str) -> None:
        module = self._module(node, scope, file)
        if isinstance(node, nodes.Import):
            scope[node.target] = module
            return
        for each in node.names:
            name, alias = each if isinstance(each, tuple) else (each, each)
            scope[alias] = self.export(module, name, node, file)

    def _module(self, node: nodes.Import | nodes.FromImport, scope: Scope, file: str) -> Seen:
        name = self._found(node.template, file)
        if name is None:
            return None
        if name in self.importing:
            place = self.findings.at(file, node, str(getattr(node.template, "value", "")))
            ko, en = f"서로 들여오는 서식: `{name}`", f"the templates import each other: `{name}`"
            self.findings.add("import-cycle", place, ko, en)
            return None
        exports: Scope = dict(scope) if node.with_context else dict(self.knowledge.globals)
        before = dict(exports)
        self.importing.append(name)
        self._run(name, exports)
        self.importing.pop()
        return Module(name, {key: value for key, value in exports.items() if before.get(key) is not value})

    def _include(self, node: nodes.Include, scope: Scope, file: str) -> None:
        name = self._found(node.template, file, missing_is_fine=node.ignore_missing)
        if name is not None and self.importing.count(name) < 2:
            self.importing.append(name)
            self._run(name, dict(scope) if node.with_context else dict(self.knowledge.globals))
            self.importing.pop()

    def _found(self, node: nodes.Expr, file: str, *, missing_is_fine: bool = False) -> str | None:
        """The template that an import names; None, with a finding, where there is none."""
        if not isinstance(node, nodes.Const) or not isinstance(node.value, str):
            return None
        candidates = names(self.document, node.value)
        found = next((name for name in candidates if name in self.knowledge.trees), None)
        # A template that can't be read at all has its own finding.
        there = any(name in self.findings.sources for name in candidates)
        if found is None and not missing_is_fine and not there:
            starts = (f"documents/{self.document}/", "documents/")
            known = [
                name.removeprefix(start) for start in starts for name in self.knowledge.trees if name.startswith(start)
            ]
            place = self.findings.at(file, node, node.value)
            self.findings.unknown(
                "unknown-template", place, node.value, known, "없는 서식 파일", "there is no template", near=True
            )
        return found

    def once(self, macro: Macro, arguments: Mapping[str, Kind]) -> None:
        """Read a macro's body, once for each combination of what it is given."""
        text = self.findings.sources[macro.file]
        asks = self.section.id if self.section and ("part(" in text or "narrative(" in text) else ""
        key = (id(macro.node), tuple(arguments.items()), asks and (self.document, asks))
        if key in self.knowledge.seen:
            return
        self.knowledge.seen.add(key)
        scope = macro.scope | {"caller": None, "varargs": None, "kwargs": None, "loop": None}
        defaults = dict(
            zip([each.name for each in macro.node.args][-len(macro.node.defaults) :], macro.node.defaults, strict=False)
        )
        for each in macro.node.args:
            default = defaults.get(each.name) if macro.node.defaults else None
            given = arguments.get(each.name)
            scope[each.name] = (
                given if each.name in arguments or default is None else self.kind(default, scope, macro.file)
            )
        self.body(macro.node.body, scope, macro.file)

    def called(self, node: nodes.Call, scope: Scope, file: str) -> Kind:
        callee = self.value(node.node, scope, file)
        given = [self.kind(each, scope, file) for each in node.args]
        named = {each.key: self.kind(each.value, scope, file) for each in node.kwargs}
        if isinstance(callee, Function):
            return callee.give(node, file)
        if isinstance(callee, Macro):
            parameters = [each.name for each in callee.node.args]
            self._fitting(callee, node, parameters, file)
            self.once(callee, dict(zip(parameters, given, strict=False)) | named)
            return TEXT
        return None

    def _fitting(self, macro: Macro, node: nodes.Call, parameters: list[str], file: str) -> None:
        for each in node.kwargs:
            if each.key not in parameters and "kwargs" not in self.findings.sources[macro.file]:
                place = self.findings.at(file, node, f"{each.key}=")
                self.findings.unknown(
                    "unknown-name",
                    place,
                    each.key,
                    parameters,
                    f"매크로 `{macro.node.name}`에 없는 인자",
                    f"the macro `{macro.node.name}` takes no",
                )


def _merged(found: list[Seen]) -> Kind:
    values = [each for each in found if not isinstance(each, Macro | Module | Function)]
    return kinds.either(tuple(values)) if len(values) == len(found) else None
