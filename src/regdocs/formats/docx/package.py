"""The file as a package: parts, their relationships and content types, zipped the same way every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from regdocs.formats.docx.xml import DECLARATION, RELATIONSHIPS
from regdocs.formats.office.escaping import attribute

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "svg": "image/svg+xml",
}
_EPOCH = (1980, 1, 1, 0, 0, 0)
_EXTERNAL = ' TargetMode="External"'


class Relationships:
    """What one part points to; the same target keeps one id."""

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str, bool], str] = {}

    def __bool__(self) -> bool:
        return bool(self._ids)

    def add(self, kind: str, target: str, external: bool = False) -> str:
        """The id of the relationship of `kind` (a bare name such as "image", or a whole address) to `target`."""
        address = kind if "/" in kind else f"{RELATIONSHIPS}/{kind}"
        return self._ids.setdefault((address, target, external), f"rId{len(self._ids) + 1}")

    def xml(self) -> bytes:
        entries = "".join(
            f'<Relationship Id="{identifier}" Type="{kind}" Target="{attribute(target)}"{_EXTERNAL if external else ""}/>'
            for (kind, target, external), identifier in self._ids.items()
        )
        return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'.encode()


@dataclass
class Package:
    """The parts of one file by name, with the content types of those that no file suffix tells."""

    parts: dict[str, bytes] = field(default_factory=dict)
    content_types: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, data: bytes | str, content_type: str = "", relations: Relationships | None = None) -> None:
        """Adds a part and, where it points to others, its relationships beside it."""
        self.parts[name] = data.encode() if isinstance(data, str) else data
        if content_type:
            self.content_types[name] = content_type
        if relations:
            folder, _, file = name.rpartition("/")
            self.parts[f"{folder}/_rels/{file}.rels".lstrip("/")] = relations.xml()

    def to_bytes(self) -> bytes:
        """The zip: the content types first, then the parts by name, all dated 1980-01-01."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            _store(archive, "[Content_Types].xml", self._content_types())
            for name in sorted(self.parts):
                _store(archive, name, self.parts[name])
        return buffer.getvalue()

    def _content_types(self) -> bytes:
        suffixes = sorted({name.rpartition(".")[2] for name in self.parts})
        defaults = "".join(f'<Default Extension="{suffix}" ContentType="{_DEFAULTS[suffix]}"/>' for suffix in suffixes)
        overrides = "".join(
            f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in sorted(self.content_types.items())
        )
        return f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>'.encode()


def repacked(archive: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    """A file's parts in their order, some of them changed, zipped the same way every time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as copy:
        for name in archive.namelist():
            _store(copy, name, changed[name] if name in changed else archive.read(name))
    return buffer.getvalue()


def _store(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    # Both would otherwise tell the operating system that wrote the file.
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    already_packed = name.endswith((".png", ".jpeg"))
    entry.compress_type = zipfile.ZIP_STORED if already_packed else zipfile.ZIP_DEFLATED
    archive.writestr(entry, data)
