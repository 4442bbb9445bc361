"""Deleting the example's values one by one, and what a check says of each."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import create_model
from seeing import Seen

from regdocs.check.catalogue import catalogue
from regdocs.check.check import judged
from regdocs.check.filing import Filing
from regdocs.compose.compose import Composed, _Composer, compose
from regdocs.compose.job import Job, jobs
from regdocs.compose.tree import Piece
from regdocs.document.lineage import fields
from regdocs.finding import Finding
from regdocs.study.model import Model
from regdocs.study.study import Study
from regdocs.submission.links import check_links
from regdocs.submission.load import Submission, load
from regdocs.submission.path import attribute as path_of
from regdocs.submission.path import child, item, parent
from regdocs.submission.source import Source, parse
from regdocs.template_set.load import TemplateSet, template_set_of
from regdocs.template_set.specification import SectionSpecification

EXAMPLE = Path(__file__).parents[2] / "submissions" / "ad-cb-msc-2026"

Keys = tuple[str | int, ...]


def leaves(value: Any, path: str = "", keys: Keys = ()) -> Iterator[tuple[str, Keys]]:
    """Each value of raw study data with its path and its keys; a text in two languages or a list of texts is one."""
    if isinstance(value, dict) and not set(value) <= {"ko", "en"}:
        for name, below in value.items():
            yield from leaves(below, child(path, name), (*keys, name))
    elif isinstance(value, list) and value and isinstance(value[0], dict) and not set(value[0]) <= {"ko", "en"}:
        for index, below in enumerate(value):
            yield from leaves(below, item(path, below, index), (*keys, index))
    else:
        yield path, keys


def without(data: Any, keys: Keys) -> Any:
    """The data without the value at `keys`; what isn't on the way there is shared."""
    changed = copy.copy(data)
    if len(keys) == 1:
        del changed[keys[0]]
    else:
        changed[keys[0]] = without(data[keys[0]], keys[1:])
    return changed


@dataclass
class Example:
    """The example as loaded, with what each section of its documents reads of the study, by document and section."""

    submission: Submission = field(default_factory=lambda: load(EXAMPLE))
    source: Source = field(init=False)
    template_set: TemplateSet = field(init=False)
    composed: dict[str, Composed] = field(default_factory=dict)
    reads: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    known: set[tuple[str, str | None, str]] = field(default_factory=set)
    seen: Seen = field(init=False)

    def __post_init__(self) -> None:
        source, _ = parse((EXAMPLE / "study.yaml").read_bytes(), "study.yaml")
        assert source is not None
        self.source, self.template_set = source, template_set_of(self.submission)
        for job in jobs(self.submission, self.template_set):
            self.composed[job.stem] = self._recorded(job)
        self.seen = Seen(self.submission.study)
        self.known = {_key(finding) for finding in self.judged(self.submission, list(self.composed.values()))}

    def _recorded(self, job: Job) -> Composed:
        looked_up = path_of
        read = self.reads.setdefault((job.stem, ""), set())

        def recording(*arguments: Any) -> str:
            path = looked_up(*arguments)
            read.add(path)
            return path

        def made(composer: _Composer, specification: SectionSpecification) -> list[Piece]:
            nonlocal read
            read = self.reads.setdefault((job.stem, specification.id), set())
            return section_pieces(composer, specification)

        section_pieces = _Composer.section_pieces
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("regdocs.compose.lineage.attribute", recording)
            patched.setattr(_Composer, "section_pieces", made)
            composed = compose(self.submission, self.template_set, job)
        for path, section in fields(composed.document):
            self.reads.setdefault((job.stem, section.split(".")[0]), set()).add(path)
        return composed

    def judged(self, submission: Submission, composed: Sequence[Composed]) -> tuple[Finding, ...]:
        day, known = submission.study.filing.as_of, catalogue(self.template_set)
        # What prose and papers say doesn't tell of a value that is gone; reading them each time would take long.
        own = {name: each for name, each in known.functions.items() if ".check.metadata." in each.__module__}
        filing = Filing(submission, self.template_set, day, lambda: composed, known.rules)
        return judged(filing, replace(known, functions=own)).findings

    def told(self, path: str, keys: Keys) -> list[Finding]:
        """What is found anew once the value at `path` is gone."""
        data = without(self.source.data, keys)
        study, findings = self._read(data, str(keys[0]))
        references = [str(reference["id"]) for reference in self.submission.references]
        findings += check_links(data, self.source.positions, references)
        if study is None or findings:
            return [finding for finding in findings if _key(finding) not in self.known]
        submission = replace(self.submission, study=study)
        with self.seen.used():
            composed = [self._again(submission, job, path) for job in jobs(submission, self.template_set)]
            return [finding for finding in self.judged(submission, composed) if _key(finding) not in self.known]

    def _read(self, data: Any, name: str) -> tuple[Study | None, list[Finding]]:
        """The study with one part of study.yaml read anew; no model looks across parts, so the others stay."""
        source = replace(self.source, data={name: data[name]} if name in data else {})
        read, findings = source.check(_part(name))
        study = self.submission.study
        return (None if read is None else study.model_copy(update={name: getattr(read, name)})), findings

    def _again(self, submission: Submission, job: Job, path: str) -> Composed:
        """A document of the changed study: its findings made anew where a section reads `path`, its text as it was.

        What the other sections say is known.
        """
        before = self.composed.get(job.stem)
        if before is None:
            return compose(submission, self.template_set, job)
        if not any(path in read for (stem, _), read in self.reads.items() if stem == job.stem):
            return before

        def made(composer: _Composer, specification: SectionSpecification) -> list[Piece]:
            read = self.reads.get((job.stem, specification.id))
            return section_pieces(composer, specification) if read is None or path in read else []

        section_pieces = _Composer.section_pieces
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(_Composer, "section_pieces", made)
            # Gaps are found while templates are rendered; reading their Markdown again would only take time.
            patched.setattr("regdocs.compose.compose.pieces", lambda *_: [])
            composed = compose(submission, self.template_set, job)
        return Composed(before.document, composed.findings)


@cache
def _part(name: str) -> type[Model]:
    """A model of one part of study.yaml alone."""
    field = Study.model_fields[name]
    made: type[Model] = create_model("Part", __base__=Model, **{name: (field.annotation, field)})  # type: ignore[call-overload]
    return made


def names(finding: Finding, path: str, keys: Keys) -> bool:
    """Whether a finding names the value, in its place or in its words, and a line.

    An item whose id is gone is named by its place in the list; a signed original by the document that it is of.
    """
    place = finding.place
    if place.line is None:
        return False
    named = {path, f"{parent(parent(path))}[{keys[-2]}].id"} if keys[-1] == "id" and len(keys) > 1 else {path}
    if keys[-1] == "signed":
        named.add((place.path or "") if (place.path or "").startswith("attachments[signed=") else path)
    return place.path in named or any(f"`{each}`" in finding.message.ko for each in named)


def _key(finding: Finding) -> tuple[str, str | None, str]:
    return finding.rule, finding.place.path, finding.message.ko
