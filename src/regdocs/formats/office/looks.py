"""The looks of paragraphs in Word and HWPX, one for each paragraph style, from the type sizes of the template set."""

from __future__ import annotations

from dataclasses import dataclass

from regdocs.document.document import Kind
from regdocs.template_set.style import Style

HEADING_DEPTH = 9
DARK, WARNING, FAINT = "1F3A5F", "C00000", "404040"
TIGHT = 1.2
"""Line pitch of tables, captions and notes, as a multiple of the type size."""

ROLES = {
    "note": "Note",
    "center": "Centered",
    "right": "RightAligned",
    "lead": "Lead",
    "title": "Title",
    "subtitle": "Subtitle",
    "caption-source": "CaptionSource",
    "signature": "Signature",
    "small": "Small",
    "subject": "Subject",
    "enclosure": "Enclosure",
    "enclosed": "Enclosed",
    "closing": "Closing",
}
"""The paragraph style of each role of the tree; a role that isn't here is body text."""
COVER = {style: f"Cover{style}" for style in ("Title", "Subtitle", "Centered", "Signature", "TableText", "TableHead")}
"""The styles that look otherwise on a title page."""


@dataclass(frozen=True, slots=True)
class Look:
    """How paragraphs of one style look; lengths in points.

    `pitch` is the line pitch as a multiple of the type size; `exact` a pitch in points that nothing widens. `border`
    is the sides that have a line, `rule` that line's width in points and colour.
    """

    id: str
    name: str
    size: float
    base: str = "Normal"
    bold: bool = False
    color: str = ""
    pitch: float = 0
    exact: float = 0
    before: float = 0
    after: float = 0
    align: str = ""
    left: float = 0
    right: float = 0
    hanging: float = 0
    keep_next: bool = False
    keep_lines: bool = False
    border: tuple[str, ...] = ()
    rule: tuple[float, str] = (0.5, "808080")
    leader: bool = False
    outline: int | None = None
    level: int | None = None
    following: str = ""


def looks(style: Style, kind: Kind, links: dict[int, int]) -> list[Look]:
    """All paragraph styles for papers of `kind`; `links` gives the list level that a heading depth is numbered by."""
    compact = kind is Kind.FORM
    body = style.table_size + 0.5 if compact else float(style.body_size)
    pitch = min(style.line_spacing, 1.35) if compact else style.line_spacing
    return [
        *_text(style, kind, body, pitch, 3 if compact else 6),
        *_around_tables(style, body),
        *_around_pages(style),
        *_cover(style, pitch),
        *(_heading(style, depth, links.get(depth), compact) for depth in range(1, HEADING_DEPTH + 1)),
        *_contents(style, body),
        *_letter(style, body, pitch),
    ]


def _letter(style: Style, body: float, pitch: float) -> list[Look]:
    """The lines of an official letter that no other paper has; a rule stands below its subject and above its close."""
    rule = (1.25, "222222")
    return [
        Look("Subject", "Subject", size=body, pitch=pitch, after=12, border=("bottom",), rule=rule, keep_next=True),
        # "붙임" and a blank hang out to the left of what is enclosed.
        Look("Enclosure", "Enclosure", size=body, pitch=pitch, before=14, left=3 * body, hanging=3 * body),
        Look("Enclosed", "Enclosed", size=body, pitch=pitch, left=3 * body),
        Look("Closing", "Closing", size=style.table_size, pitch=pitch, border=("top",), rule=rule, keep_lines=True),
    ]


def _text(style: Style, kind: Kind, body: float, pitch: float, after: float) -> list[Look]:
    small = style.small_size
    title = style.heading_sizes[0] + (6 if kind is Kind.PAPER else 1)
    sealed = Look("Signature", "Signature", size=15, bold=True, pitch=pitch, before=40, after=30, align="center")
    signed = Look("Signature", "Signature", size=body, pitch=pitch, before=16, after=6, align="right")
    return [
        Look("Normal", "Normal", size=body, base="", pitch=pitch),
        Look("BodyText", "Body Text", size=body, pitch=pitch, after=after, align="both"),
        Look("Lead", "Lead", size=body, base="BodyText", bold=True, pitch=pitch, before=6, after=after, keep_next=True),
        Look("Centered", "Centered", size=body, pitch=pitch, after=after, align="center"),
        Look("RightAligned", "Right Aligned", size=body, pitch=pitch, after=after, align="right"),
        Look("Small", "Small", size=small, pitch=1.4, after=4),
        Look("Note", "Note", size=small, pitch=1.4, before=2, after=5),
        sealed if kind is Kind.LETTER else signed,
        Look("Title", "Title", size=title, bold=True, pitch=1.4, before=6, after=14, align="center"),
        Look("Subtitle", "Subtitle", size=title - 7, pitch=1.4, after=12, align="center"),
        Look("ListParagraph", "List Paragraph", size=body, pitch=pitch, after=3),
        Look("BoxText", "Box Text", size=body, pitch=min(pitch, 1.45), before=2, after=2),
        Look("FootnoteText", "footnote text", size=small, pitch=TIGHT, after=2),
    ]


