"""A comparison in another language whose changes are called as those of the filing's own: by the place where they stand."""

from __future__ import annotations

from collections import defaultdict

from msgspec.structs import replace

from regdocs.review.change import Change, Comparison

_Place = tuple[str, str | None, str, str, str]


def named_as(copy: Comparison, original: Comparison) -> Comparison:
    """`copy` with the ids and groups that its changes have in `original`, for these are what people write down.

    They are told by section, by what changed there and how. Where the two languages count otherwise, since one says
    what the other leaves out, nobody could say which is which, and they keep their own.
    """
    known = _by_place(original)
    found = _by_place(copy)
    names = {
        change.id: (other.id, other.group)
        for place, changes in found.items()
        if len(changes) == len(known[place])
        for change, other in zip(changes, known[place], strict=True)
    }
    renamed = (replace(each, id=names[each.id][0], group=names[each.id][1]) if each.id in names else each
               for each in copy.changes)  # fmt: skip
    return replace(copy, changes=tuple(renamed))


def _by_place(comparison: Comparison) -> dict[_Place, list[Change]]:
    found: dict[_Place, list[Change]] = defaultdict(list)
    for each in comparison.changes:
        found[each.document, each.instance, each.section, each.subject.value, each.kind.value].append(each)
    return found
