"""What changed in a line of text: word by word, in Korean within the word, so that a particle doesn't drown the change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from regdocs.compose.paging import counts_pages
from regdocs.document.inline import Citation, Field, Footnote, Gap, Inline, Reference
from regdocs.review.align import anchors
from regdocs.review.change import Op, Span
from regdocs.review.korean import shared_ends
from regdocs.review.line import Leaf, Line, cut, join, line, plain

_MOST_COMPARED = 4_000_000
"""The most pairs of words that are compared one with another; longer lines are compared by their rarer words."""

_NUMBER = r"(?:(?<![^\W_])(?<!\))[+\-−±])?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)*(?:[×x]10(?:\^-?[0-9]+|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+))?[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]*"
# Units that follow a number; the longest first. A letter or syllable after a Latin unit would make it another word.
_UNITS = (
    r"(?:\s?(?:cells/kg|cells/mL|cells|EU/mL|IU/mL|pg/mL|ng/mL|µg/mL|mg/mL|mg/kg|µg/kg|mmHg|mL/min|mL|µL|dL|kg|mg|µg|ng|pg|"
    r"cm²|cm|mm|µm|nm|kDa|rpm|×\s?g|weeks?|days?|months?|years?|hours?|minutes?|persons?|KRW|°C|L|g|m|h)(?![A-Za-z]))"
    r"|\s?[%‰℃]"
    r"|(?:개월령|개월간|개월|시간|주간|주령|주차|주|일간|일차|일|년간|년도|년|월|분간|분|초|명|회차|회|세대|세|계대|마리|개소|개|건|부|쪽|점|배|"
    r"등급|군|차|호|조|항|원)"
)
_DATE = (
    r"(?<![0-9])[12][0-9]{3}(?:-[01]?[0-9]-[0-3]?[0-9](?![0-9])|\.\s?[01]?[0-9]\.\s?[0-3]?[0-9](?:\.|(?![0-9]))|"
    r"년\s?[01]?[0-9]월\s?[0-3]?[0-9]일)"
)
_WORD = re.compile(
    rf"(?P<date>{_DATE})"
    rf"|(?P<number>{_NUMBER}(?:{_UNITS})?)"
    r"|(?P<hangul>[가-힣]+)"
    r"|(?P<jamo>[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]+)"
    r"|(?P<latin>[^\W\d_가-힣\u1100-\u11ff][^\W_가-힣\u1100-\u11ff]*)"
    r"|(?P<blank>\s+)"
    r"|(?P<other>.[\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f]*)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, a number with its unit, a blank, a sign or an object; words with one `key` are the same."""

    key: object
    start: int
    end: int
    kind: str


_Opcode = tuple[str, int, int, int, int]
"""As difflib's: what happened, and the words of both sides."""
Stretch = tuple[bool, int, int, int, int]
"""Whether both sides are the same there, and the characters: old start and end, new start and end."""


def spans(old: tuple[Inline, ...], new: tuple[Inline, ...]) -> tuple[Span, ...]:
    """The stretches in which `new` differs from `old`; deletions stand before insertions. None at all for no text."""
    before, after = line(old), line(new)
    old_words, new_words = words(before), words(after)
    found: list[Span] = []
    for same, old_start, old_end, new_start, new_end in stretches(before.text, after.text, old_words, new_words):
        if same:
            found += _same(before, after, old_start, old_end, new_start)
        else:
            if old_end > old_start:
                found.append(Span(Op.DELETE, old=cut(old, old_start, old_end)))
            if new_end > new_start:
                found.append(Span(Op.INSERT, new=cut(new, new_start, new_end)))
    return _recounted(_tidy(found))


_LITERAL_NUMBER = re.compile(r"\d{1,3}")
_BEHIND_NUMBER = re.compile(r"[.)]\s")


def _recounted(found: tuple[Span, ...]) -> tuple[Span, ...]:
    """A number written before an entry (`3. `) counts the entries above it, like one that Word counts."""
    if len(found) < 3 or (found[0].op, found[1].op, found[2].op) != (Op.DELETE, Op.INSERT, Op.EQUAL):
        return found
    numbers = plain(found[0].old), plain(found[1].new)
    if not all(map(_LITERAL_NUMBER.fullmatch, numbers)) or not _BEHIND_NUMBER.match(plain(found[2].new)):
        return found
    gone, come = found[0], found[1]
    return (Span(gone.op, gone.old, counted=True), Span(come.op, (), come.new, True), *found[2:])


def words(text: Line) -> list[Word]:
    """The words of a line; a value and the prose around it make words together, as they are read."""
    found: list[Word] = []
    start = 0
    for leaf in text.leaves:
        key = _object_key(leaf)
        if key is not None:
            found += _words(text.text, start, leaf.start)
            found.append(Word(key, leaf.start, leaf.end, "object"))
            start = leaf.end
    found += _words(text.text, start, len(text.text))
    return found


