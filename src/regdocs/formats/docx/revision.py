"""Tracked changes: what our own writer drew, marked as inserted, deleted or moved (ISO/IEC 29500-1, 17.13.5)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from regdocs.formats.office.escaping import attribute

_RUNS = re.compile(r"(?:<w:r>.*?</w:r>)+", re.DOTALL)
_CONTROL_START = re.compile(r"<w:sdt><w:sdtPr>.*?</w:sdtPr><w:sdtContent>")
_CONTROL_END = "</w:sdtContent></w:sdt>"
_CONTROLS = re.compile(rf"{_CONTROL_START.pattern}|{_CONTROL_END}")
_BOOKMARK = re.compile(r'<w:bookmarkStart w:id="(\d+)" w:name="([^"]*)"/>')
_TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
_NESTED = re.compile(r"<w:tbl>|</w:tbl>")
_NUMBER = re.compile(r'w:id="\?([^"]*)"')
_FIELD_RUN = re.compile(r"<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:(?:fldChar|instrText)\b.*?</w:r>", re.DOTALL)
_NAMES = (('<w:t xml:space="preserve">', '<w:delText xml:space="preserve">'), ("</w:t>", "</w:delText>"))


@dataclass(frozen=True, slots=True)
class Revisions:
    """Marks for the changes of one person at one time; `date` is ISO 8601 with a time, or "" for no date.

    Ids are left open ("?") until `numbered` gives them out, so that they count through a part in reading order.
    """

    author: str
    date: str = ""

    @property
    def attributes(self) -> str:
        date = f' w:date="{attribute(self.date)}"' if self.date else ""
        return f'w:id="?" w:author="{attribute(self.author)}"{date}'

    def mark(self, name: str) -> str:
        """The empty element that marks a paragraph's end or a table's row: `ins`, `del`, `moveFrom` or `moveTo`."""
        return f"<w:{name} {self.attributes}/>"

    def wrapped(self, name: str, runs: str) -> str:
        """Runs, and nothing but runs, as inserted, deleted or moved."""
        return f"<w:{name} {self.attributes}>{deleted_text(runs) if name == 'del' else runs}</w:{name}>"

    def inserted(self, xml: str) -> str:
        """Whole paragraphs and tables as inserted; content controls too, so that nothing of them stays on refusal."""
        return self._whole(self._controls_inserted(xml), "ins", "ins")

    def deleted(self, xml: str, keep_bookmark: Callable[[str], bool] = lambda name: False) -> str:
        """Whole paragraphs and tables as deleted, what was computed in them being text (see `settled`)."""
        return self._whole(settled(without_bookmarks(xml, keep_bookmark)), "del", "del")

    def moved_from(self, xml: str, name: str, keep_bookmark: Callable[[str], bool] = lambda name: False) -> str:
        """Whole paragraphs and tables as they stood before the move `name`; Word tracks tables in it as deleted."""
        bare = settled(without_bookmarks(xml, keep_bookmark))
        return self.ranged("moveFrom", name, self._moved(bare, "moveFrom", "del"))

    def moved_to(self, xml: str, name: str) -> str:
        """Whole paragraphs and tables where the move `name` has put them; tables are tracked as inserted."""
        return self.ranged("moveTo", name, self._moved(self._controls_inserted(xml), "moveTo", "ins"))

    def inserted_runs(self, content: str) -> str:
        """A paragraph's content as inserted, the paragraph itself being there already."""
        return self._runs(self._controls_inserted(content), "ins")

    def deleted_runs(self, content: str) -> str:
        """A paragraph's content as deleted, the paragraph itself staying."""
        return self._runs(settled(without_bookmarks(content)), "del")

    def formatted(self, properties: str, former: str, name: str) -> str:
        """Properties (`pPr`, `tcPr`, `trPr`) with the `former` ones noted at their end; both without their own tags."""
        return f"{properties}<w:{name}Change {self.attributes}><w:{name}>{former}</w:{name}></w:{name}Change>"

    def control(self, tags: str) -> str:
        """The start or the end of a new control: Word tracks each as a range of its own."""
        start = f"<w:customXmlInsRangeStart {self.attributes.replace('?', '?+', 1)}/>"
        return f'{start}{tags}<w:customXmlInsRangeEnd w:id="?-"/>'

    def _controls_inserted(self, xml: str) -> str:
        return _CONTROLS.sub(lambda found: self.control(found[0]), xml) if "<w:sdt>" in xml else xml

    def _runs(self, xml: str, name: str) -> str:
        return _RUNS.sub(lambda found: self.wrapped(name, found[0]), xml)

    def _whole(self, xml: str, runs: str, mark: str) -> str:
        marked = self._runs(xml, runs).replace("</w:pPr>", f"<w:rPr>{self.mark(runs)}</w:rPr></w:pPr>")
        return self._rows(marked, mark)

    def _rows(self, xml: str, mark: str) -> str:
        if "<w:tr>" not in xml:
            return xml
        # A row's properties hold one besides the mark (CT_TrPrBase); this one says what is so anyway.
        filled = xml.replace("<w:tr><w:tc>", '<w:tr><w:trPr><w:cantSplit w:val="off"/></w:trPr><w:tc>')
        return filled.replace("</w:trPr>", f"{self.mark(mark)}</w:trPr>")

    def _moved(self, xml: str, move: str, table: str) -> str:
        """Paragraphs as moved, tables as deleted or inserted."""
        return "".join(
            self._whole(part, table, table) if part.startswith("<w:tbl>") else self._whole(part, move, table)
            for part in parts(xml)
        )

    def ranged(self, move: str, name: str, xml: str) -> str:
        """Marked paragraphs and tables as one place of the move `name`.

        The range begins in its first paragraph, as Word writes it, or before its first table.
        """
        key = attribute(f"?{move}:{name}")
        start = f'<w:{move}RangeStart {self.attributes.replace("?", key, 1)} w:name="{attribute(name)}"/>'
        end = f'<w:{move}RangeEnd w:id="{key}"/>'
        if xml.startswith("<w:p>"):
            head, properties, rest = xml.partition("</w:pPr>")
            return f"{head}{properties}{start}{rest}{end}"
        return start + xml + end


