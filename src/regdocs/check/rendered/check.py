"""Check a rendered file, from us or edited by others: read it back, hold it against specification, law and metadata."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from regdocs.check.outcome import Report, Skipped
from regdocs.check.rendered.content import empty_sections, placeholders
from regdocs.check.rendered.contents import contents_findings
from regdocs.check.rendered.finding import finding
from regdocs.check.rendered.headings import heading_findings
from regdocs.check.rendered.identity import identity_findings
from regdocs.check.rendered.known import language_of, of_submission, of_template
from regdocs.check.rendered.leftovers import leftover_findings
from regdocs.check.rendered.prose import prose_findings
from regdocs.check.rendered.rules import RULES, Rule
from regdocs.check.rendered.subject import Subject
from regdocs.check.rendered.values import value_findings
from regdocs.document.document import Document
from regdocs.finding import Finding, Place, Severity, UsageError
from regdocs.formats.reading import read
from regdocs.formats.rendered import Left, Leftover, Rendered
from regdocs.formats.unreadable import MOST_BYTES, UnreadableFile, lock_file, too_large
from regdocs.language import Bilingual

if TYPE_CHECKING:
    from regdocs.template_set.load import DocumentTemplate, TemplateSet

SUFFIXES = (".docx", ".pdf", ".docm", ".doc", ".hwp", ".hwpx", ".odt", ".rtf")
"""What a path that names a rendered file ends with; those that can't be read are refused by name."""


def check_file(path: Path, document: str | None, submission: Path | None = None, as_of: date | None = None) -> Report:
    """Check the file at `path` as the document with that id (None: what the file itself says it is).

    Judges by the law of `as_of`, else of the submission's own day, else of today. A file that can't be read gives a
    report with that finding; raises `UsageError` for a file that isn't there or a document that no set has, and the
    submission's own errors.
    """
    try:
        rendered = _read(_bytes(path), path)
    except UnreadableFile as error:
        where = Place(document=document)
        found = tuple(replace(each, place=where) for each in error.findings)
        return Report(path.name, as_of, found, rules_run=("rendered/readable",), skipped=_skips(RULES[1:], _UNREADABLE))
    identifier = document or rendered.document
    against = (
        of_template(rendered, path.parent.resolve(), identifier, as_of)
        if submission is None
        else of_submission(rendered, path, identifier, submission, as_of)
    )
    return _report(rendered, against, path.name)


def check_rendered(
    rendered: Rendered,
    template_set: TemplateSet,
    template: DocumentTemplate,
    day: date,
    document: Document | None = None,
    name: str = "",
) -> Report:
    """Check a file that has been read: against its specification, or more exactly against the composed `document`."""
    from regdocs.check.rendered.demand import subject

    return _report(rendered, subject(template_set, template, day, document, language_of(rendered)), name)


def _report(rendered: Rendered, against: Subject, name: str) -> Report:
    run = [rule for rule in RULES if against.document is not None or not rule.needs_submission]
    skipped = [rule for rule in RULES if rule not in run]
    if rendered.document and rendered.document != against.id:
        found: list[Finding] = [_other_document(against.id, rendered.document)]
    else:
        found = list(_findings(rendered, against))
    found += [_skipped(against.id, skipped)] if skipped else []
    # A value that is printed twice in one place is told once.
    ordered = sorted(dict.fromkeys(found), key=lambda each: -each.severity.weight)
    return Report(name, against.day, tuple(ordered), rules_run=_ids(run), skipped=_skips(skipped, _NO_SUBMISSION))


def _ids(rules: Iterable[Rule]) -> tuple[str, ...]:
    return tuple(f"rendered/{rule.id}" for rule in rules)


def _skips(rules: Iterable[Rule], reason: Bilingual) -> tuple[Skipped, ...]:
    return tuple(Skipped(name, reason) for name in _ids(rules))


_UNREADABLE = Bilingual("파일을 읽을 수 없음", "the file can't be read")
_NO_SUBMISSION = Bilingual("--submission을 주지 않음", "no --submission was given")


def _bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            # A device or a pipe may never end.
            raise OSError(None, "not a file")
        if path.stat().st_size > MOST_BYTES:
            raise too_large(f"{path.stat().st_size:,}바이트", f"{path.stat().st_size:,} bytes")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = Bilingual(f"`{path.name}`: 읽을 수 없음({reason})", f"`{path.name}` can't be read ({reason})")
        remedy = Bilingual("파일의 이름과 위치를 확인하십시오", "check the file's name and where it lies")
        raise UsageError([Finding("usage/file", Severity.ERROR, message, remedy=remedy)]) from error


def _read(data: bytes, path: Path) -> Rendered:
    if path.name.startswith("~$"):
        raise lock_file()
    rendered = read(data)
    if path.suffix.lower() in (f".{rendered.format}", ""):
        return rendered
    return replace(rendered, leftovers=(Leftover(Left.MISLABELLED, path.suffix), *rendered.leftovers))


def _findings(rendered: Rendered, against: Subject) -> Iterator[Finding]:
    identifier, alignment = against.id, against.alignment(rendered)
    yield from heading_findings(identifier, alignment, rendered.format == "pdf")
    yield from empty_sections(identifier, alignment)
    yield from placeholders(identifier, "", alignment.front())
    for index in sorted(alignment.pairs):
        yield from placeholders(identifier, alignment.expected[index].id, alignment.own(index))
    if against.contents is not None:
        yield from contents_findings(identifier, rendered, alignment, against.contents)
    yield from leftover_findings(identifier, rendered.leftovers, alignment)
    if against.document is not None:
        yield from value_findings(against.document, rendered, alignment)
        yield from prose_findings(against.document, rendered, alignment)
        yield from identity_findings(against.document, rendered)


def _other_document(expected: str, found: str) -> Finding:
    return finding(
        "other-document",
        Severity.ERROR,
        (f"`{expected}`가 아니라 `{found}` 문서임", f"the file is the document `{found}`, not `{expected}`"),
        Place(document=expected),
        ("--document를 바로잡거나 맞는 파일을 쓰십시오", "correct --document, or give the right file"),
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
