"""BibTeX and BibLaTeX as EndNote, Zotero and JabRef export them: entries, each with its line."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from typing import Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
)

from regdocs.finding import Finding, Place
from regdocs.submission.latex import Untypeset, plain
from regdocs.submission.problem import problem, quoted, shown
from regdocs.submission.references_csl import Placed, item

# What the parser warns of becomes findings with their lines.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

TYPES = {
    "article": "article-journal",
    **dict.fromkeys(("book", "mvbook", "collection", "proceedings", "booklet"), "book"),
    **dict.fromkeys(("inbook", "incollection", "inreference"), "chapter"),
    **dict.fromkeys(("inproceedings", "conference"), "paper-conference"),
    **dict.fromkeys(("phdthesis", "mastersthesis", "thesis"), "thesis"),
    **dict.fromkeys(("techreport", "report", "manual"), "report"),
    **dict.fromkeys(("online", "electronic", "www"), "webpage"),
    "unpublished": "manuscript",
    "patent": "patent",
    "dataset": "dataset",
    "legislation": "legislation",
}
_CONTAINED = ("article-journal", "chapter", "paper-conference")
PRINTED = frozenset(
    ("author", "editor", "title", "subtitle", "journaltitle", "journal", "booktitle", "volume", "number", "issue", "pages",
     "edition", "publisher", "institution", "school", "organization", "location", "address", "doi", "url", "howpublished",
     "date", "year", "month")
)  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read(text: str, file: str) -> tuple[list[Placed], list[Finding]]:
    """The references with their places, and what is wrong with the file's form."""
    placed: list[Placed] = []
    findings: list[Finding] = []
    blocks = parse_string(text).blocks
    for block in blocks:
        place = Place(file, (block.start_line or 0) + 1, 1)
        if (fault := _fault(block, place)) is not None:
            findings.append(fault)
        elif (entry := _entry(block)) is not None:
            try:
                placed.append((_item(entry), place))
            except Untypeset as error:
                findings.append(_untypeset(place, entry.key, error.text))
    if all(isinstance(block, ImplicitComment) for block in blocks) and text.strip():
        findings.append(_none(Place(file, 1, 1)))
    return placed, findings


def _entry(block: Block) -> Entry | None:
    """The entry of a block; one whose key stands twice is told of where the keys of all files are known."""
    if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
        block = block.ignore_error_block or block
    return block if isinstance(block, Entry) else None


def _fault(block: Block, place: Place) -> Finding | None:
    if isinstance(block, DuplicateBlockKeyBlock):
        return None
    if isinstance(block, DuplicateFieldKeyBlock):
        return _doubled(block, place)
    if isinstance(block, ParsingFailedBlock):
        message = (
            "BibTeX로 읽을 수 없는 항목: 괄호나 따옴표가 닫히지 않았거나 `,`나 `=`가 빠짐",
            "the entry can't be read as BibTeX: a brace or quote isn't closed, or a `,` or `=` is missing",
        )
        remedy = "이 줄에서 시작하는 항목을 고치십시오", "mend the entry that begins in this line"
        return problem("references", place, message, remedy)
    return None


def _doubled(block: DuplicateFieldKeyBlock, place: Place) -> Finding | None:
    names = sorted(PRINTED & {name.lower() for name in block.duplicate_keys})
    if not names:
        return None
    message = f"한 항목에 두 번 나온 필드: {quoted(names)}", f"fields that stand twice in one entry: {quoted(names)}"
    return problem("references", place, message, ("하나를 지우십시오", "remove one of each"))


