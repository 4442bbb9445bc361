"""Random documents with everything that a tree can hold, and random edits of them, by a seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from regdocs.document.block import (
    Block,
    Box,
    Cell,
    Column,
    Contents,
    Figure,
    Item,
    ItemList,
    Landscape,
    Marker,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from regdocs.document.document import Document, Section
from regdocs.document.inline import (
    Break,
    Citation,
    Field,
    Footnote,
    Gap,
    Inline,
    Link,
    Reference,
    Style,
    Styled,
    Text,
)
from regdocs.language import Bilingual

T = TypeVar("T")
WORDS = [
    "세포를",
    "세포가",
    "연구대상자에게",
    "연구대상자",
    "투여한다",
    "투여하고",
    "8주",
    "12주",
    "1.0×10⁸",
    "cells",
    "5.0×10⁷",
    "2~8℃",
    "≥",
    "80",
    "%",
    "안전성",
    "유효성을",
    "EASI-75",
    "CD73",
    "이상반응이",
    "발생하면",
    "즉시",
    "보고한다.",
    "2026.",
    "9.",
    "1.",
    "및",
    "또는",
    "(제1항)",
    "the",
    "cells",
    "are",
    "given",
    "every",
]


class Maker:
    """Makes parts of documents; everything comes from one source of chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.sections = 0

    def text(self, most: int = 8) -> str:
        count = self.chance.randint(1, most)
        return "".join(self.chance.choice(WORDS) + self.chance.choice((" ", " ", " ", "")) for _ in range(count))

    def inline(self, depth: int = 0) -> Inline:
        chance = self.chance
        kind = chance.randint(0, 14 if depth < 2 else 8)
        match kind:
            case 9:
                return Styled(chance.choice(list(Style)), self.line(3, depth + 1))
            case 10:
                return Footnote(self.line(2, 2), chance.randint(1, 9))
            case 11:
                return Link(f"https://example.org/{chance.randint(1, 2)}", self.line(2, depth + 1))
            case 12:
                return Reference(f"t{chance.randint(1, 3)}", f"표 {chance.randint(1, 9)}")
            case 13:
                return Citation((f"k{chance.randint(1, 3)}",), f"[{chance.randint(1, 9)}]")
            case 14:
                return chance.choice((Break(), Gap("기재 필요", "study.x")))
            case 6 | 7 | 8:
                return Field(
                    self.text(2), (f"design.arms[a{chance.randint(1, 4)}].name",), chance.randint(1, 3), "text"
                )
        return Text(self.text())

    def line(self, most: int = 5, depth: int = 0) -> tuple[Inline, ...]:
        return tuple(self.inline(depth) for _ in range(self.chance.randint(0 if depth == 0 else 1, most)))

    def paragraph(self) -> Paragraph:
        return Paragraph(self.line(), self.chance.choice(("", "", "", "note")))

    def table(self) -> Table:
        chance = self.chance
        columns, rows = chance.randint(1, 4), chance.randint(1, 6)
        made = [Row(tuple(Cell(self.line(2)) for _ in range(columns))) for _ in range(rows)]
        if columns > 1 and chance.random() < 0.3:
            made[0] = Row((Cell(self.line(2), colspan=columns),))
        if columns > 1 and rows > 2 and chance.random() < 0.3:
            first, second = made[1].cells, made[2].cells
            made[1] = Row((replace(first[0], rowspan=2), *first[1:]))
            made[2] = Row(second[1:])
        label = f"t{chance.randint(1, 3)}" if chance.random() < 0.3 else ""
        return Table((Column(1 / columns),) * columns, tuple(made), chance.randint(0, 1), self.line(2), label, "표 1")

    def list(self, depth: int = 0) -> ItemList:
        items = tuple(
            Item((self.paragraph(), *((self.list(depth + 1),) if depth < 2 and self.chance.random() < 0.2 else ())))
            for _ in range(self.chance.randint(1, 5))
        )
        return ItemList(items, self.chance.choice(list(Marker)[:3]), self.chance.choice((1, 1, 3)))

    def block(self, depth: int = 0) -> Block:
        match self.chance.randint(0, 11):
            case 6:
                return self.table()
            case 7:
                return self.list()
            case 8 if depth < 2:
                return Box("note", self.blocks(depth + 1))
            case 9:
                return Figure(f"figures/{self.chance.randint(1, 3)}.png", self.text(3), self.line(2))
            case 10 if depth < 2:
                return Landscape(self.blocks(depth + 1))
            case 11:
                return self.chance.choice((PageBreak(), Contents()))
        return self.paragraph()

    def blocks(self, depth: int = 0) -> tuple[Block, ...]:
        return tuple(self.block(depth) for _ in range(self.chance.randint(0, 5)))

    def section(self, depth: int = 0) -> Section:
        self.sections += 1
        name = f"s{self.sections}"
        children = tuple(self.section(depth + 1) for _ in range(self.chance.randint(0, 2) if depth < 2 else 0))
        heading = self.line(2, 1) if self.chance.random() < 0.3 else ()
        title = Bilingual(self.text(3).strip() or name)
        return Section(name, title, f"{self.sections}.", self.blocks(), children, heading=heading)

    def document(self) -> Document:
        sections = tuple(self.section() for _ in range(self.chance.randint(0, 4)))
        return Document(
            "plan", Bilingual("계획서"), "ko", revision="1.0", date="2026-09-01", cover=self.blocks(), sections=sections
        )


