"""The supplement rounds of a submission: `supplements/ROUND.yaml`, with the line of everything that is wrong there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from regdocs.finding import Finding, Place, Severity, SubmissionError, UsageError
from regdocs.language import Bilingual
from regdocs.study.supplement import Round
from regdocs.submission import inputs
from regdocs.submission.encoding import decode
from regdocs.submission.label import composed, is_label
from regdocs.submission.load import Submission
from regdocs.submission.narrative import faults
from regdocs.submission.path import child, item
from regdocs.submission.positions import Positions
from regdocs.submission.problem import READABLE, meant, problem, quoted, shown
from regdocs.submission.source import LARGEST, parse

FOLDER = "supplements"
_SUFFIX = ".yaml"


@dataclass(frozen=True)
class LoadedRound:
    """A round as loaded: its id (the file's name), the round, and where each of its values stands."""

    id: str
    round: Round
    file: str
    positions: Positions
    lines: tuple[str, ...]
    """The file's lines."""

    def place(self, path: str) -> Place:
        """Where a value stands."""
        return self.positions.place(path)

    def question(self, index: int) -> str:
        """The path of a question by its index from 0."""
        return item("questions", self.round.questions[index], index)

    def first_line(self, path: str) -> int:
        """The line of the file where a text begins: of a block scalar the line below its `|`."""
        line = self.positions.place(path).line or 1
        written = self.lines[line - 1].split("#")[0].rstrip() if line <= len(self.lines) else ""
        return line + 1 if written.rstrip("+-0123456789").endswith(("|", ">")) else line


def rounds(folder: Path) -> list[str]:
    """The ids of the rounds of the submission in `folder`, sorted."""
    names = (name.removeprefix(f"{FOLDER}/") for name in inputs.files(folder) if name.startswith(f"{FOLDER}/"))
    return sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX) and "/" not in name)


def load_round(submission: Submission, name: str) -> LoadedRound:
    """The round of that id; raises `UsageError` where there is none and `SubmissionError` with all that is wrong."""
    identifier = composed(name).removesuffix(_SUFFIX)
    file = f"{FOLDER}/{identifier}{_SUFFIX}"
    path = inputs.files(submission.folder).get(file) if is_label(identifier) else None
    if path is None:
        raise UsageError([_unknown(name, rounds(submission.folder))])
    data = _content(submission.folder, path, file)
    source, findings = parse(data, file)
    if source is None:
        raise SubmissionError(findings)
    found, findings = source.check(Round)
    if found is None or findings:
        raise SubmissionError(findings)
    loaded = LoadedRound(identifier, found, file, source.positions, tuple(decode(data, file)[0].split("\n")))
    findings = [*_repeated(loaded), *_links(loaded, submission), *_prose(loaded)]
    if findings:
        raise SubmissionError(findings)
    return loaded


def _content(folder: Path, path: Path, file: str) -> bytes:
    try:
        if inputs.inside(folder, path):
            with path.open("rb") as stream:
                return stream.read(LARGEST + 1)
    except OSError:
        pass
    raise SubmissionError([problem("file", Place(file), ("파일을 읽을 수 없음", "the file can't be read"), READABLE)])


def _unknown(name: str, known: Iterable[str]) -> Finding:
    names = quoted(known)
    message = Bilingual(f"없는 보완 차수: `{shown(name)}`", f"there is no supplement round `{shown(name)}`")
    remedy = Bilingual(
        f"있는 것: {names}" if names else f"{FOLDER}/ROUND.yaml을 만드십시오",
        f"there are: {names}" if names else f"make {FOLDER}/ROUND.yaml",
    )
    return Finding("usage/unknown-round", Severity.ERROR, message, remedy=remedy)


def _repeated(loaded: LoadedRound) -> Iterator[Finding]:
    """Two questions of one number: an answer couldn't say which it means."""
    seen: set[str] = set()
    for index, question in enumerate(loaded.round.questions):
        if question.number in seen:
            place = loaded.place(child(loaded.question(index), "number"))
            message = (
                f"같은 번호의 질의가 둘임: `{shown(question.number)}`",
                f"two questions have the number `{shown(question.number)}`",
            )
            yield problem("duplicate-id", place, message, ("번호를 서로 다르게 하십시오", "give each its own number"))
        seen.add(question.number)


def _prose(loaded: LoadedRound) -> Iterator[Finding]:
    """What is wrong with the answers' Markdown: they may hold what narrative may."""
    for index, question in enumerate(loaded.round.questions):
        if question.answer is not None:
            path = child(loaded.question(index), "answer")
            yield from faults(question.answer.ko, loaded.file, loaded.first_line(path))


def _links(loaded: LoadedRound, submission: Submission) -> Iterator[Finding]:
    """What names an attachment or a person that study.yaml doesn't have."""
    attachments = [each.id for each in submission.study.attachments]
    people = [each.id for each in submission.study.people]
    if loaded.round.contact is not None:
        yield from _link(loaded, "contact", loaded.round.contact, people, "people")
    for index, question in enumerate(loaded.round.questions):
        path = loaded.question(index)
        for position, name in enumerate(question.attachments):
            yield from _link(loaded, f"{path}.attachments[{position}]", name, attachments, "attachments")
        for position, evidence in enumerate(question.evidence):
            where = f"{path}.evidence[{position}]"
            if (evidence.document is None) == (evidence.attachment is None):
                message = (
                    "근거는 `document`나 `attachment` 가운데 하나임",
                    "evidence is either a `document` or an `attachment`",
                )
                remedy = "둘 가운데 하나만 적으십시오", "write one of the two"
                yield problem("value", loaded.place(where), message, remedy)
            if evidence.attachment is not None:
                yield from _link(loaded, f"{where}.attachment", evidence.attachment, attachments, "attachments")


def _link(loaded: LoadedRound, path: str, name: str, known: Collection[str], where: str) -> Iterator[Finding]:
    if name not in known:
        message = (
            f"study.yaml의 `{where}`에 없는 id: `{shown(name)}`",
            f"`{where}` of study.yaml has no `{shown(name)}`",
        )
        remedy = meant(name, known) or (
            f"study.yaml의 `{where}`에 먼저 적으십시오",
            f"write it under `{where}` of study.yaml first",
        )
        yield problem("unknown-id", loaded.place(path), message, remedy)
