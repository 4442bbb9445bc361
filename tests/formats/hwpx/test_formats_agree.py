"""The same text in DOCX, PDF and HWPX, proven by reading all three back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest
from paper import LAYOUT, RESOURCES, document

from regdocs.build.build import build
from regdocs.build.options import FORMATS, Options
from regdocs.document.block import Figure
from regdocs.document.document import Document, from_json
from regdocs.document.parts import parts
from regdocs.formats.docx.write import write as write_word
from regdocs.formats.hwpx.write import write as write_hangul
from regdocs.formats.pdf.write import write as write_pdf
from regdocs.formats.reading import read
from regdocs.formats.rendered import ReadTable, Rendered, Use
from regdocs.template_set.style import Style

SUBMISSIONS = Path(__file__).parents[3] / "submissions"
ONLY_PRINTED = {"계속", "투여부터의", "경과"}
"""What stands above the second part of a table in a PDF, and along the axis of a picture whose letters are text there."""


def folded(text: str) -> str:
    """With raised digits and the like as a PDF gives them back."""
    return unicodedata.normalize("NFKC", text)


def bare(text: str) -> str:
    """The same without blanks."""
    return re.sub(r"\s", "", folded(text))


def headings(rendered: Rendered) -> list[str]:
    return [bare(f"{each.number}{each.text}") for each in rendered.paragraphs() if each.level]


def texts(rendered: Rendered) -> list[str]:
    """Every line but those of generated lists, whose pages may differ."""
    lines = (bare(f"{each.number}{each.text}") for each in rendered.paragraphs() if each.use is not Use.CONTENTS)
    return [line for line in lines if line]


def tables(rendered: Rendered) -> list[list[list[tuple[str, int, int, bool]]]]:
    return [
        [[(bare(cell.text), cell.colspan, cell.rowspan, cell.header) for cell in row] for row in block.rows]
        for block in rendered.blocks
        if isinstance(block, ReadTable)
    ]


def values(rendered: Rendered) -> list[tuple[str, tuple[str, ...], str, bool]]:
    return [
        (control.text, control.paths, control.format, control.gap)
        for each in rendered.paragraphs()
        for control in each.controls
        if control.paths
    ]


def everything(rendered: Rendered) -> str:
    """All text of a file but generated lists, also what stands around its pages and below them."""
    lines = (f"{each.number} {each.text}" for each in rendered.paragraphs() if each.use is not Use.CONTENTS)
    return folded(" ".join([*lines, *rendered.notes, *rendered.around]))


def lost(there: Rendered, here: Rendered) -> list[str]:
    """The words of one file that the other hasn't; a note's number may hang on to the word that calls it."""
    text = bare(everything(here))
    return [word for word in re.findall(r"\w+", everything(there)) if word.rstrip("0123456789") not in text]


def agree(files: Mapping[str, bytes], of: Document) -> None:
    """Word and Hangul say the same line by line; a PDF, which knows no lines, the same headings and words."""
    word, hangul, pdf = (read(files[name]) for name in ("docx", "hwpx", "pdf"))
    for said in (headings, tables, values):
        assert said(hangul) == said(word)
    # Word has the bracket after a note's number as text, Hangul draws it.
    assert [line.replace(")", "") for line in texts(hangul)] == [line.replace(")", "") for line in texts(word)]
    assert [bare(note).lstrip(")") for note in word.notes] == [bare(note) for note in hangul.notes]
    # A dot that comes from another font is read after the words that it stands between.
    assert [each for each in headings(hangul) if "‧" not in each] == headings(pdf)
    assert lost(hangul, pdf) == []
    # What a PDF gives to those who can't see a picture.
    pictures = {word for each in parts(of) if isinstance(each, Figure) for word in re.findall(r"\w+", folded(each.alt))}
    assert set(lost(pdf, hangul)) <= pictures | ONLY_PRINTED


def test_a_paper_says_the_same_in_all_three() -> None:
    style = Style()
    agree(
        {
            "docx": write_word(document(), RESOURCES, style, LAYOUT),
            "hwpx": write_hangul(document(), RESOURCES, style, LAYOUT),
            "pdf": write_pdf(document(), RESOURCES, style).data,
        },
        document(),
    )


@pytest.mark.slow
def test_every_paper_of_the_smallest_filing_says_the_same_in_all_three(tmp_path: Path) -> None:
    result = build(SUBMISSIONS / "minimal-2026", Options(formats=FORMATS, out=tmp_path))
    papers = sorted(path.stem for path in tmp_path.glob("*.hwpx"))
    assert len(papers) > 10
    assert not result.findings
    for paper in papers:
        (tree,) = tmp_path.rglob(f"{paper}.json")
        files = {name: (tmp_path / f"{paper}.{name}").read_bytes() for name in FORMATS}
        agree(files, from_json(tree.read_bytes()))
