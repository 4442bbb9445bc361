"""What a template set declares: its documents, their sections and the prose that each of them asks for."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from regdocs.study.model import Count, Flag, Identifier, Model, Text, Word

GeneratedList: TypeAlias = Literal["sections", "tables", "figures"]
"""What a generated list after the cover gathers."""
ListMarker: TypeAlias = Literal["1.", "가.", "1)", "가)", "(1)", "(가)", "①", "㉮"]
"""The first marker of a level of ordered lists."""


class Per(Enum):
    """What a document is written once for; without it, once for the filing."""

    INSTITUTION = "institution"
    ROUND = "round"
    """For each supplement round, by `regdocs supplement`; the filing itself is without it."""


class PartSpecification(Model):
    """A piece of prose that only this study has; it stands in the section's narrative file under `# title {#id}`.

    `guide` tells the writer what belongs there; `when` is a condition under which it is asked for. `source`
    (`document/section#part`) names the prose of another document that stands here unless somebody writes it anew.
    """

    id: Identifier
    title: Text
    guide: Text | None = None
    when: Word | None = None
    required: Flag = True
    source: Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+#[a-z0-9-]+$")] | None = Field(None, alias="from")


class SectionSpecification(Model):
    """A section; `number` is given where law or guideline fix it, else it is counted.

    The section's text is made by `<id>.md.j2` beside the document's `document.yaml`. Without a `heading` it is only
    text: an official letter has none.
    """

    id: Identifier
    title: Text
    number: Word | None = None
    numbered: Flag = True
    heading: Flag = True
    when: Word | None = None
    narrative: tuple[PartSpecification, ...] = ()
    sections: tuple[SectionSpecification, ...] = ()
    page_break: Flag = False
    landscape: Flag = False

    def walk(self) -> Iterator[SectionSpecification]:
        """This section and all below it, in reading order."""
        yield self
        for section in self.sections:
            yield from section.walk()


class DocumentSpecification(Model):
    """A document: what stands in its `document.yaml`.

    `suffix` ends its document number. `numbering` holds the first marker of each level of counted headings, `lists`
    that of each level of ordered lists. `contents` names the generated lists after the cover.
    """

    id: Identifier
    title: Text
    suffix: Word
    cover: Flag = False
    contents: tuple[GeneratedList, ...] = ()
    contents_depth: Count = 3
    numbering: tuple[Word, ...] = ()
    lists: tuple[ListMarker, ...] = ("(1)", "(가)", "①", "㉮")
    official_headings: Flag = False
    notice: Text | None = None
    sections: tuple[SectionSpecification, ...] = Field(min_length=1)

    def walk(self) -> Iterator[SectionSpecification]:
        """All sections in reading order."""
        for section in self.sections:
            yield from section.walk()


class DocumentEntry(Model):
    """A document's place in the set: when it is written, for whom, in what order."""

    id: Identifier
    order: Count
    kind: Literal["paper", "sheet", "form", "letter"] = "paper"
    per: Per | None = None
    when: Word | None = None
    route: tuple[Identifier, ...] = ()


class SetSpecification(Model):
    """What stands in `set.yaml`."""

    id: Identifier
    version: Word
    title: Text
    languages: tuple[Word, ...] = ("ko",)
    notes: tuple[Text, ...] = ()
    example_notice: Text | None = None
    understood: tuple[Word, ...] = ()
    """Short forms that readers know better than what they stand for: nothing asks to spell them out."""
    documents: tuple[DocumentEntry, ...] = Field(min_length=1)
