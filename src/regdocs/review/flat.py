"""Any part of a document as one line that a reader is shown, with its lineage: the text of a change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from regdocs.document.block import Block, Box, Contents, Figure, Item, ItemList, Landscape, Paragraph, Row, Table
from regdocs.document.document import Section
from regdocs.document.inline import Break, Inline, Reference, Text
from regdocs.language import Language

_CELLS = Text(" | ")


def flat(part: Block | Item | Row | Section, language: Language) -> tuple[Inline, ...]:
    """The inlines of a part, blocks and rows on lines of their own, cells with ` | ` between them."""
    match part:
        case Paragraph():
            return part.children
        case Row():
            return _joined((cell.children for cell in part.cells), _CELLS)
        case Table():
            return _joined(
                (_captioned(part.number, part.caption), *(flat(row, language) for row in part.rows)), Break()
            )
        case Figure():
            return _captioned(part.number, part.caption) or (Text(part.alt),)
        case ItemList():
            return _joined((flat(item, language) for item in part.items), Break())
        case Item() | Box() | Landscape():
            return flat_blocks(part.blocks, language)
        case Section():
            title = " ".join(filter(None, (part.number, "" if part.heading else part.title.text(language))))
            head = (Text(title), *((Text(" "), *part.heading) if part.heading else ()))
            below = (flat(section, language) for section in part.sections)
            return _joined((head, flat_blocks(part.blocks, language), *below), Break())
        case Contents():
            return (Text(part.kind.value),)
    return ()


def flat_blocks(blocks: Iterable[Block], language: Language) -> tuple[Inline, ...]:
    """Several blocks as one line."""
    return _joined((flat(block, language) for block in blocks), Break())


def _captioned(number: str, caption: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return (Reference("", f"{number} "), *caption) if number and caption else caption


def _joined(lines: Iterable[tuple[Inline, ...]], mark: Inline) -> tuple[Inline, ...]:
    return tuple(_with(lines, mark))


def _with(lines: Iterable[tuple[Inline, ...]], mark: Inline) -> Iterator[Inline]:
    first = True
    for line in lines:
        if line or mark is _CELLS:
            yield from () if first else (mark,)
            yield from line
            first = False
