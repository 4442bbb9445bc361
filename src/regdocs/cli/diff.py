"""`regdocs diff`: what changed between two revisions, why, and what the law says about it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regdocs.cli.console import language_option, message_language, one_of, several, show, shown_path, write
from regdocs.finding import ExitCode, Finding, Severity, UsageError
from regdocs.language import Bilingual, Language

if TYPE_CHECKING:
    from regdocs.review.faces import Drawn
    from regdocs.review.opened import Compared

_STAGES = ("review", "approved")


def diff(
    old: Annotated[
        str,
        typer.Argument(
            help="The older: SUBMISSION, SUBMISSION@LABEL, git:REV, git:REV:PATH, or a DOCX, PDF or HWPX.",
            show_default=False,
        ),
    ],
    new: Annotated[str, typer.Argument(help="The newer, in the same ways.", show_default=False)],
    format: Annotated[
        list[str] | None,
        typer.Option(help="text, json, html, docx, table, markdown (default: text).", show_default=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="A folder for the files; docx, table and several formats need it.", show_default=False),
    ] = None,
    document: Annotated[list[str] | None, typer.Option(help="Only these documents, by id.", show_default=False)] = None,
    stage: Annotated[
        str | None,
        typer.Option(
            help="review or approved: when the change comes (default: as the study says).", show_default=False
        ),
    ] = None,
    style: Annotated[str, typer.Option(help="The change table's form: filing, or law (현행·개정안).")] = "filing",
    bilingual: Annotated[bool, typer.Option("--bilingual", help="The change table in both languages.")] = False,
    author: Annotated[str, typer.Option(help="Whose changes the redlines show.")] = "regdocs",
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit 5 where there are differences.")] = False,
    require_reasons: Annotated[
        bool, typer.Option("--require-reasons", help="List changes without a reason, and exit 1.")
    ] = False,
    write_changes: Annotated[
        bool, typer.Option("--write-changes", help="Add an entry to changes.yaml for each change that has none.")
    ] = False,
    lang: Annotated[str | None, typer.Option(help="Language: ko or en.", callback=language_option)] = None,
) -> None:
    """Compare two revisions once; draw it as text, Markdown, JSON, web page, redlines or change table."""
    from regdocs.review.change import Stage
    from regdocs.review.faces import FACES, PRINTABLE, Look
    from regdocs.review.opened import compared

    formats = several(format or ("text",), FACES)
    if out is None and (len(formats) > 1 or formats[0] not in PRINTABLE):
        raise typer.BadParameter("docx, table and several formats need a folder", param_hint="--out")
    if stage is not None:
        one_of(stage, _STAGES, "--stage")
    one_of(style, ("filing", "law"), "--style")
    language = message_language(lang)
    look = Look("en" if lang == "en" else "ko", language, style == "law", bilingual, author)
    with compared(old, new, Stage(stage) if stage else None, frozenset(several(document or ()))) as found:
        findings = [*_said(found)]
        if write_changes:
            typer.echo(_written(new, found).text(language), err=True)
        drawn = [FACES[name](found, look) for name in formats]
        _put(drawn, out, language)
        missing = _unexplained(found) if require_reasons else []
    show([*findings, *(finding for each in drawn for finding in each.findings), *missing], language)
    raise typer.Exit(_code(found, missing, exit_code))


def _said(found: Compared) -> Sequence[Finding]:
    """What opening the two sides had to say."""
    from regdocs.review.opened import Sides

    return (*found.of.old.findings, *found.of.new.findings) if isinstance(found.of, Sides) else ()


def _put(drawn: Sequence[Drawn], out: Path | None, language: Language) -> None:
    from regdocs.build.output import write_one

    files = {name: data for each in drawn for name, data in each.files.items()}
    if out is None:
        for data in files.values():
            write(data.decode(), None)
        return
    for name, data in files.items():
        write_one(out / name, data)
    where = shown_path(out)
    said = Bilingual(f"{where}: 파일 {len(files)}개 작성", f"{where}: {len(files)} files written")
    typer.echo(said.text(language))


def _written(new: str, found: Compared) -> Bilingual:
    """Bring changes.yaml of the new side up to date; only a living submission has one that may be written."""
    from regdocs.review.opened import Sides
    from regdocs.review.reasons import NAME
    from regdocs.review.scaffold import write_changes
    from regdocs.submission.git import GIT

    if not isinstance(found.of, Sides) or found.of.new.revision is not None or new.startswith(GIT):
        message = Bilingual(
            "변경사유는 고정되지 않은 제출 폴더에만 쓸 수 있음",
            "reasons can only be written into a living submission folder",
        )
        remedy = Bilingual("NEW에 제출 폴더를 지정하십시오", "name a submission's folder as NEW")
        raise UsageError([Finding("usage/write-changes", Severity.ERROR, message, remedy=remedy)])
    added, gone = write_changes(found.of.new.submission.folder, found.comparison)
    return Bilingual(
        f"{NAME}: 항목 {added}개 추가, 지금 없는 변경의 항목 {gone}개",
        f"{NAME}: {added} entries added, {gone} of changes that aren't there now",
    )


def _unexplained(found: Compared) -> list[Finding]:
    from regdocs.review.reasons import unexplained

    return unexplained(found.comparison)


def _code(found: Compared, missing: Sequence[Finding], exit_code: bool) -> ExitCode:
    if missing:
        return ExitCode.FINDINGS
    differs = found.comparison.changes or found.comparison.fields
    return ExitCode.DIFFERENT if exit_code and differs else ExitCode.WELL
