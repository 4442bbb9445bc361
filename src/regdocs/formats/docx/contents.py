"""Generated lists of sections, tables and figures: fields whose entries and page numbers already stand there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from regdocs.document.block import Contents, ListKind
from regdocs.document.document import Document, Section
from regdocs.document.inline import Style, holds
from regdocs.formats.docx.inlines import SHADE
from regdocs.formats.docx.lineage import Lineage
from regdocs.formats.docx.places import Caption, Places
from regdocs.formats.docx.xml import field, paragraph, run, split_paragraph
from regdocs.formats.format import Layout
from regdocs.formats.office.looks import HEADING_DEPTH
from regdocs.formats.office.texts import TITLES, heading_text


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: what it points to, and how it is drawn."""

    style: str
    text: str
    bookmark: str
    page: int | None
    foreign: bool = False
    """Korean in an English copy, shaded here as in its place."""

    def xml(self) -> str:
        page = field(f"PAGEREF {self.bookmark} \\h", run(str(self.page)) if self.page is not None else "")
        return paragraph(
            self.style,
            f'<w:hyperlink w:anchor="{self.bookmark}" w:history="1">{run(self.text, SHADE if self.foreign else "")}<w:r><w:tab/></w:r>{page}'
            "</w:hyperlink>",
        )


def contents_xml(
    contents: Contents, document: Document, places: Places, layout: Layout | None, lineage: Lineage
) -> str:
    """The list in a control by which Word offers to refresh it, under its title; "" where it is empty."""
    lines = [entry.xml() for entry in entries_of(contents, document, places, layout)]
    return listed(contents, document, places, lineage, lines)


def entries_of(contents: Contents, document: Document, places: Places, layout: Layout | None) -> list[Entry]:
    """The lines of the list; page numbers are those of `layout`."""
    layout = layout or Layout(0)
    if contents.kind is ListKind.SECTIONS:
        return list(_section_entries(document.sections, 1, _depth(contents), document, places, layout))
    return list(_caption_entries(_captions(contents, places), layout))


def listed(contents: Contents, document: Document, places: Places, lineage: Lineage, lines: Sequence[str]) -> str:
    """The control around paragraphs; the field begins in the first of them and ends in one after the last, as in Word."""
    if not lines:
        return ""
    captions = _captions(contents, places)
    if contents.kind is ListKind.SECTIONS:
        instruction = f'TOC \\o "1-{_depth(contents)}" \\h \\z \\u'
    else:
        instruction = f'TOC \\h \\z \\c "{sequence(captions[0])}"' if captions else ""
    begin, end = field(instruction, "\0").split("\0")
    title = paragraph("TOCHeading", run(TITLES[contents.kind].text(document.language)))
    properties, content = split_paragraph(lines[0])
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{lineage.next_id()}"/><w:docPartObj>'
        '<w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>'
        f"{title}<w:p><w:pPr>{properties}</w:pPr>{begin}{content}</w:p>{''.join(lines[1:])}{paragraph('Break', end)}"
        "</w:sdtContent></w:sdt>"
    )


def _depth(contents: Contents) -> int:
    return max(1, min(contents.depth, HEADING_DEPTH))


def _captions(contents: Contents, places: Places) -> list[Caption]:
    return places.tables if contents.kind is ListKind.TABLES else places.figures


def sequence(caption: Caption) -> str:
    """The name of the sequence that counts captions of this kind ("표", "Table")."""
    return caption.before.split()[0] if caption.before.split() else type(caption.block).__name__


def _section_entries(
    sections: Iterable[Section], level: int, depth: int, document: Document, places: Places, layout: Layout
) -> Iterator[Entry]:
    for section in sections:
        title = heading_text(section, document)
        if title:
            text = f"{section.number} {title}" if section.number else title
            place, page = places.sections[section.id], layout.sections.get(section.id)
            yield Entry(f"TOC{level}", text, place.bookmark, page, holds(section.heading, Style.UNTRANSLATED))
        if level < depth:
            yield from _section_entries(section.sections, level + 1, depth, document, places, layout)


def _caption_entries(captions: Iterable[Caption], layout: Layout) -> Iterator[Entry]:
    for caption in captions:
        text = f"{caption.place.printed} {caption.text}".strip()
        foreign = holds(caption.block.caption, Style.UNTRANSLATED)
        yield Entry("TableofFigures", text, caption.place.bookmark, layout.labels.get(caption.place.id), foreign)
