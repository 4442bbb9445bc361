"""Looking through an attached PDF: encrypted, damaged, scripted, empty or overblown ones are refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from regdocs.packet.specification import Limits
from regdocs.packet.spoiled import EXPORT, Spoiled, damaged, encrypted, scripted, too_much
from regdocs.packet.unpacked import held
from regdocs.packet.unpacked import size as unpacked_size

_ACTIVE = {
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/RichMediaExecute",
    "/Rendition",
    "/Sound",
    "/Movie",
}
_MEDIA = {"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}
# Numbers by the thousand, the way back up, the tags and what other programs keep for themselves hold nothing active.
_SKIPPED = {
    "/Parent",
    "/P",
    "/W",
    "/Widths",
    "/StructTreeRoot",
    "/PieceInfo",
    "/Metadata",
    "/ToUnicode",
    "/CIDToGIDMap",
}
_LONGEST_SIDE = 14_400
"""Points (ISO 32000-1, annex C): longer pages aren't shown."""
_UNCHECKED_FONTS = {"/Type0", "/Type3"}


@dataclass(frozen=True, slots=True)
class Portable:
    """A PDF that may go in: its pages, what it carries that a merged file can't, why it can't be archived."""

    pages: int
    embedded_files: bool = False
    digitally_signed: bool = False
    unarchivable: tuple[str, ...] = ()
    """Reasons why pages of this file keep a merged file from being PDF/A: `font`, `cmyk`, `annotation`."""


def opened(path: Path) -> pikepdf.Pdf:
    """The PDF at `path`, as it stands: nothing is repaired. Raises `Spoiled`."""
    try:
        pdf = pikepdf.open(path, attempt_recovery=False, suppress_warnings=True)
    except pikepdf.PasswordError:
        raise encrypted() from None
    except (pikepdf.PdfError, RuntimeError, ValueError) as error:
        raise damaged() from error
    if pdf.is_encrypted:
        pdf.close()
        raise encrypted()
    return pdf


def look_through(path: Path, limits: Limits) -> Portable:
    """What there is to know of an attached PDF; raises `Spoiled` for one that can't go in."""
    if (most := held(path, limits.unpacked)) > limits.unpacked:
        raise too_much("unpacked", most, limits.unpacked)
    with opened(path) as pdf:
        try:
            return _looked_through(pdf, limits)
        except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
            raise damaged() from error


def _looked_through(pdf: pikepdf.Pdf, limits: Limits) -> Portable:
    count = len(pdf.pages)
    if count == 0:
        raise Spoiled("empty", "쪽이 없음", "has no pages", EXPORT)
    if count > limits.pages:
        raise too_much("pages", count, limits.pages)
    for page in pdf.pages:
        if not _has_sides(page):
            raise damaged()
    root, reasons, unpacked = pdf.Root, dict[str, None](), 0
    if "/Collection" in root:
        raise Spoiled("portfolio", "PDF 포트폴리오(파일 묶음)임", "is a PDF portfolio, a bundle of files", EXPORT)
    signed = False
    for found, entries in _walk(root):
        _refuse_active(entries)
        signed = signed or entries.get("/FT") == Name.Sig
        if (reason := _unarchivable(entries)) is not None:
            reasons[reason] = None
        if isinstance(found, Stream):
            unpacked += unpacked_size(found, limits.unpacked - unpacked)
            if unpacked > limits.unpacked:
                raise too_much("unpacked", unpacked, limits.unpacked)
    embedded = "/EmbeddedFiles" in root.get("/Names", Dictionary())
    # A page without resources is against the letter only; every other complaint means that something can't be read.
    if any("Resources is missing" not in warning for warning in pdf.get_warnings()):
        raise damaged()
    return Portable(count, embedded, signed, tuple(reasons))


def _has_sides(page: pikepdf.Page) -> bool:
    """Whether a page has a shape that a reader can show; raises where its boxes or its rotation are no numbers."""
    left, bottom, right, top = (float(side) for side in page.mediabox)
    crop = [float(side) for side in page.cropbox]
    int(page.obj.get("/Rotate", 0))
    return len(crop) == 4 and all(0 < abs(length) <= _LONGEST_SIDE for length in (right - left, top - bottom))


def _walk(root: Object) -> Iterator[tuple[Object, Mapping[str, Object]]]:
    """Every dictionary and stream that can be reached from `root`, each once, with its entries."""
    seen: set[tuple[int, int]] = set()
    waiting: list[Object] = [root]
    while waiting:
        found = waiting.pop()
        if found.is_indirect:
            if found.objgen in seen:
                continue
            seen.add(found.objgen)
        if isinstance(found, Array):
            waiting += [item for item in found if isinstance(item, Dictionary | Array | Stream)]
            continue
        # Asked once for all: each question costs more than the answer.
        entries = dict(found.items())
        yield found, entries
        waiting += [
            value
            for key, value in entries.items()
            if key not in _SKIPPED and isinstance(value, Dictionary | Array | Stream)
        ]


def _refuse_active(found: Mapping[str, Object]) -> None:
    action = found.get("/S")
    if isinstance(action, Name) and str(action) in _ACTIVE and (found.get("/Type") in (None, Name.Action)):
        raise scripted(str(action)[1:])
    if "/JS" in found:
        raise scripted("JavaScript")
    if "/XFA" in found:
        raise scripted("XFA")
    if found.get("/Type") in (None, Name.Annot) and "/Rect" in found and str(found.get("/Subtype", "")) in _MEDIA:
        raise scripted(str(found["/Subtype"])[1:])


def _unarchivable(found: Mapping[str, Object]) -> str | None:
    """Why this object keeps a file from being PDF/A, where it is one of the usual reasons."""
    if found.get("/Type") == Name.Font and "/Subtype" in found:
        kind = str(found["/Subtype"])
        if kind not in _UNCHECKED_FONTS and not _embedded(found.get("/FontDescriptor")):
            return "font"
    if found.get("/Subtype") == Name.Image and found.get("/ColorSpace") == Name.DeviceCMYK:
        return "cmyk"
    if "/Rect" in found and found.get("/Subtype") not in (None, Name.Link, Name.Popup) and "/AP" not in found:
        return "annotation"
    return None


def _embedded(descriptor: Object | None) -> bool:
    return isinstance(descriptor, Dictionary) and any(
        key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )
