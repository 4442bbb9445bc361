"""The build: load, compose, lay out, write; read top to bottom, each step is one function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from regdocs.build import memory, paging
from regdocs.build.options import Options, Result
from regdocs.build.place import place, tree_of
from regdocs.build.trees import trees
from regdocs.compose.compose import Composed
from regdocs.compose.job import Job, jobs
from regdocs.compose.paging import awaits
from regdocs.compose.unplaced import unplaced
from regdocs.document.document import Document, to_json
from regdocs.finding import Finding, Severity, UsageError
from regdocs.formats.format import Layout, Written
from regdocs.language import Bilingual
from regdocs.submission.load import Submission, load
from regdocs.template_set.load import TemplateSet, template_set_of

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
    report = progress or _silent
    submission = load(folder)
    template_set = template_set_of(submission)
    composed = _compose(submission, template_set, options, report)
    result = finish(submission, template_set, composed, options, make_executor, report)
    memory.remember(folder, options, submission.inputs, template_set, result)
    return result


def finish(
    submission: Submission,
    template_set: TemplateSet,
    composed: Sequence[Composed],
    options: Options,
    make_executor: MakeExecutor | None = None,
    progress: Progress | None = None,
) -> Result:
    """Lay out and write documents that are composed already; raises as `build` does."""
    target = options.target(submission.folder)
    report = progress or _silent
    drafts = _lay_out(submission, template_set, composed, options, target, make_executor, report)
    files = _files(submission, template_set, drafts, options, report)
    kept = place(target, files, [(draft.document, draft.layout) for draft in drafts], submission, template_set, options)
    findings = (
        *unplaced(submission, template_set),
        *(each for draft in drafts for each in draft.composed.findings),
        *kept,
    )
    # What several documents print is told once.
    return Result(target, tuple(sorted(files)), tuple(dict.fromkeys(findings)))


def _silent(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def _compose(submission: Submission, template_set: TemplateSet, options: Options, report: Progress) -> list[Composed]:
    wanted = _wanted(jobs(submission, template_set), options)
    return trees(submission, template_set, options.language, wanted, lambda done, total: report("compose", done, total))


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
    """Each document with its PDF; others need the PDF too, for their page numbers, where this machine can make it."""
    if "pdf" not in options.formats and (options.measure != "pdf" or not _can_lay_out()):
        return [_Draft(each, None) for each in composed]
    from regdocs.build.layout import lay_out

    def laid(each: Sequence[Composed]) -> list[Written]:
        return lay_out(
            [one.document for one in each],
            _resources(submission, each),
            template_set,
            target / ".cache",
            make_executor,
            lambda done, total: report("lay out", done, total),
            tagged=options.tagged,
        )

    printed = paging.settled([*composed, *_listed(submission, template_set, composed, options)], laid)
    return [_Draft(*each) for each in printed[: len(composed)]]


def _listed(
    submission: Submission, template_set: TemplateSet, composed: Sequence[Composed], options: Options
) -> list[Composed]:
    """The papers that weren't asked for, where one that was lists their pages."""
    if not options.documents or not any(awaits(each.document) for each in composed):
        return []
    others = [job for job in jobs(submission, template_set) if job.template.entry.id not in options.documents]
    return trees(submission, template_set, options.language, others)


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
        files[tree_of(draft.document)] = to_json(draft.document)
        if "pdf" in options.formats and draft.printed:
            files[f"{stem}.pdf"] = draft.printed.data
        if "docx" in options.formats:
            files[f"{stem}.docx"] = _docx(draft, submission, template_set, options)
        if "hwpx" in options.formats:
            files[f"{stem}.hwpx"] = _hwpx(draft, submission, template_set)
    return files


def _docx(draft: _Draft, submission: Submission, template_set: TemplateSet, options: Options) -> bytes:
    from regdocs.formats.docx.write import write

    layout = draft.layout
    resources = _resources(submission, [draft.composed])
    if options.measure == "libreoffice":
        from regdocs.formats.docx.measure import measure

        layout = measure(write(draft.document, resources, template_set.style, layout))
    return write(draft.document, resources, template_set.style, layout)


def _hwpx(draft: _Draft, submission: Submission, template_set: TemplateSet) -> bytes:
    from regdocs.formats.hwpx.write import write

    return write(draft.document, _resources(submission, [draft.composed]), template_set.style, draft.layout)


def _resources(submission: Submission, composed: Iterable[Composed]) -> dict[str, bytes]:
    """What figures name: the submission's own files, and the pictures drawn from its data, the same in every document."""
    return {**submission.resources, **{name: data for each in composed for name, data in each.drawings.items()}}
