"""Generated lists of sections, tables and figures: fields whose entries and page numbers already stand there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from regdocs.document.block import Contents, ListKind
from regdocs.document.document import Document, Section
from regdocs.formats.docx.lineage import Lineage
from regdocs.formats.docx.looks import HEADING_DEPTH
from regdocs.formats.docx.places import Caption, Places, heading_text
from regdocs.formats.docx.xml import field, paragraph, run
from regdocs.formats.format import Layout
from regdocs.language import Bilingual

_TITLES = {
    ListKind.SECTIONS: Bilingual("목차", "Contents"),
    ListKind.TABLES: Bilingual("표 목차", "List of tables"),
    ListKind.FIGURES: Bilingual("그림 목차", "List of figures"),
}


@dataclass(frozen=True, slots=True)
class _Entry:
    style: str
    text: str
    bookmark: str
    page: int | None


def contents_xml(
    contents: Contents, document: Document, places: Places, layout: Layout | None, lineage: Lineage
) -> str:
    """The list in a control by which Word offers to refresh it, under its title; "" where it is empty."""
    layout = layout or Layout(0)
    if contents.kind is ListKind.SECTIONS:
        depth = max(1, min(contents.depth, HEADING_DEPTH))
        entries = list(_section_entries(document.sections, 1, depth, document, places, layout))
        instruction = f'TOC \\o "1-{depth}" \\h \\z \\u'
    else:
        captions = places.tables if contents.kind is ListKind.TABLES else places.figures
        entries = list(_caption_entries(captions, layout))
        instruction = f'TOC \\h \\z \\c "{sequence(captions[0])}"' if captions else ""
    if not entries:
        return ""
    title = paragraph("TOCHeading", run(_TITLES[contents.kind].text(document.language)))
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{lineage.next_id()}"/><w:docPartObj>'
        '<w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{title}{_field(instruction, entries)}</w:sdtContent></w:sdt>"
    )


def sequence(caption: Caption) -> str:
    """The name of the sequence that counts captions of this kind ("표", "Table")."""
    return caption.before.split()[0] if caption.before.split() else type(caption.block).__name__


def _section_entries(
    sections: Iterable[Section], level: int, depth: int, document: Document, places: Places, layout: Layout
) -> Iterator[_Entry]:
    for section in sections:
        title = heading_text(section, document)
        if title:
            text = f"{section.number} {title}" if section.number else title
            yield _Entry(f"TOC{level}", text, places.sections[section.id].bookmark, layout.sections.get(section.id))
        if level < depth:
            yield from _section_entries(section.sections, level + 1, depth, document, places, layout)


def _caption_entries(captions: Iterable[Caption], layout: Layout) -> Iterator[_Entry]:
    for caption in captions:
        text = f"{caption.place.printed} {caption.text}".strip()
        yield _Entry("TableofFigures", text, caption.place.bookmark, layout.labels.get(caption.place.id))


def _field(instruction: str, entries: list[_Entry]) -> str:
    """The field begins in the first entry's paragraph and ends in one after the last, as Word writes it."""
    begin, end = field(instruction, "\0").split("\0")
    drawn = [_entry(entry) for entry in entries]
    first = paragraph(entries[0].style, begin + drawn[0])
    rest = "".join(paragraph(entry.style, content) for entry, content in zip(entries[1:], drawn[1:], strict=True))
    return first + rest + paragraph("Break", end)


def _entry(entry: _Entry) -> str:
    page = field(f"PAGEREF {entry.bookmark} \\h", run(str(entry.page)) if entry.page is not None else "")
    return (
        f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{run(entry.text)}<w:r><w:tab/></w:r>{page}'
        "</w:hyperlink>"
    )
