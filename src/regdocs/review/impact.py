"""How a change stands to the guideline's list of important changes: likely on it, to be reported, or wording only.

Never a ruling. After approval every change is reported and the Ministry decides whether it is an important one
(복지부고시 제8조); while the review runs, changes answer a demand for supplements and are judged with the filing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from regdocs.language import Bilingual
from regdocs.regulation.citation import Reference
from regdocs.regulation.law import Law
from regdocs.regulation.provision import ChangeCategory
from regdocs.review.change import (
    Assessment,
    Change,
    ChangeKind,
    DocumentComparison,
    FieldChange,
    FieldKind,
    Impact,
    Op,
    Stage,
    Subject,
)
from regdocs.review.korean import NEUTRAL
from regdocs.review.line import plain
from regdocs.submission.path import covers

LABELS = {
    (Stage.APPROVED, Impact.IMPORTANT): Bilingual(
        "중요 사항 변경일 가능성 있음(심의위원회 심의 여부는 보건복지부장관이 결정)",
        "likely an important change (whether the committee reviews it, the Minister decides)",
    ),
    (Stage.APPROVED, Impact.REPORT): Bilingual("보고 대상 변경", "to be reported"),
    (Stage.APPROVED, Impact.WORDING): Bilingual("자구·형식 변경(보고 대상)", "wording only (still to be reported)"),
    (Stage.REVIEW, Impact.IMPORTANT): Bilingual(
        "중요 사항에 관한 변경일 가능성 있음(심사 중인 계획과 함께 판단됨)",
        "likely concerns an important matter (judged with the filing under review)",
    ),
    (Stage.REVIEW, Impact.REPORT): Bilingual(
        "심사 중 내용 변경(보완자료에 밝힘)", "content, to be shown in the supplement"
    ),
    (Stage.REVIEW, Impact.WORDING): Bilingual(
        "자구·형식 변경(보완자료에 밝힘)", "wording only (still shown in the supplement)"
    ),
}
SHORT = {
    Impact.IMPORTANT: Bilingual("중요 사항 가능성", "likely important"),
    Impact.REPORT: Bilingual("보고", "to be reported"),
    Impact.WORDING: Bilingual("자구·형식", "wording only"),
}
_SOUGHT = Bilingual("변경된 항목", "changed fields")
_PLACE = Bilingual("변경된 절", "changed section")
_BOOKKEEPING = Bilingual("판과 날짜만 바뀜", "only edition and date changed")
_SAME_WORDS = Bilingual("글은 같고 서식·번호·위치만 바뀜", "the words are the same; look, number or place changed")
_PARTICLES = Bilingual("조사·문장부호만 바뀜", "only particles or punctuation changed")
_SAME_VALUE = Bilingual("같은 값의 표기만 바뀜", "the same value in another notation")


def label(impact: Impact, stage: Stage) -> Bilingual:
    """The class in words; what it means differs between a review that runs and a plan that was found suitable."""
    return LABELS[stage, impact]


@dataclass(frozen=True)
class Assessor:
    """Classes changes by the law data of one template set."""

    law: Law
    stage: Stage

    def field(self, field: FieldChange) -> Assessment:
        """The class of a changed field."""
        if field.kind in (FieldKind.NOTATION, FieldKind.REORDERED):
            return self._made(Impact.WORDING, (), _SAME_VALUE)
        if _below(field.path, self.law.changes.bookkeeping):
            return self._made(Impact.WORDING, (), _BOOKKEEPING)
        found = [each for each in self.law.changes.categories if _below(field.path, each.fields)]
        return self._made(Impact.IMPORTANT if found else Impact.REPORT, found, _of(_SOUGHT, [field.path]))

    def change(self, change: Change, fields: Mapping[str, FieldChange], above: Sequence[str]) -> Assessment:
        """The class of a change of a document; `above` are the sections that hold it, with its own."""
        if not change.kind.substantial or (change.kind is ChangeKind.MOVED and _only_counted(change)):
            return self._made(Impact.WORDING, (), _SAME_WORDS)
        causes = [fields[path] for path in change.causes if path in fields]
        if causes:
            return self._caused(causes)
        if change.subject is Subject.HEAD:
            return self._made(Impact.WORDING, (), _BOOKKEEPING)
        if change.kind is ChangeKind.CHANGED and _only_particles(change):
            return self._made(Impact.WORDING, (), _PARTICLES)
        places = [change.document, *(f"{change.document}/{section}" for section in above)]
        found = [each for each in self.law.changes.categories if set(each.sections) & set(places)]
        return self._made(Impact.IMPORTANT if found else Impact.REPORT, found, _of(_PLACE, [places[-1]]))

    def _caused(self, causes: Sequence[FieldChange]) -> Assessment:
        """The weightiest class of what caused it, resting on all of them."""
        classes = [self.field(cause) for cause in causes]
        impact = min((each.impact for each in classes), key=list(Impact).index)
        names = {name for each in classes for name in each.categories}
        found = [each for each in self.law.changes.categories if each.id in names]
        because = _of(_SOUGHT, [cause.path for cause in causes]) if impact is not Impact.WORDING else classes[0].because
        return self._made(impact, found, because)

    def _made(self, impact: Impact, categories: Iterable[ChangeCategory], because: Bilingual | None) -> Assessment:
        found, changes = tuple(categories), self.law.changes
        rule = changes.citations if self.stage is Stage.APPROVED else changes.review_citations
        citations = (*rule, *((changes.categories_citation,) if found else ()))
        return Assessment(
            impact,
            tuple(each.id for each in found),
            tuple(
                Bilingual(f"({each.number}) {each.title.ko}", f"({each.number}) {each.title.text('en')}")
                for each in found
            ),
            tuple(self._cited(each) for each in citations),
            (changes.categories_confidence if found else changes.confidence).value,
            because,
        )

    def _cited(self, reference: Reference) -> Bilingual:
        return Bilingual(self.law.citation(reference, "ko"), self.law.citation(reference, "en"))


def assessed(
    changes: Iterable[Change],
    fields: Sequence[FieldChange],
    documents: Iterable[DocumentComparison],
    law: Law,
    stage: Stage,
) -> tuple[tuple[Change, ...], tuple[FieldChange, ...]]:
    """All changes and fields with their class."""
    assessor = Assessor(law, stage)
    by_path = {field.path: field for field in fields}
    above = _above(documents)
    return (
        tuple(
            replace(
                change,
                assessment=assessor.change(
                    change, by_path, above.get((change.document, change.section), (change.section,))
                ),
            )
            for change in changes
        ),
        tuple(replace(field, assessment=assessor.field(field)) for field in fields),
    )


def _above(documents: Iterable[DocumentComparison]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Each section of each document with those that hold it, outermost first, itself last."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for comparison in documents:
        for document in (comparison.old, comparison.new):
            for section in document.walk() if document is not None else ():
                own = found.setdefault((comparison.id, section.id), (section.id,))
                for child in section.sections:
                    found[comparison.id, child.id] = (*own, child.id)
    return found


def _below(path: str, prefixes: Iterable[str]) -> bool:
    return any(covers(prefix, path) for prefix in prefixes)


def _of(head: Bilingual, what: Sequence[str]) -> Bilingual:
    listed = ", ".join(what)
    return Bilingual(f"{head.ko}: {listed}", f"{head.text('en')}: {listed}")


def _only_counted(change: Change) -> bool:
    """Whether the words are the same, whatever number a reference in them has now."""
    return all(
        span.counted or span.op not in (Op.DELETE, Op.INSERT, Op.WITHIN) for span in (*change.before, *change.after)
    )


def _only_particles(change: Change) -> bool:
    """Whether nothing was taken out and put in but particles that only join words, blanks and punctuation."""
    if any(span.op is Op.WITHIN for span in change.after):
        return False
    changed = [span for span in (*change.before, *change.after) if span.op in (Op.DELETE, Op.INSERT)]
    texts = [plain((*span.old, *span.new)) for span in changed]
    return bool(texts) and all(_is_neutral(text) for text in texts)


def _is_neutral(text: str) -> bool:
    # A hyphen, a tilde, a percent or a relation sign can change what is said.
    separated = "".join(" " if unicodedata.category(each) in _JOINING and each != "%" else each for each in text)
    return all(word in NEUTRAL for word in separated.split())


_JOINING = ("Zs", "Cc", "Po", "Ps", "Pe", "Pi", "Pf")
"""Unicode's categories of blanks, points, quotes and brackets."""
