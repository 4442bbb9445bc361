"""Running the program's commands, and answering in the user's language a call that asks for help or can't be understood."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from io import StringIO
from typing import Any, cast

import typer

from regdocs.finding import ExitCode
from regdocs.language import Language

# Typer has brought its own Click along since 0.2x; both keep this line of ancestors, and neither gives it a public name.
_NotUnderstood = cast(type[Exception], typer.BadParameter.__mro__[2])

_FILLER = "\ue000"
"""Stands behind each wide letter while lines are broken, so that they are broken by columns and not by letters."""


def run(application: typer.Typer, arguments: Sequence[str] | None, language: Language) -> int:
    """Run the command that `arguments` name (None: those of the process); the exit code.

    What a command raises goes through; a call that can't be understood is answered on standard error.
    """
    program = typer.main.get_command(application)
    translate = _korean(program) if language == "ko" else str
    try:
        found = program.main(None if arguments is None else list(arguments), "regdocs", standalone_mode=False)
    except _NotUnderstood as error:
        said = StringIO()
        cast(Any, error).show(said)
        typer.echo(translate(said.getvalue()), err=True, nl=False)
        return int(getattr(error, "exit_code", ExitCode.USAGE))
    except typer.Abort:
        return 1
    return found if isinstance(found, int) else ExitCode.WELL


def _korean(program: Any) -> Callable[[str], str]:
    """Let the commands and their parameters speak Korean; what translates the rest that Typer says."""
    from regdocs.cli.korean import HELP, korean

    def speak(command: Any) -> None:
        command.help = _spaced(HELP.get(command.help, command.help))
        for parameter in command.params:
            if getattr(parameter, "help", None):
                parameter.help = _spaced(HELP.get(parameter.help, parameter.help))
        helped = command.get_help
        command.get_help = lambda context: said(helped(context))
        for below in getattr(command, "commands", {}).values():
            speak(below)

    def said(text: str) -> str:
        return korean(text.replace(_FILLER, ""))

    speak(program)
    return said


def _spaced(text: str) -> str:
    return "".join(each + _FILLER if unicodedata.east_asian_width(each) in "WF" else each for each in text)
