"""Pictures on their way into documents: placed by name, with their text, drawn once, in every format's hands."""

from __future__ import annotations

from typing import Any

import pytest
from sketching import HOSTILE, design, sample_size, stability, steps, study

from regdocs.compose.lineage import Register, Value
from regdocs.compose.pictures import Pictures
from regdocs.compose.tree import Heading, Piece
from regdocs.document.block import Box, Figure, Item, ItemList, Landscape, Paragraph
from regdocs.document.inline import Text
from regdocs.drawing.catalogue import draw
from regdocs.drawing.svg import Look
from regdocs.language import Language
from regdocs.study.study import Study
from regdocs.template_set.style import Millimetre, Page, Style

CAPTION = (Text("연구의 흐름"),)


def pictures(
    made_of: Study, style: Style | None = None, language: Language = "ko", register: Register | None = None
) -> tuple[Pictures, list[str]]:
    """The pictures of a document, and where they note what is absent."""
    absent: list[str] = []

    def note(value: Value) -> None:
        absent.append(value._paths[0])

    return Pictures(made_of, language, style or Style(), note, register or Register()), absent


def figure(name: str = "study-schema", alt: str = "연구의 흐름") -> Figure:
    """A figure as the tree gives it: without a text of its own, the caption stands for it."""
    return Figure(f"drawn:{name}", alt, CAPTION)


def test_a_figure_gets_its_picture_and_what_the_picture_says() -> None:
    made, absent = pictures(study(design()))
    [placed] = made.placed([figure()])
    assert isinstance(placed, Figure)
    assert placed.alt.startswith("연구의 흐름. ")
    assert made.drawn["drawn:study-schema"].startswith(b"<svg")
    assert absent == []


def test_somebodys_own_text_stays() -> None:
    made, _ = pictures(study(design()))
    [placed] = made.placed([figure(alt="직접 쓴 글")])
    assert isinstance(placed, Figure)
    assert placed.alt == "직접 쓴 글"
    assert "design.arms[a0].participants" in placed.sources


def test_figures_are_found_wherever_they_stand() -> None:
    made, _ = pictures(study(design(), steps=steps(2)))
    nested: list[Piece] = [
        Box("note", (ItemList((Item((figure(),)),)),)),
        Landscape((figure("process-flow"), Paragraph(CAPTION))),
        figure("sample-size"),
    ]
    made.placed(nested)
    assert set(made.drawn) == {"drawn:study-schema", "drawn:process-flow"}


def test_other_figures_and_headings_are_left_alone() -> None:
    made, _ = pictures(study(design()))
    from regdocs.compose.attributes import Attributes

    pieces: list[Piece] = [Figure("figures/flow.svg", "그림", CAPTION), Heading(2, CAPTION, Attributes())]
    assert made.placed(pieces) == pieces
    assert made.drawn == {}


def test_what_cant_be_drawn_is_noted_and_found_missing() -> None:
    made, absent = pictures(study())
    assert made.placed([figure(), figure("mona-lisa")]) == [figure(), figure("mona-lisa")]
    assert made.drawn == {}
    assert absent == ["design.arms"]


def test_templates_ask_before_they_place_one() -> None:
    made, absent = pictures(study(**stability()))
    assert made.drawable("stability", Value("cold", ("product.stability[cold].id",)))
    assert made.drawable("stability", "cold", "t1")
    assert not made.drawable("stability", "cold", "t9")
    assert not made.drawable("study-schema")
    assert not made.drawable("mona-lisa")
    assert absent == []


def test_a_picture_is_as_wide_as_the_page_has_room() -> None:
    narrow = Style(page=Page(left=Millimetre(40.0), right=Millimetre(40.0)))
    made, _ = pictures(study(design()), narrow)
    made.placed([figure()])
    assert b'viewBox="0 0 368 ' in made.drawn["drawn:study-schema"]


def test_korean_in_an_english_picture_is_listed() -> None:
    steps_in_both = [{"id": "a", "name": {"ko": "세척", "en": "Washing"}}, {"id": "b", "name": "충전"}]
    expected: dict[Language, list[str]] = {"ko": [], "en": ["product.steps[b].name", "product.name"]}
    for language, paths in expected.items():
        register = Register()
        made, _ = pictures(study(steps=steps_in_both), language=language, register=register)
        made.placed([figure("process-flow")])
        assert list(register.untranslated) == paths


DRAWN = {
    "study-schema": study(design(6, 20, HOSTILE, True)),
    "dose-escalation": study(design(4, staged=True)),
    "process-flow": study(steps=steps(11)),
    "stability/cold": study(**stability()),
    "sample-size": study(statistics=sample_size()),
}


@pytest.mark.parametrize("name", DRAWN)
def test_word_and_print_can_show_it(name: str) -> None:
    from regdocs.submission.figures import check_figure

    data = draw(name, DRAWN[name], "ko", Look()).svg.encode()
    assert check_figure(data, "drawn.svg") is None


@pytest.mark.parametrize("name", DRAWN)
def test_nothing_is_drawn_beyond_the_edge(name: str) -> None:
    """The picture as resvg draws it: its margin stays white."""
    resvg_py: Any = pytest.importorskip("resvg_py")
    image_of: Any = pytest.importorskip("PIL.Image")
    from io import BytesIO

    data = resvg_py.svg_to_bytes(svg_string=_wider(draw(name, DRAWN[name], "ko", Look()).svg), width=1100)
    with image_of.open(BytesIO(data)) as opened:
        image = opened.convert("L")
    width, height = image.size
    edges = [(0, 0, width, 10), (0, height - 10, width, height), (0, 0, 10, height), (width - 10, 0, width, height)]
    assert all(image.crop(edge).getextrema() == (255, 255) for edge in edges)


def _wider(svg: str) -> str:
    """The picture on a sheet that is ten points wider on each side."""
    inner = svg.split('viewBox="0 0 ')[1].split('"')[0]
    width, height = map(float, inner.split())
    start = svg.index(">") + 1
    box = f'viewBox="-10 -10 {width + 20} {height + 20}" width="{width + 20}" height="{height + 20}"'
    sheet = f'<rect x="-10" y="-10" width="{width + 20}" height="{height + 20}" fill="#ffffff"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{sheet}{svg[start:]}'
