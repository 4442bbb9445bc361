"""What can be referred to: the bookmarks of sections, tables and figures, and the paragraphs that hold headings."""

from __future__ import annotations

from dataclasses import dataclass

from regdocs.document.block import Figure, Table
from regdocs.document.document import Document
from regdocs.formats.office.texts import blocks_of, plain


@dataclass(frozen=True, slots=True)
class Caption:
    """A numbered caption in reading order."""

    block: Table | Figure
    label: str
    text: str


class Places:
    """All places of one document; a bookmark has the id of its section, or the label of its table or figure."""

    def __init__(self, document: Document) -> None:
        self.headings: dict[str, int] = {}
        """The id of each section's heading paragraph."""
        self.captions: list[Caption] = []
        for section in document.walk():
            self.headings.setdefault(section.id, len(self.headings) + 1)
        for block in blocks_of(document):
            if isinstance(block, Table | Figure) and (block.number or block.caption):
                text = f"{block.number} {plain(block.caption)}".strip()
                self.captions.append(Caption(block, block.label, text))
        labels = {caption.label for caption in self.captions if caption.label}
        self.bookmarks: frozenset[str] = frozenset(self.headings) | labels
        self._marked: set[str] = set()

    def mark(self, name: str) -> bool:
        """Whether the place of that name is to be marked now: each once, since names are unique in a file."""
        if not name or name in self._marked:
            return False
        self._marked.add(name)
        return True