def _object_key(leaf: Leaf) -> object | None:
    match leaf.inline:
        case Reference():
            return "reference", leaf.inline.target
        case Citation():
            return "citation", leaf.inline.keys
        case Footnote():
            return ("footnote",)
        case Gap():
            return "gap", leaf.inline.text
        case Field() if counts_pages(leaf.inline):
            return ("pages",)
    return None


def _words(text: str, start: int, end: int) -> Iterator[Word]:
    for match in _WORD.finditer(text, start, end):
        yield Word(match[0], match.start(), match.end(), str(match.lastgroup))


@lru_cache(maxsize=20_000)
def vocabulary(text: str) -> frozenset[str]:
    """The words of a text without blanks and signs, to see how alike two texts are."""
    return frozenset(match[0] for match in _WORD.finditer(text) if match.lastgroup not in ("blank", "other"))


def stretches(old: str, new: str, old_words: Sequence[Word], new_words: Sequence[Word]) -> list[Stretch]:
    """The equal and the differing stretches in order, the differing ones refined within Korean words."""
    found: list[Stretch] = []
    opcodes = _opcodes([word.key for word in old_words], [word.key for word in new_words])
    for tag, i1, i2, j1, j2 in _slid(list(opcodes), old_words, new_words):
        if tag == "equal":
            found += [
                (True, a.start, a.end, b.start, b.end) for a, b in zip(old_words[i1:i2], new_words[j1:j2], strict=True)
            ]
        else:
            found += _refined(
                old, new, old_words[i1:i2], new_words[j1:j2], _at(old_words, i1, old), _at(new_words, j1, new)
            )
    return _absorbed(_merged(found), old, new)


def _at(words: Sequence[Word], index: int, text: str) -> int:
    return words[index].start if index < len(words) else len(text)


def _opcodes(old: list[object], new: list[object]) -> Iterable[_Opcode]:
    """As difflib gives them; the ends that are the same don't take part, and what is too long isn't looked into."""
    head = 0
    shorter = min(len(old), len(new))
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if head:
        yield "equal", 0, head, 0, head
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    for tag, i1, i2, j1, j2 in _middle(middle_old, middle_new):
        yield tag, head + i1, head + i2, head + j1, head + j2
    if tail:
        yield "equal", len(old) - tail, len(old), len(new) - tail, len(new)


def _slid(opcodes: list[_Opcode], old: Sequence[Word], new: Sequence[Word]) -> list[_Opcode]:
    """What was only put in or taken out begins where a phrase does, where the words around it leave the choice."""
    for index in range(1, len(opcodes) - 1):
        tag, i1, i2, j1, j2 = opcodes[index]
        before, after = opcodes[index - 1], opcodes[index + 1]
        if tag == "equal" or (i1 < i2 and j1 < j2) or before[0] != "equal" or after[0] != "equal":
            continue
        words, start, end = (old, i1, i2) if i1 < i2 else (new, j1, j2)
        by = _slide(words, start, end, before[2] - before[1] - 1)
        if by:
            opcodes[index - 1] = "equal", before[1], before[2] - by, before[3], before[4] - by
            opcodes[index] = tag, i1 - by, i2 - by, j1 - by, j2 - by
            opcodes[index + 1] = "equal", after[1] - by, after[2], after[3] - by, after[4]
    return opcodes


def _slide(words: Sequence[Word], start: int, end: int, room: int) -> int:
    """By how many words to the left a stretch can begin behind a blank; 0 where it does already, or can't."""
    by = 0
    while words[start - by - 1].kind != "blank":
        if by >= room or words[start - by - 1].key != words[end - by - 1].key or words[start - by - 1].kind == "object":
            return 0
        by += 1
    return by


def _middle(old: list[object], new: list[object]) -> Iterable[_Opcode]:
    if not old or not new:
        return [("replace", 0, len(old), 0, len(new))] if old or new else []
    if len(old) * len(new) <= _MOST_COMPARED:
        return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return _by_anchors(old, new)


def _by_anchors(old: list[object], new: list[object]) -> Iterator[_Opcode]:
    """The stretches between words that stand once on each side; coarser, but in time that grows with the length."""
    i = j = 0
    for a, b in (*anchors(old, new), (len(old), len(new))):
        if i < a or j < b:
            yield "replace", i, a, j, b
        if a < len(old):
            yield "equal", a, a + 1, b, b + 1
        i, j = a + 1, b + 1


