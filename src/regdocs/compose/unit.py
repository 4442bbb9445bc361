"""Units of translation: a line of inlines as one text with numbered slots, and back from its English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from regdocs.compose.inlines import InlineReader, merged
from regdocs.compose.lineage import Register
from regdocs.compose.nodes import inline_nodes
from regdocs.document.inline import Break, Inline, Link, Style, Styled, Text
from regdocs.template_set.english import HANGUL, SLOT

_SIGNS = {Style.STRONG: "**", Style.EMPHASIS: "*", Style.SUPERSCRIPT: "^", Style.SUBSCRIPT: "~", Style.CODE: "`"}
_BLANKS = re.compile(r"\s+")
_ENDING = re.compile(r"[.?!]\s")
_AROUND = re.compile(r"([^ㄱ-ㆎ가-힣]*)(.*?)([^ㄱ-ㆎ가-힣]*)", re.DOTALL)
_FOREIGN = re.compile(r"(?<![A-Za-z])[A-Za-z][^ㄱ-ㆎ가-힣]*[A-Za-z0-9)\].]")
_ENGLISH = re.compile(r"[A-Za-z]{2,}.*\s.*[A-Za-z]{2,}|[a-z]{6,}", re.DOTALL)
"""Two words or a long one; letters alone are an abbreviation or a unit that Korean writes too."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_OPENING = {")": "(", "]": "[", "”": "“", "’": "‘", "」": "「"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A text as a set's English has it, and what its slots `{1}`, `{2}` … stand for."""

    text: str
    slots: tuple[tuple[Inline, ...], ...]


class _Kind(Enum):
    WORDS = auto()
    SIGN = auto()
    SLOT = auto()


_Atom = tuple[_Kind, Inline]


def unit_of(inlines: Iterable[Inline], *, numbers: bool = False) -> Unit:
    """The unit that a line makes.

    Whatever has no Korean words of its own is a slot: values, references, notes, raised figures, words in English;
    typed `numbers` too where that is asked for. Slots with nothing but signs between them are one
    (`{1}({2}), {3}` → `{1}`), so that lists of any length are the same unit.
    """
    slots: list[tuple[Inline, ...]] = []
    text = _written(inlines, slots, numbers)
    return Unit(_BLANKS.sub(" ", text).strip(), tuple(slots))


def split(inlines: Iterable[Inline], separator: re.Pattern[str]) -> list[list[Inline]]:
    """The inlines cut wherever their own text has a `separator`; separators stand between the parts, as parts."""
    parts: list[list[Inline]] = [[]]
    for inline in inlines:
        if not isinstance(inline, Text):
            parts[-1].append(inline)
            continue
        position = 0
        for match in separator.finditer(inline.text):
            parts[-1].append(Text(inline.text[position : match.start()]))
            parts += [[Text(match[0])], []]
            position = match.end()
        parts[-1].append(Text(inline.text[position:]))
    return [part for part in map(merged, parts) if part]


def lines(inlines: Iterable[Inline]) -> list[list[Inline]]:
    """The inlines line by line; a break stands between two lines."""
    found: list[list[Inline]] = [[]]
    for inline in inlines:
        if isinstance(inline, Break):
            found.append([])
        else:
            found[-1].append(inline)
    return found


def korean(inlines: Iterable[Inline]) -> bool:
    """Whether the fixed text of these inlines has Korean words; values don't count, nor do notes, which are read apart."""
    for inline in inlines:
        if isinstance(inline, Text) and HANGUL.search(inline.text):
            return True
        if isinstance(inline, Styled | Link) and korean(inline.children):
            return True
    return False


def filled(english: str, slots: Sequence[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    """The inlines of an English text, with what its slots stand for."""
    return tuple(merged([each for inline in _parsed(english) for each in _filled(inline, slots)]))


def _written(inlines: Iterable[Inline], slots: list[tuple[Inline, ...]], numbers: bool) -> str:
    """The inlines as text; what its slots stand for is added to `slots`."""
    parts = []
    for run in _runs(_atoms(inlines, numbers)):
        kind, inline = run[0]
        if kind is _Kind.SLOT:
            slots.append(tuple(inline for _, inline in run))
            parts.append(f"{{{len(slots)}}}")
        elif isinstance(inline, Text):
            parts.append(inline.text)
        elif isinstance(inline, Styled):
            sign = _SIGNS.get(inline.style, "")
            parts.append(f"{sign}{_written(inline.children, slots, numbers)}{sign}")
        elif isinstance(inline, Link):
            parts.append(f"[{_written(inline.children, slots, numbers)}]({inline.target})")
    return "".join(parts)


def _atoms(inlines: Iterable[Inline], numbers: bool) -> Iterator[_Atom]:
    for inline in inlines:
        if isinstance(inline, Text):
            yield from _cut(inline.text, numbers)
        else:
            yield (_Kind.WORDS if korean([inline]) else _Kind.SLOT), inline


def _cut(text: str, numbers: bool) -> Iterator[_Atom]:
    """A text as Korean words, signs around them, phrases in English and, where asked for, numbers."""
    position = 0
    for start, end in _foreign(text, numbers):
        yield from _words(text[position:start])
        yield _Kind.SLOT, Text(text[start:end])
        position = end
    yield from _words(text[position:])


def _words(text: str) -> Iterator[_Atom]:
    around = _AROUND.fullmatch(text)
    for part in around.groups() if around else ():
        if part:
            yield (_Kind.WORDS if HANGUL.search(part) else _Kind.SIGN), Text(part)


def _foreign(text: str, numbers: bool) -> Iterator[tuple[int, int]]:
    """Where English phrases stand (the law's own English, printed by a template), and numbers where asked for."""
    position = 0
    while found := _FOREIGN.search(text, position):
        start, phrase = found.start(), found[0]
        if found.end() < len(text):
            phrase = re.sub(r"[\s,]+\d+$", "", phrase)
        while phrase.endswith(")") and phrase.count(")") > phrase.count("("):
            phrase = phrase[:-1]
        foreign = bool(_ENGLISH.search(phrase))
        if numbers:
            yield from (match.span() for match in _NUMBER.finditer(text, position, start if foreign else found.end()))
        if foreign:
            yield start, start + len(phrase)
        position = start + len(phrase) if foreign else found.end()
    if numbers:
        yield from (match.span() for match in _NUMBER.finditer(text, position))


def _runs(atoms: Iterable[_Atom]) -> list[list[_Atom]]:
    """The atoms in runs: slots together with the signs between them, everything else by itself."""
    runs: list[list[_Atom]] = []
    pending: list[_Atom] = []
    for atom in atoms:
        after_slot = bool(runs) and runs[-1][0][0] is _Kind.SLOT
        if atom[0] is _Kind.SIGN and after_slot and not _ENDING.search(_text(atom)):
            pending.append(atom)
        elif atom[0] is _Kind.SLOT and after_slot:
            runs[-1] += [*pending, atom]
            pending = []
        else:
            runs += _closed(runs, pending)
            runs.append([atom])
            pending = []
    runs += _closed(runs, pending)
    return [part for run in runs for part in _balanced(run)]


def _closed(runs: list[list[_Atom]], pending: list[_Atom]) -> list[list[_Atom]]:
    """The signs after a run, by themselves; a bracket that was opened in the run is closed in it first."""
    if not pending:
        return []
    first, inside = _text(pending[0]), "".join(map(_text, runs[-1]))
    if first[0] in _OPENING and inside.count(_OPENING[first[0]]) > inside.count(first[0]):
        runs[-1].append((_Kind.SIGN, Text(first[0])))
        pending = [(_Kind.SIGN, Text(first[1:])), *pending[1:]]
    return [[each] for each in pending if _text(each)]


def _balanced(run: list[_Atom]) -> list[list[_Atom]]:
    """The run, cut at a bracket that is closed after it only."""
    depth = 0
    for index in range(len(run) - 1, 0, -1):
        text = _text(run[index])
        depth += text.count(")") - text.count("(")
        if depth < 0:
            return [*_balanced(run[:index]), [run[index]], *([run[index + 1 :]] if run[index + 1 :] else [])]
    return [run]


def _text(atom: _Atom) -> str:
    return atom[1].text if atom[0] is _Kind.SIGN and isinstance(atom[1], Text) else ""


@lru_cache(maxsize=8192)
def _parsed(english: str) -> tuple[Inline, ...]:
    return InlineReader(Register(), _nothing).read(inline_nodes(english))


def _nothing(ko: str, en: str) -> None:
    """The English of a set is looked over when it is read."""


def _filled(inline: Inline, slots: Sequence[tuple[Inline, ...]]) -> list[Inline]:
    if isinstance(inline, Styled):
        return [Styled(inline.style, tuple(each for child in inline.children for each in _filled(child, slots)))]
    if isinstance(inline, Link):
        return [Link(inline.target, tuple(each for child in inline.children for each in _filled(child, slots)))]
    if not isinstance(inline, Text):
        return [inline]
    found: list[Inline] = []
    position = 0
    for match in SLOT.finditer(inline.text):
        found += [Text(inline.text[position : match.start()]), *slots[int(match[1]) - 1]]
        position = match.end()
    return [*found, Text(inline.text[position:])]
