"""Two revisions compared once: the one result that redline, comparison table, page, Markdown and JSON draw."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence, Set

from msgspec.structs import replace

from regdocs.document.document import Document
from regdocs.language import Language
from regdocs.review.causes import Causes, placed
from regdocs.review.change import (
    Change,
    Comparison,
    DocumentComparison,
    Edition,
    FieldChange,
    Stage,
    Status,
    Subject,
)
from regdocs.review.documents import compare_documents
from regdocs.review.fields import compare_studies
from regdocs.review.impact import assessed
from regdocs.review.listing import listed
from regdocs.review.pages import Layouts, Pages
from regdocs.review.reasons import load_reasons, with_reasons
from regdocs.review.revision import Side
from regdocs.review.telling import Listed


def compare(old: Side, new: Side, stage: Stage = Stage.REVIEW, documents: Set[str] = frozenset()) -> Comparison:
    """Everything that differs between two revisions, each change with its causes, class, reason and pages.

    Reasons are those of the new revision's changes.yaml; raises `SubmissionError` where that file has faults.
    `documents` limits the papers compared to these ids (all where it is empty); fields are always all compared.
    """
    before = [each for each in old.documents if not documents or each.id in documents]
    after = [each for each in new.documents if not documents or each.id in documents]
    fields = compare_studies(old.submission.study, new.submission.study)
    redrawn = {name for name, data in new.pictures.items() if old.pictures.get(name, data) != data}
    result = compare_trees(
        before, after, (_edition(old), _edition(new)), fields, stage, redrawn, (old.layouts, new.layouts)
    )
    changes, fields = assessed(result.changes, result.fields, result.documents, new.template_set.law, stage)
    return with_reasons(replace(result, changes=changes, fields=fields), load_reasons(new.submission.folder))


def compare_trees(
    old: Sequence[Document],
    new: Sequence[Document],
    editions: tuple[Edition, Edition],
    fields: Sequence[FieldChange] = (),
    stage: Stage = Stage.REVIEW,
    redrawn: Set[str] = frozenset(),
    layouts: tuple[Layouts, Layouts] = ({}, {}),
) -> Comparison:
    """The comparison of two sets of document trees in one language, the changes tied to the fields that caused them."""
    documents: list[DocumentComparison] = []
    found: list[Listed] = []
    names: dict[tuple[str, str | None], tuple[str, ...]] = {}
    for before, after in _paired(old, new):
        document, told = listed(compare_documents(before, after, redrawn))
        names[document.id, document.instance] = tuple(each.key if each is not None else "" for each in (before, after))
        documents.append(
            document if told or document.status is Status.EQUAL else replace(document, status=Status.EQUAL)
        )
        found += told
    language: Language = next((document.language for document in (*new, *old)), "ko")
    causes = Causes(fields)
    pages = Pages(old, layouts[0]), Pages(new, layouts[1])
    changes = [_complete(each, causes, pages, names[each.change.document, each.change.instance]) for each in found]
    return Comparison(*editions, language, tuple(documents), placed(fields, old, new, changes), tuple(changes), stage)


def _edition(side: Side) -> Edition:
    study = side.submission.study
    return Edition(side.label, study.short_title or study.title, side.date.isoformat(), study.revision, study.id)


def _paired(old: Sequence[Document], new: Sequence[Document]) -> list[tuple[Document | None, Document | None]]:
    """The papers of both sides in the new order of filing; a paper that became one per institution stays the first."""
    before = {(document.id, document.instance): document for document in old}
    pairs = [(before.pop((document.id, document.instance), None), document) for document in new]
    gone = []
    for (identifier, _), document in before.items():
        alone = [index for index, (a, b) in enumerate(pairs) if a is None and b.id == identifier]
        if alone:
            pairs[alone[0]] = document, pairs[alone[0]][1]
        else:
            gone.append((document, None))
    return sorted([*pairs, *gone], key=_order)


def _order(pair: tuple[Document | None, Document | None]) -> tuple[int, str, str]:
    document = pair[1] or pair[0]
    return (document.order, document.id, document.instance or "") if document else (0, "", "")


def _complete(found: Listed, causes: Causes, pages: tuple[Pages, Pages], names: Sequence[str]) -> Change:
    """The change with its causes and its pages; `names` are the paper's on both sides, which may differ."""
    change = found.change
    paths = (causes.of_whole if change.subject is Subject.DOCUMENT else causes.of)(found.printed)
    edit = f"{change.kind.value}\x1f{change.before_text}\x1f{change.after_text}"
    group = paths[0] if paths else hashlib.sha256(edit.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    old_page, new_page = (
        each.of(name, change.section, part) for each, name, part in zip(pages, names, found.parts, strict=True)
    )
    return replace(change, causes=paths, group=group, old_page=old_page, new_page=new_page)
