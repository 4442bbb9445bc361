"""Lines of text as HTML: what was inserted and deleted in them is marked, values keep their field paths."""

from __future__ import annotations

from collections.abc import Iterable
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
from regdocs.formats.html.inline import ELEMENTS
from regdocs.review.change import Op, Span


def inlines(children: Iterable[Inline]) -> str:
    """The markup of a line; footnotes stand in brackets where they are called, links are only named."""
    return "".join(map(_inline, children))


def spans(content: Iterable[Span]) -> str:
    """The markup of a compared line: `ins` and `del` hold what only one side has."""
    return "".join(map(_span, content))


def lines(text: str) -> str:
    """Plain text with its line breaks."""
    return escape(text).replace("\n", "<br>")


def _span(span: Span) -> str:
    match span.op:
        case Op.EQUAL:
            return inlines(span.new)
        case Op.INSERT:
            return _marked("ins", span, inlines(span.new))
        case Op.DELETE:
            return _marked("del", span, inlines(span.old))
        case Op.FORMAT:
            return f'<span class="set">{inlines(span.new)}</span>'
        case Op.WITHIN:
            return f'<span class="note">[{spans(span.inner)}]</span>'


def _marked(element: str, span: Span, markup: str) -> str:
    counted = ' class="counted"' if span.counted else ""
    return f"<{element}{counted}>{markup}</{element}>"


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return escape(text)
        case Field():
            return f'<span class="value" title="{escape(" ".join(inline.paths))}">{lines(inline.text)}</span>'
        case Gap():
            return f'<mark class="gap">{escape(inline.text)}</mark>'
        case Styled(Style.UNTRANSLATED, children):
            return f'<span lang="ko">{inlines(children)}</span>'
        case Styled():
            element = ELEMENTS[inline.style]
            return f"<{element}>{inlines(inline.children)}</{element}>"
        case Link():
            return inlines(inline.children)
        case Reference() | Citation():
            return escape(inline.text)
        case Footnote():
            return f'<span class="note">[{inlines(inline.children)}]</span>'
        case Break():
            return "<br>"
