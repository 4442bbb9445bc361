"""Blocks of both revisions drawn into the new one's file: what both have as the new one has it, the rest tracked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from difflib import SequenceMatcher
from itertools import zip_longest

from regdocs.document.block import Block, Box, Contents, Figure, ItemList, Landscape, PageBreak, Paragraph, Table
from regdocs.formats.docx.blocks import Blocks, inside_list
from regdocs.formats.docx.body import Body
from regdocs.formats.docx.contents import entries_of, listed
from regdocs.formats.docx.revision import parts
from regdocs.formats.format import Resources
from regdocs.formats.office.flow import Frame
from regdocs.formats.office.markers import first_ordinal, literal_marker
from regdocs.review.change import BlockPair, ItemPair, Status
from regdocs.review.redline.pieces import SPACER, Pieces, one_sided_end
from regdocs.review.redline.untracked import Untracked, Why

Moves = Mapping[str, tuple[Sequence[str], Sequence[str]]]
"""What each move that changed something too said before, and says now, paragraph by paragraph, by its name."""


class BlockPairs:
    """Draws pairs of blocks one after the other; what Word has no marks for is noted with the section at work."""

    def __init__(
        self,
        old: Body,
        new: Body,
        resources: tuple[Resources, Resources],
        pieces: Pieces,
        restarts: frozenset[int],
        moves: Moves,
    ) -> None:
        """`restarts` are the ids of blocks whose caption has to say its number."""
        self._old, self._new = old, new
        self._old_blocks, self._new_blocks = Blocks(old, restarts), Blocks(new, restarts)
        self._old_resources, self._new_resources = resources
        self._pieces = pieces
        self._moves = moves
        self.section = ""
        self._places: list[tuple[Why, str]] = []

    @property
    def untracked(self) -> tuple[Untracked, ...]:
        return tuple(Untracked(why, section) for why, section in dict.fromkeys(self._places))

    def note(self, why: Why) -> None:
        self._places.append((why, self.section))

    def close(self) -> None:
        """A cell or a file ends with a paragraph whose own end can't be tracked, so one of both sides has to follow."""
        if one_sided_end(self._new.last):
            self._new.add(SPACER)

    def whole(self, body: Body, blocks: Iterable[Block]) -> str:
        """Blocks of one side drawn to stand on the page at work."""
        drawing = self._new_blocks if body is self._new else self._old_blocks
        frame = Frame(width=self._new.text_width)
        return self.aside(body, lambda: drawing.draw(blocks, frame))

    def plain(self, blocks: Iterable[Block]) -> None:
        """Blocks that are the same on both sides."""
        self._new_blocks.draw(blocks)

    def aside(self, body: Body, draw: Callable[[], None]) -> str:
        """What `draw` adds to `body`, which stands where the new one does."""
        if body is self._old:
            body.follow(self._new)
        return body.aside(draw)

    def draw(self, pairs: Iterable[BlockPair], frame: Frame) -> None:
        for pair in pairs:
            self.pair(pair, frame)

    def pair(self, pair: BlockPair, frame: Frame) -> None:
        old, new = pair.old, pair.new
        if isinstance(old, Contents) and isinstance(new, Contents):
            self._contents(old, new)
        elif old is not None and new is not None:
            if pair.status is Status.EQUAL and type(old) is type(new) and not self._redrawn(new):
                self._new_blocks.draw((new,), frame)
            else:
                self._changed(pair, old, new, frame)
        elif new is not None:
            self._come(pair, new, frame)
        elif isinstance(old, PageBreak):
            self.note(Why.PAGE_BREAK)
        elif old is not None:
            self._add_one_sided(pair, self._xml(self._old, old, frame))

    def _come(self, pair: BlockPair, new: Block, frame: Frame) -> None:
        """A block at a place where it wasn't before."""
        if isinstance(new, PageBreak):
            self.note(Why.PAGE_BREAK)
            self._new_blocks.draw((new,), frame)
        elif isinstance(new, Landscape):
            self.note(Why.ORIENTATION)
            with self._pages(frame):
                for each in new.blocks:
                    self.pair(BlockPair(None, each, Status.INSERTED), frame)
        else:
            self._add_one_sided(pair, self._xml(self._new, new, frame))

    def _add_one_sided(self, pair: BlockPair | ItemPair, xml: str) -> None:
        self.add_one_sided(xml, pair.old is None, pair.move if pair.status is Status.MOVED else "")

    def add_one_sided(self, xml: str, come: bool, move: str) -> None:
        """What has come or gone, by the move `move` where it has one.

        Where a table moves all is deleted and inserted: Word has no moves of tables, and LibreOffice loses what follows.
        """
        if move and "<w:tbl>" in xml:
            self.note(Why.MOVE)
            move = ""
        pieces = self._pieces
        was, now = self._moves.get(move, ((), ()))
        if come:
            self._new.add(pieces.moved_to(xml, move, was) if move else pieces.inserted(xml))
        else:
            self._new.add(pieces.moved_from(xml, move, now) if move else pieces.deleted(xml))

    def _pages(self, frame: Frame) -> AbstractContextManager[None]:
        """Landscape pages, which there are on the open page only."""
        apart = frame.width is not None or frame.cover or frame.level
        return nullcontext() if apart else self._new.turned()

    def _changed(self, pair: BlockPair, old: Block, new: Block, frame: Frame) -> None:
        match old, new:
            case ItemList(), ItemList():
                self._list(pair, old, new, frame)
            case Table(), Table():
                self._table(pair, old, new, frame)
            case Paragraph(), Paragraph():
                before, after = self._xml(self._old, old, frame), self._xml(self._new, new, frame)
                self._new.add(self._pieces.paragraph(before, after, pair.spans))
            case Figure(), Figure():
                before, after = self._xml(self._old, old, frame), self._xml(self._new, new, frame)
                self._new.add(self._pieces.alike(before, after, pair.spans))
            case Box(), Box():
                self._box(pair, old, new, frame)
            case Landscape(), Landscape():
                apart = frame.width is not None or frame.cover or frame.level
                with nullcontext() if apart else self._new.turned():
                    self.draw(pair.blocks or _unchanged(old.blocks, new.blocks), frame)
            case _:
                self.pair(BlockPair(old, None, Status.DELETED), frame)
                self.pair(BlockPair(None, new, Status.INSERTED), frame)

    def _redrawn(self, block: Block) -> bool:
        """Whether what is the same in the tree may show otherwise: a picture under the same name, a generated list."""
        if isinstance(block, Figure):
            return self._old_resources.get(block.resource) != self._new_resources.get(block.resource)
        if isinstance(block, Box | Landscape):
            return any(map(self._redrawn, block.blocks))
        return isinstance(block, Contents)

    def _xml(self, body: Body, block: Block, frame: Frame) -> str:
        """A block drawn to stand on the page at work."""
        blocks = self._new_blocks if body is self._new else self._old_blocks
        if _turns((block,)):
            self.note(Why.ORIENTATION)
            frame = (
                frame
                if frame.width is not None
                else Frame(frame.look, self._new.text_width, frame.indent, frame.level, frame.cover)
            )
        return self.aside(body, lambda: blocks.draw((block,), frame))

    def _table(self, pair: BlockPair, old: Table, new: Table, frame: Frame) -> None:
        """Caption, table and the space below it; one whose columns changed is deleted, and inserted anew."""
        before, after = self._xml(self._old, old, frame), self._xml(self._new, new, frame)
        old_head, old_table, old_tail = _around_table(before)
        new_head, new_table, new_tail = _around_table(after)
        columns = all(column.status is Status.EQUAL for column in pair.columns)
        merged = self._pieces.table(old_table, new_table, pair.rows) if columns and old_table and new_table else ""
        if not merged:
            if old_table and new_table:
                self.note(Why.COLUMNS)
            self._new.add(self._pieces.alike(old_head, new_head, pair.spans))
            self._new.add(self._pieces.deleted(old_table + old_tail) + self._pieces.inserted(new_table + new_tail))
            return
        self._new.add(self._pieces.alike(old_head, new_head, pair.spans))
        self._new.add(merged)
        self._new.add(new_tail)
        if [column.width for column in old.columns] != [column.width for column in new.columns]:
            self.note(Why.WIDTHS)

    def _box(self, pair: BlockPair, old: Box, new: Box, frame: Frame) -> None:
        inside = self._new_blocks.inside_box(frame)

        def draw() -> None:
            self.draw(pair.blocks or _unchanged(old.blocks, new.blocks), inside)
            self.close()

        self._new_blocks.boxed(new, frame, draw)

    def _list(self, pair: BlockPair, old: ItemList, new: ItemList, frame: Frame) -> None:
        """The items of both sides; where marker and start are the same, in one list that each side counts for itself."""
        inside = inside_list(frame)
        numbered = self._new_blocks.list_of(new, frame)
        same = (old.marker, first_ordinal(old)) == (new.marker, first_ordinal(new))
        former = numbered if same else self._old_blocks.list_of(old, frame)
        old_ordinal, new_ordinal = first_ordinal(old), first_ordinal(new)
        for item in pair.items or _unchanged_items(old, new):
            before, after = literal_marker(old.marker, old_ordinal), literal_marker(new.marker, new_ordinal)
            self._item(item, inside, (former, before), (numbered, after))
            old_ordinal += item.old is not None
            new_ordinal += item.new is not None

    def _item(
        self, pair: ItemPair, frame: Frame, former: tuple[str, str | None], present: tuple[str, str | None]
    ) -> None:
        old, new = pair.old, pair.new
        if new is not None and old is None:
            xml = self.aside(self._new, lambda: self._new_blocks.item(new, frame, *present))
            self._add_one_sided(pair, xml)
        elif old is not None and new is None:
            xml = self.aside(self._old, lambda: self._old_blocks.item(old, frame, *former))
            self._add_one_sided(pair, xml)
        elif old is not None and new is not None:
            blocks = pair.blocks or _unchanged(old.blocks, new.blocks)
            first = blocks[0] if blocks else None
            if first and isinstance(first.old, Paragraph) and isinstance(first.new, Paragraph):
                before = self.aside(self._old, lambda: self._old_blocks.item_head(old, frame, *former))
                after = self.aside(self._new, lambda: self._new_blocks.item_head(new, frame, *present))
                self._new.add(self._pieces.paragraph(before, after, first.spans))
                self.draw(blocks[1:], frame)
            elif first is None:
                self._new_blocks.item(new, frame, *present)
            else:
                self._item(ItemPair(old, None, Status.DELETED), frame, former, present)
                self._item(ItemPair(None, new, Status.INSERTED), frame, former, present)

    def _contents(self, old: Contents, new: Contents) -> None:
        """A generated list, line by line: those of both sides by what they point to."""
        body = self._new
        before = entries_of(old, self._old.document, self._old.places, self._old.layout)
        after = entries_of(new, body.document, body.places, body.layout)
        if not before or not after:
            self._new.add(self._pieces.deleted(self._old.contents(old)))
            self._new.add(self._pieces.inserted(body.contents(new)))
            return
        matcher = SequenceMatcher(
            None, [each.bookmark for each in before], [each.bookmark for each in after], autojunk=False
        )
        lines: list[str] = []
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            if tag == "equal":
                pairs = zip(before[i1:i2], after[j1:j2], strict=True)
                lines += [b.xml() if a == b else self._pieces.paragraph(a.xml(), b.xml()) for a, b in pairs]
            else:
                lines += [self._pieces.deleted(each.xml()) for each in before[i1:i2]]
                lines += [self._pieces.inserted(each.xml()) for each in after[j1:j2]]
        body.add(listed(new, body.document, body.places, body.lineage, lines))


def _unchanged(old: Sequence[Block], new: Sequence[Block]) -> tuple[BlockPair, ...]:
    return tuple(BlockPair(a, b, Status.EQUAL) for a, b in zip_longest(old, new))


def _unchanged_items(old: ItemList, new: ItemList) -> tuple[ItemPair, ...]:
    return tuple(ItemPair(a, b, Status.EQUAL) for a, b in zip_longest(old.items, new.items))


def _turns(blocks: Iterable[Block]) -> bool:
    return any(isinstance(block, Landscape) for block in blocks)


def _around_table(xml: str) -> tuple[str, str, str]:
    """What stands before the table (its caption), the table, what stands behind it."""
    found = parts(xml)
    index = next((index for index, part in enumerate(found) if part.startswith("<w:tbl>")), None)
    if index is None:
        return xml, "", ""
    return "".join(found[:index]), found[index], "".join(found[index + 1 :])
