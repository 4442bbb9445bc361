"""The attachments of a packet: each declared paper with its file, looked through, and its pages as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from regdocs.finding import Finding, Place, Severity
from regdocs.language import Bilingual
from regdocs.packet import picture, word
from regdocs.packet.portable import Portable, look_through
from regdocs.packet.specification import Limits
from regdocs.packet.spoiled import EXPORT, Spoiled, encrypted, too_much
from regdocs.study.operation import Attachment
from regdocs.submission import inputs
from regdocs.submission.load import Submission
from regdocs.submission.path import item


class Content(Enum):
    """What a file is by its content; the values are the file names' endings."""

    PDF = ("pdf",)
    PNG = ("png",)
    JPEG = ("jpg", "jpeg")
    WORD = ("docx",)


_SIGNATURES = ((b"\x89PNG\r\n\x1a\n", Content.PNG), (b"\xff\xd8\xff", Content.JPEG))
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KNOWN = "PDF, DOCX, PNG, JPEG"
_HEAD = 1024


@dataclass(frozen=True, slots=True)
class Attached:
    """A declared paper whose file is fit: where it lies, its hash, what it is, and the PDF that holds its pages."""

    paper: Attachment
    path: Path
    sha256: str
    content: Content
    printed: Path
    portable: Portable

    @property
    def suffix(self) -> str:
        return str(self.content.value[0])


def attached(
    submission: Submission, papers: Sequence[Attachment], limits: Limits, scratch: Path
) -> tuple[dict[str, Attached], list[Finding]]:
    """The fit papers by their id, and what is wrong with the others; pages made anew go to the folder `scratch`.

    A paper declared without a file is neither: `absent` tells of those.
    """
    found: dict[str, Attached] = {}
    findings: list[Finding] = []
    files = inputs.files(submission.folder)
    for paper in papers:
        if paper.file is None:
            continue
        place = _place(submission, paper, "file")
        try:
            known = submission.attachments.get(paper.file)
            path, digest = (files.get(paper.file), known.sha256) if known else (None, "")
            found[paper.id] = attached_file = _attached(paper, path, digest, limits, scratch)
        except Spoiled as spoiled:
            findings.append(spoiled.finding(paper.file, place))
        else:
            findings += _remarks(submission, attached_file, place)
    return found, findings


def absent(submission: Submission, papers: Sequence[Attachment], tolerated: bool) -> list[Finding]:
    """A finding for each paper declared without a file: a note where that is `tolerated`, else an error."""
    message = "파일이 적혀 있지 않음", "no file is given"
    remedy = Bilingual(
        "파일을 attachments 폴더에 두고 `file:`을 적으십시오", "put the file into attachments/ and write `file:`"
    )
    return [
        Finding(
            "attachment/no-file",
            Severity.NOTE if tolerated else Severity.ERROR,
            Bilingual(f"{paper.title.ko}({paper.id}): {message[0]}", f"{paper.id}: {message[1]}"),
            _place(submission, paper),
            remedy,
        )
        for paper in papers
        if paper.file is None
    ]


def _attached(paper: Attachment, path: Path | None, digest: str, limits: Limits, scratch: Path) -> Attached:
    if path is None:
        remedy = "파일을 두거나 `file:`을 고치십시오", "put it there, or correct `file:`"
        raise Spoiled("missing", "없는 파일이거나 파일이 아님", "there is no such file, or it is none", remedy)
    size = path.stat().st_size
    if size == 0:
        raise Spoiled("empty", "빈 파일임(0바이트)", "is empty (0 bytes)", EXPORT)
    if size > limits.bytes:
        raise too_much("bytes", size, limits.bytes)
    content = _content(path)
    if path.suffix.lower().lstrip(".") not in content.value:
        right = content.value[0]
        ko = f"확장자(`{path.suffix}`)와 내용({content.name})이 다름"
        en = f"its ending `{path.suffix}` says something else than its content ({content.name})"
        raise Spoiled("mislabelled", ko, en, (f"`.{right}`로 바꾸십시오", f"rename it to `.{right}`"))
    printed = _printed(path, content, limits, scratch / f"{paper.id}.pdf")
    portable = look_through(printed, limits)
    if content is Content.WORD and word.embeds(path):
        portable = replace(portable, embedded_files=True)
    return Attached(paper, path, digest, content, printed, portable)


