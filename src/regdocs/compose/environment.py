"""The one Jinja environment: sandboxed, strict, and printing values only as tokens that keep their lineage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from regdocs.compose.lineage import LineageLost, Printed, Register, Value, raw_of
from regdocs.compose.printing import filters, format_name, text_of
from regdocs.document.inline import Field, Gap
from regdocs.finding import Finding, Place, RegdocsError, RenderingError, Severity, SubmissionError
from regdocs.language import Bilingual, Language

# What Jinja ships that would turn values into bare text is not offered; lineage-keeping filters take their names.
_KEPT_FILTERS = frozenset({"length", "count", "first", "last", "default", "d", "selectattr", "rejectattr", "list", "reverse", "batch", "slice"})


class Environment(ImmutableSandboxedEnvironment):
    """Renders the templates of one document in one language; what it prints is kept in `register`."""

    def __init__(self, folders: list[Path], language: Language, absent: Callable[[Value], None]) -> None:
        super().__init__(
            loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
            undefined=jinja2.StrictUndefined,
            finalize=self._print,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            # `{#id}` names headings in the dialect, so comments are written `{## … ##}`.
            comment_start_string="{##",
            comment_end_string="##}",
        )
        self.language = language
        self.register = Register()
        self.absent = absent
        self.filters = {name: value for name, value in self.filters.items() if name in _KEPT_FILTERS} | filters(language)
        self.globals = {"range": range, "language": language}

    def _print(self, value: Any) -> str:
        """The token of a value; text that a template made itself stays as it is."""
        if isinstance(value, Printed):
            return self.register.token(Field(value.text, value.paths, value.raw, value.format))
        if isinstance(value, Value):
            return self._print_value(value)
        if isinstance(value, str | int):
            return str(value)
        raise LineageLost(f"a {type(value).__name__} can't be printed")

    def _print_value(self, value: Value) -> str:
        raw = value._raw
        if raw is None or raw == ():
            self.absent(value)
            return self.register.token(self.gap(value._paths[0]))
        if isinstance(raw, Bilingual) and not raw.written_in(self.language):
            self.register.untranslated[value._paths[0]] = None
        try:
            text = text_of(raw, self.language)
        except TypeError as error:
            raise LineageLost(f"`{value._paths[0]}`: {error}") from None
        return self.register.token(Field(text, value._paths, raw_of(raw), format_name(raw)))

    def gap(self, path: str) -> Gap:
        """The mark that stands where a value is absent."""
        return Gap(f"[미기재: {path}]" if self.language == "ko" else f"[missing: {path}]", path)


def render(environment: Environment, name: str, context: Mapping[str, Any]) -> str:
    """The Markdown that template `name` makes; raises `RenderingError` with the template's file and line."""
    with _failing_as(RenderingError, name):
        return environment.get_template(name).render(context)


def render_narrative(environment: Environment, file: str, line: int, text: str, context: Mapping[str, Any]) -> str:
    """Narrative with its values filled in; `line` is where `text` begins in `file`.

    Raises `SubmissionError` with the file and line, for narrative is part of the submission.
    """
    if "{{" not in text:
        return text
    with _failing_as(SubmissionError, file):
        code = environment.compile("\n" * (line - 1) + text, name=file, filename=file)
        return jinja2.Template.from_code(environment, code, dict(environment.globals)).render(context)[line - 1 :]


@contextmanager
def _failing_as(kind: type[RegdocsError], name: str) -> Iterator[None]:
    try:
        yield
    except RegdocsError:
        raise
    except (jinja2.TemplateError, LineageLost, AttributeError, TypeError, LookupError, ValueError, ArithmeticError) as error:
        raise kind([_broken(error, name, kind)]) from error


def _broken(error: Exception, name: str, kind: type[RegdocsError]) -> Finding:
    """A template's failure as a finding: the file, the line and the value concerned."""
    file, line = name, None
    if isinstance(error, jinja2.TemplateSyntaxError):
        file, line = error.name or name, error.lineno
    else:
        traceback = error.__traceback__
        while traceback is not None:
            source = traceback.tb_frame.f_code.co_filename
            if source.endswith((".j2", ".md")):
                file, line = _shown(source, name), traceback.tb_lineno
            traceback = traceback.tb_next
    reason = getattr(error, "message", None) or str(error)
    what = ("서식", "template") if kind is RenderingError else ("본문", "narrative")
    message = Bilingual(f"{what[0]}을 처리할 수 없다: {reason}", f"the {what[1]} can't be rendered: {reason}")
    return Finding(f"{what[1]}/broken", Severity.ERROR, message, Place(file=file, line=line))


def _shown(source: str, name: str) -> str:
    """A template's path from its set's or submission's folder on, so that no machine path is shown."""
    parts = Path(source).parts
    for anchor in ("documents", "narrative"):
        if anchor in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(anchor) :])
    return name
