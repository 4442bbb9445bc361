"""Links from one paper of the packet to another: laid over the words that name it, where its page shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from regdocs.packet.built import Built
from regdocs.packet.front import Numbers
from regdocs.packet.mentions import Mention, Names, bare
from regdocs.packet.plan import Item, Plan

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""

_AROUND = (24, 8)
"""Characters beside a mention that tell it from others, where the page doesn't show its line in one piece."""
_HYPHENS = {0x02: "-", 0xFFFE: "-"}
"""PDFium's signs for a hyphen at which a line ends."""
_PRINT = 4


def link(pdf: pikepdf.Pdf, plan: Plan, numbers: Numbers) -> None:
    """Link every mention of another paper in the generated documents of the merged file to the page that it means.

    Their PDFs stay as they are; on scans of signed originals nothing is looked for.
    """
    names = Names(plan)
    places = {**numbers.items, **numbers.parts}
    pages = [page.obj for page in pdf.pages]
    for item in (item for part in plan.parts for item in part.printed):
        start = numbers.items[item.key] - 1
        mentions = list(names.mentions(item.tree)) if item.tree is not None else []
        for page, box, mention in _found(item, mentions):
            target = places[mention.place] + mention.page - 2
            if target < len(pages):
                _draw(pdf, pages[start + page], box, pages[target])


def _draw(pdf: pikepdf.Pdf, page: pikepdf.Object, box: Box, target: pikepdf.Object) -> None:
    annotation = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([round(side, 2) for side in box]), Border=Array([0, 0, 0]),
        F=_PRINT, Dest=Array([target, Name.Fit]),
    )  # fmt: skip
    if "/Annots" not in page:
        page.Annots = Array()
    page.Annots.append(pdf.make_indirect(annotation))


def _found(item: Item, mentions: Sequence[Mention]) -> Iterator[tuple[int, Box, Mention]]:
    """Each mention's page (from 0, in its own file) and boxes, one for each line that it runs over."""
    if not mentions or item.printed is None:
        return
    ranges = _ranges(item.built) if item.built else {}
    with _Shown(item.printed) as shown:
        for mention in mentions:
            for page in ranges.get(mention.section, range(item.pages)):
                boxes = shown.boxes(page, mention)
                yield from ((page, box, mention) for box in boxes)
                if boxes:
                    break


def _ranges(built: Built) -> dict[str, range]:
    """The pages (from 0) on which a section's own blocks may stand: from its first to that of the section after it."""
    begins = [("", 1), *((each.id, each.page) for each in built.record.sections if each.page is not None)]
    ends = [*(page for _, page in begins[1:]), built.pages]
    return {section: range(page - 1, max(page, end)) for (section, page), end in zip(begins, ends, strict=True)}


def _contexts(mention: Mention) -> Iterator[tuple[int, int]]:
    """How many characters before and after a mention to look for together with it: its whole line, then less."""
    before, after = mention.start, len(mention.line) - mention.end
    yield before, after
    for most in _AROUND:
        yield min(before, most), min(after, most)


class _Shown:
    """What the pages of one PDF show."""

    def __init__(self, path: Path) -> None:
        import pypdfium2

        self.pdf = pypdfium2.PdfDocument(path)
        self.texts: dict[int, tuple[Any, str, list[int]]] = {}

    def __enter__(self) -> _Shown:
        return self

    def __exit__(self, *_: object) -> None:
        for text in self.texts.values():
            text[0].close()
        self.pdf.close()

    def boxes(self, page: int, mention: Mention) -> list[Box]:
        """Where the page shows the mention; nothing where it doesn't."""
        text_page, text, indices = self._text(page)
        for before, after in _contexts(mention):
            context = mention.line[mention.start - before : mention.end + after]
            if (at := text.find(context)) >= 0:
                first, last = indices[at + before], indices[at + before + mention.end - mention.start - 1]
                count = text_page.count_rects(first, last - first + 1)
                return [text_page.get_rect(index) for index in range(count)]
        return []

    def _text(self, page: int) -> tuple[Any, str, list[int]]:
        """A page's text page, its bare text, and the index of each of its characters."""
        import pypdfium2.raw as pdfium

        if page not in self.texts:
            text_page = self.pdf[page].get_textpage()
            shown: list[tuple[str, int]] = []
            for index in range(text_page.count_chars()):
                character = pdfium.FPDFText_GetUnicode(text_page.raw, index)
                shown += [(each, index) for each in bare(_HYPHENS.get(character, chr(character)))]
            characters, indices = "".join(each for each, _ in shown), [index for _, index in shown]
            self.texts[page] = text_page, characters, indices
        return self.texts[page]
