"""Shapes: the looks of characters, paragraphs and borders that a file uses, each kept once under a number."""

from __future__ import annotations

from dataclasses import dataclass, replace

from regdocs.document.document import Kind
from regdocs.document.inline import Style as Manner
from regdocs.formats.hwpx.xml import CHARACTER_UNITS
from regdocs.formats.office.looks import DARK, WARNING, Look, looks
from regdocs.template_set.style import Style

_SLOTS = ("hangul", "latin", "hanja", "japanese", "other", "symbol", "user")
_WIDTHS = (0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0)
_ALIGNS = {"both": "JUSTIFY", "center": "CENTER", "right": "RIGHT", "": "LEFT", "left": "LEFT"}
SIDES = ("left", "right", "top", "bottom")
BODY_FONT, CODE_FONT = 0, 1
_PLAIN: frozenset[Manner] = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """A border: its width in points and its colour."""

    points: float
    color: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What counts or marks a paragraph: `kind` is "NUMBER", "BULLET" or "OUTLINE", `level` is counted from 0."""

    kind: str
    identifier: int
    level: int


class Entries:
    """Elements by number: the same text has the same number."""

    def __init__(self, name: str, first: int = 0) -> None:
        self._name = name
        self._first = first
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, rest: str) -> int:
        """The number of the element whose text after its id is `rest`."""
        return self._numbers.setdefault(rest, self._first + len(self._numbers))

    def xml(self) -> str:
        return "".join(f'<hh:{self._name} id="{number}" {rest}' for rest, number in self._numbers.items())


class Shapes:
    """All shapes of one document; ask for one and it is there."""

    def __init__(self, style: Style, kind: Kind, text_width: int) -> None:
        """`text_width` is that of a portrait page, where the page numbers of generated lists stand."""
        self.looks: dict[str, Look] = {look.id: look for look in looks(style, kind, {})}
        self.styles: dict[str, int] = {identifier: number for number, identifier in enumerate(self.looks)}
        self.characters = Entries("charPr")
        self.paragraphs = Entries("paraPr")
        self.borders = Entries("borderFill", first=1)
        self.tabs = Entries("tabPr")
        self._small = style.small_size
        self._text_width = text_width
        self._character_numbers: dict[tuple[str, frozenset[Manner], str], int] = {}
        self._paragraph_numbers: dict[tuple[Look, Listed | None, int | None], int] = {}
        self._border_numbers: dict[tuple[tuple[tuple[str, Line], ...], str], int] = {}
        # Hangul's own files begin with these: no border, and no border around a fill of no colour.
        self.border()
        self._unfilled = self.borders.number(_border({}, "none"))
        self.tabs.number('autoTabLeft="0" autoTabRight="0"/>')
        # What names no shape has the first.
        self.character("Normal")
        self.paragraph(self.looks["Normal"])

    def character(self, look: str, manners: frozenset[Manner] = _PLAIN, kind: str = "") -> int:
        """The character shape of a paragraph look in these manners; `kind` is "gap", "link" or ""."""
        key = (look, manners, kind)
        number = self._character_numbers.get(key)
        if number is None:
            number = self._character_numbers[key] = self.characters.number(self._character(self.looks[look], *key[1:]))
        return number

    def paragraph(self, look: Look, listed: Listed | None = None, tab: int | None = None) -> int:
        """The paragraph shape of a look; `tab` is the place of a right tab in HWPUNIT where it isn't the look's own."""
        key = (look, listed, tab)
        number = self._paragraph_numbers.get(key)
        if number is None:
            number = self._paragraph_numbers[key] = self.paragraphs.number(self._paragraph(look, listed, tab))
        return number

    def border(self, lines: dict[str, Line] | None = None, fill: str = "") -> int:
        """The border and fill of a cell or paragraph; sides that aren't named have no line."""
        key = (tuple((lines or {}).items()), fill)
        number = self._border_numbers.get(key)
        if number is None:
            number = self._border_numbers[key] = self.borders.number(_border(lines or {}, fill))
        return number

    def _character(self, look: Look, manners: frozenset[Manner], kind: str) -> str:
        small = Manner.SMALL in manners
        color, shade = look.color or "000000", "none"
        underline, underline_shape = "NONE", "SOLID"
        if Manner.UNDERLINE in manners or kind == "link":
            underline = "BOTTOM"
        elif Manner.EMPHASIS in manners:
            # Korean faces have no italic.
            underline, underline_shape = "BOTTOM", "DOT"
        if Manner.UNTRANSLATED in manners:
            shade = "#F0EAD6"
        if kind == "link":
            color = DARK
        frame = self._unfilled
        if kind == "gap":
            color, shade = WARNING, "#FFFF00"
            frame = self.border({side: Line(0.5, WARNING) for side in SIDES})
        bold = look.bold or Manner.STRONG in manners or kind == "gap"
        raised = "<hh:supscript/>" if Manner.SUPERSCRIPT in manners else ""
        lowered = "<hh:subscript/>" if Manner.SUBSCRIPT in manners and not raised else ""
        font = CODE_FONT if Manner.CODE in manners else BODY_FONT
        return (
            f'height="{round((min(self._small, look.size) if small else look.size) * 100)}" textColor="#{color}"'
            f' shadeColor="{shade}" useFontSpace="0" useKerning="0" symMark="NONE" borderFillIDRef="{frame}">'
            f"{_slots('fontRef', font)}{_slots('ratio', 100)}{_slots('spacing', 0)}{_slots('relSz', 100)}{_slots('offset', 0)}"
            f"{'<hh:bold/>' if bold else ''}"
            f'<hh:underline type="{underline}" shape="{underline_shape}" color="#{color}"/>'
            '<hh:strikeout shape="NONE" color="#000000"/><hh:outline type="NONE"/>'
            f'<hh:shadow type="NONE" color="#C0C0C0" offsetX="10" offsetY="10"/>{raised}{lowered}</hh:charPr>'
        )

    def _paragraph(self, look: Look, listed: Listed | None, tab: int | None) -> str:
        if listed is None and look.outline is not None:
            listed = Listed("OUTLINE", 0, look.outline)
        heading = listed or Listed("NONE", 0, 0)
        frame = self.border({side: Line(*look.rule) for side in look.border}) if look.border else self._unfilled
        return (
            f'tabPrIDRef="{self._tab(look, tab)}" condense="0" fontLineHeight="0" snapToGrid="0" suppressLineNumbers="0"'
            f' checked="0" textDir="LTR"><hh:align horizontal="{_ALIGNS[look.align]}" vertical="BASELINE"/>'
            f'<hh:heading type="{heading.kind}" idRef="{heading.identifier}" level="{heading.level}"/>'
            # Korean words stay whole.
            '<hh:breakSetting breakLatinWord="KEEP_WORD" breakNonLatinWord="KEEP_WORD" widowOrphan="1"'
            f' keepWithNext="{int(look.keep_next)}" keepLines="{int(look.keep_lines)}" pageBreakBefore="0" lineWrap="BREAK"/>'
            f'<hh:autoSpacing eAsianEng="0" eAsianNum="0"/>{_switched(_margins(look, 1), _margins(look, 2))}'
            f'<hh:border borderFillIDRef="{frame}" offsetLeft="0" offsetRight="0" offsetTop="0" offsetBottom="{200 * bool(look.border)}"'
            ' connect="0" ignoreMargin="0"/></hh:paraPr>'
        )

    def _tab(self, look: Look, tab: int | None) -> int:
        leader = "DOT" if look.leader else "NONE"
        place = tab or (self._text_width if look.leader else 0)
        if not place:
            return 0
        items = (f'<hh:tabItem pos="{place * twice}" type="RIGHT" leader="{leader}"' for twice in (1, 2))
        true, doubled = next(items) + ' unit="HWPUNIT"/>', next(items) + "/>"
        return self.tabs.number(f'autoTabLeft="0" autoTabRight="0">{_switched(true, doubled)}</hh:tabPr>')


