"""The two sides of a comparison: a submission, a frozen revision of it, or what git has of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import msgspec

from regdocs.build import record
from regdocs.build.output import hash_of
from regdocs.build.paging import as_built
from regdocs.build.trees import trees
from regdocs.document.block import Figure, Table
from regdocs.document.document import Document, from_json, to_json
from regdocs.document.parts import parts
from regdocs.drawing.catalogue import PREFIX
from regdocs.finding import Finding, Place, RenderingError, Severity
from regdocs.formats.format import Layout
from regdocs.language import Bilingual, Language
from regdocs.review.pages import Layouts
from regdocs.submission.frozen import DRAWINGS, FOLDER, record_folder
from regdocs.submission.git import GIT, exported
from regdocs.submission.load import Submission, load
from regdocs.submission.revision import Revision, address, find
from regdocs.template_set.load import TemplateSet, template_set_of


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison.

    `documents` are the trees in the order of filing: of a frozen revision those that were frozen, whatever the law and
    the templates say since; else composed now. `pictures` holds what their figures name. `label` is how the side is
    called (`rev1`, `git:v1.0`, else the study's revision), `date` the day of the filing or of freezing. `layouts`
    are those of the PDFs, where they are known to be of these very trees.
    """

    submission: Submission
    template_set: TemplateSet
    documents: tuple[Document, ...]
    pictures: Mapping[str, bytes]
    label: str
    date: datetime.date
    layouts: Layouts
    revision: Revision | None = None
    """The frozen revision that this is, where it is one."""
    findings: tuple[Finding, ...] = ()
    """What is to be said of the side beside its content (files that git keeps elsewhere)."""


@contextmanager
def side(text: str, default_submission: Path | None = None, language: Language = "ko") -> Iterator[Side]:
    """What `text` names: `SUBMISSION`, `SUBMISSION@LABEL`, `git:REV` or `git:REV:PATH`.

    `git:REV` is that revision of `default_submission`, the other side's folder. `language` is that of composed trees;
    a frozen revision has Korean ones only and is composed anew for another. Raises `UsageError`, `SubmissionError`,
    `RenderingError`, and `RevisionChanged` where a frozen revision was tampered with. What it gives may be used until
    the context ends.
    """
    if text.startswith(GIT):
        with exported(text, default_submission) as (folder, name, findings):
            yield replace(_composed(folder, language), label=name, findings=findings)
        return
    folder, label = address(Path(text))
    if label is None:
        yield _composed(folder, language)
        return
    revision = find(folder, label)
    yield _frozen(revision) if language == "ko" else replace(_composed(revision.path, language), label=revision.label)


def submission_of(text: str) -> Path | None:
    """The folder of the living submission that a side belongs to, as the other side's default; None for git's."""
    return None if text.startswith(GIT) else address(Path(text))[0]


def unlike(frozen: Path, built: Path) -> list[Finding]:
    """A warning where the revision in `frozen`, built anew into `built`, gives other documents than were frozen."""
    folder, label = address(frozen)
    if label is None:
        return []
    manifest = find(folder, label).manifest
    hashes = {entry.path: entry.sha256 for entry in manifest.files}
    names = [
        Path(each.tree).stem
        for each in manifest.documents
        if hash_of(built / each.tree) not in (None, hashes.get(each.tree))
    ]
    if not names:
        return []
    message = Bilingual(
        f"`{label}`을(를) 확정할 때와 다른 문서: {', '.join(names)}",
        f"documents that differ from what was frozen as `{label}`: {', '.join(names)}",
    )
    remedy = Bilingual(
        f"regdocs {manifest.regdocs}, 서식 모음 {manifest.template_set.id} {manifest.template_set.version}으로 확정됨",
        f"it was frozen with regdocs {manifest.regdocs} and {manifest.template_set.id} {manifest.template_set.version}",
    )
    return [Finding("revision/unlike", Severity.WARNING, message, remedy=remedy)]


def _composed(folder: Path, language: Language) -> Side:
    submission = load(folder)
    template_set = template_set_of(submission)
    every = as_built(trees(submission, template_set, language), record_folder(folder))
    documents = tuple(each.document for each in every)
    pictures = dict(submission.resources)
    for each in every:
        pictures |= each.drawings
    study = submission.study
    layouts = _layouts(documents, record_folder(folder))
    return Side(submission, template_set, documents, pictures, study.revision, study.filing.date, layouts)


def _frozen(revision: Revision) -> Side:
    submission = load(revision.path)
    documents = tuple(_tree(revision, each.tree) for each in revision.manifest.documents)
    pictures = dict(submission.resources)
    for entry in revision.manifest.files:
        if entry.path.startswith(f"{DRAWINGS}/"):
            name = entry.path.removeprefix(f"{DRAWINGS}/").removesuffix(".svg")
            pictures[f"{PREFIX}{name}"] = (revision.path / entry.path).read_bytes()
    day = datetime.date.fromisoformat(revision.manifest.date)
    layouts = _layouts(documents, revision.path)
    template_set = template_set_of(submission)
    return Side(submission, template_set, documents, pictures, revision.label, day, layouts, revision)


def _tree(revision: Revision, name: str) -> Document:
    try:
        return from_json((revision.path / name).read_bytes())
    except msgspec.DecodeError as error:
        message = Bilingual(
            f"`{revision.label}`의 {name}: regdocs {revision.manifest.regdocs}이(가) 쓴 것을 읽을 수 없음",
            f"{name} of `{revision.label}`, written by regdocs {revision.manifest.regdocs}, can't be read",
        )
        place = Place(file=f"{FOLDER}/{revision.label}/{name}")
        raise RenderingError([Finding("revision/other-version", Severity.ERROR, message, place)]) from error


def _layouts(documents: Sequence[Document], folder: Path) -> dict[str, Layout]:
    """The layouts that a build's record knows, of those documents whose tree is the one that was laid out."""
    found = record.read(folder)
    if found is None:
        return {}
    known = {(each.id, each.instance): each for each in found.documents}
    layouts: dict[str, Layout] = {}
    for document in documents:
        entry = known.get((document.id, document.instance))
        if entry is None or entry.pages is None:
            continue
        if hash_of(folder / entry.tree) == sha256(to_json(document)).hexdigest():
            layouts[document.key] = _layout(document, entry)
    return layouts


def _layout(document: Document, entry: record.DocumentRecord) -> Layout:
    sections = {each.id: each.page for each in entry.sections if each.page is not None}
    layout = Layout(entry.pages or 0, sections, starts=entry.starts)
    labels = {
        part.label: page
        for index, part in enumerate(parts(document))
        if isinstance(part, Table | Figure) and part.label and (page := layout.page(index)) is not None
    }
    return replace(layout, labels=labels)
