"""The reference list: CSL-JSON, BibTeX and RIS files, merged into one list of CSL-JSON items with keys of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from regdocs.finding import Finding, Place
from regdocs.submission.encoding import UNPRINTABLE, decode
from regdocs.submission.problem import SMALLER, Words, foremost, problem, shown
from regdocs.submission.references_csl import Placed, misshapen, texts_of

LARGEST = 10_000_000
"""The largest reference list read, in bytes."""

Item = Mapping[str, object]

_KEY = re.compile(r"[\w가-힣][\w가-힣:.#$%&+?<>~/-]*")

_KEYLESS: dict[str, tuple[Words, Words]] = {
    ".json": (
        ("문헌에 쓸 수 있는 `id`가 없음", "the reference has no usable `id`"),
        ('예: `"id": "kim2019"`', 'for example `"id": "kim2019"`'),
    ),
    ".bib": (
        ("문헌에 쓸 수 있는 인용 키가 없음", "the reference has no usable citation key"),
        ("예: `@article{kim2019,`", "for example `@article{kim2019,`"),
    ),
    ".ris": (
        ("문헌에 인용 키로 쓸 것이 없음", "the reference has nothing that can be its key"),
        ("예: `LB  - kim2019`", "for example `LB  - kim2019`"),
    ),
}
_TITLED = {".json": '"title": "…"', ".bib": "title = {…}", ".ris": "TI  - …"}


def read_references(data: bytes, file: str) -> tuple[tuple[Item, ...], list[Finding]]:
    """The items of one file in their order, and what is wrong with it; its name tells the format."""
    return merge({file: data})


def merge(files: Mapping[str, bytes]) -> tuple[tuple[Item, ...], list[Finding]]:
    """The items of all files, in the order of files and lines, and what is wrong with them.

    A key that stands twice, in one file or in two, is a finding at its second place that names the first.
    """
    items: dict[str, tuple[Item, Place]] = {}
    findings: list[Finding] = []
    for file, data in files.items():
        placed, faults = _read(data, file)
        for value, place in placed:
            if (finding := _fault(value, items, place)) is not None:
                faults.append(finding)
            else:
                items[value["id"]] = value, place
        findings += foremost(faults, file)
    return tuple(item for item, _ in items.values()), findings


def _read(data: bytes, file: str) -> tuple[list[Placed], list[Finding]]:
    if len(data) > LARGEST:
        message = f"파일이 너무 큼(한도 {LARGEST:,}바이트)", f"the file is too large (at most {LARGEST:,} bytes)"
        return [], [problem("size", Place(file), message, SMALLER)]
    text, findings = decode(data, file)
    if findings:
        return [], findings
    return _reader(_suffix(file))(text, file)


def _reader(suffix: str) -> Callable[[str, str], tuple[list[Placed], list[Finding]]]:
    """The readers of BibTeX and RIS bring libraries along, so that each is imported where there is such a file."""
    if suffix == ".bib":
        from regdocs.submission.references_bibtex import read
    elif suffix == ".ris":
        from regdocs.submission.references_ris import read
    else:
        from regdocs.submission.references_json import read
    return read


def _suffix(file: str | None) -> str:
    return PurePosixPath(file or "").suffix


def _fault(value: object, earlier: Mapping[str, tuple[Item, Place]], place: Place) -> Finding | None:
    suffix = _suffix(place.file)
    if not isinstance(value, dict):
        return problem(
            "references", place, ("문헌 항목이 아님", "not a reference"), ("`{ … }`로 적으십시오", "write `{ … }`")
        )
    name = value.get("id")
    if not isinstance(name, str) or not _KEY.fullmatch(name):
        return problem("references", place, *_KEYLESS[suffix])
    if name in earlier:
        first = earlier[name][1]
        message = (
            f"두 번 나온 인용 키 `{shown(name)}`: 먼저 {first.file} {first.line}행에 있음",
            f"the key `{shown(name)}` stands twice, first in {first.file}:{first.line}",
        )
        return problem("references", place, message, ("하나를 바꾸거나 지우십시오", "change or remove one of them"))
    return _content_fault(value, place, f"`{shown(name)}`")


def _content_fault(value: Item, place: Place, name: str) -> Finding | None:
    if (wrong := misshapen(value)) is not None:
        field, remedy = wrong
        message = f"{name}: `{field}` 값의 형식이 틀림", f"{name}: the value of `{field}` has a wrong form"
        return problem("references", place, message, remedy)
    if not str(value.get("title") or "").strip():
        pattern = _TITLED[_suffix(place.file)]
        message = f"{name}: 문헌에 제목이 없음", f"{name}: the reference has no title"
        return problem("references", place, message, (f"`{pattern}`을 적으십시오", f"write `{pattern}`"))
    if UNPRINTABLE.search("\n".join(texts_of(value))):
        message = f"{name}: 인쇄할 수 없는 문자가 있음", f"{name}: holds characters that can't be printed"
        return problem("references", place, message, ("그 문자를 지우십시오", "delete them"))
    return None