def _around_tables(style: Style, body: float) -> list[Look]:
    size, caption = style.table_size, style.small_size + 1
    return [
        Look("TableText", "Table Text", size=size, pitch=TIGHT, before=1, after=1),
        Look(
            "TableHead",
            "Table Head",
            size=size,
            base="TableText",
            bold=True,
            pitch=TIGHT,
            before=1,
            after=1,
            align="center",
        ),
        Look("Caption", "caption", size=caption, bold=True, pitch=TIGHT, before=8, after=4, keep_next=True),
        Look("Figure", "Figure", size=body, pitch=1, before=8, after=4, align="center", keep_next=True),
        Look(
            "FigureCaption",
            "Figure Caption",
            size=caption,
            bold=True,
            pitch=TIGHT,
            before=2,
            after=12,
            align="center",
        ),
        Look("CaptionSource", "Source", size=style.small_size, pitch=TIGHT, after=8),
        # Between two tables, which Word would join, and after a table.
        Look("Spacer", "Spacer", size=1, exact=6),
        Look("Break", "Break", size=1, exact=1),
    ]


def _around_pages(style: Style) -> list[Look]:
    size = style.small_size - 0.5
    frame = ("top", "left", "bottom", "right")
    return [
        Look("Header", "header", size=size, color=FAINT, pitch=TIGHT),
        Look("Footer", "footer", size=size, color=FAINT, pitch=TIGHT, border=("top",)),
        Look(
            "Notice", "Notice", size=style.small_size, bold=True, color=WARNING, pitch=TIGHT, after=3, align="center",
            left=3, right=3, border=frame, rule=(1, WARNING),
        ),
    ]  # fmt: skip


def _cover(style: Style, pitch: float) -> list[Look]:
    top = style.heading_sizes[0]
    table = style.table_size + 1.5
    return [
        Look(
            "CoverSubtitle",
            "Cover Subtitle",
            base="Subtitle",
            size=top - 2,
            color=DARK,
            pitch=1.4,
            after=8,
            align="center",
        ),
        Look("CoverTitle", "Cover Title", base="Title", size=top + 10, pitch=1.4, after=60, align="center"),
        Look("CoverCentered", "Cover Centered", base="Centered", size=top - 2, pitch=pitch, before=40, align="center"),
        Look(
            "CoverSignature",
            "Cover Signature",
            base="Signature",
            size=top,
            bold=True,
            pitch=pitch,
            before=24,
            align="center",
        ),
        Look("CoverTableText", "Cover Table Text", base="TableText", size=table, pitch=1.4, before=4, after=4),
        Look(
            "CoverTableHead",
            "Cover Table Head",
            base="TableHead",
            size=table,
            pitch=1.4,
            before=4,
            after=4,
            align="center",
        ),
    ]


def _heading(style: Style, depth: int, level: int | None, compact: bool) -> Look:
    sizes = style.heading_sizes
    size = sizes[min(depth, len(sizes)) - 1] - (2 if compact else 0)
    before, after = (10, 4) if compact else ((18, 8), (14, 6), (12, 4), (10, 3))[min(depth, 4) - 1]
    return Look(
        f"Heading{depth}",
        f"heading {depth}",
        size=size,
        bold=True,
        color=DARK if depth < 3 and not compact else "",
        pitch=TIGHT,
        before=before,
        after=after,
        keep_next=True,
        keep_lines=True,
        border=("bottom",) if depth == 1 and not compact else (),
        rule=(1.25, DARK),
        outline=depth - 1,
        level=level,
        following="BodyText",
        # A form's one heading is its title.
        align="center" if compact and depth == 1 else "",
    )


def _contents(style: Style, body: float) -> list[Look]:
    heading = Look(
        "TOCHeading", "TOC Heading", size=style.heading_sizes[0], bold=True, pitch=TIGHT, before=16, after=10,
        align="center", keep_next=True,
    )  # fmt: skip
    entries = [
        Look(
            f"TOC{depth}", f"toc {depth}", size=body - (0 if depth == 1 else 0.5), bold=depth == 1, pitch=1.3,
            before=4 if depth == 1 else 0, after=1, left=12 * (depth - 1), leader=True,
        )
        for depth in range(1, HEADING_DEPTH + 1)
    ]  # fmt: skip
    captions = Look("TableofFigures", "table of figures", size=body - 0.5, pitch=1.3, after=1, leader=True)
    return [heading, *entries, captions]