def _refined(
    old: str, new: str, old_words: Sequence[Word], new_words: Sequence[Word], old_at: int, new_at: int
) -> list[Stretch]:
    """A replacement with the common ends of Korean words taken out; the words are paired in order, the likest first."""
    found: list[Stretch] = []
    for a, b, head, tail in shared_ends(
        [old[word.start : word.end] if word.kind == "hangul" else "" for word in old_words],
        [new[word.start : word.end] if word.kind == "hangul" else "" for word in new_words],
    ):
        first, second = old_words[a], new_words[b]
        found.append((False, old_at, first.start, new_at, second.start))
        if head:
            found.append((True, first.start, first.start + head, second.start, second.start + head))
        found.append((False, first.start + head, first.end - tail, second.start + head, second.end - tail))
        if tail:
            found.append((True, first.end - tail, first.end, second.end - tail, second.end))
        old_at, new_at = first.end, second.end
    old_end = old_words[-1].end if old_words else old_at
    new_end = new_words[-1].end if new_words else new_at
    found.append((False, old_at, old_end, new_at, new_end))
    return found


def _merged(found: Iterable[Stretch]) -> list[Stretch]:
    """Neighbours of one kind as one; empty ones dropped."""
    merged: list[Stretch] = []
    for stretch in found:
        same, old_start, old_end, new_start, new_end = stretch
        if old_start == old_end and new_start == new_end:
            continue
        if merged and merged[-1][0] == same:
            merged[-1] = same, merged[-1][1], old_end, merged[-1][3], new_end
        else:
            merged.append(stretch)
    return merged


def _absorbed(found: Sequence[Stretch], old: str, new: str) -> list[Stretch]:
    """Equal blanks between two replacements belong to them: one changed phrase reads better than changed words in a row."""
    kept: list[Stretch] = []
    for index, stretch in enumerate(found):
        blank = stretch[0] and not old[stretch[1] : stretch[2]].strip() and "\n" not in new[stretch[3] : stretch[4]]
        between = 0 < index < len(found) - 1 and _one_phrase(found[index - 1], found[index + 1], old, new)
        kept.append((False, *stretch[1:]) if blank and between else stretch)
    return _merged(kept)


def _one_phrase(left: Stretch, right: Stretch, old: str, new: str) -> bool:
    """Whether two changed stretches with a blank between them are one: replacements, or one and added words."""
    if not (_replaces(left) or _replaces(right)):
        return False
    return all(
        _replaces(each) or (not each[0] and " " in old[each[1] : each[2]] + new[each[3] : each[4]])
        for each in (left, right)
    )


def _replaces(stretch: Stretch) -> bool:
    return not stretch[0] and stretch[1] < stretch[2] and stretch[3] < stretch[4]


def _same(before: Line, after: Line, old: int, old_end: int, new: int) -> Iterator[Span]:
    """The same words on both sides, cut where they are set in another way, counted anew, or hold another footnote."""
    old_leaves, new_leaves = _leaves(before, old), _leaves(after, new)
    first, second = next(old_leaves), next(new_leaves)
    while True:
        if _object_key(first) is not None:
            yield from _object(cut(before.inlines, old, first.end), cut(after.inlines, new, second.end), first, second)
            old, new = first.end, second.end
        else:
            length = min(first.end, old_end) - old
            length = min(length, second.end - new)
            op = Op.EQUAL if first.look == second.look else Op.FORMAT
            yield Span(op, cut(before.inlines, old, old + length), cut(after.inlines, new, new + length))
            old, new = old + length, new + length
        if old >= old_end:
            return
        first = next(old_leaves) if old >= first.end else first
        second = next(new_leaves) if new >= second.end else second


def _leaves(text: Line, start: int) -> Iterator[Leaf]:
    return (leaf for leaf in text.leaves if leaf.end > start)


def _object(old: tuple[Inline, ...], new: tuple[Inline, ...], first: Leaf, second: Leaf) -> Iterator[Span]:
    """What stands for something else: its number may have been counted anew, its footnote's text be another."""
    before, after = first.inline, second.inline
    if isinstance(before, Footnote) and isinstance(after, Footnote):
        inner = spans(before.children, after.children)
        if any(span.op is not Op.EQUAL for span in inner):
            yield Span(Op.WITHIN, old, new, inner=inner)
            return
    elif plain([before]) != plain([after]):
        yield Span(Op.DELETE, old=old, counted=True)
        yield Span(Op.INSERT, new=new, counted=True)
        return
    yield Span(Op.EQUAL if first.look == second.look else Op.FORMAT, old, new)


def _tidy(found: Iterable[Span]) -> tuple[Span, ...]:
    """Neighbours of one kind as one span, the pieces of their inlines joined."""
    tidy: list[Span] = []
    for span in found:
        last = tidy[-1] if tidy else None
        if last and span.op is not Op.WITHIN and (last.op, last.counted) == (span.op, span.counted):
            tidy[-1] = Span(span.op, (*last.old, *span.old), (*last.new, *span.new), span.counted)
        else:
            tidy.append(span)
    return tuple(
        span if span.op is Op.WITHIN else Span(span.op, join(span.old), join(span.new), span.counted) for span in tidy
    )
