"""The file as a package: its type first and unpacked, then the parts, zipped the same way every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MIMETYPE = b"application/hwp+zip"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PACKED_ALREADY = (".png", ".jpg")


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The zip of `parts` in their order, all dated 1980-01-01; `mimetype` stands before them (KS X 6101, packaging)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        _store(archive, "mimetype", MIMETYPE, zipfile.ZIP_STORED)
        for name, data in parts.items():
            _store(archive, name, data, zipfile.ZIP_STORED if name.endswith(_PACKED_ALREADY) else zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _store(archive: zipfile.ZipFile, name: str, data: bytes, compression: int) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    # Both would otherwise tell the operating system that wrote the file.
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    entry.compress_type = compression
    archive.writestr(entry, data)
