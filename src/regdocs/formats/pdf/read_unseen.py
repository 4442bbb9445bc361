"""Text of a PDF that nobody sees: in the colour of what it stands on, without ink, covered, or too small to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import c_double, c_float, c_int, c_uint
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

_LIGHT, _DARK = 225, 110
"""Grey levels, of 255: a letter lighter than this may be lost on paper, a surface darker than that may hide one."""
_LEAST_INK = 40
"""Of 255: what is less opaque is nearly no ink."""
_LEAST_CONTRAST = 20
"""Grey levels between the darkest and the lightest point of a word that somebody can see."""
_UNREADABLE = 2.0
"""Points: letters of this height are there for nobody to see."""
_SMALL = 4.0
"""Points: what is narrower hides no word."""
_SCALE = 1.0
"""Pixels for each point: enough for thin strokes to leave a mark."""
_MOST_OBJECTS = 200_000
_DEEPEST = 5
_WORD = re.compile(r"\w{2,}")


def unseen(page: Any, text_page: Any, text: str) -> frozenset[int]:
    """The positions in `text`, all that the page says, of words that nobody sees.

    What might hide text (light letters, dark surfaces, letters without ink or size) is looked for first; only a page
    that has some of it is drawn, and each of its words looked at.
    """
    if not any(map(_may_hide, _objects(page))):
        return frozenset()
    drawn = _Drawn(page)
    words = (range(*found.span()) for found in _WORD.finditer(text))
    return frozenset(position for word in words if not drawn.shows(text_page, word) for position in word)


def _objects(page: Any) -> Iterator[Any]:
    """What is drawn on a page, and in forms on it; so many at most."""
    waiting = [(pdfium.FPDFPage_GetObject(page.raw, index), 0) for index in range(_count(page))]
    for taken in range(_MOST_OBJECTS):
        if taken >= len(waiting):
            return
        drawn, depth = waiting[taken]
        yield drawn
        if depth < _DEEPEST and pdfium.FPDFPageObj_GetType(drawn) == pdfium.FPDF_PAGEOBJ_FORM:
            count = pdfium.FPDFFormObj_CountObjects(drawn)
            waiting += [(pdfium.FPDFFormObj_GetObject(drawn, index), depth + 1) for index in range(count)]


def _count(page: Any) -> int:
    return int(pdfium.FPDFPage_CountObjects(page.raw))


def _may_hide(drawn: Any) -> bool:
    """Whether something on a page is text that may be lost on it, or a dark surface on which text may be lost."""
    kind = pdfium.FPDFPageObj_GetType(drawn)
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        return _has_no_size(drawn) or _has_no_ink(drawn)
    return bool(kind == pdfium.FPDF_PAGEOBJ_PATH and _is_dark_surface(drawn))


def _has_no_size(text: Any) -> bool:
    size = c_float()
    pdfium.FPDFTextObj_GetFontSize(text, size)
    return size.value <= _UNREADABLE


def _has_no_ink(text: Any) -> bool:
    if pdfium.FPDFTextObj_GetTextRenderMode(text) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
        return True
    darkest, opaque = _ink(text)
    return darkest > _LIGHT or opaque < _LEAST_INK


def _ink(drawn: Any) -> tuple[int, int]:
    """How light the darkest part of a colour is, and how opaque; of 255."""
    red, green, blue, alpha = (c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(drawn, red, green, blue, alpha)
    return min(red.value, green.value, blue.value), alpha.value


def _is_dark_surface(path: Any) -> bool:
    mode, stroked = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(path, mode, stroked)
    if mode.value == pdfium.FPDF_FILLMODE_NONE:
        return False
    left, bottom, right, top = (c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(path, left, bottom, right, top)
    darkest, opaque = _ink(path)
    large = min(right.value - left.value, top.value - bottom.value) > _SMALL
    return large and darkest < _DARK and opaque >= _LEAST_INK


@dataclass
class _Box:
    """Points from the lower left corner of the page."""

    left: float
    right: float
    bottom: float
    top: float


class _Drawn:
    """A page as it is seen, in shades of grey."""

    def __init__(self, page: Any) -> None:
        self._left, self._bottom, _, self._top = page.get_cropbox()
        bitmap = page.render(scale=_SCALE, grayscale=True, rotation=-page.get_rotation() % 360)
        self._width, self._height, self._stride = bitmap.width, bitmap.height, bitmap.stride
        self._pixels = bytes(bitmap.buffer)
        bitmap.close()

    def shows(self, text_page: Any, word: range) -> bool:
        """Whether a word has a size, and leaves a mark where it stands."""
        boxes = [box for index in word if (box := _box(text_page, index)) is not None]
        if not boxes:
            # Signs that the library adds where lines end have no box.
            return True
        whole = _Box(
            min(box.left for box in boxes),
            max(box.right for box in boxes),
            min(box.bottom for box in boxes),
            max(box.top for box in boxes),
        )
        if whole.top - whole.bottom < _UNREADABLE and whole.right - whole.left < _UNREADABLE * len(boxes):
            return False
        return self._contrast(whole) >= _LEAST_CONTRAST

    def _contrast(self, box: _Box) -> int:
        first, last = (int((each - self._left) * _SCALE) for each in (box.left, box.right))
        high, low = (int((self._top - each) * _SCALE) for each in (box.top, box.bottom))
        first, last = max(first - 1, 0), min(last + 2, self._width)
        rows = range(max(high - 1, 0), min(low + 2, self._height))
        lines = [self._pixels[row * self._stride + first : row * self._stride + last] for row in rows]
        lines = [line for line in lines if line]
        return max(map(max, lines)) - min(map(min, lines)) if lines else 0


def _box(text_page: Any, index: int) -> _Box | None:
    left, right, bottom, top = (c_double() for _ in range(4))
    if not pdfium.FPDFText_GetCharBox(text_page.raw, index, left, right, bottom, top):
        return None
    return _Box(left.value, right.value, bottom.value, top.value) if right.value > left.value else None
