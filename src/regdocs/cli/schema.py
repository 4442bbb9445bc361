"""`regdocs schema`: the JSON Schemas of the files that people write, for editors, and of what `regdocs diff` tells in JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from regdocs.cli.console import one_of, write

_FILES = ("study.yaml", "changes.yaml", "supplement.yaml", "changes.json")


def schema(
    template_set: Annotated[
        str, typer.Option(help="The template set whose law describes the fields of study.yaml.")
    ] = "kr-high-risk",
    file: Annotated[
        str,
        typer.Option(help="study.yaml, changes.yaml, supplement.yaml (a round), changes.json (diff --format json)."),
    ] = "study.yaml",
    changes: Annotated[bool, typer.Option("--changes", help="The same as --file changes.json.")] = False,
    output: Annotated[
        Path | None, typer.Option(help="A file to write to (default: standard output).", show_default=False)
    ] = None,
) -> None:
    """Print the JSON Schema of study.yaml or another file; editors complete and check by it."""
    file = "changes.json" if changes else file
    one_of(file, _FILES, "--file")
    write(_schema(file, template_set), output)


def _schema(file: str, template_set: str) -> str:
    if file == "changes.json":
        from regdocs.review.as_json import schema as comparison_schema

        return comparison_schema()
    from regdocs.template_set.load import load, locate
    from regdocs.template_set.schema import reasons_schema, round_schema, study_schema

    if file == "changes.yaml":
        return reasons_schema()
    return round_schema() if file == "supplement.yaml" else study_schema(load(locate(template_set, Path())).law)
