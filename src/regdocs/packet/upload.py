"""The upload folder: one entry for each slot of the portal, a zip where a slot holds several files, split where too large."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from regdocs.finding import Finding, RenderingError, Severity
from regdocs.language import Bilingual
from regdocs.packet import archive
from regdocs.packet.names import distinct, safe
from regdocs.packet.plan import Item, Part, Plan
from regdocs.packet.specification import Portal

FOLDER = "upload"


@dataclass(frozen=True, slots=True)
class _File:
    """A file on its way into a slot: its name there and where it lies."""

    name: str
    path: Path

    @property
    def size(self) -> int:
        return self.path.stat().st_size


def upload(plan: Plan, portal: Portal, largest: int | None, scratch: Path) -> dict[str, tuple[Path, str]]:
    """Each file of the upload folder by its path in the packet, with where it lies now and the part it is for.

    No file is larger than `largest` bytes, where that is given; raises `RenderingError` that names each file that can't
    be made so small. What is made anew goes to the folder `scratch`.
    """
    found: dict[str, tuple[Path, str]] = {}
    findings: list[Finding] = []
    for part in plan.parts:
        files = list(_files(part, portal)) if part.own is None else []
        if not files:
            continue
        fitting, oversized = _fitting(files, largest, scratch / part.id)
        findings += oversized
        stem = f"{part.number:02d}_{part.title}"
        for name, path in _slot(stem, fitting, portal, largest, scratch / part.id):
            found[f"{FOLDER}/{name}"] = (path, part.id)
    if findings:
        raise RenderingError(findings)
    return found


def _files(part: Part, portal: Portal) -> Iterator[_File]:
    items = [item for item in part.items if item.path is not None]
    names = [f"{index:02d}_{item.title}" for index, item in enumerate(items, start=1)]
    for item, name in zip(
        items, distinct(_named(item, name, portal) for item, name in zip(items, names, strict=True)), strict=True
    ):
        assert item.path is not None
        yield _File(name, item.path)


def _named(item: Item, name: str, portal: Portal) -> str:
    return safe(name, portal, Path(item.name).suffix)


def _slot(
    stem: str, files: Sequence[_File], portal: Portal, largest: int | None, scratch: Path
) -> Iterator[tuple[str, Path]]:
    """A slot's entries: the one file itself, or zips of as many as go into one."""
    if len(files) == 1:
        yield safe(stem, portal, files[0].path.suffix), files[0].path
        return
    bundles = _bundles(files, largest)
    for index, bundle in enumerate(bundles, start=1):
        tail = f"_{index}-{len(bundles)}.zip" if len(bundles) > 1 else ".zip"
        path = scratch / f"bundle-{index}.zip"
        scratch.mkdir(parents=True, exist_ok=True)
        archive.write(path, {file.name: file.path for file in bundle})
        yield safe(stem, portal, tail), path


def _bundles(files: Sequence[_File], largest: int | None) -> list[list[_File]]:
    """The files in order, cut where a zip would grow too large."""
    bundles: list[list[_File]] = [[]]
    size = _END
    for file in files:
        needed = file.size + _overhead(file)
        if largest is not None and bundles[-1] and size + needed > largest:
            bundles.append([])
            size = _END
        bundles[-1].append(file)
        size += needed
    return bundles


_END = 22
_HEADERS = 30 + 46


def _overhead(file: _File) -> int:
    """What a stored zip adds to a file."""
    return _HEADERS + 2 * len(file.name.encode())


def _fitting(files: Sequence[_File], largest: int | None, scratch: Path) -> tuple[list[_File], list[Finding]]:
    """The files, those that are too large cut into several PDFs; a finding for each that can't be cut so small."""
    if largest is None:
        return list(files), []
    found: list[_File] = []
    findings: list[Finding] = []
    for file in files:
        room = largest - (_END + _overhead(file) + 16 if len(files) > 1 else 0)
        if file.size <= room:
            found.append(file)
            continue
        pieces = (
            _cut(file, largest - _END - _overhead(file) - 16, scratch) if file.path.suffix.lower() == ".pdf" else []
        )
        found += pieces
        if not pieces:
            findings.append(_oversized(file, largest))
    return found, findings


def _cut(file: _File, largest: int, scratch: Path) -> list[_File]:
    """A PDF in as many pieces as it takes, by pages; nothing where a single page is too large."""
    scratch.mkdir(parents=True, exist_ok=True)
    with pikepdf.open(file.path, suppress_warnings=True) as pdf:
        paths = _pieces(pdf, range(len(pdf.pages)), largest, scratch / Path(file.name).stem[:40]) or []
    stem, dot, suffix = file.name.rpartition(".")
    return [_File(f"{stem}_{index}-{len(paths)}{dot}{suffix}", path) for index, path in enumerate(paths, start=1)]


def _pieces(pdf: pikepdf.Pdf, pages: range, largest: int, stem: Path) -> list[Path] | None:
    path = stem.with_name(f"{stem.name}-{pages.start + 1}.pdf")
    with pikepdf.new() as piece:
        piece.add_pages_from(pdf, pages)
        piece.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    if path.stat().st_size <= largest:
        return [path]
    if len(pages) == 1:
        return None
    middle = len(pages) // 2
    first, second = (_pieces(pdf, half, largest, stem) for half in (pages[:middle], pages[middle:]))
    return first + second if first is not None and second is not None else None


def _oversized(file: _File, largest: int) -> Finding:
    message = Bilingual(
        f"{file.name}: {file.size:,}바이트로 한도({largest:,}바이트)를 넘고 나눌 수 없음",
        f"{file.name} has {file.size:,} bytes, more than {largest:,}, and can't be cut",
    )
    return Finding("packet/too-large", Severity.ERROR, message)
