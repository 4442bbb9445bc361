"""One redline: both revisions drawn into one file, its changes numbered and signed, the file read back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from regdocs.document.document import Document
from regdocs.finding import Place
from regdocs.formats.docx.body import Body
from regdocs.formats.docx.headings import Decision, Plan
from regdocs.formats.docx.package import Package
from regdocs.formats.docx.revision import Revisions, numbered
from regdocs.formats.docx.write import package, write
from regdocs.formats.format import Layout, Resources
from regdocs.formats.office.refusal import refusal, refuse_illegal_characters
from regdocs.language import Bilingual
from regdocs.review.change import DocumentComparison, SectionPair
from regdocs.review.redline.around import headers_and_footers
from regdocs.review.redline.blocks import BlockPairs, Moves
from regdocs.review.redline.draw import Drawing
from regdocs.review.redline.lists import old_lists, plans
from regdocs.review.redline.notes import NotePart
from regdocs.review.redline.pieces import Pieces
from regdocs.review.redline.proof import prove
from regdocs.review.redline.steady import steady
from regdocs.review.redline.texts import lines
from regdocs.review.redline.untracked import Untracked
from regdocs.review.telling import moved_parts
from regdocs.template_set.style import Style

AUTHOR = "regdocs"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DOCUMENT, _FOOTNOTES = "word/document.xml", "word/footnotes.xml"


@dataclass(frozen=True, slots=True)
class Redlined:
    """A redline as DOCX, and the changes that Word has no marks for."""

    data: bytes
    untracked: tuple[Untracked, ...] = ()


def redline(
    comparison: DocumentComparison,
    style: Style,
    resources: tuple[Resources, Resources] = ({}, {}),
    author: str = AUTHOR,
    layouts: tuple[Layout | None, Layout | None] = (None, None),
) -> Redlined:
    """The new revision's file with all changes tracked by `author` on the new revision's date; the same bytes each time.

    `resources` are the figures of the old and of the new revision, `layouts` give the page numbers of their generated
    lists (where only one is given it serves both). A document that only one side has is all inserted or all deleted.
    Raises RedlineMismatch where the file doesn't hold both revisions, RenderingError where one of them can't be drawn.
    """
    old, new = _sides(comparison)
    layouts = layouts[0] or layouts[1], layouts[1] or layouts[0]
    for document in (old, new):
        refuse_illegal_characters(document)
    try:
        file, untracked = _drawn(comparison, (old, new), style, resources, author, layouts)
        data = _numbered(file).to_bytes()
        plain = [write(*side) for side in zip((old, new), resources, (style, style), layouts, strict=True)]
    except RecursionError:
        message = Bilingual("문서의 구조가 너무 깊게 겹쳐 있습니다.", "the document is nested too deeply")
        raise refusal("nesting", message, Place(document=new.id)) from None
    prove(data, plain[0], plain[1], new.stem)
    return Redlined(data, untracked)


def _sides(comparison: DocumentComparison) -> tuple[Document, Document]:
    """Both revisions; one that isn't there is an empty paper of the same name."""
    empty = replace(comparison.document, cover=(), contents=(), sections=())
    return comparison.old or empty, comparison.new or empty


def _drawn(
    comparison: DocumentComparison,
    documents: tuple[Document, Document],
    style: Style,
    resources: tuple[Resources, Resources],
    author: str,
    layouts: tuple[Layout | None, Layout | None],
) -> tuple[Package, tuple[Untracked, ...]]:
    old_plan, new_plan = plans(*documents)
    new = Body(documents[1], resources[1], style, layouts[1], new_plan)
    old = Body(documents[0], resources[0], style, layouts[0], old_plan, beside=new)
    decisions = _decisions(documents[0], old_plan), _decisions(documents[1], new_plan)
    both = [
        (decisions[0][first], decisions[1][second])
        for first, second in _partners(comparison.sections)
        if first in decisions[0] and second in decisions[1]
    ]
    old.heading_list, old.links = old_lists(old_plan, new_plan, new.numbering, both), new.links
    date = documents[1].date
    revisions = Revisions(author, f"{date}T00:00:00Z" if _DAY.fullmatch(date) else "")
    notes = NotePart(old.footnotes, new.footnotes, revisions)
    pieces = Pieces(revisions, notes, new.places.names)
    staying = steady(comparison)
    old.places.unsteady = new.places.unsteady = staying.unsteady(old.places, new.places)
    blocks = BlockPairs(old, new, resources, pieces, staying.restarts(new.places), _moves(comparison))
    Drawing(old, new, decisions, blocks, pieces).draw(comparison)
    file = package(new, new_plan, update_fields=False)
    for name, content in headers_and_footers(old, new, pieces):
        file.add(name, content)
    old.pictures.add_parts(file)
    file.add(_FOOTNOTES, notes.xml(file.parts[_DOCUMENT].decode()))
    return file, blocks.untracked


def _moves(comparison: DocumentComparison) -> Moves:
    """What has moved and says something else now."""
    said = {name: (tuple(lines(old)), tuple(lines(new))) for name, (old, new) in moved_parts(comparison).items()}
    return {name: (was, now) for name, (was, now) in said.items() if was != now}


def _decisions(document: Document, plan: Plan) -> dict[str, Decision]:
    return {section.id: decision for section, decision in zip(document.walk(), plan.decisions, strict=True)}


def _partners(pairs: tuple[SectionPair, ...]) -> Iterator[tuple[str, str]]:
    """The ids of the sections that both sides have."""
    for pair in pairs:
        if pair.old is not None and pair.new is not None:
            yield pair.old.id, pair.new.id
        yield from _partners(pair.sections)


def _numbered(file: Package) -> Package:
    """The file with an id for every mark, through all parts, after those of the bookmarks."""
    names = [name for name in sorted(file.parts) if name.startswith(("word/header", "word/footer"))]
    texts = {name: file.parts[name].decode() for name in (_DOCUMENT, _FOOTNOTES, *names)}
    following = 1 + max(
        (int(each) for each in re.findall(r'<w:bookmarkStart w:id="(\d+)"', texts[_DOCUMENT])), default=0
    )
    for name, text in texts.items():
        xml, following = numbered(text, following)
        file.parts[name] = xml.encode()
    return file
