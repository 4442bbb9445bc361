"""What is wrong with a round's answers as they stand, before anything is compared: open questions, evidence that isn't there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from regdocs.document.document import Document
from regdocs.finding import Finding, Severity
from regdocs.language import Bilingual
from regdocs.study.supplement import Evidence
from regdocs.submission.load import Submission
from regdocs.submission.problem import meant, shown
from regdocs.submission.rounds import LoadedRound


def standing(loaded: LoadedRound, submission: Submission) -> Iterator[Finding]:
    """Questions without a conclusion, and attachments that are named but have no file; in the order of the file."""
    for index, question in enumerate(loaded.round.questions):
        path = loaded.question(index)
        if not question.answered:
            number = shown(question.number)
            message = Bilingual(f"질의 {number}에 답변이 없음", f"question {number} has no answer")
            remedy = Bilingual(
                "`conclusion`에 결론을 한 문장으로 적고, 이어지는 설명은 `answer`에 적으십시오",
                "write the conclusion in one sentence as `conclusion`, what follows as `answer`",
            )
            yield Finding("supplement/unanswered", Severity.ERROR, message, loaded.place(path), remedy)
        named = {f"{path}.attachments[{position}]": name for position, name in enumerate(question.attachments)}
        for position, evidence in enumerate(question.evidence):
            if evidence.attachment is not None:
                named[f"{path}.evidence[{position}].attachment"] = evidence.attachment
        for where, name in named.items():
            yield from _without_file(loaded, submission, where, name)


def _without_file(loaded: LoadedRound, submission: Submission, path: str, name: str) -> Iterator[Finding]:
    paper = next((each for each in submission.study.attachments if each.id == name), None)
    if paper is not None and (paper.file is None or paper.file not in submission.attachments):
        message = Bilingual(
            f"첨부 `{shown(name)}`의 파일이 없음", f"the file of attachment `{shown(name)}` isn't there"
        )
        remedy = Bilingual(
            "파일을 attachments/에 넣고 study.yaml의 그 첨부에 `file`을 적으십시오",
            "put it into attachments/ and name it as `file` of that attachment in study.yaml",
        )
        yield Finding("supplement/absent-attachment", Severity.WARNING, message, loaded.place(path), remedy)


def unknown_evidence(loaded: LoadedRound, documents: Sequence[Document]) -> Iterator[Finding]:
    """Evidence in a document or section that the filing doesn't have."""
    for index, question in enumerate(loaded.round.questions):
        for position, evidence in enumerate(question.evidence):
            if evidence.document is not None:
                yield from _unknown(loaded, f"{loaded.question(index)}.evidence[{position}]", evidence, documents)


def _unknown(loaded: LoadedRound, path: str, evidence: Evidence, documents: Sequence[Document]) -> Iterator[Finding]:
    document = document_named(documents, evidence.document or "")
    if document is None:
        name = shown(evidence.document or "")
        message = Bilingual(f"신청에 없는 문서: `{name}`", f"the filing has no document `{name}`")
        remedy = _meant(name, [*_by_name(documents)])
        place = loaded.place(f"{path}.document")
        yield Finding("supplement/unknown-document", Severity.ERROR, message, place, remedy)
        return
    sections = [section.id for section in document.walk()]
    if evidence.section is not None and evidence.section not in sections:
        name = shown(evidence.section)
        message = Bilingual(f"문서에 없는 항목: `{name}`", f"the document has no section `{name}`")
        remedy = _meant(name, sections)
        yield Finding("supplement/unknown-section", Severity.ERROR, message, loaded.place(f"{path}.section"), remedy)


def document_named(documents: Sequence[Document], name: str) -> Document | None:
    """A document by its id, with the institution's where there is one for each."""
    return _by_name(documents).get(name)


def _by_name(documents: Sequence[Document]) -> Mapping[str, Document]:
    exactly = {"-".join(filter(None, (each.id, each.instance))): each for each in documents}
    return {each.id: each for each in reversed(documents)} | exactly


def _meant(name: str, known: Sequence[str]) -> Bilingual | None:
    words = meant(name, known)
    return Bilingual(*words) if words else None
