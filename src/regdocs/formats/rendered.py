"""What a reader finds in a finished file, whoever saved it last: blocks in reading order, headings, and what was left in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

_UP = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def raised(text: str) -> str:
    """Digits and signs that are set above the line as the letters that say so: 10 and a raised 6 are 10⁶, and not 106."""
    return text.translate(_UP)


class Use(Enum):
    """What a paragraph is there for."""

    TEXT = "text"
    CONTENTS = "contents"
    """A line of a generated list of sections, tables or figures."""
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Control:
    """A value in its content control: the field paths that its tag stands for, and the value it was printed from."""

    text: str
    tag: str
    paths: tuple[str, ...] = ()
    format: str = ""
    raw: str | None = None
    gap: bool = False


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A paragraph, in a PDF a line.

    `index` counts the file's paragraphs from 1; `page` is known in a PDF, and in a Word file where Word has noted its
    page breaks. `level` is a heading's, from 1, and 0 for text; `number` is what the program counts before the text
    ("3-2-1", "가."), so it isn't part of it. `strong` is all bold, or larger than the text around it.
    """

    text: str
    index: int
    page: int | None = None
    level: int = 0
    number: str = ""
    strong: bool = False
    use: Use = Use.TEXT
    figures: int = 0
    controls: tuple[Control, ...] = ()
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell with what it spans; `header` is a head row's or a label cell. The cells that a span covers aren't there."""

    paragraphs: tuple[ReadParagraph, ...]
    colspan: int = 1
    rowspan: int = 1
    header: bool = False

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table by its rows; what stands in a table inside a cell counts as text of that cell."""

    rows: tuple[tuple[ReadCell, ...], ...]
    index: int
    page: int | None = None

    def paragraphs(self) -> Iterator[ReadParagraph]:
        """The paragraphs of all cells, row by row."""
        for row in self.rows:
            for cell in row:
                yield from cell.paragraphs


ReadBlock: TypeAlias = ReadParagraph | ReadTable


class Left(Enum):
    """What may have been left in a file, or come with it, that a filing shouldn't hold."""

    TRACKED = "tracked-change"
    TRACKING_ON = "tracking-on"
    COMMENT = "comment"
    HIDDEN = "hidden-text"
    TEXT_BOX = "text-box"
    WATERMARK = "watermark"
    HIGHLIGHT = "highlight"
    STALE_FIELD = "stale-field"
    BROKEN_FIELD = "broken-field"
    MACRO = "macro"
    SCRIPT = "script"
    EMBEDDED = "embedded-object"
    EXTERNAL = "external-content"
    FOREIGN_PART = "foreign-part"
    EMPTY_HEADING = "empty-heading"
    ANNOTATION = "annotation"
    FORM_FIELD = "form-field"
    NO_TEXT = "no-text"
    MISLABELLED = "mislabelled"
    LOST_PICTURE = "lost-picture"
    PROTECTED = "protected"
    STRUCK = "struck-text"
    COVER = "covering-shape"
    CROPPED = "cropped-picture"


@dataclass(frozen=True, slots=True)
class Leftover:
    """One such thing: where it stands, the text it holds or its name, and who made it where the file says so."""

    kind: Left
    text: str = ""
    index: int | None = None
    page: int | None = None
    author: str = ""


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A heading with what follows it down to the next of its level; the section before the first heading has level 0."""

    heading: ReadParagraph | None
    blocks: tuple[ReadBlock, ...]
    sections: tuple[ReadSection, ...] = ()

    @property
    def title(self) -> str:
        return self.heading.text if self.heading else ""

    @property
    def number(self) -> str:
        return self.heading.number if self.heading else ""

    def walk(self) -> Iterator[ReadSection]:
        """This section and all below it, in reading order."""
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file as it was read; `format` is "docx", "hwpx" or "pdf".

    `around` are the texts of headers and footers, `document`, `language` and `revision` what the file itself says it
    is (empty where it says nothing), `properties` its title, identifier, version and the like.
    """

    format: str
    blocks: tuple[ReadBlock, ...]
    leftovers: tuple[Leftover, ...] = ()
    around: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """Footnotes."""
    properties: dict[str, str] = field(default_factory=dict)
    document: str = ""
    language: str = ""
    revision: str = ""
    pages: int | None = None
    first_number: int | None = None
    """The number that the first page bears, or would, if the numbers that pages bear go up one by one; else None."""

    def paragraphs(self) -> Iterator[ReadParagraph]:
        """Every paragraph in reading order, those of table cells too."""
        return paragraphs_of(self.blocks)

    def tree(self) -> ReadSection:
        """The file's own outline: a section of level 0 that holds the front matter and all others."""
        return _nested(self.blocks)


def paragraphs_of(blocks: Iterable[ReadBlock]) -> Iterator[ReadParagraph]:
    """Every paragraph of some blocks, those of table cells too."""
    for block in blocks:
        if isinstance(block, ReadParagraph):
            yield block
        else:
            yield from block.paragraphs()


@dataclass(slots=True)
class _Draft:
    """A section while what belongs to it is still being gathered."""

    level: int
    heading: ReadParagraph | None
    blocks: list[ReadBlock] = field(default_factory=list)
    children: list[_Draft] = field(default_factory=list)


def _nested(blocks: tuple[ReadBlock, ...]) -> ReadSection:
    root = _Draft(0, None)
    stack = [root]
    for block in blocks:
        if isinstance(block, ReadParagraph) and block.level:
            while stack[-1].level >= block.level:
                stack.pop()
            draft = _Draft(block.level, block)
            stack[-1].children.append(draft)
            stack.append(draft)
        else:
            stack[-1].blocks.append(block)
    return _finished(root)


def _finished(draft: _Draft) -> ReadSection:
    return ReadSection(draft.heading, tuple(draft.blocks), tuple(_finished(child) for child in draft.children))
