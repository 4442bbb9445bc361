"""What has to hold of every comparison, whatever was edited: nothing is lost, nothing missed, nothing invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from regdocs.document.document import Document, Section
from regdocs.review.change import (
    BlockPair,
    CellPair,
    Change,
    ChangeKind,
    ColumnPair,
    DocumentComparison,
    HeadPair,
    ItemPair,
    RowPair,
    SectionPair,
    Status,
    Subject,
    Which,
)
from regdocs.review.content import said
from regdocs.review.documents import compare_documents
from regdocs.review.flat import flat
from regdocs.review.line import plain
from regdocs.review.listing import listed
from regdocs.review.rebuild import normal, rebuild

Pair = BlockPair | CellPair | ColumnPair | HeadPair | ItemPair | RowPair | SectionPair


def proved(old: Document, new: Document) -> tuple[DocumentComparison, list[Change]]:
    """The comparison of two documents and its changes, after everything that has to hold of them was held."""
    comparison, found = listed(compare_documents(old, new))
    changes = [each.change for each in found]
    assert rebuild(comparison, Which.OLD) == normal(old)
    assert rebuild(comparison, Which.NEW) == normal(new)
    _told(comparison, changes)
    _moves(comparison)
    for change in changes:
        _says_what_it_is(change)
    return comparison, changes


def _told(comparison: DocumentComparison, changes: list[Change]) -> None:
    """Every difference is told, and everything that is told is a difference in the tree."""
    ids = Counter(change.id for change in changes)
    assert set(ids.values()) <= {1}, "an id names two changes"
    marked = {pair.change for pair in _walk(comparison) if pair.change}
    assert marked == set(ids)
    for pair in _top(comparison):
        _covered(pair)


def _covered(pair: Pair) -> bool:
    """Whether a pair, or something in it, is told; what isn't must be equal to the eye."""
    below = [_covered(each) for each in _inside(pair)]
    told = bool(pair.change) or any(below)
    if isinstance(pair, BlockPair):
        _columns(pair)
    if isinstance(pair, HeadPair):
        assert told
    elif isinstance(pair, ColumnPair):
        assert told == (pair.status is not Status.EQUAL)
    elif isinstance(pair, CellPair):
        assert told or pair.status in (Status.EQUAL, Status.INSERTED, Status.DELETED)
    elif isinstance(pair, RowPair) and not told:
        assert pair.status is Status.EQUAL or any(_with_column(cell) for cell in pair.cells)
    elif pair.status is Status.EQUAL:
        assert not told
        assert _read(pair.old) == _read(pair.new)
    else:
        assert told, pair
    return told


def _with_column(cell: CellPair) -> bool:
    """Whether a cell came or went with its whole column, which is told instead."""
    return cell.status in (Status.INSERTED, Status.DELETED) and not cell.change


def _columns(pair: BlockPair) -> None:
    """What went untold with its column is in a column that is told."""
    told = (
        {column.old for column in pair.columns if column.change},
        {column.new for column in pair.columns if column.change},
    )
    for cell in (cell for row in pair.rows if row.status is not Status.MOVED for cell in row.cells):
        if _with_column(cell):
            assert cell.old_column in told[0] if cell.new is None else cell.new_column in told[1]


def _read(part: object) -> str:
    if isinstance(part, Section):
        part = Section(part.id, part.title, "", part.blocks, part.sections, heading=part.heading)
    return plain(flat(part, "ko"))  # type: ignore[arg-type]


def _moves(comparison: DocumentComparison) -> None:
    """What moved has one place on each side, told by one change; other parts are on the side that their status says."""
    places: dict[str, list[tuple[bool, str]]] = {}
    for pair in _walk(comparison):
        if isinstance(pair, HeadPair | ColumnPair):
            continue
        sides = pair.old is not None, pair.new is not None
        if pair.status in (Status.INSERTED, Status.DELETED):
            assert sides == (pair.status is Status.DELETED, pair.status is Status.INSERTED)
        elif pair.status is Status.MOVED:
            assert not isinstance(pair, CellPair)
            assert sides in ((True, False), (False, True))
            places.setdefault(pair.move, []).append((sides[0], pair.change))
        else:
            assert sides == (True, True)
    for name, found in places.items():
        assert sorted(side for side, _ in found) == [False, True], name
        assert len({change for _, change in found}) == 1


def _says_what_it_is(change: Change) -> None:
    before = plain(inline for span in change.before for inline in span.old)
    after = plain(inline for span in change.after for inline in span.new)
    assert (before, after) == (change.before_text, change.after_text)
    if change.kind is ChangeKind.INSERTED:
        assert not change.before_text
    elif change.kind is ChangeKind.DELETED:
        assert not change.after_text
    elif change.kind is ChangeKind.CHANGED and change.subject not in (Subject.FIGURE, Subject.BOX):
        # A citation of another work may print the same number.
        assert said(i for span in change.before for i in span.old) != said(i for span in change.after for i in span.new)
    elif change.kind is ChangeKind.FORMATTED:
        assert not any(span.op.value in ("insert", "delete") and not span.counted for span in change.before)


def _top(comparison: DocumentComparison) -> list[Pair]:
    return [*comparison.head, *comparison.cover, *comparison.contents, *comparison.sections]


def _walk(comparison: DocumentComparison) -> Iterator[Pair]:
    pending = _top(comparison)
    while pending:
        pair = pending.pop()
        yield pair
        pending += _inside(pair)


def _inside(pair: Pair) -> list[Pair]:
    """What is told one by one; inside of what was moved that is only a section's parts."""
    match pair:
        case SectionPair():
            return [*pair.blocks, *pair.sections, *([pair.within] if pair.within is not None else [])]
        case BlockPair() if pair.status is not Status.MOVED:
            return [*pair.blocks, *pair.items, *pair.rows, *pair.columns]
        case ItemPair() if pair.status is not Status.MOVED:
            return list(pair.blocks)
        case RowPair() if pair.status is not Status.MOVED:
            return list(pair.cells)
    return []
