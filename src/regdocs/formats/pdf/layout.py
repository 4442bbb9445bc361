"""Where things stand: section, label and field pages, read from the boxes that were laid out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any
from xml.etree.ElementTree import Element

from regdocs.document.document import Document
from regdocs.formats.format import Layout
from regdocs.formats.html.block import displays

_PARTS = frozenset(("p", "li", "td", "th", "table", "figure", *(f"h{level}" for level in range(1, 7))))
"""The elements that parts of a document are drawn as."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A laid-out box that matters later, and the page it stands on."""

    box: Any
    page: int


def standing(pages: Iterable[Any]) -> list[Standing]:
    """The boxes of printed values, of header cells and of the document's parts, in reading order."""
    return [
        Standing(box, number)
        for number, page in enumerate(pages, start=1)
        for box in _boxes(page)
        if box.element_tag == "th"
        or (box.element_tag in ("span", "mark") and "data-path" in box.element.attrib)
        or (box.element_tag in _PARTS and "data-part" in box.element.attrib)
    ]


def empty_first_titles(pages: Iterable[Any]) -> None:
    """Takes the repeated title out of each table's first page, where the caption itself stands in its place."""
    begun: set[Element] = set()
    for page in pages:
        for box in _boxes(page):
            if box.element_tag == "tr" and box.element.get("class") == "continued" and box.element not in begun:
                begun.add(box.element)
                for cell in box.children:
                    cell.children = []


def _boxes(page: Any) -> Iterator[Any]:
    """All boxes of `page`, parents before children, in reading order."""
    # WeasyPrint has no public way to the boxes; its own anchors are gathered from this one too.
    boxes = [page._page_box]
    while boxes:
        box = boxes.pop()
        # What is set absolutely hangs in a placeholder.
        box = getattr(box, "_box", box)
        yield box
        if isinstance(box.children, tuple | list):
            boxes.extend(reversed(box.children))


def layout(document: Document, root: Element, pages: Iterable[Any], boxes: Sequence[Standing]) -> Layout:
    """The layout of WeasyPrint's `pages`, drawn from the element tree `root` of `document`."""
    pages = list(pages)
    anchors: dict[str, int] = {}
    for number, page in enumerate(pages, start=1):
        for name in page.anchors:
            anchors.setdefault(name, number)
    labels = [block.label for block, _ in displays(document) if block.label]
    return Layout(
        pages=len(pages),
        sections={section.id: anchors[section.id] for section in document.walk() if section.id in anchors},
        labels={label: anchors[label] for label in labels if label in anchors},
        fields=tuple(dict.fromkeys(_fields(root, boxes))),
        starts=_starts(boxes, len(pages)),
    )


def _starts(boxes: Iterable[Standing], pages: int) -> tuple[int, ...]:
    """For each page how many parts begin before it; one without a box of its own begins with the next that has one."""
    first: dict[int, int] = {}
    for standing in boxes:
        if part := standing.box.element.get("data-part"):
            first.setdefault(int(part), standing.page)
    ends = [0] * (pages + 1)
    for part, page in first.items():
        ends[page] = max(ends[page], part + 1)
    return tuple(accumulate(ends[:pages], max))


def mark_scopes(boxes: Iterable[Standing]) -> None:
    """Gives each tagged header cell its scope, which WeasyPrint leaves out and ISO 14289-1, 7.5, asks for."""
    for standing in boxes:
        if standing.box.element_tag == "th" and (mark := getattr(standing.box, "mark", None)) is not None:
            row = standing.box.element.get("scope") == "row"
            mark["A"]["Scope"] = "/Row" if row else "/Column"


def _fields(root: Element, boxes: Iterable[Standing]) -> Iterator[tuple[str, str, int]]:
    sections = _sections_of_fields(root)
    for standing in boxes:
        element = standing.box.element
        if element in sections:
            for path in element.get("data-path", "").split():
                yield path, sections[element], standing.page


def _sections_of_fields(root: Element) -> dict[Element, str]:
    """The innermost section's id for every element that prints a field."""
    found = {element: "" for element in root.iter() if "data-path" in element.attrib}
    # In document order an inner section comes after the outer one and overwrites it.
    for section in root.iter("section"):
        found.update((element, section.get("id", "")) for element in section.iter() if "data-path" in element.attrib)
    return found
