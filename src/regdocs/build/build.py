"""The build: load, compose, lay out, write; read top to bottom, each step is one function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec

from regdocs.build import memory, output, record
from regdocs.build.options import FORMATS, Options, Result
from regdocs.compose.compose import Composed, Job, compose, jobs
from regdocs.document.document import Document, to_json
from regdocs.finding import Finding, Severity, UsageError
from regdocs.formats.format import Layout, Written
from regdocs.language import Bilingual
from regdocs.submission.load import Submission, load
from regdocs.template_set.load import TemplateSet, locate
from regdocs.template_set.load import load as load_template_set

TREES = "trees"

MakeExecutor = Callable[[], Executor]
Progress = Callable[[str, int, int], None]
"""Called with the step at work ("compose", "lay out", "write"), how much of it is done, and of how much."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A document on its way: its tree and, where one was made, its PDF."""

    composed: Composed
    printed: Written | None

    @property
    def document(self) -> Document:
        return self.composed.document

    @property
    def layout(self) -> Layout | None:
        return self.printed.layout if self.printed else None


def build(
    folder: Path, options: Options, make_executor: MakeExecutor | None = None, progress: Progress | None = None
) -> Result:
    """Build the submission in `folder`.

    `make_executor` makes the pool in which PDFs are laid out (None: processes of this machine). Raises
    `SubmissionError`, `RenderingError` and `UsageError`; then nothing has been written.
    """
    remembered = memory.recall(folder, options)
    if remembered is not None:
        return remembered
    target = options.target(folder)
    report = progress or (lambda step, done, total: None)
    submission = load(folder)
    template_set = load_template_set(locate(submission.study.template_set, folder))
    composed = _compose(submission, template_set, options, report)
    drafts = _lay_out(submission, template_set, composed, options, target, make_executor, report)
    files = _files(submission, template_set, drafts, options, report)
    findings = _write(submission, template_set, drafts, files, options, target)
    result = Result(target, tuple(sorted(files)), tuple(findings))
    memory.remember(folder, options, template_set.folder, result)
    return result


def _compose(submission: Submission, template_set: TemplateSet, options: Options, report: Progress) -> list[Composed]:
    wanted = _wanted(jobs(submission, template_set), options)
    composed = []
    for index, job in enumerate(wanted):
        report("compose", index, len(wanted))
        composed.append(compose(submission, template_set, job, options.language))
    return composed


def _wanted(every: Sequence[Job], options: Options) -> list[Job]:
    known = list(dict.fromkeys(job.template.entry.id for job in every))
    unknown = [identifier for identifier in options.documents if identifier not in known]
    if unknown:
        raise UsageError(_unknown_document(identifier, known) for identifier in unknown)
    return [job for job in every if not options.documents or job.template.entry.id in options.documents]


def _unknown_document(identifier: str, known: Sequence[str]) -> Finding:
    return Finding(
        "usage/unknown-document",
        Severity.ERROR,
        Bilingual(f"이 신청에는 문서 `{identifier}`가 없음", f"this filing has no document `{identifier}`"),
        remedy=Bilingual(f"있는 문서: {', '.join(known)}", f"there are: {', '.join(known)}"),
    )


def _lay_out(
    submission: Submission,
    template_set: TemplateSet,
    composed: Sequence[Composed],
    options: Options,
    target: Path,
    make_executor: MakeExecutor | None,
    report: Progress,
) -> list[_Draft]:
    """Each document with its PDF; DOCX alone needs the PDF too, for its page numbers, where this machine can make it."""
    if "pdf" not in options.formats and (options.measure != "pdf" or not _can_lay_out()):
        return [_Draft(each, None) for each in composed]
    from regdocs.build.layout import lay_out

    documents = [each.document for each in composed]
    printed = lay_out(
        documents,
        submission.resources,
        template_set,
        target / ".cache",
        make_executor,
        lambda done, total: report("lay out", done, total),
    )
    return [_Draft(each, entry) for each, entry in zip(composed, printed, strict=True)]


def _can_lay_out() -> bool:
    try:
        import weasyprint
    except (ImportError, OSError):
        return False
    return bool(weasyprint)


