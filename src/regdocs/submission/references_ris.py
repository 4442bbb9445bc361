"""RIS as EndNote, Zotero and databases export it: records from `TY` to `ER`, each with its line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import product
from string import ascii_uppercase, digits
from typing import Any

from rispy.parser import RisParser

from regdocs.finding import Finding, Place
from regdocs.submission.problem import Words, problem, shown
from regdocs.submission.references_csl import Placed, item

_TAG = re.compile(r"([A-Z][A-Z0-9])[ \t]{1,2}-(?:[ \t]|$)")

TYPES = {
    **dict.fromkeys(("JOUR", "JFULL", "EJOUR", "EJOU", "ABST", "INPR"), "article-journal"),
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    **dict.fromkeys(("BOOK", "EBOOK", "EDBOOK"), "book"),
    **dict.fromkeys(("CHAP", "ECHAP"), "chapter"),
    **dict.fromkeys(("CONF", "CPAPER"), "paper-conference"),
    **dict.fromkeys(("RPRT", "GOVDOC", "STAND"), "report"),
    **dict.fromkeys(("ELEC", "WEB", "ICOMM", "BLOG"), "webpage"),
    **dict.fromkeys(("LEGAL", "STAT", "BILL"), "legislation"),
    "THES": "thesis",
    "PAT": "patent",
    **dict.fromkeys(("DATA", "DBASE"), "dataset"),
    **dict.fromkeys(("UNPB", "MANSCPT"), "manuscript"),
}
_CONTAINED = ("article-journal", "article-magazine", "article-newspaper", "chapter", "paper-conference")
_KEYS = ("LB", "ID", "AN")
_LISTS = ["AU", "A1", "A2", "A3", "ED", "UR"]

# Each tag under its own name: what a tag means depends on the type of the reference.
_NAMED = {tag: tag for tag in map("".join, product(ascii_uppercase, ascii_uppercase + digits))}

Record = Mapping[str, Any]


def read(text: str, file: str) -> tuple[list[Placed], list[Finding]]:
    """The references with the places of their `TY`, and what is wrong with the file's form."""
    placed: list[Placed] = []
    findings: list[Finding] = []
    opened: int | None = None
    lines: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        match = _TAG.match(line)
        tag = match[1] if match else ""
        if tag == "TY" and opened is not None:
            findings.append(_unclosed(Place(file, opened, 1)))
        if tag == "TY":
            opened, lines = number, []
        elif opened is None and tag:
            findings.append(_outside(Place(file, number, 1), tag))
        lines.append(f"{tag}  - {line[match.end() :]}" if match else line)
        if tag == "ER" and opened is not None:
            placed.append((_item(_record(lines)), Place(file, opened, 1)))
            opened = None
    if opened is not None:
        findings.append(_unclosed(Place(file, opened, 1)))
    if not placed and not findings and text.strip():
        findings.append(_none(Place(file, 1, 1)))
    return placed, findings


def _record(lines: Sequence[str]) -> Record:
    parser = RisParser(mapping=_NAMED, list_tags=_LISTS, delimiter_tags_mapping={}, skip_unknown_tags=True)
    records: list[Record] = parser.parse_lines(iter(lines))
    return records[0]


def _item(record: Record) -> dict[str, Any]:
    kind = TYPES.get(record["TY"].strip().upper(), "document")
    names = {
        "author": _names(record, ("AU", "A1")),
        "editor": _names(record, ("ED", "A2") if kind in ("chapter", "paper-conference") else ("ED",)),
    }
    date = _first(record, ("PY", "Y1", "DA"))
    start, end = _first(record, ("SP",)), _first(record, ("EP",))
    texts = {
        "type": kind,
        "title": _first(record, ("TI", "T1", "CT", *(("BT",) if kind == "book" else ()))),
        "container-title": _first(record, ("T2", "JF", "BT", "JO", "JA", "J2")) if kind in _CONTAINED else "",
        "volume": _first(record, ("VL",)),
        "issue": _first(record, ("IS",)) if kind in _CONTAINED else "",
        "page": f"{start}-{end}" if start and end and end != start and kind in _CONTAINED else start,
        "edition": _first(record, ("ET",)),
        "number": _first(record, ("SN", "M1", "IS")) if kind in ("report", "patent", "legislation") else "",
        "publisher": _first(record, ("PB",)),
        "publisher-place": _first(record, ("CY", "PP")),
        "DOI": _first(record, ("DO",)),
        "URL": " ".join(record.get("UR", ())),
    }
    return {"id": _key(record, names, date), **item(texts, names, date)}


def _first(record: Record, tags: Sequence[str]) -> str:
    return next((record[tag].strip() for tag in tags if record.get(tag, "").strip()), "")


def _names(record: Record, tags: Sequence[str]) -> list[dict[str, str]]:
    return [name for tag in tags for text in record.get(tag, ()) if (name := _name(text))]


def _name(text: str) -> dict[str, str]:
    """`Family, Given, Suffix`; without a comma it is a body's name, which EndNote ends with one."""
    family, *rest = (part.strip() for part in text.split(","))
    given, suffix = [*rest, "", ""][:2]
    if not given:
        return {"literal": family} if family else {}
    return {"family": family, "given": given} | ({"suffix": suffix} if suffix else {})


def _key(record: Record, names: Mapping[str, list[dict[str, str]]], date: str) -> str:
    """The label, else the number that the program gave, else the accession number, else first author and year."""
    given = _first(record, _KEYS)
    if given:
        return given
    people = names["author"] or names["editor"]
    first = people[0].get("family") or people[0]["literal"] if people else _first(record, ("TI", "T1"))
    year = re.search(r"\d{4}", date)
    return f"{_plain(first)}{year[0] if year else ''}"


def _plain(name: str) -> str:
    """A name in small letters without marks, hyphens and blanks; Hangul stays as it is."""
    letters = unicodedata.normalize("NFKD", name.lower())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFC", bare))[:40]


def _unclosed(place: Place) -> Finding:
    message = "이 문헌이 `ER`로 끝나지 않음", "this reference doesn't end with `ER`"
    return problem("references", place, message, ("문헌 끝에 `ER  - ` 줄을 넣으십시오", "end it with a line `ER  - `"))


def _outside(place: Place, tag: str) -> Finding:
    message: Words = (
        f"문헌 밖에 있는 `{shown(tag)}` 줄: `TY` 줄이 없음",
        f"a line `{shown(tag)}` outside of any reference: its `TY` line is missing",
    )
    return problem("references", place, message, ("예: `TY  - JOUR`", "for example `TY  - JOUR`"))


def _none(place: Place) -> Finding:
    message = "`TY  - `로 시작하는 문헌이 없음", "no reference that begins with `TY  - `"
    remedy = (
        "서지 관리 프로그램에서 RIS로 다시 내보내십시오",
        "export the list again as RIS from your reference manager",
    )
    return problem("references", place, message, remedy)
