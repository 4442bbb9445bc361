"""`regdocs schema`: the JSON Schema of study.yaml, for editors, or that of what `regdocs diff` tells in JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from regdocs.cli.console import write


def schema(
    template_set: Annotated[
        str, typer.Option(help="The template set whose law describes the fields.")
    ] = "kr-high-risk",
    changes: Annotated[
        bool, typer.Option("--changes", help="The schema of changes.json (diff --format json) instead.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option(help="A file to write to (default: standard output).", show_default=False)
    ] = None,
) -> None:
    """Print the JSON Schema of study.yaml; editors complete and check by it."""
    if changes:
        from regdocs.review.as_json import schema as changes_schema

        write(changes_schema(), output)
        return
    from regdocs.template_set.load import load, locate
    from regdocs.template_set.schema import study_schema

    write(study_schema(load(locate(template_set, Path())).law), output)
