"""What is asked of a document, made anew: by its specification and the law, or as a submission makes it now."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from regdocs.build.memory import template_name
from regdocs.build.trees import trees
from regdocs.check.rendered.outline import of_document, of_specification
from regdocs.check.rendered.subject import Subject, Subjects
from regdocs.compose.job import Job, jobs
from regdocs.document.document import Document
from regdocs.finding import Finding, Severity, UsageError
from regdocs.language import Bilingual, Language
from regdocs.study.study import Study
from regdocs.submission.load import load as load_submission
from regdocs.template_set.inputs import inputs
from regdocs.template_set.load import DocumentTemplate, TemplateSet, load, locate, template_set_of


def subject(
    template_set: TemplateSet,
    template: DocumentTemplate,
    day: date,
    document: Document | None = None,
    language: Language = "ko",
) -> Subject:
    """What is asked of the document of a template on a day; more exactly where it is composed already."""
    specification, law = template.specification, template_set.law
    expected = (
        of_specification(specification, law, day, language) if document is None else of_document(document, law, day)
    )
    contents = specification.contents_depth if "sections" in specification.contents else None
    return Subject(template.entry.id, day, tuple(expected), tuple(specification.numbering), contents, document)


def of_default(identifier: str, folder: Path, as_of: date | None, language: Language) -> Subjects:
    """What the template set that a submission in `folder` would have asks of the document, nothing of a study being known."""
    template_set = load(locate(Study.model_fields["template_set"].default, folder))
    one = subject(template_set, _template(template_set, identifier), as_of or date.today(), None, language)
    return _subjects((one,), template_set, folder)


def of_files(path: Path, identifier: str, folder: Path, as_of: date | None, language: Language) -> Subjects:
    """What the submission in `folder` makes of the document: one for each institution that the file may be of."""
    submission = load_submission(folder)
    template_set = template_set_of(submission)
    template = _template(template_set, identifier)
    candidates = [job for job in jobs(submission, template_set) if job.template.entry.id == identifier]
    if not candidates:
        message = Bilingual(f"이 신청에 없는 문서: `{identifier}`", f"this filing has no document `{identifier}`")
        raise UsageError([Finding("usage/unknown-document", Severity.ERROR, message)])
    day = as_of or submission.study.filing.as_of
    documents = [each.document for each in trees(submission, template_set, language, _likely(candidates, path))]
    made = tuple(subject(template_set, template, day, each) for each in documents)
    return _subjects(made, template_set, folder)


def _subjects(made: tuple[Subject, ...], template_set: TemplateSet, folder: Path) -> Subjects:
    return Subjects(made, template_name(template_set.folder, folder), inputs(template_set.folder))


def _likely(candidates: list[Job], path: Path) -> list[Job]:
    """Of several, one for each institution, that whose id the file's name ends with; else all, told apart by number."""
    named = [job for job in candidates if job.instance and path.stem.endswith(job.instance)]
    return named or candidates


def _template(template_set: TemplateSet, identifier: str) -> DocumentTemplate:
    known = ", ".join(each.entry.id for each in template_set.documents)
    try:
        return template_set.document(identifier)
    except KeyError:
        message = (
            Bilingual(f"없는 문서: `{identifier}`", f"there is no document `{identifier}`")
            if identifier
            else Bilingual("어느 문서인지 알 수 없음", "which document the file is isn't known")
        )
        remedy = Bilingual(f"--document에 줄 수 있는 값: {known}", f"give --document, one of: {known}")
        raise UsageError([Finding("usage/unknown-document", Severity.ERROR, message, remedy=remedy)]) from None
