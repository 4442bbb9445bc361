"""`regdocs supplement`: the answer to a supplement demand, with its change table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regdocs.cli.console import language_option, message_language, several, show, shown_path, verdict
from regdocs.language import Bilingual

if TYPE_CHECKING:
    from regdocs.review.supplement.make import Made


def supplement(
    submission: Annotated[Path, typer.Argument(help="The submission's folder.", show_default=False)],
    round: Annotated[
        str, typer.Argument(help="The round: the name of its file in supplements/, without .yaml.", show_default=False)
    ],
    format: Annotated[list[str] | None, typer.Option(help="docx, pdf (default: both).", show_default=False)] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Where to write (default: SUBMISSION/build/supplements/ROUND).", show_default=False),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Also replace files that were edited.")] = False,
    fail_on: Annotated[str, typer.Option(help="error, warning, note or never.")] = "error",
    lang: Annotated[str | None, typer.Option(help="Language of messages: ko or en.", callback=language_option)] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but findings.")] = False,
) -> None:
    """Write the answer document (보완자료 답변서) and the change table of a round; exits 1 on findings."""
    from regdocs.review.supplement.make import FORMATS, make

    if fail_on not in ("error", "warning", "note", "never"):
        raise typer.BadParameter("error, warning, note, never", param_hint="--fail-on")
    language = message_language(lang)
    made = make(submission, round, several(format or FORMATS, FORMATS), out, overwrite=overwrite)
    show(made.findings, language)
    if not quiet:
        typer.echo(_said(made).text(language))
    raise typer.Exit(verdict(made.findings, fail_on))


def _said(made: Made) -> Bilingual:
    where, round_ = shown_path(made.folder), made.round.loaded.round
    answered = sum(each.answered for each in round_.questions)
    due, changed = made.round.days.due, len(made.round.changed)
    return Bilingual(
        f"{where}: 파일 {len(made.files)}개 작성\n질의 {len(round_.questions)}개 중 {answered}개 답변, "
        f"바뀐 문서 {changed}개, 보완기한 {due or '모름'}",
        f"{where}: {len(made.files)} files written\n{answered} of {len(round_.questions)} questions answered, "
        f"{changed} documents changed, due {due or 'unknown'}",
    )
