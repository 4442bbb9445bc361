"""The numbering part: the headings' list, the lists of the text by their markers, and every restart of one."""

from __future__ import annotations

from collections.abc import Mapping

from regdocs.document.block import Marker
from regdocs.formats.docx.headings import Decision, Form, Plan
from regdocs.formats.docx.xml import DECLARATION, MAIN
from regdocs.formats.office.escaping import attribute
from regdocs.formats.office.markers import BULLETS, COUNTED, Count

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
LEVELS = 9
HEADINGS = 1
"""The `w:num` of the headings' main list, which their styles name."""
_MAIN = 0
INDENT = 420
"""How far each list level is set in, in twips."""

_FORMATS = {
    Count.DIGITS: "decimal",
    Count.CIRCLED_DIGITS: "decimalEnclosedCircle",
    Count.SYLLABLES: "ganada",
    Count.LETTERS: "lowerLetter",
}
_FORMS = {marker: Form(_FORMATS[count], before, after) for marker, (count, before, after) in COUNTED.items()}


class Numbering:
    """All lists of one document: `w:num` 1 is the headings', the plan's restarts follow, then the text's lists."""

    def __init__(self, headings: Plan) -> None:
        self._plan = headings
        self._abstracts: list[str] = [_abstract(1, _heading_levels(headings))]
        self._alone: dict[Form, int] = {}
        self._markers: dict[Marker, int] = {}
        self._bullets = self._without = 0
        self._nums: list[str] = [_num(1, 1)]
        for restart in headings.restarts:
            abstract = 1 if restart.form is None else self._standing_alone(restart.form)
            self._add_num(abstract, 0, restart.start)

    def heading(self, decision: Decision) -> int:
        """The `w:num` of a heading that has a list."""
        return 1 + (decision.list or 0)

    def without_number(self) -> int:
        """The `w:num` by which a heading has none, though its style has."""
        if not self._without:
            nothing = (
                '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="none"/><w:suff w:val="nothing"/>'
                '<w:lvlText w:val=""/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
            )
            self._without = self._add_num(self._add_abstract(nothing), None, 0)
        return self._without

    def add(self, headings: Plan, shared: Mapping[int, int]) -> dict[int, int]:
        """The `w:num` of each list of another plan (0 is its main one); `shared` are those that are one with ours."""
        found = {theirs: 1 + ours for theirs, ours in shared.items()}
        main = 1
        if _MAIN not in found:
            main = self._add_abstract(_heading_levels(headings, linked=False))
            found[_MAIN] = self._add_num(main, None, 0)
        for index, restart in enumerate(headings.restarts, 1):
            if index not in found:
                abstract = main if restart.form is None else self._standing_alone(restart.form)
                found[index] = self._add_num(abstract, 0, restart.start)
        return found

    def list(self, marker: Marker, level: int, start: int) -> int:
        """The `w:num` of a new list at nesting `level` from 0; bullets share one."""
        if marker not in self._markers:
            self._markers[marker] = self._add_abstract(_marker_levels(marker))
        if marker is not Marker.BULLET:
            return self._add_num(self._markers[marker], level, start)
        self._bullets = self._bullets or self._add_num(self._markers[marker], None, 0)
        return self._bullets

    def xml(self) -> str:
        return (
            f'{DECLARATION}<w:numbering xmlns:w="{MAIN}">{"".join(self._abstracts)}{"".join(self._nums)}</w:numbering>'
        )

    def _standing_alone(self, form: Form) -> int:
        if form not in self._alone:
            self._alone[form] = self._add_abstract(_level(0, form, 1, ""))
        return self._alone[form]

    def _add_abstract(self, levels: str) -> int:
        identifier = len(self._abstracts) + 1
        self._abstracts.append(_abstract(identifier, levels))
        return identifier

    def _add_num(self, abstract: int, level: int | None, start: int) -> int:
        identifier = len(self._nums) + 1
        self._nums.append(_num(identifier, abstract, level, start))
        return identifier


def _heading_levels(headings: Plan, linked: bool = True) -> str:
    """The levels of a plan's main list, those that a heading's style has `linked` to it."""
    styles = {level: f"Heading{depth}" for depth, level in headings.links.items()} if linked else {}
    return "".join(
        _level(level, form, start, styles.get(level, "")) for level, (form, start) in enumerate(headings.levels)
    )


def _level(level: int, form: Form, start: int, style: str) -> str:
    link = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{form.format}"/>{link}'
        f'<w:suff w:val="space"/><w:lvlText w:val="{attribute(form.text(level))}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
    )


def _marker_levels(marker: Marker) -> str:
    return "".join(_marker_level(marker, level) for level in range(LEVELS))


def _marker_level(marker: Marker, level: int) -> str:
    form = _FORMS.get(marker)
    text = form.text(level) if form else BULLETS[min(level, len(BULLETS) - 1)]
    left = INDENT * (level + 1)
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form.format if form else "bullet"}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{left}"/></w:tabs>'
        f'<w:ind w:left="{left}" w:hanging="{INDENT}"/></w:pPr></w:lvl>'
    )


def _abstract(identifier: int, levels: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{identifier}"><w:nsid w:val="{0x52440000 + identifier:08X}"/>'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )


def _num(identifier: int, abstract: int, level: int | None = None, start: int = 1) -> str:
    override = (
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        if level is not None
        else ""
    )
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
