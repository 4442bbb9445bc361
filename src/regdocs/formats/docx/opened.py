"""A DOCX opened with suspicion, and what its parts point to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from regdocs.formats.docx.xml import MAIN, RELATIONSHIPS
from regdocs.formats.office.unpacked import Unpacked
from regdocs.formats.unreadable import other_zip

W = f"{{{MAIN}}}"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", MAIN.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", RELATIONSHIPS.encode()),
)
"""ISO/IEC 29500 strict has other namespaces for the same elements."""
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


class Opened(Unpacked):
    """The parts of a DOCX, and what they point to."""

    renamed = _STRICT

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
    package = Opened.of(data)
    if "[Content_Types].xml" not in package.names or not any(name.startswith("word/") for name in package.names):
        raise other_zip(next((kind for name, kind in _OTHER_ZIPS if name in package.names), "ZIP"))
    return package


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
