"""The build folder: files written beside and renamed, and never over what a person has edited."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from regdocs.finding import Finding, Place, RenderingError, Severity
from regdocs.language import Bilingual


def write_all(folder: Path, files: Mapping[str, bytes], known: Mapping[str, str], overwrite: bool) -> tuple[dict[str, str], list[Finding]]:
    """Write `files` (by POSIX path) into `folder`; the hashes to remember, and a finding for each file left alone.

    `known` are the hashes of what earlier builds wrote. A file that differs from its hash, or that no build wrote,
    is somebody's work and stays, unless `overwrite`. Everything is written beside first, so that a failure leaves the
    last good build; raises `RenderingError` where the disk refuses.
    """
    findings: list[Finding] = []
    hashes: dict[str, str] = {}
    due: list[str] = []
    for name, data in files.items():
        digest, current = sha256(data).hexdigest(), _hash(folder / name)
        if current is not None and current not in (digest, known.get(name)) and not overwrite:
            findings.append(_edited(name))
            hashes[name] = known.get(name, digest)
            continue
        hashes[name] = digest
        if current != digest:
            due.append(name)
    _place(folder, {name: files[name] for name in due})
    return hashes, findings


def remove(folder: Path, name: str, digest: str) -> None:
    """Remove a file that the filing no longer has, where nobody has edited it."""
    if _hash(folder / name) == digest:
        with suppress(OSError):
            (folder / name).unlink()


def write_one(path: Path, data: bytes) -> None:
    """Write a file of our own (the build record) in one step."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise RenderingError([_refused(path.name, error)]) from error


def _place(folder: Path, files: Mapping[str, bytes]) -> None:
    if not files:
        return
    staging = folder / f".staging-{os.getpid()}"
    name = ""
    try:
        _sweep(folder)
        for name, data in files.items():
            (staging / name).parent.mkdir(parents=True, exist_ok=True)
            (staging / name).write_bytes(data)
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (staging / name).replace(folder / name)
    except OSError as error:
        raise RenderingError([_refused(name, error)]) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove what builds that were killed have left."""
    for left in folder.glob(".staging-*"):
        process = left.name.rpartition("-")[2]
        if process.isdigit() and not _alive(int(process)):
            shutil.rmtree(left, ignore_errors=True)


def _alive(process: int) -> bool:
    if os.name == "nt":
        # Signal 0 would end the process there; better to keep a folder too many.
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _hash(path: Path) -> str | None:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _edited(name: str) -> Finding:
    return Finding(
        "build/edited-file",
        Severity.WARNING,
        Bilingual(f"{name}은 작성 뒤에 수정되어 그대로 두었다", f"{name} was edited since it was built and was left alone"),
        Place(file=name),
        Bilingual("다시 만들려면 --overwrite를 쓴다", "use --overwrite to build it again"),
    )


def _refused(name: str, error: OSError) -> Finding:
    return Finding(
        "build/file-refused",
        Severity.ERROR,
        Bilingual(f"{name}을 쓸 수 없다: {error.strerror}", f"{name} can't be written: {error.strerror}"),
        Place(file=name),
        Bilingual("다른 프로그램(Word 등)에서 열려 있으면 닫고 다시 실행한다", "close it in other programs (Word) and try again"),
    )
