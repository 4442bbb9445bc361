"""`regdocs build`: write the documents of a submission."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from regdocs.cli.console import language_option, message_language, progress, several, show, shown_path, verdict


def build(
    submission: Annotated[Path, typer.Argument(help="The submission's folder.", show_default=False)],
    format: Annotated[list[str] | None, typer.Option(help="docx, pdf (default: both).", show_default=False)] = None,
    document: Annotated[list[str] | None, typer.Option(help="Only these documents, by id.", show_default=False)] = None,
    lang: Annotated[
        str | None, typer.Option(help="ko (the filing) or en (working copies).", callback=language_option)
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Where to write (default: SUBMISSION/build).", show_default=False)
    ] = None,
    measure: Annotated[
        str, typer.Option(help="Page numbers in DOCX from the PDF's layout (pdf) or from LibreOffice.")
    ] = "pdf",
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Also replace files that were edited.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but findings.")] = False,
) -> None:
    """Write the documents and build.json; exits 1 where something that a document prints is absent."""
    from regdocs.build.memory import recall
    from regdocs.build.options import FORMATS, Options

    if measure not in ("pdf", "libreoffice"):
        raise typer.BadParameter("pdf, libreoffice", param_hint="--measure")
    language = message_language(lang)
    options = Options(
        formats=several(format or FORMATS, FORMATS),
        documents=several(document or ()),
        language="en" if lang == "en" else "ko",
        out=out,
        overwrite=overwrite,
        measure=measure,
    )
    result = recall(submission, options)
    if result is None:
        # Nothing heavy is imported for a build that has nothing to do.
        from regdocs.build.build import build as run

        with progress(quiet, language) as report:
            result = run(submission, options, progress=report)
    show(result.findings, language)
    if not quiet:
        count = sum(1 for name in result.files if not name.startswith("trees/"))
        where = shown_path(result.folder)
        korean = f"{where}: 파일 {count}개" + (" (변경 없음)" if result.unchanged else " 작성")
        english = f"{where}: {count} files" + (" (nothing changed)" if result.unchanged else " written")
        typer.echo(korean if language == "ko" else english)
    raise typer.Exit(verdict(result.findings))
