"""The card beside a change: what it is, how it stands to the guideline's list, what caused it, and its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from regdocs.language import Bilingual, Language
from regdocs.review.change import Change, FieldChange, Impact
from regdocs.review.page import words
from regdocs.review.page.text import lines
from regdocs.review.reasons import evident

IMPACT_CLASSES = {Impact.IMPORTANT: "important", Impact.REPORT: "report", Impact.WORDING: "wording"}


@dataclass(frozen=True)
class Cards:
    """Draws cards; `names` are the fragments of the changes by their id, `fields` the changed fields in their order."""

    names: Mapping[str, str]
    fields: Sequence[FieldChange]
    language: Language

    @cached_property
    def numbers(self) -> dict[str, int]:
        return {field.path: index for index, field in enumerate(self.fields)}

    def say(self, text: Bilingual) -> str:
        return escape(text.text(self.language))

    def card(self, change: Change) -> str:
        impact = change.assessment.impact if change.assessment else None
        data = [f'data-for="{self.names[change.id]}"']
        data += [f'data-impact="{IMPACT_CLASSES[impact]}"'] if impact else []
        causes = [self.numbers[path] for path in change.causes if path in self.numbers]
        data += [f'data-fields="{" ".join(f"f{number}" for number in causes)}"'] if causes else []
        minor = "" if change.kind.substantial else " minor"
        number = self.names[change.id][1:]
        label = " ".join(part for part in (change.number.strip("-"), change.label.text(self.language)) if part)
        facts = [
            f'<p><a href="#{self.names[change.id]}">{number}</a> <b class="kind">{self.say(words.KINDS[change.kind])}</b> {escape(label)}</p>',
            self.impact(change),
            self.pages(change),
            self.causes(causes),
            self.reason(change),
        ]
        return f'<div class="card{minor}" {" ".join(data)}>{"".join(facts)}</div>'

    def impact(self, change: Change) -> str:
        if change.assessment is None:
            return ""
        assessment = change.assessment
        titles = ", ".join(title.text(self.language) for title in assessment.titles)
        citations = "; ".join(citation.text(self.language) for citation in assessment.citations)
        because = assessment.because.text(self.language) if assessment.because else ""
        sure = f"[{assessment.confidence}]" if assessment.confidence else ""
        details = " — ".join(part for part in (titles, f"{citations} {sure}".strip(), because) if part)
        badge = (
            f'<b class="impact {IMPACT_CLASSES[assessment.impact]}">{self.say(words.IMPACTS[assessment.impact])}</b>'
        )
        return f"<p>{badge}{f' <small>{escape(details)}</small>' if details else ''}</p>"

    def pages(self, change: Change) -> str:
        if change.old_page is None and change.new_page is None:
            return ""
        old, new = (str(page) if page is not None else "–" for page in (change.old_page, change.new_page))
        return f"<p>{self.say(words.PAGE)} {old} → {new}</p>"

    def causes(self, numbers: Sequence[int]) -> str:
        if not numbers:
            return ""
        buttons = " ".join(
            f'<button type="button" data-show="f{number}" title="{self.say(words.ONLY)}"><code>{escape(self.fields[number].path)}</code></button>'
            for number in numbers
        )
        return f"<p>{self.say(words.CAUSE)}: {buttons}</p>"

    def reason(self, change: Change) -> str:
        question = f" [{self.say(words.QUESTION)} {escape(change.question)}]" if change.question else ""
        reason = change.reason or evident(change)
        if reason is None:
            if not change.kind.substantial:
                return ""
            return f'<p class="missing">{self.say(words.NO_REASON)}{question}</p>'
        return f"<p>{self.say(words.REASON)}: {lines(reason.text(self.language))}{question}</p>"
