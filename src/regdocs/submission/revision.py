"""Frozen revisions: what each holds, the chain that binds them, and where `SUBMISSION@LABEL` lies.

A revision is a folder `revisions/LABEL` with a copy of every input file, the composed trees, and a manifest. The manifest
holds the hash of every file, of itself (its seal), and of the manifest before it: who changes a revision that another one
follows has to change all that follow. The hash of the last manifest is what to keep elsewhere.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from regdocs.finding import ExitCode, Finding, Place, RegdocsError, Severity, UsageError
from regdocs.language import Bilingual
from regdocs.submission import newest
from regdocs.submission.frozen import FOLDER, MANIFEST, is_frozen
from regdocs.submission.inputs import ignored
from regdocs.submission.label import composed
from regdocs.submission.problem import quoted, shown

_LARGEST = 50_000_000
_BLOCK = 1 << 20


class FileEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """A file of a revision: its path there (POSIX, NFC), its size in bytes, its hash."""

    path: str
    size: int
    sha256: str


class DocumentEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """A document of a revision, its tree's path there, and its PDF's pages where they were known."""

    id: str
    instance: str | None
    title: str
    number: str
    tree: str
    pages: int | None


class TemplateSetEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """The template set that the trees were composed with."""

    id: str
    version: str
    sha256: str


class Previous(Struct, frozen=True, forbid_unknown_fields=True):
    """The revision before, with the hash of its manifest."""

    label: str
    sha256: str


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """What a revision is: days are ISO 8601; `gaps` counts what its documents lack, so that it is a draft above 0.

    `seal` is the hash of the manifest itself with an empty seal.
    """

    label: str
    sequence: int
    date: str
    why: str
    submission: str
    revision: str
    gaps: int
    law_as_of: str
    regdocs: str
    template_set: TemplateSetEntry
    previous: Previous | None
    documents: tuple[DocumentEntry, ...]
    files: tuple[FileEntry, ...]
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """A frozen revision where it lies; `sha256` is the hash of its manifest."""

    path: Path
    manifest: Manifest
    sha256: str

    @property
    def label(self) -> str:
        return self.manifest.label


class RevisionChanged(RegdocsError):
    """A frozen revision isn't what was frozen."""

    exit_code = ExitCode.MISMATCH


def to_bytes(manifest: Manifest) -> bytes:
    """The manifest as indented JSON, UTF-8, with its seal."""
    bare = msgspec.structs.replace(manifest, seal="")
    return _json(msgspec.structs.replace(bare, seal=sha256(_json(bare)).hexdigest()))


def from_bytes(data: bytes) -> Manifest | None:
    """The manifest that `to_bytes` wrote; None for anything else, one changed by a single byte too."""
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return manifest if to_bytes(manifest) == data else None


def _json(manifest: Manifest) -> bytes:
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def resolve(submission: Path) -> Path:
    """The folder that `SUBMISSION` or `SUBMISSION@LABEL` stands for; a revision is proven before anybody reads it.

    Raises `UsageError` where there is no such revision and `RevisionChanged` where it, or the chain, was tampered with.
    """
    folder, label = address(submission)
    return folder if label is None else find(folder, label).path


def address(submission: Path) -> tuple[Path, str | None]:
    """The submission's folder, and the label of its revision where one is named; nothing is read or proven."""
    if is_frozen(submission):
        return submission.resolve().parent.parent, submission.resolve().name
    base, at, label = submission.name.rpartition("@")
    folder = submission.parent / base
    if not at or os.path.lexists(submission) or not folder.is_dir():
        return submission, None
    return folder, label


def find(folder: Path, label: str) -> Revision:
    """The revision of that label, proven with the chain that it stands in; raises like `resolve`."""
    found, findings = chain(folder)
    wanted = next((each for each in found if each.label == composed(label)), None)
    if wanted is not None:
        findings = [*findings, *differences(wanted)]
    if findings:
        raise RevisionChanged(findings)
    if wanted is None:
        raise UsageError([_unknown(label, [each.label for each in found])])
    return wanted


def verified(folder: Path) -> tuple[list[Revision], list[Finding]]:
    """Every revision of a submission in the order of freezing, and everything in them that isn't as it was frozen."""
    found, findings = chain(folder)
    return found, [*findings, *(finding for each in found for finding in differences(each))]


def chain(folder: Path) -> tuple[list[Revision], list[Finding]]:
    """The revisions in order by their manifests alone, and where the chain is broken."""
    found: list[Revision] = []
    findings: list[Finding] = []
    for path in _folders(folder / FOLDER):
        revision = _read(path)
        if revision is None:
            findings.append(_damaged(path))
        else:
            found.append(revision)
            if revision.label != composed(path.name):
                findings.append(_renamed(path, revision))
    found.sort(key=lambda each: (each.manifest.sequence, each.label))
    known = {each.label: each.sha256 for each in found}
    return found, [*findings, *_breaks(found), *newest.gone(folder / FOLDER, known)]


def _folders(revisions: Path) -> list[Path]:
    """Everything in `revisions/` but what systems leave there and what a killed freeze left."""
    try:
        return sorted(path for path in revisions.iterdir() if not ignored(path.name))
    except OSError:
        return []


