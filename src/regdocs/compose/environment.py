"""The one Jinja environment: sandboxed, strict, and printing values only as tokens that keep their lineage."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from types import CodeType, FunctionType, MethodType
from typing import Any

import jinja2
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.filters import FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range

from regdocs.compose.failure import failing_as
from regdocs.compose.lineage import TOKEN_CLOSE, TOKEN_OPEN, Followed, LineageLost, Printed, Register, Value
from regdocs.compose.printing import filters, format_name, recorded, text_of
from regdocs.compose.view import harmless, visible
from regdocs.document.inline import Field, Gap
from regdocs.finding import Finding, Place, RenderingError, Severity, SubmissionError
from regdocs.language import Bilingual, Language
from regdocs.study.study import Study
from regdocs.template_set.english import HANGUL

# What Jinja ships that would turn values into bare text is refused by name; filters that keep lineage take their place.
_KEPT_FILTERS = frozenset({"length", "count", "default", "d", "selectattr", "rejectattr", "list", "reverse"})


class Compiled(BytecodeCache):
    """Compiled templates in memory, so that the documents of a process share what they import.

    `asked` names those that were asked for, by the hash of their text.
    """

    def __init__(self) -> None:
        self.kept: dict[str, CodeType] = {}
        self.asked: set[str] = set()

    def load_bytecode(self, bucket: Bucket) -> None:
        name = f"{bucket.key} {bucket.checksum}"
        self.asked.add(name)
        bucket.code = self.kept.get(name)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self.kept[f"{bucket.key} {bucket.checksum}"] = bucket.code

    def clear(self) -> None:
        self.kept.clear()


COMPILED = Compiled()


class Environment(ImmutableSandboxedEnvironment):
    """Renders the templates of one document in one language; what it prints is kept in `register`."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "**", "%"})
    intercepted_unops = frozenset({"+", "-"})

    def __init__(self, loader: jinja2.BaseLoader | None, language: Language, absent: Callable[[Value], None]) -> None:
        super().__init__(
            loader=loader,
            undefined=jinja2.StrictUndefined,
            finalize=self._print,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            bytecode_cache=COMPILED,
            # `{#id}` names headings in the dialect, so comments are written `{## … ##}`.
            comment_start_string="{##",
            comment_end_string="##}",
        )
        self.language = language
        self.register = Register()
        self.absent = absent
        self.offered: list[Callable[..., Any]] = []
        kept = {name: FILTERS[name] for name in _KEPT_FILTERS}
        refused = {name: _refused_filter(name) for name in FILTERS if name not in _KEPT_FILTERS}
        self.filters = refused | kept | {"first": _first, "last": _last} | filters(language)
        self.globals = {"range": safe_range, "language": language}
        self.tests = self.tests | {"none": lambda value: (value._raw if isinstance(value, Value) else value) is None}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A value's fields without a detour, for they are most of what is looked at; all else as the sandbox has it."""
        if type(obj) is Value and visible(obj, attribute):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only what `view` names; everything else is beyond reach."""
        return visible(obj, attr)

    def is_safe_callable(self, obj: Any) -> bool:
        """Only macros, and the functions that the context offers."""
        return harmless(obj) or any(obj == function for function in self.offered)

    def call(self, context: jinja2.runtime.Context, function: Any, /, *arguments: Any, **named: Any) -> Any:
        """Call what may be called; anything else is refused without saying where in memory it lies."""
        if not self.is_safe_callable(function):
            name = getattr(function, "__name__", type(function).__name__)
            raise LineageLost(f"`{name}`: 서식에서 부를 수 없음", f"`{name}` can't be called in templates")
        return super().call(context, function, *arguments, **named)

    def call_binop(self, context: jinja2.runtime.Context, operator: str, left: Any, right: Any) -> Any:
        """Templates see finished values: arithmetic belongs into what is computed before."""
        raise LineageLost(
            f"`{operator}`: 서식에서 계산할 수 없음",
            f"`{operator}`: nothing is computed in templates",
            _path(left) or _path(right),
        )

    def call_unop(self, context: jinja2.runtime.Context, operator: str, arg: Any) -> Any:
        """See `call_binop`; a negative number written out is fine."""
        if isinstance(arg, int):
            return -arg if operator == "-" else arg
        return self.call_binop(context, operator, arg, None)

    def _print(self, value: Any) -> str:
        """The token of a value; text that a template made itself stays as it is."""
        if isinstance(value, Printed):
            return self.register.token(Field(value.text, value.paths, value.raw, value.format))
        if isinstance(value, Value):
            return self._print_value(value)
        if isinstance(value, Followed):
            return self._print(value.value) + value.particle
        if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
            return str(value)
        if isinstance(value, jinja2.Undefined):
            # Its own complaint says what is undefined.
            return str(value)
        kind = type(value).__name__
        raise LineageLost(f"인쇄할 수 없는 값({kind})", f"a {kind} can't be printed")

    def _print_value(self, value: Value) -> str:
        raw = value._raw
        if raw is None or (isinstance(raw, tuple) and not raw):
            self.absent(value)
            return self.register.token(self.gap(value._paths[0]))
        if isinstance(raw, Bilingual) and not raw.written_in(self.language) and HANGUL.search(raw.ko):
            self.register.untranslated[value._paths[0]] = None
        try:
            text = text_of(raw, self.language)
        except TypeError as error:
            path = value._paths[0]
            raise LineageLost("통째로는 인쇄할 수 없음, 그 아래 필드를 인쇄해야 함", str(error), path) from None
        return self.register.token(Field(text, value._paths, recorded(raw), format_name(raw)))

    def gap(self, path: str) -> Gap:
        """The mark that stands where a value is absent."""
        return Gap(f"[미기재: {path}]" if self.language == "ko" else f"[missing: {path}]", path)


def _path(value: Any) -> str | None:
    paths = value._paths if isinstance(value, Value) else value.paths if isinstance(value, Printed) else ()
    return paths[0] if paths else None


def _refused_filter(name: str) -> Callable[..., Any]:
    def refuse(value: Any, *_: Any, **__: Any) -> Any:
        raise LineageLost(
            f"필터 `{name}`은 값의 출처를 잃으므로 쓸 수 없음",
            f"the filter `{name}` would lose where the value comes from",
            _path(value),
        )

    return refuse


def _first(values: Any) -> Any:
    """The first of several values; where there is none, an absent value."""
    for value in values:
        return value
    return _none_of(values)


def _last(values: Any) -> Any:
    """The last of several values; where there is none, an absent value."""
    items = list(values)
    return items[-1] if items else _none_of(values)


def _none_of(values: Any) -> Value:
    return Value(None, values._paths if isinstance(values, Value) else ("",))


def render(environment: Environment, name: str, context: Mapping[str, Any]) -> str:
    """The Markdown that template `name` makes; raises `RenderingError` with the template's file and line."""
    environment.offered = [value for value in context.values() if isinstance(value, FunctionType | MethodType)]
    with failing_as(RenderingError, name, _known(environment, context)):
        return environment.get_template(name).render(context)


