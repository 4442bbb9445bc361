"""`regdocs check`: what is wrong with a submission, and what the law asks for that isn't there."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from regdocs.cli.console import language_option, message_language, several, verdict, write


def check(
    submission: Annotated[Path, typer.Argument(help="The submission's folder.", show_default=False)],
    format: Annotated[list[str] | None, typer.Option(help="text, json (default: text).", show_default=False)] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            help="A file to write to, for several formats a folder (default: standard output).", show_default=False
        ),
    ] = None,
    fail_on: Annotated[str, typer.Option(help="error, warning, note or never.")] = "error",
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Judge by the law of this day.", show_default=False)
    ] = None,
    lang: Annotated[str | None, typer.Option(help="Language of messages: ko or en.", callback=language_option)] = None,
) -> None:
    """Report everything found: load errors, missing values and sections, requirements in force that aren't met."""
    from regdocs.check.check import check as run
    from regdocs.check.report import FILES, REPORTERS

    if fail_on not in ("error", "warning", "note", "never"):
        raise typer.BadParameter("error, warning, note, never", param_hint="--fail-on")
    formats = several(format or ("text",), REPORTERS)
    if len(formats) > 1 and output is None:
        raise typer.BadParameter("several formats need a folder", param_hint="--output")
    day: date | None = as_of.date() if as_of else None
    report = run(submission, day)
    for name in formats:
        target = output / FILES[name] if output is not None and len(formats) > 1 else output
        write(REPORTERS[name](report, message_language(lang)), target)
    raise typer.Exit(report.failure or verdict(report.findings, fail_on))
