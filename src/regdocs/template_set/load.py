"""Finding and loading a template set: the shipped ones, or a folder that a submission names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import regdocs
from regdocs.finding import Finding, Place, RenderingError, Severity
from regdocs.language import Bilingual
from regdocs.regulation.load import load as load_law
from regdocs.regulation.law import Law
from regdocs.study.model import Model
from regdocs.submission.source import read
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


def locate(name: str, submission: Path) -> Path:
    """The folder of the set that a submission names: a folder of its own first, then a shipped one.

    Raises `RenderingError` where there is neither, or where the name leads out of the submission.
    """
    own = (submission / name).resolve()
    if own.is_relative_to(submission.resolve()) and (own / "set.yaml").is_file():
        return own
    if (shipped() / name / "set.yaml").is_file() and "/" not in name and not name.startswith("."):
        return shipped() / name
    known = ", ".join(sorted(path.parent.name for path in shipped().glob("*/set.yaml")))
    raise RenderingError(
        [
            Finding(
                "template-set/unknown",
                Severity.ERROR,
                Bilingual(f"서식 모음 `{name}`을 찾을 수 없다", f"there is no template set `{name}`"),
                Place(file="study.yaml", path="template_set"),
                Bilingual(f"알려진 것: {known}", f"known: {known}"),
            )
        ]
    )


@cache
def load(folder: Path) -> TemplateSet:
    """The set in `folder`; raises `RenderingError` with every finding of its declarations."""
    specification = _read(folder / "set.yaml", folder, SetSpecification)
    documents = tuple(
        DocumentTemplate(
            entry,
            _read(folder / "documents" / entry.id / "document.yaml", folder, DocumentSpecification),
            folder / "documents" / entry.id,
        )
        for entry in specification.documents
    )
    style_sheet = folder / "style" / "print.css"
    return TemplateSet(
        folder,
        specification,
        documents,
        load_law(folder / "law"),
        Style(),
        style_sheet.read_text("utf-8") if style_sheet.is_file() else "",
        inputs(folder),
    )


def inputs(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file of the set, by its path inside the folder."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith((".", "~"))
    }


def _read(path: Path, folder: Path, model: type[M]) -> M:
    name = path.relative_to(folder).as_posix()
    try:
        data = path.read_bytes()
    except OSError:
        raise RenderingError(
            [
                Finding(
                    "template-set/missing-file",
                    Severity.ERROR,
                    Bilingual(f"서식 모음에 `{name}` 파일이 없다", f"the template set lacks the file `{name}`"),
                    Place(file=name),
                )
            ]
        ) from None
    return read(data, name, RenderingError).validate(model)
