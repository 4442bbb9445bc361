"""`regdocs schema`: the JSON Schema of study.yaml, for editors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from regdocs.cli.console import write


def schema(
    template_set: Annotated[
        str, typer.Option(help="The template set whose law describes the fields.")
    ] = "kr-high-risk",
    output: Annotated[
        Path | None, typer.Option(help="A file to write to (default: standard output).", show_default=False)
    ] = None,
) -> None:
    """Print the JSON Schema of study.yaml; editors complete and check by it."""
    from regdocs.template_set.load import load, locate
    from regdocs.template_set.schema import study_schema

    write(study_schema(load(locate(template_set, Path())).law), output)