def render_narrative(environment: Environment, file: str, line: int, text: str, context: Mapping[str, Any]) -> str:
    """Narrative with its values filled in; `line` is where `text` begins in `file`.

    Raises `SubmissionError` with the file and line, for narrative is part of the submission.
    """
    if TOKEN_OPEN in text or TOKEN_CLOSE in text:
        raise SubmissionError([_private_character(file, line, text)])
    if "{{" not in text:
        return text
    source = "\n" * (line - 1) + text
    with failing_as(SubmissionError, file, _known(environment, context), source):
        code = environment.compile(source, name=file, filename=file)
        return jinja2.Template.from_code(environment, code, dict(environment.globals)).render(context)[line - 1 :]


def _known(environment: Environment, context: Mapping[str, Any]) -> dict[str, Collection[str]]:
    """The names that somebody may have meant by one that there isn't; refused filters are none of them."""
    return {
        "name": [*context, *environment.globals, *(f"study.{field}" for field in Study.model_fields)],
        "filter": usable_filters(environment),
        "test": list(environment.tests),
    }


def usable_filters(environment: Environment) -> list[str]:
    """The filters that templates may use; those that are there only to be refused are left out."""
    ours = filters(environment.language).keys() | _KEPT_FILTERS | {"first", "last"}
    return [name for name in environment.filters if name in ours]


def _private_character(file: str, line: int, text: str) -> Finding:
    offset = min(text.index(mark) for mark in (TOKEN_OPEN, TOKEN_CLOSE) if mark in text)
    message = Bilingual(
        f"쓸 수 없는 문자 U+{ord(text[offset]):04X}", f"the character U+{ord(text[offset]):04X} can't be used"
    )
    place = Place(file=file, line=line + text.count("\n", 0, offset))
    return Finding(
        "narrative/private-character", Severity.ERROR, message, place, Bilingual("그 문자를 지우십시오", "delete it")
    )
