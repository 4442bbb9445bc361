"""The redline in other programs: LibreOffice accepts, refuses and saves it, a validator finds nothing in it."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from msgspec.structs import replace
from openxml_audit import OpenXmlValidator
from random_documents import Editor, Maker
from redline_proof import PICTURES, part, redlined
from word_office import ACCEPT, REJECT, SAVE, program, settled

from regdocs.compose.numbering import number
from regdocs.document.block import Block, Paragraph
from regdocs.document.document import Document, Section
from regdocs.document.inline import Field, Footnote, Inline, Styled, Text
from regdocs.document.inline import Style as Looks
from regdocs.formats.docx.accept import accepted, rejected
from regdocs.formats.docx.write import write
from regdocs.review.revision import side
from regdocs.template_set.style import Style

SUBMISSION = Path(__file__).parents[2] / "submissions" / "minimal-2026"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAPERS = ("research-plan", "synopsis")
EDITS = 25


class Writer(Maker):
    """Writes no links and no references: with a control inside or beside them LibreOffice 7.4 saves broken XML."""

    def inline(self, depth: int = 0) -> Inline:
        match self.chance.randint(0, 9):
            case 0:
                return Footnote((Text(self.text()),), 1)
            case 1 | 2:
                return Field(self.text(2), ("design.dose",), 1, "text")
            case 3:
                return Styled(self.chance.choice(list(Looks)), (Text(self.text()),))
        return Text(self.text())


@dataclass(frozen=True)
class Edited:
    """Papers of the smallest filing, what many edits made of them, and all pictures."""

    papers: list[tuple[Document, Document]]
    pictures: Mapping[str, bytes]

    def redline(self, old: Document, new: Document) -> bytes:
        return redlined(old, new, self.pictures).data

    def plain(self, document: Document) -> bytes:
        return write(document, self.pictures, Style())


@pytest.fixture(scope="module")
def edited() -> Edited:
    """Counted anew after the edits, as composing does."""
    with side(str(SUBMISSION)) as filing:
        found = [document for document in filing.documents if document.id in PAPERS]
    edits = [moved(editor(index).edited(document, EDITS)) for index, document in enumerate(found)]
    papers = [(counted(old), counted(new)) for old, new in zip(found, edits, strict=True)]
    return Edited(papers, {**filing.pictures, **PICTURES})


def editor(seed: int) -> Editor:
    found = Editor(random.Random(seed))
    found.maker = Writer(found.chance)
    found.maker.sections = 100
    return found


def moved(document: Document) -> Document:
    """The first long paragraph, where there is one, stands at the end now, its last words gone and others there."""
    for block in (block for section in document.walk() for block in section.blocks):
        match block:
            case Paragraph(children=(Text(text=said), *_)) if len(said) > 60:
                *sections, last = (without(section, block) for section in document.sections)
                changed = Paragraph((Text(f"{said[:-12]} 바뀐 끝."),))
                return replace(document, sections=(*sections, replace(last, blocks=(*last.blocks, changed))))
    return document


def without(section: Section, block: Block) -> Section:
    blocks = tuple(each for each in section.blocks if each is not block)
    return replace(section, blocks=blocks, sections=tuple(without(each, block) for each in section.sections))


def counted(document: Document) -> Document:
    return number(document, ["가.", "1)", "가)"], lambda key: None)[0]


def test_a_validator_finds_nothing(edited: Edited, tmp_path: Path) -> None:
    for old, new in edited.papers:
        path = tmp_path / f"{new.id}.docx"
        path.write_bytes(edited.redline(old, new))
        result = OpenXmlValidator().validate(path)
        assert [str(error) for error in result.errors] == []


@pytest.mark.slow
@pytest.mark.skipif(program() is None, reason="LibreOffice is absent")
def test_libreoffice_accepts_refuses_and_saves_it(edited: Edited, tmp_path: Path) -> None:
    """Compared with what LibreOffice makes of the plain files, since it writes some things in its own way."""
    jobs = {}
    plan = edited.redline(*edited.papers[-1])
    assert re.search(r'</w:moveFrom><w:del [^>]*">', part(plan))
    for old, new in edited.papers:
        data = edited.redline(old, new)
        for name, file, action in (
            ("accepted", data, ACCEPT),
            ("rejected", data, REJECT),
            ("saved", data, SAVE),
            ("old", edited.plain(old), SAVE),
            ("new", edited.plain(new), SAVE),
        ):
            jobs[f"{new.id}-{name}"] = file, action
    made = settled(tmp_path, jobs)
    for old, new in edited.papers:
        before, after = said(made[f"{old.id}-old"]), said(made[f"{new.id}-new"])
        assert before != after
        assert said(made[f"{new.id}-accepted"]) == after
        assert said(made[f"{new.id}-rejected"]) == before
        assert said(accepted(made[f"{new.id}-saved"])) == after
        assert said(rejected(made[f"{new.id}-saved"])) == before


def said(data: bytes) -> list[str]:
    """Every paragraph that says something, footnotes last.

    Unseen ones too: what follows a deleted paragraph has that one's style once LibreOffice has saved it, be it a spacer's.
    """
    with ZipFile(BytesIO(data)) as package:
        names = [name for name in ("word/document.xml", "word/footnotes.xml") if name in package.namelist()]
        parts = [ElementTree.fromstring(package.read(name)) for name in names]
    paragraphs = (paragraph for part in parts for paragraph in part.iter(f"{W}p"))
    return [text for each in paragraphs if (text := " ".join("".join(map(_said, each.iter())).split()))]


def _said(element: ElementTree.Element) -> str:
    return (element.text or "") if element.tag == f"{W}t" else " " if element.tag == f"{W}tab" else ""
