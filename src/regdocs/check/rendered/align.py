"""Which heading of a file is which expected one: in order first, then moved, then renamed; what is left over either way."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property

from regdocs.check.rendered.expected import Expected
from regdocs.check.rendered.order import in_order
from regdocs.check.rendered.spelling import bare, glued_number, may_begin_with_number, plain_number, typed_number
from regdocs.formats.rendered import ReadBlock, ReadParagraph, Use

_LONGEST = 200
_MOST = 20_000
_ALIKE = 0.6
_WRAPPED = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the file, or a line that may be one: where its block stands and how many lines it takes.

    `styled` tells that the file itself calls it a heading; `typed` that its number was typed, not counted; `plain` that
    it looks like any other line of text.
    """

    position: int
    paragraph: ReadParagraph
    number: str
    title: str
    styled: bool = True
    typed: bool = False
    lines: int = 1
    plain: bool = False

    @property
    def key(self) -> str:
        return bare(self.title)


@dataclass
class Alignment:
    """Expected headings by index with the file's headings; `moved` and `renamed` name those that are out of order or other words."""

    expected: Sequence[Expected]
    blocks: Sequence[ReadBlock]
    pairs: dict[int, Heading] = field(default_factory=dict)
    moved: set[int] = field(default_factory=set)
    renamed: set[int] = field(default_factory=set)
    spare: list[Heading] = field(default_factory=list)

    def found(self) -> set[str]:
        """The ids of the sections that are there."""
        return {self.expected[index].id for index in self.pairs}

    def own(self, index: int) -> Sequence[ReadBlock]:
        """What stands under a heading before the next one that was expected."""
        heading = self.pairs[index]
        following = bisect_right(self._positions, heading.position)
        end = self._positions[following] if following < len(self._positions) else len(self.blocks)
        return self.blocks[heading.position + heading.lines : end]

    @cached_property
    def _positions(self) -> list[int]:
        """Where the found headings stand, in the file's order; asked for once all are found."""
        return sorted(heading.position for heading in self.pairs.values())

    def front(self) -> Sequence[ReadBlock]:
        """What stands before the first expected heading."""
        return self.blocks[: self._positions[0]] if self._positions else self.blocks


def align(expected: Sequence[Expected], blocks: Sequence[ReadBlock], whole_paragraphs: bool = True) -> Alignment:
    """The pairs, as many in order as there can be; lines of a PDF aren't `whole_paragraphs`."""
    result = Alignment(expected, blocks)
    titles = [bare(each.title) for each in expected]
    styled = list(_styled(blocks, set(titles)))[:_MOST]
    found = [heading.key for heading in styled]

    def better(index: int, later: int, earlier: int) -> bool:
        """Of two headings of one title, the first is meant, unless only the second is of the right level."""
        level = expected[index].level
        return styled[later].paragraph.level == level != styled[earlier].paragraph.level

    result.pairs.update((index, styled[position]) for index, position in in_order(titles, found, better))
    lines = list(_lines(blocks, expected, {heading.position for heading in styled}))[:_MOST]
    _pair(result, lines, in_gap=True, fits=_same_title)
    taken = {heading.position for heading in result.pairs.values()}
    result.spare = [heading for heading in styled if heading.position not in taken]
    before = set(result.pairs)
    _pair(result, result.spare, in_gap=False, fits=_same_title)
    _pair(result, lines, in_gap=False, fits=_same_title)
    result.moved = set(result.pairs) - before
    before = set(result.pairs)
    _pair(result, result.spare, in_gap=True, fits=_renamed)
    result.renamed = set(result.pairs) - before
    if whole_paragraphs:
        _pair(result, list(_plain(result)), in_gap=True, fits=_same_title)
    taken = {heading.position for heading in result.pairs.values()}
    result.spare = [heading for heading in result.spare if heading.position not in taken]
    return result


def _styled(blocks: Sequence[ReadBlock], keys: set[str]) -> Iterator[Heading]:
    for position, block in enumerate(blocks):
        if isinstance(block, ReadParagraph) and block.level and block.use is not Use.CONTENTS:
            number, title = _number_of(block.text, keys)
            if not number or (block.number and bare(block.text) in keys):
                yield Heading(position, block, block.number, block.text)
            else:
                yield Heading(position, block, number, title, typed=True)


def _number_of(text: str, keys: Collection[str]) -> tuple[str, str]:
    """A number that was typed before a title; one without a blank behind it only before a title that is known."""
    number, title = typed_number(text)
    if not number and bare(text) not in keys:
        number, title = glued_number(text)
        if bare(title) not in keys:
            return "", text
    return number, title


