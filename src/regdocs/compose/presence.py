"""What of a filing is really there: documents composed, sections with content, narrative, attachments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from regdocs.document.block import Block, Contents, Figure, PageBreak, Table
from regdocs.document.document import Document, Section
from regdocs.document.inline import Field, Gap, Inline, Text
from regdocs.document.lineage import inlines_of
from regdocs.submission.load import Submission


class FilingPresence:
    """Answers for one submission and its composed documents; a heading without content is not a section."""

    def __init__(self, submission: Submission, documents: Sequence[Document]) -> None:
        self.submission = submission
        self.documents = {document.id for document in documents}
        self._sections: dict[tuple[str, str], list[Section]] = {}
        for document in documents:
            for section in document.walk():
                self._sections.setdefault((document.id, section.id), []).append(section)

    def has_section(self, document: str, section: str) -> bool:
        return any(has_content(each) for each in self._sections.get((document, section), ()))

    def has_narrative(self, document: str, section: str, part: str) -> bool:
        narrative = self.submission.narratives.get((document, section, "ko"))
        found = narrative.part(part) if narrative else None
        return found is not None and bool(found.text.strip())

    def has_document(self, document: str) -> bool:
        return document in self.documents

    def has_attachment(self, role: str) -> bool:
        return any(attachment.role == role for attachment in self.submission.study.attachments)


def has_content(section: Section) -> bool:
    """Whether a section says anything: words, values, a figure; below it counts too, gaps don't."""
    return any(_says_something(part.blocks) for part in section.walk())


def _says_something(blocks: Iterable[Block]) -> bool:
    for block in blocks:
        if isinstance(block, Contents | PageBreak):
            continue
        if isinstance(block, Figure):
            return True
        if isinstance(block, Table):
            # Header cells and labels stand in every template; what fills them counts.
            cells = (cell for row in block.rows[block.head :] for cell in row.cells if not cell.header)
            if any(_words(cell.children) for cell in cells):
                return True
        elif _words(inlines_of([block])):
            return True
    return False


def _words(inlines: Iterable[Inline]) -> bool:
    found = list(inlines)
    if any(isinstance(inline, Gap) for inline in found):
        return any(isinstance(inline, Field) and inline.text.strip() for inline in found)
    return any(isinstance(inline, Text | Field) and inline.text.strip(" .,–-()") for inline in found)
