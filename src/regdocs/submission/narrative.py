"""Narrative files: the prose that only this study has, one Markdown file per section, split into named parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from regdocs.finding import Finding, Place
from regdocs.language import Language
from regdocs.submission.encoding import decode
from regdocs.submission.path import IDENTIFIER
from regdocs.submission.problem import SMALLER, Words, foremost, problem, shown

FOLDER = "narrative"
SUFFIXES: dict[Language, str] = {"ko": ".md", "en": ".en.md"}
LARGEST = 2_000_000
"""The largest narrative file read, in bytes."""

_HEADING = re.compile(r" {0,3}#(?=[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}=+[ \t]*$")
_FENCE = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})(?P<rest>.*)$")
_ATTRIBUTES = re.compile(r"\{#[\w가-힣][\w가-힣.:-]*(?:[ \t][^{}#]*)?\}")
_JINJA = re.compile(r"\{%|\{#|\{\{|\}\}|\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a narrative: the text below a level-1 heading; the part before the first heading has the id ''."""

    id: str
    title: str
    text: str
    line: int
    """The number of the text's first line in the file."""


@dataclass(frozen=True, slots=True)
class Narrative:
    """One narrative file, of one section of one document, in one language."""

    file: str
    document: str
    section: str
    language: Language
    parts: tuple[Part, ...]

    def part(self, identifier: str) -> Part | None:
        """The part with this id ('' for the text before the first heading)."""
        return next((part for part in self.parts if part.id == identifier), None)


def address(file: str) -> tuple[str, str, Language] | None:
    """Document, section and language of `narrative/<document>/<section>.md` or `.en.md`; None for any other name."""
    match file.split("/"):
        case [folder, document, name] if folder == FOLDER and name.endswith(".md"):
            section = name.removesuffix(".md").removesuffix(".en")
            if IDENTIFIER.fullmatch(document) and IDENTIFIER.fullmatch(section):
                return document, section, "en" if name.endswith(".en.md") else "ko"
    return None


def read_narrative(data: bytes, file: str) -> tuple[Narrative | None, list[Finding]]:
    """The narrative in a file, and what is wrong with it; None where it can't be read at all."""
    found = address(file)
    if found is None:
        return None, [_misnamed(file)]
    if len(data) > LARGEST:
        message = f"파일이 너무 큼(한도 {LARGEST:,}바이트)", f"the file is too large (at most {LARGEST:,} bytes)"
        return None, [problem("size", Place(file), message, SMALLER)]
    text, findings = decode(data, file)
    parts, problems = _split(text, file)
    document, section, language = found
    return Narrative(file, document, section, language, parts), foremost([*findings, *problems], file)


def faults(text: str, file: str, first: int) -> list[Finding]:
    """What is wrong with prose that stands in another kind of file, from its line `first` on: it holds one part only."""
    lines = text.split("\n")
    prose, findings = _prose(lines, file)
    findings += _logic(text, file, {index + 1 for index, _ in prose})
    findings += [_parted(file, index + 1) for index, _ in _headings(prose, lines)]
    return [
        replace(each, place=replace(each.place, line=each.place.line + first - 1)) if each.place.line else each
        for each in foremost(findings, file)
    ]


def _parted(file: str, line: int) -> Finding:
    message = "여기에는 `#` 제목을 쓸 수 없음", "a heading with one `#` can't stand here"
    return problem("narrative", Place(file, line, 1), message, ("`##`를 쓰십시오", "use `##`"))


def misnamed(file: str) -> Finding | None:
    """What is wrong with the name of a file under narrative/; None for the name of a narrative file."""
    return _misnamed(file) if address(file) is None else None


def _misnamed(file: str) -> Finding:
    message = "내러티브 파일의 이름이 아님", "not the name of a narrative file"
    remedy = (
        "`narrative/<document>/<section>.md`(영문은 `.en.md`) 꼴로 두고, 이름에는 영문 소문자, 숫자, `-`, `_`만 쓰십시오. "
        "서술이 아니면 다른 폴더로 옮기십시오",
        "name it `narrative/<document>/<section>.md` (`.en.md` for English), in small Latin letters, digits, `-`, `_`; "
        "what is no narrative goes elsewhere",
    )
    return problem("narrative", Place(file), message, remedy)


def _split(text: str, file: str) -> tuple[tuple[Part, ...], list[Finding]]:
    lines = text.split("\n")
    parts: list[Part] = []
    prose, findings = _prose(lines, file)
    findings += foremost(_logic(text, file, {index + 1 for index, _ in prose}), file)
    identifier, title, start = "", "", 0

    def finish(end: int) -> None:
        body = "\n".join(lines[start:end]) + ("\n" if end < len(lines) and end > start else "")
        if identifier or body.strip():
            parts.append(Part(identifier, title, body, start + 1))

    seen: dict[str, int] = {}
    for index, heading in _headings(prose, lines):
        heading, name = _named(heading)
        if name is None:
            findings.append(_unnamed(file, index + 1, heading))
            continue
        if name in seen:
            findings.append(_repeated(file, index + 1, name, seen[name]))
            continue
        if not IDENTIFIER.fullmatch(name):
            findings.append(_malformed(file, index + 1, name))
            continue
        finish(index)
        seen[name] = index + 1
        identifier, title, start = name, heading, index + 1
    finish(len(lines))
    return tuple(parts), findings


