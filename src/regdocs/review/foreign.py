"""Two files of somebody else, Word, HWPX or PDF, as trees: sections from their headings, as far as text and structure allow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from regdocs.document.block import Block, Cell, Column, Paragraph, Row, Table
from regdocs.document.document import Document, Section
from regdocs.document.inline import Break, Field, Inline, Reference, Text
from regdocs.finding import Finding, Place, Severity, UsageError
from regdocs.formats.reading import read
from regdocs.formats.rendered import ReadBlock, ReadCell, ReadParagraph, ReadSection, ReadTable, Rendered, Use
from regdocs.language import Bilingual

LIMITS = {
    "docx": Bilingual(
        "Word 파일에서 읽은 글, 제목, 표, 각주만 비교하였고 글꼴·그림·쪽 배치는 비교하지 않음",
        "compared are text, headings, tables and footnotes as read from Word; not fonts, pictures or layout",
    ),
    "hwpx": Bilingual(
        "HWPX 파일에서 읽은 글, 제목, 표, 각주만 비교하였고 글꼴·그림·쪽 배치는 비교하지 않음",
        "compared are text, headings, tables and footnotes as read from HWPX; not fonts, pictures or layout",
    ),
    "pdf": Bilingual(
        "PDF에서 읽은 글만 비교하였고, 줄을 문단으로 이은 것은 추정임",
        "compared is the text as read from the PDFs; how lines were joined into paragraphs is a guess",
    ),
}
_LARGEST = 200_000_000
_SENTENCE_END = re.compile(r"[.!?:;。][\"'”’)\]]*$")
_LISTED = re.compile(r"^\s*(?:[-–•·○●□■◦※*]|[(（]?[0-9가-힣a-zA-Z]{1,3}[.)）]|[①-⑳㉠-㉻])\s")


def read_file(path: Path) -> tuple[bytes, Rendered]:
    """A file's bytes and what a person sees in it; raises `UsageError` and `UnreadableFile`."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _LARGEST else b""
    except OSError as error:
        raise UsageError(
            [_finding(path, f"읽을 수 없음({error.strerror})", f"can't be read ({error.strerror})")]
        ) from error
    if size > _LARGEST:
        raise UsageError([_finding(path, f"너무 큼({size:,}바이트)", f"is too large ({size:,} bytes)")])
    return data, read(data)


def _finding(path: Path, ko: str, en: str) -> Finding:
    message = Bilingual(f"`{path.name}`: {ko}", f"`{path.name}` {en}")
    return Finding("usage/file", Severity.ERROR, message, Place(file=path.name))


def tree(rendered: Rendered, name: str, identifier: str = "") -> Document:
    """The file as a document; `name` is its title where it gives none, `identifier` its id where it doesn't know one."""
    root = rendered.tree()
    names = _Names()
    title = rendered.properties.get("title", "").strip() or name
    notes = tuple(Paragraph((Text(note),), "note") for note in rendered.notes if note.strip())
    footnotes = (Section("footnotes", Bilingual("각주", "Footnotes"), blocks=notes),) if notes else ()
    return Document(
        id=identifier or rendered.document or "document",
        title=Bilingual(title, title),
        language="en" if rendered.language.lower().startswith("en") else "ko",
        revision=rendered.revision,
        cover=_blocks(root.blocks, rendered.format),
        sections=(*(_section(each, names, "", rendered.format) for each in root.sections), *footnotes),
    )


class _Names:
    """Gives sections ids by their titles, so that a section that was numbered anew keeps its own."""

    def __init__(self) -> None:
        self.used: set[str] = set()

    def of(self, title: str, above: str) -> str:
        name = re.sub(r"[^0-9a-z가-힣]+", "-", title.lower()).strip("-")[:60] or "section"
        candidates = (name, f"{above}.{name}", *(f"{above}.{name}-{index}" for index in range(2, len(self.used) + 3)))
        found = next(each for each in candidates if each not in self.used)
        self.used.add(found)
        return found


def _section(section: ReadSection, names: _Names, above: str, format: str) -> Section:
    identifier = names.of(section.title, above)
    return Section(
        identifier,
        Bilingual(section.title, section.title),
        section.number,
        _blocks(section.blocks, format),
        tuple(_section(each, names, identifier, format) for each in section.sections),
    )


def _blocks(blocks: Sequence[ReadBlock], format: str) -> tuple[Block, ...]:
    read = (block for block in blocks if not (isinstance(block, ReadParagraph) and _left_out(block)))
    parts = _joined(read) if format == "pdf" else read
    return tuple(_table(block) if isinstance(block, ReadTable) else _paragraph(block) for block in parts)


def _left_out(paragraph: ReadParagraph) -> bool:
    """Empty lines, and generated lists, which say again what stands elsewhere."""
    return not paragraph.text.strip() or paragraph.use is Use.CONTENTS


def _joined(blocks: Iterable[ReadBlock]) -> Iterator[ReadBlock]:
    """The lines of a PDF as paragraphs: a line goes on in the next unless it ends a sentence or the next begins an item."""
    open_line: ReadParagraph | None = None
    for block in blocks:
        if isinstance(block, ReadTable):
            if open_line is not None:
                yield open_line
            open_line = None
            yield block
        elif open_line is None or _SENTENCE_END.search(open_line.text.rstrip()) or _LISTED.match(block.text):
            if open_line is not None:
                yield open_line
            open_line = block
        else:
            open_line = ReadParagraph(
                f"{open_line.text.rstrip()} {block.text.lstrip()}", open_line.index, open_line.page
            )
    if open_line is not None:
        yield open_line


def _paragraph(paragraph: ReadParagraph) -> Paragraph:
    number: tuple[Inline, ...] = (Reference("number", f"{paragraph.number} "),) if paragraph.number else ()
    return Paragraph((*number, *_inlines(paragraph)), "caption" if paragraph.use is Use.CAPTION else "")


def _inlines(paragraph: ReadParagraph) -> Iterator[Inline]:
    """The text, with the values that stand in content controls as fields."""
    text, position = paragraph.text, 0
    for control in paragraph.controls:
        at = text.find(control.text, position) if control.text and control.paths else -1
        if at < 0:
            continue
        yield from _text(text[position:at])
        yield Field(control.text, control.paths, control.raw, control.format)
        position = at + len(control.text)
    yield from _text(text[position:])


def _text(text: str) -> Iterator[Inline]:
    for index, part in enumerate(text.split("\n")):
        if index:
            yield Break()
        if part:
            yield Text(part)


def _table(table: ReadTable) -> Table:
    rows = tuple(Row(tuple(map(_cell, row))) for row in table.rows)
    count = max((sum(cell.colspan for cell in row.cells) for row in rows), default=1) or 1
    head = next((index for index, row in enumerate(rows) if not all(cell.header for cell in row.cells)), len(rows))
    return Table((Column(1 / count),) * count, rows, head)


def _cell(cell: ReadCell) -> Cell:
    children: list[Inline] = []
    for index, paragraph in enumerate(each for each in cell.paragraphs if each.text.strip()):
        children += [*([Break()] if index else []), *_paragraph(paragraph).children]
    return Cell(tuple(children), cell.colspan, cell.rowspan, cell.header)
