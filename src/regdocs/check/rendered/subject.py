"""What a rendered file is held against: the headings that ought to be there, and the document's tree."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from regdocs.check.rendered.align import Alignment, align
from regdocs.check.rendered.expected import Expected, counted
from regdocs.document.document import Document
from regdocs.formats.rendered import Rendered


class Subject(Struct, frozen=True):
    """The headings that ought to be there on a day, and the document's tree where the submission is given.

    `markers` number what is counted where only the specification is known; `contents` is how deep a table of contents
    has to go, None where there is none.
    """

    id: str
    day: date
    expected: tuple[Expected, ...]
    markers: tuple[str, ...]
    contents: int | None
    document: Document | None = None

    def alignment(self, rendered: Rendered) -> Alignment:
        """The file's headings, each with the one that it stands for."""
        whole = rendered.format != "pdf"
        if self.document is not None:
            return align(self.expected, rendered.blocks, whole)
        there = align(self.expected, rendered.blocks, whole).found()
        return align(counted(self.expected, there, self.markers), rendered.blocks, whole)


class Subjects(Struct):
    """The subjects made from the files of a submission, one for each institution, and with which template set."""

    subjects: tuple[Subject, ...]
    templates: list[str]
    template_inputs: dict[str, str]
