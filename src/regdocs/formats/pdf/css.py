"""The CSS of print: font faces and page geometry from a style, our sheets, the template set's sheet."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from regdocs.formats.html.style import quoted, sheet
from regdocs.formats.pdf.fonts import FontLibrary
from regdocs.template_set.style import Style


def texts(style: Style, fonts: FontLibrary, style_sheet: str | None) -> tuple[str, ...]:
    """The CSS texts of one look, in cascading order."""
    return (_faces(fonts), sheet(style), _geometry(style), _print_sheet(), style_sheet or "")


def _faces(fonts: FontLibrary) -> str:
    return "\n".join(
        f'@font-face {{ font-family: "{quoted(face.family)}"; src: url("font:{index}");'
        f" font-weight: {'bold' if face.bold else 'normal'} }}"
        for index, face in enumerate(fonts.faces)
    )


def _geometry(style: Style) -> str:
    page = style.page
    margin = f"{page.top:g}mm {page.right:g}mm {page.bottom:g}mm {page.left:g}mm"
    families = ", ".join(f'"{quoted(font.family)}"' for font in style.print_fonts)
    # A picture leaves room for its caption, and upright so much that the page before it isn't left half empty.
    tallest = 0.62 * (page.height - page.top - page.bottom)
    tallest_turned = 0.85 * (page.width - page.top - page.bottom)
    return (
        f"@page {{ size: {page.width:g}mm {page.height:g}mm; margin: {margin}; font-family: {families} }}\n"
        f"@page landscape {{ size: {page.height:g}mm {page.width:g}mm }}\n"
        f"html {{ font-family: {families} }}\n"
        f"figure img {{ max-height: {tallest:g}mm }}\n"
        f".landscape img {{ max-height: {tallest_turned:g}mm }}\n"
    )


@cache
def _print_sheet() -> str:
    return (files(__package__) / "print.css").read_text(encoding="utf-8")
