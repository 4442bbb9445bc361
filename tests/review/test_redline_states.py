"""Random edits of random papers and of the example filings: accepting all is the new revision, refusing all the old one."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_documents import Editor, Maker, edited_pair, unrelated_pair
from redline_proof import PICTURES, assert_both_states, redlined

from regdocs.compose.numbering import number
from regdocs.document.document import Document
from regdocs.finding import RenderingError
from regdocs.formats.docx.write import write
from regdocs.review.revision import side
from regdocs.template_set.style import Style

SUBMISSIONS = Path(__file__).parents[2] / "submissions"
EDITS = 8
LARGE = ("research-plan", "case-report-form")
"""For these the redline's own reading back is enough: reading them four times more takes long."""


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from((edited_pair, edited_pair, unrelated_pair)))
def test_random_papers(seed: int, pair: object) -> None:
    assert callable(pair)
    old, new = pair(seed)
    if drawable(old) and drawable(new):
        assert_both_states(redlined(old, new).data, old, new)


@pytest.mark.parametrize("name", ["minimal-2026", "ad-cb-msc-2026"])
def test_random_edits_of_the_example_filings(name: str) -> None:
    with side(str(SUBMISSIONS / name)) as filing:
        pictures = {**filing.pictures, **PICTURES}
        papers = filing.documents
    for seed, document in enumerate(papers):
        chance = random.Random(f"{name} {seed}")
        edited = counted(Editor(chance).edited(document, EDITS))
        old = counted(document)
        pair = (old, edited) if seed % 2 else (edited, old)
        if not drawable(edited, pictures):
            continue
        data = redlined(*pair, pictures).data
        if document.id not in LARGE:
            assert_both_states(data, *pair, pictures)


def test_a_paper_edited_over_and_over() -> None:
    chance = random.Random(6)
    document = Maker(chance).document()
    for _ in range(5):
        edited = Editor(chance).edited(document, 40)
        if drawable(edited):
            assert_both_states(redlined(document, edited).data, document, edited)


def counted(document: Document) -> Document:
    """With numbers that follow each other again, as composing gives them."""
    return number(document, ["가.", "1)", "가)"], lambda key: None)[0]


def drawable(document: Document, pictures: Mapping[str, bytes] = PICTURES) -> bool:
    """Chance may have made tables whose cells overrun their rows."""
    try:
        write(document, pictures, Style())
    except RenderingError:
        return False
    return True
