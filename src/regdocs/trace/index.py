"""The index by legal article (요건 대비표): where the filing meets each requirement, or why it need not."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from regdocs.build.record import BuildRecord, DocumentRecord
from regdocs.build.trees import trees
from regdocs.compose.presence import FilingPresence
from regdocs.document.document import Document
from regdocs.language import Bilingual
from regdocs.regulation import pattern
from regdocs.regulation.assess import Assessment, State, assess
from regdocs.regulation.citation import Confidence, Standing
from regdocs.regulation.law import Law
from regdocs.regulation.plain import Plain, plain
from regdocs.regulation.requirement import Level, Need, Requirement
from regdocs.study.study import Study
from regdocs.submission.load import Submission
from regdocs.submission.path import item
from regdocs.template_set.load import TemplateSet
from regdocs.trace.nearest import Nearest
from regdocs.trace.places import Places, Spot, composed

_MOST_PLACES = 4
"""Places named for one requirement: those that together print the most of what it asks for."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A declared attachment that meets a requirement, by its id in study.yaml; its page in a packet where it is in one."""

    id: str
    title: Bilingual
    packet_page: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A requirement and how the filing stands to it.

    `explanation` says why it doesn't apply, isn't known or may be left out, or what is missing. `elsewhere` is how many
    more sections print some of it, `hidden` the fields that meet it where no paper shows any of them.
    """

    requirement: Requirement
    source: str
    citations: Bilingual
    state: State
    spots: tuple[Spot, ...] = ()
    attached: tuple[Attached, ...] = ()
    explanation: Bilingual | None = None
    elsewhere: int = 0
    hidden: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.requirement.id

    @property
    def confidence(self) -> Confidence:
        return self.requirement.standing

    @property
    def level(self) -> Level:
        return self.requirement.level

    @property
    def unprinted(self) -> bool:
        """Whether study.yaml meets it and no paper of the filing shows that."""
        return bool(self.hidden)


@dataclass(frozen=True, slots=True)
class Chapter:
    """The requirements of one instrument (an act, a decree, a notice), by article."""

    source: str
    title: Bilingual
    standing: Standing
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class LegalIndex:
    """The index of one filing by the law of one day.

    `paged` tells whether pages are known, `whole` whether those of a whole packet are.
    """

    submission: str
    title: Bilingual
    revision: str
    date: datetime.date
    author: Bilingual
    as_of: datetime.date
    paged: bool
    chapters: tuple[Chapter, ...]
    notice: Bilingual | None = None
    whole: bool = False

    @property
    def rows(self) -> tuple[Row, ...]:
        """All requirements, chapter by chapter."""
        return tuple(row for chapter in self.chapters for row in chapter.rows)

    def count(self, state: State) -> int:
        """How many requirements stand so."""
        return sum(row.state is state for row in self.rows)


def legal_index(
    submission: Submission,
    template_set: TemplateSet,
    build_record: BuildRecord | None,
    documents: Sequence[Document] | None = None,
) -> LegalIndex:
    """The index of a filing; pages come from the record of its build, and are None without one.

    `documents` are the filing's Korean trees where somebody has composed them already. Raises what composing raises.
    """
    if documents is None:
        documents = [each.document for each in trees(submission, template_set)]
    records = build_record.documents if build_record is not None else composed(documents)
    study, law = submission.study, template_set.law
    assessments = assess(law, study, study.filing.as_of, FilingPresence(submission, documents))
    rows = _Rows(study, law, records, documents)
    example = template_set.specification.example_notice if study.example else None
    return LegalIndex(
        submission=study.id,
        title=study.title,
        revision=study.revision,
        date=study.filing.date,
        author=study.institutions[0].name,
        as_of=study.filing.as_of,
        paged=any(document.pages for document in records),
        chapters=tuple(_chapters(law, [rows.row(each) for each in assessments])),
        notice=example,
    )


def in_packet(index: LegalIndex, page_of: Callable[[Spot | Attached], int | None]) -> LegalIndex:
    """The index with the pages of a whole packet; `page_of` gives that of a place or paper, None where it isn't there."""

    def row(each: Row) -> Row:
        spots = tuple(replace(spot, packet_page=page_of(spot)) for spot in each.spots)
        attached = tuple(replace(paper, packet_page=page_of(paper)) for paper in each.attached)
        return replace(each, spots=spots, attached=attached)

    chapters = (replace(each, rows=tuple(map(row, each.rows))) for each in index.chapters)
    return replace(index, chapters=tuple(chapters), whole=True)


