"""A new submission: the set's commented study.yaml, and a narrative file for every section that asks for prose."""

from __future__ import annotations

import codecs
import json
import os
import re
import unicodedata
from pathlib import Path

from regdocs.finding import Finding, Place, Severity, UsageError
from regdocs.language import Bilingual
from regdocs.study.study import Study
from regdocs.submission.inputs import STUDY
from regdocs.submission.source import read
from regdocs.template_set.load import TemplateSet, load, locate
from regdocs.template_set.schema import reasons_schema, round_schema, study_schema
from regdocs.template_set.specification import SectionSpecification

_UNNAMED = "my-study"
"""The id in a set's own study.yaml."""

SCHEMA = "study.schema.json"
_REASONS, _ROUND = ".vscode/changes.schema.json", ".vscode/supplement.schema.json"
_SCHEMAS = {SCHEMA: "study.yaml", _REASONS: "changes.yaml", _ROUND: "supplements/*.yaml"}
EDITOR = {
    ".vscode/settings.json": {"yaml.schemas": _SCHEMAS, "yaml.format.enable": False},
    ".vscode/extensions.json": {"recommendations": ["redhat.vscode-yaml"]},
}
"""What makes VS Code complete these files and check them while one types, also where a first line names no schema."""

_WIRED = f"# yaml-language-server: $schema={SCHEMA}"
_OTHER_FOLDER = Bilingual("다른 폴더를 지정하십시오", "give another folder")
_OTHER_FILE = Bilingual("다른 파일을 지정하십시오", "give another file")


def scaffold(folder: Path, set_name: str, source: Path | None) -> list[str]:
    """Make `folder` and fill it; the files written, by their path in it. What is there already stays as it is.

    `source` is a study.yaml, or a folder with one, to start from instead of the set's own. Raises `UsageError` where
    the folder has a study.yaml or can't be made, `SubmissionError` where `source` is no valid study, `RenderingError`
    for an unknown set.
    """
    template_set = load(locate(set_name, folder))
    study = _study(template_set, folder, source)
    files = {
        STUDY: study,
        SCHEMA: study_schema(template_set.law).encode(),
        _REASONS: reasons_schema().encode(),
        _ROUND: round_schema().encode(),
        **_editor(),
        **_narrative(template_set),
    }
    try:
        if os.path.lexists(folder / STUDY):
            raise _refused(folder, f"{STUDY}이 이미 있음", f"has a {STUDY} already")
        new = [name for name in files if not os.path.lexists(folder / name)]
        for name in new:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[name])
    except OSError as error:
        raise _refused(folder, f"만들 수 없음({error.strerror})", f"can't be made ({error.strerror})") from error
    return sorted(new)


def _study(template_set: TemplateSet, folder: Path, source: Path | None) -> bytes:
    if source is not None:
        if source.is_dir():
            source = source / STUDY
        try:
            data = source.read_bytes()
        except OSError as error:
            raise _refused(
                source, f"읽을 수 없음({error.strerror})", f"can't be read ({error.strerror})", _OTHER_FILE
            ) from error
        read(data, source.name).validate(Study)
        return data if _WIRED.encode() in data else f"{_WIRED}\n".encode() + data.removeprefix(codecs.BOM_UTF8)
    text = (template_set.folder / "new" / STUDY).read_text("utf-8")
    return text.replace(_UNNAMED, _identifier(folder.resolve().name)).encode()


def _identifier(name: str) -> str:
    """A folder's name as an id; a name without Latin letters gives none, nor does YAML's word for nothing."""
    plain = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKC", name).lower()).strip("-")[:60]
    return plain if re.search("[a-z]", plain) and plain != "null" else _UNNAMED


def _editor() -> dict[str, bytes]:
    return {name: (json.dumps(settings, indent=2) + "\n").encode() for name, settings in EDITOR.items()}


def _narrative(template_set: TemplateSet) -> dict[str, bytes]:
    return {
        f"narrative/{document.entry.id}/{section.id}.md": _headings(section)
        for document in template_set.documents
        for section in document.specification.walk()
        if section.narrative
    }


def _headings(section: SectionSpecification) -> bytes:
    return "\n\n".join(f"# {part.title.ko} {{#{part.id}}}" for part in section.narrative).encode() + b"\n"


def _refused(path: Path, korean: str, english: str, remedy: Bilingual = _OTHER_FOLDER) -> UsageError:
    return UsageError(
        [
            Finding(
                "usage/folder",
                Severity.ERROR,
                Bilingual(f"`{path.name}`: {korean}", f"`{path.name}` {english}"),
                Place(),
                remedy,
            )
        ]
    )
