"""Sentences in Markdown prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"[.?!](?=[\s\[*)]|$)|\n(?=\s*(?:\n|[-*+#|]|\d+[.)]\s))")


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences, list items and table rows of a text, each with the offset at which it begins."""
    start = 0
    for found in _END.finditer(text):
        yield start, text[start : found.end()]
        start = found.end()
    yield start, text[start:]


def sentence_at(text: str, offset: int) -> tuple[str, int]:
    """The sentence that holds the character at `offset`, and where it begins; none goes beyond its paragraph."""
    before = text[:offset].rpartition("\n\n")[2]
    paragraph = before + text[offset:].partition("\n\n")[0]
    start, sentence = next(each for each in sentences(paragraph) if len(before) < each[0] + len(each[1]))
    return sentence, offset - len(before) + start
