"""A PDF read back, whoever made it: lines of text by page, headings by its bookmarks, and what was left in it."""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import c_double
from dataclasses import dataclass
from typing import Any

from regdocs.formats.pdf.read_leftovers import leftovers_of
from regdocs.formats.pdf.read_unseen import unseen
from regdocs.formats.rendered import Left, Leftover, ReadParagraph, Rendered, Use
from regdocs.formats.unreadable import damaged, encrypted, kind_of, other_kind, too_large

_MOST_PAGES = 20_000
_MOST_CHARACTERS = 20_000_000
_MOST_BOOKMARKS = 20_000
_LONGEST_HEADING = 6
"""How many lines a heading may take."""
_MOST_SHOWN = 60
_NEARLY_ALL = 0.8
_EDGE = 8
"""How many lines at the top or bottom of a page may be header or footer."""
_LEADER = re.compile(r"(?:(?:[.·․…‥]\s*){4,}|\t\s*)[\divxlc]{1,6}\s*$", re.IGNORECASE)
_CAPTION = re.compile(r"(?:표|그림|Table|Figure)\s?\d{1,4}[\s.:]")
_HYPHENS = {0xFFFE: "-", 0x02: "-"}
_DIGITS = re.compile(r"\d+")
_SAYS_MORE = re.compile(r"[^\W\d_]{2}|#/#|-#-")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page; `size` is its type size and `height` its base line's height on the page, in points."""

    text: str
    size: float = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class _Bookmark:
    title: str
    level: int


def read(data: bytes) -> Rendered:
    """The file's text in the order in which it was drawn; a paragraph of the result is one line, a heading is whole.

    Headings are those bookmarks whose title stands on the page that they lead to. Raises `UnreadableFile` for what is
    no PDF, is encrypted, damaged or too large. A file without any text (a scan) is read, with a leftover that says so.
    """
    import pypdfium2

    if (kind := kind_of(data)) != "pdf":
        raise other_kind(kind.upper(), "PDF")
    found = tuple(leftovers_of(data))
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise encrypted() if "password" in str(error).lower() else damaged() from error
    try:
        return _read(pdf, found)
    except pypdfium2.PdfiumError as error:
        raise damaged() from error
    finally:
        pdf.close()


