"""Zip files that are the same bytes everywhere: stored, sorted, without times, names in UTF-8."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import IO, cast
from zipfile import ZIP_STORED, ZipFile, ZipInfo

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_UTF8 = 0x800
_REGULAR = 0o100644 << 16
_BLOCK = 1 << 20
_KEPT = 1 << 16


def write(target: Path | IO[bytes], files: Mapping[str, Path]) -> None:
    """Zip `files` (by their name inside) into `target`.

    Nothing is compressed: PDF, DOCX and pictures are already, and another zlib would give other bytes.
    """
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for name, path in sorted(files.items()):
            with path.open("rb") as stream:
                _add(archive, name, stream, path.stat().st_size)


def _add(archive: ZipFile, name: str, stream: IO[bytes], size: int) -> None:
    entry = ZipInfo(name, _FIRST_DAY)
    entry.create_system, entry.external_attr, entry.file_size = 3, _REGULAR, size
    # The flag that says UTF-8 is set by zipfile for names that need it; ASCII names mean the same either way.
    with archive.open(entry, "w") as member:
        shutil.copyfileobj(stream, member, _BLOCK)


def as_written(path: Path) -> bool:
    """Whether the zip at `path` is byte for byte what `write` makes of the files inside it."""
    outline = _Outline()
    with ZipFile(path) as archive, ZipFile(cast(IO[bytes], outline), "w", ZIP_STORED) as again:
        for name in sorted(archive.namelist()):
            with archive.open(name) as stream:
                _add(again, name, stream, archive.getinfo(name).file_size)
    return outline.size == path.stat().st_size and _same(outline, path)


def _same(outline: _Outline, path: Path) -> bool:
    with path.open("rb") as stream:
        for offset, data in outline.pieces.items():
            stream.seek(offset)
            if stream.read(len(data)) != data:
                return False
    return True


class _Outline:
    """A file that keeps the small pieces written to it, which are a zip's headers, and forgets the large ones."""

    def __init__(self) -> None:
        self.pieces: dict[int, bytes] = {}
        self.position = self.size = 0

    def write(self, data: bytes) -> int:
        if len(data) < _KEPT:
            self.pieces[self.position] = bytes(data)
        self.position += len(data)
        self.size = max(self.size, self.position)
        return len(data)

    def tell(self) -> int:
        return self.position

    def seek(self, offset: int, whence: int = 0) -> int:
        self.position = offset + (self.size if whence == 2 else 0)
        return self.position

    def seekable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass
