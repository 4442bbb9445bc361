"""Which changed field made which change of a document, and where each changed field is printed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import chain

from msgspec.structs import replace

from regdocs.document.document import Document
from regdocs.document.lineage import fields as printed_fields
from regdocs.review.change import Change, FieldChange, FieldKind, FieldPlace
from regdocs.submission.path import parent

_INSTITUTIONS = "institutions"


class Causes:
    """The changed fields, to be asked which of them is printed somewhere."""

    def __init__(self, fields: Iterable[FieldChange]) -> None:
        # What changed in an item comes before the order of its list, which never stands alone for it.
        ranked = sorted(fields, key=lambda field: field.kind is FieldKind.REORDERED)
        self._order = {field.path: index for index, field in enumerate(ranked)}
        self._paths = sorted(self._order)
        self._come_and_gone = {field.path for field in ranked if field.kind in (FieldKind.ADDED, FieldKind.REMOVED)}

    def of(self, printed: Iterable[str]) -> tuple[str, ...]:
        """The changed fields behind printed ones: the same, what holds them, what lies below; in the order of study.yaml."""
        found = {path for each in printed for path in self._behind(each)}
        return tuple(sorted(found, key=self._order.__getitem__))

    def of_whole(self, printed: Iterable[str]) -> tuple[str, ...]:
        """What made a whole paper come or go: items that came or went, never a value that it happens to print."""
        return tuple(path for path in self.of(printed) if path in self._come_and_gone)

    def _behind(self, printed: str) -> Iterable[str]:
        if printed == _INSTITUTIONS or (parent(printed) == _INSTITUTIONS and printed not in self._order):
            # An institution that stands there alone is its name; which of them are named depends on which there are.
            yield from (path for path in self._paths if _names_institution(path))
            return
        above = printed
        while above:
            if above in self._order:
                yield above
            above = parent(above)
        for mark in (".", "["):
            prefix = printed + mark
            for index in range(bisect_left(self._paths, prefix), len(self._paths)):
                if not self._paths[index].startswith(prefix):
                    break
                yield self._paths[index]


def _names_institution(path: str) -> bool:
    item = path.removesuffix(".name")
    return parent(item) == _INSTITUTIONS or path == _INSTITUTIONS


def placed(
    fields: Sequence[FieldChange], old: Sequence[Document], new: Sequence[Document], changes: Sequence[Change]
) -> tuple[FieldChange, ...]:
    """The changed fields with every section that prints them, the new revision's first, and the changes they made."""
    if not fields:
        return ()
    causes = Causes(fields)
    places: dict[str, dict[FieldPlace, None]] = {field.path: {} for field in fields}
    known: dict[str, tuple[str, ...]] = {}
    for document in chain(new, old):
        for path, section in printed_fields(document):
            if path not in known:
                known[path] = causes.of([path])
            for cause in known[path]:
                places[cause][FieldPlace(document.id, document.instance, section)] = None
    made: dict[str, list[str]] = {}
    for change in changes:
        for cause in change.causes:
            made.setdefault(cause, []).append(change.id)
    return tuple(
        replace(field, places=tuple(places[field.path]), changes=tuple(made.get(field.path, ()))) for field in fields
    )
