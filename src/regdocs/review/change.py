"""The comparison of two revisions as data: the one result that every face draws.

A comparison holds three views of the same thing: `documents` are merged trees from which both texts can be rebuilt,
`fields` is what changed in study.yaml, and `changes` lists what a reader is told, each tied to its place in a tree
(`change` of a pair is the id of its `Change`) and to the fields that caused it.
"""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from regdocs.document.block import Block, Cell, Item, Row
from regdocs.document.document import Document, Section
from regdocs.document.inline import Inline, Raw
from regdocs.language import Bilingual, Language


class Which(Enum):
    """Which of the two revisions."""

    OLD = "old"
    NEW = "new"


class Status(Enum):
    """How a part of a document came from the old revision to the new one."""

    EQUAL = "equal"
    CHANGED = "changed"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"
    FORMATTED = "formatted"
    """The same words, set in another way."""
    RENUMBERED = "renumbered"
    """The same content; only what is counted (a number of a heading, a table, a reference) became another."""


class Op(Enum):
    """What happened to a stretch of a line of text."""

    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"
    FORMAT = "format"
    """The same characters in another style: `old` and `new` both stand there."""
    WITHIN = "within"
    """A footnote whose call stays while its text changed: `old` and `new` hold the footnote, `inner` its text."""


class Span(Struct, frozen=True, omit_defaults=True):
    """A stretch of text; the `old` of all spans make the old text, the `new` of all spans the new one.

    `INSERT` has no `old` and `DELETE` no `new`. A value of the metadata may be cut: each piece is a `Field` with the
    same paths. `counted` marks a replacement that follows from counting alone (표 3 → 표 4).
    """

    op: Op
    old: tuple[Inline, ...] = ()
    new: tuple[Inline, ...] = ()
    counted: bool = False
    inner: tuple[Span, ...] = ()


class CellPair(Struct, frozen=True, omit_defaults=True):
    """A table cell in its row; `spans` where both sides exist and differ.

    `old_column` and `new_column` are the grid columns, from 0, that the cell begins in; -1 where there is none.
    """

    old: Cell | None
    new: Cell | None
    status: Status
    spans: tuple[Span, ...] = ()
    old_column: int = -1
    new_column: int = -1
    change: str = ""


class RowPair(Struct, frozen=True, omit_defaults=True):
    """A table row; `cells` where both sides exist and differ."""

    old: Row | None
    new: Row | None
    status: Status
    cells: tuple[CellPair, ...] = ()
    move: str = ""
    change: str = ""


class ColumnPair(Struct, frozen=True, omit_defaults=True):
    """A column of a table's grid by its index from 0 on each side; None where the side lacks it."""

    old: int | None
    new: int | None
    status: Status
    change: str = ""


class ItemPair(Struct, frozen=True, omit_defaults=True):
    """An item of a list; `blocks` where both sides exist and differ."""

    old: Item | None
    new: Item | None
    status: Status
    blocks: tuple[BlockPair, ...] = ()
    move: str = ""
    change: str = ""


class BlockPair(Struct, frozen=True, omit_defaults=True):
    """A block of the merged tree.

    With both sides: `EQUAL` (draw either), or one of `CHANGED`, `FORMATTED`, `RENUMBERED` with what is inside: `spans`
    of a paragraph or of a caption, `items` of a list, `rows` and `columns` of a table, `blocks` of a box or of
    landscape pages. What is empty there is the same on both sides.
    With one side: `INSERTED`, `DELETED`, or `MOVED`. What moved stands at both places, with `old` at the one and `new`
    at the other and the same `move`; at the new place `within` compares the two where the move changed it too.
    """

    old: Block | None
    new: Block | None
    status: Status
    spans: tuple[Span, ...] = ()
    items: tuple[ItemPair, ...] = ()
    rows: tuple[RowPair, ...] = ()
    columns: tuple[ColumnPair, ...] = ()
    blocks: tuple[BlockPair, ...] = ()
    move: str = ""
    within: BlockPair | None = None
    change: str = ""


class SectionPair(Struct, frozen=True, omit_defaults=True):
    """A section of the merged tree; one-sided and moved sections as one-sided and moved blocks (see `BlockPair`).

    `status` speaks of the section with all below it. `heading` are the spans of its title (empty where it is the
    same), without the number: that is `old.number` and `new.number`. `blocks` and `sections` are complete where both
    sides exist; of a section that exists on one side only, `old` or `new` holds everything and both are empty.
    """

    id: str
    old: Section | None
    new: Section | None
    status: Status
    heading: tuple[Span, ...] = ()
    blocks: tuple[BlockPair, ...] = ()
    sections: tuple[SectionPair, ...] = ()
    move: str = ""
    within: SectionPair | None = None
    change: str = ""


class HeadPart(Enum):
    """What a document says of itself on its cover, in headers and footers."""

    TITLE = "title"
    NUMBER = "number"
    REVISION = "revision"
    DATE = "date"
    STUDY = "study"
    AUTHOR = "author"
    NOTICE = "notice"


class HeadPair(Struct, frozen=True, omit_defaults=True):
    """A part of the head that differs; only those are listed."""

    part: HeadPart
    old: str
    new: str
    change: str = ""


class DocumentComparison(Struct, frozen=True):
    """One paper in both revisions; a document that only one side has is `INSERTED` or `DELETED` and has no pairs."""

    id: str
    instance: str | None
    old: Document | None
    new: Document | None
    status: Status
    head: tuple[HeadPair, ...] = ()
    cover: tuple[BlockPair, ...] = ()
    contents: tuple[BlockPair, ...] = ()
    sections: tuple[SectionPair, ...] = ()
    change: str = ""

    @property
    def whose(self) -> str:
        """Of a paper that there is for each institution, the name of its own, as the paper has it; else ""."""
        return (self.document.author or self.instance or "") if self.instance else ""

    @property
    def document(self) -> Document:
        """The newer of the two."""
        found = self.new or self.old
        assert found is not None
        return found


