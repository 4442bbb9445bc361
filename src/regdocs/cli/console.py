"""What every command shares on a terminal: language, findings, progress."""

from __future__ import annotations

import locale
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import typer

from regdocs.check.words import line
from regdocs.finding import ExitCode, Finding, RegdocsError, Severity, UsageError
from regdocs.language import LANGUAGES, Bilingual, Language
from regdocs.submission.frozen import is_frozen, refuse_frozen
from regdocs.submission.inputs import FILES, FOLDERS

BARS = ("error", "warning", "note", "never")
"""What `--fail-on` may be."""

_STEPS = {
    "ko": {"compose": "문서 구성", "lay out": "쪽 배치", "write": "파일 작성"},
    "en": {"compose": "composing", "lay out": "laying out", "write": "writing"},
}


def use_utf8() -> None:
    """Write what the terminal's encoding lacks as `?` rather than fail (a CP949 console, a C locale)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def message_language(wanted: str | None) -> Language:
    """The language of messages: as asked for, else the locale's, else English."""
    if wanted in ("ko", "en"):
        return "ko" if wanted == "ko" else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "ko" if os.environ[name].lower().startswith("ko") else "en"
    return "ko" if (locale.getlocale()[0] or "").lower().startswith("ko") else "en"


def language_option(value: str | None) -> str | None:
    """Refuse a language that no filing is written in."""
    return value if value is None else one_of(value, LANGUAGES)


def submission_folder(value: Path | None) -> Path | None:
    """The folder that SUBMISSION or SUBMISSION@LABEL stands for; a frozen revision is proven before it is read."""
    if value is None or ("@" not in value.name and not is_frozen(value)):
        return value
    from regdocs.submission.revision import resolve

    return resolve(value)


def submission_folders(values: list[Path] | None) -> list[Path] | None:
    """The same for an argument that takes several."""
    return None if values is None else [folder for each in values if (folder := submission_folder(each)) is not None]


def several(values: Iterable[str], known: Iterable[str] | None = None) -> tuple[str, ...]:
    """The values of an option that may be repeated or given with commas, each once, in order."""
    split = [part.strip() for value in values for part in value.split(",") if part.strip()]
    if known is not None:
        allowed = list(known)
        for part in split:
            if part not in allowed:
                raise typer.BadParameter(_choices(part, allowed))
    return tuple(dict.fromkeys(split))


def one_of(value: str, known: Iterable[str], option: str | None = None) -> str:
    """The value of an option that takes one of a few words; a usage error, with the nearest of them, for any other."""
    allowed = list(known)
    if value not in allowed:
        raise typer.BadParameter(_choices(value, allowed), param_hint=option)
    return value


def _choices(value: str, allowed: list[str]) -> str:
    from regdocs.submission.problem import nearest, shown

    near = nearest(value, allowed)
    return f"`{shown(value)}`: {', '.join(allowed)}{f' (did you mean `{near}`?)' if near else ''}"


def show(findings: Iterable[Finding], language: Language, folder: Path | None = None) -> None:
    """Print findings, one line each, the weightiest first; `folder` is the submission whose files they name."""
    for finding in sorted(findings, key=lambda each: -each.severity.weight):
        typer.echo(line(finding if folder is None else from_here(finding, folder), language), err=True)


def write(text: str | bytes, output: Path | None) -> None:
    """Print a command's result, or write it to a file; raises `UsageError` where the file can't be written."""
    if output is not None:
        refuse_frozen(output)
    try:
        if output is None:
            typer.echo(text, nl=False)
        else:
            output.parent.mkdir(parents=True, exist_ok=True)
            output.write_bytes(text.encode() if isinstance(text, str) else text)
    except BrokenPipeError:
        raise
    except OSError as error:
        ko, en = (f"`{output.name}`",) * 2 if output is not None else ("표준 출력", "standard output")
        message = Bilingual(f"{ko}: 쓸 수 없음({error.strerror})", f"{en} can't be written ({error.strerror})")
        remedy = Bilingual("다른 파일을 지정하십시오", "give another file")
        raise UsageError([Finding("usage/output", Severity.ERROR, message, remedy=remedy)]) from error


def verdict(findings: Iterable[Finding], fail_on: str = "error") -> ExitCode:
    """The exit code that findings call for: FINDINGS where one weighs at least `fail_on`."""
    if fail_on == "never":
        return ExitCode.WELL
    bar = Severity(fail_on).weight
    return ExitCode.FINDINGS if any(finding.severity.weight >= bar for finding in findings) else ExitCode.WELL


def from_here(finding: Finding, folder: Path) -> Finding:
    """A finding on a file of a submission with that file as a path from the current folder, which a terminal opens."""
    place = finding.place
    if place.file is None or not (place.file in FILES or place.file.partition("/")[0] in FOLDERS):
        return finding
    try:
        file = Path(os.path.relpath(folder / place.file)).as_posix()
    except ValueError:  # another drive
        return finding
    path = place.path
    if path is not None and path.startswith(f"{place.file}#"):
        path = file + path.removeprefix(place.file)
    return replace(finding, place=replace(place, file=file, path=path))


@contextmanager
def errors_from_here(folder: Path) -> Iterator[None]:
    """Errors on files of the submission in `folder` name them by paths from the current folder too."""
    try:
        yield
    except RegdocsError as error:
        raise type(error)(from_here(each, folder) for each in error.findings) from error


def shown_path(path: Path) -> str:
    """A path as the user would type it: relative to the current folder where it lies below it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def typed(path: Path) -> str:
    """The same as one argument of a command, in quotes where a shell would part it."""
    name = shown_path(path)
    if re.fullmatch(r"[\w./\\:@+-]+", name):
        return name
    return f'"{name}"' if os.name == "nt" else shlex.quote(name)


def day(text: str) -> date:
    """The day that an option gives."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"`{text}`: YYYY-MM-DD (2026-04-01)") from None


@contextmanager
def progress(quiet: bool, language: Language) -> Iterator[Callable[[str, int, int], None] | None]:
    """A progress bar on a terminal; nothing when quiet or where nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    # Without a thread of its own: a process that has one can't be forked, and forking is quick.
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=None)

        def report(what: str, done: int, total: int) -> None:
            bar.update(task, description=_STEPS[language][what], completed=done, total=total, refresh=True)

        yield report
