"""Failures of templates and narrative as findings: the file, the line and the value concerned."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import jinja2

from regdocs.compose.lineage import LineageLost
from regdocs.finding import Finding, Place, RegdocsError, RenderingError, Severity
from regdocs.language import Bilingual

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


@contextmanager
def failing_as(kind: type[RegdocsError], name: str) -> Iterator[None]:
    """Raise what goes wrong inside as `kind`, with the place in the template or narrative file `name`."""
    try:
        yield
    except RegdocsError:
        raise
    except FAILURES as error:
        raise kind([broken(error, name, kind)]) from error


def broken(error: Exception, name: str, kind: type[RegdocsError]) -> Finding:
    """A failure as a finding."""
    file, line = _where(error, name)
    reason = _reason(error)
    rule = "template" if kind is RenderingError else "narrative"
    what = "서식 처리 불가" if kind is RenderingError else "본문 처리 불가"
    message = Bilingual(f"{what}: {reason.ko}", f"the {rule} can't be rendered: {reason.text('en')}")
    path = error.path if isinstance(error, LineageLost) else None
    return Finding(f"{rule}/broken", Severity.ERROR, message, Place(file=file, line=line, path=path))


def _reason(error: Exception) -> Bilingual:
    if isinstance(error, LineageLost):
        return error.words
    if isinstance(error, RecursionError | MemoryError):
        return Bilingual("끝없이 되풀이됨", "it never comes to an end")
    if isinstance(error, jinja2.TemplateNotFound):
        return Bilingual(f"`{error.name}` 파일이 없음", f"there is no file `{error.name}`")
    text = getattr(error, "message", None) or str(error)
    if isinstance(error, jinja2.TemplateSyntaxError) and (source := _source_line(error)):
        text = f"{text} (`{source}`)"
    return Bilingual(text, text)


def _source_line(error: jinja2.TemplateSyntaxError) -> str:
    lines = (error.source or "").splitlines()
    return lines[error.lineno - 1].strip()[:100] if 0 < error.lineno <= len(lines) else ""


def _where(error: Exception, name: str) -> tuple[str, int | None]:
    """The innermost place in a template or narrative file."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return _shown(error.filename or error.name or name, name), error.lineno
    file, line = name, None
    traceback = error.__traceback__
    while traceback is not None:
        source = traceback.tb_frame.f_code.co_filename
        if source.endswith((".j2", ".md")):
            file, line = _shown(source, name), traceback.tb_lineno
        traceback = traceback.tb_next
    return file, line


def _shown(source: str, name: str) -> str:
    """A template's path from its set's or submission's folder on, so that no machine path is shown."""
    parts = Path(source).parts
    for anchor in ("documents", "narrative"):
        if anchor in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(anchor) :])
    return name
