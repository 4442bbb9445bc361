"""Checking a packet, as a folder or a zip, against its own manifest: changed, missing and extra files by name."""

from __future__ import annotations

import hashlib
import os
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

from regdocs.finding import Finding, Place, Severity, UsageError
from regdocs.language import Bilingual
from regdocs.packet import archive
from regdocs.packet.manifest import LARGEST, NAME, Manifest, from_bytes
from regdocs.submission.problem import shown

_BLOCK = 1 << 20
_LEFT_BY_SYSTEMS = {".DS_Store", "Thumbs.db", "desktop.ini"}

_Open = Callable[[], IO[bytes]]


def verify(packet: Path) -> tuple[Manifest | None, list[Finding]]:
    """A packet's manifest and a finding for everything in it that isn't as it was made.

    None for a packet whose manifest is missing or was changed. Raises `UsageError` for what is no packet at all.
    """
    if packet.is_dir():
        return _verified(_in_folder(packet))
    if not packet.is_file():
        raise UsageError([_no_packet(packet)])
    try:
        with ZipFile(packet) as opened:
            doubled = len(set(opened.namelist())) != len(opened.namelist())
            manifest, findings = _verified(_in_zip(opened))
        if not findings and (doubled or not archive.as_written(packet)):
            message = Bilingual("zip 구조가 바뀜", "the zip itself was changed")
            findings = [_finding("changed", message, packet.name)]
    except (BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        if not _is_zip(packet):
            raise UsageError([_no_packet(packet)]) from error
        message = Bilingual("손상된 zip임", "is a damaged zip")
        return None, [_finding("changed", message, packet.name)]
    else:
        return manifest, findings


def verify_folder(folder: Path) -> list[Finding]:
    """What in a packet's folder isn't as it was made."""
    return _verified(_in_folder(folder))[1]


def _verified(files: Mapping[str, _Open]) -> tuple[Manifest | None, list[Finding]]:
    if NAME not in files:
        return None, [_finding("missing", Bilingual("없음", "is missing"), NAME)]
    with files[NAME]() as stream:
        manifest = from_bytes(stream.read(LARGEST))
    if manifest is None:
        message = Bilingual("바뀌었거나 제출자료의 manifest가 아님", "was changed, or is no manifest")
        return None, [_finding("changed", message, NAME)]
    return manifest, list(_differences(manifest, files))


def _differences(manifest: Manifest, files: Mapping[str, _Open]) -> Iterator[Finding]:
    for entry in manifest.files:
        if entry.path not in files:
            yield _finding("missing", Bilingual("없음", "is missing"), entry.path)
        elif not _same(files[entry.path], entry.size, entry.sha256):
            yield _finding("changed", Bilingual("바뀜", "was changed"), entry.path)
    for name in sorted(files.keys() - {NAME} - {entry.path for entry in manifest.files}):
        yield _finding("extra", Bilingual("manifest에 없는 파일임", "isn't in the manifest"), name)


def _same(opened: _Open, size: int, digest: str) -> bool:
    hashing, read = hashlib.sha256(), 0
    try:
        with opened() as stream:
            while (block := stream.read(_BLOCK)) and read <= size:
                hashing.update(block)
                read += len(block)
    except (BadZipFile, OSError, EOFError, ValueError, zlib.error):
        return False
    return read == size and hashing.hexdigest() == digest


def _in_folder(folder: Path) -> dict[str, _Open]:
    """What lies in a folder by its path there; what file managers leave behind is passed over, links are not followed."""
    found: dict[str, _Open] = {}
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted([*names, *(each for each in folders if (Path(parent) / each).is_symlink())]):
            if name not in _LEFT_BY_SYSTEMS:
                path = Path(parent) / name
                found[_composed(path.relative_to(folder).as_posix())] = partial(_plain, path)
    return found


def _plain(path: Path) -> IO[bytes]:
    if path.is_symlink() or not path.is_file():
        raise OSError("no regular file")
    return path.open("rb")


def _in_zip(opened: ZipFile) -> dict[str, _Open]:
    """What lies in a zip by its path in the packet, whose folder is the one at the zip's top."""
    names = [name for name in opened.namelist() if not name.endswith("/")]
    tops = {name.partition("/")[0] for name in names if "/" in name}
    top = f"{tops.pop()}/" if len(tops) == 1 and all("/" in name for name in names) else ""
    return {_composed(name.removeprefix(top)): partial(opened.open, name) for name in names}


def _composed(name: str) -> str:
    """Some systems take names apart (NFD) when they unpack."""
    return unicodedata.normalize("NFC", name)


def _is_zip(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(4) == b"PK\x03\x04"
    except OSError:
        return False


def _no_packet(path: Path) -> Finding:
    message = Bilingual(
        f"`{shown(path.name)}`: 제출자료 폴더나 zip이 아님",
        f"`{shown(path.name)}` is no packet, neither folder nor zip",
    )
    return Finding("usage/packet", Severity.ERROR, message)


def _finding(rule: str, message: Bilingual, file: str) -> Finding:
    return Finding(f"verify/{rule}", Severity.ERROR, message, Place(file=file))
