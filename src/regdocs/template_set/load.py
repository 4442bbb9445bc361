"""Finding and loading a template set: the shipped ones, or a folder that a submission names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import regdocs
from regdocs.finding import Finding, Place, RegdocsError, RenderingError, Severity
from regdocs.language import Bilingual
from regdocs.regulation.law import Law
from regdocs.regulation.load import load as load_law
from regdocs.study.model import Model
from regdocs.submission.encoding import decode
from regdocs.submission.load import Submission
from regdocs.submission.problem import quoted, shown
from regdocs.submission.source import read
from regdocs.template_set.inputs import REFUSED, inputs
from regdocs.template_set.lint import faults
from regdocs.template_set.specification import DocumentEntry, DocumentSpecification, SetSpecification
from regdocs.template_set.style import Style

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class DocumentTemplate:
    """A document of the set: where it stands, what it declares, and the folder of its section templates."""

    entry: DocumentEntry
    specification: DocumentSpecification
    folder: Path


@dataclass(frozen=True, slots=True)
class TemplateSet:
    """A loaded template set; `inputs` maps each of its files to its SHA-256."""

    folder: Path
    specification: SetSpecification
    documents: tuple[DocumentTemplate, ...]
    law: Law
    style: Style
    style_sheet: str
    inputs: Mapping[str, str]

    @property
    def id(self) -> str:
        return self.specification.id

    def document(self, identifier: str) -> DocumentTemplate:
        """The document with that id; raises `KeyError` where there is none."""
        for document in self.documents:
            if document.entry.id == identifier:
                return document
        raise KeyError(identifier)


def shipped() -> Path:
    """The folder of the sets that come with regdocs: inside the package, or beside it in a checkout."""
    package = Path(regdocs.__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent.parent / "templates"


def template_set_of(submission: Submission) -> TemplateSet:
    """The set that a submission names; raises `RenderingError`, with the line of study.yaml for an unknown one."""
    try:
        folder = locate(submission.study.template_set, submission.folder)
    except RenderingError as error:
        place = submission.positions.place("template_set")
        raise RenderingError(replace(finding, place=place) for finding in error.findings) from error
    return load(folder)


def locate(name: str, submission: Path) -> Path:
    """The folder of the set that a submission names: a folder of its own first, then a shipped one.

    Raises `RenderingError` where there is neither, or where the name leads out of the submission.
    """
    try:
        own = (submission / name).resolve()
        if own.is_relative_to(submission.resolve()) and (own / "set.yaml").is_file():
            return own
        if "/" not in name and "\\" not in name and (shipped() / name / "set.yaml").is_file():
            return shipped() / name
    except (OSError, ValueError):
        # A name that no file system takes is the name of no folder.
        pass
    known = sorted(path.parent.name for path in shipped().glob("*/set.yaml"))
    raise RenderingError(
        [
            Finding(
                "template-set/unknown",
                Severity.ERROR,
                Bilingual(f"없는 서식 모음: `{shown(name)}`", f"there is no template set `{shown(name)}`"),
                Place(path="template_set"),
                Bilingual(f"가능한 값: {quoted(known)}", f"known: {quoted(known)}"),
            )
        ]
    )


def load(folder: Path) -> TemplateSet:
    """The set in `folder`; raises `RenderingError` with every finding of its declarations."""
    return _load(folder, tuple(inputs(folder).items()))


@lru_cache(maxsize=4)
def _load(folder: Path, files: tuple[tuple[str, str], ...]) -> TemplateSet:
    """`files` are the set's files with their hashes, so that a set that was changed is read anew."""
    outside = [name for name, digest in files if digest == REFUSED]
    if outside:
        raise RenderingError(_outside(name) for name in outside)
    reading = _Reading(folder)
    specification = reading.declaration("set.yaml", SetSpecification)
    entries = specification.documents if specification else ()
    documents = [
        (entry, reading.declaration(f"documents/{entry.id}/document.yaml", DocumentSpecification)) for entry in entries
    ]
    templates = tuple(
        DocumentTemplate(entry, found, folder / "documents" / entry.id) for entry, found in documents if found
    )
    law, style_sheet = reading.law(), reading.style_sheet()
    if reading.findings or specification is None or law is None:
        raise RenderingError(reading.findings)
    problems = [*faults(specification, [(each.entry, each.specification) for each in templates], law)]
    if problems:
        raise RenderingError(problems)
    return TemplateSet(folder, specification, templates, law, Style(), style_sheet, MappingProxyType(dict(files)))


class _Reading:
    """One run over a set's declarations; gathers what is wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.findings: list[Finding] = []

    def declaration(self, name: str, model: type[M]) -> M | None:
        """A declaration as `model`; None, with findings, where it is absent or malformed."""
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            self.findings.append(_missing(name))
            return None
        try:
            return read(data, name, RenderingError).validate(model)
        except RegdocsError as error:
            self.findings += error.findings
            return None

    def law(self) -> Law | None:
        try:
            return load_law(self.folder / "law")
        except RegdocsError as error:
            self.findings += error.findings
            return None

    def style_sheet(self) -> str:
        name = "style/print.css"
        if not (self.folder / name).is_file():
            return ""
        text, findings = decode((self.folder / name).read_bytes(), name)
        self.findings += findings
        return text


def _missing(name: str) -> Finding:
    message = Bilingual(f"서식 모음에 없는 파일: `{name}`", f"the template set lacks the file `{name}`")
    return Finding("template-set/missing-file", Severity.ERROR, message, Place(file=name))


def _outside(name: str) -> Finding:
    message = Bilingual(
        f"서식 모음 밖을 가리키는 파일: `{shown(name)}`", f"`{shown(name)}` leads out of the template set"
    )
    return Finding("template-set/outside", Severity.ERROR, message, Place(file=name))
