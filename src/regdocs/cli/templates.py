"""`regdocs templates check`: what is wrong with a template set, before any filing is printed by it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regdocs.cli.console import BARS, language_option, message_language, one_of, several, verdict, write

if TYPE_CHECKING:
    from regdocs.check.templates.target import Linted

templates = typer.Typer(help="Look after template sets.", no_args_is_help=True, rich_markup_mode=None)


@templates.callback()
def _group() -> None:
    """Look after template sets."""


@templates.command()
def check(
    target: Annotated[
        str,
        typer.Argument(
            help="A shipped set's id, a set's folder, or a submission with its overrides.",
            metavar="SET|SUBMISSION",
            show_default=False,
        ),
    ],
    format: Annotated[list[str] | None, typer.Option(help="text, json (default: text).", show_default=False)] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            help="A file to write to, for several formats a folder (default: standard output).", show_default=False
        ),
    ] = None,
    fail_on: Annotated[str, typer.Option(help="error, warning, note or never.")] = "error",
    lang: Annotated[str | None, typer.Option(help="Language of messages: ko or en.", callback=language_option)] = None,
) -> None:
    """Lint a template set: unknown names and fields, broken syntax, parts, English, requirements, unused files."""
    from regdocs.check.templates.report import FILES, REPORTERS
    from regdocs.check.templates.target import lint

    one_of(fail_on, BARS, "--fail-on")
    formats = several(format or ("text",), REPORTERS)
    if len(formats) > 1 and output is None:
        raise typer.BadParameter("several formats need a folder", param_hint="--output")
    linted = _with_packets(lint(target))
    for name in formats:
        file = output / FILES[name] if output is not None and len(formats) > 1 else output
        write(REPORTERS[name](linted, message_language(lang)), file)
    raise typer.Exit(linted.failure or verdict(linted.findings, fail_on))


def _with_packets(linted: Linted) -> Linted:
    """With what is wrong with the packets that the set declares, where it declares any."""
    from regdocs.finding import RenderingError
    from regdocs.packet.specification import FILE, load

    if linted.template_set is None or FILE not in linted.template_set.inputs:
        return linted
    try:
        load(linted.template_set)
    except RenderingError as error:
        return replace(linted, findings=(*error.findings, *linted.findings))
    return linted
