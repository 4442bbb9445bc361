"""How a change reads in an answer: old and new with the changed words underlined, cut to what is near them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from regdocs.document.inline import Break, Citation, Field, Gap, Inline, Link, Reference, Style, Styled, Text
from regdocs.language import Bilingual, Language
from regdocs.review.change import Change, ChangeKind, Op, Span, Subject

_AROUND = 60
"""How much of the text beside a changed word is shown, in characters."""
_LONGEST = 700
_NEW, _GONE = Bilingual("‹신설›", "‹new›"), Bilingual("‹삭제›", "‹deleted›")
_REDRAWN = Bilingual("‹그림 교체›", "‹another picture›")
_MORE = Bilingual(" … (이하 변경대비표)", " … (the rest in the change table)")


def before(change: Change, language: Language = "ko") -> tuple[Inline, ...]:
    """What stood there, the words that are gone underlined."""
    if change.kind is ChangeKind.INSERTED:
        return (Text(_NEW.text(language)),)
    return _cut(_marked(change.before, Op.DELETE, old=True) or (Text(change.before_text),), language)


def after(change: Change, language: Language = "ko") -> tuple[Inline, ...]:
    """What stands there now, the new words underlined."""
    if change.subject is Subject.FIGURE and change.before_text == change.after_text:
        return (Text(_REDRAWN.text(language)),)
    if change.kind is ChangeKind.DELETED:
        return (Text(_GONE.text(language)),)
    return _cut(_marked(change.after, Op.INSERT, old=False) or (Text(change.after_text),), language)


def _marked(spans: Sequence[Span], op: Op, *, old: bool) -> tuple[Inline, ...]:
    found: list[Inline] = []
    for index, span in enumerate(spans):
        inlines = tuple(_bare(span.old if old else span.new))
        if span.op is op and inlines:
            found.append(Styled(Style.UNDERLINE, inlines))
        elif span.op is Op.EQUAL:
            found += _near(inlines, first=index == 0, last=index == len(spans) - 1)
        else:
            found += inlines
    return tuple(found)


def _bare(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Inlines that can stand in another document: values and references as the text that they print, no footnotes."""
    for inline in inlines:
        match inline:
            case Text() | Break():
                yield inline
            case Field() | Gap() | Reference() | Citation():
                yield from _lines(inline.text)
            case Styled():
                yield Styled(inline.style, tuple(_bare(inline.children)))
            case Link():
                yield from _bare(inline.children)


def _lines(text: str) -> Iterator[Inline]:
    for index, line in enumerate(text.split("\n")):
        yield from () if index == 0 else (Break(),)
        yield Text(line)


def _near(inlines: tuple[Inline, ...], *, first: bool, last: bool) -> tuple[Inline, ...]:
    """A stretch that stayed, without its middle where it is long; at the line's ends only the near end is kept."""
    length = sum(map(_length, inlines))
    keep_head, keep_tail = (0 if first else _AROUND), (0 if last else _AROUND)
    if length <= keep_head + keep_tail + _AROUND:
        return inlines
    return (*_head(inlines, keep_head), Text(" … "), *_tail(inlines, keep_tail))


def _length(inline: Inline) -> int:
    match inline:
        case Text():
            return len(inline.text)
        case Styled():
            return sum(map(_length, inline.children))
    return 1


def _head(inlines: Sequence[Inline], room: int) -> tuple[Inline, ...]:
    """The first `room` characters; nothing but plain text is cut apart."""
    found: list[Inline] = []
    for inline in inlines:
        if room <= 0:
            break
        found.append(Text(inline.text[:room]) if isinstance(inline, Text) else inline)
        room -= _length(inline)
    return tuple(found)


def _tail(inlines: Sequence[Inline], room: int) -> tuple[Inline, ...]:
    found: list[Inline] = []
    for inline in reversed(inlines):
        if room <= 0:
            break
        found.append(Text(inline.text[-room:]) if isinstance(inline, Text) else inline)
        room -= _length(inline)
    return tuple(reversed(found))


def _cut(inlines: tuple[Inline, ...], language: Language) -> tuple[Inline, ...]:
    """A whole section that is new would fill pages: its beginning, and where the rest is to be read."""
    if sum(map(_length, inlines)) <= _LONGEST:
        return inlines
    return (*_head(inlines, _LONGEST), Text(_MORE.text(language)))