def _chapters(law: Law, rows: Sequence[Row]) -> Iterator[Chapter]:
    """The rows under the instrument that they cite first, in the law data's order of instruments, by article."""
    for identifier, source in law.sources.items():
        of_source = sorted((row for row in rows if row.source == identifier), key=_article)
        if of_source:
            yield Chapter(identifier, source.name, source.standing, tuple(of_source))


def _article(row: Row) -> tuple[tuple[int, int | str], ...]:
    """An article for sorting: 제7조의3 after 제7조 and before 제12조."""
    parts = re.split(r"(\d+)", row.requirement.citations[0].article)
    return tuple((1, int(part)) if part.isdigit() else (0, part) for part in parts if part)


@dataclass(slots=True)
class _Wanted:
    """What meets a requirement: fields that hold something, and papers."""

    paths: dict[str, None] = field(default_factory=dict)
    spots: list[Spot] = field(default_factory=list)
    attached: dict[str, Attached] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.paths or self.spots or self.attached)

    def add(self, other: _Wanted) -> None:
        self.paths |= other.paths
        self.spots += other.spots
        self.attached |= other.attached


class _Rows:
    """Makes the rows of one filing."""

    def __init__(
        self, study: Study, law: Law, records: Sequence[DocumentRecord], documents: Sequence[Document]
    ) -> None:
        self.study, self.law = study, law
        self.plain: Plain = plain(study)
        self.places = Places(records, {each.id: each.name for each in study.institutions})
        self.nearest = Nearest(self.places, documents, {plan.document for plan in law.headings})

    def row(self, assessment: Assessment) -> Row:
        requirement, state = assessment.requirement, assessment.state
        citations = Bilingual(*(", ".join(self.law.citations(requirement, language)) for language in ("ko", "en")))
        source = requirement.citations[0].source
        if state is State.MET:
            wanted = _Wanted()
            for need in requirement.satisfied_by:
                wanted.add(self.wanted(need, {}))
            spots = self.chosen(wanted)
            every = {spot.key for path in wanted.paths for spot in self.places.field(path)} | {s.key for s in spots}
            attached = tuple(wanted.attached.values())
            hidden = () if spots or attached else tuple(wanted.paths)
            words = None if spots or attached else _unprinted(hidden)
            return Row(requirement, source, citations, state, spots, attached, words, len(every) - len(spots), hidden)
        if state is State.OMITTED_WITH_REASON:
            return Row(requirement, source, citations, state, *self.omission(requirement))
        return Row(requirement, source, citations, state, explanation=self.explanation(assessment))

    def wanted(self, need: Need, names: Mapping[str, str]) -> _Wanted:
        """What the filing holds of a need, for each value that it is repeated for."""
        filled = [dict(names)]
        for name, text in need.for_each.items():
            filled = [
                {**each, name: value} for each in filled for value in pattern.values(self.plain, _fill(text, each))
            ]
        wanted = _Wanted()
        for each in filled:
            wanted.add(self.wanted_once(need, each))
        return wanted

    def wanted_once(self, need: Need, names: Mapping[str, str]) -> _Wanted:
        wanted = _Wanted()
        for text in (need.field, need.at):
            if text is not None:
                wanted.paths |= dict.fromkeys(pattern.found(self.plain, _fill(text, names)))
        if need.section is not None:
            wanted.spots += self.places.section(*need.section.split("/"))
        if need.narrative is not None:
            wanted.spots += self.narrative(need.narrative)
        if need.document is not None:
            wanted.spots += self.places.document(need.document)
        for paper in self.study.attachments:
            if need.attachment is not None and paper.role == need.attachment:
                wanted.attached[paper.id] = Attached(paper.id, paper.title)
        for part in need.all:
            wanted.add(self.wanted(part, names))
        if need.any:
            # The first alternative that is there says it; the others would only repeat it.
            alternatives = (self.wanted(alternative, names) for alternative in need.any)
            wanted.add(next(filter(None, alternatives), _Wanted()))
        return wanted

    def narrative(self, reference: str) -> list[Spot]:
        """The place of a piece of prose: its own heading where it has one, else its section."""
        document, rest = reference.split("/")
        section, part = rest.split("#")
        return self.places.section(document, f"{section}.{part}") or self.places.section(document, section)

    def chosen(self, wanted: _Wanted) -> tuple[Spot, ...]:
        """The papers that are asked for by name, then the sections that are nearest to the fields that those lack."""
        named = self.places.in_order(wanted.spots)
        keys = {spot.key for spot in named}
        left = [path for path in wanted.paths if not any(spot.key in keys for spot in self.places.field(path))]
        nearest = self.nearest.sections(left, max(_MOST_PLACES - len(named), 0))
        return tuple(self.places.in_order([*named, *nearest]))

    def omission(self, requirement: Requirement) -> tuple[tuple[Spot, ...], tuple[Attached, ...], Bilingual]:
        """Where the reason for leaving it out is printed, and the reason."""
        found = [
            (item("omissions", each, index), each)
            for index, each in enumerate(self.study.omissions)
            if each.item in requirement.items
        ]
        spots = [spot for path, _ in found for spot in self.places.field(f"{path}.reason")]
        reasons = [each.reason for _, each in found]
        words = Bilingual("; ".join(each.ko for each in reasons), "; ".join(each.text("en") for each in reasons))
        return tuple(self.places.in_order(spots)[:_MOST_PLACES]), (), words

    def explanation(self, assessment: Assessment) -> Bilingual:
        requirement, since = assessment.requirement, assessment.requirement.in_force.since
        if assessment.state is State.NOT_KNOWN:
            return Bilingual(
                f"{since} 전의 법령은 확인하지 못하여 알 수 없음", f"not known: the law before {since} was not read"
            )
        if assessment.state is State.MISSING:
            ko = ", ".join(each.what.ko for each in assessment.missing)
            en = ", ".join(each.what.text("en") for each in assessment.missing)
            return Bilingual(f"없음: {ko}", f"missing: {en}")
        if requirement.in_force.to is not None and not requirement.in_force.covers(self.study.filing.as_of):
            ended = requirement.in_force.to
            return Bilingual(f"{ended}까지 시행된 요건", f"in force until {ended}")
        title = self.law.condition_title(requirement.when or "")
        titles = Bilingual(*(_titled(title.text(language), self.law, language) for language in ("ko", "en")))
        return Bilingual(f"해당하지 않음: {titles.ko}", f"does not apply: {titles.text('en')}")


def _unprinted(paths: Sequence[str]) -> Bilingual:
    """What is said of a requirement that study.yaml meets and no document shows."""
    if not paths:
        return Bilingual("이 연구에 해당하는 항목이 없음", "the study has nothing that it concerns")
    names = ", ".join(f"`{path}`" for path in paths)
    return Bilingual(f"문서에 인쇄되지 않음: {names}", f"printed in no document: {names}")


def _titled(expression: str, law: Law, language: str) -> str:
    """A condition's title, or an expression with the titles of the conditions that it names."""
    if expression in {each.title.text("ko") for each in law.conditions.by_name.values()}:
        return expression
    words = {"and": "그리고", "or": "또는", "not": "아닌 경우:"} if language == "ko" else {}

    def word(match: re.Match[str]) -> str:
        named = law.conditions.by_name.get(match[0])
        return named.title.text("ko" if language == "ko" else "en") if named else words.get(match[0], match[0])

    return re.sub(r"[a-z_][a-z0-9_.]*", word, expression)


def _fill(text: str, names: Mapping[str, str]) -> str:
    for name, value in names.items():
        text = text.replace("{" + name + "}", value)
    return text
