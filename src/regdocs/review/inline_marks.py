"""A change in one line of plain text: what was taken out and put in, with a few words around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from regdocs.document.inline import Inline
from regdocs.language import Bilingual
from regdocs.review.change import Change, FieldChange, FieldKind, Op, Span
from regdocs.review.line import plain

_AROUND = 24
"""Characters shown before and behind what changed."""

Marks = tuple[Callable[[str], str], Callable[[str], str], Callable[[str], str]]
"""How kept, deleted and inserted text are written."""

BRACKETS: Marks = (str, lambda text: f"[-{text}-]", lambda text: f"{{+{text}+}}")


def merged(change: Change) -> Iterator[Span]:
    """All spans of a change in reading order, deletions before insertions."""
    after = list(change.after)
    for span in change.before:
        if span.op is Op.DELETE:
            yield span
            continue
        while after and after[0].op is Op.INSERT:
            yield after.pop(0)
        yield span
        if after:
            after.pop(0)
    yield from after


def marked(change: Change, marks: Marks = BRACKETS, around: int = _AROUND) -> str:
    """The change as one line; long stretches that stayed, and very long ones that didn't, are cut to `…`."""
    spans = list(merged(change))
    keep, delete, insert = marks
    parts = []
    for index, span in enumerate(spans):
        old, new = _text(span.old), _text(span.new)
        if span.op is Op.DELETE:
            parts.append(delete(_cut(old)))
        elif span.op is Op.INSERT:
            parts.append(insert(_cut(new)))
        elif span.op is Op.WITHIN:
            parts.append(delete(_cut(old)) + insert(_cut(new)))
        else:
            parts.append(keep(_shortened(new, first=index == 0, last=index == len(spans) - 1, around=around)))
    return "".join(parts)


def _text(inlines: Sequence[Inline]) -> str:
    return " ".join(plain(inlines).split("\n"))


def _cut(text: str, most: int = 200) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _shortened(text: str, *, first: bool, last: bool, around: int) -> str:
    """What stayed between two changes, or before the first and behind the last."""
    if len(text) <= 2 * around:
        return text if not (first and last) else _cut(text, 2 * around)
    head, tail = text[:around], text[-around:]
    return "…" + tail if first else head + "…" if last else f"{head}…{tail}"


def distance(field: FieldChange) -> Bilingual | None:
    """How far the new value is from the old one: by what factor, by how many days."""
    if field.kind is FieldKind.NOTATION or (field.factor is None and field.days is None):
        return None
    if field.days is not None:
        return Bilingual(f"{field.days:+d}일", f"{field.days:+d} days")
    factor = f"×{field.factor:.3g}"
    return Bilingual(factor, factor)
