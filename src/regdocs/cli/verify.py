"""`regdocs verify`: whether a packet is still what was handed in, and whether the submission still gives it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from regdocs.cli.console import language_option, message_language, progress, show, submission_folder
from regdocs.finding import ExitCode, Finding

if TYPE_CHECKING:
    from regdocs.packet.manifest import Manifest
    from regdocs.packet.rebuild import Progress


def verify(
    packet: Annotated[Path, typer.Argument(help="A packet: its folder or its zip.", show_default=False)],
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Also build it again and compare.")] = False,
    submission: Annotated[
        Path | None,
        typer.Option(
            help="The submission, or SUBMISSION@LABEL, to build it from.",
            show_default=False,
            callback=submission_folder,
        ),
    ] = None,
    lang: Annotated[str | None, typer.Option(help="Language of messages: ko or en.", callback=language_option)] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but findings.")] = False,
) -> None:
    """Check every file of a packet against its manifest; exits 6 where one was changed, is missing or was added."""
    from regdocs.packet.verify import verify as run

    language = message_language(lang)
    if rebuild != (submission is not None):
        raise typer.BadParameter("--rebuild --submission SUBMISSION", param_hint="--rebuild")
    manifest, findings = run(packet)
    if manifest is not None and not findings and submission is not None:
        from regdocs.packet.rebuild import rebuilt

        with progress(quiet, language) as report:
            again = rebuilt if manifest.round is None else _answered_again
            findings = again(manifest, submission, report)
    show(findings, language)
    if findings:
        raise typer.Exit(ExitCode.MISMATCH)
    if not quiet and manifest is not None:
        count = len(manifest.files)
        korean, english = (
            f"{packet.name}: 파일 {count}개가 그대로임",
            f"{packet.name}: all {count} files as they were made",
        )
        if rebuild:
            korean, english = f"{korean}, 다시 만들어도 같음", f"{english}, and the same when built again"
        typer.echo(korean if language == "ko" else english)


def _answered_again(manifest: Manifest, submission: Path, report: Progress | None) -> list[Finding]:
    """What differs between the packet of a supplement round and the one that the submission gives today."""
    from regdocs.build.build import build
    from regdocs.build.options import Options as BuildOptions
    from regdocs.cli.supplement import packed
    from regdocs.packet.manifest import NAME, from_bytes
    from regdocs.packet.options import Options
    from regdocs.packet.rebuild import differences
    from regdocs.review.supplement.make import make

    assert manifest.round is not None
    with TemporaryDirectory() as scratch:
        # In a copy: an answer is made from what is built in the submission, which verifying leaves alone.
        copy = Path(shutil.copytree(submission, Path(scratch) / submission.name, ignore=_built_in(submission)))
        build(copy, BuildOptions(formats=("pdf",)), progress=report)
        made = make(copy, manifest.round, ("pdf",))
        result = packed(copy, made, Options(draft=manifest.draft))
        again = from_bytes((result.folder / NAME).read_bytes())
    assert again is not None
    return differences(manifest, again)


def _built_in(submission: Path) -> Callable[[str, list[str]], list[str]]:
    """Leaves out what was built in a submission, for `shutil.copytree`."""
    return lambda folder, names: ["build"] if Path(folder) == submission and "build" in names else []
