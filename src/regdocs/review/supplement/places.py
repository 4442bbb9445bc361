"""Where a change stands, as an official looks it up: the paper, the numbers of all headings above, the title, the pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from regdocs.document.document import Document, Section
from regdocs.language import Bilingual, Language
from regdocs.review.change import Change

_COVER = Bilingual("표지", "Cover")


class Places:
    """The sections of the papers of both revisions, named in one language; the newer one's say how a section is called."""

    def __init__(self, old: Iterable[Document], new: Iterable[Document], language: Language = "ko") -> None:
        self.language: Language = language
        self._names: dict[tuple[str, str], str] = {}
        for document in (*old, *new):
            for section, above in _walk(document.sections, ()):
                self._names[document.key, section.id] = section_name(section, above, language)

    def of(self, change: Change) -> str:
        """The paper and the section of a change."""
        return f"{change.document_title.text(self.language)} {self.section(change)}"

    def section(self, change: Change) -> str:
        """The section of a change, with the numbers of the headings above it."""
        document = "-".join(filter(None, (change.document, change.instance)))
        title = change.section_title.text(self.language) or _COVER.text(self.language)
        return self._names.get((document, change.section), title)

    def named(self, document: Document, section: str) -> str | None:
        """What a section is called; None where the document has none of that id."""
        return self._names.get((document.key, section))


def _walk(sections: Iterable[Section], above: tuple[Section, ...]) -> Iterator[tuple[Section, tuple[Section, ...]]]:
    for section in sections:
        yield section, above
        yield from _walk(section.sections, (*above, section))


def section_name(section: Section, above: Sequence[Section], language: Language) -> str:
    """`4-1 나. 1) 결과의 종합`; a number that the one below it repeats (3, 3-2 before 3-2-1) is left out."""
    numbers = [each.number for each in (*above, section) if each.number.strip("-")]
    kept = [
        number
        for index, number in enumerate(numbers)
        if not any(later.startswith(f"{number}-") for later in numbers[index + 1 :])
    ]
    return " ".join([*kept, section.title.text(language)]).strip()


def pages_of(change: Change) -> str:
    """The pages before and after, as far as they are known: `12 → 13`, `13`, `12 → –`."""
    if change.old_page is None:
        return "" if change.new_page is None else str(change.new_page)
    return f"{change.old_page} → {change.new_page or '–'}"
