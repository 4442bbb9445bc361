"""The values that a stretch of a composed document prints, each with the words around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from regdocs.check.rendered.spelling import loose
from regdocs.check.rendered.standing import END
from regdocs.document.block import Block, Box, Figure, ItemList, Landscape, Paragraph, Table
from regdocs.document.inline import Break, Field, Footnote, Inline, Link, Style, Styled, Text
from regdocs.formats.rendered import raised

Key = tuple[tuple[str, ...], str]
"""What a value stands for: field paths and the name of the formatter."""

_AROUND = 12


@dataclass(frozen=True, slots=True)
class Printed:
    """A value as it is printed, with the letters right before and after it as `loose` spells them."""

    key: Key
    text: str
    before: str
    after: str


@dataclass
class Stretch:
    """What is printed one after the other, as it is gathered."""

    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _values: list[tuple[Key, str, int, int]] = field(default_factory=list)
    _notes: list[tuple[Inline, ...]] = field(default_factory=list)

    def add(self, inlines: Iterable[Inline]) -> None:
        """Inlines of one line."""
        for inline in inlines:
            if isinstance(inline, Styled) and inline.style is Style.SUPERSCRIPT:
                self._add_raised(inline)
            elif isinstance(inline, Styled | Link):
                self.add(inline.children)
            elif isinstance(inline, Footnote):
                self._notes.append(inline.children)
            elif isinstance(inline, Field):
                start = self._length
                self._put(loose(inline.text))
                # Pages of other papers are no value of the submission, and have no path.
                if inline.paths:
                    self._values.append(((inline.paths, inline.format), inline.text, start, self._length))
            elif not isinstance(inline, Break):
                self._put(loose(inline.text))

    def _add_raised(self, styled: Styled) -> None:
        """Digits above the line, as a reader gives them back; a value stands there as it is."""
        for child in styled.children:
            if isinstance(child, Text):
                self._put(loose(raised(child.text)))
            else:
                self.add((child,))

    def add_blocks(self, blocks: Iterable[Block]) -> None:
        """Blocks, one below the other."""
        for block in blocks:
            match block:
                case Paragraph():
                    self.add(block.children)
                case ItemList():
                    for item in block.items:
                        self.add_blocks(item.blocks)
                case Table():
                    self._add_caption(block.caption)
                    for row in block.rows:
                        for cell in row.cells:
                            self.add(cell.children)
                case Figure():
                    self._add_caption(block.caption)
                case Box() | Landscape():
                    self.add_blocks(block.blocks)

    def _add_caption(self, inlines: Iterable[Inline]) -> None:
        """What has a number before it, or stands elsewhere: nobody knows its neighbours."""
        self._put(END)
        self.add(inlines)
        self._put(END)

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

    def text(self) -> str:
        """All of it as `loose` spells it, notes last."""
        while self._notes:
            self._add_caption(self._notes.pop(0))
        return "".join(self._pieces)

    def values(self) -> Iterator[Printed]:
        """Every value in reading order, those of notes last."""
        text = self.text()
        for key, value, start, end in self._values:
            before = text[max(0, start - _AROUND) : start].rpartition(END)[2]
            yield Printed(key, value, before, text[end : end + _AROUND].partition(END)[0])