def _read(path: Path) -> Revision | None:
    file = path / MANIFEST
    try:
        if path.is_symlink() or file.is_symlink() or file.stat().st_size > _LARGEST:
            return None
        data = file.read_bytes()
    except OSError:
        return None
    manifest = from_bytes(data)
    if manifest is None or not {each.tree for each in manifest.documents} <= {each.path for each in manifest.files}:
        return None
    return Revision(path, manifest, sha256(data).hexdigest())


def _breaks(revisions: Sequence[Revision]) -> Iterator[Finding]:
    before: Revision | None = None
    for index, revision in enumerate(revisions, start=1):
        expected = Previous(before.label, before.sha256) if before is not None else None
        previous = revision.manifest.previous
        if previous != expected or revision.manifest.sequence != index:
            yield _broken(revision, previous, before)
        before = revision


def differences(revision: Revision) -> Iterator[Finding]:
    """A finding for each file of a revision that is changed, gone, or wasn't there."""
    there = dict(_below(revision.path))
    for entry in revision.manifest.files:
        path = there.pop(entry.path, None)
        if path is None:
            yield _finding("missing", revision, entry.path, "없어짐", "is gone")
        elif not _same(path, entry):
            yield _finding("changed", revision, entry.path, "확정된 뒤 바뀜", "was changed since it was frozen")
    for name in there:
        if name != MANIFEST:
            yield _finding("extra", revision, name, "확정본에 없던 파일", "wasn't there when it was frozen")


def _below(folder: Path) -> Iterator[tuple[str, Path]]:
    """What lies in a revision by its path there; links are not followed."""
    for parent, folders, names in os.walk(folder):
        folders.sort()
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        for name in sorted([*names, *links]):
            if name not in (".DS_Store", "Thumbs.db", "desktop.ini"):
                path = Path(parent) / name
                yield composed(path.relative_to(folder).as_posix()), path


def _same(path: Path, entry: FileEntry) -> bool:
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size != entry.size:
            return False
        with path.open("rb") as stream:
            hashing = hashlib.sha256()
            while block := stream.read(_BLOCK):
                hashing.update(block)
    except OSError:
        return False
    return hashing.hexdigest() == entry.sha256


def _unknown(label: str, known: Iterable[str]) -> Finding:
    names = quoted(known)
    message = Bilingual(f"없는 확정본: `{shown(label)}`", f"there is no revision `{shown(label)}`")
    remedy = Bilingual(f"있는 확정본: {names}", f"there are: {names}") if names else _FREEZE
    return Finding("usage/unknown-revision", Severity.ERROR, message, remedy=remedy)


_FREEZE = Bilingual("`regdocs freeze`로 확정본을 만드십시오", "make one with `regdocs freeze`")
_RESTORE = Bilingual("보관한 사본에서 되살리십시오", "bring it back from a copy that was kept elsewhere")


def _finding(rule: str, revision: Revision, name: str, ko: str, en: str) -> Finding:
    file = f"{FOLDER}/{revision.path.name}/{name}"
    message = Bilingual(f"{shown(name)}: {ko}", f"{shown(name)} {en}")
    return Finding(f"revision/{rule}", Severity.ERROR, message, Place(file=file), _RESTORE)


def _damaged(path: Path) -> Finding:
    message = Bilingual(
        f"`{shown(path.name)}`: 확정본 목록({MANIFEST})이 없거나 바뀜",
        f"`{shown(path.name)}`: its {MANIFEST} is missing or was changed",
    )
    return Finding(
        "revision/changed", Severity.ERROR, message, Place(file=f"{FOLDER}/{path.name}/{MANIFEST}"), _RESTORE
    )


def _renamed(path: Path, revision: Revision) -> Finding:
    message = Bilingual(
        f"확정본 `{revision.label}`의 폴더 이름이 `{shown(path.name)}`(으)로 바뀜",
        f"the folder of the revision `{revision.label}` is called `{shown(path.name)}`",
    )
    return Finding("revision/renamed", Severity.ERROR, message, Place(file=f"{FOLDER}/{path.name}"), _RESTORE)


def _broken(revision: Revision, previous: Previous | None, before: Revision | None) -> Finding:
    """Says which link of the chain doesn't hold: the revision before is gone, or another one than was built upon."""
    name = previous.label if previous else ""
    if previous is not None and before is not None and before.label == previous.label:
        file = f"{FOLDER}/{before.path.name}/{MANIFEST}"
        message = Bilingual(
            f"`{name}`: `{revision.label}`이(가) 확정된 뒤 목록이 바뀜",
            f"`{name}`: its manifest was changed since `{revision.label}` was frozen",
        )
    else:
        file = f"{FOLDER}/{revision.path.name}/{MANIFEST}"
        wanted = Bilingual(f"`{name}`", f"`{name}`") if name else Bilingual("첫 확정본", "the first revision")
        message = Bilingual(
            f"`{revision.label}`: 이어진 앞의 확정본이 없음({wanted.ko})",
            f"`{revision.label}`: the revision before it isn't there ({wanted.text('en')})",
        )
    return Finding("revision/broken-chain", Severity.ERROR, message, Place(file=file), _RESTORE)
