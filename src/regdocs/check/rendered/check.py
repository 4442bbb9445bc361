"""Check a rendered file, from us or edited by others: read it back, hold it against specification, law and metadata."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from regdocs.build.trees import trees
from regdocs.check.check import Report, Skipped
from regdocs.check.rendered.align import Alignment, align
from regdocs.check.rendered.content import empty_sections, placeholders
from regdocs.check.rendered.contents import contents_findings
from regdocs.check.rendered.expected import counted, of_document, of_specification
from regdocs.check.rendered.finding import finding
from regdocs.check.rendered.headings import heading_findings
from regdocs.check.rendered.leftovers import leftover_findings
from regdocs.check.rendered.rules import RULES, Rule
from regdocs.check.rendered.values import identity_findings, value_findings
from regdocs.compose.compose import Job, jobs
from regdocs.document.document import Document
from regdocs.finding import Finding, Place, Severity, UsageError
from regdocs.formats.rendered import Left, Leftover, Rendered
from regdocs.formats.unreadable import MOST_BYTES, UnreadableFile, kind_of, too_large
from regdocs.language import Bilingual, Language
from regdocs.study.study import Study
from regdocs.submission.load import load as load_submission
from regdocs.template_set.load import DocumentTemplate, TemplateSet, load, locate, template_set_of

SUFFIXES = (".docx", ".pdf", ".docm", ".doc", ".hwp", ".hwpx", ".odt", ".rtf")
"""What a path that names a rendered file ends with; those that can't be read are refused by name."""


@dataclass(frozen=True, slots=True)
class _Subject:
    """What the file is held against; `document` is the composed tree where the submission is given."""

    template_set: TemplateSet
    template: DocumentTemplate
    day: date
    document: Document | None


def check_file(path: Path, document: str | None, submission: Path | None = None, as_of: date | None = None) -> Report:
    """Check the file at `path` as the document with that id (None: what the file itself says it is).

    Judges by the law of `as_of`, else of the submission's own day, else of today. A file that can't be read gives a
    report with that finding; raises `UsageError` for a file that isn't there or a document that no set has, and the
    submission's own errors.
    """
    data = _bytes(path)
    try:
        rendered = _read(data, path)
    except UnreadableFile as error:
        where = Place(document=document)
        found = tuple(replace(each, place=where) for each in error.findings)
        return Report(path.name, as_of, found, rules_run=("rendered/readable",), skipped=_skips(RULES[1:], _UNREADABLE))
    subject = _subject(rendered, path, document, submission, as_of)
    return check_rendered(rendered, subject.template_set, subject.template, subject.day, subject.document, path.name)


def check_rendered(
    rendered: Rendered,
    template_set: TemplateSet,
    template: DocumentTemplate,
    day: date,
    document: Document | None = None,
    name: str = "",
) -> Report:
    """Check a file that has been read: against its specification, or more exactly against the composed `document`."""
    run = [rule for rule in RULES if document is not None or not rule.needs_submission]
    skipped = [rule for rule in RULES if rule not in run]
    subject = _Subject(template_set, template, day, document)
    identifier = template.entry.id
    if rendered.document and rendered.document != identifier:
        found: list[Finding] = [_other_document(identifier, rendered.document)]
    else:
        found = list(_findings(rendered, subject))
    found += [_skipped(identifier, skipped)] if skipped else []
    ordered = sorted(found, key=lambda each: -each.severity.weight)
    return Report(name, day, tuple(ordered), rules_run=_ids(run), skipped=_skips(skipped, _NO_SUBMISSION))


def _ids(rules: Iterable[Rule]) -> tuple[str, ...]:
    return tuple(f"rendered/{rule.id}" for rule in rules)


def _skips(rules: Iterable[Rule], reason: Bilingual) -> tuple[Skipped, ...]:
    return tuple(Skipped(name, reason) for name in _ids(rules))


_UNREADABLE = Bilingual("파일을 읽을 수 없음", "the file can't be read")
_NO_SUBMISSION = Bilingual("--submission을 주지 않음", "no --submission was given")


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise too_large(f"{path.stat().st_size:,}바이트", f"{path.stat().st_size:,} bytes")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = Bilingual(f"`{path.name}`: 읽을 수 없음({reason})", f"`{path.name}` can't be read ({reason})")
        raise UsageError([Finding("usage/file", Severity.ERROR, message)]) from error


