"""Draws the pages that README.md shows, from the built example: `make pictures`."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "submissions" / "ad-cb-msc-2026" / "build"
PAGES = {
    "approval-application.png": ("approval-application", None, 0),
    "plan-summary.png": ("research-plan", "synopsis", 0),
    "plan-testing.png": ("research-plan", "testing", 0),
    "plan-schedule.png": ("research-plan", "method.visits", 1),
}
"""Picture, document, section (None: the first page), and how many pages after the section's beginning."""

DOTS_PER_INCH = 72
COLOURS = 32


def main() -> None:
    """Write the pictures beside this file."""
    record = json.loads((BUILD / "build.json").read_text("utf-8"))
    documents = {document["id"]: document for document in record["documents"]}
    target = Path(__file__).parent / "pictures"
    target.mkdir(exist_ok=True)
    for name, (identifier, section, later) in PAGES.items():
        document = documents[identifier]
        pages = {entry["id"]: entry["page"] for entry in document["sections"]}
        number = (pages[section] if section else 1) + later
        picture = drawn(BUILD / document["files"]["pdf"]["path"], number)
        picture.save(target / name, optimize=True)
        print(f"docs/pictures/{name}: {identifier}, page {number}, {(target / name).stat().st_size // 1024} KB")


def drawn(path: Path, number: int) -> Image.Image:
    """Page `number` (from 1) of a PDF, in few colours, with a thin frame."""
    with pypdfium2.PdfDocument(path) as file:
        picture = file[number - 1].render(scale=DOTS_PER_INCH / 72).to_pil()
    return ImageOps.expand(picture.convert("RGB"), border=1, fill="#999999").quantize(COLOURS)


if __name__ == "__main__":
    main()
