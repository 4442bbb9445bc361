"""What templates print of the law data: list entries, reports and their periods, the papers of a filing."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from regdocs.compose.lineage import Printed, Value
from regdocs.language import Bilingual, Language
from regdocs.regulation.citation import Confidence, Reference
from regdocs.regulation.law import Law
from regdocs.regulation.provision import Paper
from regdocs.study.study import Study

_DAYS = Bilingual("{}일 이내", "within {} days")
_STANDINGS = {
    "law": Bilingual("법령", "law"),
    "guideline": Bilingual("지침", "guideline"),
    "practice": Bilingual("관행", "practice"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list of the law data, as printed."""

    id: str
    title: str
    citation: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report that the law asks for; `old_version` where the text read is no longer the current one."""

    event: str
    due: str
    receiver: str
    citation: str
    old_version: bool


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of the filing: what it rests on, and whether it is there as a document or a declared attachment.

    `role` is the role of the attachment that it is, `form` the statutory form for it; "" where there is none.
    """

    role: str
    title: str
    form: str
    standing: str
    citation: str
    note: str
    present: bool


@dataclass(frozen=True, slots=True)
class Period:
    """A time limit and how it is counted; `days` is "" where an authority sets it, `extensions` 0 where none is known.

    `inferred` tells that the way of counting isn't said by the text itself.
    """

    title: str
    days: str
    start: str
    counting: str
    inferred: bool
    extensions: int
    citation: str


class Legal:
    """The law data of one filing in one language; `holds` evaluates conditions over the study."""

    def __init__(
        self,
        law: Law,
        holds: Callable[[str | None], bool],
        documents: Collection[str],
        study: Study,
        language: Language,
    ) -> None:
        self.law, self.holds, self.documents, self.study, self.language = law, holds, documents, study, language

    def list_entries(self, name: str) -> list[Entry]:
        """The entries of a list (`subject-consent`); raises ValueError for a list that there is none of."""
        found = next((each for each in (*self.law.data_lists, *self.law.consent_lists) if each.id == name), None)
        if found is None:
            raise ValueError(f"the law data has no list `{name}`")
        return [Entry(item.id, item.title.text(self.language), self.citation(item.citation)) for item in found.entries]

    def list_title(self, value: Value) -> Printed | Value:
        """The official wording of the list entry that `value` names by id."""
        found = self.law.list_items().get(str(value._raw))
        return (
            Printed(found[1].title.text(self.language), value._paths, str(value._raw), "list-title") if found else value
        )

    def reports(self) -> list[Report]:
        """The reports during and after a study, with their periods."""
        return [
            Report(
                report.event.text(self.language),
                report.due.text(self.language),
                report.receiver.text(self.language) if report.receiver else "",
                ", ".join(map(self.citation, report.citations)),
                report.old_version,
            )
            for report in self.law.time_limits.reports
        ]

    def limit(self, name: str) -> Period:
        """A time limit by its id; raises ValueError where there is none."""
        limit = next((each for each in self.law.time_limits.limits if each.id == name), None)
        if limit is None:
            raise ValueError(f"the law data has no time limit `{name}`")
        counting = next((each for each in self.law.time_limits.counting if each.id == limit.counting), None)
        return Period(
            limit.title.text(self.language),
            _DAYS.text(self.language).format(limit.days) if limit.days else "",
            limit.start.text(self.language) if limit.start else "",
            counting.rule.text(self.language) if counting else "",
            limit.counting_confidence is Confidence.INFERENCE,
            limit.extensions or 0,
            ", ".join(map(self.citation, limit.citations)),
        )

    def papers(self) -> list[PaperLine]:
        """The papers that this filing consists of, those of later procedures left out."""
        papers = [paper for paper in self.law.papers if paper.route != "procedure" and self.holds(paper.when)]
        return [
            PaperLine(
                paper.role or "",
                paper.title.text(self.language),
                paper.form.text(self.language) if paper.form else "",
                _STANDINGS[paper.standing.value].text(self.language),
                ", ".join(map(self.citation, paper.citations)) or "–",
                paper.note.text(self.language) if paper.note else "",
                self.present(paper),
            )
            for paper in papers
        ]

    def present(self, paper: Paper) -> bool:
        """Whether the filing makes the paper or declares it as an attachment."""
        return paper.document in self.documents or any(each.role == paper.role for each in self.study.attachments)

    def citation(self, reference: Reference) -> str:
        """A citation as printed in the document's language."""
        return self.law.citation(reference, self.language)
