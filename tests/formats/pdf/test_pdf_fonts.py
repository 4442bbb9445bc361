"""The fonts of print: found by name, refused by name when absent, and the characters that none of them has."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from regdocs.document.block import Figure, Paragraph
from regdocs.document.document import Document, Section
from regdocs.document.inline import Field, Inline, Text
from regdocs.finding import RenderingError
from regdocs.formats.pdf.characters import printable, substituted, whole_words
from regdocs.formats.pdf.fonts import find_fonts, missing_glyphs
from regdocs.formats.pdf.write import write
from regdocs.language import Bilingual
from regdocs.template_set.style import FontFace, PrintFont, Style


def document(*inlines: Inline) -> Document:
    section = Section("product", Bilingual("제품"), "3", (Paragraph(inlines),))
    return Document("research-plan", Bilingual("연구계획서"), "ko", sections=(section,))


def test_the_sets_own_folder_comes_before_the_systems(tmp_path: Path) -> None:
    system = find_fonts(Style())
    shutil.copy(system.faces[0].path, tmp_path / "NanumGothic.ttf")
    own = find_fonts(Style(), [tmp_path])
    assert own.faces[0].path == str(tmp_path / "NanumGothic.ttf")
    assert own.faces[1] == system.faces[1]
    assert own.faces[0].sha256 == system.faces[0].sha256


@pytest.mark.parametrize(
    ("file", "remedy"),
    [
        ("NanumNowhere.ttf", "install it: apt-get install fonts-nanum"),
        ("Unheard.ttf", "put it in the template set's style folder or install it"),
        ("../../etc/hostname", "put it in the template set's style folder or install it"),
    ],
)
def test_a_missing_font_is_named_with_the_package_that_has_it(file: str, remedy: str) -> None:
    style = Style(print_fonts=(PrintFont("Family", (FontFace(file),)),))
    with pytest.raises(RenderingError) as raised:
        find_fonts(style)
    (finding,) = raised.value.findings
    assert finding.message.en == f"font file {file} was not found"
    assert finding.remedy is not None
    assert finding.remedy.en == remedy


def test_a_character_that_no_font_has_is_named_with_its_place() -> None:
    rare = document(Text("가격 ₿, 다시 ₿"), Field("𝔄", ("product.name",)))
    found = [
        (finding.message.en, finding.place.document, finding.place.section, finding.place.path)
        for finding in missing_glyphs(rare, find_fonts(Style()))
    ]
    assert found == [
        ("no print font has “₿” U+20BF BITCOIN SIGN", "research-plan", "product", None),
        ("no print font has “𝔄” U+1D504 MATHEMATICAL FRAKTUR CAPITAL A", "research-plan", "product", "product.name"),
    ]
    with pytest.raises(RenderingError, match=r"U\+20BF"):
        write(rare, {}, Style())


def test_a_later_family_fills_in() -> None:
    fallback = PrintFont("DejaVu Sans", (FontFace("DejaVuSans.ttf"), FontFace("DejaVuSans-Bold.ttf", bold=True)))
    style = Style(print_fonts=(*Style().print_fonts, fallback))
    recycled = document(Text("가 ♻ 나"))
    assert missing_glyphs(recycled, find_fonts(Style()))
    with pikepdf.open(BytesIO(write(recycled, {}, style).data)) as file:
        fonts = [found for found in file.objects if isinstance(found, pikepdf.Dictionary) and "/FontFile2" in found]
        names = sorted(str(found.FontName).partition("+")[2] for found in fonts)
    assert names == ["DejaVu-Sans", "NanumGothic", "NanumGothic-Bold"]


def test_the_texts_of_a_figure_are_looked_through_too() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text><tspan>가</tspan>₿</text></svg>'
    section = Section("s", Bilingual("절"), blocks=(Figure("f.svg", "그림"),))
    figure = Document("plan", Bilingual("계획서"), "ko", sections=(section,))
    with pytest.raises(RenderingError, match=r"U\+20BF"):
        write(figure, {"f.svg": svg.encode()}, Style())


KOREAN = frozenset(map(ord, "가μ□■·–~0123456789n()+"))


@pytest.mark.parametrize(
    ("character", "printed"),
    [("가", "가"), ("µ", "μ"), ("☐", "□"), ("☑", "■"), ("−", "–"), ("‧", "·"), ("⁸", "8"), ("₂", "2"), ("₿", None)],
)
def test_equals_of_what_korean_fonts_lack(character: str, printed: str | None) -> None:
    assert substituted(character, KOREAN) == printed


@pytest.mark.parametrize(
    ("markup", "printed"),
    [
        ("10⁻⁸", "10<sup>–8</sup>"),
        ("H₂O", "H<sub>2</sub>O"),
        ("5 µg", "5 μg"),
        ('<img alt="10⁸ µ"/>', '<img alt="10⁸ µ"/>'),
        ("<em>가</em>가", "<em>가</em>가"),
    ],
)
def test_markup_that_the_fonts_can_draw(markup: str, printed: str) -> None:
    assert printable(f"<body>{markup}</body>", KOREAN) == f"<body>{printed}</body>"


def test_header_text_is_drawn_from_an_attribute_and_the_head_is_left_alone() -> None:
    head = "<html><head><title>가가 µ</title></head>"
    assert printable(f'{head}<body data-head="가가 10⁸">', KOREAN) == f'{head}<body data-head="가|가 10^8">'.replace(
        "|", "\u2060"
    )


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("세포처리시설", "세|포|처|리|시|설"),
        ("JAK 억제제를", "JAK 억|제|제|를"),
        ("EASI는", "EASI|는"),
        ("제3상", "제|3|상"),
        ("24주간", "24|주|간"),
        ("(예시)가", "(예|시)|가"),
        ("유효성·안전성", "유|효|성|·안|전|성"),
        ("임상시험(제1상)", "임|상|시|험(제|1|상)"),
        ("mg/mL", "mg/mL"),
    ],
)
def test_lines_do_not_end_inside_a_word(text: str, kept: str) -> None:
    assert whole_words(text) == kept.replace("|", "\u2060")
