"""`regdocs new`: scaffold a submission."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from regdocs.cli.console import language_option, message_language, shown_path, typed


def new(
    folder: Annotated[Path, typer.Argument(help="The folder to make.", metavar="DIR", show_default=False)],
    source: Annotated[
        Path | None, typer.Option("--from", help="A study.yaml, or a submission, to start from.", show_default=False)
    ] = None,
    template_set: Annotated[str, typer.Option(help="The template set.")] = "kr-high-risk",
    lang: Annotated[str | None, typer.Option(help="Language of messages: ko or en.", callback=language_option)] = None,
) -> None:
    """Make a submission's folder: a commented study.yaml and a narrative file for every section that needs prose."""
    from regdocs.template_set.scaffold import scaffold

    written = scaffold(folder, template_set, source)
    where, study, command = shown_path(folder), shown_path(folder / "study.yaml"), f"regdocs check {typed(folder)}"
    if message_language(lang) == "ko":
        typer.echo(f"{where}: 파일 {len(written)}개 작성\n다음: {study}을 고치고 `{command}`를 실행하십시오")
    else:
        typer.echo(f"{where}: {len(written)} files made\nNext: edit {study} and run `{command}`")
