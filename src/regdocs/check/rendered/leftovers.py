"""What was left in a file, or came with it, as findings: tracked changes, comments, hidden text, macros and the like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regdocs.check.rendered.align import Alignment
from regdocs.check.rendered.finding import at, finding, quoted
from regdocs.finding import Finding, Place, Severity
from regdocs.formats.rendered import Left, Leftover

_MOST = 20
"""How many of one kind are told one by one."""


@dataclass(frozen=True, slots=True)
class _Words:
    """How a kind of leftover is told: what it is, and what to do about it, in Korean and English."""

    severity: Severity
    ko: str
    en: str
    remedy_ko: str
    remedy_en: str


_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
_REPRINT = "인쇄하듯 다시 PDF로 저장하십시오", "print it to a new PDF"
_WORDS = {
    Left.TRACKED: _Words(
        _WARNING,
        "변경 내용 추적이 남음",
        "a tracked change is left",
        "검토 탭에서 변경 내용을 모두 적용하거나 취소하십시오",
        "accept or reject it",
    ),
    Left.TRACKING_ON: _Words(
        _NOTE,
        "변경 내용 추적이 켜져 있음",
        "tracking of changes is on",
        "검토 탭에서 변경 내용 추적을 끄십시오",
        "turn it off",
    ),
    Left.COMMENT: _Words(_WARNING, "메모가 남음", "a comment is left", "메모를 지우십시오", "delete it"),
    Left.HIDDEN: _Words(
        _WARNING,
        "보이지 않는 글이 있음(숨김, 바탕과 같은 색, 너무 작은 글자)",
        "there is text that nobody sees (hidden, in the colour of its ground, or tiny)",
        "지우거나 보이게 하십시오",
        "delete it or show it",
    ),
    Left.TEXT_BOX: _Words(
        _WARNING,
        "글상자 안의 글은 순서를 잃거나 빠질 수 있음",
        "text in a text box may lose its place",
        "본문으로 옮기십시오",
        "move it into the text",
    ),
    Left.WATERMARK: _Words(
        _WARNING,
        "워터마크나 글맵시가 남음",
        "a watermark or letters drawn as a picture are left",
        "디자인 탭이나 머리글에서 지우십시오",
        "remove it (Design tab, or in the header)",
    ),
    Left.HIGHLIGHT: _Words(
        _NOTE,
        "형광펜 표시가 남음",
        "text is marked with a highlighter",
        "확인이 끝났으면 표시를 지우십시오",
        "take the mark away once that is settled",
    ),
    Left.LOST_PICTURE: _Words(
        _ERROR,
        "그림 파일이 없어 보이지 않는 그림",
        "a picture that the file doesn't hold and nobody sees",
        "그림을 다시 넣으십시오",
        "insert the picture again",
    ),
    Left.PROTECTED: _Words(
        _NOTE,
        "편집이 제한되어 있음",
        "editing is restricted",
        "검토 탭에서 편집 제한을 풀고 저장하십시오",
        "lift the restriction (Review tab) and save",
    ),
    Left.STALE_FIELD: _Words(
        _WARNING,
        "갱신되지 않은 필드(목차·쪽 번호 등)가 있음",
        "fields such as the contents are not up to date",
        "전체 선택 후 F9로 갱신하고 저장하십시오",
        "update all fields (F9) and save",
    ),
    Left.BROKEN_FIELD: _Words(
        _ERROR,
        "가리키는 곳이 없는 참조",
        "a reference leads nowhere",
        "참조를 다시 넣으십시오",
        "insert the reference again",
    ),
    Left.MACRO: _Words(
        _ERROR,
        "매크로가 들어 있음",
        "it holds macros",
        "매크로 없는 DOCX로 저장하십시오",
        "save it as DOCX without macros",
    ),
    Left.SCRIPT: _Words(_ERROR, "실행되는 내용이 들어 있음", "it holds active content", *_REPRINT),
    Left.EMBEDDED: _Words(
        _WARNING,
        "다른 파일이나 개체가 들어 있음",
        "it holds an embedded file or object",
        "그림이나 표로 바꾸거나 따로 첨부하십시오",
        "turn it into a picture or table, or attach it",
    ),
    Left.EXTERNAL: _Words(
        _WARNING,
        "바깥 파일을 불러오는 연결이 있음",
        "it loads content from elsewhere",
        "연결을 끊고 내용을 넣으십시오",
        "break the link and keep the content",
    ),
    Left.FOREIGN_PART: _Words(
        _ERROR,
        "다른 형식의 본문이 끼워져 있어 읽을 수 없음",
        "a part of the text is in another format and can't be read",
        "Word에서 열어 다시 저장하십시오",
        "open it in Word and save it again",
    ),
    Left.EMPTY_HEADING: _Words(
        _WARNING,
        "제목 스타일인 빈 줄이 있어 번호와 목차가 어긋남",
        "an empty line with a heading's style disturbs numbers and contents",
        "줄을 지우거나 본문 스타일로 바꾸십시오",
        "delete the line, or give it the style of text",
    ),
    Left.STRUCK: _Words(
        _WARNING,
        "취소선을 그은 글이 남음",
        "text is struck through",
        "지울 글이면 지우고, 아니면 취소선을 없애십시오",
        "delete it, or take the line away",
    ),
    Left.COVER: _Words(
        _WARNING,
        "글 앞에 놓인 도형이나 그림이 아래 글을 가릴 수 있음",
        "a shape or picture before the text may hide what lies below it",
        "지우거나 「텍스트 줄 안」으로 배치하십시오",
        "remove it, or set it in line with the text",
    ),
    Left.CROPPED: _Words(
        _WARNING,
        "그림의 일부가 잘려 있음",
        "a picture is cropped",
        "자르기를 되돌리십시오(그림 서식 탭)",
        "undo the cropping (Picture Format tab)",
    ),
    Left.ANNOTATION: _Words(
        _WARNING,
        "주석이나 손글씨가 남음",
        "an annotation or ink is left",
        "지우거나 인쇄하듯 다시 PDF로 저장하십시오",
        "delete it, or print it to a new PDF",
    ),
    Left.FORM_FIELD: _Words(_NOTE, "입력할 수 있는 양식이 들어 있음", "it holds a form to fill in", *_REPRINT),
    Left.NO_TEXT: _Words(
        _ERROR,
        "글자가 없는 쪽(그림만 있는 스캔)",
        "pages hold pictures but no text (a scan)",
        "원본에서 PDF로 저장하거나 문자인식을 거치십시오",
        "save the PDF from the original, or run text recognition",
    ),
    Left.MISLABELLED: _Words(
        _WARNING,
        "확장자와 내용이 다름",
        "the file's ending says something else than its content",
        "확장자를 바로잡거나 DOCX로 다시 저장하십시오",
        "rename the file, or save it as DOCX",
    ),
}


def leftover_findings(document: str, leftovers: Sequence[Leftover], alignment: Alignment) -> Iterator[Finding]:
    """A finding for each leftover with its place; of one kind so many, then how many more there are."""
    counts: dict[Left, int] = {}
    for leftover in leftovers:
        counts[leftover.kind] = counts.get(leftover.kind, 0) + 1
        if counts[leftover.kind] <= _MOST:
            yield _finding(document, leftover, _section(alignment, leftover))
    for kind, count in counts.items():
        if count > _MOST:
            words = _WORDS[kind]
            message = f"{words.ko}: 그 밖에 {count - _MOST}곳", f"{words.en}: {count - _MOST} more"
            yield finding(kind.value, words.severity, message, Place(document=document))


def _finding(document: str, leftover: Leftover, section: str | None) -> Finding:
    words = _WORDS[leftover.kind]
    ko, en = at(leftover.index)
    text, author = quoted(leftover.text), quoted(leftover.author)
    message = (
        words.ko + (f": 「{text}」" if text else "") + (f", {author}" if author else "") + ko,
        words.en + (f": “{text}”" if text else "") + (f", {author}" if author else "") + en,
    )
    where = Place(document=document, section=section, page=leftover.page)
    return finding(leftover.kind.value, words.severity, message, where, (words.remedy_ko, words.remedy_en))


def _section(alignment: Alignment, leftover: Leftover) -> str | None:
    """The section that the leftover's paragraph, or page, belongs to."""
    if leftover.index is None:
        return None
    above = [
        (heading.paragraph.index, alignment.expected[index].id)
        for index, heading in alignment.pairs.items()
        if heading.paragraph.index <= leftover.index
    ]
    return max(above)[1] if above else None
