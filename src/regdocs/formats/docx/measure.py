"""Page numbers of a DOCX from a layout of the file itself, made by LibreOffice."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lxml import etree

from regdocs.finding import Finding, Place, RenderingError, Severity
from regdocs.formats.docx.lineage import NAMESPACE, PART
from regdocs.formats.format import Layout
from regdocs.language import Bilingual

PROGRAMS = ("soffice", "libreoffice")
_TIMEOUT = 300
_FILTER = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
_BOOKMARK = re.compile(rb'<w:bookmarkStart w:id="(\d+)" w:name="_((?:Toc|Ref)[0-9a-f]+)"/>')


def measure(data: bytes) -> Layout:
    """The pages of a file that `write` made, as LibreOffice breaks them with the fonts of this machine.

    `fields` stays empty. Raises RenderingError where LibreOffice or pikepdf is absent, or the file can't be laid out.
    """
    try:
        import pikepdf
    except ImportError:
        raise _failure("measure-library", _NO_PIKEPDF, _GET_PIKEPDF) from None
    names = _names(data)
    with pikepdf.open(io.BytesIO(_laid_out(_marked(data)))) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        found = {name: pages[target.objgen] for name, target in _destinations(pdf).items() if target.objgen in pages}
        if names and not found:
            raise _failure("measure-failed", _FAILED)
        return Layout(len(pdf.pages), _known(names, "section", found), _known(names, "label", found))


def _known(names: Mapping[tuple[str, str], str], kind: str, pages: Mapping[str, int]) -> dict[str, int]:
    """The pages of the sections or labels, in the order of the file's own list."""
    return {name: pages[mark] for (sort, mark), name in names.items() if sort == kind and mark in pages}


def program() -> str | None:
    """The path of LibreOffice's program on this machine; None where there is none."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


def _names(data: bytes) -> Mapping[tuple[str, str], str]:
    """The section id or label of each bookmark, from the file's own lineage part."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            lineage = etree.fromstring(archive.read(PART), etree.XMLParser(resolve_entities=False, no_network=True))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise _failure("measure-foreign", _NOT_OURS) from error
    return {
        (kind, element.get("bookmark", "")): element.get("id", "")
        for kind in ("section", "label")
        for element in lineage.iterfind(f"{{{NAMESPACE}}}{kind}")
    }


def _marked(data: bytes) -> bytes:
    """The file with its bookmarks under names without an underscore: LibreOffice hides those that begin with one."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "word/document.xml":
                content = _BOOKMARK.sub(rb'<w:bookmarkStart w:id="\1" w:name="\2"/>', content)
            copy.writestr(name, content)
    return buffer.getvalue()


def _laid_out(data: bytes) -> bytes:
    """The PDF that LibreOffice makes of the file, in a profile of its own."""
    office = program()
    if office is None:
        raise _failure("measure-program", _NO_OFFICE, _GET_OFFICE)
    with TemporaryDirectory() as folder:
        source = Path(folder, "measured.docx")
        source.write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", _FILTER, "--outdir", folder, str(source)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_TIMEOUT)
            return source.with_suffix(".pdf").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise _failure("measure-failed", _FAILED) from error


def _destinations(pdf: Any) -> dict[str, Any]:
    """The page object of each named destination, by the bookmark's name in the file."""
    import pikepdf

    tree = pdf.Root.get("/Dests", {})
    named = {"_" + str(name).removeprefix("/"): target for name, target in dict(tree).items()}
    return {name: (target if isinstance(target, pikepdf.Array) else target.D)[0] for name, target in named.items()}


def _failure(rule: str, message: Bilingual, remedy: Bilingual | None = None) -> RenderingError:
    return RenderingError([Finding(f"render.{rule}", Severity.ERROR, message, Place(), remedy)])


_NO_PIKEPDF = Bilingual("쪽 번호를 재려면 pikepdf가 필요합니다.", "pikepdf is needed to measure pages")
_GET_PIKEPDF = Bilingual("pip install 'regdocs[pdf]'을 실행하십시오.", "Run pip install 'regdocs[pdf]'.")
_NO_OFFICE = Bilingual("LibreOffice(soffice)를 찾을 수 없습니다.", "LibreOffice (soffice) was not found")
_GET_OFFICE = Bilingual(
    "LibreOffice를 설치하거나, PDF의 쪽 번호를 쓰십시오 (--measure pdf).",
    "Install LibreOffice, or take the page numbers from the PDF (--measure pdf).",
)
_NOT_OURS = Bilingual("regdocs가 만든 DOCX가 아닙니다.", "this is no DOCX that regdocs made")
_FAILED = Bilingual("LibreOffice가 이 파일을 조판하지 못했습니다.", "LibreOffice could not lay out this file")
