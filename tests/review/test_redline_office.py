"""The redline in other programs: LibreOffice accepts, refuses and saves it, a validator finds nothing in it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator
from random_documents import Editor
from redline_proof import PICTURES, redlined
from word_office import ACCEPT, REJECT, SAVE, program, settled

from regdocs.compose.numbering import number
from regdocs.document.document import Document
from regdocs.formats.docx.accept import accepted, rejected
from regdocs.formats.docx.read import read
from regdocs.formats.docx.write import write
from regdocs.review.revision import side
from regdocs.template_set.style import Style

SUBMISSION = Path(__file__).parents[2] / "submissions" / "minimal-2026"
PAPERS = ("research-plan", "subject-consent")
EDITS = 25


@pytest.fixture(scope="module")
def papers() -> list[tuple[Document, Document]]:
    """Papers of the smallest filing and what many edits made of them, counted anew as composing does."""
    with side(str(SUBMISSION)) as filing:
        found = [document for document in filing.documents if document.id in PAPERS]
    edits = [Editor(random.Random(index)).edited(document, EDITS) for index, document in enumerate(found)]
    return [(counted(old), counted(new)) for old, new in zip(found, edits, strict=True)]


def counted(document: Document) -> Document:
    return number(document, ["가.", "1)", "가)"], lambda key: None)[0]


def test_a_validator_finds_nothing(papers: list[tuple[Document, Document]], tmp_path: Path) -> None:
    for old, new in papers:
        path = tmp_path / f"{new.id}.docx"
        path.write_bytes(redlined(old, new).data)
        result = OpenXmlValidator().validate(path)
        assert [str(error) for error in result.errors] == []


@pytest.mark.slow
@pytest.mark.skipif(program() is None, reason="LibreOffice is absent")
def test_libreoffice_accepts_refuses_and_saves_it(papers: list[tuple[Document, Document]], tmp_path: Path) -> None:
    """Compared with what LibreOffice makes of the plain files, since it writes some things in its own way."""
    jobs = {}
    for old, new in papers:
        data = redlined(old, new).data
        for name, file, action in (
            ("accepted", data, ACCEPT),
            ("rejected", data, REJECT),
            ("saved", data, SAVE),
            ("old", write(old, PICTURES, Style()), SAVE),
            ("new", write(new, PICTURES, Style()), SAVE),
        ):
            jobs[f"{new.id}-{name}"] = file, action
    made = settled(tmp_path, jobs)
    for old, new in papers:
        before, after = said(made[f"{old.id}-old"]), said(made[f"{new.id}-new"])
        assert before != after
        assert said(made[f"{new.id}-accepted"]) == after
        assert said(made[f"{new.id}-rejected"]) == before
        assert said(accepted(made[f"{new.id}-saved"])) == after
        assert said(rejected(made[f"{new.id}-saved"])) == before


def said(data: bytes) -> list[str]:
    """Every paragraph that says something."""
    return [text for each in read(data).paragraphs() if (text := each.text.replace("\t", " ").strip())]
