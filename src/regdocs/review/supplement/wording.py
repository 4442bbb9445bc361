"""How a change reads in an answer: old and new with the changed words underlined, cut to what is near them."""

from __future__ import annotations

from collections.abc import Sequence

from regdocs.document.inline import Inline, Styled, Text
from regdocs.language import Bilingual, Language
from regdocs.review.change import Change, ChangeKind, Subject
from regdocs.review.quoting import marked

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
    return _cut(tuple(marked(change.before, _AROUND, old=True)) or (Text(change.before_text),), language)


def after(change: Change, language: Language = "ko") -> tuple[Inline, ...]:
    """What stands there now, the new words underlined."""
    if change.subject is Subject.FIGURE and change.before_text == change.after_text:
        return (Text(_REDRAWN.text(language)),)
    if change.kind is ChangeKind.DELETED:
        return (Text(_GONE.text(language)),)
    return _cut(tuple(marked(change.after, _AROUND, old=False)) or (Text(change.after_text),), language)


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


def _cut(inlines: tuple[Inline, ...], language: Language) -> tuple[Inline, ...]:
    """A whole section that is new would fill pages: its beginning, and where the rest is to be read."""
    if sum(map(_length, inlines)) <= _LONGEST:
        return inlines
    return (*_head(inlines, _LONGEST), Text(_MORE.text(language)))
