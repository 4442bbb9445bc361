"""Paragraphs and tables of both revisions as one: the drawings of the two, merged and marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from regdocs.formats.docx.merge import merged, parted, text_of
from regdocs.formats.docx.revision import Revisions, parts, settled, without_bookmarks
from regdocs.formats.docx.xml import paragraph, split_paragraph
from regdocs.review.align import Member, align
from regdocs.review.change import CellPair, RowPair, Span
from regdocs.review.redline.notes import NotePart
from regdocs.review.redline.texts import compared, stretches
from regdocs.review.words import vocabulary

SPACER = paragraph("Spacer", "")
_PARAGRAPH_END = "</w:p>"
_ROW = re.compile(r"<w:tr>.*?</w:tr>", re.DOTALL)
_CELL = re.compile(r"<w:tc><w:tcPr>(.*?)</w:tcPr>(<w:p>.*?</w:p>)</w:tc>", re.DOTALL)
_ROW_PROPERTIES = re.compile(r"<w:trPr>(.*?)</w:trPr>")
_GRID = re.compile(r"<w:tblGrid>.*?</w:tblGrid>")
_SPAN = re.compile(r'<w:gridSpan w:val="(\d+)"/>')
_MERGE = re.compile(r'<w:vMerge w:val="\w+"/>')
_WIDTH = re.compile(r'<w:tcW w:w="\d+" w:type="dxa"/>')
_CONTROL_ID = re.compile(r'<w:id w:val="\d+"/>')
_GENERATED = "<w:docPartObj>"
"""In a generated list, whose paragraphs stand in a control around them all."""
_STYLE = re.compile(r'<w:pStyle w:val="(\w+)"/>')


@dataclass(frozen=True, slots=True)
class Pieces:
    """Merges and marks what was drawn; `names` are the bookmarks of the new revision, which deleted text leaves to it."""

    revisions: Revisions
    notes: NotePart
    names: frozenset[str]

    def inserted(self, xml: str) -> str:
        """Whole paragraphs and tables as inserted."""
        return self.revisions.inserted(self.notes.all_inserted(xml))

    def deleted(self, xml: str) -> str:
        """Whole paragraphs and tables as deleted."""
        return self.revisions.deleted(self.notes.all_deleted(xml), self._free)

    def moved_from(self, xml: str, name: str, now: Sequence[str] = ()) -> str:
        """Paragraphs where the move `name` began; `now` is what they say at its end, where that is something else."""
        xml = self.notes.all_deleted(xml)
        if not now or _GENERATED in xml:
            return self.revisions.moved_from(xml, name, self._free)
        bare = settled(without_bookmarks(xml, self._free))
        return self.revisions.ranged("moveFrom", name, self._parted(bare, now, "moveFrom", "del"))

    def moved_to(self, xml: str, name: str, was: Sequence[str] = ()) -> str:
        """Paragraphs where the move `name` has put them; `was` is what they said before, where that was something else."""
        xml = self.notes.all_inserted(xml)
        if not was or _GENERATED in xml:
            return self.revisions.moved_to(xml, name)
        return self.revisions.ranged("moveTo", name, self._parted(xml, was, "moveTo", "ins"))

    def _parted(self, xml: str, others: Sequence[str], kept: str, changed: str) -> str:
        """Paragraphs with what the other place says too as `kept`, the rest as `changed`.

        LibreOffice loses deletions inside what has moved, so each word stands at one of the two places only.
        """
        found: list[str] = []
        paragraphs = [split_paragraph(each) for each in split_paragraphs(xml)]
        texts = [text_of(content) for _, content in paragraphs]
        partners = dict(align(_members(texts), _members(others)))
        for index, (properties, content) in enumerate(paragraphs):
            partner = partners.get(index)
            mark = self.revisions.mark(changed if partner is None else kept)
            same = [] if partner is None else [each[:2] for each in compared(texts[index], others[partner])]
            runs = parted(content, same, kept, changed, self.revisions)
            found.append(f"<w:p><w:pPr>{properties}<w:rPr>{mark}</w:rPr></w:pPr>{runs}</w:p>")
        return "".join(found)

    def _free(self, bookmark: str) -> bool:
        return bookmark not in self.names

    def paragraph(self, old: str, new: str, spans: Sequence[Span] = (), last: bool = False) -> str:
        """One paragraph of two; `spans` compare their text.

        One whose look and first word both changed is deleted and inserted anew: LibreOffice saves only one of two
        changes that begin together. The `last` one of a cell or a header can't be.
        """
        (before, old_content), (after, new_content) = split_paragraph(old), split_paragraph(new)
        if (
            before != after
            and not last
            and not all(same for same, _, _ in stretches(old_content, new_content, spans)[:1])
        ):
            return self.deleted(old) + self.inserted(new)
        content = self.content(old_content, new_content, spans)
        properties = after if before == after else self.revisions.formatted(after, before, "pPr")
        return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"

    def content(self, old: str, new: str, spans: Sequence[Span] = ()) -> str:
        """One paragraph's content of two."""
        if _CONTROL_ID.sub("", old) == _CONTROL_ID.sub("", new) and "<w:footnoteReference" not in new:
            return new
        return merged(old, new, stretches(old, new, spans), self.revisions, self.notes)

    def alike(self, old: str, new: str, spans: Sequence[Span] = (), ending: bool = False) -> str:
        """Paragraphs and tables of two drawings, paired in order by their styles; `spans` compare the last pair's text.

        With `ending` the last paragraphs are a pair whatever their styles: that of a header can't be deleted.
        """
        before, after = _split(old), _split(new)
        if before and after and (ending or _kind(before[-1]) == _kind(after[-1]) != "table"):
            head = self._in_order(before[:-1], after[:-1])
            return head + self.paragraph(before[-1], after[-1], spans, last=ending)
        return self._in_order(before, after)

    def _in_order(self, before: Sequence[str], after: Sequence[str]) -> str:
        found: list[str] = []
        matcher = SequenceMatcher(
            None, [_kind(each) for each in before], [_kind(each) for each in after], autojunk=False
        )
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            if tag == "equal":
                found += [self._pair(a, b) for a, b in zip(before[i1:i2], after[j1:j2], strict=True)]
            else:
                found += [self.deleted(each) for each in before[i1:i2]] + [self.inserted(each) for each in after[j1:j2]]
        return "".join(found)

    def _pair(self, old: str, new: str) -> str:
        if new.startswith("<w:tbl>"):
            return self.table(old, new, ()) or self.deleted(old) + SPACER + self.inserted(new)
        return self.paragraph(old, new)

    def table(self, old: str, new: str, rows: Sequence[RowPair]) -> str:
        """One table of two, "" where their columns differ: these can't be tracked. `rows` pair the rows."""
        old_rows, new_rows = _ROW.findall(old), _ROW.findall(new)
        if _columns(old) != _columns(new) or not old_rows or not new_rows:
            return ""
        head = new[: new.index("<w:tr>")]
        if not rows and len(old_rows) != len(new_rows):
            return ""
        drawn = self._rows(old_rows, new_rows, rows) if rows else self._side_by_side(old_rows, new_rows)
        return f"{head}{drawn}</w:tbl>"

    def _side_by_side(self, old: Iterable[str], new: Iterable[str]) -> str:
        return "".join(self._row(before, after, {}) for before, after in zip(old, new, strict=True))

    def _rows(self, old: Sequence[str], new: Sequence[str], pairs: Sequence[RowPair]) -> str:
        before, after = iter(old), iter(new)
        found: list[str] = []
        for pair in pairs:
            first = next(before) if pair.old is not None else ""
            second = next(after) if pair.new is not None else ""
            if first and second:
                found.append(self._row(first, second, _spans(pair.cells)))
            else:
                found.append(self.deleted(first) if first else self.inserted(second))
        return "".join(found)

    def _row(self, old: str, new: str, spans: Mapping[int, Sequence[Span]]) -> str:
        """One row of two; a row whose cells are merged otherwise is deleted and inserted anew."""
        if _CONTROL_ID.sub("", old) == _CONTROL_ID.sub("", new) and "<w:footnoteReference" not in new:
            return new
        old_cells, new_cells = _CELL.findall(old), _CELL.findall(new)
        if [_geometry(cell) for cell, _ in old_cells] != [_geometry(cell) for cell, _ in new_cells]:
            return self.deleted(old) + self.inserted(new)
        column = 0
        cells: list[str] = []
        for (old_properties, old_text), (new_properties, new_text) in zip(old_cells, new_cells, strict=True):
            text = self.paragraph(old_text, new_text, spans.get(column, ()), last=True)
            cells.append(f"<w:tc><w:tcPr>{self._cell(old_properties, new_properties)}</w:tcPr>{text}</w:tc>")
            column += _geometry(new_properties)[0]
        return f"<w:tr>{self._row_properties(old, new)}{''.join(cells)}</w:tr>"

    def _cell(self, old: str, new: str) -> str:
        same = _WIDTH.sub("", old) == _WIDTH.sub("", new)
        return new if same else self.revisions.formatted(new, old, "tcPr")

    def _row_properties(self, old: str, new: str) -> str:
        """What a header row is, is tracked; whether a row may break over pages follows from its text."""
        before, after = _ROW_PROPERTIES.search(old), _ROW_PROPERTIES.search(new)
        if not before or not after:
            return after[0] if after else ""
        if ("<w:tblHeader/>" in before[1]) == ("<w:tblHeader/>" in after[1]):
            return after[0]
        return f"<w:trPr>{self.revisions.formatted(after[1], before[1], 'trPr')}</w:trPr>"


