"""Generated lists of sections, tables and figures: lines that link to their places, with page numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from regdocs.document.block import Contents, ListKind, Table
from regdocs.document.document import Document, Section
from regdocs.document.inline import Style, holds
from regdocs.formats.format import Layout
from regdocs.formats.hwpx.fields import Fields
from regdocs.formats.hwpx.places import Caption, Places
from regdocs.formats.hwpx.shapes import Shapes
from regdocs.formats.hwpx.xml import paragraph, run, text
from regdocs.formats.office.escaping import escape
from regdocs.formats.office.looks import HEADING_DEPTH
from regdocs.formats.office.texts import TITLES, heading_text

_DOTS, _RIGHT = 3, 2
"""Hangul's codes of its dotted leader and of a right tab."""


class Lists:
    """Draws the generated lists of one document; page numbers are those of `layout`, where there is one."""

    def __init__(
        self, document: Document, places: Places, shapes: Shapes, fields: Fields, layout: Layout | None
    ) -> None:
        self._document = document
        self._places = places
        self._shapes = shapes
        self._fields = fields
        self._layout = layout or Layout(0)

    def lines(self, contents: Contents) -> list[str]:
        """The paragraphs of a list under its title; none where it is empty."""
        if contents.kind is ListKind.SECTIONS:
            found = list(self._sections(self._document.sections, 1, max(1, min(contents.depth, HEADING_DEPTH))))
        else:
            tables = contents.kind is ListKind.TABLES
            found = [self._caption(each) for each in self._places.captions if isinstance(each.block, Table) is tables]
        title = run(self._shapes.character("TOCHeading"), text(TITLES[contents.kind].text(self._document.language)))
        return [self._paragraph("TOCHeading", title), *found] if found else []

    def _sections(self, sections: Iterable[Section], level: int, depth: int) -> Iterator[str]:
        for section in sections:
            title = heading_text(section, self._document)
            if title:
                yield self._section(section, f"{section.number} {title}".strip(), f"TOC{level}")
            if level < depth:
                yield from self._sections(section.sections, level + 1, depth)

    def _section(self, section: Section, title: str, look: str) -> str:
        heading = self._places.headings[section.id]
        number = self._shapes.character(look, _manners(holds(section.heading, Style.UNTRANSLATED)))
        entry = run(number, self._fields.to_heading(heading, _entry(title)))
        page = self._layout.sections.get(section.id)
        if page is not None:
            entry += run(number, self._fields.page_of_heading(heading, text(str(page))))
        return self._paragraph(look, entry)

    def _caption(self, caption: Caption) -> str:
        look = "TableofFigures"
        number = self._shapes.character(look, _manners(holds(caption.block.caption, Style.UNTRANSLATED)))
        page = self._layout.labels.get(caption.label)
        entry = _entry(caption.text, "" if page is None else str(page))
        return self._paragraph(
            look, run(number, self._fields.to_bookmark(caption.label, entry) if caption.label else entry)
        )

    def _paragraph(self, look: str, content: str) -> str:
        return paragraph(self._shapes.paragraph(self._shapes.looks[look]), self._shapes.styles[look], content)


def _manners(foreign: bool) -> frozenset[Style]:
    """Korean in an English copy is shaded here as in its place."""
    return frozenset({Style.UNTRANSLATED}) if foreign else frozenset()


def _entry(title: str, page: str = "") -> str:
    """A title, dots and, where it isn't a field, the page."""
    return f'<hp:t>{escape(title)}<hp:tab width="4000" leader="{_DOTS}" type="{_RIGHT}"/>{page}</hp:t>'
