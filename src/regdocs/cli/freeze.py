"""`regdocs freeze`: keep a revision for good."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from regdocs.cli.console import day, errors_from_here, language_option, message_language, show, shown_path


def freeze(
    submission: Annotated[Path, typer.Argument(help="The submission's folder.", show_default=False)],
    label: Annotated[str, typer.Argument(help="How the revision is called, such as rev1.", show_default=False)],
    why: Annotated[str, typer.Option(help="What the revision is for.", metavar="TEXT", show_default=False)] = "",
    date: Annotated[
        date | None,
        typer.Option(parser=day, metavar="YYYY-MM-DD", help="Its day (default: filing.date).", show_default=False),
    ] = None,
    lang: Annotated[str | None, typer.Option(help="Language of messages: ko or en.", callback=language_option)] = None,
) -> None:
    """Keep the submission as it is now under revisions/LABEL; it is never written again, and every change is noticed."""
    from regdocs.review.freeze import freeze as run

    language = message_language(lang)
    with errors_from_here(submission):
        made = run(submission, label, why, date)
    show(made.findings, language, submission)
    manifest, where = made.revision.manifest, shown_path(made.revision.path)
    if language == "ko":
        typer.echo(f"{where}: 문서 {len(manifest.documents)}개를 확정함 (manifest {made.revision.sha256[:16]})")
    else:
        typer.echo(f"{where}: {len(manifest.documents)} documents frozen (manifest {made.revision.sha256[:16]})")
