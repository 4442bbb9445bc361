"""What the YAML parser complains of, said in Korean and English with what to do about it."""

from __future__ import annotations

import re

import yaml

from regdocs.finding import Finding, Place
from regdocs.submission.encoding import position
from regdocs.submission.problem import Words, problem, shown

_MOST_TABS = 20

# What libyaml says, what it means, and what to do about it: the first that the problem begins with.
_PROBLEMS: tuple[tuple[str, Words, Words], ...] = (
    (
        "mapping values are not allowed",
        ("여기에는 `이름: 값`이 올 수 없음", "`name: value` can't stand here"),
        (
            "쌍점이 든 글은 따옴표로 감싸고, 줄의 들여쓰기와 윗줄의 `: `를 확인하십시오",
            "put a text that holds a colon in quotes; check the indentation and the `: ` of the line above",
        ),
    ),
    (
        "block sequence entries are not allowed",
        ("여기에는 `- ` 목록이 올 수 없음", "a list (`- `) can't stand here"),
        ("목록은 다음 줄에서 시작하십시오", "begin the list on a line of its own"),
    ),
    (
        "did not find expected '-' indicator",
        ("목록의 들여쓰기가 맞지 않음", "the indentation of the list doesn't fit"),
        ("같은 목록의 `-`를 같은 칸에 두십시오", "put every `-` of a list in the same column"),
    ),
    (
        "did not find expected key",
        ("여기에는 필드 이름이 와야 함", "a field name is expected here"),
        (
            "윗줄의 따옴표와 이 줄의 들여쓰기를 확인하십시오",
            "check the quotes of the line above and this line's indentation",
        ),
    ),
    (
        "could not find expected ':'",
        ("필드 이름 뒤에 쌍점이 없음", "the colon after the field name is missing"),
        ("`이름: 값` 꼴로 적으십시오", "write `name: value`"),
    ),
    (
        "found unexpected end of stream",
        ("따옴표가 닫히지 않음", "a quotation mark is never closed"),
        ("여는 따옴표와 같은 따옴표로 닫으십시오", "close it with the mark that opened it"),
    ),
    (
        "found unknown escape character",
        ("큰따옴표 안에서 모르는 `\\` 표기", "an unknown `\\` escape in double quotes"),
        ("작은따옴표(')를 쓰십시오", "use single quotes"),
    ),
    (
        "did not find expected ',' or",
        ("괄호가 닫히지 않음", "a bracket is never closed"),
        (
            "`[`는 `]`로, `{`는 `}`로 닫고 항목 사이에 쉼표를 두십시오",
            "close `[` with `]` and `{` with `}`, with commas between",
        ),
    ),
    (
        "found character that cannot start any token",
        ("값이 이 글자로 시작할 수 없음", "a value can't begin with this character"),
        ("값을 따옴표로 감싸십시오", "put the value in quotes"),
    ),
    (
        "did not find expected comment or line break",
        ("값이 `>`나 `|`로 시작할 수 없음", "a value can't begin with `>` or `|`"),
        ("값을 따옴표로 감싸거나 `≥`를 쓰십시오", "put the value in quotes, or write `≥`"),
    ),
    (
        "did not find expected alphabetic",
        ("값이 `*`나 `&`로 시작할 수 없음", "a value can't begin with `*` or `&`"),
        ("값을 따옴표로 감싸십시오", "put the value in quotes"),
    ),
)
_VALUE = "{{"
_AFTER_VALUE = ("did not find expected ',' or", "did not find expected key")
"""What libyaml says behind a `{{ … }}` that it took for brackets of its own."""
_UNQUOTED: tuple[Words, Words] = (
    ("따옴표로 감싸지 않은 `{{ … }}`", "a `{{ … }}` that isn't in quotes"),
    ("`{{ … }}`가 든 글 전체를 따옴표로 감싸십시오", "put the whole text that holds it in quotes"),
)
_UNKNOWN_PROBLEM: Words = ("들여쓰기와 따옴표를 확인하십시오", "check indentation and quotes")


def explain_error(error: yaml.YAMLError, text: str, name: str) -> list[Finding]:
    """The findings for a YAML error of the file `name`: one, or one for every line indented with a tab."""
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else _reader_position(error, text)
    lines = text.split("\n")
    source = lines[line - 1] if line <= len(lines) else ""
    if "\t" in re.match(r"\s*", source)[0] or "tab character" in str(getattr(error, "problem", "")):  # type: ignore[index]
        return _tabs(lines, line, name)
    reason = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")
    begun = getattr(error, "context_mark", None)
    first = lines[begun.line] if begun is not None and begun.line + 1 < line else ""
    bare = reason.startswith(_AFTER_VALUE) and (_unquoted(source[: column + 1]) or _unquoted(first))
    message, remedy = _UNQUOTED if bare else _meaning(reason)
    if begun is not None and begun.line + 1 != line:
        message = f"{message[0]} ({begun.line + 1}행에서 시작)", f"{message[1]} (begun in line {begun.line + 1})"
    return [problem("syntax", Place(name, line, column), message, remedy)]


def _meaning(reason: str) -> tuple[Words, Words]:
    for beginning, message, remedy in _PROBLEMS:
        if reason.startswith(beginning):
            return message, remedy
    return (f"YAML 문법 오류: {shown(reason)}", f"YAML syntax error: {shown(reason)}"), _UNKNOWN_PROBLEM


def _unquoted(source: str) -> bool:
    """Whether a line holds a `{{` that no quotation mark stands around."""
    before, found, _ = source.partition(_VALUE)
    return bool(found) and before.count('"') % 2 == 0 and before.count("'") % 2 == 0


def _reader_position(error: yaml.YAMLError, text: str) -> tuple[int, int]:
    offset = getattr(error, "position", 0)
    return position(text, offset if isinstance(offset, int) else 0)


def _tabs(lines: list[str], line: int, name: str) -> list[Finding]:
    """Every line indented with a tab, since who made one made more."""
    indented = [
        (number, found.start(1) + 1)
        for number, source in enumerate(lines, 1)
        if (found := re.match(r" *(\t)[ \t]*[^ \t#]", source))
    ]
    message = "탭으로 들여씀", "indented with a tab"
    remedy = "탭 대신 빈칸 두 개를 쓰십시오", "use two blanks in place of the tab"
    places = [Place(name, number, column) for number, column in indented[:_MOST_TABS]] or [Place(name, line, 1)]
    return [problem("tab", place, message, remedy) for place in places]