def indented(look: Look, left: float = 0, hanging: float = 0, keep_next: bool = False, align: str = "") -> Look:
    """The look set in by `left` points more, its first line out by `hanging`; kept with what follows where it says so."""
    if not (left or hanging or keep_next or align):
        return look
    return replace(
        look,
        left=look.left + left,
        hanging=look.hanging + hanging,
        keep_next=look.keep_next or keep_next,
        align=align or look.align,
    )


def _slots(name: str, value: int) -> str:
    return f"<hh:{name}" + "".join(f' {slot}="{value}"' for slot in _SLOTS) + "/>"


def _switched(true: str, doubled: str) -> str:
    """Lengths for programs that know the unit, and for those from before it, which take them doubled."""
    return (
        f'<hp:switch><hp:case hp:required-namespace="{CHARACTER_UNITS}">{true}</hp:case>'
        f"<hp:default>{doubled}</hp:default></hp:switch>"
    )


def _margins(look: Look, times: int) -> str:
    lengths = (
        ("intent", -look.hanging),
        ("left", look.left),
        ("right", look.right),
        ("prev", look.before),
        ("next", look.after),
    )
    margins = "".join(f'<hc:{name} value="{round(points * 100) * times}" unit="HWPUNIT"/>' for name, points in lengths)
    kind, spacing = ("FIXED", round(look.exact * 100) * times) if look.exact else ("PERCENT", round(look.pitch * 100))
    line = f'<hh:lineSpacing type="{kind}" value="{spacing}" unit="HWPUNIT"/>'
    return f"<hh:margin>{margins}</hh:margin>{line}"


def _border(lines: dict[str, Line], fill: str) -> str:
    sides = "".join(f"<hh:{side}Border {_line(lines.get(side))}/>" for side in SIDES)
    face = "none" if fill == "none" else f"#{fill}"
    brush = (
        f'<hc:fillBrush><hc:winBrush faceColor="{face}" hatchColor="#999999" alpha="0"/></hc:fillBrush>' if fill else ""
    )
    return (
        'threeD="0" shadow="0" centerLine="NONE" breakCellSeparateLine="0">'
        '<hh:slash type="NONE" Crooked="0" isCounter="0"/><hh:backSlash type="NONE" Crooked="0" isCounter="0"/>'
        f'{sides}<hh:diagonal type="SOLID" width="0.1 mm" color="#000000"/>{brush}</hh:borderFill>'
    )


def _line(line: Line | None) -> str:
    if line is None:
        return 'type="NONE" width="0.1 mm" color="#000000"'
    millimetres = line.points * 25.4 / 72
    width = min(_WIDTHS, key=lambda each: abs(each - millimetres))
    return f'type="SOLID" width="{width} mm" color="#{line.color}"'
