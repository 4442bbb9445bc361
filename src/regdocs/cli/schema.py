"""`regdocs schema`: the JSON Schema of study.yaml, for editors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def schema(
    output: Annotated[Path | None, typer.Option(help="A file to write to (default: standard output).", show_default=False)] = None,
) -> None:
    """Print the JSON Schema of study.yaml; editors complete and check by it."""
    from regdocs.study.study import Study

    text = json.dumps(Study.model_json_schema(), ensure_ascii=False, indent=1) + "\n"
    if output is None:
        typer.echo(text, nl=False)
    else:
        output.write_text(text, "utf-8")
