"""The reference list: CSL-JSON items set in Vancouver style by a citation processor."""

from __future__ import annotations

import html
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from regdocs.document.inline import Inline, Style, Styled, Text

_STYLE = Path(__file__).with_name("vancouver.csl")
_ITALIC = re.compile(r"<i>(.*?)</i>")


def entries(references: Sequence[Mapping[str, Any]]) -> Callable[[str], tuple[Inline, ...] | None]:
    """A function that gives the list entry of a key, or None where no reference has that key.

    The citation processor is only loaded once an entry is asked for.
    """
    known = {str(reference["id"]): reference for reference in references}
    made: dict[str, tuple[Inline, ...]] = {}

    def entry(key: str) -> tuple[Inline, ...] | None:
        if key not in known:
            return None
        if not made:
            made.update(_set(list(known.values())))
        return made[key]

    return entry


def _set(references: list[Mapping[str, Any]]) -> dict[str, tuple[Inline, ...]]:
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings():
        # The processor warns of CSL-JSON fields that it has no use for.
        warnings.simplefilter("ignore")
        source = CiteProcJSON([{**reference, "id": f"r{index}"} for index, reference in enumerate(references)])
        style = CitationStylesStyle(str(_STYLE), validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.html)
        for key in source:
            bibliography.register(Citation([CitationItem(key)]))
        texts = [str(item) for item in bibliography.bibliography()]
        # The processor lower-cases keys and may reorder; its own keys say which text is whose.
        keys = [str(references[int(key[1:])]["id"]) for key in bibliography.keys]
    return {key: _inlines(text) for key, text in zip(keys, texts, strict=True)}


def _inlines(text: str) -> tuple[Inline, ...]:
    text = re.sub(r"\.\.+", ".", text.strip())
    inlines: list[Inline] = []
    position = 0
    for match in _ITALIC.finditer(text):
        inlines += [Text(html.unescape(text[position : match.start()]))] if match.start() > position else []
        inlines.append(Styled(Style.EMPHASIS, (Text(html.unescape(match[1])),)))
        position = match.end()
    return (*inlines, Text(html.unescape(text[position:]))) if position < len(text) else tuple(inlines)
