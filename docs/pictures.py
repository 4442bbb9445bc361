"""Draws the pages that README.md shows, from the built example: `make pictures`."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "submissions" / "ad-cb-msc-2026" / "build"
PAGES = {
    "approval-application.png": ("approval-application", "form", False),
    "plan-summary.png": ("research-plan", "synopsis", False),
    "plan-testing.png": ("research-plan", "testing.acceptance", False),
    "plan-schedule.png": ("research-plan", "method.visits", True),
}
"""Picture, document, section, and whether the first landscape page from the section's beginning on is meant."""

DOTS_PER_INCH = 72
COLOURS = 32


def main() -> None:
    """Write the pictures beside this file."""
    record = json.loads((BUILD / "build.json").read_text("utf-8"))
    documents = {document["id"]: document for document in record["documents"]}
    target = Path(__file__).parent / "pictures"
    target.mkdir(exist_ok=True)
    for name, (identifier, section, landscape) in PAGES.items():
        document = documents[identifier]
        begin = next(entry["page"] for entry in document["sections"] if entry["id"] == section)
        picture = drawn(BUILD / document["files"]["pdf"]["path"], begin, landscape)
        picture.save(target / name, optimize=True)
        print(f"docs/pictures/{name}: {(target / name).stat().st_size // 1024} KB")


def drawn(path: Path, begin: int, landscape: bool) -> Image.Image:
    """The first such page of a PDF from page `begin` (from 1) on, in few colours, with a thin frame."""
    with pypdfium2.PdfDocument(path) as file:
        sizes = [file.get_page_size(index) for index in range(len(file))]
        number = next(
            index for index in range(begin - 1, len(file)) if (sizes[index][0] > sizes[index][1]) == landscape
        )
        picture = file[number].render(scale=DOTS_PER_INCH / 72).to_pil()
    return ImageOps.expand(picture.convert("RGB"), border=1, fill="#999999").quantize(COLOURS)


if __name__ == "__main__":
    main()
