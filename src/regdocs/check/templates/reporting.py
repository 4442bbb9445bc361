"""What the lint has found so far, and how it words it: rule, place with line and column, nearest name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from jinja2 import nodes

from regdocs.finding import Finding, Place, Severity
from regdocs.language import Bilingual
from regdocs.submission.problem import meant, nearest, shown
from regdocs.template_set.load import TemplateSet


@dataclass
class Findings:
    """The findings of one lint, each once; `sources` holds the text of each template by its path in the set."""

    template_set: TemplateSet
    sources: Mapping[str, str] = field(default_factory=dict)
    found: dict[tuple[object, ...], Finding] = field(default_factory=dict)

    def add(
        self,
        rule: str,
        place: Place,
        ko: str,
        en: str,
        remedy: tuple[str, str] | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Take down a finding; `rule` stands without its prefix `templates/`."""
        message = Bilingual(ko, en)
        finding = Finding(f"templates/{rule}", severity, message, place, Bilingual(*remedy) if remedy else None)
        self.found.setdefault((rule, place.file, place.line, message.ko), finding)

    def take(self, findings: Iterable[Finding]) -> None:
        """Findings of another layer, under its own rules."""
        for finding in findings:
            self.found.setdefault((finding.rule, finding.place.file, finding.place.line, finding.message.ko), finding)

    def too_deep(self, file: str) -> None:
        """A template whose expressions or macros lie deeper in each other than can be read."""
        place = Place(file=self.template_set.shown(file))
        self.add("too-deep", place, "너무 깊이 겹친 서식", "it is nested too deeply to be read")

    def unknown(
        self, rule: str, place: Place, name: str, known: Collection[str], ko: str, en: str, *, near: bool = False
    ) -> None:
        """A name that there is none of, with the nearest one; `near` keeps a long list of all of them away."""
        if near:
            only = nearest(name, known)
            remedy = (f"`{only}`?", f"did you mean `{only}`?") if only else None
        else:
            remedy = meant(name, known)
        self.add(rule, place, f"{ko}: `{shown(name)}`", f"{en} `{shown(name)}`", remedy)

    def at(self, file: str, node: nodes.Node, *words: str) -> Place:
        """Where a node stands; its column is that of the first of `words` that its line holds."""
        return self.line(file, node.lineno, *words)

    def line(self, file: str, number: int, *words: str) -> Place:
        """A line of a template by its path in the set, as its writer has it."""
        lines = self.sources.get(file, "").split("\n")
        text = lines[number - 1] if 0 < number <= len(lines) else ""
        column = next((text.index(word) + 1 for word in words if word and word in text), None)
        return Place(file=self.template_set.shown(file), line=number, column=column)


def written(node: nodes.Node) -> str:
    """An expression as a template writes it, as far as it is a path; "…" for what isn't."""
    match node:
        case nodes.Name():
            return str(node.name)
        case nodes.Getattr():
            return f"{written(node.node)}.{node.attr}"
        case nodes.Getitem(arg=nodes.Const(value=key)):
            return f'{written(node.node)}["{key}"]'
        case nodes.Getitem():
            return f"{written(node.node)}[{written(node.arg)}]"
    return "…"
