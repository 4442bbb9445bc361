"""Load a submission folder: everything that is wrong with it in one run, or everything that a build needs of it."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from regdocs.finding import Finding, Place, SubmissionError
from regdocs.language import Language
from regdocs.study.study import Study
from regdocs.submission import figures, inputs, narrative
from regdocs.submission.links import check_links, select
from regdocs.submission.narrative import Narrative, read_narrative
from regdocs.submission.positions import Positions
from regdocs.submission.problem import COPY, READABLE, SMALLER, given, problem, shown
from regdocs.submission.references import merge
from regdocs.submission.source import parse

_MOST_READ = 30_000_000


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A declared attachment that is there: its size in bytes and its hash."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Submission:
    """A submission as loaded: the study, what was written beside it, and the hashes of every input file."""

    folder: Path
    study: Study
    positions: Positions
    narratives: Mapping[tuple[str, str, Language], Narrative]
    """By document id, section id, language."""
    resources: Mapping[str, bytes]
    """Figures by their path in the folder."""
    references: tuple[Mapping[str, object], ...]
    """CSL-JSON items, each with an `id`."""
    inputs: Mapping[str, str]
    """SHA-256 of every input file by its path, sorted; the same as `inputs.digest(folder)`."""
    attachments: Mapping[str, AttachedFile]
    """The declared attachment files that exist, by their path."""
    strays: tuple[Finding, ...] = ()
    """What is wrong with the names of files under narrative/ that are no narrative; they are hashed, but not read."""


def load(folder: Path) -> Submission:
    """The submission in `folder`; raises SubmissionError with everything that is wrong with its files.

    What is merely absent (prose, a declared attachment) is no error here: a draft loads from its first day.
    """
    _require(folder)
    reading = _Reading(folder, inputs.files(folder))
    references = reading.references()
    study, positions = reading.study(references)
    narratives = reading.narratives()
    resources = reading.figures()
    attachments = reading.attachments()
    if reading.findings or study is None or positions is None:
        raise SubmissionError(sorted(reading.findings, key=_order))
    return Submission(
        folder,
        study,
        positions,
        narratives,
        resources,
        references,
        reading.digests(),
        attachments,
        tuple(reading.strays),
    )


def _require(folder: Path) -> None:
    """A folder with a study.yaml, or a finding that says what is there instead."""
    name = shown(folder.name or str(folder))
    command = f"regdocs new {given(folder)}"
    remedy = f"`{command}` 명령으로 새로 만드십시오", f"make one with `{command}`"
    try:
        there, is_folder = folder.exists(), folder.is_dir()
        has_study = (folder / inputs.STUDY).exists()
    except (OSError, ValueError):
        there = is_folder = has_study = False
    if not there:
        message = f"없는 폴더: `{name}`", f"there is no folder `{name}`"
    elif not is_folder:
        message = f"폴더가 아님: `{name}`", f"`{name}` is not a folder"
        remedy = "제출 폴더를 지정하십시오", "name the submission's folder"
    elif not has_study:
        message = f"`{name}` 폴더에 study.yaml이 없음", f"the folder `{name}` has no study.yaml"
        if (folder / "study.yml").is_file():
            remedy = "study.yml의 이름을 study.yaml로 바꾸십시오", "rename study.yml to study.yaml"
    else:
        return
    raise SubmissionError([problem("folder", Place(), message, remedy)])


def _order(finding: Finding) -> tuple[bool, str, int, int]:
    """study.yaml first, then by file and line."""
    place = finding.place
    return place.file != inputs.STUDY, place.file or "", place.line or 0, place.column or 0


@dataclass
class _Reading:
    """One run over a folder: reads each file once, keeps its hash, gathers what is wrong."""

    folder: Path
    paths: dict[str, Path]
    findings: list[Finding] = field(default_factory=list)
    hashes: dict[str, str] = field(default_factory=dict)
    data: Mapping[str, object] = field(default_factory=dict)
    places: Positions | None = None
    strays: list[Finding] = field(default_factory=list)
    references_hold: bool = True
    """Whether the reference list is all there; of one that can't be read nobody knows what it lacks."""

    def content(self, name: str) -> bytes | None:
        """The bytes of a file; None, with a finding, where it can't be read or lies elsewhere."""
        path = self.paths[name]
        if not inputs.inside(self.folder, path):
            self.findings.append(_elsewhere(Place(name)))
            return None
        try:
            if path.stat().st_size > _MOST_READ:
                message = (
                    f"파일이 너무 큼(한도 {_MOST_READ:,}바이트)",
                    f"the file is too large (at most {_MOST_READ:,} bytes)",
                )
                self.findings.append(problem("size", Place(name), message, SMALLER))
                return None
            content = path.read_bytes()
        except OSError:
            message = "파일을 읽을 수 없음", "the file can't be read"
            self.findings.append(problem("file", Place(name), message, READABLE))
            return None
        self.hashes[name] = hashlib.sha256(content).hexdigest()
        return content

    def below(self, folder: str) -> list[str]:
        return [name for name in self.paths if name.startswith(f"{folder}/")]

    def references(self) -> tuple[Mapping[str, object], ...]:
        contents = {name: self.content(name) for name in inputs.REFERENCES if name in self.paths}
        items, findings = merge({name: content for name, content in contents.items() if content is not None})
        self.findings += findings
        self.references_hold = not findings and None not in contents.values()
        return items

    def study(self, references: tuple[Mapping[str, object], ...]) -> tuple[Study | None, Positions | None]:
        content = self.content(inputs.STUDY)
        if content is None:
            return None, None
        source, findings = parse(content, inputs.STUDY)
        if source is None:
            self.findings += findings
            return None, None
        self.data, self.places = source.data, source.positions
        study, findings = source.check(Study)
        keys = [str(reference["id"]) for reference in references] if self.references_hold else None
        files = [name for name in inputs.REFERENCES if name in self.paths]
        self.findings += [*findings, *check_links(source.data, source.positions, keys, files)]
        return study, source.positions

    def narratives(self) -> dict[tuple[str, str, Language], Narrative]:
        found = {}
        for name in self.below(narrative.FOLDER):
            stray = narrative.misnamed(name)
            if stray is not None and inputs.inside(self.folder, self.paths[name]):
                self.strays.append(stray)
                continue
            content = self.content(name)
            text, findings = read_narrative(content, name) if content is not None else (None, [])
            self.findings += findings
            if text is not None:
                found[text.document, text.section, text.language] = text
        return found

    def figures(self) -> dict[str, bytes]:
        found = {}
        for name in self.below(figures.FOLDER):
            if (content := self.content(name)) is None:
                continue
            if (finding := figures.check_figure(content, name)) is not None:
                self.findings.append(finding)
            found[name] = content
        return found

    def attachments(self) -> dict[str, AttachedFile]:
        """The declared files that exist; where they may lie is a matter of form, whether they exist is not."""
        found = {}
        for path, value in select(self.data, "attachments[].file"):
            name = unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else ""
            if not name:
                continue
            if not _stays(name):
                self.findings.append(_misplaced(name, self.place(path)))
            elif name in self.paths and not inputs.inside(self.folder, self.paths[name]):
                self.findings.append(_elsewhere(self.place(path), name))
            elif name in self.paths:
                found[name] = AttachedFile(self.paths[name].stat().st_size, self.digest(name))
        return dict(sorted(found.items()))

    def place(self, path: str) -> Place:
        return self.places.place(path) if self.places is not None else Place()

    def digest(self, name: str) -> str:
        if name not in self.hashes:
            self.hashes[name] = inputs.hash_file(self.folder, self.paths[name])
        return self.hashes[name]

    def digests(self) -> dict[str, str]:
        return {name: self.digest(name) for name in self.paths}


def _stays(name: str) -> bool:
    """Whether a path as written lies under attachments/ (whose files the hashes of a build cover)."""
    parts = PurePosixPath(name).parts
    return len(parts) > 1 and parts[0] == "attachments" and ".." not in parts and "\\" not in name and "\0" not in name


def _misplaced(name: str, place: Place) -> Finding:
    message = f"`{shown(name)}`: attachments 폴더 안의 경로가 아님", f"`{shown(name)}` is no path under attachments/"
    remedy = (
        "파일을 attachments 폴더에 두고 `attachments/파일` 꼴로 적으십시오",
        "put the file into attachments/ and write `attachments/FILE`, with `/`",
    )
    return problem("attachment", place, message, remedy)


def _elsewhere(place: Place, name: str = "") -> Finding:
    """The file at `place`, or the one that study.yaml names there."""
    quoted = f"`{shown(name)}`" if name else ""
    message = (
        f"{quoted}{quoted and ': '}제출 폴더 밖을 가리키거나 보통 파일이 아님",
        f"{quoted}{quoted and ' '}leads out of the submission's folder, or is no regular file",
    )
    return problem("file", place, message, COPY)
