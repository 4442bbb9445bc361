"""Failures of templates and narrative as findings: the file, the line and the value concerned."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

import jinja2

from regdocs.compose.lineage import LineageLost
from regdocs.finding import Finding, Place, RegdocsError, RenderingError, Severity
from regdocs.language import Bilingual
from regdocs.submission.problem import nearest, shown

FAILURES = (
    jinja2.TemplateError,
    LineageLost,
    AttributeError,
    TypeError,
    LookupError,
    ValueError,
    ArithmeticError,
    RecursionError,
    SyntaxError,
    MemoryError,
    OSError,
)
"""Everything that a template or narrative can bring about by what stands in it."""


_SAYINGS = (
    ("name", re.compile(r"^'(?P<what>[^']+)' is undefined$"), "`{}`: 없는 이름"),
    ("filter", re.compile(r"^No filter named '(?P<what>[^']+)'"), "`{}`: 없는 필터"),
    ("test", re.compile(r"^No test named '(?P<what>[^']+)'"), "`{}`: 없는 검사"),
    ("", re.compile(r"^'.+' has no attribute '(?P<what>[^']+)'$"), "없는 필드: `{}`"),
    ("", re.compile(r"^access to attribute '(?P<what>[^']+)' of .+ is unsafe"), "볼 수 없는 필드: `{}`"),
    ("", re.compile(r"^there is no condition `(?P<what>[^`]+)`$"), "없는 조건: `{}`"),
    ("", re.compile(r"^section .+ declares no narrative part `(?P<what>[^`]+)`$"), "선언되지 않은 본문: `{}`"),
    ("", re.compile(r"^Encountered unknown tag '(?P<what>[^']+)'"), "모르는 태그: `{}`"),
    ("", re.compile(r"^unexpected '(?P<what>.+)'$"), "예상하지 못한 `{}`"),
    ("", re.compile(r"^expected token (?P<what>.+)$"), "있어야 할 것과 다름({})"),
    ("", re.compile(r"^Unexpected end of template"), "서식이 중간에 끝남"),
)
"""What Jinja says that people bring about, in Korean, and the kind of name that it concerns."""

_FIELDS = Bilingual(
    "study.yaml의 값은 `{{ study.필드.필드 }}`로 적으십시오",
    "a value of study.yaml is written `{{ study.field.field }}`",
)

Known = Mapping[str, Collection[str]]
"""The names that could have been meant, by their kind: `name`, `filter`, `test`."""


@contextmanager
def failing_as(kind: type[RegdocsError], name: str, known: Known | None = None, source: str = "") -> Iterator[None]:
    """Raise what goes wrong inside as `kind`, with the place in the template or narrative file `name`.

    `source` is what the file holds, by which the column is known.
    """
    try:
        yield
    except RegdocsError:
        raise
    except FAILURES as error:
        raise kind([broken(error, name, kind, known or {}, source)]) from error


def broken(
    error: Exception, name: str, kind: type[RegdocsError], known: Known | None = None, source: str = ""
) -> Finding:
    """A failure as a finding; `known` serves to name what was probably meant."""
    file, line = _where(error, name)
    reason = _reason(error)
    rule = "template" if kind is RenderingError else "narrative"
    what = "서식 처리 불가" if kind is RenderingError else "본문 처리 불가"
    message = Bilingual(f"{what}: {reason.ko}", f"the {rule} can't be rendered: {reason.text('en')}")
    path = error.path if isinstance(error, LineageLost) else None
    column = _column(source, line, _said(error)[1]) if file == name else None
    remedy = _remedy(error, known or {}) or (_FIELDS if rule == "narrative" else None)
    return Finding(f"{rule}/broken", Severity.ERROR, message, Place(file, line, column, path), remedy)


def _column(source: str, line: int | None, word: str) -> int | None:
    """Where a name, else what prints it, begins in a line of the source; unknown where neither stands there."""
    text = source.split("\n")[line - 1] if source and line else ""
    found = re.search(rf"\{{\{{.*?(?<!\w)(?={re.escape(word)}(?!\w))", text) if word else None
    column = found.end() if found else text.find("{{")
    return column + 1 or None


def _remedy(error: Exception, known: Known) -> Bilingual | None:
    concerned, word = _said(error)[:2]
    names = known.get(concerned, ())
    near = f"study.{word}" if f"study.{word}" in names else nearest(word, names)
    return Bilingual(f"`{near}`?", f"did you mean `{near}`?") if near else None


def _said(error: Exception) -> tuple[str, str, str]:
    """The kind of name that an error concerns, the name, and the error in Korean; empty where it is none of these."""
    text = getattr(error, "message", None) or str(error)
    for kind, saying, korean in _SAYINGS:
        if match := saying.match(text):
            word = shown(match.groupdict().get("what") or "")
            return kind, word, korean.format(word)
    return "", "", ""


def _reason(error: Exception) -> Bilingual:
    if isinstance(error, LineageLost):
        return error.words
    if isinstance(error, RecursionError | MemoryError):
        return Bilingual("끝없이 되풀이됨", "it never comes to an end")
    if isinstance(error, jinja2.TemplateNotFound):
        return Bilingual(f"`{error.name}` 파일이 없음", f"there is no file `{error.name}`")
    text = getattr(error, "message", None) or str(error)
    source = _source_line(error) if isinstance(error, jinja2.TemplateSyntaxError) else ""
    where = f" (`{source}`)" if source else ""
    return Bilingual((_said(error)[2] or text) + where, text + where)


def _source_line(error: jinja2.TemplateSyntaxError) -> str:
    lines = (error.source or "").splitlines()
    return lines[error.lineno - 1].strip()[:100] if 0 < error.lineno <= len(lines) else ""


def _where(error: Exception, name: str) -> tuple[str, int | None]:
    """The innermost place in a template, narrative or round file; templates are compiled under the path that people have."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.filename or error.name or name, error.lineno
    file, line = name, None
    traceback = error.__traceback__
    while traceback is not None:
        source = traceback.tb_frame.f_code.co_filename
        if source.endswith((".j2", ".md", ".yaml")):
            file, line = source, traceback.tb_lineno
        traceback = traceback.tb_next
    return file, line
