"""`regdocs check`: what is wrong with a submission, or with a file that is to be sent, and what the law asks for that isn't there."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regdocs.cli.console import language_option, message_language, several, verdict, write

if TYPE_CHECKING:
    from regdocs.check.check import Report


def check(
    target: Annotated[
        Path,
        typer.Argument(
            help="The submission's folder, or a DOCX or PDF.", metavar="SUBMISSION|FILE", show_default=False
        ),
    ],
    document: Annotated[
        str | None, typer.Option(help="Which document the FILE is (research-plan …).", show_default=False)
    ] = None,
    submission: Annotated[
        Path | None, typer.Option(help="Hold the FILE's values against this submission.", show_default=False)
    ] = None,
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
    from regdocs.check.report import FILES, REPORTERS

    if fail_on not in ("error", "warning", "note", "never"):
        raise typer.BadParameter("error, warning, note, never", param_hint="--fail-on")
    formats = several(format or ("text",), REPORTERS)
    if len(formats) > 1 and output is None:
        raise typer.BadParameter("several formats need a folder", param_hint="--output")
    day: date | None = as_of.date() if as_of else None
    report = _report(target, document, submission, day)
    for name in formats:
        file = output / FILES[name] if output is not None and len(formats) > 1 else output
        write(REPORTERS[name](report, message_language(lang)), file)
    raise typer.Exit(report.failure or verdict(report.findings, fail_on))


def _report(target: Path, document: str | None, submission: Path | None, day: date | None) -> Report:
    """What there is to say of a submission, or of a rendered file."""
    if target.is_dir() or not (document or submission or target.is_file()):
        if document or submission:
            raise typer.BadParameter("only with a FILE", param_hint="--document, --submission")
        from regdocs.check.check import check as run

        return run(target, day)
    from regdocs.check.rendered.check import check_file

    return check_file(target, document, submission, day)
