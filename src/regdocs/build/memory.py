"""What the last build was made from, so that a build with nothing to do ends at once; imports nothing heavy."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regdocs
from regdocs.build.options import Options, Result
from regdocs.finding import Finding, Place, Severity
from regdocs.language import Bilingual
from regdocs.submission.inputs import digest
from regdocs.template_set.inputs import inputs

if TYPE_CHECKING:
    from regdocs.template_set.load import TemplateSet

_NAME = ".cache/last.json"
_PACKAGE = Path(regdocs.__file__).resolve().parent


def recall(folder: Path, options: Options) -> Result | None:
    """The last build, where the same inputs, programs and options would make the same files and all are still there."""
    target = options.target(folder)
    try:
        last = json.loads((target / _NAME).read_text("utf-8"))
        if last["key"] != _key(digest(folder), inputs(template_folder(last["templates"], folder)), options):
            return None
        if any(_hash(target / name) != wanted for name, wanted in last["files"].items()):
            return None
        files = tuple(name for name in last["files"] if name != "build.json")
        return Result(target, files, tuple(_finding(each) for each in last["findings"]), unchanged=True)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def remember(
    folder: Path, options: Options, submission_inputs: Mapping[str, str], template_set: TemplateSet, result: Result
) -> None:
    """Note what a build was made from; a build that left an edited file alone is not remembered.

    The inputs are those that were read, not those that lie there now: somebody may have saved a file meanwhile.
    """
    path = result.folder / _NAME
    if any(finding.rule == "build/edited-file" for finding in result.findings):
        path.unlink(missing_ok=True)
        return
    last = {
        "key": _key(submission_inputs, template_set.inputs, options),
        "templates": template_name(template_set.folder, folder),
        "files": {name: _hash(result.folder / name) for name in (*result.files, "build.json")},
        "findings": [_plain(finding) for finding in result.findings],
    }
    beside = path.with_name(f".last.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(last, ensure_ascii=False), "utf-8")
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()


def template_name(templates: Path, folder: Path) -> list[str]:
    """Where the template set lies: in the submission, or beside regdocs; machine paths are kept nowhere."""
    for name, base in (("submission", folder.resolve()), ("regdocs", _PACKAGE.parent.parent)):
        if templates.resolve().is_relative_to(base):
            return [name, templates.resolve().relative_to(base).as_posix()]
    return ["elsewhere", str(templates)]


def template_folder(name: list[str], folder: Path) -> Path:
    """Where the template set lies that `template_name` named."""
    base = {"submission": folder.resolve(), "regdocs": _PACKAGE.parent.parent, "elsewhere": Path()}[name[0]]
    return base / name[1]


def made_from(submission: Mapping[str, str], templates: Mapping[str, str], *what: Any) -> str:
    """The hash of everything that a result depends on: the inputs' hashes, this program, its libraries, and `what`."""
    parts: list[Any] = [dict(submission), dict(templates), _files_of(_PACKAGE), _packages(), what]
    return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _key(submission: Mapping[str, str], templates: Mapping[str, str], options: Options) -> str:
    return made_from(
        submission, templates, [options.formats, options.documents, options.language, options.measure, options.tagged]
    )


@cache
def _files_of(folder: Path) -> dict[str, str | None]:
    return {
        path.relative_to(folder).as_posix(): _hash(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


@cache
def _packages() -> list[str]:
    """The folders of the installed packages, which name their versions; reading what is in them takes long."""
    return sorted(str(getattr(each, "_path", None) or each.metadata["Name"]) for each in distributions())


def _hash(path: Path) -> str | None:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _plain(finding: Finding) -> Mapping[str, Any]:
    place = finding.place
    remedy = [finding.remedy.ko, finding.remedy.en] if finding.remedy else None
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": [finding.message.ko, finding.message.en],
        "remedy": remedy,
        "place": [place.file, place.line, place.column, place.path, place.document, place.section, place.page],
        "citations": finding.citations,
    }


def _finding(plain: Mapping[str, Any]) -> Finding:
    return Finding(
        plain["rule"],
        Severity(plain["severity"]),
        Bilingual(*plain["message"]),
        Place(*plain["place"]),
        Bilingual(*plain["remedy"]) if plain["remedy"] else None,
        tuple(plain["citations"]),
    )
