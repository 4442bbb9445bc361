"""Putting a build in place: its files, the record of what they hold, and what earlier builds left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from regdocs.build import journal, output, record
from regdocs.build.lock import alone
from regdocs.build.options import FORMATS, Options
from regdocs.document.document import Document
from regdocs.finding import Finding
from regdocs.formats.format import Layout
from regdocs.submission.load import Submission
from regdocs.template_set.load import TemplateSet

TREES = "trees"

Drafts = Sequence[tuple[Document, Layout | None]]
"""Each document with its PDF's layout where it was laid out."""


def tree_of(document: Document) -> str:
    """The path of a document's JSON in the build folder."""
    return f"{TREES}/{document.stem}.json"


def place(
    target: Path,
    files: Mapping[str, bytes],
    drafts: Drafts,
    submission: Submission,
    template_set: TemplateSet,
    options: Options,
) -> list[Finding]:
    """Write the files and the record; a finding for each edited file that was left alone.

    Raises `RenderingError` where the disk refuses; then the last good build is untouched.
    """
    try:
        with alone(target):
            return _place(target, files, drafts, submission, template_set, options)
    except OSError as error:
        raise output.refused(target.name, error) from error


def _place(
    target: Path,
    files: Mapping[str, bytes],
    drafts: Drafts,
    submission: Submission,
    template_set: TemplateSet,
    options: Options,
) -> list[Finding]:
    earlier = record.read(target)
    known = _known(earlier, target)
    unchanged = {name for name in files if output.hash_of(target / name) == sha256(files[name]).hexdigest()}
    hashes, kept = output.write_all(target, files, known, options.overwrite)
    before = {(each.id, each.instance): each for each in earlier.documents} if earlier else {}
    documents = [
        _merged(_record(*draft, hashes, options), before.pop((draft[0].id, draft[0].instance), None), unchanged)
        for draft in drafts
    ]
    if options.documents:
        documents += before.values()
    documents.sort(key=lambda each: each.tree)
    output.write_one(target / record.NAME, record.to_bytes(_whole(documents, submission, template_set, options)))
    if not options.documents:
        _remove_obsolete(target, known, documents)
    journal.clear(target)
    return kept


def _known(earlier: record.BuildRecord | None, target: Path) -> dict[str, set[str]]:
    """The hashes of what earlier builds wrote, finished or not; a recorded tree is nobody's to edit."""
    known = {name: set(hashes) for name, hashes in journal.read(target).items()}
    for document in earlier.documents if earlier else ():
        for file in document.files.values():
            known.setdefault(file.path, set()).add(file.sha256)
        known.setdefault(document.tree, set()).add(output.hash_of(target / document.tree) or "")
    return known


def _record(
    document: Document, layout: Layout | None, hashes: Mapping[str, str], options: Options
) -> record.DocumentRecord:
    paths = {name: f"{document.stem}.{name}" for name in FORMATS}
    files = {name: record.FileRecord(path, hashes[path]) for name, path in paths.items() if path in hashes}
    return record.of(document, files, tree_of(document), layout if "pdf" in options.formats else None)


def _merged(
    document: record.DocumentRecord, old: record.DocumentRecord | None, unchanged: set[str]
) -> record.DocumentRecord:
    """With a build of some formats, the record keeps the others' files, and the PDF's pages while they still hold."""
    if old is None:
        return document
    merged = msgspec.structs.replace(document, files=dict(sorted({**old.files, **document.files}.items())))
    if "pdf" in document.files or document.tree not in unchanged:
        return merged
    return msgspec.structs.replace(merged, pages=old.pages, sections=old.sections, fields=old.fields)


def _whole(
    documents: Iterable[record.DocumentRecord], submission: Submission, template_set: TemplateSet, options: Options
) -> record.BuildRecord:
    study = submission.study
    return record.BuildRecord(
        study.id,
        study.revision,
        record.of_template_set(template_set),
        study.filing.as_of.isoformat(),
        options.language,
        tuple(documents),
    )


def _remove_obsolete(target: Path, known: Mapping[str, set[str]], documents: Iterable[record.DocumentRecord]) -> None:
    """Take away the files of documents that the filing no longer has."""
    wanted = {
        path for document in documents for path in (document.tree, *(file.path for file in document.files.values()))
    }
    for name, digests in known.items():
        if name not in wanted and _inside(name):
            output.remove(target, name, digests)


def _inside(name: str) -> bool:
    """Whether a recorded path lies in the build folder; a forged record could name any file."""
    path = Path(name)
    return not path.is_absolute() and ".." not in path.parts and ":" not in name
