"""Elements of a picture as SVG text; units are points at the printed size, y runs downwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from regdocs.drawing.text import RAISED_SIZE, Run, clean, runs

BODY, SMALL = 9.0, 8.5
"""Type sizes: nothing in a picture is set smaller than `SMALL`."""
LINE = 1.3
"""The distance of two lines, as a multiple of the type size."""
INK, ACCENT, PALE, GREY, RULE = "#1b1b1b", "#1f3a5f", "#e8edf3", "#f4f4f4", "#9aa5b1"


@dataclass(frozen=True, slots=True)
class Look:
    """What a picture has to fit: the text's width and the height left beside a caption, in points; its type's family."""

    width: float = 481.0
    height: float = 540.0
    family: str = "NanumGothic"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture: its SVG, the text that stands for it, and the field paths it was drawn from."""

    svg: str
    alternative: str
    paths: tuple[str, ...]


class Absent(LookupError):
    """What a picture needs isn't in the study; `path` names it."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(path)


def picture(look: Look, height: float, elements: Iterable[str], alternative: str) -> str:
    """The whole SVG, on white, `look.width` by `height` points."""
    size = f'width="{_n(look.width)}" height="{_n(height)}" viewBox="0 0 {_n(look.width)} {_n(height)}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
            f"<desc>{escape(clean(alternative))}</desc>",
            rect(0, 0, look.width, height, fill="#ffffff", stroke="none"),
            f'<g font-family="{escape(clean(look.family))}, \'Malgun Gothic\', sans-serif" fill="{INK}">',
            *elements,
            "</g>",
            "</svg>\n",
        ]
    )


def rect(
    x: float,
    y: float,
    width: float,
    height: float,
    fill: str = "#ffffff",
    stroke: str = INK,
    weight: float = 0.8,
    radius: float = 0,
) -> str:
    """A box from its upper left corner."""
    rounded = f' rx="{_n(radius)}"' if radius else ""
    box = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
    return f'<rect {box}{rounded} fill="{fill}"{_stroke(stroke, weight)}/>'


def line(points: Sequence[tuple[float, float]], stroke: str = INK, weight: float = 0.8, dash: str = "") -> str:
    """A line through points; `dash` as in SVG (`3 2`)."""
    through = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<polyline points="{through}" fill="none"{_stroke(stroke, weight)}{dashed}/>'


def shape(points: Sequence[tuple[float, float]], fill: str = INK, stroke: str = INK, weight: float = 0.8) -> str:
    """A closed shape."""
    corners = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    return f'<polygon points="{corners}" fill="{fill}"{_stroke(stroke, weight)}/>'


def circle(x: float, y: float, radius: float, fill: str = "#ffffff", stroke: str = INK, weight: float = 0.8) -> str:
    """A circle around a point."""
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{fill}"{_stroke(stroke, weight)}/>'


def arrow(points: Sequence[tuple[float, float]], stroke: str = INK, weight: float = 1.0, dash: str = "") -> list[str]:
    """A line with a head at its end; the last stretch is level or upright."""
    (before_x, before_y), (x, y) = points[-2:]
    across, down = _sign(x - before_x), _sign(y - before_y)
    base = x - 5 * across, y - 5 * down
    head = [(x, y), (base[0] - 3 * down, base[1] - 3 * across), (base[0] + 3 * down, base[1] + 3 * across)]
    return [line([*points[:-1], base], stroke, weight, dash), shape(head, stroke, "none")]


def text(
    x: float, y: float, content: str, size: float = BODY, anchor: str = "start", bold: bool = False, fill: str = INK
) -> str:
    """One line of text on the baseline `y`; `anchor` is start, middle or end of it at `x`."""
    content = clean(content)
    weight = ' font-weight="bold"' if bold else ""
    colour = f' fill="{fill}"' if fill != INK else ""
    start = f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" text-anchor="{anchor}"{weight}{colour}>'
    return f"{start}{_markup(runs(content), size)}</text>"


def lines(
    x: float,
    y: float,
    contents: Sequence[str],
    size: float = BODY,
    anchor: str = "start",
    bold: bool = False,
    fill: str = INK,
) -> list[str]:
    """Lines of text below each other; `y` is the top of the first."""
    return [
        text(x, y + baseline(size) + index * size * LINE, each, size, anchor, bold, fill)
        for index, each in enumerate(contents)
    ]


def baseline(size: float) -> float:
    """How far below the top of a line its baseline is."""
    return size * 1.02


def height_of(contents: Sequence[str], size: float = BODY) -> float:
    """How high these lines are."""
    return len(contents) * size * LINE


def _markup(parts: Sequence[Run], size: float) -> str:
    """Text with its raised and lowered digits; each part says how far it stands from the one before."""
    markup, height = "", 0.0
    for content, level in parts:
        shift = height - 0.35 * size * level
        moved = f' dy="{_n(shift)}"' if shift else ""
        small = f' font-size="{_n(RAISED_SIZE * size)}"' if level else ""
        markup += f"<tspan{moved}{small}>{escape(content)}</tspan>" if moved or small else escape(content)
        height = 0.35 * size * level
    return markup


def _stroke(colour: str, weight: float) -> str:
    return "" if colour == "none" else f' stroke="{colour}" stroke-width="{_n(weight)}"'


def _sign(number: float) -> int:
    return (number > 0.001) - (number < -0.001)


def _n(number: float) -> str:
    """A number with two decimals at most, the same on every machine."""
    printed = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if printed in ("", "-0") else printed
