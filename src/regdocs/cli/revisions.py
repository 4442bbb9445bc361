"""`regdocs revisions`: list the frozen revisions, and prove that they are what was frozen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from regdocs.cli.console import language_option, message_language, several, show, write
from regdocs.finding import ExitCode


def revisions(
    submission: Annotated[Path, typer.Argument(help="The submission's folder.", show_default=False)],
    format: Annotated[str, typer.Option(help="text, json.")] = "text",
    output: Annotated[
        Path | None, typer.Option(help="A file to write to (default: standard output).", show_default=False)
    ] = None,
    lang: Annotated[str | None, typer.Option(help="Language: ko or en.", callback=language_option)] = None,
) -> None:
    """List label, date, why, documents and hash of each revision; exits 6 where one was changed."""
    from regdocs.review.revisions import REPORTERS, listed

    (form,) = several([format], REPORTERS) or ("text",)
    language = message_language(lang)
    found = listed(submission)
    write(REPORTERS[form](found, language), output)
    show(found.findings, language)
    raise typer.Exit(ExitCode.MISMATCH if found.findings else ExitCode.WELL)
