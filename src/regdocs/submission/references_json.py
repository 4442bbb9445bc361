"""CSL-JSON: the items of a list as Zotero and others export it, each with its line."""

from __future__ import annotations

import json
import re
from typing import Any

from regdocs.finding import Finding, Place
from regdocs.submission.encoding import position
from regdocs.submission.problem import Words, problem
from regdocs.submission.references_csl import Placed

_BLANK = re.compile(r"[ \t\n]*")


def read(text: str, file: str) -> tuple[list[Placed], list[Finding]]:
    """The items of the list with their places; nothing but a finding where the text is no list."""
    try:
        return _items(text, file), []
    except _Malformed as error:
        return [], [error.finding]


class _Malformed(Exception):
    def __init__(self, finding: Finding) -> None:
        self.finding = finding


def _items(text: str, file: str) -> list[Placed]:
    """The items with their places: read one by one, since the decoder tells no positions."""
    offset = _after_blank(text, 0)
    if not text.startswith("[", offset):
        raise _malformed(text, offset, file, ("`[`로 시작하는 목록이 아님", "not a list that begins with `[`"))
    offset = _after_blank(text, offset + 1)
    items: list[Placed] = []
    closed = text.startswith("]", offset)
    while not closed:
        value, end = _decode(text, offset, file)
        items.append((value, Place(file, *position(text, offset))))
        offset = _after_blank(text, end)
        closed = text.startswith("]", offset)
        if not closed:
            if not text.startswith(",", offset):
                raise _malformed(text, offset, file, ("`,`나 `]`가 와야 함", "`,` or `]` is expected"))
            offset = _after_blank(text, offset + 1)
    if _after_blank(text, offset + 1) != len(text):
        raise _malformed(text, _after_blank(text, offset + 1), file, ("목록 뒤에 남은 글", "text after the list"))
    return items


def _decode(text: str, offset: int, file: str) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, offset)
    except json.JSONDecodeError as error:
        raise _malformed(text, error.pos, file, _JSON.get(error.msg, _OTHER)) from None
    except (ValueError, RecursionError):
        raise _malformed(text, offset, file, _OTHER) from None


def _after_blank(text: str, offset: int) -> int:
    match = _BLANK.match(text, offset)
    return match.end() if match else offset


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


_DECODER = json.JSONDecoder(object_pairs_hook=_without_repeats, parse_constant=_refuse_constant)
_OTHER: Words = ("JSON으로 읽을 수 없는 항목", "the item can't be read as JSON")
_JSON: dict[str, Words] = {
    "Expecting value": ("값이 와야 함", "a value is expected"),
    "Expecting property name enclosed in double quotes": (
        "큰따옴표로 감싼 이름이 와야 함",
        "a name in double quotes is expected",
    ),
    "Expecting ',' delimiter": ("`,`가 와야 함", "`,` is expected"),
    "Expecting ':' delimiter": ("`:`가 와야 함", "`:` is expected"),
    "Unterminated string starting at": ("큰따옴표가 닫히지 않음", "a double quote is never closed"),
    "Invalid control character at": ("글 안에 줄바꿈이나 탭이 있음", "a line break or tab inside a text"),
    "Illegal trailing comma before end of object": ("마지막 항목 뒤의 `,`", "a comma after the last entry"),
    "Illegal trailing comma before end of array": ("마지막 항목 뒤의 `,`", "a comma after the last entry"),
}


def _malformed(text: str, offset: int, file: str, message: Words) -> _Malformed:
    remedy = (
        "서지 관리 프로그램에서 CSL-JSON으로 다시 내보내십시오",
        "export the list again as CSL-JSON from your reference manager",
    )
    return _Malformed(problem("references", Place(file, *position(text, offset)), message, remedy))
