"""Loading a `law/` folder: every file read and validated, and all of it held together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Protocol, TypeVar

from regdocs.finding import Finding, Place, RenderingError, Severity
from regdocs.language import Bilingual
from regdocs.regulation import pattern
from regdocs.regulation.citation import Reference, Source
from regdocs.regulation.condition import Conditions
from regdocs.regulation.law import Law
from regdocs.regulation.provision import (
    Amendment,
    Changes,
    Condition,
    Gap,
    Heading,
    Headings,
    ItemList,
    Paper,
    ReturnGround,
    RiskGround,
    TimeLimits,
)
from regdocs.regulation.requirement import Need, Requirement
from regdocs.study.model import Day, Model
from regdocs.study.study import Study
from regdocs.submission import source
from regdocs.submission.source import Source as File

M = TypeVar("M", bound=Model)
Report = Callable[[str, str, str], None]


class _Sources(Model):
    sources: tuple[Source, ...]
    read_until: Day | None = None
    amendments: tuple[Amendment, ...] = ()
    gaps: tuple[Gap, ...] = ()


class _Conditions(Model):
    conditions: tuple[Condition, ...]


class _Requirements(Model):
    requirements: tuple[Requirement, ...]


class _Headings(Model):
    plans: tuple[Headings, ...]


class _Lists(Model):
    lists: tuple[ItemList, ...]


class _Grounds(Model):
    risk: tuple[RiskGround, ...]
    returns: tuple[ReturnGround, ...]


class _Papers(Model):
    papers: tuple[Paper, ...]


def load(folder: Path) -> Law:
    """The law in `folder` (a template set's `law/`).

    Raises RenderingError with every finding, with file and line: broken YAML, unknown fields, citations of unknown
    sources, field patterns that no study can have, conditions that are no expressions, list entries that no
    requirement covers, dates earlier than any version read.
    """
    return _Loader(folder).law()


class _Loader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.findings: list[Finding] = []

    def law(self) -> Law:
        sources = self._read("sources.yaml", _Sources)[1]
        conditions_file, conditions = self._read("conditions.yaml", _Conditions)
        plans = self._read("plan-headings.yaml", _Headings)[1].plans
        grounds = self._read("grounds.yaml", _Grounds)[1]
        written = [self._read(f"requirements/{path.name}", _Requirements) for path in self._requirement_files()]
        files = {each.id: file.name for file, read in written for each in read.requirements}
        requirements = [*(each for _, read in written for each in read.requirements), *_heading_requirements(plans)]
        law = Law(
            sources={each.id: each for each in sources.sources},
            conditions=Conditions(conditions.conditions, conditions_file.name),
            requirements=tuple(requirements),
            headings=plans,
            data_lists=self._read("data-lists.yaml", _Lists)[1].lists,
            consent_lists=self._read("consent.yaml", _Lists)[1].lists,
            risk_grounds=grounds.risk,
            return_grounds=grounds.returns,
            papers=self._read("papers.yaml", _Papers)[1].papers,
            time_limits=self._read("time-limits.yaml", TimeLimits)[1],
            changes=self._read("changes.yaml", Changes)[1],
            amendments=sources.amendments,
            gaps=sources.gaps,
            read_until=sources.read_until,
            files={**files, **{each.id: "law/plan-headings.yaml" for each in _heading_requirements(plans)}},
        )
        self._check(law, written, conditions_file)
        return law

    def _requirement_files(self) -> list[Path]:
        return sorted((self.folder / "requirements").glob("*.yaml"))

    def _read(self, name: str, model: type[M]) -> tuple[File, M]:
        shown = f"law/{name}"
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            message = f"법령 자료 `{shown}`을 읽을 수 없습니다", f"the law data `{shown}` can't be read"
            finding = Finding("law-data/file", Severity.ERROR, Bilingual(*message), Place(file=shown))
            raise RenderingError([finding]) from None
        file = source.read(data, shown, RenderingError)
        return file, file.validate(model)

    def _check(self, law: Law, written: Sequence[tuple[File, _Requirements]], conditions_file: File) -> None:
        self._check_sources(law)
        for condition in law.conditions.by_name.values():
            report = partial(self._report, conditions_file, f"conditions[{condition.id}]")
            self._expression(law, condition.expression, condition.id, report)
        for paper in law.papers:
            if paper.when is not None:
                self._expression(law, paper.when, paper.id, partial(self._report, None, f"papers[{paper.id}]"))
        seen: set[str] = set()
        for file, read in written:
            for requirement in read.requirements:
                report = partial(self._report, file, f"requirements[{requirement.id}]")
                if requirement.id in seen:
                    report("duplicate", "같은 id의 요건이 다른 파일에도 있습니다", "another file has this id too")
                seen.add(requirement.id)
                self._check_requirement(law, requirement, report)
        self._check_coverage(law)
        if self.findings:
            raise RenderingError(self.findings)

    def _check_sources(self, law: Law) -> None:
        for place, reference in _references(law):
            if reference.source not in law.sources:
                message = (
                    f"`{reference.source}`은(는) sources.yaml에 없는 출처입니다",
                    f"sources.yaml has no source `{reference.source}`",
                )
                self._report(None, place, "source", *message)

    def _check_requirement(self, law: Law, requirement: Requirement, report: Report) -> None:
        self._check_date(law, requirement, report)
        if requirement.when is not None:
            self._expression(law, requirement.when, requirement.id, report)
        known = law.list_items()
        for item in requirement.items:
            if item not in known:
                report("item", f"`{item}`은(는) 어느 목록에도 없습니다", f"no list has an entry `{item}`")
        for need in requirement.needs():
            self._check_need(law, requirement, need, report)

    def _check_need(self, law: Law, requirement: Requirement, need: Need, report: Report) -> None:
        if need.holds is not None:
            self._expression(law, need.holds, requirement.id, report)
        if need.document is not None and all(need.document != paper.document for paper in law.papers):
            report(
                "paper",
                f"papers.yaml에 문서 `{need.document}`이 없습니다",
                f"papers.yaml has no document `{need.document}`",
            )
        if need.attachment is not None and all(need.attachment != paper.role for paper in law.papers):
            report(
                "paper",
                f"papers.yaml에 역할 `{need.attachment}`이 없습니다",
                f"papers.yaml has no role `{need.attachment}`",
            )
        for text in need.patterns:
            try:
                name = pattern.unknown(Study, _with_any_id(text))
            except ValueError as error:
                report("pattern", f"필드 표현이 잘못되었습니다: {error}", f"the field pattern is malformed: {error}")
                continue
            if name is not None:
                report(
                    "pattern",
                    f"`{text}`: study.yaml에 `{name}` 필드가 없습니다",
                    f"`{text}`: study.yaml has no field `{name}`",
                )

    def _check_date(self, law: Law, requirement: Requirement, report: Report) -> None:
        cited = [law.sources[each.source] for each in requirement.citations if each.source in law.sources]
        if cited and requirement.in_force.since < min(each.attested_from for each in cited):
            report(
                "date",
                "인용한 출처가 확인된 날보다 앞선 날부터 시행된 것으로 적혀 있습니다",
                "it is said to be in force before any version of the cited sources was read",
            )

    def _check_coverage(self, law: Law) -> None:
        covered = {item for requirement in law.requirements for item in requirement.items}
        for identifier, (each, _) in law.list_items().items():
            if identifier not in covered:
                message = (
                    f"목록 `{each.id}`의 `{identifier}`을(를) 다루는 요건이 없습니다",
                    f"no requirement covers `{identifier}` of the list `{each.id}`",
                )
                self._report(None, f"{each.id}[{identifier}]", "coverage", *message)

    def _expression(self, law: Law, expression: str, name: str, report: Report) -> None:
        try:
            law.conditions.check(expression, name)
        except RenderingError as error:
            report("condition", error.findings[0].message.ko, error.findings[0].message.text("en"))

    def _report(self, file: File | None, path: str, rule: str, ko: str, en: str) -> None:
        place = file.positions.place(path) if file else Place(file="law", path=path)
        self.findings.append(Finding(f"law-data/{rule}", Severity.ERROR, Bilingual(ko, en), place))


def _heading_requirements(plans: Iterable[Headings]) -> Iterator[Requirement]:
    """Each fixed heading as a requirement of its own: the section has to be there, with content."""
    for plan in plans:
        for heading in plan.headings:
            yield Requirement(
                id=f"heading-{heading.number}",
                title=Bilingual(
                    f"{heading.number}. {heading.title.ko}", f"{heading.number}. {heading.title.text('en')}"
                ),
                citations=(_numbered(plan.citation, heading), *heading.basis),
                in_force=heading.in_force or plan.in_force,
                confidence=heading.confidence,
                toc_confidence=plan.toc_confidence,
                returnable=plan.returnable,
                satisfied_by=(Need(section=f"{plan.document}/{heading.section}"),),
                note=heading.note,
            )


def _numbered(citation: Reference, heading: Heading) -> Reference:
    return Reference(source=citation.source, article=f"{citation.article} {heading.number}".strip())


def _with_any_id(text: str) -> str:
    """A pattern with something in place of the names that `for_each` fills in."""
    return text.replace("{", "").replace("}", "")


class _Citing(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def citations(self) -> tuple[Reference, ...]: ...


class _CitingOne(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def citation(self) -> Reference: ...


def _references(law: Law) -> Iterator[tuple[str, Reference]]:
    """Every citation of the law data, with the id of what cites it."""
    limits = law.time_limits
    citing: tuple[Iterable[_Citing], ...] = (
        law.requirements, law.conditions.by_name.values(), law.papers,
        limits.counting, limits.limits, limits.reports, limits.retention,
    )  # fmt: skip
    for provision in chain.from_iterable(citing):
        for reference in provision.citations:
            yield provision.id, reference
    lists = (*law.data_lists, *law.consent_lists)
    entries = [entry for each in lists for entry in each.entries]
    citing_one: tuple[Iterable[_CitingOne], ...] = (
        lists, entries, law.risk_grounds, law.return_grounds, limits.clock_stops
    )  # fmt: skip
    for single in chain.from_iterable(citing_one):
        yield single.id, single.citation
    for reference in (*law.changes.citations, *law.changes.review_citations, law.changes.categories_citation):
        yield "changes", reference
