"""Declared attachments and the example's mark: whether the files are there, and which documents they name."""

from __future__ import annotations

from collections.abc import Iterator

from regdocs.check.filing import Filing
from regdocs.check.rule import Problem, rule
from regdocs.language import Bilingual
from regdocs.submission.path import child, item
from regdocs.submission.problem import meant, shown


@rule("attachments/absent-file")
def absent_files(filing: Filing) -> Iterator[Problem]:
    """A declared attachment whose file isn't in the folder."""
    submission = filing.submission
    for index, attachment in enumerate(submission.study.attachments):
        if attachment.file is None or attachment.file in submission.attachments:
            continue
        name = shown(attachment.file)
        yield Problem(
            filing.at(child(item("attachments", attachment, index), "file")),
            Bilingual(f"첨부 파일 없음: `{name}`", f"the attached file `{name}` is absent"),
            Bilingual(f"파일을 `{name}`에 두십시오", f"put the file at `{name}`"),
        )


@rule("attachments/unknown-document")
def unknown_originals(filing: Filing) -> Iterator[Problem]:
    """An attachment that is the signed original of a document that there is none of."""
    known = [document.entry.id for document in filing.template_set.documents]
    for index, attachment in enumerate(filing.study.attachments):
        if attachment.signed is None or attachment.signed in known:
            continue
        remedy = meant(attachment.signed, known)
        yield Problem(
            filing.at(child(item("attachments", attachment, index), "signed")),
            Bilingual(f"없는 문서: `{attachment.signed}`", f"there is no document `{attachment.signed}`"),
            Bilingual(*remedy) if remedy else None,
        )


@rule("submission/example")
def example(filing: Filing) -> Iterator[Problem]:
    """A submission whose values are invented says so."""
    if filing.study.example:
        message = Bilingual(
            "예시 제출자료: 모든 쪽에 예시 표시가 인쇄됨", "this is an example submission: every page says so"
        )
        yield Problem(filing.at("example"), message)
