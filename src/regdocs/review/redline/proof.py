"""The redline read back: accepting all has to give the new revision, refusing all the old one, word for word."""

from __future__ import annotations

from itertools import zip_longest

from regdocs.finding import ExitCode, Finding, Place, RegdocsError, Severity
from regdocs.formats.docx.wording import Wording, wording
from regdocs.language import Bilingual

_SHOWN = 120


class RedlineMismatch(RegdocsError):
    """A redline from which a revision doesn't come back; the findings say where it first differs."""

    exit_code = ExitCode.MISMATCH


def prove(data: bytes, old: bytes, new: bytes, document: str) -> None:
    """Raises `RedlineMismatch` unless the redline `data` holds the files `old` and `new` as our writer writes them."""
    findings = [
        finding
        for accept, plain in ((True, new), (False, old))
        if (finding := _difference(wording(data, accept), wording(plain), accept, document)) is not None
    ]
    if findings:
        raise RedlineMismatch(findings)


def _difference(found: Wording, expected: Wording, accept: bool, document: str) -> Finding | None:
    """The first line that differs; a header of a kind of page that only one side has can't be compared."""
    around = [(found.around[name], expected.around[name]) for name in found.around if name in expected.around]
    for lines, wanted in ((found.lines, expected.lines), *around):
        if lines != wanted:
            pairs = enumerate(zip_longest(lines, wanted, fillvalue=""), 1)
            number, (line, want) = next((n, pair) for n, pair in pairs if pair[0] != pair[1])
            return _finding(number, line, want, accept, document)
    return None


def _finding(number: int, line: str, wanted: str, accept: bool, document: str) -> Finding:
    korean = "모두 적용하여도 새 판" if accept else "모두 취소하여도 이전 판"
    english = (
        "accepting all changes of the redline doesn't give the new"
        if accept
        else ("refusing all changes of the redline doesn't give the old")
    )
    return Finding(
        "redline.mismatch",
        Severity.ERROR,
        Bilingual(
            f"변경표시본의 변경을 {korean}이 되지 않습니다: {number}번째 줄 「{_short(line)}」, 있어야 할 것 「{_short(wanted)}」",
            f'{english} revision: line {number} "{_short(line)}" instead of "{_short(wanted)}"',
        ),
        Place(document=document),
        Bilingual(
            "이 오류를 알려 주십시오. 비교 결과의 다른 형식은 쓸 수 있습니다.",
            "Please report this; the other forms of the comparison can be used.",
        ),
    )


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
