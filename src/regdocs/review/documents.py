"""Two editions of one paper compared: head, cover, generated lists, sections."""

from __future__ import annotations

from collections.abc import Iterator, Set

from regdocs.document.document import Document
from regdocs.review.blocks import compare_blocks
from regdocs.review.change import BlockPair, DocumentComparison, HeadPair, HeadPart, SectionPair, Status
from regdocs.review.moves import with_moves
from regdocs.review.pairing import Context, combined
from regdocs.review.sections import compare_sections


def compare_documents(
    old: Document | None, new: Document | None, redrawn: Set[str] = frozenset()
) -> DocumentComparison:
    """The merged tree of two editions; one may be None, for a paper that only the other side has.

    `redrawn` names the pictures (resources of figures) that look different on the two sides.
    """
    if old is None or new is None:
        document = new or old
        if document is None:
            raise ValueError("there is nothing to compare")
        status = Status.INSERTED if old is None else Status.DELETED
        return DocumentComparison(document.id, document.instance, old, new, status)
    context = Context(redrawn)
    head = tuple(_head(old, new))
    cover = compare_blocks(old.cover, new.cover, context)
    contents = compare_blocks(old.contents, new.contents, context)
    cover, sections = with_moves(cover, compare_sections(old, new, context), context)
    parts: tuple[BlockPair | SectionPair, ...] = (*cover, *contents, *sections)
    status = Status.CHANGED if head else combined(part.status for part in parts)
    return DocumentComparison(new.id, new.instance, old, new, status, head, cover, contents, sections)


def _head(old: Document, new: Document) -> Iterator[HeadPair]:
    for part in HeadPart:
        before, after = _said(old, part), _said(new, part)
        if before != after:
            yield HeadPair(part, before, after)


def _said(document: Document, part: HeadPart) -> str:
    if part is HeadPart.TITLE:
        return document.title.text(document.language)
    return str(getattr(document, part.value))
