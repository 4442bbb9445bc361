"""manifest.json: every file of a packet with its size, pages, hash and source, and what the packet was made with."""

from __future__ import annotations

from hashlib import sha256

import msgspec
from msgspec import Struct

from regdocs.build.record import TemplateSetRecord, Title

NAME = "manifest.json"
LARGEST = 50_000_000
"""The largest manifest read, in bytes."""


class FileEntry(Struct, frozen=True):
    """A file: its path in the packet (POSIX, NFC), size in bytes, pages (null for what has none), hash, source.

    `source` is `document:<id>`, `signed:<id>`, `attachment:<id>`, `upload:<part>` or `packet`. `content` is the hash of
    a document's tree, `replaced` that of the PDF which was signed, `printed_from` what its declaration says was printed.
    """

    path: str
    size: int
    pages: int | None
    sha256: str
    source: str
    content: str | None = None
    replaced: str | None = None
    printed_from: str | None = None


class ItemEntry(Struct, frozen=True):
    """A paper: how it stands in the packet, and on which page of the merged PDF it begins (null for what isn't there)."""

    key: str
    title: str
    state: str
    page: int | None
    pages: int


class PartEntry(Struct, frozen=True):
    """A part: the page of its tab, its items; `separate` where somebody else files it."""

    id: str
    number: int
    title: str
    page: int
    separate: bool
    items: tuple[ItemEntry, ...]


class Toolchain(Struct, frozen=True):
    """What the bytes depend on beside the inputs: regdocs, libraries and fonts (hash of each file by its family)."""

    regdocs: str
    libraries: dict[str, str]
    fonts: dict[str, str]


class Manifest(Struct, frozen=True):
    """A whole packet; `metadata` is the hash of study.yaml, `inputs` those of every input file, `mark` what it says it is.

    `round` is the supplement round that it answers (null for a first filing).
    `seal` is the hash of the manifest itself with an empty seal, so that a change in it is noticed too.
    """

    route: str
    title: Title
    submission: str
    revision: str
    date: str
    law_as_of: str
    template_set: TemplateSetRecord
    metadata: str
    inputs: dict[str, str]
    toolchain: Toolchain
    mark: Title | None
    draft: bool
    split: int | None
    round: str | None
    archivable: bool
    pages: int
    parts: tuple[PartEntry, ...]
    files: tuple[FileEntry, ...]
    seal: str = ""


def to_bytes(manifest: Manifest) -> bytes:
    """The manifest as indented JSON, UTF-8, with its seal."""
    bare = msgspec.structs.replace(manifest, seal="")
    return _json(msgspec.structs.replace(bare, seal=sha256(_json(bare)).hexdigest()))


def from_bytes(data: bytes) -> Manifest | None:
    """The manifest that `to_bytes` wrote; None for anything else, one changed by a single byte too."""
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return manifest if to_bytes(manifest) == data else None


def _json(manifest: Manifest) -> bytes:
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"
