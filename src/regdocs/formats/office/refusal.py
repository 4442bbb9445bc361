"""What can't be drawn in a file: errors that name the place in the tree."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import msgspec

from regdocs.document.document import Document, Section
from regdocs.finding import Finding, Place, RenderingError, Severity
from regdocs.formats.office.escaping import CONTROL
from regdocs.language import Bilingual

_SUSPICIOUS = re.compile(rb"\\[bfu]|\x7f|\xc2[\x80-\x9f]|\xef\xbf[\xbe\xbf]")
"""What forbidden characters look like in JSON; some that are allowed look so too."""


def refusal(rule: str, message: Bilingual, place: Place, remedy: Bilingual | None = None) -> RenderingError:
    """An error of one finding."""
    return RenderingError([Finding(f"render.{rule}", Severity.ERROR, message, place, remedy)])


def refuse_illegal_characters(document: Document) -> None:
    """Raises RenderingError where text of `document` holds characters that XML forbids, with a finding for each."""
    try:
        suspicious = _SUSPICIOUS.search(msgspec.json.encode(document)) is not None
    except UnicodeEncodeError:
        suspicious = True
    if suspicious:
        findings = [_illegal_finding(document, *found) for found in _illegal(document)]
        if findings:
            raise RenderingError(findings)


def _illegal(document: Document) -> Iterator[tuple[str, str, str, str | None]]:
    """Character, the text around it, section id and source file of every text that holds a forbidden character."""
    frame = msgspec.structs.replace(document, sections=())
    sources: list[tuple[str, str | None, Document | Section]] = [("", None, frame)]
    sources += [(part.id, part.source or None, msgspec.structs.replace(part, sections=())) for part in document.walk()]
    for section, source, part in sources:
        for text in _texts(msgspec.to_builtins(part)):
            found = CONTROL.search(text)
            if found:
                around = text[max(0, found.start() - 20) : found.end() + 20]
                yield found[0], CONTROL.sub("\ufffd", around), section, source


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def _illegal_finding(document: Document, character: str, around: str, section: str, source: str | None) -> Finding:
    name = f"U+{ord(character):04X} ({unicodedata.category(character)})"
    return Finding(
        "render.control-character",
        Severity.ERROR,
        Bilingual(
            f"Word 파일에 넣을 수 없는 문자 {name}: 「{around}」",
            f'character {name} can\'t stand in a Word file: "{around}"',
        ),
        Place(file=source, document=document.id, section=section or None),
        Bilingual("이 문자를 지우거나 바꾸십시오.", "Delete or replace this character."),
    )
