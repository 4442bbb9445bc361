"""What the drawing tests share: studies of any size, and a reader of pictures that knows where each text stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

from regdocs.drawing.svg import LINE
from regdocs.drawing.text import text_width
from regdocs.study.study import Study

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<b>&\"' ]]>–" + "긴이름" * 40 + " " + "unbreakable" * 12 + " \u202e\u200b①⁹"
"""A name that is markup, very long, unbreakable, turned around."""


def study(
    design: Mapping[str, Any] | None = None, statistics: Mapping[str, Any] | None = None, **product: Any
) -> Study:
    """The smallest study, with what is given."""
    given: dict[str, Any] = {
        "id": "s",
        "title": "연구",
        "filing": {"date": "2026-11-22"},
        "risk": {"class": "high"},
        "disease": {"name": "병"},
        "institutions": [{"id": "h", "name": "병원"}],
        "product": {
            "name": "세포",
            "therapy": "cell",
            "origin": "allogeneic",
            "tissue": "cord_blood",
            "cell_type": "mesenchymal_stem_cell",
            "manipulation": "beyond_minimal",
            **product,
        },
        "design": design,
        "statistics": statistics,
    }
    return Study.model_validate({name: value for name, value in given.items() if value is not None})


def design(
    arms: int = 2, visits: int = 5, name: str = "군", staged: bool = False, unit: str = "weeks"
) -> dict[str, Any]:
    """A design of so many arms and visits; `staged` gives each arm its own stage, with a higher dose each time."""
    stages = [
        {
            "id": f"s{index}",
            "name": f"{name} {index}",
            "blinding": "open",
            "allocation": "single_arm",
            "decision": "판단",
        }
        for index in range(arms)
    ]
    return {
        "stages": stages if staged else [],
        "arms": [
            {
                "id": f"a{index}",
                "name": f"{name} {index}",
                "kind": "experimental" if staged or index % 2 == 0 else "placebo",
                "participants": 10 + index,
                "administration": f"d{index}",
                **({"stage": f"s{index}"} if staged else {}),
            }
            for index in range(arms)
        ],
        "administrations": [
            {
                "id": f"d{index}",
                "name": name,
                "route": "intravenous",
                "dose": f"{index + 1}.0e6 cells/kg",
                "times": ["0 weeks", "4 weeks"],
            }
            for index in range(arms)
        ],
        "visits": [
            {"id": "screening", "name": name, "earliest": "-4 weeks", "at": "-1 days"},
            *({"id": f"v{index}", "name": name, "at": f"{index**2} {unit}"} for index in range(visits)),
        ],
        "endpoints": [{"id": "e", "level": "primary", "name": "변수", "at": ["v1"]}] if visits > 1 else [],
        "follow_up": {"years": 15},
    }


def steps(count: int, name: str = "공정", controls: int = 2) -> list[dict[str, Any]]:
    """So many steps of a process."""
    limits = [{"id": f"c{index}", "name": name, "acceptance": "≥ 90 %"} for index in range(controls)]
    return [
        {
            "id": f"p{index}",
            "name": f"{name} {index}",
            "passage": "P1",
            "place": "배양실",
            "critical": True,
            "controls": limits,
        }
        for index in range(count)
    ]


def stability(lots: int = 3, tests: int = 2, name: str = "시험", times: int = 5) -> dict[str, Any]:
    """The product's fields of a stability study of so many lots and tests."""
    return {
        "tests": [
            {
                "id": f"t{index}",
                "stage": "release",
                "attribute": "viability",
                "name": f"{name} {index}",
                "acceptance": "≥ 80 %",
            }
            for index in range(tests)
        ],
        "lots": [{"id": f"l{index}", "number": f"{name} {index}"} for index in range(lots)],
        "storage": "2~8 °C",
        "shelf_life": "24 hours",
        "stability": [
            {
                "id": "cold",
                "title": name,
                "condition": "2~8 °C",
                "times": [f"{index * 12} hours" for index in range(times)],
                "results": [
                    {"lot": f"l{lot}", "test": f"t{test}", "values": [95 - index * 3 - lot for index in range(times)]}
                    for test in range(tests)
                    for lot in range(lots)
                ],
            }
        ],
    }


def sample_size(**given: Any) -> dict[str, Any]:
    """The statistics of a comparison of 15 % with 50 %."""
    sample = {"control_rate": "0.15", "treatment_rate": "0.50", "alpha": "0.05", "power": "0.80", "per_arm": 27}
    return {"sample_size": {name: value for name, value in {**sample, **given}.items() if value is not None}}


@dataclass(frozen=True)
class TextBox:
    """A text and the rectangle that it fills."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def text_boxes(svg: str) -> list[TextBox]:
    """Every text of a picture with its place."""
    boxes = []
    for element in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        content, size = "".join(element.itertext()), float(element.attrib["font-size"])
        x, y = float(element.attrib["x"]), float(element.attrib["y"])
        width = _width(element, size)
        left = x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[element.attrib["text-anchor"]]
        boxes.append(TextBox(content, left, y - size * 0.85, left + width, y + size * (LINE - 1.1)))
    return boxes


def overlapping(svg: str) -> list[tuple[str, str]]:
    """The pairs of texts that lie on each other."""
    return [
        (one.text, other.text)
        for one, other in combinations(text_boxes(svg), 2)
        if min(one.right, other.right) - max(one.left, other.left) > 0.5
        and min(one.bottom, other.bottom) - max(one.top, other.top) > 0.5
    ]


def outside(svg: str) -> list[str]:
    """What reaches beyond the picture's edges, by half a point or more."""
    root = ElementTree.fromstring(svg)
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    beyond = [
        box.text for box in text_boxes(svg) if box.left < -0.5 or box.right > width + 0.5 or box.bottom > height + 0.5
    ]
    for element in root.iter():
        for x, y in _points(element):
            if not (-0.5 <= x <= width + 0.5 and -0.5 <= y <= height + 0.5):
                beyond.append(f"{element.tag} {x} {y}")
    return beyond


def type_sizes(svg: str) -> set[float]:
    """The type sizes in use, those of raised digits aside."""
    return {float(element.attrib["font-size"]) for element in ElementTree.fromstring(svg).iter(f"{SVG}text")}


def texts(svg: str) -> str:
    """All text of a picture, line below line."""
    return "\n".join(box.text for box in text_boxes(svg))


def _width(element: ElementTree.Element, size: float) -> float:
    width = text_width(element.text or "", size)
    for part in element:
        width += text_width(part.text or "", float(part.attrib.get("font-size", size)))
    return width


def _points(element: ElementTree.Element) -> Iterator[tuple[float, float]]:
    given = element.attrib
    if "points" in given:
        yield from (tuple(map(float, pair.split(","))) for pair in given["points"].split())  # type: ignore[misc]
    elif element.tag == f"{SVG}rect":
        x, y = float(given["x"]), float(given["y"])
        yield from ((x, y), (x + float(given["width"]), y + float(given["height"])))
    elif element.tag == f"{SVG}circle":
        x, y, r = (float(given[name]) for name in ("cx", "cy", "r"))
        yield from ((x - r, y - r), (x + r, y + r))
