"""The style sheet shared by screen and print: the sizes of a template set's `Style` before the rules that use them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from regdocs.template_set.style import Style


@cache
def sheet(style: Style) -> str:
    """The page's style sheet as CSS text: type sizes from `style`, then `base.css`."""
    families = ", ".join(f'"{quoted(font.family)}"' for font in style.print_fonts)
    headings = "\n".join(
        f"h{level} {{ font-size: {size:g}pt }}" for level, size in enumerate(style.heading_sizes[:6], start=1)
    )
    return f"""\
html {{ font-family: {families}, sans-serif; font-size: {style.body_size:g}pt; line-height: {style.line_spacing:g} }}
{headings}
table {{ font-size: {style.table_size:g}pt }}
figcaption, caption {{ font-size: {style.table_size:g}pt }}
small, .small, p.note, .notes, .footnote {{ font-size: {style.small_size:g}pt }}
thead th {{ background: #{quoted(style.table_header_fill)} }}
{(files(__package__) / "base.css").read_text(encoding="utf-8")}"""


def quoted(text: str) -> str:
    """`text` without the characters that would end a CSS string or rule."""
    return "".join(character for character in text if character not in "\"'\\;{}<>&\n\r")
