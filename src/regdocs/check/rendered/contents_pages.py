"""Which page numbers of a table of contents are wrong, or can't be right, as far as the file itself tells its pages."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from regdocs.formats.rendered import Rendered

_ENOUGH, _FAR = 6, 3
"""So many entries tell how far Word's page breaks are from its page numbers; so many pages off is no rounding."""

Pages = tuple[int | None, int | None]
"""The page that an entry names, and the one on which its heading stands, None where it isn't known."""


def wrong_pages(pages: Sequence[Pages], rendered: Rendered) -> list[int]:
    """Those of `pages`, in the order of the headings, that can't be right.

    A PDF tells where each heading stands; what its pages ought to be called is known where they bear numbers. A Word or
    Hangul file tells less, for only the program that lays it out knows its pages: a number that comes before the one of
    the entry above, lies past the file's last page, or is far from the page breaks that Word noted when it saved.
    """
    if rendered.format == "pdf":
        first = rendered.first_number
        known = ((index, each) for index, each in enumerate(pages) if None not in each)
        return [
            index
            for index, (named, there) in known
            if first is not None and there is not None and named != there + first - 1
        ]
    named = [(index, page) for index, (page, _) in enumerate(pages) if page is not None]
    # Where pages are counted anew, numbers may go back.
    rising = _rising([page for _, page in named]) if "restarts" not in rendered.properties else range(len(named))
    last = int(rendered.properties.get("pages", "0"))
    far = _far(pages)
    return [
        index
        for position, (index, page) in enumerate(named)
        if position not in rising or (last and page > last) or index in far
    ]


def _far(pages: Sequence[Pages]) -> set[int]:
    """Entries that are further from their heading's page than most are."""
    shifts = {index: named - there for index, (named, there) in enumerate(pages) if named and there}
    if len(shifts) < _ENOUGH:
        return set()
    ((usual, times),) = Counter(shifts.values()).most_common(1)
    return {index for index, shift in shifts.items() if 2 * times >= len(shifts) and abs(shift - usual) >= _FAR}


def _rising(pages: Sequence[int]) -> set[int]:
    """The places of the most pages that never go down."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, page in enumerate(pages):
        length = bisect_right(ends, page)
        ends[length : length + 1], at[length : length + 1] = [page], [index]
        before.append(at[length - 1] if length else -1)
    found: set[int] = set()
    index = at[-1] if at else -1
    while index >= 0:
        found.add(index)
        index = before[index]
    return found
