"""Series of markers: what comes after `가.`, `1)` or `①`."""

from __future__ import annotations

from regdocs.document.block import Marker

_HANGUL = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호"


def marker_text(first: str, ordinal: int) -> str:
    """The `ordinal`-th marker (from 1) of the series that starts with `first`: `가.` → `나.`, `1)` → `2)`, `①` → `②`."""
    if first == Marker.NUMBER_CIRCLE.value:
        return chr(ord("①") + ordinal - 1) if ordinal <= 20 else f"({ordinal})"
    if first == Marker.HANGUL_CIRCLE.value:
        return chr(ord("㉮") + ordinal - 1) if ordinal <= 14 else f"({_HANGUL[ordinal - 1]})"
    if "가" in first:
        return first.replace("가", _HANGUL[(ordinal - 1) % len(_HANGUL)])
    return first.replace("1", str(ordinal), 1)
