"""An HWPX file opened with suspicion: within limits, without entities, refused by name where it is locked."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from regdocs.formats.hwpx.xml import CORE, HEAD, PACKAGE, PARAGRAPH
from regdocs.formats.office.unpacked import Unpacked
from regdocs.formats.unreadable import damaged, encrypted, other_zip

P, H, C, OPF = (f"{{{namespace}}}" for namespace in (PARAGRAPH, HEAD, CORE, PACKAGE))
CONTENT = "Contents/content.hpf"
_MANIFEST = "META-INF/manifest.xml"


class Opened(Unpacked):
    """The parts of an HWPX."""

    # KS X 6101:2024 has other namespaces than Hangul writes.
    renamed = ((b"http://www.owpml.org/owpml/2024/", b"http://www.hancom.co.kr/hwpml/2011/"),)


def opened(data: bytes) -> Opened:
    """The package; raises `UnreadableFile` where it is no HWPX, is encrypted or damaged."""
    package = Opened.of(data)
    if CONTENT not in package.names:
        raise other_zip("ZIP")
    locked = package.xml(_MANIFEST)
    if locked is not None and any("encryption-data" in str(each.tag) for each in locked.iter()):
        raise encrypted()
    return package


def pictures(package: Opened) -> frozenset[str]:
    """The names by which the text calls pictures that are there."""
    root = package.xml(CONTENT)
    items = () if root is None else root.iter(f"{OPF}item")
    return frozenset(each.get("id", "") for each in items if each.get("href", "") in package.names)


def spine(package: Opened) -> Iterator[tuple[str, str]]:
    """Id and name of the parts in the order of reading: head, then sections."""
    root = package.xml(CONTENT)
    if root is None:
        raise damaged(CONTENT, CONTENT)
    items = {each.get("id", ""): each.get("href", "") for each in root.iter(f"{OPF}item")}
    for reference in root.iter(f"{OPF}itemref"):
        identifier = reference.get("idref", "")
        yield identifier, _inside(package, items.get(identifier, ""))


def _inside(package: Opened, name: str) -> str:
    """Some programs name parts from the package, others from the folder of the list."""
    beside = posixpath.join("Contents", name)
    return name if name in package.names or beside not in package.names else beside