def _lines(blocks: Sequence[ReadBlock], expected: Sequence[Expected], taken: set[int]) -> Iterator[Heading]:
    """Lines that read like an expected heading though nothing says that they are one: bold, or with its number."""
    numbers: dict[str, set[str]] = {}
    for each in expected:
        numbers.setdefault(bare(each.title), set()).add(plain_number(each.number or ""))
    for position, block in enumerate(map(_as_line, blocks)):
        if block is None or position in taken or block.use is not Use.TEXT:
            continue
        if not (block.strong or block.number or may_begin_with_number(block.text)):
            continue
        for lines in range(1, _WRAPPED + 1):
            text = block.text if lines == 1 else _joined(blocks[position : position + lines])
            if text is None or len(text) > _LONGEST:
                break
            number, title = _number_of(text, numbers) if not block.number else (block.number, text)
            known = numbers.get(bare(title))
            if known is not None and (block.strong or (number and plain_number(number) in known)):
                yield Heading(position, block, number, title, False, not block.number, lines)
                break
            if block.page is None or not _begins(title, numbers):
                break


def _plain(result: Alignment) -> Iterator[Heading]:
    """Paragraphs of mere text that are a missing heading to the letter: what somebody gave the style of text."""
    missing = {bare(each.title) for index, each in enumerate(result.expected) if index not in result.pairs}
    for position, block in enumerate(result.blocks) if missing else ():
        if (
            isinstance(block, ReadParagraph)
            and block.use is Use.TEXT
            and not block.level
            and len(block.text) <= _LONGEST
        ):
            number, title = typed_number(block.text)
            if bare(title) in missing:
                yield Heading(position, block, block.number or number, title, False, not block.number, plain=True)


def _as_line(block: ReadBlock) -> ReadParagraph | None:
    """A block as one line: a table of one row may be a heading that somebody has framed, its number in a cell of its own."""
    if isinstance(block, ReadParagraph):
        return block
    paragraphs = list(block.paragraphs())
    if len(block.rows) != 1 or not paragraphs:
        return None
    text = " ".join(each.text for each in paragraphs if each.text)
    return replace(paragraphs[0], text=text, strong=True) if 0 < len(text) <= _LONGEST else None


def _begins(title: str, numbers: dict[str, set[str]]) -> bool:
    start = bare(title)
    return any(key.startswith(start) for key in numbers)


def _joined(blocks: Sequence[ReadBlock]) -> str | None:
    if not all(isinstance(block, ReadParagraph) for block in blocks):
        return None
    return " ".join(block.text for block in blocks if isinstance(block, ReadParagraph))


Fits = Callable[[Expected, Heading], bool]


def _pair(result: Alignment, headings: Sequence[Heading], in_gap: bool, fits: Fits) -> None:
    """Pair what is left over on both sides, each with the first that fits; `in_gap` keeps to the order."""
    free = sorted(headings, key=lambda heading: heading.position)
    taken = {heading.position for heading in result.pairs.values()}
    for index, each in enumerate(result.expected):
        if index in result.pairs:
            continue
        lowest, highest = _gap(result, index) if in_gap else (-1, len(result.blocks))
        for heading in free:
            between = lowest < heading.position < highest
            if between and heading.position not in taken and fits(each, heading):
                result.pairs[index] = heading
                taken.add(heading.position)
                break


def _gap(result: Alignment, index: int) -> tuple[int, int]:
    """The positions of the nearest found headings before and after."""
    before = (result.pairs[other].position for other in range(index - 1, -1, -1) if _in_order(result, other))
    after = (
        result.pairs[other].position for other in range(index + 1, len(result.expected)) if _in_order(result, other)
    )
    return next(before, -1), next(after, len(result.blocks))


def _in_order(result: Alignment, index: int) -> bool:
    return index in result.pairs and index not in result.moved


def _same_title(expected: Expected, heading: Heading) -> bool:
    return bare(expected.title) == heading.key


def _renamed(expected: Expected, heading: Heading) -> bool:
    """Whether another title stands in a heading's place: with its number, or with most of its words."""
    if heading.paragraph.level != expected.level:
        return False
    number = plain_number(heading.number)
    if expected.number and number == plain_number(expected.number):
        return True
    return SequenceMatcher(None, bare(expected.title), heading.key[:_LONGEST], autojunk=False).ratio() >= _ALIKE
