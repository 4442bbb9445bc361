"""`regdocs build`: write the documents of a submission."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from regdocs.cli.console import (
    errors_from_here,
    language_option,
    message_language,
    one_of,
    progress,
    several,
    show,
    shown_path,
    submission_folder,
    verdict,
)
from regdocs.finding import Finding
from regdocs.language import Bilingual, Language
from regdocs.submission.frozen import is_frozen


def build(
    submission: Annotated[
        Path,
        typer.Argument(
            help="The submission's folder, or SUBMISSION@LABEL.", show_default=False, callback=submission_folder
        ),
    ],
    format: Annotated[
        list[str] | None, typer.Option(help="docx, pdf, hwpx (default: docx, pdf).", show_default=False)
    ] = None,
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
    from regdocs.build.options import FORMATS, USUAL, Options

    one_of(measure, ("pdf", "libreoffice"), "--measure")
    language = message_language(lang)
    options = Options(
        formats=several(format or USUAL, FORMATS),
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

        with errors_from_here(submission), progress(quiet, language) as report:
            result = run(submission, options, progress=report)
    findings = [*result.findings, *_unlike(submission, result.folder, options.language)]
    show(_once(findings), language, submission)
    if not quiet:
        count = sum(1 for name in result.files if not name.startswith("trees/"))
        where = shown_path(result.folder)
        korean = f"{where}: 파일 {count}개" + (" (변경 없음)" if result.unchanged else " 작성")
        english = f"{where}: {count} files" + (" (nothing changed)" if result.unchanged else " written")
        typer.echo(korean if language == "ko" else english)
        if options.language == "en":
            typer.echo(_untranslated(result.findings).text(language))
    raise typer.Exit(verdict(result.findings))


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Each thing once: what several papers lack is told where the first does, with how many places do."""
    found: dict[object, list[Finding]] = {}
    for finding in findings:
        place = finding.place
        key = finding.rule, finding.severity, place.file, place.line, place.path, finding.message
        found.setdefault(key, []).append(finding)
    for first, *others in found.values():
        places = len(others) + 1
        message = Bilingual(f"{first.message.ko} ({places}곳)", f"{first.message.text('en')} (in {places} places)")
        yield replace(first, message=message) if others else first


def _unlike(submission: Path, built: Path, language: Language) -> list[Finding]:
    """What of a frozen revision comes out otherwise than it was frozen; only Korean trees are frozen."""
    if language != "ko" or not is_frozen(submission):
        return []
    from regdocs.review.revision import unlike

    return unlike(submission, built)


def _untranslated(findings: Iterable[Finding]) -> Bilingual:
    """How much of an English copy stands in Korean."""
    rules = Counter(finding.rule for finding in findings)
    texts, values, files = (rules[f"translate/untranslated-{each}"] for each in ("text", "value", "narrative"))
    return Bilingual(
        f"영문이 없어 음영으로 표시한 것: 서식 글 {texts}건, 값 {values}건, 본문 파일 {files}개",
        f"without English, shaded: {texts} texts of the templates, {values} values, {files} narrative files",
    )