def deleted_text(runs: str) -> str:
    """Runs with their text under the name that deleted text has."""
    for shown, deleted in _NAMES:
        runs = runs.replace(shown, deleted)
    return runs


def settled(xml: str) -> str:
    """`xml` with the content of its controls, and the results of its fields, in their place.

    A control would stay behind as an empty frame, and a deleted number would be counted with those that stay.
    """
    xml = _FIELD_RUN.sub("", xml) if "<w:fldChar" in xml else xml
    return _CONTROLS.sub("", xml) if "<w:sdt>" in xml else xml


def without_bookmarks(xml: str, keep: Callable[[str], bool] = lambda name: False) -> str:
    """`xml` without the bookmarks whose names `keep` refuses."""
    dropped = {identifier for identifier, name in _BOOKMARK.findall(xml) if not keep(name)}
    for identifier in dropped:
        xml = re.sub(f'<w:bookmark(?:Start w:id="{identifier}" w:name="[^"]*"|End w:id="{identifier}")/>', "", xml)
    return xml


def parts(xml: str) -> list[str]:
    """What stands side by side at the top: tables one by one, and whatever stands between them."""
    found: list[str] = []
    depth = start = 0
    for match in _NESTED.finditer(xml):
        if match[0] == "<w:tbl>":
            if depth == 0 and match.start() > start:
                found.append(xml[start : match.start()])
            start = match.start() if depth == 0 else start
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                found.append(xml[start : match.end()])
                start = match.end()
    return [*found, xml[start:]] if start < len(xml) else found


def numbered(xml: str, first: int) -> tuple[str, int]:
    """`xml` with an id from `first` on for every mark that waits for one, and the next id.

    Both ends of a move carry one key and so get one id; the start of a control's range (`?+`) and the end that follows
    it (`?-`) do too.
    """
    following = first
    keys: dict[str, int] = {}

    def give(found: re.Match[str]) -> str:
        nonlocal following
        key = found[1]
        if key == "-":
            return f'w:id="{keys["+"]}"'
        if key and key != "+" and key in keys:
            return f'w:id="{keys[key]}"'
        if key:
            keys[key] = following
        following += 1
        return f'w:id="{following - 1}"'

    return _NUMBER.sub(give, xml), following
