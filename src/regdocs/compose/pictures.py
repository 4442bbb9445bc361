"""Pictures drawn from data: figures that name one get its alternative text, and its SVG is kept for the writers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from regdocs.compose.inlines import plain
from regdocs.compose.lineage import Register, Value
from regdocs.compose.tree import Heading, Piece
from regdocs.document.block import Block, Box, Figure, Item, ItemList, Landscape
from regdocs.drawing.catalogue import PREFIX, UnknownPicture, draw
from regdocs.drawing.svg import Absent, Drawing, Look
from regdocs.language import Bilingual, Language
from regdocs.study.study import Study
from regdocs.submission.path import resolve
from regdocs.template_set.style import Style

_POINTS_PER_MILLIMETRE = 72 / 25.4
_HIGHEST = 0.72
"""How much of the text's height a picture may take; Word documents shrink what is higher, to keep its caption beside it."""


class Pictures:
    """The pictures of one document; `drawn` holds the SVG of each that was asked for, by the figure's resource."""

    def __init__(
        self, study: Study, language: Language, style: Style, absent: Callable[[Value], None], register: Register
    ) -> None:
        self.drawn: dict[str, bytes] = {}
        self._study, self._language, self._absent, self._register = study, language, absent, register
        page = style.page
        # Whole points, a little less than the page has: type is never set smaller than it was drawn.
        width = int((page.width - page.left - page.right) * _POINTS_PER_MILLIMETRE)
        height = int((page.height - page.top - page.bottom) * _POINTS_PER_MILLIMETRE * _HIGHEST)
        self._look = Look(float(width), float(height), *(font.family for font in style.print_fonts[:1]))
        self._known: dict[str, Drawing | Absent | UnknownPicture] = {}

    def drawable(self, *names: str | Value) -> bool:
        """Whether the study has what a picture shows; templates ask before they place one: `drawable("stability", id)`."""
        return isinstance(self._drawing("/".join(str(_bare(name)) for name in names)), Drawing)

    def placed(self, pieces: Sequence[Piece]) -> list[Piece]:
        """The pieces, each drawn figure with the alternative text of its picture where nobody wrote one.

        What can't be drawn is left as it is, so that it is found missing like any other figure.
        """
        return [piece if isinstance(piece, Heading) else self._block(piece) for piece in pieces]

    def _block(self, block: Block) -> Block:
        match block:
            case Figure() if block.resource.startswith(PREFIX):
                return self._figure(block)
            case Box() | Landscape():
                return msgspec.structs.replace(block, blocks=tuple(map(self._block, block.blocks)))
            case ItemList():
                items = tuple(Item(tuple(map(self._block, item.blocks))) for item in block.items)
                return msgspec.structs.replace(block, items=items)
        return block

    def _figure(self, figure: Figure) -> Figure:
        drawing = self._drawing(figure.resource.removeprefix(PREFIX))
        if isinstance(drawing, Absent):
            self._absent(Value(None, (drawing.path,)))
        if not isinstance(drawing, Drawing):
            return figure
        self.drawn[figure.resource] = drawing.svg.encode()
        self._register.untranslated |= {path: None for path in drawing.paths if self._untranslated(path)}
        written = figure.alt not in ("", plain(figure.caption))
        alternative = figure.alt if written else drawing.alternative
        return msgspec.structs.replace(figure, alt=alternative, sources=tuple(dict.fromkeys(drawing.paths)))

    def _untranslated(self, path: str) -> bool:
        text = resolve(self._study, path)
        return isinstance(text, Bilingual) and not text.written_in(self._language)

    def _drawing(self, name: str) -> Drawing | Absent | UnknownPicture:
        if name not in self._known:
            try:
                self._known[name] = draw(name, self._study, self._language, self._look)
            except (Absent, UnknownPicture) as reason:
                self._known[name] = reason
        return self._known[name]


def _bare(name: str | Value) -> object:
    return name._raw if isinstance(name, Value) else name
