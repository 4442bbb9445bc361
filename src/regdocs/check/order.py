"""The order in which findings are told: the weightiest first, then as study.yaml goes, then as the papers do."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from regdocs.check.filing import Filing
from regdocs.finding import Finding, Place
from regdocs.study.study import Study
from regdocs.submission.inputs import STUDY
from regdocs.submission.narrative import FOLDER
from regdocs.submission.path import child, segments

_Key = tuple[int, str, tuple[int, ...], str]


def ordered(findings: Iterable[Finding], filing: Filing) -> list[Finding]:
    """Findings by weight, then by place; a value that is absent stands where study.yaml would have it."""
    papers = _Papers(filing)
    return sorted(findings, key=lambda each: (-each.severity.weight, *_key(each, filing, papers)))


class _Papers:
    """The ranks of papers and of their sections in the order of filing."""

    def __init__(self, filing: Filing) -> None:
        self.documents: dict[str, int] = {}
        self.sections: dict[tuple[str, str], int] = {}
        for each in filing.template_set.documents:
            self.documents.setdefault(each.entry.id, len(self.documents))
            for section in each.specification.walk():
                self.sections.setdefault((each.entry.id, section.id), len(self.sections))

    def rank(self, document: str, section: str) -> tuple[int, int]:
        """The number of a paper and of a section; what the template set doesn't know comes last."""
        found = self.sections.get((document, section.partition(".")[0]), len(self.sections))
        return self.documents.get(document, len(self.documents)), found


def _key(finding: Finding, filing: Filing, papers: _Papers) -> _Key:
    place = finding.place
    at = (place.line or 0, place.column or 0)
    if place.file == STUDY:
        return 0, "", (*_expected(place, filing), *_ranks(place.path or "")), finding.rule
    if place.file is not None and place.file.startswith(f"{FOLDER}/"):
        return 1, "", (*papers.rank(*_named(place.file)), *at), f"{place.file} {finding.rule}"
    if place.file is not None:
        return 2, place.file, at, finding.rule
    rank = papers.rank(place.document, place.section or "") if place.document else ()
    return 3, "", rank, f"{place.section or ''} {finding.rule}"


def _named(file: str) -> tuple[str, str]:
    """The document and the section that a narrative file is for."""
    document, _, name = file.removeprefix(f"{FOLDER}/").partition("/")
    return document, name.partition(".")[0]


def _expected(place: Place, filing: Filing) -> tuple[int, int]:
    """Line and column; of a field that isn't there, not even as a comment, those of the field that it would follow."""
    positions, path = filing.submission.positions, place.path or ""
    at = place.line or 0, place.column or 0
    above = positions.existing(path)
    holder = positions.place(above)
    if above == path or place.line != holder.line:
        return at
    before = next((fields[: fields.index(name)] for held, fields, name in _way(path) if held == above), ())
    there = (positions.place(child(above, each)) for each in before if child(above, each) in positions)
    return max([at, *((each.line or 0, each.column or 0) for each in there)])


def _ranks(path: str) -> tuple[int, ...]:
    """The rank of each field on the way of a path among those beside it."""
    return tuple(fields.index(name) for _, fields, name in _way(path))


@cache
def _way(path: str) -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """Each field that a path leads through: the path of what holds it, all fields that may stand there, its name."""
    model: type[BaseModel] | None = Study
    held, way = "", []
    for name, key in segments(path):
        if name is None:
            held = f"{held}[{key}]"
            continue
        fields = _fields(model) if model is not None else {}
        if name not in fields:
            break
        way.append((held, tuple(fields), name))
        held, model = child(held, name), _model(fields[name])
    return tuple(way)


@cache
def _fields(model: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _model(annotation: Any) -> type[BaseModel] | None:
    """What a field holds, by itself or in a list; None for a plain value."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for each in get_args(annotation) if (found := _model(each)) is not None), None)
