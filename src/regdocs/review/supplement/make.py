"""The answer to a supplement round, read top to bottom: load, compare with what the demand speaks of, judge, write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec
from msgspec import Struct

from regdocs.build import output
from regdocs.build.build import build
from regdocs.build.layout import lay_out
from regdocs.build.lock import alone
from regdocs.build.options import Options
from regdocs.calendar.round_days import RoundDays, day_findings, days_of, order_findings
from regdocs.document.document import Document
from regdocs.finding import Finding, Severity, SubmissionError, UsageError
from regdocs.formats.docx.write import write
from regdocs.formats.format import Written
from regdocs.language import Bilingual, Language
from regdocs.review.change import Comparison
from regdocs.review.compare import compare
from regdocs.review.reasons import load_reasons, with_reasons
from regdocs.review.revision import Side, side
from regdocs.review.supplement.answer import answer
from regdocs.review.supplement.answers import Answers
from regdocs.review.supplement.assignment import Assignment, assign, counts, told
from regdocs.review.supplement.parallel import named_as
from regdocs.review.supplement.view import View, paper_line
from regdocs.review.table import change_table
from regdocs.submission.frozen import refuse_frozen
from regdocs.submission.load import Submission, load
from regdocs.submission.rounds import FOLDER, LoadedRound, load_round, rounds

FORMATS = ("docx", "pdf")
RECORD = "supplement.json"
_ANSWER = Bilingual("보완자료 답변서", "Answer to a supplement demand")


class Record(Struct, frozen=True):
    """What was written for a round: between which revisions, which documents changed, and each file's hash by its path."""

    round: str
    old: str
    new: str
    documents: tuple[str, ...]
    files: dict[str, str]


@dataclass(frozen=True)
class Round:
    """A round with everything that its answer is made from."""

    loaded: LoadedRound
    old: Side
    new: Side
    comparison: Comparison
    assignment: Assignment
    days: RoundDays
    findings: tuple[Finding, ...]

    @property
    def changed(self) -> tuple[Document, ...]:
        """The documents in which more changed than what each revision says of itself, in the order of filing."""
        told = (each for each in self.comparison.changes if counts(each))
        keys = {"-".join(filter(None, (each.document, each.instance))) for each in told}
        return tuple(each for each in self.new.documents if each.key in keys)


@dataclass(frozen=True, slots=True)
class Made:
    """What was written, by path in `folder`, and what was found.

    `papers` are the round's own documents with the pages of their PDFs, None where none was made.
    """

    folder: Path
    files: tuple[str, ...]
    round: Round
    papers: tuple[tuple[Document, int | None], ...]
    findings: tuple[Finding, ...] = field(default=())


@contextmanager
def opened(folder: Path, name: str) -> Iterator[Round]:
    """The round `name` of the submission in `folder`, judged.

    Raises `SubmissionError` where the round or the submission can't be read, `UsageError` where there is no such round
    or no such revision, `RevisionChanged` where the revision was tampered with, and `RenderingError`.
    """
    submission = load(folder)
    loaded = load_round(submission, name)
    with side(f"{folder}@{loaded.round.against}") as old, side(str(folder)) as new:
        comparison = with_reasons(compare(old, new), load_reasons(folder))
        assignment = assign(loaded, comparison)
        law = new.template_set.law
        findings = (
            *day_findings(loaded, submission, law),
            *order_findings(loaded, _others(submission, loaded), law),
            *Answers(loaded, old, new, assignment).findings(),
            *_revision(loaded, old, new),
        )
        yield Round(loaded, old, new, comparison, assignment, days_of(loaded, submission, law), findings)


def _others(submission: Submission, loaded: LoadedRound) -> Iterator[LoadedRound]:
    """The other rounds; one that can't be read is told when it is asked for."""
    for name in rounds(submission.folder):
        if name != loaded.id:
            with suppress(SubmissionError, UsageError):
                yield load_round(submission, name)


def _revision(loaded: LoadedRound, old: Side, new: Side) -> Iterator[Finding]:
    """Two editions under one number: nobody could say which one an answer speaks of."""
    number = new.submission.study.revision
    if number == old.submission.study.revision:
        message = Bilingual(
            f"판 번호({number})가 `{old.label}`와 같음", f"the version ({number}) is that of `{old.label}`"
        )
        remedy = Bilingual("study.yaml의 `revision`을 올리십시오", "raise `revision` in study.yaml")
        place = new.submission.positions.place("revision")
        yield Finding("supplement/same-version", Severity.WARNING, message, place, remedy)