def _files(
    submission: Submission, template_set: TemplateSet, drafts: Sequence[_Draft], options: Options, report: Progress
) -> dict[str, bytes]:
    """Every file of the build by its path in the build folder."""
    files: dict[str, bytes] = {}
    for index, draft in enumerate(drafts):
        report("write", index, len(drafts))
        stem = draft.document.stem
        files[f"{TREES}/{stem}.json"] = to_json(draft.document)
        if "pdf" in options.formats and draft.printed:
            files[f"{stem}.pdf"] = draft.printed.data
        if "docx" in options.formats:
            files[f"{stem}.docx"] = _docx(draft, submission, template_set, options)
    return files


def _docx(draft: _Draft, submission: Submission, template_set: TemplateSet, options: Options) -> bytes:
    from regdocs.formats.docx.write import write

    layout = draft.layout
    if options.measure == "libreoffice":
        from regdocs.formats.docx.measure import measure

        layout = measure(write(draft.document, submission.resources, template_set.style, layout))
    return write(draft.document, submission.resources, template_set.style, layout)


def _write(
    submission: Submission,
    template_set: TemplateSet,
    drafts: Sequence[_Draft],
    files: Mapping[str, bytes],
    options: Options,
    target: Path,
) -> list[Finding]:
    """Write the files and the record; what composing found, and each edited file that was left alone."""
    earlier = record.read(target)
    known = _known(earlier, target)
    hashes, kept = output.write_all(target, files, known, options.overwrite)
    documents = [_document_record(draft, hashes, options) for draft in drafts]
    documents = _with_earlier(documents, earlier, options)
    if not options.documents:
        _remove_obsolete(target, known, documents)
    study = submission.study
    build_record = record.BuildRecord(
        study.id,
        study.revision,
        record.TemplateSetRecord(template_set.id, template_set.specification.version, _digest(template_set.inputs)),
        study.filing.as_of.isoformat(),
        options.language,
        tuple(documents),
    )
    output.write_one(target / record.NAME, record.to_bytes(build_record))
    return [*(finding for draft in drafts for finding in draft.composed.findings), *kept]


def _known(earlier: record.BuildRecord | None, target: Path) -> dict[str, str]:
    """The hashes of what earlier builds wrote; trees are nobody's to edit, so that whatever stands there is ours."""
    documents = earlier.documents if earlier else ()
    papers = {file.path: file.sha256 for document in documents for file in document.files.values()}
    trees = (target / TREES).glob("*.json")
    return papers | {f"{TREES}/{path.name}": sha256(path.read_bytes()).hexdigest() for path in trees}


def _document_record(draft: _Draft, hashes: Mapping[str, str], options: Options) -> record.DocumentRecord:
    stem = draft.document.stem
    files = {
        name: record.FileRecord(f"{stem}.{name}", hashes[f"{stem}.{name}"]) for name in FORMATS if f"{stem}.{name}" in hashes
    }
    tree = f"{TREES}/{stem}.json"
    layout = draft.layout if "pdf" in options.formats else None
    return record.of(draft.document, files, tree, layout)


def _with_earlier(
    documents: Iterable[record.DocumentRecord], earlier: record.BuildRecord | None, options: Options
) -> list[record.DocumentRecord]:
    """With a build of some documents or formats, the record keeps what it knew of the others."""
    before = {(each.id, each.instance): each for each in earlier.documents} if earlier else {}
    merged = []
    for document in documents:
        old = before.pop((document.id, document.instance), None)
        files = {**(old.files if old else {}), **document.files}
        merged.append(msgspec.structs.replace(document, files=dict(sorted(files.items()))))
    if options.documents:
        merged += before.values()
    return sorted(merged, key=lambda each: each.tree)


def _remove_obsolete(target: Path, known: Mapping[str, str], documents: Iterable[record.DocumentRecord]) -> None:
    """Take away the files of documents that the filing no longer has."""
    wanted = {path for document in documents for path in (document.tree, *(file.path for file in document.files.values()))}
    for name in known:
        if name not in wanted:
            output.remove(target, name, known[name])


def _digest(inputs: Mapping[str, str]) -> str:
    return sha256("\n".join(f"{name}\0{digest}" for name, digest in sorted(inputs.items())).encode()).hexdigest()
