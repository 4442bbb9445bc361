"""The build folder: files written beside and renamed, and never over what a person has edited."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from regdocs.build import journal
from regdocs.finding import Finding, Place, RenderingError, Severity
from regdocs.language import Bilingual
from regdocs.submission.frozen import refuse_frozen


def write_all(
    folder: Path, files: Mapping[str, bytes], known: Mapping[str, Collection[str]], overwrite: bool
) -> tuple[dict[str, str], list[Finding]]:
    """Write `files` (by POSIX path) into `folder`; the hashes to remember, and a finding for each file left alone.

    `known` are the hashes of what earlier builds wrote. A file of another hash is somebody's work and stays, unless
    `overwrite`. Everything is written beside first, so that a failure leaves the last good build; raises
    `RenderingError` where the disk refuses and `UsageError` in a frozen revision.
    """
    refuse_frozen(folder)
    findings: list[Finding] = []
    hashes: dict[str, str] = {}
    due: list[str] = []
    for name, data in files.items():
        digest, current = sha256(data).hexdigest(), hash_of(folder / name)
        ours = known.get(name, ())
        if current is not None and current != digest and current not in ours and not overwrite:
            findings.append(_edited(name))
            hashes[name] = next(iter(ours), digest)
            continue
        hashes[name] = digest
        if current != digest:
            due.append(name)
    _place(folder, {name: files[name] for name in due}, {name: hashes[name] for name in due})
    return hashes, findings


def remove(folder: Path, name: str, digests: Collection[str]) -> None:
    """Remove a file that the filing no longer has, where nobody has edited it."""
    if hash_of(folder / name) in digests:
        with suppress(OSError):
            (folder / name).unlink()


def write_one(path: Path, data: bytes) -> None:
    """Write a file of our own (the build record) in one step; raises as `write_all` does."""
    refuse_frozen(path)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise refused(path.name, error) from error


def _place(folder: Path, files: Mapping[str, bytes], hashes: Mapping[str, str]) -> None:
    if not files:
        return
    staging = folder / f".staging-{os.getpid()}"
    name = folder.name
    try:
        _sweep(folder)
        for name, data in files.items():
            (staging / name).parent.mkdir(parents=True, exist_ok=True)
            (staging / name).write_bytes(data)
        journal.note(folder, hashes)
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (staging / name).replace(folder / name)
    except OSError as error:
        raise refused(name, error) from error
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
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def hash_of(path: Path) -> str | None:
    """The SHA-256 of a file; None where there is none."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _edited(name: str) -> Finding:
    return Finding(
        "build/edited-file",
        Severity.WARNING,
        Bilingual(
            f"작성 뒤에 수정되어 그대로 둔 파일: {name}", f"{name} was edited since it was built and was left alone"
        ),
        Place(file=name),
        Bilingual("다시 만들려면 --overwrite를 쓰십시오", "use --overwrite to build it again"),
    )


def refused(name: str, error: OSError) -> RenderingError:
    """The error for a file or folder that the disk refuses to write."""
    reason = error.strerror or type(error).__name__
    return RenderingError(
        [
            Finding(
                "build/file-refused",
                Severity.ERROR,
                Bilingual(f"{name}: 쓸 수 없음({reason})", f"{name} can't be written: {reason}"),
                Place(file=name),
                Bilingual(
                    "다른 프로그램(Word 등)에서 열려 있으면 닫고, 폴더의 권한을 확인하십시오",
                    "close it in other programs (Word) and check the folder's permissions",
                ),
            )
        ]
    )