def make(
    folder: Path,
    name: str,
    formats: Sequence[str] = FORMATS,
    out: Path | None = None,
    *,
    overwrite: bool = False,
    language: Language = "ko",
) -> Made:
    """Write the answer of a round and its change table, by default into `build/supplements/ROUND`.

    In English they are working copies, in the folder `en` there. Before that the documents that changed are built, for
    their pages. A file that somebody has edited since stays, with a finding, unless `overwrite`. Raises like `opened`.
    """
    target = out or folder / "build" / FOLDER / name
    target = target / "en" if language == "en" else target
    refuse_frozen(target)
    said: list[Finding] = []
    if "pdf" in formats:
        with opened(folder, name) as round_:
            changed = tuple(dict.fromkeys(each.id for each in round_.changed))
        if changed:
            said += build(folder, Options(documents=changed)).findings
    with opened(folder, name) as round_, _in(language, round_, folder) as round_:
        documents, findings = _documents(round_, language)
        printed = _printed(documents, round_.new, target)
        kept = _put(target, files := _files(documents, printed, round_.new, formats), round_, overwrite)
        found = dict.fromkeys((*round_.findings, *findings, *said, *kept))
        pages = [each.layout.pages if each.layout else None for each in printed]
        return Made(target, tuple(sorted(files)), round_, tuple(zip(documents, pages, strict=True)), tuple(found))


@contextmanager
def _in(language: Language, round_: Round, folder: Path) -> Iterator[Round]:
    """The round with both revisions in a language, the ids of changes being those of the filing's own."""
    if language == "ko":
        yield round_
        return
    with (
        side(f"{folder}@{round_.loaded.round.against}", language=language) as old,
        side(str(folder), language=language) as new,
    ):
        comparison = with_reasons(named_as(compare(old, new), round_.comparison), load_reasons(folder))
        yield replace(round_, old=old, new=new, comparison=comparison, assignment=assign(round_.loaded, comparison))


def _documents(round_: Round, language: Language) -> tuple[list[Document], list[Finding]]:
    """The answer and the round's change table, and what they lack."""
    submission, template_set = round_.new.submission, round_.new.template_set
    table = _table(round_, language)
    papers = [(each.text(language), "") for each in (_ANSWER, *([table.title] if table else []))]
    papers += [paper_line(document, round_.old, language) for document in round_.changed]
    papers += _attachments(round_, submission, language)
    view = View(round_.loaded, round_.old, round_.new, round_.assignment, round_.days, papers, language)
    composed = answer(round_.loaded, submission, template_set, view, language)
    documents = [composed.document, *([table] if table else [])]
    return documents, list(composed.findings)


def _attachments(round_: Round, submission: Submission, language: Language) -> list[tuple[str, str]]:
    titles = {each.id: each.title.text(language) for each in submission.study.attachments}
    named: dict[str, list[str]] = {}
    for question in round_.loaded.round.questions:
        for identifier in question.attachments:
            named.setdefault(identifier, []).append(question.number)
    word = Bilingual("질의", "question").text(language)
    return [(titles[each], f"{word} {', '.join(numbers)}") for each, numbers in named.items()]


def _table(round_: Round, language: Language) -> Document | None:
    """The change table of the round; None where nothing changed that anybody would tell."""
    changes = tuple(told(round_.loaded, round_.assignment))
    if not changes:
        return None
    keys = {each.key for each in round_.changed}
    documents = tuple(each for each in round_.comparison.documents if each.document.key in keys)
    comparison = msgspec.structs.replace(round_.comparison, documents=documents, changes=changes)
    return msgspec.structs.replace(change_table(comparison, language=language), order=42)


def _printed(documents: Sequence[Document], new: Side, target: Path) -> list[Written]:
    """The PDF of each: Word takes its page numbers from there."""
    return lay_out(documents, new.pictures, new.template_set, target / ".cache", None, lambda done, total: None)


def _files(
    documents: Sequence[Document], printed: Sequence[Written], new: Side, formats: Sequence[str]
) -> dict[str, bytes]:
    """Every file by its name."""
    files: dict[str, bytes] = {}
    for document, written in zip(documents, printed, strict=True):
        if "pdf" in formats:
            files[f"{document.stem}.pdf"] = written.data
        if "docx" in formats:
            files[f"{document.stem}.docx"] = write(document, new.pictures, new.template_set.style, written.layout)
    return files


def _put(target: Path, files: Mapping[str, bytes], round_: Round, overwrite: bool) -> list[Finding]:
    """Write the files and the record of their hashes."""
    try:
        with alone(target):
            earlier = read(target)
            known = {name: [digest] for name, digest in earlier.files.items()} if earlier else {}
            hashes, kept = output.write_all(target, files, known, overwrite)
            others = {name: digest for name, digest in (earlier.files if earlier else {}).items() if name not in hashes}
            record = Record(
                round_.loaded.id,
                round_.old.label,
                round_.new.label,
                tuple(each.key for each in round_.changed),
                dict(sorted({**others, **hashes}.items())),
            )
            output.write_one(target / RECORD, msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n")
    except OSError as error:
        raise output.refused(target.name, error) from error
    return kept


def read(folder: Path) -> Record | None:
    """The record in a round's folder; None where there is none or where it isn't one."""
    try:
        return msgspec.json.decode((folder / RECORD).read_bytes(), type=Record)
    except (OSError, msgspec.DecodeError):
        return None
