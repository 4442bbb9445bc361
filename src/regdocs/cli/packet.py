"""`regdocs packet`: what is handed in – a folder, its zip and one merged PDF for each receiver."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regdocs.cli.console import (
    errors_from_here,
    language_option,
    message_language,
    show,
    shown_path,
    submission_folder,
    verdict,
)

if TYPE_CHECKING:
    from regdocs.compose.compose import Composed
    from regdocs.finding import Finding
    from regdocs.submission.load import Submission
    from regdocs.template_set.load import TemplateSet


def packet(
    submission: Annotated[
        Path,
        typer.Argument(
            help="The submission's folder, built, or SUBMISSION@LABEL.", show_default=False, callback=submission_folder
        ),
    ],
    route: Annotated[
        str | None,
        typer.Option(help="committee, mfds, combined, facility (default: as the filing asks).", show_default=False),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Where to write (default: SUBMISSION/build/packet).", show_default=False)
    ] = None,
    build: Annotated[
        Path | None, typer.Option(help="The folder of the build (default: SUBMISSION/build).", show_default=False)
    ] = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="Allow what still lacks signatures, values or files; every tab says 초안.")
    ] = False,
    split: Annotated[
        str | None,
        typer.Option(help="The largest file that the portal takes, such as 50MB.", metavar="SIZE", show_default=False),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Also replace a packet that was changed.")] = False,
    lang: Annotated[str | None, typer.Option(help="Language of messages: ko or en.", callback=language_option)] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but findings.")] = False,
) -> None:
    """Put together what is handed in; refused, by name, for gaps, stale or edited documents and unfit attachments."""
    from regdocs.check.check import check_loaded
    from regdocs.packet.assemble import packets
    from regdocs.packet.names import size
    from regdocs.packet.options import Options

    language = message_language(lang)
    options = Options(route, out, build, draft, size(split) if split else None, overwrite)

    def judge(loaded: Submission, template_set: TemplateSet, composed: Sequence[Composed]) -> Iterable[Finding]:
        return check_loaded(loaded, template_set, composed, loaded.study.filing.as_of).findings

    with errors_from_here(submission):
        results = packets(submission, options, judge)
    findings = [finding for result in results for finding in result.findings]
    show(dict.fromkeys(findings), language, submission)
    for result in results if not quiet else ():
        where = shown_path(result.folder)
        if language == "ko":
            typer.echo(f"{where}: {result.pages:,}쪽, 파일 {result.files}개 (manifest {result.sha256[:16]})")
        else:
            typer.echo(f"{where}: {result.pages:,} pages, {result.files} files (manifest {result.sha256[:16]})")
    raise typer.Exit(verdict(findings))
