"""Inlines as runs: text, values in fields, gaps, links, references and footnotes."""

from __future__ import annotations

from collections.abc import Iterable

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
from regdocs.formats.hwpx.fields import Fields
from regdocs.formats.hwpx.shapes import Shapes
from regdocs.formats.hwpx.xml import list_of_paragraphs, paragraph, run, text
from regdocs.formats.office.texts import address_of, bracketed, plain

_PLAIN: frozenset[Style] = frozenset()
_BRACKET = 41
"""Korean papers write a note's number with a closing bracket; this is its code."""


class Inlines:
    """Draws the inlines of one document; `bookmarks` are the names that references may point to."""

    def __init__(self, shapes: Shapes, fields: Fields, bookmarks: frozenset[str]) -> None:
        self._shapes = shapes
        self._fields = fields
        self._bookmarks = bookmarks
        self._notes = 0
        self._in_note = False

    def runs(self, children: Iterable[Inline], look: str, manners: frozenset[Style] = _PLAIN, kind: str = "") -> str:
        """The runs of `children` in a paragraph of that look, all in `manners`."""
        return "".join([self._run(child, look, manners, kind) for child in children])

    def plain(self, content: str, look: str) -> str:
        """A run of text in the look's own character shape."""
        return run(self._shapes.character(look), text(content))

    def _run(self, child: Inline, look: str, manners: frozenset[Style], kind: str) -> str:
        match child:
            case Text() | Citation():
                return self._written(child.text, look, manners, kind)
            case Field():
                if kind:
                    # No field stands inside a link.
                    return self._written(child.text, look, manners, kind)
                return run(self._shapes.character(look, manners), self._fields.value(child, text(child.text)))
            case Styled():
                return self.runs(child.children, look, manners | {child.style}, kind)
            case Break():
                return self._written("\n", look, manners, kind)
            case Gap():
                number = self._shapes.character(look, manners, "gap")
                return run(number, self._fields.value(child, text(bracketed(child.text))))
            case Reference():
                return self._reference(child, look, manners, kind)
            case Link():
                return self._link(child, look, manners)
            case Footnote():
                return self._note(child, look, manners)

    def _written(self, content: str, look: str, manners: frozenset[Style], kind: str) -> str:
        return run(self._shapes.character(look, manners, kind), text(content))

    def _reference(self, reference: Reference, look: str, manners: frozenset[Style], kind: str) -> str:
        content = text(reference.text or reference.target)
        if reference.target in self._bookmarks and not kind:
            content = self._fields.to_bookmark(reference.target, content)
        return run(self._shapes.character(look, manners, kind), content)

    def _link(self, link: Link, look: str, manners: frozenset[Style]) -> str:
        address = address_of(link.target)
        if not address:
            return self.runs(link.children, look, manners)
        begin, end = self._fields.link(address, "\0").split("\0")
        number = self._shapes.character(look, manners)
        return run(number, begin) + self.runs(link.children, look, manners, "link") + run(number, end)

    def _note(self, note: Footnote, look: str, manners: frozenset[Style]) -> str:
        if self._in_note:
            # A note has no notes of its own.
            return self._written(f" ({plain(note.children)})", look, manners, "")
        self._notes += 1
        self._in_note = True
        content = self.runs(note.children, "FootnoteText")
        self._in_note = False
        number = self._shapes.character("FootnoteText")
        shape = self._shapes.paragraph(self._shapes.looks["FootnoteText"])
        head = run(number, f"<hp:ctrl>{numbered('FOOTNOTE', self._notes, ')')}</hp:ctrl>{text(' ')}")
        inside = list_of_paragraphs(paragraph(shape, self._shapes.styles["FootnoteText"], head + content))
        return run(
            self._shapes.character(look, manners),
            f'<hp:ctrl><hp:footNote number="{self._notes}" suffixChar="{_BRACKET}" instId="{self._notes}">'
            f"{inside}</hp:footNote></hp:ctrl>",
        )


def numbered(kind: str, number: int, after: str = "") -> str:
    """A number that Hangul counts; `number` is what it comes to."""
    return (
        f'<hp:autoNum num="{number}" numType="{kind}"><hp:autoNumFormat type="DIGIT" userChar="" prefixChar=""'
        f' suffixChar="{after}" supscript="0"/></hp:autoNum>'
    )
