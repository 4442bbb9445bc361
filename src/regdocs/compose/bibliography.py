"""The reference list: CSL-JSON items set in Vancouver style by a citation processor."""

from __future__ import annotations

import html
import json
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from regdocs.document.inline import Inline, Style, Styled, Text
from regdocs.submission.references_csl import DATE, NAMES, TEXTS

_STYLE = Path(__file__).with_name("vancouver.csl")
_SET_OFF = re.compile(r"<(i|b|sub|sup)>(.*?)</\1>")
_STYLES = {"i": Style.EMPHASIS, "b": Style.STRONG, "sub": Style.SUBSCRIPT, "sup": Style.SUPERSCRIPT}
_TAG = re.compile(r"</?(?:i|b|sub|sup|sc|span)\b[^<>]*>")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


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
            made.update(_set(json.dumps(list(known.values()), ensure_ascii=False)))
        return made[key]

    return entry


@lru_cache(maxsize=8)
def _set(json_items: str) -> dict[str, tuple[Inline, ...]]:
    """The list entries by key; the documents of a filing share them."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    references = json.loads(json_items)
    with warnings.catch_warnings():
        # The processor warns of CSL-JSON fields that it has no use for.
        warnings.simplefilter("ignore")
        source = CiteProcJSON(
            [{**_printed(reference), "id": f"r{index}"} for index, reference in enumerate(references)]
        )
        style = CitationStylesStyle(str(_STYLE), validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.html)
        for key in source:
            bibliography.register(Citation([CitationItem(key)]))
        texts = [str(item) for item in bibliography.bibliography()]
        # The processor lower-cases keys and may reorder; its own keys say which text is whose.
        keys = [str(references[int(key[1:])]["id"]) for key in bibliography.keys]
    return {key: _inlines(text) for key, text in zip(keys, texts, strict=True)}


def _printed(reference: Mapping[str, Any]) -> dict[str, Any]:
    """What is printed of a reference, with names as the list gives them; the processor trips over some of the rest."""
    found = {"type": "document"} | {
        name: reference[name] for name in (*TEXTS, DATE) if reference.get(name) not in (None, "", {})
    }
    date = found.get(DATE, {})
    if not date.get("date-parts") and "raw" in date:
        found[DATE] = {"literal": date["raw"]}
    for name in NAMES:
        people = [_name(person) for person in reference.get(name) or ()]
        found |= {name: people} if people else {}
    return found


def _name(person: Mapping[str, Any]) -> dict[str, str]:
    """Family name and initials; a Korean, Chinese or Japanese name in its own letters is written whole, in one."""
    particle = person.get("non-dropping-particle") or person.get("dropping-particle") or ""
    family, given = (str(person.get(name) or "") for name in ("family", "given"))
    if person.get("literal") or not family:
        return {"literal": str(person.get("literal") or given)}
    if _EAST_ASIAN.match(family) and (not given or _EAST_ASIAN.match(given)):
        return {"literal": f"{family}{given}"}
    named = {
        "family": f"{particle} {family}".strip(),
        "given": _initials(given),
        "suffix": str(person.get("suffix") or ""),
    }
    return {part: text for part, text in named.items() if text}


def _initials(given: str) -> str:
    """`Chul-Soo`, `C.-S.`, `C S` and `CS` all are CS."""
    parts = re.findall(r"[^\s.\-‐‑]+", given)
    return "".join(part if part.isupper() and len(part) <= 3 else part[0].upper() for part in parts)


def _inlines(text: str) -> tuple[Inline, ...]:
    text = re.sub(r"([.?!])\.+", r"\1", text.strip())
    inlines: list[Inline] = []
    position = 0
    for match in _SET_OFF.finditer(text):
        inlines += _text(text[position : match.start()])
        inlines.append(Styled(_STYLES[match[1]], tuple(_text(match[2]))))
        position = match.end()
    return (*inlines, *_text(text[position:]))


def _text(text: str) -> list[Inline]:
    """What stands between the styled pieces, without tags that no style of ours is for."""
    plain = html.unescape(_TAG.sub("", text))
    return [Text(plain)] if plain else []
