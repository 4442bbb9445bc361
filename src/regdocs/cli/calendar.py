"""`regdocs calendar`: the days of a filing's review, of the reports after it, of the licences that it rests on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from regdocs.cli.console import (
    BARS,
    errors_from_here,
    language_option,
    message_language,
    one_of,
    several,
    show,
    submission_folder,
    verdict,
    write,
)


def calendar(
    submission: Annotated[
        Path,
        typer.Argument(
            help="The submission's folder, or SUBMISSION@LABEL.", show_default=False, callback=submission_folder
        ),
    ],
    format: Annotated[
        list[str] | None, typer.Option(help="text, json, ics (default: text).", show_default=False)
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            help="A file to write to, for several formats a folder (default: standard output).", show_default=False
        ),
    ] = None,
    fail_on: Annotated[str, typer.Option(help="error, warning, note or never.")] = "error",
    lang: Annotated[str | None, typer.Option(help="Language: ko or en.", callback=language_option)] = None,
) -> None:
    """Print the processing calendar from the receipt date (planned from the filing date); exits 1 on findings."""
    from regdocs.calendar.calendar import calendar as make
    from regdocs.calendar.report import FILES, REPORTERS
    from regdocs.submission.load import load
    from regdocs.template_set.load import template_set_of

    one_of(fail_on, BARS, "--fail-on")
    formats = several(format or ("text",), REPORTERS)
    if len(formats) > 1 and output is None:
        raise typer.BadParameter("several formats need a folder", param_hint="--output")
    language = message_language(lang)
    with errors_from_here(submission):
        loaded = load(submission)
        made = make(loaded, template_set_of(loaded))
    for name in formats:
        target = output / FILES[name] if output is not None and len(formats) > 1 else output
        write(REPORTERS[name](made, language), target)
    show(made.findings, language, submission)
    raise typer.Exit(verdict(made.findings, fail_on))
