"""On which page of the laid out papers what changed begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from regdocs.document.document import Document
from regdocs.document.parts import parts
from regdocs.formats.format import Layout

Layouts = Mapping[str, Layout]
"""The layouts of a side's papers by the key of each."""


class Pages:
    """The pages of one side's papers; only of those that are asked for is every part looked up."""

    def __init__(self, documents: Iterable[Document], layouts: Layouts) -> None:
        self._documents = {document.key: document for document in documents} if layouts else {}
        self._layouts = layouts
        self._known: dict[str, dict[int, int]] = {}

    def of(self, name: str, section: str, part: object | None) -> int | None:
        """The page on which `part` of the paper `name` begins, else its section; None where neither is known.

        A part that is a whole paper stands for its first page.
        """
        layout = self._layouts.get(name)
        if layout is None or part is None:
            return None
        if isinstance(part, Document):
            return 1
        if name not in self._known:
            self._known[name] = _known(self._documents[name], layout)
        return self._known[name].get(id(part)) or layout.sections.get(section)


def _known(document: Document, layout: Layout) -> dict[int, int]:
    """The page of each part by its identity; what stands there twice as one object has the first's."""
    found: dict[int, int] = {}
    for index, part in enumerate(parts(document)):
        page = layout.page(index)
        if page is not None:
            found.setdefault(id(part), page)
    return found
