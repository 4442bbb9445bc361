"""What the tests of the rules share: an example whose values are changed, and what one rule says of it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import create_model

from regdocs.check.catalogue import Catalogue, catalogue
from regdocs.check.filing import Filing
from regdocs.check.rule import Problem
from regdocs.compose.compose import Composed
from regdocs.study.model import Model
from regdocs.study.study import Study
from regdocs.submission.load import Submission, load
from regdocs.submission.path import identity
from regdocs.submission.source import Source, parse
from regdocs.template_set.load import TemplateSet, template_set_of

SUBMISSIONS = Path(__file__).parents[2] / "submissions"
EXAMPLE = "ad-cb-msc-2026"
GONE = object()
"""Given as a value: the field is deleted."""
Edits = Mapping[str, object]


@cache
def loaded(name: str = EXAMPLE) -> tuple[Submission, Source, TemplateSet]:
    """A shipped submission, its raw data, its template set."""
    submission = load(SUBMISSIONS / name)
    source, _ = parse((SUBMISSIONS / name / "study.yaml").read_bytes(), "study.yaml")
    assert source is not None
    return submission, source, template_set_of(submission)


@cache
def rules() -> Catalogue:
    return catalogue(loaded()[2])


def filing(
    edits: Edits | None = None,
    name: str = EXAMPLE,
    make: Callable[[], Sequence[Composed]] = tuple,
    **changed: Any,
) -> Filing:
    """The example with values changed, by path, as they would stand in study.yaml (text, lists, mappings, `GONE`).

    A path that ends in `[+]` appends to a list; `changed` replaces attributes of the submission (`narratives=…`).
    """
    submission, source, template_set = loaded(name)
    if edits:
        submission = replace(submission, study=_edited(submission.study, source, edits))
    submission = replace(submission, **changed) if changed else submission
    return Filing(submission, template_set, submission.study.filing.as_of, make, rules().rules)


def _edited(study: Study, source: Source, edits: Edits) -> Study:
    """The study with the edited parts read anew; the rest is shared, which makes hundreds of edits quick."""
    names = {path.partition(".")[0].partition("[")[0] for path in edits}
    data = {name: source.data[name] for name in names if name in source.data}
    for path, value in edits.items():
        data = put(data, path, value)
    read, findings = replace(source, data=data).check(_part(frozenset(names)))
    assert read is not None, [finding.line("en") for finding in findings]
    return study.model_copy(update={name: getattr(read, name) for name in names})


@cache
def _part(names: frozenset[str]) -> type[Model]:
    """A model of these parts of study.yaml alone."""
    fields = {name: (Study.model_fields[name].annotation, Study.model_fields[name].default) for name in sorted(names)}
    part: type[Model] = create_model("Part", __base__=Model, **fields)  # type: ignore[call-overload]
    return part


def told(rule: str, filed: Filing) -> list[Problem]:
    """What the rule with this id says of a filing."""
    return list(rules().functions[rule](filed))


def paths(rule: str, edits: Edits | None = None, name: str = EXAMPLE) -> list[str | None]:
    """The field paths that the rule names in the changed example."""
    return [problem.place.path for problem in told(rule, filing(edits, name))]


def put(data: Any, path: str, value: object) -> Any:
    """Raw data with the value at a field path set, appended or deleted; what isn't on the way there is shared."""
    return _put(data, path.replace("[", ".[").split("."), value)


def _put(data: Any, steps: Sequence[str], value: object) -> Any:
    step, below = steps[0], steps[1:]
    if step == "[+]":
        return [*data, value]
    key: Any = _index(data, step) if step.startswith("[") else step
    changed = copy.copy(data)
    if below:
        changed[key] = _put(changed[key] if key in changed or isinstance(key, int) else {}, below, value)
    elif value is GONE:
        del changed[key]
    else:
        changed[key] = value
    return changed


def _index(items: list[Any], step: str) -> int:
    key = step[1:-1]
    for index, each in enumerate(items):
        if identity(each) == key:
            return index
    return int(key)
