"""Putting a packet in place: folder and zip are complete beside before they take the last good one's place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from regdocs.build.lock import alone
from regdocs.build.output import refused
from regdocs.finding import Finding, Place, RenderingError, Severity
from regdocs.language import Bilingual
from regdocs.packet.manifest import NAME
from regdocs.packet.verify import verify_folder

_OLD = ".old-"
_STAGING = ".staging-"


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """An empty folder beside `folder` to make a packet in, gone at the end; one packet at a time is made there.

    Raises `RenderingError` where the disk refuses.
    """
    beside = folder.with_name(f"{_STAGING}{folder.name}")
    try:
        with alone(folder.parent):
            recover(folder)
            # The lock is ours: what lies there is left from one that was killed.
            shutil.rmtree(beside, ignore_errors=True)
            beside.mkdir(parents=True)
            try:
                yield beside
            finally:
                shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise refused(folder.name, error) from error


def recover(folder: Path) -> None:
    """Bring back the last good packet, where one was killed between taking it away and putting the new one there."""
    old = folder.with_name(f"{_OLD}{folder.name}")
    if old.is_dir() and not folder.exists():
        old.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def put(made: Path, folder: Path, zipped: Path, archive: Path) -> None:
    """Let the folder `made` and the zip `zipped` take the places of `folder` and `archive`."""
    old = folder.with_name(f"{_OLD}{folder.name}")
    if folder.exists():
        folder.rename(old)
    try:
        made.rename(folder)
    except OSError:
        with suppress(OSError):
            old.rename(folder)
        raise
    zipped.replace(archive)
    shutil.rmtree(old, ignore_errors=True)


def refuse_foreign(folder: Path) -> None:
    """Raises `RenderingError` where the packet's place holds what somebody else put or changed there."""
    if not folder.exists():
        return
    if not folder.is_dir() or not (folder / NAME).is_file():
        if folder.is_dir() and not list(folder.iterdir()):
            return
        raise RenderingError([_foreign(folder.name)])
    changed = verify_folder(folder)
    if changed:
        raise RenderingError([_foreign(finding.place.file or folder.name) for finding in changed])


def _foreign(name: str) -> Finding:
    return Finding(
        "packet/edited-packet",
        Severity.ERROR,
        Bilingual(
            f"{name}: 만들어진 뒤 바뀌었거나 다른 사람이 둔 것이라 덮어쓰지 않음",
            f"{name} was changed since, or isn't ours, and is left alone",
        ),
        Place(file=name),
        Bilingual("옮겨 두거나 --overwrite를 쓰십시오", "move it away, or use --overwrite"),
    )
