"""The catalogue of rules of one template set: functions and data joined, requirements and file rules beside them."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from regdocs.check import documents, metadata, prose, supplement
from regdocs.check.rendered.rules import PLAN, RULES
from regdocs.check.rule import Function, registered
from regdocs.check.specification import Layer, Rule
from regdocs.finding import Finding, Place, RegdocsError, RenderingError, Severity
from regdocs.language import Bilingual
from regdocs.regulation.law import Law
from regdocs.regulation.report import severity
from regdocs.regulation.requirement import Requirement
from regdocs.study.model import Model
from regdocs.submission.path import item
from regdocs.submission.source import read
from regdocs.template_set.load import TemplateSet

FOLDER = "rules"
_ROOMS: tuple[ModuleType, ...] = (metadata, prose, documents, supplement)
CARRIED_OUT_BY_THE_CHECK = (
    "data", "compose", "check/crashed", "suppression/used", "suppression/law", "suppression/unused",
    "suppression/unknown-rule",
)  # fmt: skip
"""Rules with a data line and no function of their own: loading, composing, and the check's own order."""


@dataclass(frozen=True)
class Catalogue:
    """Every rule of a template set. `rules` are those of its data files, in their order."""

    rules: Mapping[str, Rule]
    functions: Mapping[str, Function]
    law: Law

    @cached_property
    def all(self) -> Mapping[str, Rule]:
        """Every rule by id: the data files', the requirements of the law as `law/<id>`, those of rendered files."""
        law = {f"law/{each.id}": _of_requirement(each) for each in self.law.requirements}
        return {**self.rules, **law, **{each.id: each for each in _of_files(self.law)}}

    def run_on(self, layer: Layer) -> Iterator[tuple[Rule, Function]]:
        """The rules of one layer that have a function, in the data's order."""
        for identifier, rule in self.rules.items():
            if rule.layer is layer and identifier in self.functions:
                yield rule, self.functions[identifier]

    def citations(self, rule: Rule) -> tuple[str, ...]:
        """A rule's citations as printed in Korean."""
        return tuple(self.law.citation(each) for each in rule.citations)


@cache
def functions() -> Mapping[str, Function]:
    """The function of every rule by id; a module that lies in one of the rooms is found by itself."""
    for room in _ROOMS:
        for module in pkgutil.iter_modules(room.__path__):
            import_module(f"{room.__name__}.{module.name}")
    return dict(sorted(registered().items()))


def catalogue(template_set: TemplateSet) -> Catalogue:
    """The rules of a template set; one without rules of its own has none beside the law's.

    Raises RenderingError, with file and line, for malformed data, a rule without a function, or a function without
    data.
    """
    names = tuple(name for name in template_set.inputs if name.startswith(f"{FOLDER}/") and name.endswith(".yaml"))
    found = functions()
    if not names:
        return Catalogue({}, {}, template_set.law)
    files = tuple((name, template_set.inputs[name]) for name in names)
    return Catalogue(_rules(template_set.folder, files, tuple(template_set.law.sources)), found, template_set.law)


class _Rules(Model):
    rules: tuple[Rule, ...]


@lru_cache(maxsize=4)
def _rules(folder: Path, files: tuple[tuple[str, str], ...], sources: tuple[str, ...]) -> Mapping[str, Rule]:
    """The data of the rules; `files` come with their hashes, so that changed ones are read anew."""
    reading = _Reading(sources)
    for name, _ in files:
        reading.file(folder, name)
    if not reading.findings:
        reading.missing()
    if reading.findings:
        raise RenderingError(reading.findings)
    return reading.rules


class _Reading:
    """One run over the data files; gathers what is wrong with them."""

    def __init__(self, sources: tuple[str, ...]) -> None:
        self.sources = sources
        self.known = {*functions(), *CARRIED_OUT_BY_THE_CHECK}
        self.rules: dict[str, Rule] = {}
        self.findings: list[Finding] = []

    def file(self, folder: Path, name: str) -> None:
        try:
            source = read((folder / name).read_bytes(), name, RenderingError)
            rules = source.validate(_Rules).rules
        except RegdocsError as error:
            self.findings += error.findings
            return
        for index, rule in enumerate(rules):
            place = source.positions.place(item("rules", rule, index))
            if rule.id in self.rules:
                self._wrong(place, f"`{rule.id}`: 두 번 적음", f"`{rule.id}` is given twice")
            if rule.id not in self.known and rule.layer is not Layer.ROUND:
                self._wrong(place, f"`{rule.id}`: 이 규칙의 함수가 없음", f"there is no function for `{rule.id}`")
            for each in rule.citations:
                if each.source not in self.sources:
                    self._wrong(place, f"`{each.source}`: 없는 출처", f"there is no source `{each.source}`")
            self.rules[rule.id] = rule

    def missing(self) -> None:
        for identifier in sorted(self.known - self.rules.keys()):
            place = Place(file=FOLDER)
            self._wrong(place, f"`{identifier}`: 규칙의 자료가 없음", f"there is no data line for `{identifier}`")

    def _wrong(self, place: Place, ko: str, en: str) -> None:
        self.findings.append(Finding("template-set/rule", Severity.ERROR, Bilingual(ko, en), place))


def _of_requirement(requirement: Requirement) -> Rule:
    """A requirement as a rule; those that look for sections or narrative need the composed documents."""
    on_paper = any(need.section or need.narrative or need.document for need in requirement.needs())
    return Rule.model_construct(
        id=f"law/{requirement.id}",
        title=requirement.title,
        layer=Layer.DOCUMENTS if on_paper else Layer.METADATA,
        severity=severity(requirement),
        citations=requirement.citations,
        confidence=requirement.standing,
        explanation=requirement.note or _ASKED,
    )


_ASKED = Bilingual(
    "법령·지침이 요구하는 사항이 자료와 문서에 있는지 봅니다.",
    "Looks whether what the law or the guideline asks for is there, in the data and on paper.",
)


def _of_files(law: Law) -> Iterator[Rule]:
    """The rules of rendered files; a fixed heading rests on the guideline's table of contents."""
    plans = law.headings[:1]
    for each in RULES:
        by_law = each.basis is PLAN
        yield Rule.model_construct(
            id=f"rendered/{each.id}",
            title=each.title,
            layer=Layer.FILE,
            severity=Severity.ERROR,
            citations=tuple(plan.citation for plan in plans if by_law),
            confidence=plans[0].toc_confidence if plans and by_law else None,
            explanation=Bilingual(
                f"근거: {each.basis.ko}. 결과의 이름: {', '.join(each.ids)}",
                f"Rests on: {each.basis.text('en')}. Names of its findings: {', '.join(each.ids)}",
            ),
        )