def _content(path: Path) -> Content:
    """What a file is by its first bytes; raises `Spoiled` for what no packet takes."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    for signature, content in _SIGNATURES:
        if head.startswith(signature):
            return content
    # Some programs put a few bytes before the header, and every reader allows it (ISO 32000-1, annex H).
    if b"%PDF-" in head:
        return Content.PDF
    if head.startswith(b"PK\x03\x04"):
        return Content.WORD if word.is_document(path) else _refuse_kind("ZIP")
    if head.startswith(_OLD_OFFICE):
        raise encrypted() if path.suffix.lower() == ".docx" else _refused("DOC, HWP")
    return _refuse_kind("")


def _refuse_kind(kind: str) -> Content:
    raise _refused(kind)


def _refused(kind: str) -> Spoiled:
    named = f" ({kind})" if kind else ""
    return Spoiled(
        "unknown-kind",
        f"받을 수 없는 형식임{named}: {_KNOWN}만 가능",
        f"is of no accepted kind{named}: {_KNOWN}",
        EXPORT,
    )


def _printed(path: Path, content: Content, limits: Limits, target: Path) -> Path:
    """The PDF with the file's pages: itself, or one made from it."""
    if content is Content.PDF:
        return path
    if content is Content.WORD:
        word.check(path, limits)
        word.to_pdf(path, target)
    else:
        picture.check(path, limits)
        picture.to_pdf(path, target, limits)
    return target


def _remarks(submission: Submission, found: Attached, place: Place) -> list[Finding]:
    """What a person ought to know of a fit file."""
    paper, name = found.paper, found.paper.file or ""
    remarks: list[tuple[str, Severity, str, str]] = []
    if paper.valid_until is not None and paper.valid_until < submission.study.filing.date:
        ko = f"유효기간({paper.valid_until})이 제출일({submission.study.filing.date}) 전에 끝남"
        en = f"was valid until {paper.valid_until}, before the filing on {submission.study.filing.date}"
        remarks.append(("expired", Severity.ERROR, ko, en))
    if found.portable.embedded_files:
        ko = "안에 딸린 파일은 통합본에 들어가지 않음"
        remarks.append(("embedded-files", Severity.WARNING, ko, "files embedded in it don't go into the merged PDF"))
    if found.portable.digitally_signed:
        ko = "전자서명은 통합본이 아니라 첨부 원본에서만 유효함"
        remarks.append(
            ("digital-signature", Severity.NOTE, ko, "its digital signature holds in the original file only")
        )
    if found.portable.unarchivable:
        ko = f"PDF/A에 맞지 않아({', '.join(_REASONS_KO[each] for each in found.portable.unarchivable)}) 통합본을 PDF/A로 표시하지 않음"
        en = f"keeps the merged PDF from being PDF/A ({', '.join(found.portable.unarchivable)})"
        remarks.append(("not-archivable", Severity.NOTE, ko, en))
    return [
        Finding(f"attachment/{rule}", severity, Bilingual(f"{name}: {ko}", f"{name}: {en}"), place)
        for rule, severity, ko, en in remarks
    ]


_REASONS_KO = {"font": "글꼴 미포함", "cmyk": "CMYK 색", "annotation": "모양 없는 주석"}


def _place(submission: Submission, paper: Attachment, field: str = "") -> Place:
    papers = submission.study.attachments
    path = item("attachments", paper, papers.index(paper))
    return submission.positions.place(f"{path}.{field}" if field else path)
