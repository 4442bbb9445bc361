"""The program `regdocs`: its commands, and the one place where failures become messages and exit codes."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

import typer

import regdocs
from regdocs.cli.build import build
from regdocs.cli.calendar import calendar
from regdocs.cli.check import check
from regdocs.cli.console import message_language, show, use_utf8
from regdocs.cli.diff import diff
from regdocs.cli.doctor import doctor
from regdocs.cli.freeze import freeze
from regdocs.cli.new import new
from regdocs.cli.packet import packet
from regdocs.cli.revisions import revisions
from regdocs.cli.rules import rules
from regdocs.cli.schema import schema
from regdocs.cli.supplement import supplement
from regdocs.cli.templates import templates
from regdocs.cli.trace import trace
from regdocs.cli.usage import run
from regdocs.cli.verify import verify
from regdocs.cli.watch import watch
from regdocs.finding import ExitCode, RegdocsError

application = typer.Typer(
    name="regdocs",
    help="Regulatory filings for high-risk advanced regenerative medicine research in Korea, from one study description.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (
    new,
    build,
    check,
    watch,
    packet,
    verify,
    calendar,
    trace,
    freeze,
    revisions,
    diff,
    supplement,
    schema,
    rules,
    doctor,
):
    application.command()(command)
application.add_typer(templates, name="templates")

_PATIENCE = (100_000, 50, 100)
"""How seldom Python looks for dead cycles. A run makes a million objects and hardly a cycle: looking takes a third of it."""


@application.callback(invoke_without_command=True)
def _version(version: bool = typer.Option(False, "--version", help="Print the version.")) -> None:
    if version:
        typer.echo(f"regdocs {regdocs.__version__}")
        raise typer.Exit


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and end the process with its exit code; a person's mistake never gives a traceback."""
    use_utf8()
    gc.set_threshold(*_PATIENCE)
    language = message_language(_asked_language(sys.argv[1:] if arguments is None else arguments))
    try:
        sys.exit(run(application, arguments, language))
    except RegdocsError as error:
        show(error.findings, language)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(ExitCode.WELL)
    except Exception as error:  # the last net: a bug of ours is named as such, with where it happened
        _bug(error)
        sys.exit(ExitCode.OUR_BUG)


def _asked_language(arguments: Sequence[str]) -> str | None:
    """The value of `--lang`, for a failure outside the command that it was given to."""
    for index, argument in enumerate(arguments):
        if argument == "--lang":
            return next(iter(arguments[index + 1 : index + 2]), None)
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return None


def _bug(error: Exception) -> None:
    traceback = error.__traceback__
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    where = ""
    if traceback is not None:
        module = traceback.tb_frame.f_globals.get("__name__", "?")
        where = f" ({module}:{traceback.tb_lineno})"
    typer.echo(
        f"regdocs {regdocs.__version__}: 프로그램 오류. 아래 줄을 알려 주십시오. / This is a bug in regdocs; please report this line.\n"
        f"{type(error).__name__}: {error}{where}",
        err=True,
    )
