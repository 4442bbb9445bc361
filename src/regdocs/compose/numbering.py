"""Numbering: headings, tables, figures, footnotes and citations counted, and references filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from regdocs.compose.outline import marker_text
from regdocs.document.block import Block, Box, Cell, Figure, Item, ItemList, Landscape, Marker, Paragraph, Row, Table
from regdocs.document.document import Document, Section
from regdocs.document.inline import Citation, Footnote, Gap, Inline, Link, Reference, Styled, Text
from regdocs.finding import Finding, Place, Severity
from regdocs.language import Bilingual

BIBLIOGRAPHY = "bibliography"
"""The box that is replaced by the list of what was cited."""

_WORDS = {"ko": ("표", "그림"), "en": ("Table", "Figure")}


def number(
    document: Document, levels: Sequence[str], entry: Callable[[str], tuple[Inline, ...] | None]
) -> tuple[Document, list[Finding]]:
    """The document with everything counted, and a finding for each reference and citation that leads nowhere.

    `levels` are the first markers of counted headings, level by level below a fixed number; `entry` gives the text of
    a reference list entry, None for an unknown key.
    """
    numbered = msgspec.structs.replace(document, sections=_sections(document.sections, levels, 0, 0))
    counter = _Counter(numbered, entry)
    sections = tuple(counter.section(section) for section in numbered.sections)
    resolver = _Resolver(counter)
    result = msgspec.structs.replace(numbered, sections=tuple(resolver.section(section) for section in sections))
    return result, resolver.findings


def _sections(sections: Sequence[Section], levels: Sequence[str], depth: int, counted: int) -> tuple[Section, ...]:
    """Sections with a number of their own keep it; the others are counted, by their depth below the nearest such one."""
    result = []
    ordinal = counted
    for section in sections:
        if section.number:
            number, below = (section.number if section.number != "-" else ""), 0
        else:
            ordinal += 1
            number, below = (marker_text(levels[depth], ordinal) if depth < len(levels) else ""), depth + 1
        result.append(msgspec.structs.replace(section, number=number, sections=_sections(section.sections, levels, below, 0)))
    return tuple(result)


class _Walk:
    """A walk through a tree that rebuilds it; what happens to blocks and inlines is the subclasses' part."""

    def __init__(self, document: str) -> None:
        self.document = document
        self.current = ""

    def section(self, section: Section) -> Section:
        self.current = section.id
        heading, blocks = self.inlines(section.heading), self.blocks(section.blocks)
        return msgspec.structs.replace(
            section, heading=heading, blocks=blocks, sections=tuple(self.section(child) for child in section.sections)
        )

    def blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        return tuple(result for block in blocks for result in self.block(block))

    def block(self, block: Block) -> Iterable[Block]:
        match block:
            case Paragraph():
                return (Paragraph(self.inlines(block.children), block.role),)
            case ItemList():
                return (msgspec.structs.replace(block, items=tuple(Item(self.blocks(item.blocks)) for item in block.items)),)
            case Table():
                caption = self.inlines(block.caption)
                rows = tuple(Row(tuple(self.cell(cell) for cell in row.cells)) for row in block.rows)
                return (msgspec.structs.replace(block, caption=caption, rows=rows),)
            case Figure():
                return (msgspec.structs.replace(block, caption=self.inlines(block.caption)),)
            case Box():
                return (Box(block.role, self.blocks(block.blocks)),)
            case Landscape():
                return (Landscape(self.blocks(block.blocks)),)
        return (block,)

    def cell(self, cell: Cell) -> Cell:
        children = self.inlines(cell.children)
        return cell if children is cell.children else msgspec.structs.replace(cell, children=children)

    def inlines(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        if all(isinstance(inline, Text) for inline in inlines):
            return inlines
        return tuple(self.inline(inline) for inline in inlines)

    def inline(self, inline: Inline) -> Inline:
        if isinstance(inline, Styled):
            return Styled(inline.style, self.inlines(inline.children))
        if isinstance(inline, Link):
            return Link(inline.target, self.inlines(inline.children))
        if isinstance(inline, Footnote):
            return Footnote(self.inlines(inline.children), inline.number)
        return inline


class _Counter(_Walk):
    """Counts what has a number, in reading order."""

    def __init__(self, document: Document, entry: Callable[[str], tuple[Inline, ...] | None]) -> None:
        super().__init__(document.id)
        self.entry = entry
        self.table_word, self.figure_word = _WORDS[document.language]
        self.tables = self.figures = self.footnotes = 0
        self.cited: dict[str, int] = {}
        self.labels = {section.id: section.number or section.title.text(document.language) for section in document.walk()}
        self.short_labels(document)

    def short_labels(self, document: Document) -> None:
        """A heading inside a section may be named without the section's id where that is unambiguous."""
        seen: dict[str, list[str]] = {}
        for section in document.walk():
            if "." in section.id:
                seen.setdefault(section.id.rsplit(".", 1)[1], []).append(self.labels[section.id])
        for name, texts in seen.items():
            if len(texts) == 1 and name not in self.labels:
                self.labels[name] = texts[0]

    def block(self, block: Block) -> Iterable[Block]:
        if isinstance(block, Table) and block.caption:
            self.tables += 1
            block = msgspec.structs.replace(block, number=f"{self.table_word} {self.tables}")
            self.labels[block.label or f"table-{self.tables}"] = block.number
        elif isinstance(block, Figure) and block.caption:
            self.figures += 1
            block = msgspec.structs.replace(block, number=f"{self.figure_word} {self.figures}")
            self.labels[block.label or f"figure-{self.figures}"] = block.number
        return super().block(block)

    def inline(self, inline: Inline) -> Inline:
        if isinstance(inline, Citation):
            for key in inline.keys:
                if self.entry(key) is not None:
                    self.cited.setdefault(key, len(self.cited) + 1)
        if isinstance(inline, Footnote):
            self.footnotes += 1
            inline = Footnote(inline.children, self.footnotes)
        return super().inline(inline)


class _Resolver(_Walk):
    """Fills in references, citations and the reference list."""

    def __init__(self, counter: _Counter) -> None:
        super().__init__(counter.document)
        self.counter = counter
        self.findings: list[Finding] = []

    def block(self, block: Block) -> Iterable[Block]:
        if isinstance(block, Box) and block.role == BIBLIOGRAPHY:
            entries = [self.counter.entry(key) or () for key in self.counter.cited]
            if not entries:
                return self.blocks(block.blocks)
            return (ItemList(tuple(Item((Paragraph(children),)) for children in entries), Marker.NUMBER),)
        return super().block(block)

    def inline(self, inline: Inline) -> Inline:
        if isinstance(inline, Reference) and not inline.text:
            text = self.counter.labels.get(inline.target)
            if text is None:
                self.missing("compose/dangling-reference", f"#{inline.target}", "가리키는 곳이 없는 참조", "a reference to nothing")
                return Gap(f"[참조 없음: {inline.target}]", "")
            return Reference(inline.target, text)
        if isinstance(inline, Citation):
            unknown = [key for key in inline.keys if key not in self.counter.cited]
            for key in unknown:
                self.missing("compose/unknown-citation", f"@{key}", "참고문헌에 없는 인용", "a citation that the reference list lacks")
            numbers = sorted(self.counter.cited[key] for key in inline.keys if key in self.counter.cited)
            if not numbers:
                return Gap(f"[인용 없음: {', '.join(unknown)}]", "")
            return Citation(inline.keys, f"[{_runs(numbers)}]")
        return super().inline(inline)

    def missing(self, rule: str, what: str, korean: str, english: str) -> None:
        place = Place(document=self.document, section=self.current)
        self.findings.append(Finding(rule, Severity.ERROR, Bilingual(f"{korean}: {what}", f"{english}: {what}"), place))


def _runs(numbers: list[int]) -> str:
    """Vancouver style: 1,3-5."""
    runs: list[list[int]] = []
    for value in numbers:
        if runs and value == runs[-1][-1] + 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ",".join(map(str, run)) for run in runs)



