"""The cache: laid-out PDFs by the hash of everything they were made from."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from regdocs.document.document import Document, to_json
from regdocs.formats.format import Layout, Resources, Written


class _Entry(Struct, frozen=True):
    data: bytes
    digest: str
    pages: int
    sections: dict[str, int]
    labels: dict[str, int]
    fields: list[tuple[str, str, int]]
    starts: list[int]


class Cache:
    """Entries as single files in a folder, written beside and renamed, so that any number of builds may share it.

    A damaged entry is no entry.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> Written | None:
        """What was stored under `key`, or None."""
        try:
            entry = msgspec.msgpack.decode((self.folder / key).read_bytes(), type=_Entry)
        except (OSError, msgspec.DecodeError):
            return None
        if sha256(entry.data).hexdigest() != entry.digest:
            return None
        layout = Layout(entry.pages, entry.sections, entry.labels, tuple(entry.fields), tuple(entry.starts))
        return Written(entry.data, layout)

    def put(self, key: str, written: Written) -> None:
        """Store a PDF; where the disk refuses, the next build just makes it again."""
        layout = written.layout or Layout(0)
        entry = _Entry(
            written.data,
            sha256(written.data).hexdigest(),
            layout.pages,
            dict(layout.sections),
            dict(layout.labels),
            list(layout.fields),
            list(layout.starts),
        )
        beside = self.folder / f".{key}.{os.getpid()}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(msgspec.msgpack.encode(entry))
            beside.replace(self.folder / key)
        except OSError:
            with suppress(OSError):
                beside.unlink()

    def keep(self, keys: Iterable[str]) -> None:
        """Throw away everything but `keys`."""
        wanted = set(keys)
        if not self.folder.is_dir():
            return
        for path in self.folder.iterdir():
            if path.name not in wanted and not path.name.startswith("."):
                path.unlink(missing_ok=True)


def key(document: Document, resources: Resources, toolchain: str) -> str:
    """The key of a document's PDF: its tree, its figures and the toolchain's fingerprint."""
    digest = sha256(to_json(document))
    for name in sorted(resources):
        digest.update(f"{name}\0{sha256(resources[name]).hexdigest()}".encode())
    digest.update(toolchain.encode())
    return digest.hexdigest()
