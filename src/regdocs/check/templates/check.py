"""Linting a template set: everything that can be known to be wrong with it, in one run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from jinja2 import TemplateSyntaxError, nodes

from regdocs.check.templates.context import GLOBALS, functions, values
from regdocs.check.templates.declarations import declarations
from regdocs.check.templates.prose import prose
from regdocs.check.templates.reporting import Findings
from regdocs.check.templates.requirements import requirements
from regdocs.check.templates.scope import Knowledge, Seen
from regdocs.check.templates.walk import Walk
from regdocs.compose.environment import Environment, usable_filters
from regdocs.compose.failure import broken
from regdocs.finding import Finding, RenderingError
from regdocs.submission.encoding import decode
from regdocs.template_set.inputs import REFUSED, inputs
from regdocs.template_set.load import TemplateSet
from regdocs.template_set.specification import Per, SectionSpecification

SYNTAX = "templates/syntax"


def check_set(template_set: TemplateSet) -> list[Finding]:
    """Everything found in a set that could be loaded, the weightiest first, then by place."""
    findings = Findings(template_set)
    findings.sources = dict(_sources(template_set, findings))
    environment = Environment(None, "ko", lambda value: None)
    trees = dict(_trees(environment, findings))
    knowledge = _knowledge(template_set, findings, trees, environment)
    placed = {}
    for document, section in _sections(template_set):
        walk = Walk(knowledge, document, section)
        file = f"documents/{document}/{section.id}.md.j2" if section else _cover(template_set, document)
        if file in findings.sources:
            try:
                walk.template(file, _offered(template_set, document))
            except RecursionError:
                findings.too_deep(file)
            if section is not None:
                placed[document, section.id] = walk.placed
    _uncalled(knowledge)
    declarations(knowledge, placed)
    requirements(knowledge)
    prose(knowledge)
    return sorted(findings.found.values(), key=order)


def syntax(folder: Path) -> list[Finding]:
    """The templates of a set that can't be loaded: those that Jinja can't read."""
    environment, found = Environment(None, "ko", lambda value: None), []
    for name, digest in inputs(folder).items():
        if name.startswith("documents/") and name.endswith(".j2") and digest != REFUSED:
            text, wrong = decode((folder / name).read_bytes(), name)
            found += wrong
            try:
                environment.parse(text, name, name)
            except (TemplateSyntaxError, RecursionError) as error:
                found.append(replace(broken(error, name, RenderingError), rule=SYNTAX))
    return found


def order(finding: Finding) -> tuple[int, str, int, int, str]:
    place = finding.place
    """The weightiest first, then by place."""
    return -finding.severity.weight, place.file or "", place.line or 0, place.column or 0, finding.rule


def _sources(template_set: TemplateSet, findings: Findings) -> Iterator[tuple[str, str]]:
    """Every template by its path in the set, those of a submission in the place of the set's."""
    own = [each.path for each in template_set.overrides]
    for name in sorted({*template_set.inputs, *own}):
        if name.startswith("documents/") and name.endswith(".j2"):
            text, wrong = decode(template_set.file(name).read_bytes(), template_set.shown(name))
            findings.take(wrong)
            yield name, text


def _trees(environment: Environment, findings: Findings) -> Iterator[tuple[str, nodes.Template]]:
    for name, text in findings.sources.items():
        try:
            yield name, environment.parse(text, name, findings.template_set.shown(name))
        except (TemplateSyntaxError, RecursionError) as error:
            finding = broken(error, findings.template_set.shown(name), RenderingError)
            findings.take([replace(finding, rule=SYNTAX)])


def _knowledge(
    template_set: TemplateSet, findings: Findings, trees: Mapping[str, nodes.Template], environment: Environment
) -> Knowledge:
    seen = values(template_set.law)
    shared = {name: seen[name] for name in GLOBALS}
    filters, tests = usable_filters(environment), list(environment.tests)
    knowledge = Knowledge(template_set, findings, trees, filters, tests, seen, shared)
    knowledge.context = seen | functions(knowledge, Walk(knowledge, "", None))
    return knowledge


def _sections(template_set: TemplateSet) -> Iterator[tuple[str, SectionSpecification | None]]:
    """Every section with its document, and None for each document's cover or head."""
    for document in template_set.documents:
        if document.specification.cover:
            yield document.entry.id, None
        for section in document.specification.walk():
            yield document.entry.id, section


def _offered(template_set: TemplateSet, document: str) -> dict[str, Seen]:
    """What a document is written once for (a round of questions) is given to its templates under that name."""
    per = template_set.document(document).entry.per
    return {per.value: None} if per is not None and per is not Per.INSTITUTION else {}


def _cover(template_set: TemplateSet, document: str) -> str:
    name = "head.md.j2" if template_set.document(document).entry.kind == "sheet" else "cover.md.j2"
    own = f"documents/{document}/{name}"
    return own if (template_set.folder / own).is_file() else f"documents/{name}"


def _uncalled(knowledge: Knowledge) -> None:
    """Macros that nobody calls may be broken too."""
    called = {key[0] for key in knowledge.seen}
    for identifier, macro in list(knowledge.macros.items()):
        if identifier not in called:
            walk = Walk(knowledge, macro.file.split("/")[1], None)
            macro.scope.update(functions(knowledge, walk) | dict(macro.scope))
            walk.once(macro, {})
