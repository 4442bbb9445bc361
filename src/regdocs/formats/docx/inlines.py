"""Inlines as runs: text, values in content controls, gaps, links, references and footnotes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

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
from regdocs.formats.docx.lineage import Lineage
from regdocs.formats.docx.package import Relationships
from regdocs.formats.docx.places import Places
from regdocs.formats.docx.xml import DECLARATION, NAMESPACES, half_points, run
from regdocs.formats.office.texts import address_of, bracketed, plain

FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
# In the order of CT_RPr.
_ORDER = (
    Style.CODE,
    Style.STRONG,
    Style.SMALL,
    Style.UNDERLINE,
    Style.EMPHASIS,
    Style.UNTRANSLATED,
    Style.SUPERSCRIPT,
    Style.SUBSCRIPT,
)
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="F0EAD6"/>'
SHADE = f"<w:rPr>{_SHADE}</w:rPr>"
"""The properties of a run that stays Korean in an English copy."""
_PROPERTIES = {
    Style.CODE: '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>',
    Style.STRONG: "<w:b/><w:bCs/>",
    # Korean faces have no italic.
    Style.EMPHASIS: '<w:u w:val="dotted"/>',
    Style.UNDERLINE: '<w:u w:val="single"/>',
    Style.UNTRANSLATED: _SHADE,
    Style.SUPERSCRIPT: '<w:vertAlign w:val="superscript"/>',
    Style.SUBSCRIPT: '<w:vertAlign w:val="subscript"/>',
}
_BRACKET = run(")", '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>')
"""Korean papers write a note's number with a bracket."""
_PLAIN: frozenset[Style] = frozenset()


class Inlines:
    """Draws inlines for one part of the file, whose relationships take up the links."""

    def __init__(
        self,
        lineage: Lineage,
        places: Places,
        relations: Relationships,
        small_size: float,
        footnotes: Footnotes | None,
    ) -> None:
        self._lineage = lineage
        self._places = places
        self._relations = relations
        self._small_size = small_size
        self._footnotes = footnotes

    def runs(self, children: Iterable[Inline], looks: frozenset[Style] = _PLAIN) -> str:
        """The runs of `children`, all set in `looks`."""
        return "".join([self._run(child, looks) for child in children])

    def _run(self, child: Inline, looks: frozenset[Style]) -> str:
        properties = _properties(looks, self._small_size) if looks else ""
        match child:
            case Text():
                return run(child.text, properties)
            case Field():
                return self._lineage.control(child, run(child.text, properties))
            case Styled():
                return self.runs(child.children, looks | {child.style})
            case Break():
                return "<w:r><w:br/></w:r>"
            case Gap():
                return self._lineage.control(
                    child, run(bracketed(child.text), '<w:rPr><w:rStyle w:val="Gap"/></w:rPr>')
                )
            case Reference():
                return self._places.reference(child.target, child.text or child.target, properties)
            case Citation():
                return run(child.text, properties)
            case Link():
                return self._link(child, looks)
            case Footnote():
                return (
                    self._footnotes.call(child) if self._footnotes else run(f" ({plain(child.children)})", properties)
                )

    def _link(self, link: Link, looks: frozenset[Style]) -> str:
        content = self.runs(link.children, looks)
        address = address_of(link.target)
        if not address:
            return content
        relation = self._relations.add("hyperlink", address, external=True)
        styled = content.replace("<w:r><w:t", '<w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr><w:t')
        return f'<w:hyperlink r:id="{relation}" w:history="1">{styled}</w:hyperlink>'


class Footnotes:
    """The footnotes part, filled as the notes are called."""

    def __init__(self, lineage: Lineage, places: Places, relations: Relationships, small_size: float) -> None:
        self.relations = relations
        # A note has no notes of its own: one inside it stands in brackets.
        self._inlines = Inlines(lineage, places, self.relations, small_size, None)
        self.notes: list[tuple[Footnote, str]] = []
        """Each note that was called, and what is drawn of it; its id is its place here, from 1."""

    def call(self, note: Footnote) -> str:
        """The reference mark; the note's text goes to the part."""
        identifier = len(self.notes) + 1
        self.notes.append((note, self._inlines.runs(note.children)))
        mark = f'<w:footnoteReference w:id="{identifier}"/>'
        return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>{mark}</w:r>{_BRACKET}'

    def xml(self, order: Iterable[int] | None = None) -> str:
        """The part; `order` are the ids in the order in which the notes are called, where that isn't that of the ids."""
        separators = "".join(
            f'<w:footnote w:type="{kind}" w:id="{identifier}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
            f"<w:r><w:{kind}/></w:r></w:p></w:footnote>"
            for identifier, kind in ((-1, "separator"), (0, "continuationSeparator"))
        )
        identifiers = range(1, len(self.notes) + 1) if order is None else order
        notes = "".join(_note(identifier, self.notes[identifier - 1][1]) for identifier in identifiers)
        return f"{DECLARATION}<w:footnotes {NAMESPACES}>{separators}{notes}</w:footnotes>"


def _note(identifier: int, content: str) -> str:
    return (
        f'<w:footnote w:id="{identifier}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        f"{_BRACKET}{run(' ')}{content}</w:p></w:footnote>"
    )


@lru_cache(maxsize=256)
def _properties(looks: frozenset[Style], small_size: float) -> str:
    for stronger, weaker in ((Style.SUPERSCRIPT, Style.SUBSCRIPT), (Style.UNDERLINE, Style.EMPHASIS)):
        if stronger in looks:
            looks -= {weaker}
    size = half_points(small_size)
    small = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    inside = "".join(small if look is Style.SMALL else _PROPERTIES[look] for look in _ORDER if look in looks)
    return f"<w:rPr>{inside}</w:rPr>"
