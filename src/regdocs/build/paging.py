"""Pages across papers: known once all are laid out, and put where a paper lists the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from regdocs.build import record
from regdocs.build.place import tree_of
from regdocs.compose.compose import Composed
from regdocs.compose.paging import awaits, length_of, numbers_in, page_of, paged
from regdocs.document.document import Document, from_json
from regdocs.formats.format import Layout, Written

Numbers = dict[str, int]

_ROUNDS = 3
"""A list of papers names its own length too, which its numbers may change once; they don't go on changing it."""


def of_layouts(laid: Iterable[tuple[Document, Layout | None]]) -> Numbers:
    """The lengths and the sections' pages of documents that were laid out."""
    found: Numbers = {}
    for document, layout in laid:
        if layout is not None:
            found[length_of(document.id, document.instance)] = layout.pages
            found |= {page_of(document.id, section): page for section, page in layout.sections.items()}
    return found


def as_built(every: Sequence[Composed], folder: Path) -> list[Composed]:
    """Composed documents with the pages that the build in `folder` printed.

    Lengths are those of the recorded PDFs; where a build made none, those that its lists themselves say.
    """
    listing = [each for each in every if awaits(each.document)]
    found = record.read(folder) if listing else None
    if found is None:
        return list(every)
    numbers: Numbers = {}
    for each in listing:
        numbers |= _said(folder / tree_of(each.document))
    for paper in found.documents:
        if paper.pages is not None:
            numbers[length_of(paper.id, paper.instance)] = paper.pages
            numbers |= {page_of(paper.id, each.id): each.page for each in paper.sections if each.page is not None}
    return [_with(each, numbers) for each in every]


def _said(tree: Path) -> Numbers:
    try:
        return numbers_in(from_json(tree.read_bytes()))
    except (OSError, msgspec.DecodeError):
        return {}


def settled(
    composed: Sequence[Composed], lay_out: Callable[[Sequence[Composed]], Sequence[Written]]
) -> list[tuple[Composed, Written]]:
    """Each document as laid out; those that list pages are laid out again until what they say is so."""
    each, written = list(composed), list(lay_out(composed))
    for _ in range(_ROUNDS):
        numbers = of_layouts((one.document, paper.layout) for one, paper in zip(each, written, strict=True))
        numbered = [_with(one, numbers) for one in each]
        due = [index for index, one in enumerate(each) if numbered[index] is not one]
        if not due:
            break
        each = numbered
        for index, paper in zip(due, lay_out([each[index] for index in due]), strict=True):
            written[index] = paper
    return list(zip(each, written, strict=True))


def _with(composed: Composed, numbers: Numbers) -> Composed:
    document = paged(composed.document, numbers)
    return composed if document == composed.document else replace(composed, document=document)
