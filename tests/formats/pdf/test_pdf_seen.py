"""What nobody sees in a PDF is found: in the colour of what it stands on, covered, without ink, tiny; a scan's text is seen."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from regdocs.formats.pdf.read import read
from regdocs.formats.rendered import Left

SEEN = "BT 0 g /F 10 Tf 50 700 Td (Seen) Tj ET\n"
BOX = "{color} rg 40 580 200 40 re f\n"


def words(
    color: str = "0 0 0", size: float = 10, mode: int = 0, text: str = "Secret words", matrix: str = "1 0 0 1"
) -> str:
    return f"BT {color} rg {mode} Tr /F {size} Tf {matrix} 50 600 Tm ({text}) Tj ET\n"


def printed(content: str, picture: bool = False) -> bytes:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.obj.Resources = Dictionary(Font=Dictionary(F=font))
        if picture:
            striped = pikepdf.Stream(
                pdf, b"\xff\x00" * 200, Type=Name.XObject, Subtype=Name.Image, Width=20, Height=20,
                ColorSpace=Name.DeviceGray, BitsPerComponent=8,
            )  # fmt: skip
            page.obj.Resources.XObject = Dictionary(P=striped)
            content = f"q 300 0 0 60 40 580 cm /P Do Q\n{content}"
        page.obj.Contents = pikepdf.Stream(pdf, content.encode())
        buffer = io.BytesIO()
        pdf.save(buffer)
        return buffer.getvalue()


UNSEEN = [
    ("white on paper", words("1 1 1")),
    ("nearly white", words("0.98 0.98 0.98")),
    ("white on a pale box", BOX.format(color="0.97 0.97 0.97") + words("1 1 1")),
    ("black on a black box", BOX.format(color="0 0 0") + words()),
    ("the box's dark blue", BOX.format(color="0.1 0.1 0.4") + words("0.1 0.1 0.4")),
    ("blacked out", words() + BOX.format(color="0 0 0")),
    ("without ink", words(mode=3)),
    ("one point", words(size=1)),
]
READABLE = [
    ("black", words()),
    ("grey", words("0.5 0.5 0.5")),
    ("white on a dark box", BOX.format(color="0.1 0.1 0.4") + words("1 1 1")),
    ("black on a pale box", BOX.format(color="0.9 0.9 0.9") + words()),
    ("beside a black box", "0 g 40 300 200 40 re f\n" + words()),
    ("a size that the matrix makes", words(size=1, matrix="10 0 0 10")),
]


@pytest.mark.parametrize("content", [each[1] for each in UNSEEN], ids=[each[0] for each in UNSEEN])
def test_what_nobody_sees_is_found_and_no_text(content: str) -> None:
    rendered = read(printed(SEEN + content))
    assert [(each.kind, each.text, each.page) for each in rendered.leftovers] == [(Left.HIDDEN, "Secret words", 1)]
    assert [each.text.strip() for each in rendered.paragraphs()] == ["Seen"]


@pytest.mark.parametrize("content", [each[1] for each in READABLE], ids=[each[0] for each in READABLE])
def test_what_can_be_read_is_text(content: str) -> None:
    rendered = read(printed(SEEN + content))
    assert rendered.leftovers == ()
    assert [each.text for each in rendered.paragraphs()] == ["Seen", "Secret words"]


def test_the_text_that_recognition_laid_over_a_scan_is_no_hidden_text() -> None:
    rendered = read(printed(SEEN + words(mode=3), picture=True))
    assert rendered.leftovers == ()
    assert "Secret words" in [each.text for each in rendered.paragraphs()]


def test_a_word_among_others_is_found() -> None:
    line = "BT /F 10 Tf 50 600 Td 0 g (Dose is) Tj 1 g ( never ) Tj 0 g (harmful) Tj ET\n"
    rendered = read(printed(line))
    assert [(each.kind, each.text) for each in rendered.leftovers] == [(Left.HIDDEN, "never")]
    assert [" ".join(each.text.split()) for each in rendered.paragraphs()] == ["Dose is harmful"]


def test_a_turned_and_cropped_page_is_looked_at_where_it_is_shown() -> None:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed(SEEN + BOX.format(color="0 0 0") + words("1 1 1")))) as pdf:
        pdf.pages[0].obj.Rotate = 90
        pdf.pages[0].obj.CropBox = pikepdf.Array([30, 100, 500, 800])
        pdf.save(buffer)
    assert read(buffer.getvalue()).leftovers == ()
