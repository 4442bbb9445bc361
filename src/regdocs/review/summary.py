"""What text and Markdown tell alike: counts, what is said of a cause, of a place, of a class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from regdocs.language import Bilingual, Language
from regdocs.review.change import (
    Change,
    ChangeKind,
    Comparison,
    DocumentComparison,
    Edition,
    FieldChange,
    FieldKind,
    Group,
    Impact,
    groups,
)
from regdocs.review.impact import SHORT
from regdocs.review.inline_marks import distance
from regdocs.review.numbers import full_numbers
from regdocs.review.reasons import evident

KINDS = {
    ChangeKind.CHANGED: Bilingual("수정", "changed"),
    ChangeKind.INSERTED: Bilingual("신설", "inserted"),
    ChangeKind.DELETED: Bilingual("삭제", "deleted"),
    ChangeKind.MOVED: Bilingual("이동", "moved"),
    ChangeKind.FORMATTED: Bilingual("서식", "formatted"),
    ChangeKind.RENUMBERED: Bilingual("번호", "renumbered"),
}
FIELD_KINDS = {
    FieldKind.CHANGED: Bilingual("수정", "changed"),
    FieldKind.ADDED: Bilingual("추가", "added"),
    FieldKind.REMOVED: Bilingual("삭제", "removed"),
    FieldKind.REORDERED: Bilingual("순서", "reordered"),
    FieldKind.NOTATION: Bilingual("표기", "notation"),
}
_WEIGHT = {impact: index for index, impact in enumerate(Impact)}


@dataclass(frozen=True)
class Summary:
    """A comparison put in order for a reader: by cause, the weightiest first."""

    comparison: Comparison
    language: Language

    @cached_property
    def groups(self) -> Sequence[Group]:
        """The groups with a change in words, by class, else in reading order."""
        found = [group for group in groups(self.comparison) if any(each.kind.substantial for each in group.changes)]
        return sorted(found, key=lambda group: _WEIGHT[impact_of(group)])

    @cached_property
    def slight(self) -> Sequence[Change]:
        """What was only set or counted otherwise."""
        return [change for change in self.comparison.changes if not change.kind.substantial]

    @cached_property
    def unprinted(self) -> Sequence[FieldChange]:
        """Changed fields that changed no document."""
        return [field for field in self.comparison.fields if not field.changes]

    @cached_property
    def papers(self) -> Mapping[tuple[str, str | None], DocumentComparison]:
        """The papers by id and institution."""
        return {(each.id, each.instance): each for each in self.comparison.documents}

    @cached_property
    def numbers(self) -> Mapping[tuple[str, str | None], Mapping[str, str]]:
        """The full numbers of the sections of each paper that changed."""
        changed = {(change.document, change.instance) for change in self.comparison.changes}
        return {name: full_numbers(self.papers[name]) for name in changed}

    @cached_property
    def impacts(self) -> Counter[Impact]:
        """How many changes are of each class."""
        found = (change.assessment for change in self.comparison.changes)
        return Counter(each.impact for each in found if each is not None)

    def say(self, text: Bilingual) -> str:
        return text.text(self.language)

    def edition(self, edition: Edition) -> str:
        """`rev1 (2026-09-01)`."""
        return f"{edition.label} ({edition.date})" if edition.date else edition.label

    def counted(self) -> str:
        """How many changes, of which classes, in how many papers."""
        comparison = self.comparison
        classes = ", ".join(
            f"{self.say(SHORT[impact])} {self.impacts[impact]}" for impact in Impact if self.impacts[impact]
        )
        papers = len({(change.document, change.instance) for change in comparison.changes})
        counts = len(comparison.changes), len(comparison.fields), papers
        head = Bilingual(
            f"변경 {counts[0]}건, 바뀐 필드 {counts[1]}개, 바뀐 문서 {counts[2]}종",
            f"{counts[0]} changes, {counts[1]} changed fields, {counts[2]} changed documents",
        )
        return f"{self.say(head)}: {classes}" if classes else self.say(head)

    def paper(self, change: Change) -> str:
        """The title of the paper that changed; with the institution's name where there is one for each."""
        whose = self.papers[change.document, change.instance].whose
        return self.say(change.document_title) + (f" ({whose})" if whose else "")

    def place(self, change: Change) -> str:
        """Document, section, item and pages of a change."""
        title = self.paper(change)
        number = self.numbers[change.document, change.instance].get(change.section) or change.number
        section = " ".join(filter(None, (number, self.say(change.section_title))))
        pages = self.pages(change)
        return ", ".join(filter(None, (title, section, self.say(change.label), pages)))

    def pages(self, change: Change) -> str:
        """`3쪽`, or `3→4쪽` where it isn't the same page; "" where none is known."""
        known = [str(page) if page is not None else "–" for page in (change.old_page, change.new_page)]
        if change.old_page is None and change.new_page is None:
            return ""
        shown = known[0] if known[0] == known[1] else "→".join(known)
        return self.say(Bilingual(f"{shown}쪽", f"p. {shown}"))

    def rests_on(self, group: Group) -> str:
        """The entries of the list, the citations and how surely the reading is known."""
        assessment = weightiest(group)
        if assessment is None or assessment.assessment is None or not assessment.assessment.citations:
            return ""
        found = assessment.assessment
        parts = [*map(self.say, found.titles), *map(self.say, found.citations)]
        return f"{', '.join(parts)} [{found.confidence}]"

    def values(self, field: FieldChange) -> str:
        """`2.0×10⁷ cells → 1.0×10⁷ cells (×0.5)`."""
        old, new = (self.say(text) if text is not None else "–" for text in (field.old_text, field.new_text))
        far = distance(field)
        return f"{one_line(old)} → {one_line(new)}" + (f" ({self.say(far)})" if far is not None else "")


def impact_of(group: Group) -> Impact:
    """The weightiest class in a group."""
    found = weightiest(group)
    return found.assessment.impact if found is not None and found.assessment is not None else Impact.REPORT


def weightiest(group: Group) -> Change | None:
    """The first change of the weightiest class."""
    judged = [change for change in group.changes if change.assessment is not None]
    return min(judged, key=lambda each: _WEIGHT[each.assessment.impact] if each.assessment else 0, default=None)


def reason_of(group: Group, language: Language) -> str:
    """The first reason that was written for a group, with its question; "" where one is wanted and none is written."""
    written = next((change for change in group.changes if change.reason is not None), None)
    if written is not None and written.reason is not None:
        return written.reason.text(language) + (f" ({written.question})" if written.question else "")
    given = [evident(change) for change in group.changes if change.kind.substantial]
    return given[0].text(language) if given and given[0] is not None and None not in given else ""


def one_line(text: str, most: int = 160) -> str:
    """A text on one line, cut where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"
