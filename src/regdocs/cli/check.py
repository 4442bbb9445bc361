"""`regdocs check`: what is wrong with a submission, or with a file that is to be sent, and what the law asks for that isn't there."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regdocs.cli.console import (
    BARS,
    day,
    language_option,
    message_language,
    one_of,
    several,
    show,
    submission_folder,
    submission_folders,
    typed,
    verdict,
    write,
)
from regdocs.finding import ExitCode, Finding, Severity, UsageError
from regdocs.language import Bilingual, Language
from regdocs.submission.inputs import STUDY

if TYPE_CHECKING:
    from regdocs.check.outcome import Report
    from regdocs.check.remembered import Said
    from regdocs.check.report.run import Checked

_SOURCES = (".yaml", ".md", ".json", ".bib", ".ris", ".svg", ".png", ".jpg", ".jpeg")
"""What the files of a submission end with, apart from attachments: a PDF is checked as the rendered file that it is."""

_SENT = (".docx", ".pdf", ".hwpx")
"""What rendered files end with."""


def check(
    targets: Annotated[
        list[Path],
        typer.Argument(
            help="Folders of submissions, SUBMISSION@LABEL, or a DOCX, PDF or HWPX.",
            metavar="SUBMISSION|FILE...",
            show_default=False,
            callback=submission_folders,
        ),
    ],
    document: Annotated[
        str | None, typer.Option(help="Which document the FILE is (research-plan …).", show_default=False)
    ] = None,
    submission: Annotated[
        Path | None,
        typer.Option(
            help="Hold the FILE's values against this submission.", show_default=False, callback=submission_folder
        ),
    ] = None,
    format: Annotated[
        list[str] | None,
        typer.Option(help="text, json, junit, sarif, github, markdown, html (default: text).", show_default=False),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            help="A file to write to, for several formats a folder (default: standard output).", show_default=False
        ),
    ] = None,
    fail_on: Annotated[str, typer.Option(help="error, warning, note or never.")] = "error",
    as_of: Annotated[
        date | None,
        typer.Option(parser=day, metavar="YYYY-MM-DD", help="Judge by the law of this day.", show_default=False),
    ] = None,
    lang: Annotated[str | None, typer.Option(help="Language of messages: ko or en.", callback=language_option)] = None,
) -> None:
    """Report everything found: load errors, missing values and sections, requirements in force that aren't met.

    Of several submissions the worst decides how the command exits.
    """
    from regdocs.check.remembered import remembered
    from regdocs.check.report.formats import FILES

    one_of(fail_on, BARS, "--fail-on")
    formats = several(format or (), FILES) or ("text",)
    if len(formats) > 1 and output is None:
        raise typer.BadParameter("several formats need a folder", param_hint="--output")
    color = output is None and _in_color()
    if not (document or submission):
        targets = _without_strays(targets, message_language(lang))

    def say() -> tuple[Said, Path | None]:
        return _say(_checked(targets, document, submission, as_of), formats, message_language(lang), color, fail_on)

    alone = _submission_of(targets[0]) if len(targets) == 1 else None
    if alone is not None and alone.is_dir() and not (document or submission):
        asked = formats, message_language(lang), color, fail_on, as_of, _where(alone), _tracked(alone), _opened(alone)
        said = remembered(alone, asked, say)
    else:
        said, _ = say()
    for name in formats:
        write(said.reports[name], output / FILES[name] if output is not None and len(formats) > 1 else output)
    raise typer.Exit(said.code)


def _say(
    checked: Sequence[Checked], formats: Sequence[str], language: Language, color: bool, fail_on: str
) -> tuple[Said, Path | None]:
    """The reports of what was checked; they may be kept where there is one submission and its check was complete."""
    from regdocs.check.remembered import Said
    from regdocs.check.report.reporters import REPORTERS
    from regdocs.check.report.run import Run

    run = Run(tuple(checked), language, color)
    reports = {name: REPORTERS[name](run) for name in formats}
    code = max(_code(each.report, fail_on) for each in checked)
    complete = len(checked) == 1 and checked[0].report.failure is None
    return Said(reports, code), checked[0].report.templates if complete else None


def _without_strays(targets: list[Path], language: Language) -> list[Path]:
    """Of several targets those that a check is for; what else lies there a shell's `*` names too, so it is told and left.

    A rendered file stays: nobody should believe that it was checked among submissions.
    """
    strays = [
        each for each in targets if each.is_file() and _submission_of(each) == each and each.suffix.lower() not in _SENT
    ]
    if len(strays) == len(targets):
        return targets
    for name in map(_where, strays):
        message = Bilingual(
            f"`{name}`: 제출자료의 폴더가 아니어서 건너뜀", f"skipped `{name}`, which is no submission's folder"
        )
        show([Finding("usage/file-skipped", Severity.NOTE, message)], language)
    return [each for each in targets if each not in strays]


def _not_alone(file: Path) -> UsageError:
    name, command = _where(file), typed(file)
    message = Bilingual(f"`{name}`: 제출자료의 폴더가 아니라 파일", f"`{name}` is a file, not a submission's folder")
    remedy = Bilingual(
        f"폴더만 지정하거나, 파일은 따로 점검하십시오: regdocs check {command}",
        f"give folders alone, and check the file by itself: regdocs check {command}",
    )
    return UsageError([Finding("usage/file-among-submissions", Severity.ERROR, message, remedy=remedy)])


def _code(report: Report, fail_on: str) -> ExitCode:
    return report.failure or verdict(report.findings, fail_on)


def _checked(
    targets: Sequence[Path], document: str | None, submission: Path | None, as_of: date | None
) -> list[Checked]:
    """What there is to say of each submission, or of a rendered file."""
    from regdocs.check.report.run import Checked

    targets = [_submission_of(each) for each in targets]
    files = [each for each in targets if not each.is_dir() and (document or submission or _is_a_file(each))]
    if files and len(targets) > 1:
        raise _not_alone(files[0])
    if not files and (document or submission):
        raise typer.BadParameter("only with a FILE", param_hint="--document, --submission")
    if files:
        from regdocs.check.rendered.check import check_file

        report = check_file(files[0], document, submission, as_of)
        return [Checked(report, _where(files[0]), tracked=_tracked(files[0]))]
    if len(targets) == 1:
        from regdocs.check.check import check as run

        return [_with(run(targets[0], as_of), targets[0])]
    from regdocs.check.several import check_several

    folders = list({each.resolve(): each for each in targets}.values())
    reports = check_several(folders, as_of)
    return [_with(report, each) for each, report in zip(folders, reports, strict=True)]


def _with(report: Report, folder: Path) -> Checked:
    """The report on a submission with all that its folder is called."""
    from regdocs.check.report.run import Checked

    return Checked(report, _where(folder), folder, _tracked(folder), _opened(folder))


def _submission_of(target: Path) -> Path:
    """The submission that a file of it belongs to, as editors and commit hooks name it; else what was named.

    A file that has just been deleted belongs to it still.
    """
    if target.suffix.lower() in _SOURCES and not target.is_dir():
        for folder in target.absolute().parents:
            if (folder / STUDY).is_file():
                return folder
    return target


def _is_a_file(target: Path) -> bool:
    """Whether a target is a file, or would be one if it were there."""
    return target.is_file() or (target.suffix.lower() in (*_SOURCES, *_SENT) and not target.exists())


def _tracked(path: Path) -> str | None:
    """A path from the root of its repository, wherever the command runs; None outside of any."""
    real = path.resolve()
    roots = (folder for folder in (real, *real.parents) if (folder / ".git").exists())
    return next((real.relative_to(root).as_posix() for root in roots), None)


def _where(path: Path) -> str:
    """A path as reports name it: from the current folder on, with `/`; of what lies elsewhere only its name."""
    real = path.resolve()
    try:
        return real.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return real.name


def _opened(path: Path) -> str | None:
    """The path by which a terminal opens a folder from the current one; None where no path leads there."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return None


def _in_color() -> bool:
    """Only for a person who watches and hasn't asked for none (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
