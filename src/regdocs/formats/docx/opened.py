"""A DOCX opened with suspicion: its parts read one by one within limits, XML without entities, nothing fetched."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from regdocs.formats.docx.xml import MAIN, RELATIONSHIPS
from regdocs.formats.unreadable import damaged, encrypted, other_zip, too_large

W = f"{{{MAIN}}}"
_MOST_PARTS = 10_000
_MOST_UNPACKED = 400_000_000
_LARGEST_PART = 120_000_000
_BLOCK = 1 << 20
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", MAIN.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", RELATIONSHIPS.encode()),
)
"""ISO/IEC 29500 strict has other namespaces for the same elements."""
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_BROKEN = (zipfile.BadZipFile, OSError, EOFError, RuntimeError, ValueError, NotImplementedError, zlib.error, KeyError)
_OTHER_ZIPS = (
    ("Contents/content.hpf", "HWPX"),
    ("mimetype", "ODT"),
    ("xl/workbook.xml", "XLSX"),
    ("ppt/presentation.xml", "PPTX"),
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part points to; `target` is a part's name, or an address where it is `external`."""

    kind: str
    target: str
    external: bool


@dataclass
class Opened:
    """The parts of a file by name, read as they are asked for."""

    archive: zipfile.ZipFile
    names: frozenset[str]
    unpacked: int = field(default=0)

    def read(self, name: str) -> bytes:
        """The bytes of a part; raises `UnreadableFile` where it is damaged or unpacks to more than the limit."""
        pieces: list[bytes] = []
        size = 0
        try:
            with self.archive.open(name) as stream:
                while block := stream.read(_BLOCK):
                    # What the zip's directory says of sizes may be a lie.
                    size += len(block)
                    if size > _LARGEST_PART or self.unpacked + size > _MOST_UNPACKED:
                        raise too_large("압축을 푼 크기", f"what `{name[:80]}` unpacks to")
                    pieces.append(block)
        except _BROKEN as error:
            raise damaged(name[:80], name[:80]) from error
        self.unpacked += size
        return b"".join(pieces)

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part; None where there is no such part. Raises `UnreadableFile` for what is no plain XML."""
        if name not in self.names:
            return None
        data = self.read(name)
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
        return self.parsed(name, data)

    def parsed(self, name: str, data: bytes) -> etree._Element:
        """The root of the XML that a part of that name holds; raises `UnreadableFile` for what is no plain XML."""
        if _DOCTYPE.search(data[:4096]):
            raise damaged("XML 개체 선언", "it declares XML entities")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise damaged(name[:80], name[:80]) from error

    def relationships(self, part: str) -> dict[str, Relationship]:
        """What `part` ("" is the package) points to, by relationship id."""
        folder, _, file = part.rpartition("/")
        root = self.xml(f"{folder}/_rels/{file}.rels".lstrip("/"))
        return {} if root is None else dict(_relationships(root, folder))

    def related(self, part: str, kind: str) -> str | None:
        """The part of that kind ("styles") that `part` points to first."""
        for relationship in self.relationships(part).values():
            if relationship.kind == kind and not relationship.external and relationship.target in self.names:
                return relationship.target
        return None


def opened(data: bytes) -> Opened:
    """The package; raises `UnreadableFile` where it is no zip, is encrypted, or is another kind of zip."""
    package = unzipped(data)
    if "[Content_Types].xml" not in package.names or not any(name.startswith("word/") for name in package.names):
        raise other_zip(next((kind for name, kind in _OTHER_ZIPS if name in package.names), "ZIP"))
    return package


def unzipped(data: bytes) -> Opened:
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
    return Opened(archive, frozenset(entry.filename for entry in entries))


def _relationships(root: etree._Element, folder: str) -> Iterator[tuple[str, Relationship]]:
    for element in root:
        if not isinstance(element.tag, str):
            continue
        target, external = element.get("Target", ""), element.get("TargetMode", "") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = element.get("Type", "").rpartition("/")[2]
        yield element.get("Id", ""), Relationship(kind, target, external)


def value(element: etree._Element | None, path: str) -> str | None:
    """The `w:val` of the element at `path` below `element`; None where there is none."""
    found = element.find(path) if element is not None else None
    return None if found is None else found.get(f"{W}val")


def is_on(element: etree._Element | None) -> bool:
    """Whether an on/off property is there and on (ISO/IEC 29500-1, 17.17.4)."""
    return element is not None and element.get(f"{W}val", "true") not in ("false", "0", "off")


def whole(text: str | None, default: int = 0) -> int:
    """A number of an attribute; `default` where it is none, or past all measure."""
    try:
        number = int(text or "")
    except ValueError:
        return default
    return number if abs(number) < 1_000_000 else default
