"""A zip of XML opened with suspicion: its parts read one by one within limits, without entities, nothing fetched."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import ClassVar, Self

from lxml import etree

from regdocs.formats.unreadable import damaged, encrypted, too_large

_MOST_PARTS = 10_000
_MOST_UNPACKED = 400_000_000
_LARGEST_PART = 120_000_000
_BLOCK = 1 << 20
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_BROKEN = (zipfile.BadZipFile, OSError, EOFError, RuntimeError, ValueError, NotImplementedError, zlib.error, KeyError)


class Unpacked:
    """The parts of a file by name, read as they are asked for."""

    renamed: ClassVar[tuple[tuple[bytes, bytes], ...]] = ()
    """Namespaces that another edition of the standard has for the same elements, and those that they are read as."""

    def __init__(self, archive: zipfile.ZipFile, names: frozenset[str]) -> None:
        self.names = names
        self.archive = archive
        self._size = 0

    @classmethod
    def of(cls, data: bytes) -> Self:
        """The parts of a zip of any kind; raises `UnreadableFile` where it is none, is encrypted, or has too many."""
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
            entries = archive.infolist()
        except _BROKEN as error:
            raise damaged("ZIP", "zip") from error
        if len(entries) > _MOST_PARTS:
            raise too_large(f"구성 파일 {len(entries):,}개", f"{len(entries):,} parts")
        if any(entry.flag_bits & 1 for entry in entries):
            raise encrypted()
        return cls(archive, frozenset(entry.filename for entry in entries))

    def read(self, name: str) -> bytes:
        """The bytes of a part; raises `UnreadableFile` where it is damaged or unpacks to more than the limit."""
        pieces: list[bytes] = []
        size = 0
        try:
            with self.archive.open(name) as stream:
                while block := stream.read(_BLOCK):
                    # What the zip's directory says of sizes may be a lie.
                    size += len(block)
                    if size > _LARGEST_PART or self._size + size > _MOST_UNPACKED:
                        raise too_large("압축을 푼 크기", f"what `{name[:80]}` unpacks to")
                    pieces.append(block)
        except _BROKEN as error:
            raise damaged(name[:80], name[:80]) from error
        self._size += size
        return b"".join(pieces)

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part; None where there is no such part. Raises `UnreadableFile` for what is no plain XML."""
        if name not in self.names:
            return None
        data = self.read(name)
        for namespace, usual in self.renamed:
            data = data.replace(namespace, usual)
        if _DOCTYPE.search(data[:4096]):
            raise damaged("XML 개체 선언", "it declares XML entities")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise damaged(name[:80], name[:80]) from error


def whole(text: str | None, default: int = 0) -> int:
    """A number of an attribute; `default` where it is none, or past all measure."""
    try:
        number = int(text or "")
    except ValueError:
        return default
    return number if abs(number) < 1_000_000 else default
