"""`regdocs supplement`: the answer to a supplement demand, with its change table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regdocs.cli.console import (
    BARS,
    errors_from_here,
    language_option,
    message_language,
    one_of,
    several,
    show,
    shown_path,
    verdict,
)
from regdocs.finding import ExitCode, Finding, Severity
from regdocs.language import Bilingual

if TYPE_CHECKING:
    from regdocs.packet.options import Options, Result
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
    packet: Annotated[
        bool, typer.Option("--packet/--no-packet", help="The packet of the documents that changed, too (needs pdf).")
    ] = True,
    draft: Annotated[
        bool, typer.Option("--draft", help="Allow a packet that lacks signatures, values or files; its tabs say 초안.")
    ] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Also replace files that were edited.")] = False,
    fail_on: Annotated[str, typer.Option(help="error, warning, note or never.")] = "error",
    copy: Annotated[
        str | None,
        typer.Option("--language", help="en: a working copy in English instead, into en/; no packet.", metavar="ko|en"),
    ] = None,
    lang: Annotated[str | None, typer.Option(help="Language of messages: ko or en.", callback=language_option)] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but findings.")] = False,
) -> None:
    """Write the answer document (보완자료 답변서), the change table and the packet of a round; exits 1 on findings."""
    from regdocs.packet.options import Options
    from regdocs.review.supplement.make import FORMATS, make

    one_of(fail_on, BARS, "--fail-on")
    if copy is not None:
        one_of(copy, ("ko", "en"), "--language")
    language = message_language(lang)
    formats = several(format or FORMATS, FORMATS)
    with errors_from_here(submission):
        made = make(submission, round, formats, out, overwrite=overwrite, language="en" if copy == "en" else "ko")
    show(made.findings, language, submission)
    if not quiet:
        typer.echo(_said(made).text(language))
    failing = verdict(made.findings, fail_on)
    edited = [finding for finding in made.findings if finding.rule == "build/edited-file"]
    if packet and edited:
        show([_edited()], language)
        raise typer.Exit(ExitCode.FINDINGS)
    if packet and copy != "en" and "pdf" in formats and (draft or not failing):
        options = Options(out=made.folder / "packet", draft=draft, overwrite=overwrite)
        made_packet = packed(submission, made, options)
        show(made_packet.findings, language, submission)
        if not quiet:
            typer.echo(_packed(made_packet).text(language))
    raise typer.Exit(failing)


def _edited() -> Finding:
    """A file that somebody edited says other things than its PDF: nobody could say which is the answer."""
    message = Bilingual("수정된 파일이 있어 제출자료를 만들지 않음", "no packet is made while a file was edited")
    remedy = Bilingual(
        "수정 내용을 supplements의 YAML에 옮긴 뒤 --overwrite를 쓰십시오",
        "bring the edits into the YAML in supplements/, then use --overwrite",
    )
    return Finding("packet/edited-document", Severity.ERROR, message, remedy=remedy)


def packed(submission: Path, made: Made, options: Options) -> Result:
    """The packet of a round that was made: what review and packet, which don't know each other, say to one another."""
    from regdocs.packet.supplement import Contents, Paper, supplement_packet
    from regdocs.review.supplement.view import addressee

    round_ = made.round.loaded.round
    papers = tuple(
        Paper(document, made.folder / f"{document.stem}.pdf", pages) for document, pages in made.papers if pages
    )
    contents = Contents(
        Bilingual(f"보완자료({round_.kind.label.ko})", f"Supplement ({round_.kind.label.text('en')})"),
        addressee(round_),
        papers,
        tuple(document.key for document in made.round.changed),
        tuple(dict.fromkeys(each for question in round_.questions for each in question.attachments)),
    )
    return supplement_packet(submission, contents, replace(options, round=made.round.loaded.id))


def _packed(result: Result) -> Bilingual:
    where = shown_path(result.folder)
    return Bilingual(
        f"{where}: {result.pages:,}쪽, 파일 {result.files}개 (manifest {result.sha256[:16]})",
        f"{where}: {result.pages:,} pages, {result.files} files (manifest {result.sha256[:16]})",
    )


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