def _headings(prose: list[tuple[int, str]], lines: list[str]) -> Iterator[tuple[int, str]]:
    """Index and text of every level-1 heading; an underlined one can't be named, so its `{#id}` is left out."""
    for index, line in prose:
        if _HEADING.match(line):
            yield index, line.strip().removeprefix("#").strip()
        elif _UNDERLINE.match(line) and index and lines[index - 1].strip():
            yield index, lines[index - 1].split("{#")[0].strip()


def _named(heading: str) -> tuple[str, str | None]:
    """A heading's title and the name in its attributes: `제목 {#part-id .class}`."""
    written = heading.rstrip("#").rstrip()
    title, brace, attributes = written.rpartition("{")
    name, _, _ = attributes.strip().partition(" ")
    if not (brace and written.endswith("}") and name.startswith("#")):
        return heading, None
    return title.strip(), name.removeprefix("#").removesuffix("}")


def _prose(lines: list[str], file: str) -> tuple[list[tuple[int, str]], list[Finding]]:
    """The lines outside fenced code with their indices; a fence left open is a finding."""
    prose: list[tuple[int, str]] = []
    fence, opened = "", 0
    for index, line in enumerate(lines):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark["mark"].startswith(fence) and not mark["rest"].strip():
                fence = ""
        elif mark and not (mark["mark"][0] == "`" and "`" in mark["rest"]):
            fence, opened = mark["mark"], index + 1
        else:
            prose.append((index, line))
    return prose, [_open_fence(file, opened, fence[:8])] if fence else []


def _open_fence(file: str, line: int, fence: str) -> Finding:
    message = f"코드 울타리가 닫히지 않음: {fence}", f"the fence is never closed: {fence}"
    return problem(
        "narrative",
        Place(file, line, 1),
        message,
        ("같은 표시의 줄로 닫으십시오", "close it with a line of the same marks"),
    )


def _unnamed(file: str, line: int, title: str) -> Finding:
    message = f"이름 없는 제목: `{shown(title)}`", f"the heading `{shown(title)}` has no name"
    remedy = (
        "`# 제목 {#part-id}` 꼴로 적거나, 본문의 소제목이면 `##`를 쓰십시오",
        "write `# Title {#part-id}`, or `##` for a heading inside the text",
    )
    return problem("narrative", Place(file, line, 1), message, remedy)


def _repeated(file: str, line: int, name: str, first: int) -> Finding:
    message = (
        f"같은 이름 `{name}`: {first}행과 {line}행",
        f"the name `{name}` stands twice, in lines {first} and {line}",
    )
    return problem("narrative", Place(file, line, 1), message, ("하나를 바꾸십시오", "change one of them"))


def _malformed(file: str, line: int, name: str) -> Finding:
    message = f"쓸 수 없는 이름: `{shown(name)}`", f"the name `{shown(name)}` can't be used"
    remedy = "영문 소문자, 숫자, `-`, `_`로 적으십시오", "use small Latin letters, digits, `-`, `_`"
    return problem("narrative", Place(file, line, 1), message, remedy)


_STATEMENT: Words = "`{%`: 내러티브에는 논리를 쓸 수 없음", "`{%`: narrative holds no logic"
_COMMENT: Words = "`{#`: 내러티브에는 Jinja 주석을 쓸 수 없음", "`{#`: narrative holds no Jinja comments"
_VALUES_ONLY: Words = (
    "값은 `{{ 경로 }}`로 찍고, 조건과 반복은 서식(templates)에 두십시오",
    "print values with `{{ path }}`; conditions and loops belong in the template",
)
_UNCLOSED: Words = "`{{`가 닫히지 않음", "`{{` is never closed"
_UNOPENED: Words = "`{{` 없이 `}}`가 있음", "`}}` without `{{`"
_CLOSE: Words = "`{{ 경로 }}` 꼴로 적으십시오", "write `{{ path }}`"


def _logic(text: str, file: str, prose: set[int]) -> Iterator[Finding]:
    """Jinja that a narrative may not hold; a value is printed within one paragraph. Code may hold a stray `}}`."""

    def fault(line: int, offset: int, message: Words, remedy: Words) -> Finding:
        return problem("narrative", Place(file, line, offset - text.rfind("\n", 0, offset)), message, remedy)

    line, offset = 1, 0
    opened: tuple[int, int] | None = None
    for match in _JINJA.finditer(text):
        line, offset = line + text.count("\n", offset, match.start()), match.start()
        sign = match[0]
        if sign == "}}":
            if not opened and line in prose:
                yield fault(line, offset, _UNOPENED, _CLOSE)
            opened = None
        elif sign == "{%":
            yield fault(line, offset, _STATEMENT, _VALUES_ONLY)
        elif sign == "{#":
            if not _ATTRIBUTES.match(text, offset):
                yield fault(line, offset, _COMMENT, _VALUES_ONLY)
        else:
            if opened:
                yield fault(*opened, _UNCLOSED, _CLOSE)
            opened = (line, offset) if sign == "{{" else None
    if opened:
        yield fault(*opened, _UNCLOSED, _CLOSE)