class Editor:
    """Changes a document at random, as people do: words, cells, rows, columns, blocks, sections, looks."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.maker = chance, Maker(chance)
        self.maker.sections = 100

    def edited(self, document: Document, times: int) -> Document:
        for _ in range(times):
            document = self.once(document)
        return document

    def once(self, document: Document) -> Document:
        chance = self.chance
        match chance.randint(0, 9):
            case 0:
                return replace(document, sections=self.sequence(document.sections, self.maker.section))
            case 1:
                return replace(document, cover=self.blocks(document.cover))
            case 2:
                return self.moved_block(document)
            case 3:
                return self.moved_section(document)
            case 4:
                return replace(document, revision="2.0", date="2026-10-01")
        return replace(document, sections=self.sections(document.sections))

    def sections(self, sections: tuple[Section, ...]) -> tuple[Section, ...]:
        if not sections:
            return sections
        index = self.chance.randrange(len(sections))
        section = sections[index]
        match self.chance.randint(0, 5):
            case 0 if section.sections:
                changed = replace(section, sections=self.sections(section.sections))
            case 1:
                changed = replace(section, title=Bilingual(self.maker.text(3)), heading=())
            case 2:
                changed = replace(section, number="9.")
            case _:
                changed = replace(section, blocks=self.blocks(section.blocks))
        return (*sections[:index], changed, *sections[index + 1 :])

    def sequence(self, given: Sequence[T], make: Callable[[], T]) -> tuple[T, ...]:
        """Insert, delete or move a part."""
        parts = list(given)
        chance = self.chance
        match chance.randint(0, 2) if parts else 0:
            case 0:
                parts.insert(chance.randint(0, len(parts)), make())
            case 1:
                del parts[chance.randrange(len(parts))]
            case 2:
                part = parts.pop(chance.randrange(len(parts)))
                parts.insert(chance.randint(0, len(parts)), part)
        return tuple(parts)

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        if not blocks or self.chance.random() < 0.3:
            return self.sequence(blocks, self.maker.block)
        index = self.chance.randrange(len(blocks))
        return (*blocks[:index], self.block(blocks[index]), *blocks[index + 1 :])

    def block(self, block: Block) -> Block:
        match block:
            case Paragraph():
                if self.chance.random() < 0.1:
                    return replace(block, role="lead")
                return replace(block, children=self.line(block.children))
            case ItemList():
                return self.list(block)
            case Table():
                return self.table(block)
            case Box() | Landscape():
                return replace(block, blocks=self.blocks(block.blocks))
            case Figure():
                return replace(block, caption=self.line(block.caption))
        return self.maker.block()

    def list(self, block: ItemList) -> ItemList:
        if self.chance.random() < 0.5:
            items = self.sequence(block.items, lambda: Item((self.maker.paragraph(),)))
            return replace(block, items=items) if items else block
        index = self.chance.randrange(len(block.items))
        item = Item(self.blocks(block.items[index].blocks))
        return replace(block, items=(*block.items[:index], item, *block.items[index + 1 :]))

    def table(self, table: Table) -> Table:
        chance = self.chance
        width = len(table.columns)
        match chance.randint(0, 5):
            case 0:
                return replace(table, caption=self.line(table.caption))
            case 1:
                rows = self.sequence(table.rows, lambda: Row(tuple(Cell(self.maker.line(2)) for _ in range(width))))
                return replace(table, rows=rows or table.rows)
            case 2:
                at = chance.randint(0, width)
                rows = tuple(Row((*r.cells[:at], Cell(self.maker.line(2)), *r.cells[at:])) for r in table.rows)
                return replace(table, rows=rows, columns=(Column(1 / (width + 1)),) * (width + 1))
            case 3 if width > 1:
                at = chance.randrange(width)
                rows = tuple(Row((*r.cells[:at], *r.cells[at + 1 :])) for r in table.rows)
                return replace(table, rows=rows, columns=(Column(1 / (width - 1)),) * (width - 1))
        index = chance.randrange(len(table.rows))
        cells = table.rows[index].cells
        if not cells:
            return table
        at = chance.randrange(len(cells))
        cell = replace(cells[at], children=self.line(cells[at].children))
        row = Row((*cells[:at], cell, *cells[at + 1 :]))
        return replace(table, rows=(*table.rows[:index], row, *table.rows[index + 1 :]))

    def line(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        chance = self.chance
        if not inlines or chance.random() < 0.3:
            return self.sequence(inlines, self.maker.inline)
        index = chance.randrange(len(inlines))
        inline = inlines[index]
        changed: Inline
        match inline:
            case Text() | Field():
                words = inline.text.split(" ")
                words[chance.randrange(len(words))] = chance.choice(WORDS)
                changed = replace(inline, text=" ".join(words))
                if chance.random() < 0.15:
                    changed = Styled(chance.choice(list(Style)), (inline,))
            case Styled() | Link() | Footnote():
                changed = replace(inline, children=self.line(inline.children))
            case Reference():
                changed = replace(inline, text=f"표 {chance.randint(1, 9)}")
            case _:
                changed = self.maker.inline()
        return (*inlines[:index], changed, *inlines[index + 1 :])

    def moved_block(self, document: Document) -> Document:
        """A block taken out of one section and put into another, perhaps edited on the way."""
        holders = [section.id for section in document.walk() if section.blocks]
        if not holders:
            return document
        source = self.chance.choice(holders)
        target = self.chance.choice([section.id for section in document.walk()])
        taken: list[Block] = []

        def take(section: Section) -> Section:
            blocks = section.blocks
            if section.id == source:
                index = self.chance.randrange(len(blocks))
                block = blocks[index]
                taken.append(self.block(block) if self.chance.random() < 0.3 else block)
                blocks = (*blocks[:index], *blocks[index + 1 :])
            return replace(section, blocks=blocks, sections=tuple(map(take, section.sections)))

        def put(section: Section) -> Section:
            blocks = section.blocks
            if section.id == target:
                at = self.chance.randint(0, len(blocks))
                blocks = (*blocks[:at], *taken, *blocks[at:])
            return replace(section, blocks=blocks, sections=tuple(map(put, section.sections)))

        sections = tuple(map(take, document.sections))
        return replace(document, sections=tuple(map(put, sections)))

    def moved_section(self, document: Document) -> Document:
        """A section with all below it put under another one, or to the top."""
        every = list(document.walk())
        if len(every) < 2:
            return document
        section = self.chance.choice(every)
        below = {each.id for each in section.walk()}
        others = [each.id for each in every if each.id not in below]
        target = self.chance.choice([*others, ""])

        def without(sections: tuple[Section, ...]) -> tuple[Section, ...]:
            return tuple(replace(s, sections=without(s.sections)) for s in sections if s.id != section.id)

        def put(sections: tuple[Section, ...]) -> tuple[Section, ...]:
            return tuple(
                replace(s, sections=(*put(s.sections), *((section,) if s.id == target else ()))) for s in sections
            )

        sections = put(without(document.sections))
        return replace(document, sections=sections if target else (*sections, section))


def edited_pair(seed: int, most: int = 8) -> tuple[Document, Document]:
    """A document and what a few edits made of it."""
    chance = random.Random(seed)
    old = Maker(chance).document()
    return old, Editor(chance).edited(old, chance.randint(1, most))


def unrelated_pair(seed: int) -> tuple[Document, Document]:
    """Two documents that have nothing to do with each other but the names of their sections."""
    chance = random.Random(seed)
    return Maker(chance).document(), Maker(chance).document()