def _read(data: bytes, path: Path) -> Rendered:
    kind = kind_of(data)
    if kind == "docx":
        from regdocs.formats.docx.read import read
    else:
        from regdocs.formats.pdf.read import read
    rendered = read(data)
    if path.suffix.lower() in (f".{kind}", ""):
        return rendered
    return replace(rendered, leftovers=(Leftover(Left.MISLABELLED, path.suffix), *rendered.leftovers))


def _subject(
    rendered: Rendered, path: Path, document: str | None, submission: Path | None, as_of: date | None
) -> _Subject:
    identifier = document or rendered.document
    if submission is None:
        template_set = load(locate(Study.model_fields["template_set"].default, path.parent))
        return _Subject(template_set, _template(template_set, identifier), as_of or date.today(), None)
    loaded = load_submission(submission)
    template_set = template_set_of(loaded)
    template = _template(template_set, identifier)
    language: Language = "en" if rendered.language == "en" else "ko"
    candidates = [job for job in jobs(loaded, template_set) if job.template.entry.id == identifier]
    if not candidates:
        message = Bilingual(f"이 신청에는 문서 `{identifier}`가 없음", f"this filing has no document `{identifier}`")
        raise UsageError([Finding("usage/unknown-document", Severity.ERROR, message)])
    composed = [each.document for each in trees(loaded, template_set, language, _likely(candidates, path))]
    chosen = next((each for each in composed if _names(rendered, each.number)), composed[0])
    return _Subject(template_set, template, as_of or loaded.study.filing.as_of, chosen)


def _likely(candidates: list[Job], path: Path) -> list[Job]:
    """Of several, one for each institution, that whose id the file's name ends with; else all, told apart by number."""
    named = [job for job in candidates if job.instance and path.stem.endswith(job.instance)]
    return named or candidates


def _names(rendered: Rendered, number: str) -> bool:
    return bool(number) and any(
        number in text for text in (*rendered.around, rendered.properties.get("identifier", ""))
    )


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


def _alignment(rendered: Rendered, subject: _Subject) -> Alignment:
    law = subject.template_set.law
    if subject.document is not None:
        return align(of_document(subject.document, law, subject.day), rendered.blocks)
    specification = subject.template.specification
    language: Language = "en" if rendered.language == "en" else "ko"
    expected = of_specification(specification, law, subject.day, language)
    there = align(expected, rendered.blocks).found()
    return align(counted(expected, there, specification.numbering), rendered.blocks)


def _findings(rendered: Rendered, subject: _Subject) -> Iterator[Finding]:
    identifier, specification = subject.template.entry.id, subject.template.specification
    alignment = _alignment(rendered, subject)
    yield from heading_findings(identifier, alignment, rendered.format == "pdf")
    yield from empty_sections(identifier, alignment)
    yield from placeholders(identifier, "", alignment.front())
    for index in sorted(alignment.pairs):
        yield from placeholders(identifier, alignment.expected[index].id, alignment.own(index))
    if "sections" in specification.contents:
        yield from contents_findings(identifier, rendered, alignment, specification.contents_depth)
    yield from leftover_findings(identifier, rendered.leftovers, alignment)
    if subject.document is not None:
        yield from value_findings(subject.document, rendered, alignment)
        yield from identity_findings(subject.document, rendered)


def _other_document(expected: str, found: str) -> Finding:
    return finding(
        "other-document",
        Severity.ERROR,
        (f"`{expected}`가 아니라 `{found}` 문서임", f"the file is the document `{found}`, not `{expected}`"),
        Place(document=expected),
        ("--document를 바로잡거나 맞는 파일을 씁니다", "correct --document, or give the right file"),
    )


def _skipped(document: str, rules: list[Rule]) -> Finding:
    names = ", ".join(_ids(rules))
    return finding(
        "skipped",
        Severity.NOTE,
        (
            f"--submission이 없어 점검하지 않은 규칙: {names}",
            f"rules that need --submission were skipped: {names}",
        ),
        Place(document=document),
    )