def _members(texts: Iterable[str]) -> list[Member]:
    return [Member(text, vocabulary(text)) for text in texts]


def one_sided_end(xml: str) -> bool:
    """Whether the last paragraph stands on one side only: then its end, being that of what holds it, couldn't go."""
    start = xml.rfind("<w:p>")
    if start < 0 or not xml[start:].endswith((_PARAGRAPH_END, "RangeEnd/>", '"/>')):
        return False
    properties, _ = split_paragraph(xml[start:])
    return re.search(r"<w:rPr><w:(?:ins|del|moveFrom|moveTo) ", properties) is not None


def split_paragraphs(xml: str) -> list[str]:
    """Paragraphs that stand side by side."""
    return [each + _PARAGRAPH_END for each in xml.split(_PARAGRAPH_END)[:-1]]


def _split(xml: str) -> list[str]:
    found: list[str] = []
    for part in parts(xml):
        found += [part] if part.startswith("<w:tbl>") else split_paragraphs(part)
    return found


def _kind(xml: str) -> str:
    style = _STYLE.search(xml)
    return "table" if xml.startswith("<w:tbl>") or style is None else style[1]


def _columns(table: str) -> int:
    grid = _GRID.search(table)
    return grid[0].count("<w:gridCol") if grid else 0


def _geometry(properties: str) -> tuple[int, str]:
    span, merge = _SPAN.search(properties), _MERGE.search(properties)
    return int(span[1]) if span else 1, merge[0] if merge else ""


def _spans(cells: Sequence[CellPair]) -> dict[int, Sequence[Span]]:
    return {cell.new_column: cell.spans for cell in cells if cell.old is not None and cell.new is not None}
