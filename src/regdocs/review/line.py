"""A line of inlines as a text that can be cut at any character and joined again without losing lineage or style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from msgspec.structs import replace

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

OBJECT = "\ufffc"
"""Stands in a line's text for what has no characters of its own."""

Look = tuple[str, ...]
"""The styles that a character is set in, sorted."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """An inline without children, where it stands in the line's text, and how it looks."""

    inline: Inline
    start: int
    end: int
    look: Look


@dataclass(frozen=True, slots=True)
class Line:
    """Inlines as text: each character belongs to one leaf."""

    inlines: tuple[Inline, ...]
    leaves: tuple[Leaf, ...]
    text: str


def line(inlines: tuple[Inline, ...]) -> Line:
    """The text of some inlines, with the leaf that each character comes from."""
    leaves: list[Leaf] = []
    position = 0
    for inline, look in _flat(inlines, ()):
        length = len(_text(inline))
        if length:
            leaves.append(Leaf(inline, position, position + length, look))
            position += length
    return Line(inlines, tuple(leaves), "".join(_text(leaf.inline) for leaf in leaves))


def plain(inlines: Iterable[Inline]) -> str:
    """The text as read, footnotes in brackets behind their call."""
    parts = []
    for inline, _ in _flat(inlines, ()):
        parts.append(f"[{plain(inline.children)}]" if isinstance(inline, Footnote) else _text(inline).strip(OBJECT))
    return "".join(parts)


def _flat(inlines: Iterable[Inline], look: Look) -> Iterator[tuple[Inline, Look]]:
    for inline in inlines:
        if isinstance(inline, Styled):
            yield from _flat(inline.children, _with(look, inline.style))
        elif isinstance(inline, Link):
            yield from _flat(inline.children, tuple(sorted({*look, f"link {inline.target}"})))
        else:
            yield inline, look


def _with(look: Look, style: Style) -> Look:
    return tuple(sorted({*look, style.value}))


def _text(inline: Inline) -> str:
    match inline:
        case Text() | Field():
            return inline.text
        case Gap() | Reference() | Citation():
            return inline.text or OBJECT
        case Break():
            return "\n"
        case _:
            return OBJECT


def cut(inlines: tuple[Inline, ...], start: int, end: int) -> tuple[Inline, ...]:
    """The inlines of the characters from `start` to before `end`; what can't be cut belongs to where it begins."""
    return tuple(_cut(inlines, start, end, 0))


def _cut(inlines: Iterable[Inline], start: int, end: int, position: int) -> Iterator[Inline]:
    for inline in inlines:
        length = _length(inline)
        low, high = max(start - position, 0), min(end - position, length)
        if low < high:
            if low == 0 and high == length:
                yield inline
            elif isinstance(inline, Styled | Link):
                yield replace(inline, children=tuple(_cut(inline.children, low, high, 0)))
            elif isinstance(inline, Text | Field):
                yield replace(inline, text=inline.text[low:high])
            elif low == 0:
                yield inline
        position += length
        if position >= end:
            return


def _length(inline: Inline) -> int:
    if isinstance(inline, Styled | Link):
        return sum(map(_length, inline.children))
    return len(_text(inline))


def join(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Inlines in their normal form: pieces of one text, value, style or link joined, what is empty left out."""
    joined: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Styled | Link | Footnote):
            inline = replace(inline, children=join(inline.children))
            if not inline.children and not isinstance(inline, Footnote):
                continue
        elif isinstance(inline, Text | Field) and not inline.text:
            continue
        together = _together(joined[-1], inline) if joined else None
        if together is None:
            joined.append(inline)
        else:
            joined[-1] = together
    return tuple(joined)


def _together(first: Inline, second: Inline) -> Inline | None:
    match first, second:
        case Text(), Text():
            return Text(first.text + second.text)
        case Field(), Field() if replace(first, text=second.text) == second:
            return replace(first, text=first.text + second.text)
        case Styled(), Styled() if first.style == second.style:
            return replace(first, children=join((*first.children, *second.children)))
        case Link(), Link() if first.target == second.target:
            return replace(first, children=join((*first.children, *second.children)))
    return None
