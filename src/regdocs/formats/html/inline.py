"""Inlines as HTML: every printed value carries its field paths in `data-path`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape

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
from regdocs.document.parts import Part
from regdocs.formats.widths import LINE

ELEMENTS = {
    Style.EMPHASIS: "em",
    Style.STRONG: "strong",
    Style.UNDERLINE: "u",
    Style.SUPERSCRIPT: "sup",
    Style.SUBSCRIPT: "sub",
    Style.CODE: "code",
    Style.SMALL: "small",
}
UNTRANSLATED = '<span class="untranslated" lang="ko">'
SAFE_ADDRESSES = ("https:", "http:", "mailto:")


@dataclass(slots=True)
class Pen:
    """What drawing one document needs at hand.

    `address` gives the address of a figure from its resource key. `paged` puts a footnote where it is called, for
    the page layout to move to the foot; otherwise footnotes are gathered in `notes` for the end of the page. `parts`
    are the indices of the document's parts by their identity, where the page layout is to find them again. `heading`
    is the nearest one above, `line` how many ems of table type go across the page.
    """

    language: str
    anchors: frozenset[str]
    address: Callable[[str], str]
    paged: bool = False
    notes: list[str] = field(default_factory=list)
    parts: Mapping[int, int] = field(default_factory=dict)
    heading: str = ""
    line: float = LINE

    def part(self, part: Part) -> str:
        """The attribute that says which part of the document an element is."""
        index = self.parts.get(id(part))
        return "" if index is None else f' data-part="{index}"'


def inlines(children: Iterable[Inline], pen: Pen) -> str:
    """The markup of `children`."""
    return "".join(_inline(child, pen) for child in children)


def _inline(inline: Inline, pen: Pen) -> str:
    match inline:
        case Text(text):
            return escape(text)
        case Field():
            return f'<span data-path="{escape(" ".join(inline.paths))}">{_lines(inline.text)}</span>'
        case Gap():
            return f'<mark class="gap" data-path="{escape(inline.path)}">{escape(inline.text)}</mark>'
        case Styled(Style.UNTRANSLATED, children):
            return f"{UNTRANSLATED}{inlines(children, pen)}</span>"
        case Styled():
            element = ELEMENTS[inline.style]
            return f"<{element}>{inlines(inline.children, pen)}</{element}>"
        case Link():
            return _link(inline, pen)
        case Reference():
            return _reference(inline, pen)
        case Citation():
            return f'<span class="citation" data-keys="{escape(" ".join(inline.keys))}">{escape(inline.text)}</span>'
        case Footnote():
            return _footnote(inline, pen)
        case Break():
            return "<br/>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br/>")


def _link(link: Link, pen: Pen) -> str:
    content = inlines(link.children, pen)
    # A link comes from narrative that anybody may have written: an address that could run a script stays text.
    if not link.target.lower().startswith(SAFE_ADDRESSES):
        return content
    return f'<a href="{escape(link.target)}">{content}</a>'


def _reference(reference: Reference, pen: Pen) -> str:
    text = escape(reference.text or reference.target)
    if reference.target not in pen.anchors:
        return text
    return f'<a class="reference" href="#{escape(reference.target)}">{text}</a>'


def _footnote(footnote: Footnote, pen: Pen) -> str:
    content = inlines(footnote.children, pen)
    if pen.paged:
        return f'<span class="footnote" data-number="{footnote.number}">{content}</span>'
    number = footnote.number
    pen.notes.append(f'<li id="footnote-{number}" value="{number}">{content} <a href="#call-{number}">↩</a></li>')
    return f'<sup class="call" id="call-{number}"><a href="#footnote-{number}">{number})</a></sup>'
