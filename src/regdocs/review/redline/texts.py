"""The diff's spans as stretches of a drawn paragraph's text, so that the redline marks what the diff found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from regdocs.document.block import Block, Figure, Item, ItemList, Paragraph
from regdocs.document.document import Section
from regdocs.document.inline import Break, Citation, Field, Footnote, Gap, Inline, Link, Reference, Styled, Text
from regdocs.formats.docx.merge import OBJECT, Stretch, text_of
from regdocs.formats.office.texts import bracketed
from regdocs.review.change import Op, Span
from regdocs.review.words import spans


def stretches(old: str, new: str, found: Sequence[Span] = ()) -> list[Stretch]:
    """How the texts of two drawn contents (XML) belong together.

    `found` compares their inlines; what is drawn before these (a number, a marker), and all of it where there are no
    spans, is compared as text by the same rules.
    """
    before, after = text_of(old), text_of(new)
    if found:
        parts = [(span.op, _drawn(span.old), _drawn(span.new)) for span in found]
        tails = "".join(part[1] for part in parts), "".join(part[2] for part in parts)
        if before.endswith(tails[0]) and after.endswith(tails[1]):
            heads = before[: len(before) - len(tails[0])], after[: len(after) - len(tails[1])]
            same = (Op.EQUAL, Op.FORMAT, Op.WITHIN)
            return [*compared(*heads), *((op in same, len(first), len(second)) for op, first, second in parts)]
    return compared(before, after)


def compared(old: str, new: str) -> list[Stretch]:
    """How two texts belong together, by the rules of the diff."""
    if old == new:
        return [(True, len(old), len(new))] if new else []
    found = spans((Text(old),) if old else (), (Text(new),) if new else ())
    return [
        (
            span.op is Op.EQUAL,
            sum(len(_drawn([each])) for each in span.old),
            sum(len(_drawn([each])) for each in span.new),
        )
        for span in found
    ]


def lines(part: Section | Block | Item) -> Iterator[str]:
    """What each paragraph of a part says, as it is drawn; parts with tables are none."""
    match part:
        case Section():
            yield _drawn(part.heading) or part.title.ko
            yield from chain.from_iterable(map(lines, (*part.blocks, *part.sections)))
        case Paragraph():
            yield _drawn(part.children)
        case Figure():
            yield _drawn(part.caption)
        case ItemList():
            yield from chain.from_iterable(map(lines, part.items))
        case Item():
            yield from chain.from_iterable(map(lines, part.blocks))


def _drawn(inlines: Iterable[Inline]) -> str:
    """The text as the DOCX writer draws it."""
    return "".join(_text(inline) for inline in inlines)


def _text(inline: Inline) -> str:
    match inline:
        case Text() | Field() | Citation():
            return inline.text
        case Gap():
            return bracketed(inline.text)
        case Reference():
            return inline.text or inline.target
        case Break():
            return "\n"
        case Footnote():
            return f"{OBJECT})"
        case Styled() | Link():
            return _drawn(inline.children)
