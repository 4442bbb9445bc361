"""Two revisions compared once: the one result that redline, comparison table, page, Markdown and JSON draw."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from msgspec.structs import replace

from regdocs.document.document import Document
from regdocs.language import Language
from regdocs.review.change import Change, Comparison, DocumentComparison, Edition, FieldChange, Stage
from regdocs.review.documents import compare_documents
from regdocs.review.listing import Listed, listed
from regdocs.submission.path import covers


def compare_trees(
    old: Sequence[Document],
    new: Sequence[Document],
    editions: tuple[Edition, Edition],
    fields: Sequence[FieldChange] = (),
    stage: Stage = Stage.REVIEW,
) -> Comparison:
    """The comparison of two sets of document trees in one language, the changes tied to the fields that caused them."""
    documents: list[DocumentComparison] = []
    found: list[Listed] = []
    for before, after in _paired(old, new):
        document, changes = listed(compare_documents(before, after))
        documents.append(document)
        found += changes
    language: Language = next((document.language for document in (*new, *old)), "ko")
    caused = [_with_causes(each, fields) for each in found]
    return Comparison(*editions, language, tuple(documents), tuple(fields), tuple(caused), stage)


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


def _with_causes(found: Listed, fields: Sequence[FieldChange]) -> Change:
    causes = tuple(
        field.path
        for field in fields
        if any(covers(field.path, path) or covers(path, field.path) for path in found.printed)
    )
    change = found.change
    edit = f"{change.kind.value}\x1f{change.before_text}\x1f{change.after_text}"
    group = causes[0] if causes else hashlib.sha256(edit.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return replace(change, causes=causes, group=group)
