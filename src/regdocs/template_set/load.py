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
from regdocs.template_set.overrides import FOLDER, Override, overrides
from regdocs.template_set.specification import DocumentEntry, DocumentSpecification, SetSpecification
from regdocs.template_set.style import Style

M = TypeVar("M", bound=Model)
_SHEET = "style/print.css"


@dataclass(frozen=True, slots=True)
class DocumentTemplate:
    """A document of the set: where it stands, what it declares, and the folder of its section templates."""

    entry: DocumentEntry
    specification: DocumentSpecification
    folder: Path


@dataclass(frozen=True, slots=True)
class TemplateSet:
    """A loaded template set; `inputs` maps each of its files to its SHA-256.

    `overrides` are the files of the submission in `submission` that stand in for some of them; `prefix` is where the
    set lies in that folder, for a set of the submission's own.
    """

    folder: Path
    specification: SetSpecification
    documents: tuple[DocumentTemplate, ...]
    law: Law
    style: Style
    style_sheet: str
    inputs: Mapping[str, str]
    overrides: tuple[Override, ...] = ()
    submission: Path | None = None
    prefix: str = ""

    @property
    def id(self) -> str:
        return self.specification.id

    def override(self, name: str) -> Override | None:
        """The submission's file in the place of the set's file `name`; None where there is none."""
        return next((each for each in self.overrides if each.path == name), None)

    def file(self, name: str) -> Path:
        """Where to read a file of the set, which needn't be there: the submission's own goes before the set's."""
        if self.submission is not None and self.override(name) is not None:
            return self.submission / FOLDER / name
        return self.folder / name

    def shown(self, name: str) -> str:
        """The path of a file of the set as whoever wrote it has it: in the submission, or in the set."""
        found = self.override(name)
        return found.file if found else self.prefix + name

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
    """The set that a submission names, with what the submission overrides of it.

    Raises `RenderingError`: with the line of study.yaml for an unknown set, with every fault of the set's declarations,
    and with every file that can't be overridden.
    """
    try:
        folder = locate(submission.study.template_set, submission.folder)
    except RenderingError as error:
        place = submission.positions.place("template_set")
        raise RenderingError(replace(finding, place=place) for finding in error.findings) from error
    return load_for(folder, submission.folder, submission.inputs)


def load_for(folder: Path, submission: Path, files: Mapping[str, str]) -> TemplateSet:
    """The set in `folder` for the submission folder whose input files, with their hashes, are `files`."""
    prefix = _prefix(folder, submission)
    try:
        template_set = load(folder)
    except RenderingError as error:
        raise RenderingError(_below(prefix, finding) for finding in error.findings) from error
    if prefix == f"{FOLDER}/":
        return replace(template_set, prefix=prefix)
    specifications = [each.specification for each in template_set.documents]
    found, findings = overrides(files, template_set.inputs, specifications)
    overridden = replace(template_set, overrides=found, submission=submission, prefix=prefix)
    sheet = overridden.override(_SHEET)
    if sheet is not None:
        text, problems = decode(overridden.file(_SHEET).read_bytes(), sheet.file)
        overridden, findings = replace(overridden, style_sheet=text), [*findings, *problems]
    if findings:
        raise RenderingError(findings)
    return overridden


def _prefix(folder: Path, submission: Path) -> str:
    """Where a set lies inside the submission, with a slash behind it; "" for any other."""
    inside = folder.resolve().is_relative_to(submission.resolve())
    return f"{folder.resolve().relative_to(submission.resolve()).as_posix()}/" if inside else ""


def _below(prefix: str, finding: Finding) -> Finding:
    place = finding.place
    return replace(finding, place=replace(place, file=prefix + place.file)) if place.file else finding


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
        if not (self.folder / _SHEET).is_file():
            return ""
        text, findings = decode((self.folder / _SHEET).read_bytes(), _SHEET)
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
