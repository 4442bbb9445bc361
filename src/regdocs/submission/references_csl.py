"""What a reference is, whatever file it comes from: an item of CSL-JSON, of which these fields are printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from regdocs.finding import Place
from regdocs.submission.problem import Words

Placed = tuple[Any, Place]
"""What stands for a reference in a file, not yet known to be one, and where it stands."""

NAMES = ("author", "editor")
TEXTS = (
    "type",
    "title",
    "container-title",
    "volume",
    "issue",
    "page",
    "edition",
    "number",
    "publisher",
    "publisher-place",
    "DOI",
    "URL",
)
DATE = "issued"

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_DASHES = re.compile(r"\s*(?:[‐‑‒–—−]+|-+)\s*")
_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?!\d))?(?:[-/.](\d{1,2})(?!\d))?")
_ADDRESS = re.compile(r"https?://\S+")


def item(texts: Mapping[str, str], names: Mapping[str, list[dict[str, str]]], date: str) -> dict[str, Any]:
    """An item of what another format calls its fields; what is empty is left out.

    `date` begins with the year, as `2021`, `2021-03`, `2021/03/15/`; only as much of it as is a number is kept.
    """
    found: dict[str, Any] = {name: " ".join(text.split()) for name, text in texts.items()}
    found["page"] = _DASHES.sub("-", found.get("page", ""))
    found["DOI"] = _DOI.sub("", found.get("DOI", ""), count=1)
    address = _ADDRESS.search(found.get("URL", ""))
    found["URL"] = address[0] if address else ""
    if (match := _DATE.search(date)) is not None:
        parts = [int(part) for part in match.groups() if part]
        found[DATE] = {"date-parts": [parts[: 2 if len(parts) > 2 and not parts[2] else 3]]}
    return {name: value for name, value in (found | dict(names)).items() if value}


def misshapen(item: Mapping[str, Any]) -> tuple[str, Words] | None:
    """The first printed field whose value is of another form than CSL-JSON gives it, and the right form."""
    for name in TEXTS:
        if not isinstance(item.get(name), str | int | None) or isinstance(item.get(name), bool):
            return name, ('예: `"volume": "12"`', 'a text, as in `"volume": "12"`')
    for name in NAMES:
        if not _are_names(item.get(name)):
            return name, (
                '예: `[{"family": "Kim", "given": "C"}]`',
                'a list, as in `[{"family": "Kim", "given": "C"}]`',
            )
    if not _is_date(item.get(DATE)):
        return DATE, ('예: `{"date-parts": [[2021, 3]]}`', 'as in `{"date-parts": [[2021, 3]]}`')
    return None


def texts_of(item: Mapping[str, Any]) -> Iterable[str]:
    """Every text of an item that may be printed; the item's shape is known to be right."""
    for name in TEXTS:
        yield str(item.get(name) or "")
    for name in NAMES:
        for person in item.get(name) or ():
            yield from (value for value in person.values() if isinstance(value, str))


def _are_names(value: object) -> bool:
    if value is None:
        return True
    if not isinstance(value, list):
        return False
    return all(
        isinstance(person, Mapping) and all(isinstance(each, str | int | bool | None) for each in person.values())
        for person in value
    )


def _is_date(value: object) -> bool:
    if value is None:
        return True
    if not isinstance(value, Mapping):
        return False
    parts = value.get("date-parts", [])
    return (
        isinstance(parts, list)
        and len(parts) <= 2
        and all(isinstance(part, list) and 1 <= len(part) <= 3 and all(map(_is_number, part)) for part in parts)
        and all(isinstance(value.get(name, ""), str) for name in ("literal", "raw"))
    )


def _is_number(value: object) -> bool:
    if isinstance(value, str):
        return value.isascii() and value.isdigit() and len(value) <= 4
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 9999