class Impact(Enum):
    """How a change stands to the guideline's list of important changes; never a ruling, and all of them are reported."""

    IMPORTANT = "likely-important"
    REPORT = "to-be-reported"
    WORDING = "wording-only"


class Assessment(Struct, frozen=True, omit_defaults=True):
    """The class of a change and what it rests on; `categories` are ids of the law data's list, `confidence` its code."""

    impact: Impact
    categories: tuple[str, ...] = ()
    titles: tuple[Bilingual, ...] = ()
    citations: tuple[Bilingual, ...] = ()
    confidence: str = ""
    because: Bilingual | None = None


class FieldKind(Enum):
    """What happened to a field of study.yaml."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    REORDERED = "reordered"
    """The same items of a list in another order; `old` and `new` are their ids."""
    NOTATION = "notation"
    """The same value in another notation: 1,000 mL as 1 L."""


class FieldPlace(Struct, frozen=True, omit_defaults=True):
    """A section that prints a field; "" is the cover."""

    document: str
    instance: str | None
    section: str


class FieldChange(Struct, frozen=True, omit_defaults=True):
    """A field of study.yaml that changed, was added or removed; list items are named by their ids.

    `old` and `new` are the values as data (a quantity as `1.0e8 cells`, a day as ISO 8601), None where there is none;
    `old_text` and `new_text` as they read in print. `factor` is new by old of two quantities in one unit, `days` what
    lies between two dates. `places` print it, in the old or in the new revision; `changes` are the ids of the document
    changes that it caused.
    """

    path: str
    kind: FieldKind
    old: Raw = None
    new: Raw = None
    old_text: Bilingual | None = None
    new_text: Bilingual | None = None
    title: Bilingual | None = None
    """What the field is called, where the metadata name its item."""
    factor: float | None = None
    days: int | None = None
    places: tuple[FieldPlace, ...] = ()
    changes: tuple[str, ...] = ()
    assessment: Assessment | None = None


class ChangeKind(Enum):
    """What a reader is told."""

    CHANGED = "changed"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"
    FORMATTED = "formatted"
    RENUMBERED = "renumbered"

    @property
    def substantial(self) -> bool:
        """Whether words changed; what was only set or counted otherwise isn't."""
        return self not in (ChangeKind.FORMATTED, ChangeKind.RENUMBERED)


class Subject(Enum):
    """What it is that changed."""

    DOCUMENT = "document"
    HEAD = "head"
    SECTION = "section"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    ROW = "row"
    COLUMN = "column"
    CELL = "cell"
    CAPTION = "caption"
    FIGURE = "figure"
    BOX = "box"
    LAYOUT = "layout"
    """Page breaks, generated lists, landscape pages."""


class Change(Struct, frozen=True, omit_defaults=True):
    """One change at one place of one document.

    `id` is made of what changed and where, so it stays the same while other things change. `section` is "" for the
    cover and the head. `label` says which item, row, column or table of the section it is (`표 3 · 용량 · 1군`).
    `before` and `after` are the spans with the changed words; `before` holds no `INSERT` and `after` no `DELETE`.
    `causes` are the changed field paths that are printed there; `group` is common to all changes that one cause (or
    one and the same edit) made. Pages are those of the laid out PDFs, where known.
    """

    id: str
    kind: ChangeKind
    subject: Subject
    document: str
    instance: str | None
    document_title: Bilingual
    section: str
    number: str
    section_title: Bilingual
    label: Bilingual
    before: tuple[Span, ...] = ()
    after: tuple[Span, ...] = ()
    before_text: str = ""
    after_text: str = ""
    causes: tuple[str, ...] = ()
    group: str = ""
    assessment: Assessment | None = None
    reason: Bilingual | None = None
    question: str = ""
    old_page: int | None = None
    new_page: int | None = None


class Edition(Struct, frozen=True, omit_defaults=True):
    """One side as a whole: how it is called (`rev1`, `git:v1`, a file's name), its date, its revision and whose."""

    label: str
    title: Bilingual
    date: str = ""
    revision: str = ""
    study_id: str = ""


class Stage(Enum):
    """When the new revision comes: in answer to a supplement demand, or after the plan was found suitable."""

    REVIEW = "review"
    APPROVED = "approved"


class Comparison(Struct, frozen=True):
    """Everything that two revisions differ in; see the module."""

    old: Edition
    new: Edition
    language: Language
    documents: tuple[DocumentComparison, ...]
    fields: tuple[FieldChange, ...] = ()
    changes: tuple[Change, ...] = ()
    stage: Stage = Stage.REVIEW
    limits: tuple[Bilingual, ...] = ()
    """What this comparison can't see, said to the reader (foreign files: styles, footnotes' places)."""

    def change(self, identifier: str) -> Change:
        """The change with that id; raises KeyError where there is none."""
        for change in self.changes:
            if change.id == identifier:
                return change
        raise KeyError(identifier)


class Group(Struct, frozen=True):
    """The changes of one cause in reading order; `field` is the change of the metadata that made them, where one did."""

    id: str
    changes: tuple[Change, ...]
    field: FieldChange | None = None


def groups(comparison: Comparison) -> tuple[Group, ...]:
    """All changes by their group, in the order of each group's first change."""
    fields = {field.path: field for field in comparison.fields}
    found: dict[str, list[Change]] = {}
    for change in comparison.changes:
        found.setdefault(change.group or change.id, []).append(change)
    return tuple(
        Group(key, tuple(changes), next((fields[path] for path in changes[0].causes if path in fields), None))
        for key, changes in found.items()
    )
