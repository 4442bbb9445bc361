"""A Word file taken apart once: an edit of its body costs no second reading of what it leaves as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from editing import Edit, W, made
from lxml import etree

from regdocs.formats.docx.opened import opened
from regdocs.formats.docx.read import Reading, read
from regdocs.formats.docx.read_lineage import origins_of
from regdocs.formats.docx.read_numbering import Counting, counting_of
from regdocs.formats.docx.read_paragraph import Context
from regdocs.formats.docx.read_styles import styles_of
from regdocs.formats.rendered import ReadBlock, ReadParagraph, Rendered

Asked = tuple[str | None, int] | None
"""The list and level that a paragraph counts in."""


@dataclass
class _Noted(Counting):
    """Lists that count nothing, but note which paragraph asked for a number."""

    asked: dict[int, Asked] = field(default_factory=dict)
    reading: Reading | None = None

    def number(self, identifier: str | None, level: int) -> str:
        assert self.reading is not None
        self.asked[self.reading.context.index] = (identifier, level)
        return ""


@dataclass(frozen=True)
class _Piece:
    """What an element of the body is read as, by itself."""

    blocks: tuple[ReadBlock, ...]
    asked: Sequence[Asked]


class TakenApart:
    """The elements of a file's body with what each is read as; put together again, they are counted anew."""

    def __init__(self, data: bytes) -> None:
        package = opened(data)
        root, styles = package.xml("word/document.xml"), package.xml("word/styles.xml")
        assert root is not None
        body = root.find(f"{W}body")
        assert body is not None
        self._root, self._body, self._elements = root, body, list(body)
        self._lists = package.xml("word/numbering.xml")
        self._context = Context(styles_of(styles), origins_of(package).sources, {})
        self._pieces = {element: self._piece(element) for element in self._elements}
        self._whole = read(data)

    def after(self, edit: Edit) -> Rendered:
        """The file as it is read after an edit that takes away, moves or replaces elements of the body, and alters none."""
        try:
            edit(self._root)
            return replace(self._whole, blocks=tuple(self._together()))
        finally:
            self._restore()

    def _restore(self) -> None:
        """Put the body's elements back, touching no more of them than the edit did."""
        now = list(self._body)
        start = _alike(now, self._elements)
        end = min(_alike(now[::-1], self._elements[::-1]), len(now) - start, len(self._elements) - start)
        self._body[start : len(now) - end] = self._elements[start : len(self._elements) - end]

    def _piece(self, element: etree._Element) -> _Piece:
        noted = _Noted()
        noted.reading = reading = Reading(self._context, noted)
        first = self._context.index + 1
        blocks = tuple(reading.blocks([element]))
        # What was left in a paragraph would have to move with it.
        assert not self._context.leftovers
        return _Piece(blocks, [noted.asked.get(index) for index in range(first, self._context.index + 1)])

    def _together(self) -> Iterator[ReadBlock]:
        counting, index = counting_of(self._lists), 1
        for element in self._body:
            piece = self._pieces.get(element) or self._piece(element)
            numbers = [counting.number(*asked) if asked else "" for asked in piece.asked]
            first = index
            index += len(numbers)
            for block in piece.blocks:
                shift = first - _first(piece)
                yield _counted(block, shift, numbers, first)


def _alike(some: Sequence[object], others: Sequence[object]) -> int:
    """How many at the beginning are the same."""
    pairs = enumerate(zip(some, others, strict=False))
    return next((index for index, (one, other) in pairs if one is not other), min(len(some), len(others)))


def _first(piece: _Piece) -> int:
    return piece.blocks[0].index if piece.blocks else 0


def _counted(block: ReadBlock, shift: int, numbers: Sequence[str], first: int) -> ReadBlock:
    """A block at its new place, and with its number."""
    if isinstance(block, ReadParagraph):
        index = block.index + shift
        number = numbers[index - first]
        return block if (index, number) == (block.index, block.number) else replace(block, index=index, number=number)
    if not shift and not any(numbers):
        return block
    rows = tuple(
        tuple(
            replace(cell, paragraphs=tuple(_counted(each, shift, numbers, first) for each in cell.paragraphs))  # type: ignore[misc]
            for cell in row
        )
        for row in block.rows
    )
    return replace(block, index=block.index + shift, rows=rows)


@cache
def taken_apart(document: str, name: str) -> TakenApart:
    """A document of an example, taken apart."""
    return TakenApart(made(document, name).data)
