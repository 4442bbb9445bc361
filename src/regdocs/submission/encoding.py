"""From bytes to text: UTF-8 only, and for anything else a message that says what it is and how to save it anew."""

from __future__ import annotations

import codecs
import re
import unicodedata

from regdocs.finding import Finding, Place
from regdocs.submission.problem import Words, problem

# Characters that no paper can print: controls, line separators that editors don't count, marks that turn the
# reading direction, private-use characters (each font has its own; composing marks printed values with some), a
# byte-order mark in the middle, and the sign that stands for text already lost.
UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ufeff\ufffd-\uffff"
    r"\U000f0000-\U0010ffff]"
)
_MOST_SHOWN = 20

_SAVE_AS_UTF8: Words = (
    "편집기에서 ‘다른 이름으로 저장’ → 인코딩 ‘UTF-8’로 저장하십시오",
    "save the file again as UTF-8 (in Notepad: Save as → Encoding: UTF-8)",
)
_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def decode(data: bytes, name: str) -> tuple[str, list[Finding]]:
    """The text of a file, composed (NFC) and with `\\n` line ends, and what is wrong with its characters.

    Where the encoding is wrong the text is empty; unprintable characters are reported and become blanks.
    """
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        return "", [_wrong_encoding(data, name, error.start)]
    if _looks_wide(data):
        return "", [_wide(name, "UTF-16")]
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    findings = _unprintable(text, name)
    return (UNPRINTABLE.sub(" ", text) if findings else text), findings


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column (from 1) of the character at `offset`."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _unprintable(text: str, name: str) -> list[Finding]:
    findings = []
    for match in UNPRINTABLE.finditer(text):
        line, column = position(text, match.start())
        findings.append(_refused(match[0], Place(name, line, column)))
        if len(findings) == _MOST_SHOWN:
            break
    return findings


def _refused(character: str, place: Place) -> Finding:
    code = f"U+{ord(character):04X}"
    if unicodedata.category(character) == "Co":
        message = (
            f"글꼴마다 다른 사용자 정의 문자 {code}",
            f"a private-use character, which only its own font shows: {code}",
        )
        remedy = "표준 문자나 그림으로 바꾸십시오", "write a standard character, or a figure"
        return problem("private-character", place, message, remedy)
    message = f"인쇄할 수 없는 문자 {code}", f"a character that can't be printed: {code}"
    return problem("control-character", place, message, ("그 문자를 지우십시오", "delete that character"))


def _wrong_encoding(data: bytes, name: str, offset: int) -> Finding:
    for mark, encoding in _WIDE_MARKS:
        if data.startswith(mark):
            return _wide(name, encoding)
    if _looks_wide(data):
        return _wide(name, "UTF-16")
    body = data.removeprefix(codecs.BOM_UTF8)
    before = body[:offset].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    line, column = position(before, len(before))
    if _looks_korean(data):
        message = (
            "UTF-8이 아니라 CP949(EUC-KR) 인코딩으로 저장된 파일",
            "the file is saved as CP949 (EUC-KR), not as UTF-8",
        )
        return problem("encoding", Place(name, line, column), message, _SAVE_AS_UTF8)
    where = offset + len(data) - len(body)
    message = (
        f"UTF-8이 아닌 바이트 0x{body[offset]:02X} (파일 처음부터 {where}바이트 뒤)",
        f"the byte 0x{body[offset]:02X} at offset {where} is not UTF-8",
    )
    return problem("encoding", Place(name, line, column), message, _SAVE_AS_UTF8)


def _wide(name: str, encoding: str) -> Finding:
    message = f"UTF-8이 아니라 {encoding} 인코딩으로 저장된 파일", f"the file is saved as {encoding}, not as UTF-8"
    return problem("encoding", Place(name, 1, 1), message, _SAVE_AS_UTF8)


def _looks_wide(data: bytes) -> bool:
    """UTF-16 without a mark: in Latin text and YAML punctuation every other byte is null."""
    sample = data[:2000]
    return len(sample) >= 8 and max(sample[::2].count(0), sample[1::2].count(0)) * 3 > len(sample) // 2


def _looks_korean(data: bytes) -> bool:
    """Whether the bytes read as Korean in CP949 and give more Hangul so than as damaged UTF-8."""
    try:
        korean = data.decode("cp949")
    except UnicodeDecodeError:
        return False
    return _hangul(korean) > _hangul(data.decode("utf-8", errors="replace"))


def _hangul(text: str) -> int:
    return sum("가" <= character <= "힣" for character in text)
