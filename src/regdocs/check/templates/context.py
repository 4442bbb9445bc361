"""What composition gives to every template, as kinds, and the functions that take names of the law data."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Protocol

from jinja2 import nodes

from regdocs.check.templates.kinds import TEXT, Fields, Items, Kind, Leaf, Record
from regdocs.check.templates.scope import Function, Knowledge, Scope, Seen
from regdocs.compose.computed import NAMES
from regdocs.compose.enclosure import Enclosure, Paper
from regdocs.compose.legal import Entry, PaperLine, Period, Report
from regdocs.drawing.catalogue import PICTURES
from regdocs.regulation.law import Law
from regdocs.study.organisation import Institution
from regdocs.study.study import Study
from regdocs.template_set.specification import DocumentSpecification, SectionSpecification

COMPUTED = Fields(tuple((name, None) for name in NAMES))


class Section(Protocol):
    """The section that a template is read for; `placed` are the narrative parts that it asks for."""

    document: str
    section: SectionSpecification | None
    placed: set[str] | None


def values(law: Law) -> dict[str, Seen]:
    """The values that templates see by name."""
    return {
        "study": Record(Study),
        "computed": COMPUTED,
        "conditions": Fields(tuple((name, Leaf(bool)) for name in law.conditions.by_name)),
        "institution": Record(Institution),
        "applicants": Items(Record(Institution)),
        "document": Record(DocumentSpecification),
        "document_number": TEXT,
        "papers": Items(Record(Paper)),
        "enclosures": Items(Record(Enclosure)),
        "language": TEXT,
        "range": None,
    }


GLOBALS = ("language", "range")
"""What a template sees that is imported without its context."""


def functions(knowledge: Knowledge, section: Section) -> Scope:
    """What templates may call, read for one section."""
    law, findings = knowledge.law, knowledge.findings

    def named(known: Collection[str], rule: str, ko: str, en: str, gives: Kind) -> Function:
        """A function whose first argument has to be one of `known`."""

        def give(node: nodes.Call, file: str) -> Kind:
            name = _first(node)
            if name is not None and name not in known:
                findings.unknown(rule, findings.at(file, node, f'"{name}"', name), name, known, ko, en)
            return gives

        return Function(give)

    def placing(node: nodes.Call, file: str) -> Kind:
        """The narrative parts that a section asks for must be declared."""
        name = _first(node) if node.args else ""
        if section.section is None or name is None:
            section.placed = None if name is None else section.placed
            return TEXT
        known = [part.id for part in section.section.narrative]
        if section.placed is not None:
            section.placed |= {name} if name else set(known)
        if name and name not in known:
            place = findings.at(file, node, f'"{name}"', f"'{name}'")
            ko = f"document.yaml의 절 `{section.document}/{section.section.id}`에 선언되지 않은 본문"
            en = f"the section `{section.document}/{section.section.id}` declares no narrative part"
            findings.unknown("unknown-part", place, name, known, ko, en)
        return TEXT

    lists = [each.id for each in (*law.data_lists, *law.consent_lists)]
    limits = [each.id for each in law.time_limits.limits]
    return {
        "part": Function(placing),
        "narrative": Function(placing),
        "drawable": named(PICTURES, "unknown-picture", "없는 그림", "there is no picture", Leaf(bool)),
        "list_entries": named(
            lists, "unknown-list", "법령 자료에 없는 목록", "the law data has no list", Items(Record(Entry))
        ),
        "law_limit": named(
            limits, "unknown-limit", "법령 자료에 없는 기간", "the law data has no time limit", Record(Period)
        ),
        "list_title": _giving(TEXT),
        "pages_of": _giving(TEXT),
        "page_of": _giving(TEXT),
        "law_reports": _giving(Items(Record(Report))),
        "law_papers": _giving(Items(Record(PaperLine))),
    }


def _giving(kind: Kind) -> Function:
    give: Callable[[nodes.Call, str], Kind] = lambda node, file: kind  # noqa: E731
    return Function(give)


def _first(node: nodes.Call) -> str | None:
    """The first argument where it is written out."""
    first = node.args[0] if node.args else None
    return first.value if isinstance(first, nodes.Const) and isinstance(first.value, str) else None
