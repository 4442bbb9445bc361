"""What a template set's declarations must fulfil beside their form: ids that are unique, conditions that can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from regdocs.finding import Finding, Place, RenderingError, Severity
from regdocs.language import Bilingual
from regdocs.regulation.law import Law
from regdocs.template_set.specification import DocumentEntry, DocumentSpecification, SetSpecification


def faults(
    specification: SetSpecification, documents: Sequence[tuple[DocumentEntry, DocumentSpecification]], law: Law
) -> Iterator[Finding]:
    """Everything that the declarations contradict each other in."""
    yield from _repeated((entry.id for entry in specification.documents), "set.yaml")
    yield from _conditions([(entry.id, entry.when) for entry in specification.documents], "set.yaml", law)
    for entry, document in documents:
        file = f"documents/{entry.id}/document.yaml"
        if document.id != entry.id:
            yield _fault(
                file, f"id가 폴더 이름과 다름: `{document.id}`", f"the id `{document.id}` is not the folder's name"
            )
        sections = list(document.walk())
        yield from _repeated((section.id for section in sections), file)
        yield from _conditions([(section.id, section.when) for section in sections], file, law)
        for section in sections:
            yield from _repeated((part.id for part in section.narrative), file)
            yield from _conditions([(part.id, part.when) for part in section.narrative], file, law)


def _repeated(identifiers: Iterable[str], file: str) -> Iterator[Finding]:
    for identifier, times in Counter(identifiers).items():
        if times > 1:
            yield _fault(file, f"두 번 쓴 id: `{identifier}`", f"the id `{identifier}` stands twice")


def _conditions(conditions: Iterable[tuple[str, str | None]], file: str, law: Law) -> Iterator[Finding]:
    for name, expression in conditions:
        if expression is None:
            continue
        try:
            law.conditions.check(expression, name)
        except RenderingError as error:
            for finding in error.findings:
                yield Finding(finding.rule, finding.severity, finding.message, Place(file=file), finding.remedy)


def _fault(file: str, ko: str, en: str) -> Finding:
    return Finding("template-set/declaration", Severity.ERROR, Bilingual(ko, en), Place(file=file))
