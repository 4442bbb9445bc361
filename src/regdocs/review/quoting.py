"""One side of a change as another document quotes it: changed words underlined, long unchanged stretches cut short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from regdocs.document.inline import Break, Citation, Field, Footnote, Gap, Inline, Link, Reference, Style, Styled, Text
from regdocs.review.change import Op, Span

_SPARED = 10
"""Fewer characters than this aren't worth a cut."""


def marked(spans: Sequence[Span], around: int, *, old: bool) -> Iterator[Inline]:
    """The old or the new side of spans; beside a change `around` unchanged characters are kept."""
    for index, span in enumerate(spans):
        content = tuple(quoted(span.old if old else span.new))
        if span.op in (Op.EQUAL, Op.FORMAT):
            yield from _near(content, around, first=index == 0, last=index == len(spans) - 1)
        elif span.op is Op.WITHIN:
            yield from (Text("["), *marked(span.inner, around, old=old), Text("]"))
        elif content:
            yield Styled(Style.UNDERLINE, content)


def quoted(content: Iterable[Inline]) -> Iterator[Inline]:
    """Text as it was printed, without what ties it to its document: values, references and links become words."""
    for inline in content:
        match inline:
            case Field() | Gap():
                yield from lines(inline.text)
            case Reference() | Citation():
                yield Text(inline.text)
            case Styled():
                yield replace(inline, children=tuple(quoted(inline.children)))
            case Link():
                yield from quoted(inline.children)
            case Footnote():
                yield from (Text("["), *quoted(inline.children), Text("]"))
            case _:
                yield inline


def lines(text: str) -> Iterator[Inline]:
    """A text of several lines."""
    for index, line in enumerate(text.splitlines()):
        if index:
            yield Break()
        if line:
            yield Text(line)


def text_of(content: Iterable[Inline]) -> str:
    """The words of quoted inlines."""
    parts = []
    for inline in content:
        match inline:
            case Text(text):
                parts.append(text)
            case Styled():
                parts.append(text_of(inline.children))
            case Break():
                parts.append(" ")
    return "".join(parts)


def _near(content: tuple[Inline, ...], around: int, *, first: bool, last: bool) -> Iterator[Inline]:
    """Unchanged text before, between or after changes; only what lies next to a change is kept."""
    text = text_of(content)
    kept = around * (1 if first or last else 2)
    if len(text) <= kept + _SPARED or (first and last):
        yield from content
        return
    if not first:
        yield Text(text[:around].rstrip() + " …")
    if not last:
        yield Text(("" if not first else "… ") + text[-around:].lstrip())