def _read(pdf: Any, found: tuple[Leftover, ...]) -> Rendered:
    if len(pdf) > _MOST_PAGES:
        raise too_large(f"{len(pdf):,}쪽", f"{len(pdf):,} pages")
    whole = _pages(pdf)
    pages = [page.lines for page in whole]
    repeated = _repeated(pages)
    marks = _bookmarks(pdf)
    titles = ([_bare(mark.title) for mark in marks.get(index, ())] for index in range(len(pages)))
    bodies = [list(_body(page, repeated, own)) for page, own in zip(pages, titles, strict=True)]
    usual = _usual_size(bodies)
    blocks = tuple(_paragraphs(bodies, marks, usual))
    without_text = [number for number, page in enumerate(whole, 1) if page.is_picture]
    scanned = (Leftover(Left.NO_TEXT, _ranges(without_text), page=without_text[0]),) if without_text else ()
    hidden = [Leftover(Left.HIDDEN, page.unseen, page=number) for number, page in enumerate(whole, 1) if page.unseen]
    return Rendered(
        "pdf",
        blocks,
        (*found, *scanned, *hidden),
        _around(pages, repeated),
        properties={name.lower(): value for name, value in pdf.get_metadata_dict(skip_empty=True).items()},
        pages=len(pages),
        first_number=_first_number(pages, bodies),
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines of a page that hold more than blanks, what nobody sees of it, whether it is a picture without text."""

    lines: list[_Line]
    unseen: str
    is_picture: bool


def _pages(pdf: Any) -> list[_Page]:
    pages: list[_Page] = []
    characters = 0
    for index in range(len(pdf)):
        page = pdf[index]
        text_page = page.get_textpage()
        text = text_page.get_text_range()
        characters += len(text)
        if characters > _MOST_CHARACTERS:
            raise too_large(f"{_MOST_CHARACTERS:,}자 초과", f"more than {_MOST_CHARACTERS:,} characters")
        hidden = unseen(page, text_page, text)
        lines = list(_lines(text_page, text, hidden))
        # Looking for pictures costs; only a page without text asks for it.
        picture = not lines and any(True for _ in page.get_objects(max_depth=2))
        pages.append(_Page(lines, _shown(text, hidden), picture))
        text_page.close()
        page.close()
    return pages


def _shown(text: str, hidden: frozenset[int]) -> str:
    """What was hidden, as it would read; its blanks belong to none of its words."""
    pieces = (text[position] + ("" if position + 1 in hidden else " ") for position in sorted(hidden))
    return "".join(pieces).strip()[:_MOST_SHOWN]


def _lines(text_page: Any, text: str, hidden: frozenset[int]) -> Iterator[_Line]:
    import pypdfium2.raw as pdfium

    across, height = c_double(), c_double()
    position = 0
    for line in text.split("\n"):
        seen = "".join(sign for place, sign in enumerate(line, position) if place not in hidden) if hidden else line
        # The library's sign for a hyphen at which a line breaks.
        shown = unicodedata.normalize("NFC", seen.translate(_HYPHENS)).strip("\r \t\x00")
        if shown:
            start = position + len(line) - len(line.lstrip())
            pdfium.FPDFText_GetCharOrigin(text_page.raw, start, across, height)
            yield _Line(shown, round(pdfium.FPDFText_GetFontSize(text_page.raw, start), 1), round(height.value))
        position += len(line) + 1


def _faceless(text: str) -> str:
    """A line with its numbers taken away: headers and footers differ by the page number alone."""
    return _DIGITS.sub("#", "".join(text.split()))


def _repeated(pages: Sequence[Sequence[_Line]]) -> frozenset[str]:
    """Lines at the edge of at least a third of the pages, and of three, that stand at one height on all of these.

    What stands now here, now there may be a row that many tables have.
    """
    counts = Counter(place for page in pages for place in {(_faceless(line.text), line.height) for line in _edge(page)})
    bar = max(3, math.ceil(len(pages) / 3))
    # A bare number at the edge may be the last cell of a table.
    return frozenset(text for (text, _), count in counts.items() if count >= bar and _SAYS_MORE.search(text))


def _is_around(text: str, repeated: frozenset[str]) -> bool:
    """Whether a line is made of headers and footers alone; a wider page may hold several of them in one line."""
    while text:
        start = max((each for each in repeated if text.startswith(each)), key=len, default="")
        if not start:
            return False
        text = text[len(start) :]
    return True


def _first_number(pages: Sequence[Sequence[_Line]], bodies: Sequence[Sequence[_Line]]) -> int | None:
    """The number that the first page would bear, by those in headers and footers of nearly all pages that have some."""
    counts: Counter[int] = Counter()
    bearing = 0
    for index, (page, body) in enumerate(zip(pages, bodies, strict=True)):
        around = [line.text for line in _edge(page) if line not in body]
        numbers = {int(number) - index for text in around for number in _DIGITS.findall(text) if len(number) <= 4}
        counts.update(numbers)
        bearing += bool(numbers)
    first, count = counts.most_common(1)[0] if counts else (0, 0)
    return first if count >= max(3, _NEARLY_ALL * bearing) else None


def _around(pages: Sequence[Sequence[_Line]], repeated: frozenset[str]) -> tuple[str, ...]:
    """Each header and footer once, as it stands on the first page that has it."""
    found: dict[str, str] = {}
    for page in pages:
        for line in page:
            if _faceless(line.text) in repeated:
                found.setdefault(_faceless(line.text), line.text)
    return tuple(found.values())


def _edge(page: Sequence[_Line]) -> Sequence[_Line]:
    return page if len(page) <= 2 * _EDGE else (*page[:_EDGE], *page[-_EDGE:])


def _body(page: Sequence[_Line], repeated: frozenset[str], titles: Sequence[str]) -> Iterator[_Line]:
    """The lines of a page but its headers and footers; a heading at the top of every page is none."""
    edge = len(page) - _EDGE
    for index, line in enumerate(page):
        if (index < _EDGE or index >= edge) and _is_around(_faceless(line.text), repeated):
            bare = _bare(line.text)
            if not any(title.startswith(bare) for title in titles):
                continue
        yield line


def _usual_size(pages: Sequence[Sequence[_Line]]) -> float:
    """The type size that most characters have."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0


def _bookmarks(pdf: Any) -> dict[int, list[_Bookmark]]:
    """The bookmarks by the page that they lead to (from 0), in their order."""
    found: dict[int, list[_Bookmark]] = {}
    for number, bookmark in enumerate(pdf.get_toc(max_depth=9)):
        if number > _MOST_BOOKMARKS:
            break
        destination = bookmark.get_dest()
        page = destination.get_index() if destination is not None else None
        if page is not None:
            found.setdefault(page, []).append(_Bookmark(bookmark.get_title(), bookmark.level + 1))
    return found


def _paragraphs(
    pages: Sequence[Sequence[_Line]], bookmarks: dict[int, list[_Bookmark]], usual: float
) -> Iterator[ReadParagraph]:
    number = itertools.count(1)
    for index, lines in enumerate(pages):
        contents = sum(1 for line in lines if _LEADER.search(line.text)) >= 3
        waiting = list(bookmarks.get(index, ()))
        position = 0
        while position < len(lines):
            mark, taken = _heading_at(lines, position, waiting)
            text = " ".join(line.text for line in lines[position : position + taken])
            strong = usual > 0 and lines[position].size > usual + 0.5
            use = Use.TEXT if mark else Use.CONTENTS if contents else _use(text)
            yield ReadParagraph(text, next(number), index + 1, mark.level if mark else 0, strong=strong, use=use)
            if mark:
                del waiting[: waiting.index(mark) + 1]
            position += taken


def _use(text: str) -> Use:
    """Captions are told by their number: where a program draws them last on a page, they stand among other sections."""
    return Use.CAPTION if _CAPTION.match(text) else Use.TEXT


def _heading_at(lines: Sequence[_Line], position: int, waiting: Sequence[_Bookmark]) -> tuple[_Bookmark | None, int]:
    """The bookmark whose title begins at this line, and how many lines it takes; a plain line takes one."""
    for mark in waiting:
        wanted, text = _bare(mark.title), ""
        if not wanted:
            continue
        for taken in range(1, min(_LONGEST_HEADING, len(lines) - position) + 1):
            text += _bare(lines[position + taken - 1].text)
            if text == wanted:
                return mark, taken
            if not wanted.startswith(text):
                break
    return None, 1


def _bare(text: str) -> str:
    return "".join(text.split())


def _ranges(pages: Sequence[int]) -> str:
    """Page numbers as people write them: 1-3, 7."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
