"""What the last build was made from, so that a build with nothing to do ends at once; imports nothing heavy."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import regdocs
from regdocs.build.options import Options, Result
from regdocs.finding import Finding, Place, Severity
from regdocs.language import Bilingual
from regdocs.submission.inputs import digest

_NAME = ".cache/last.json"


def recall(folder: Path, options: Options) -> Result | None:
    """The last build, where the same inputs, programs and options would make the same files and all are still there."""
    target = options.target(folder)
    try:
        last = json.loads((target / _NAME).read_text("utf-8"))
        if last["key"] != _key(folder, Path(last["template_folder"]), options):
            return None
        if any(_hash(target / name) != wanted for name, wanted in last["files"].items()):
            return None
        files = tuple(name for name in last["files"] if name != "build.json")
        return Result(target, files, tuple(_finding(each) for each in last["findings"]), unchanged=True)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(folder: Path, options: Options, template_folder: Path, result: Result) -> None:
    """Note what a build was made from; a build that left an edited file alone is not remembered."""
    path = result.folder / _NAME
    if any(finding.rule == "build/edited-file" for finding in result.findings):
        path.unlink(missing_ok=True)
        return
    last = {
        "key": _key(folder, template_folder, options),
        "template_folder": str(template_folder),
        "files": {name: _hash(result.folder / name) for name in (*result.files, "build.json")},
        "findings": [_plain(finding) for finding in result.findings],
    }
    beside = path.with_name(".last.json")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(last, ensure_ascii=False), "utf-8")
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)


def _key(folder: Path, template_folder: Path, options: Options) -> str:
    parts: list[Any] = [
        digest(folder),
        _files_of(template_folder),
        _files_of(Path(regdocs.__file__).parent, ".py"),
        _packages(),
        [options.formats, options.documents, options.language, options.measure],
    ]
    return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _files_of(folder: Path, suffix: str = "") -> dict[str, str | None]:
    return {
        path.relative_to(folder).as_posix(): _hash(path)
        for path in sorted(folder.rglob(f"*{suffix}"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def _packages() -> list[str]:
    """The folders of the installed packages, which name their versions."""
    return sorted(str(getattr(each, "_path", each.metadata["Name"])) for each in distributions())


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
