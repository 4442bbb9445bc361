"""Every reporter by the name of its format (see `formats`); each is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from regdocs.check.report.run import Run


def _reporter(module: str) -> Callable[[Run], str]:
    def write(run: Run) -> str:
        return str(import_module(f"regdocs.check.report.{module}").write(run))

    return write


REPORTERS: Mapping[str, Callable[[Run], str]] = {
    "text": _reporter("text"),
    "json": _reporter("as_json"),
    "junit": _reporter("junit"),
    "sarif": _reporter("sarif"),
    "github": _reporter("github"),
    "markdown": _reporter("markdown"),
    "html": _reporter("page"),
}
