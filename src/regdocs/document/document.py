"""A document: sections with stable ids in a tree, and what its pages say around them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from enum import Enum

import msgspec
from msgspec import Struct

from regdocs.document.block import Block
from regdocs.document.inline import Inline
from regdocs.language import Bilingual, Language


class Kind(Enum):
    """What a document is as a piece of paper; the style sheets set each kind in its own way.

    A paper has a title page where it has a cover; a sheet is a short paper whose head stands on its first page.
    """

    PAPER = "paper"
    SHEET = "sheet"
    FORM = "form"
    LETTER = "letter"


class Section(Struct, frozen=True):
    """A section; `id` is stable through revisions and languages and unique in its document.

    `number` is printed before the title ("3-2-1", "가."); it is empty where the heading has none. `official`
    headings are fixed by law or guideline to the letter. `source` is the template or narrative file it came from.
    """

    id: str
    title: Bilingual
    number: str = ""
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    official: bool = False
    page_break: bool = False
    landscape: bool = False
    heading: tuple[Inline, ...] = ()
    """The title as printed, where it holds more than plain text (a field, a superscript)."""
    source: str = ""

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in reading order."""
        yield self
        for section in self.sections:
            yield from section.walk()


class Document(Struct, frozen=True):
    """One paper of a filing in one language.

    `date` is ISO 8601 (YYYY-MM-DD). `order` and `instance` (an institution's id, else None) make the file name.
    `cover` is the title page's content; with `contents` a table of contents follows it. `notice` is printed on every
    page (an example, a draft, a form for checking).
    """

    id: str
    title: Bilingual
    language: Language
    kind: Kind = Kind.PAPER
    order: int = 0
    instance: str | None = None
    number: str = ""
    revision: str = ""
    date: str = ""
    study: str = ""
    author: str = ""
    notice: str = ""
    cover: tuple[Block, ...] = ()
    contents: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    route: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The id, with `-` and the institution's id behind it where there is one for each institution."""
        return f"{self.id}-{self.instance}" if self.instance else self.id

    @property
    def stem(self) -> str:
        """The file name without its suffix: `NN-<key>`."""
        return f"{self.order:02d}-{self.key}"

    @property
    def printed_revision(self) -> str:
        """The revision as headers and footers print it; one that isn't a number stands for itself."""
        if not self.revision[:1].isdigit():
            return self.revision
        # A version that is broken from its number reads like another word.
        return f"제{self.revision}판" if self.language == "ko" else f"Version\N{NO-BREAK SPACE}{self.revision}"

    @property
    def printed_date(self) -> str:
        """The date as the text writes dates: `2026. 9. 1.`, in English `1 September 2026`; as it is where it is none."""
        try:
            day = datetime.date.fromisoformat(self.date)
        except ValueError:
            return self.date
        return f"{day.year}. {day.month}. {day.day}." if self.language == "ko" else f"{day.day} {day:%B} {day.year}"

    def walk(self) -> Iterator[Section]:
        """All sections in reading order."""
        for section in self.sections:
            yield from section.walk()


def to_json(document: Document) -> bytes:
    """The whole tree as indented JSON, UTF-8; `from_json` gives back an equal tree."""
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def from_json(data: bytes) -> Document:
    """The tree that `to_json` wrote; raises `msgspec.ValidationError` where the JSON is something else."""
    return msgspec.json.decode(data, type=Document)
