"""Two drawings of one paragraph's content made one, in which accepting all changes gives the new, refusing them the old."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from regdocs.formats.docx.revision import Revisions, settled
from regdocs.formats.docx.xml import run

OBJECT = "\ufffc"
"""Stands in a paragraph's text for what has no characters: a picture, the call of a footnote, an empty field."""

Stretch = tuple[bool, int, int]
"""Whether both sides are the same there, and how many characters of the old and of the new text it covers."""

_TOKEN = re.compile(
    r"(?P<run><w:r>.*?</w:r>)|(?P<control><w:sdt>.*?<w:sdtContent>)|(?P<link><w:hyperlink [^>]*>)"
    r"|(?P<bookmark><w:bookmarkStart [^>]*/>)|(?P<end></w:sdtContent></w:sdt>|</w:hyperlink>|<w:bookmarkEnd [^>]*/>)",
    re.DOTALL,
)
_PROPERTIES = re.compile(r"<w:rPr>.*?</w:rPr>", re.DOTALL)
_SHOWN = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(br|tab)/>")
_NOTE = re.compile(r'<w:footnoteReference w:id="(\d+)"/>')
_TAG = re.compile(r'<w:tag w:val="(rd-[0-9a-f]+)')
_ATTRIBUTE = re.compile(r'w:(\w+)="([^"]*)"')
_COUNTED = re.compile(r' (?:w:)?id="\d+"')
_CHARACTERS = {"br": "\n", "tab": "\t"}


class Notes(Protocol):
    """What becomes of the footnotes that are called in what is merged; ids are those of each side's own part."""

    def inserted(self, new: int) -> None: ...

    def deleted(self, old: int) -> int:
        """The id that the old note gets in the new file."""
        ...

    def kept(self, old: int, new: int) -> None: ...


@dataclass(frozen=True, slots=True, eq=False)
class _Container:
    """What stands around runs: a content control, a link, a bookmark; those of both sides with one `key` are one."""

    kind: str
    key: str
    start: str
    end: str


