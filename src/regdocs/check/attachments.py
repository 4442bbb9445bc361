"""Declared attachments: whether their files are there, and whether the documents that they name exist."""

from __future__ import annotations

from collections.abc import Iterator

from regdocs.finding import Finding, Severity
from regdocs.language import Bilingual
from regdocs.submission.load import Submission
from regdocs.submission.path import child, item
from regdocs.submission.problem import meant, shown
from regdocs.template_set.load import TemplateSet


def absent_files(submission: Submission) -> Iterator[Finding]:
    """A finding for each attachment whose declared file isn't in the folder."""
    for index, attachment in enumerate(submission.study.attachments):
        if attachment.file is None or attachment.file in submission.attachments:
            continue
        name = shown(attachment.file)
        yield Finding(
            "attachments/absent-file",
            Severity.ERROR,
            Bilingual(f"첨부 파일 없음: `{name}`", f"the attached file `{name}` is absent"),
            submission.positions.place(child(item("attachments", attachment, index), "file")),
            Bilingual(f"파일을 `{name}`에 두십시오", f"put the file at `{name}`"),
        )


def unknown_originals(submission: Submission, template_set: TemplateSet) -> Iterator[Finding]:
    """A finding for each attachment that is the signed original of a document that there is none of."""
    known = [document.entry.id for document in template_set.documents]
    for index, attachment in enumerate(submission.study.attachments):
        if attachment.signed is None or attachment.signed in known:
            continue
        remedy = meant(attachment.signed, known)
        yield Finding(
            "attachments/unknown-document",
            Severity.ERROR,
            Bilingual(f"없는 문서: `{attachment.signed}`", f"there is no document `{attachment.signed}`"),
            submission.positions.place(child(item("attachments", attachment, index), "signed")),
            Bilingual(*remedy) if remedy else None,
        )