def _item(entry: Entry) -> dict[str, Any]:
    fields = _fields(entry)
    kind = TYPES.get(entry.entry_type.lower(), "document")
    first = _First(fields)
    article = kind == "article-journal"
    subtitle = first("subtitle")
    texts = {
        "type": kind,
        "title": first("title", "booktitle") + (f": {subtitle}" if subtitle else ""),
        "container-title": first(*(("journaltitle", "journal") if article else ("booktitle",))),
        "volume": first("volume"),
        "issue": first("number", "issue") if kind in _CONTAINED else "",
        "page": first("pages"),
        "edition": first("edition"),
        "number": first("number") if kind in ("report", "patent", "legislation") else "",
        "publisher": first("publisher", "institution", "school", "organization"),
        "publisher-place": first("location", "address"),
        "DOI": _verbatim(fields.get("doi", "")),
        "URL": _verbatim(fields.get("url", "") or fields.get("howpublished", "")),
    }
    if kind not in _CONTAINED:
        del texts["container-title"]
    names = {name: list(_names(fields.get(name, ""))) for name in ("author", "editor")}
    return {"id": entry.key, **item(texts, names, fields.get("date", "") or _date(fields))}


def _fields(entry: Entry) -> dict[str, str]:
    """The fields that are printed, by their names in small letters; of two that differ in letter case the first."""
    found: dict[str, str] = {}
    for field in entry.fields:
        name = field.key.lower()
        if name in PRINTED and isinstance(field.value, str):
            found.setdefault(name, field.value)
    return found


class _First:
    """The first of some fields that says anything, as plain text."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = fields

    def __call__(self, *names: str) -> str:
        return next((text for name in names if (text := plain(self.fields.get(name, "")))), "")


def _date(fields: Mapping[str, str]) -> str:
    year, month = fields.get("year", ""), fields.get("month", "").strip('{}" ').lower()
    number = _MONTHS.index(month[:3]) + 1 if month[:3] in _MONTHS else month
    return f"{year}-{number}" if month and len(year) == 4 else year


def _verbatim(text: str) -> str:
    """An address, in which nothing but a few escapes is LaTeX."""
    for escaped in ("\\_", "\\%", "\\&", "\\#", "\\~"):
        text = text.replace(escaped, escaped[1])
    return text.replace("\\url", " ").strip("{} ").split("}")[0].replace("{", " ")


def _names(text: str) -> Iterator[dict[str, str]]:
    for name in split_multiple_persons_names(text):
        if name.lower() == "others":
            yield {"literal": "et al"}
        elif name.startswith("family=") or ", family=" in name:
            yield _extended(name)
        elif name.startswith("{") and name.endswith("}") and "," not in name:
            yield {"literal": plain(name)}
        else:
            yield _parts(name)


def _parts(name: str) -> dict[str, str]:
    parts = parse_single_name_into_parts(name, strict=False)
    family, given = plain(" ".join([*parts.von, *parts.last])), plain(" ".join(parts.first))
    suffix = plain(" ".join(parts.jr))
    if not given:
        return {"literal": family}
    return {"family": family, "given": given} | ({"suffix": suffix} if suffix else {})


def _extended(name: str) -> dict[str, str]:
    """BibLaTeX's other way to write a name: `family=Berg, given=Jan, prefix=van der`."""
    parts = {key.strip(): plain(value) for key, _, value in (part.partition("=") for part in name.split(","))}
    family = " ".join(part for part in (parts.get("prefix", ""), parts.get("family", "")) if part)
    found = {"family": family, "given": parts.get("given", ""), "suffix": parts.get("suffix", "")}
    return {key: value for key, value in found.items() if value}


def _untypeset(place: Place, key: str, text: str) -> Finding:
    message = (
        f"`{shown(key)}`: 읽을 수 없는 LaTeX: `{shown(text)}`",
        f"`{shown(key)}`: LaTeX that can't be read: `{shown(text)}`",
    )
    remedy = "LaTeX 명령 대신 글자를 그대로 적으십시오", "write the characters themselves instead of commands"
    return problem("references", place, message, remedy)


def _none(place: Place) -> Finding:
    message = "`@article{…}`과 같은 항목이 없음", "no entry such as `@article{…}`"
    remedy = (
        "서지 관리 프로그램에서 BibTeX으로 다시 내보내십시오",
        "export the list again as BibTeX from your reference manager",
    )
    return problem("references", place, message, remedy)