_Chain = tuple[_Container, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run, or a field of several runs; `whole` is what can't be cut, by what it is compared ("" for text)."""

    text: str
    xml: str
    properties: str
    chain: _Chain
    whole: str = ""
    note: int = 0


@dataclass(frozen=True, slots=True)
class _Segment:
    """A slice of a piece of the old side, of the new side, or of both."""

    old: _Piece | None
    new: _Piece | None
    text: str


def text_of(content: str) -> str:
    """The text of a paragraph's content as `merged` counts its characters."""
    return "".join(piece.text for piece in _pieces(content))


def merged(old: str, new: str, stretches: Iterable[Stretch], revisions: Revisions, notes: Notes) -> str:
    """The content of a paragraph with what changed from `old` to `new` tracked.

    `stretches` align the two texts (see `text_of`). What can't be cut (a field, a picture) changes as a whole.
    """
    before, after = list(_pieces(old)), list(_pieces(new))
    segments = list(_segments(before, after, list(stretches)))
    return _drawn(segments, revisions, notes)


def parted(content: str, stretches: Iterable[tuple[bool, int]], kept: str, changed: str, revisions: Revisions) -> str:
    """One side's content alone, its runs marked `kept` where it is the same as the other's, else `changed`.

    `stretches` say for how many characters it is; what can't be cut is kept as a whole or not at all.
    """
    characters = _by_character(list(_pieces(content)))
    same = [flag for flag, length in stretches for _ in range(length)]
    same += [False] * (len(characters) - len(same))
    torn = {id(piece) for (piece, _), flag in zip(characters, same, strict=False) if piece.whole and not flag}
    drawn = []
    for (_, flag), group in groupby(
        zip(characters, same, strict=False), key=lambda each: (id(each[0][0]), each[1] and id(each[0][0]) not in torn)
    ):
        together = [character for character, _ in group]
        piece = together[0][0]
        drawn.append(_Drawn(piece.chain, kept if flag else changed, _cut(piece, _slice(together, 0, len(together)))))
    return _contained(drawn, frozenset(), revisions)


def _pieces(content: str) -> Iterator[_Piece]:
    chain: _Chain = ()
    field: list[str] = []
    depth = 0
    for token in _TOKEN.finditer(content):
        xml = token[0]
        if token.lastgroup == "run":
            depth += xml.count('fldCharType="begin"') - xml.count('fldCharType="end"')
            field.append(xml)
            if depth == 0:
                yield from _piece(field, chain)
                field = []
        elif field:
            # Inside a field nothing else counts: it changes as a whole.
            field.append(xml)
        elif token.lastgroup == "end":
            chain = chain[:-1]
        else:
            chain = (*chain, _container(str(token.lastgroup), xml))


def _piece(runs: Sequence[str], chain: _Chain) -> Iterator[_Piece]:
    xml = "".join(runs)
    found = _PROPERTIES.search(runs[0])
    properties = found[0] if found else ""
    text = "".join(_characters(each[1], each[2]) for each in _SHOWN.finditer(xml))
    note = _NOTE.search(xml)
    if note:
        yield _Piece(OBJECT, xml, properties, chain, "note", int(note[1]))
    elif len(runs) > 1:
        yield _Piece(text or OBJECT, xml, properties, chain, xml)
    elif text:
        yield _Piece(text, xml, properties, chain)
    elif "<w:t" not in xml:
        yield _Piece(OBJECT, xml, properties, chain, _COUNTED.sub("", xml))


def _characters(text: str | None, sign: str | None) -> str:
    if sign:
        return _CHARACTERS[sign]
    return (text or "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _container(kind: str, start: str) -> _Container:
    if kind == "control":
        tag = _TAG.search(start)
        return _Container(kind, f"control {tag[1] if tag else start}", start, "</w:sdtContent></w:sdt>")
    if kind == "link":
        return _Container(kind, start, start, "</w:hyperlink>")
    identifier, name = (str(dict(_ATTRIBUTE.findall(start))[each]) for each in ("id", "name"))
    return _Container(kind, f"bookmark {name}", start, f'<w:bookmarkEnd w:id="{identifier}"/>')


def _segments(before: Sequence[_Piece], after: Sequence[_Piece], stretches: Sequence[Stretch]) -> Iterator[_Segment]:
    """Deletions before insertions, cut where a piece of either side ends."""
    old_pieces, new_pieces = _by_character(before), _by_character(after)
    partners = _partners(old_pieces, new_pieces, stretches)
    kept = {new: old for old, new in partners.items()}
    i = j = 0
    while i < len(old_pieces) or j < len(new_pieces):
        start_old, start_new = i, j
        if i < len(old_pieces) and i not in partners:
            piece = old_pieces[i][0]
            while i < len(old_pieces) and i not in partners and old_pieces[i][0] is piece:
                i += 1
            yield _Segment(piece, None, _slice(old_pieces, start_old, i))
        elif j < len(new_pieces) and j not in kept:
            piece = new_pieces[j][0]
            while j < len(new_pieces) and j not in kept and new_pieces[j][0] is piece:
                j += 1
            yield _Segment(None, piece, _slice(new_pieces, start_new, j))
        else:
            first, second = old_pieces[i][0], new_pieces[j][0]
            while (
                i < len(old_pieces)
                and partners.get(i) == j
                and old_pieces[i][0] is first
                and new_pieces[j][0] is second
            ):
                i, j = i + 1, j + 1
            yield _Segment(first, second, _slice(new_pieces, start_new, j))


_Characters = list[tuple[_Piece, int]]
"""The piece of each character, and which of its characters it is."""


def _by_character(pieces: Sequence[_Piece]) -> _Characters:
    return [(piece, index) for piece in pieces for index in range(len(piece.text))]


def _slice(characters: _Characters, start: int, end: int) -> str:
    return "".join(piece.text[index] for piece, index in characters[start:end])


def _partners(old: _Characters, new: _Characters, stretches: Sequence[Stretch]) -> dict[int, int]:
    """The new character of each old one that stays."""
    partners: dict[int, int] = {}
    i = j = 0
    for same, before, after in stretches:
        if same and before == after:
            pairs = zip(range(i, min(i + before, len(old))), range(j, min(j + after, len(new))), strict=False)
            partners.update((a, b) for a, b in pairs if _equal(old[a], new[b]))
        i, j = i + before, j + after
    while True:
        torn = _torn(old, new, partners)
        if not torn:
            return partners
        for character in torn:
            del partners[character]


def _equal(old: tuple[_Piece, int], new: tuple[_Piece, int]) -> bool:
    (first, here), (second, there) = old, new
    if first.whole or second.whole:
        return first.whole == second.whole and here == there
    return first.text[here] == second.text[there]


def _torn(old: _Characters, new: _Characters, partners: dict[int, int]) -> list[int]:
    """The old characters whose partner can't stay, since a piece that can't be cut would be."""
    kept = {there: here for here, there in partners.items()}
    whole = [(here - index, here - index + len(piece.text)) for here, (piece, index) in enumerate(old) if piece.whole]
    torn = [
        here
        for start, end in dict.fromkeys(whole)
        if not all(each in partners for each in range(start, end))
        for here in range(start, end)
        if here in partners
    ]
    whole = [(here - index, here - index + len(piece.text)) for here, (piece, index) in enumerate(new) if piece.whole]
    torn += [
        kept[there]
        for start, end in dict.fromkeys(whole)
        if not all(each in kept for each in range(start, end))
        for there in range(start, end)
        if there in kept
    ]
    return list(dict.fromkeys(torn))


@dataclass(frozen=True, slots=True)
class _Drawn:
    chain: _Chain
    change: str
    xml: str


def _drawn(segments: Sequence[_Segment], revisions: Revisions, notes: Notes) -> str:
    drawn = [_draw(segment, _chain(segments, index), revisions, notes) for index, segment in enumerate(segments)]
    # A control that holds something of the old text isn't new.
    old = {id(container) for each in drawn if each.change != "ins" for container in each.chain}
    return _contained(drawn, old, revisions)


def _contained(drawn: Iterable[_Drawn], old: Set[int], revisions: Revisions) -> str:
    """The runs in what stands around them; the containers that aren't `old` are new."""
    found: list[str] = []
    chain: _Chain = ()
    for (_, change), group in groupby(drawn, key=lambda each: (tuple(map(id, each.chain)), each.change)):
        together = list(group)
        found += _steps(chain, together[0].chain, old, revisions)
        chain = together[0].chain
        runs = "".join(each.xml for each in together)
        found.append(revisions.wrapped(change, runs) if change and runs else runs)
    found += _steps(chain, (), old, revisions)
    return "".join(found)


def _steps(chain: _Chain, following: _Chain, old: Set[int], revisions: Revisions) -> Iterator[str]:
    """The ends and starts of containers on the way from one run to the next."""
    shared = len(_common(chain, following))
    for container in reversed(chain[shared:]):
        new = container.kind == "control" and id(container) not in old
        yield revisions.control(container.end) if new else container.end
    for container in following[shared:]:
        new = container.kind == "control" and id(container) not in old
        yield revisions.control(container.start) if new else container.start


def _draw(segment: _Segment, chain: _Chain, revisions: Revisions, notes: Notes) -> _Drawn:
    old, new = segment.old, segment.new
    if new is None:
        assert old is not None
        xml = settled(_cut(old, segment.text))
        if old.note:
            xml = xml.replace(f'w:id="{old.note}"', f'w:id="{notes.deleted(old.note)}"')
        return _Drawn(chain, "del", xml)
    xml = _cut(new, segment.text)
    if old is None:
        if new.note:
            notes.inserted(new.note)
        return _Drawn(chain, "ins", xml)
    if new.note:
        notes.kept(old.note, new.note)
    elif old.properties != new.properties and not new.whole:
        xml = _formatted(xml, new.properties, old.properties, revisions)
    return _Drawn(chain, "", xml)


def _cut(piece: _Piece, text: str) -> str:
    return piece.xml if piece.whole or len(text) == len(piece.text) else run(text, piece.properties)


def _formatted(xml: str, new: str, old: str, revisions: Revisions) -> str:
    """The run with its former looks noted."""
    change = f"<w:rPrChange {revisions.attributes}>{old or '<w:rPr/>'}</w:rPrChange>"
    if new:
        return xml.replace("</w:rPr>", f"{change}</w:rPr>", 1)
    return xml.replace("<w:r>", f"<w:r><w:rPr>{change}</w:rPr>", 1)


def _chain(segments: Sequence[_Segment], index: int) -> _Chain:
    """What stands around a segment; what is deleted stays in the containers that go on, or that held it before."""
    segment = segments[index]
    if segment.new is not None:
        return segment.new.chain
    assert segment.old is not None
    last = next((each.new.chain for each in reversed(segments[:index]) if each.new is not None), ())
    following = next((each.new.chain for each in segments[index + 1 :] if each.new is not None), ())
    keys = {container.key for container in segment.old.chain}
    chain = max((_common(last, following), _held(following, keys), _held(last, keys)), key=len)
    links = (each for each in segment.old.chain if each.kind == "link" and all(each.key != have.key for have in chain))
    if any(container.kind == "control" for container in chain):
        return chain
    return (*chain, *links)


def _held(chain: _Chain, keys: set[str]) -> _Chain:
    """The containers of `chain` as far as the last that is named in `keys`."""
    last = max((index for index, each in enumerate(chain, 1) if each.key in keys), default=0)
    return chain[:last]


def _common(first: _Chain, second: _Chain) -> _Chain:
    count = 0
    while count < min(len(first), len(second)) and first[count] is second[count]:
        count += 1
    return first[:count]
