"""A file that no reader can read: which kind of file it is after all, and what is wrong with it."""

from __future__ import annotations

from regdocs.finding import ExitCode, Finding, RegdocsError, Severity
from regdocs.language import Bilingual

MOST_BYTES = 200_000_000
"""The largest file that is looked at."""

_HWPX_TYPE, _HWPX_PART, _DIRECTORY = b"application/hwp+zip", b"Contents/content.hpf", 1 << 20
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = Bilingual("DOCX나 HWPX로 저장하거나 PDF로 내보내십시오", "save it as DOCX or HWPX, or export it as PDF")
_AGAIN = Bilingual("원본을 열어 다시 저장하십시오", "open the original and save it again")
_UNLOCK = Bilingual("암호를 없애고 저장한 파일을 쓰십시오", "use a copy saved without the password")


class UnreadableFile(RegdocsError):
    """The file can't be read as the paper that it should be; a reader raises it with one finding."""

    exit_code = ExitCode.INVALID_SUBMISSION


def unreadable(rule: str, ko: str, en: str, remedy: Bilingual | None = None) -> UnreadableFile:
    """The error of one finding, `rule` without its prefix."""
    return UnreadableFile([Finding(f"rendered/{rule}", Severity.ERROR, Bilingual(ko, en), remedy=remedy)])


def damaged(detail_ko: str = "", detail_en: str = "") -> UnreadableFile:
    """For a file that ends too soon or holds something else than its kind should."""
    ko, en = (f"({detail})" if detail else "" for detail in (detail_ko, detail_en))
    return unreadable(
        "damaged", f"손상되어 읽을 수 없는 파일{ko}", f"the file is damaged and can't be read{en}", _AGAIN
    )


def encrypted() -> UnreadableFile:
    """For a file that asks for a password."""
    return unreadable("encrypted", "암호가 걸려 읽을 수 없는 파일", "the file is encrypted", _UNLOCK)


def too_large(what_ko: str, what_en: str) -> UnreadableFile:
    """For a file beyond a limit, of which more would only cost memory."""
    return unreadable(
        "too-large", f"한도를 넘어 읽지 않은 파일({what_ko})", f"the file is beyond the limit: {what_en}", _AGAIN
    )


def kind_of(data: bytes) -> str:
    """`docx`, `hwpx` or `pdf`, by the first bytes, whatever the file's name says.

    Raises `UnreadableFile` for every other kind of file, by its name where it is one that people take for these.
    """
    if not data:
        raise unreadable("empty-file", "빈 파일", "the file is empty", _AGAIN)
    if len(data) > MOST_BYTES:
        raise too_large(f"{len(data):,}바이트", f"{len(data):,} bytes")
    if data.startswith(b"PK\x03\x04"):
        # A program that packs the file anew may put another part first; the names of all stand at the end.
        return "hwpx" if _HWPX_TYPE in data[:200] or _HWPX_PART in data[-_DIRECTORY:] else "docx"
    # Some programs put a few bytes before the header, and every reader allows it (ISO 32000-1, annex H).
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLD_OFFICE):
        raise _old_office(data)
    for start, name in (
        (b"{\\rtf", "RTF"),
        (b"<", "HTML, XML"),
        (b"HWP Document File", "HWP 3.0"),
        (b"MIME-Version:", "MHT"),
        (b"\xff\xd8", "JPEG"),
    ):
        if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(start):
            raise _other(name)
    raise _other("")


def _old_office(data: bytes) -> UnreadableFile:
    """Encrypted Word files, old Word files and HWP files are all compound files; their streams' names tell them apart."""
    names = (("EncryptedPackage", ""), ("WordDocument", "DOC"), ("HwpSummaryInformation", "HWP"), ("FileHeader", "HWP"))
    for stream, name in names:
        if stream.encode("utf-16-le") in data:
            return _other(name) if name else encrypted()
    return _other("DOC, XLS, HWP")


def _other(name: str) -> UnreadableFile:
    named = f"({name})" if name else ""
    return unreadable(
        "unknown-format",
        f"점검할 수 없는 형식{named}: DOCX, HWPX, PDF만 가능",
        f"files of this kind can't be checked{' ' + named if named else ''}; DOCX, HWPX and PDF can",
        _SAVE_AS,
    )


def other_kind(found: str, wanted: str) -> UnreadableFile:
    """For a file of another kind than the one that was asked for."""
    remedy = Bilingual(f"{wanted} 파일을 지정하십시오", f"give a {wanted}")
    return unreadable(
        "unknown-format", f"{wanted}가 아니라 {found} 파일", f"the file is a {found}, no {wanted}", remedy
    )


def lock_file() -> UnreadableFile:
    """For the small file that Word lays beside an open one; its name lacks letters of the other's."""
    remedy = Bilingual(
        "Word를 닫고 이름이 `~$`로 시작하지 않는 원본 파일을 지정하십시오",
        "close Word, and give the document itself, whose name doesn't begin with `~$`",
    )
    return unreadable(
        "unknown-format", "Word가 문서를 열어 둔 동안 두는 잠금 파일", "Word's lock beside an open file", remedy
    )


def other_zip(name: str) -> UnreadableFile:
    """For a zip that is no Word file."""
    return _other(name)
