"""An attached Word document: looked through as a zip, and turned into PDF where LibreOffice is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from regdocs.formats.docx.opened import W
from regdocs.packet.specification import Limits
from regdocs.packet.spoiled import EXPORT, Spoiled, damaged, encrypted, scripted, too_much

_MOST_ENTRIES = 10_000
_BLOCK = 1 << 20
_SECONDS = 300
_EXTERNAL = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>")
_TEXT = re.compile(r"word/(?:document|comments|footnotes|endnotes|header\d*|footer\d*)\.xml")
_PROGRAM = re.compile(r"\bDDE(?:AUTO)?\s")
_FETCHED = re.compile(r"\bINCLUDE(?:TEXT|PICTURE)\s|\bLINK\s+\w+\.")
_FILTER = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"3"}}'
"""LibreOffice's PDF/A-3b."""


def check(path: Path, limits: Limits) -> None:
    """Raises `Spoiled` for a Word document that is damaged, encrypted, a bomb, or holds macros or paths that escape."""
    try:
        with ZipFile(path) as archive:
            entries = archive.infolist()
            if len(entries) > _MOST_ENTRIES:
                raise too_much("unpacked", sum(entry.file_size for entry in entries), limits.unpacked)
            for entry in entries:
                _refuse(entry)
            if len({entry.filename for entry in entries}) < len(entries):
                # Which of two parts with one name counts, each reader decides for itself.
                raise damaged()
            _unpack(archive, entries, limits)
            for entry in entries:
                if entry.filename.endswith(".rels"):
                    _refuse_linked(archive.read(entry))
                elif _TEXT.fullmatch(entry.filename):
                    with archive.open(entry) as stream:
                        _refuse_fields(stream)
    except (BadZipFile, OSError, EOFError, RuntimeError, ValueError, NotImplementedError, zlib.error) as error:
        raise damaged() from error


def _refuse(entry: ZipInfo) -> None:
    name = entry.filename
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name:
        raise Spoiled(
            "path-escape", "압축 안에 폴더를 벗어나는 경로가 있음", "holds a path that leads out of it", EXPORT
        )
    if entry.flag_bits & 1:
        raise encrypted()
    if path.name.lower() in ("vbaproject.bin", "vbadata.xml") or "activex" in name.lower():
        raise scripted("VBA")


def _refuse_linked(relationships: bytes) -> None:
    """Only links that a reader clicks may lead outside: what LibreOffice fetches by itself may not."""
    if any(b"/hyperlink" not in link for link in _EXTERNAL.findall(relationships)):
        raise _linked()


def _linked() -> Spoiled:
    return Spoiled("linked", "바깥 파일을 불러오는 연결이 들어 있음", "loads files from elsewhere", EXPORT)


def embeds(path: Path) -> bool:
    """Whether other files lie in a Word document that was checked: sheets, objects of other programs."""
    with ZipFile(path) as archive:
        return any(name.startswith("word/embeddings/") for name in archive.namelist())


def _refuse_fields(stream: IO[bytes]) -> None:
    """What a part of the text computes by itself: a program's data, another file's contents; raises for what is no XML."""
    told: list[str] = []
    reading = etree.iterparse(stream, events=("end",), resolve_entities=False, no_network=True, load_dtd=False)
    try:
        for _, element in reading:
            told += [element.text or ""] if element.tag == f"{W}instrText" else [element.get(f"{W}instr", "")]
            element.clear()
    except etree.XMLSyntaxError as error:
        raise damaged() from error
    if reading.root is None or reading.root.getroottree().docinfo.doctype:
        raise damaged()
    # A field's code may be spread over several runs.
    code = "".join(told).upper()
    if _PROGRAM.search(code):
        raise scripted("DDE")
    if _FETCHED.search(code):
        raise _linked()


def _unpack(archive: ZipFile, entries: list[ZipInfo], limits: Limits) -> None:
    """Read everything once: checksums tell what is damaged, and what a header says of its size may be a lie."""
    size = 0
    for entry in entries:
        with archive.open(entry) as stream:
            while block := stream.read(_BLOCK):
                size += len(block)
                if size > limits.unpacked:
                    raise too_much("unpacked", size, limits.unpacked)


def version() -> str:
    """LibreOffice's version; "absent" where this machine lacks it."""
    program = shutil.which("soffice")
    if program is None:
        return "absent"
    try:
        told = subprocess.run([program, "--version"], capture_output=True, timeout=60, check=True, text=True)
    except (subprocess.SubprocessError, OSError):
        return "unknown"
    return told.stdout.strip().removeprefix("LibreOffice ")


def to_pdf(path: Path, target: Path) -> None:
    """Write the Word document at `path` as PDF to `target`; raises `Spoiled` where LibreOffice can't."""
    program = shutil.which("soffice")
    if program is None:
        raise Spoiled(
            "not-convertible",
            "LibreOffice가 없어 PDF로 바꿀 수 없음",
            "can't be turned into PDF without LibreOffice",
            EXPORT,
        )
    with tempfile.TemporaryDirectory() as scratch:
        # A copy under a plain name in a profile of its own: no other LibreOffice is disturbed, no name can be an option.
        source = Path(scratch) / "source.docx"
        shutil.copyfile(path, source)
        profile = (Path(scratch) / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", _FILTER]
        command += ["--outdir", scratch, str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True, cwd=scratch)
            shutil.copyfile(Path(scratch) / "source.pdf", target)
        except (subprocess.SubprocessError, OSError) as error:
            raise Spoiled("not-convertible", "PDF로 바꾸지 못함", "couldn't be turned into PDF", EXPORT) from error


def is_document(path: Path) -> bool:
    """Whether a zip is a Word document; raises `Spoiled` for a zip that can't be read."""
    try:
        with ZipFile(path) as archive:
            return "word/document.xml" in archive.namelist()
    except (BadZipFile, OSError, EOFError, ValueError) as error:
        raise damaged() from error
